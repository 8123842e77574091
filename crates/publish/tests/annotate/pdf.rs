//! Marks on PDF files.

use std::path::PathBuf;
use std::process::Command;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, String as Text};
use mingsuan_document::{PdfFile, read};
use mingsuan_model::{Bbox, Place};

use crate::{Judged, beside, said};

/// A highlight as found in a file.
struct Found {
    page: u32,
    /// The boxes as displayed, one a line.
    boxes: Vec<Bbox>,
    note: String,
}

fn highlights(bytes: &[u8]) -> Vec<Found> {
    let pdf = Pdf::new(bytes.to_vec()).unwrap();
    let mut found = Vec::new();
    for (page, number) in pdf.pages().iter().zip(1..) {
        let Some(list) = page.raw().get::<Array<'_>>("Annots") else { continue };
        let shown = page.initial_transform(true).as_coeffs();
        for mark in list.iter::<Dict<'_>>() {
            let is_ours = mark
                .get::<Text<'_>>("T")
                .is_some_and(|author| *author.as_bytes() == [0xfe, 0xff, 0x66, 0x0e, 0x7b, 0x97]);
            if !is_ours || mark.get::<Name<'_>>("Subtype").is_none_or(|kind| kind.as_str() != "Highlight") {
                continue;
            }
            let points: Vec<f64> = mark.get::<Array<'_>>("QuadPoints").unwrap().iter::<f64>().collect();
            let boxes = points.chunks(8).map(|quad| displayed(quad, shown)).collect();
            let note = mark.get::<Text<'_>>("Contents").unwrap();
            let units: Vec<u16> =
                note.as_bytes()[2..].chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            found.push(Found { page: number, boxes, note: String::from_utf16(&units).unwrap() });
        }
    }
    found
}

/// The box that the corners of a quadrilateral have on the page as displayed.
fn displayed(quad: &[f64], [a, b, c, d, e, f]: [f64; 6]) -> Bbox {
    let points: Vec<(f64, f64)> = quad.chunks(2).map(|p| (a * p[0] + c * p[1] + e, b * p[0] + d * p[1] + f)).collect();
    let side = |value: fn(&(f64, f64)) -> f64, choose: fn(f64, f64) -> f64| {
        #[allow(clippy::cast_possible_truncation)]
        let hundredths = (points.iter().map(value).reduce(choose).unwrap() * 100.0).round() as i32;
        hundredths
    };
    Bbox([side(|p| p.0, f64::min), side(|p| p.1, f64::min), side(|p| p.0, f64::max), side(|p| p.1, f64::max)])
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text that each highlight lies over is the text of its place. Gives back how many were looked at.
fn marks_lie_over_their_texts(judged: &Judged, copy: &[u8]) -> usize {
    let file = PdfFile::open(copy).unwrap();
    let found = highlights(copy);
    let mut looked = 0;
    for finding in &judged.findings {
        let (Some(page), Some(text), Some(_)) = (finding.place.page, &finding.place.text, finding.place.bbox) else {
            continue;
        };
        let ours = found.iter().filter(|mark| mark.page == page && mark.note.contains(&finding.message));
        let under: Vec<String> =
            ours.map(|mark| mark.boxes.iter().map(|bbox| file.text_in(page, *bbox)).collect()).collect();
        let wanted = squeezed(text);
        if under.contains(&wanted) {
            looked += 1;
        } else if is_whole(&finding.place) {
            panic!("{}: {} {:?} lies over {under:?}", judged.name, finding.code, finding.place);
        } else {
            eprintln!("{}: {} {:?} lies over {under:?}", judged.name, finding.code, finding.place);
        }
    }
    looked
}

/// A cell lies on its page whole; a paragraph may go on on the next one.
fn is_whole(place: &Place) -> bool {
    place.table.is_some()
}

fn poppler(bytes: &[u8]) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("marked-{}.pdf", std::process::id()));
    std::fs::write(&path, bytes).unwrap();
    let output = Command::new("pdftotext").args(["-layout"]).arg(&path).arg("-").output();
    let _ = std::fs::remove_file(&path);
    match output {
        Ok(output) => {
            assert!(output.status.success());
            Some(String::from_utf8_lossy(&output.stdout).into_owned())
        }
        Err(_) => {
            assert!(std::env::var_os("CI").is_none(), "pdftotext is missing, but CI needs it");
            eprintln!("skipped: pdftotext (poppler-utils) is not installed");
            None
        }
    }
}

fn keeps_what_it_says(judged: &Judged, copy: &[u8]) {
    assert!(copy.starts_with(&judged.bytes), "{}: the original's bytes are not kept", judged.name);
    let again = read(copy, &judged.name).unwrap_or_else(|error| panic!("{}: {error}", judged.name));
    assert_eq!(said(&again), said(&judged.document), "{}", judged.name);
    if let (Some(before), Some(after)) = (poppler(&judged.bytes), poppler(copy)) {
        assert_eq!(before, after, "{}: poppler reads another text", judged.name);
    }
}

#[test]
fn marks_on_real_files_lie_over_their_texts_and_change_nothing() {
    let mut looked = 0;
    for folder in ["fixtures", "corpus"] {
        for judged in beside(folder, "pdf") {
            let copy = judged.copy();
            assert_eq!(copy.extension, "pdf", "{}: {:?}", judged.name, copy.remark);
            keeps_what_it_says(&judged, &copy.bytes);
            looked += marks_lie_over_their_texts(&judged, &copy.bytes);
        }
    }
    eprintln!("{looked} marks lie over their texts");
    assert!(looked == 0 || looked > 100);
}
