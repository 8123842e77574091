//! A PDF with highlights and notes, by an incremental update: the original's bytes stay as they are, new objects and a
//! table of them follow. How pages are read is known by `mingsuan-document`.

use std::collections::BTreeMap;
use std::fmt::Write;

use mingsuan_document::{PdfFile, PdfPage};
use mingsuan_model::{Bbox, Finding, Place};

use super::AnnotatedCopy;
use super::note::{AUTHOR, colour, note, note_with_place, places};
use super::pdf_update::Update;
use crate::error::WriteError;
use crate::report::Lang;

/// How strong a highlight is. Readers that rebuild tables from coloured areas take so faint a one for nothing.
const STRENGTH: f64 = 0.28;
/// Side of the sign of a note, and its distance from the edge of the page, in points.
const SIGN: f64 = 18.0;

/// Boxes of one mark on a page.
type Boxes = Vec<[i32; 4]>;

/// What is to be written on a page.
#[derive(Default)]
struct Marks {
    /// The findings of each place, in the order of the report.
    highlights: BTreeMap<Boxes, Vec<usize>>,
    /// Findings of the page without a place on it.
    loose: Vec<usize>,
}

/// Marks a PDF.
pub(super) fn annotate(bytes: &[u8], findings: &[Finding], lang: Lang) -> Result<AnnotatedCopy, WriteError> {
    let file = PdfFile::open(bytes).map_err(|error| WriteError::Annotate(error.to_string()))?;
    let pages = placed(&file, findings);
    let mut unplaced: Vec<usize> = pages.values().flat_map(|marks| marks.loose.iter().copied()).collect();
    unplaced.sort_unstable();
    unplaced.dedup();
    let mut update = Update::new(bytes, &file);
    for (number, marks) in pages {
        let page = file
            .page(number)
            .ok_or_else(|| WriteError::Annotate(format!("第 {number} 页在文件中的结构不合规范，不能添加批注")))?;
        write_page(&mut update, &page, &marks, findings, lang);
    }
    Ok(AnnotatedCopy { extension: "pdf", bytes: update.finish(), unplaced, remark: None })
}

/// The marks of each page. What has no place stands on the first page.
fn placed(file: &PdfFile, findings: &[Finding]) -> BTreeMap<u32, Marks> {
    let mut of_page: BTreeMap<u32, Vec<(usize, &Place)>> = BTreeMap::new();
    for (ordinal, finding) in findings.iter().enumerate() {
        for place in places(finding) {
            of_page.entry(place.page.unwrap_or(1)).or_default().push((ordinal, place));
        }
    }
    let mut pages: BTreeMap<u32, Marks> = BTreeMap::new();
    for (number, of_page) in of_page {
        let marks = pages.entry(number).or_default();
        let texts: Vec<&Place> = of_page.iter().map(|(_, place)| *place).collect();
        for ((ordinal, place), found) in of_page.iter().zip(boxes(file, number, &texts)) {
            let into = if found.is_empty() { &mut marks.loose } else { marks.highlights.entry(found).or_default() };
            if place.page.is_some() || !into.contains(ordinal) {
                into.push(*ordinal);
            }
        }
    }
    pages
}

/// A cell is marked whole, of a text what is quoted.
fn boxes(file: &PdfFile, page: u32, places: &[&Place]) -> Vec<Boxes> {
    let is_cell = |place: &Place| place.table.is_some();
    let quoted: Vec<&Place> = places.iter().filter(|place| !is_cell(place) && place.text.is_some()).copied().collect();
    let mut found = if quoted.is_empty() { Vec::new() } else { file.boxes(page, &quoted) }.into_iter();
    let own = |place: &Place| place.bbox.iter().map(|Bbox(sides)| *sides).collect::<Boxes>();
    let each = places.iter().map(|place| {
        if is_cell(place) || place.text.is_none() {
            return own(place);
        }
        match found.next() {
            Some(lines) if !lines.is_empty() => lines.into_iter().map(|Bbox(sides)| sides).collect(),
            _ => own(place),
        }
    });
    each.collect()
}

/// Writes a page anew with its marks, the widest first so that small ones lie on top.
fn write_page(update: &mut Update<'_>, page: &PdfPage, marks: &Marks, findings: &[Finding], lang: Lang) {
    let mut annotations = page.annotations.clone();
    let mut highlights: Vec<_> = marks.highlights.iter().collect();
    highlights.sort_by_key(|(boxes, _)| std::cmp::Reverse(size(boxes)));
    for (boxes, ordinals) in highlights {
        let id = highlight(update, page, boxes, &told(ordinals, findings, |finding| note(finding, lang)));
        // Writing to a string cannot fail, here and below.
        let _ = write!(annotations, " {id} 0 R");
    }
    if !marks.loose.is_empty() {
        let said = told(&marks.loose, findings, |finding| note_with_place(finding, lang));
        let id = sign(update, page, &said);
        let _ = write!(annotations, " {id} 0 R");
    }
    update.replace(page.id, &format!("<<{}/Annots [{annotations}]>>", page.entries));
}

fn size(boxes: &[[i32; 4]]) -> i64 {
    boxes.iter().map(|[left, top, right, bottom]| i64::from(right - left) * i64::from(bottom - top)).sum()
}

/// A mark in words and colour.
struct Said {
    text: String,
    colour: [f64; 3],
}

fn told(ordinals: &[usize], findings: &[Finding], note: impl Fn(&Finding) -> String) -> Said {
    let mut all: Vec<&Finding> = ordinals.iter().filter_map(|ordinal| findings.get(*ordinal)).collect();
    all.sort_by_key(|finding| std::cmp::Reverse((finding.waived.is_none(), finding.severity)));
    let colour = all.first().map(|finding| colour(finding)).unwrap_or_default();
    let text = all.iter().map(|finding| note(finding)).collect::<Vec<_>>().join("\n\n");
    Said { text, colour: colour.map(|part| f64::from(part) / 255.0) }
}

/// A point of the page as displayed in the file's own frame.
fn to_file(page: &PdfPage, x: f64, y: f64) -> (f64, f64) {
    let [a, b, c, d, e, f] = page.to_file;
    (a * x + c * y + e, b * x + d * y + f)
}

/// Left, bottom, right, top of what holds these points.
fn around(points: &[(f64, f64)]) -> [f64; 4] {
    let fold = |value: fn(&(f64, f64)) -> f64, choose: fn(f64, f64) -> f64| {
        points.iter().map(value).reduce(choose).unwrap_or_default()
    };
    [fold(|p| p.0, f64::min), fold(|p| p.1, f64::min), fold(|p| p.0, f64::max), fold(|p| p.1, f64::max)]
}

/// The corners of a displayed box: top left, top right, bottom left, bottom right.
fn corners(page: &PdfPage, sides: &[i32; 4]) -> [(f64, f64); 4] {
    let [left, top, right, bottom] = sides.map(|side| f64::from(side) / 100.0);
    [(left, top), (right, top), (left, bottom), (right, bottom)].map(|(x, y)| to_file(page, x, y))
}

fn numbers(values: impl IntoIterator<Item = f64>) -> String {
    values.into_iter().map(|value| format!("{value:.2}")).collect::<Vec<_>>().join(" ")
}

fn highlight(update: &mut Update<'_>, page: &PdfPage, boxes: &Boxes, said: &Said) -> u32 {
    let quads: Vec<[(f64, f64); 4]> = boxes.iter().map(|sides| corners(page, sides)).collect();
    let rect = numbers(around(&quads.concat()));
    let colour = numbers(said.colour);
    let mut drawing = format!("/G gs {colour} rg\n");
    for quad in &quads {
        let [left, bottom, right, top] = around(quad);
        let _ = writeln!(drawing, "{} re f", numbers([left, bottom, right - left, top - bottom]));
    }
    let state = format!("/ExtGState<</G<</Type/ExtGState/BM/Multiply/ca {STRENGTH}/CA {STRENGTH}>>>>");
    let form = update.form(&rect, &state, &drawing);
    let points = numbers(quads.iter().flatten().flat_map(|(x, y)| [*x, *y]));
    update.add(&format!(
        "<</Type/Annot/Subtype/Highlight/P {} {} R/Rect[{rect}]/QuadPoints[{points}]/C[{colour}]/F 4/T {}/Contents {}/AP<</N {form} 0 R>>>>",
        page.id.0,
        page.id.1,
        text(AUTHOR),
        text(&said.text),
    ))
}

/// A note at the top right of the page: a filled round sign, for corners would be taken for the lines of a table.
fn sign(update: &mut Update<'_>, page: &PdfPage, said: &Said) -> u32 {
    let right = f64::from(page.width) - 6.0;
    let (one, other) = (to_file(page, right - SIGN, 6.0), to_file(page, right, 6.0 + SIGN));
    let rect = around(&[one, other]);
    let centre = ((rect[0] + rect[2]) / 2.0, (rect[1] + rect[3]) / 2.0);
    let colour = numbers(said.colour);
    let drawing = format!("{colour} rg\n{}1 g\n{}", circle(centre, SIGN / 2.0), circle(centre, SIGN / 5.0));
    let rect = numbers(rect);
    let form = update.form(&rect, "", &drawing);
    update.add(&format!(
        "<</Type/Annot/Subtype/Text/Name/Note/P {} {} R/Rect[{rect}]/C[{colour}]/F 4/T {}/Contents {}/AP<</N {form} 0 R>>>>",
        page.id.0,
        page.id.1,
        text(AUTHOR),
        text(&said.text),
    ))
}

/// A filled circle of four curves.
fn circle((x, y): (f64, f64), radius: f64) -> String {
    let bend = radius * 0.5523;
    let mut drawing = format!("{} m\n", numbers([x + radius, y]));
    let quarter = [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0), (1.0, 0.0)];
    for pair in quarter.windows(2) {
        let ((fx, fy), (tx, ty)) = (pair[0], pair[1]);
        let curve = [
            x + radius * fx + bend * tx,
            y + radius * fy + bend * ty,
            x + radius * tx + bend * fx,
            y + radius * ty + bend * fy,
            x + radius * tx,
            y + radius * ty,
        ];
        let _ = writeln!(drawing, "{} c", numbers(curve));
    }
    drawing.push_str("f\n");
    drawing
}

/// A text string: UTF-16 with its mark, in hexadecimal digits.
fn text(text: &str) -> String {
    let mut written = String::from("<FEFF");
    for unit in text.encode_utf16() {
        let _ = write!(written, "{unit:04X}");
    }
    written.push('>');
    written
}
