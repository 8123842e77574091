//! Marks on PDF files.

use std::path::PathBuf;
use std::process::Command;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, String as Text};
use mingsuan_document::{PdfFile, read};
use mingsuan_model::{Bbox, Finding, Place, Severity};

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
        // A rule may quote a part of a cell; the cell is marked whole.
        if under.iter().any(|under| *under == wanted || is_whole(&finding.place) && under.contains(&wanted)) {
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

fn poppler(bytes: &[u8], name: &str) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("marked-{}-{name}", std::process::id()));
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
    if let (Some(before), Some(after)) = (poppler(&judged.bytes, &judged.name), poppler(copy, &judged.name)) {
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

/// A file of one page that is turned and cut, its annotations in a list that is an object of its own.
pub(crate) fn turned_page(turn: u32) -> Vec<u8> {
    let drawing = "BT /F 12 Tf 120 300 Td (Total 1234.56) Tj 0 -40 Td (Second 78.90) Tj ET";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Kids[3 0 R]/Count 1/Rotate {turn}/MediaBox[0 0 400 500]>>"),
        "<</Type/Page/Parent 2 0 R/CropBox[50 60 380 480]/Contents 4 0 R/Annots 6 0 R/Resources<</Font<</F 5 0 R>>>>/LastModified(D:2026\\000)>>"
            .to_owned(),
        format!("<</Length {}>>stream\n{drawing}\nendstream", drawing.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        "[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]>> 7 0 R]".to_owned(),
        "<</Type/Annot/Subtype/Link/Rect[9 9 19 19]>>".to_owned(),
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (object, number) in objects.iter().zip(1..) {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend_from_slice(format!("{number} 0 obj\n{object}\nendobj\n").as_bytes());
    }
    let start = file.len();
    table.push_str(&format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF", objects.len() + 1));
    file.extend_from_slice(table.as_bytes());
    file
}

#[test]
fn pages_that_are_turned_and_cut_are_marked_in_place() {
    for turn in [0, 90, 180, 270] {
        let bytes = turned_page(turn);
        let document = read(&bytes, "turned.pdf").unwrap();
        let paragraphs: Vec<_> = document.paragraphs().collect();
        let mut findings: Vec<Finding> = paragraphs
            .iter()
            .map(|paragraph| {
                let place = Place { text: Some(paragraph.text.as_str().into()), ..paragraph.place.clone() };
                Finding::new("A001", Severity::Error, place, format!("“{}”有误", paragraph.text))
            })
            .collect();
        findings.push(Finding::new("D001", Severity::Warning, Place::default(), "缺少一张表"));
        let judged = Judged { name: format!("turned-{turn}.pdf"), bytes, document: document.clone(), findings };
        let copy = judged.copy();
        assert_eq!((copy.extension, copy.unplaced.as_slice()), ("pdf", [judged.findings.len() - 1].as_slice()));
        keeps_what_it_says(&judged, &copy.bytes);
        assert_eq!(marks_lie_over_their_texts(&judged, &copy.bytes), paragraphs.len(), "{turn}");
        let pdf = Pdf::new(copy.bytes.clone()).unwrap();
        let annotations = pdf.pages()[0].raw().get::<Array<'_>>("Annots").unwrap();
        assert_eq!(annotations.iter::<Dict<'_>>().count(), 2 + judged.findings.len());
    }
}
