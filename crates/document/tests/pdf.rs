//! The PDF reader on pages made up for the purpose: every way of drawing a table, and what must not be read.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::fmt::Write;

use mingsuan_document::{Block, Document, ReadError, Table, read};

fn parse(bytes: &[u8]) -> Document {
    read(bytes, "a.pdf").unwrap()
}

/// The commands that print a text at a position.
fn print(x: i32, y: i32, text: &str) -> String {
    format!("BT /F 10 Tf {x} {y} Td ({text}) Tj ET\n")
}

/// A table of three columns with its top at `top`, 20 points a row, drawn by `line` (x0 y0 x1 y1).
fn table(top: i32, rows: &[[&str; 3]], line: impl Fn(i32, i32, i32, i32) -> String) -> String {
    let mut content = String::new();
    let bottom = top - 20 * i32::try_from(rows.len()).unwrap();
    for y in (bottom..=top).step_by(20) {
        content.push_str(&line(40, y, 250, y));
    }
    for x in [40, 110, 180, 250] {
        content.push_str(&line(x, bottom, x, top));
    }
    for (row, texts) in (0..).zip(rows) {
        for (column, text) in (0..).zip(texts) {
            content.push_str(&print(45 + 70 * column, top - 14 - 20 * row, text));
        }
    }
    content
}

fn stroke(x0: i32, y0: i32, x1: i32, y1: i32) -> String {
    format!("{x0} {y0} m {x1} {y1} l S\n")
}

fn thin(x0: i32, y0: i32, x1: i32, y1: i32) -> String {
    let (width, height) = ((x1 - x0).max(0), (y1 - y0).max(0));
    if width > 0 { format!("{x0} {y0} {width} 0.7 re f\n") } else { format!("{x0} {y0} 0.7 {height} re f\n") }
}

const ROWS: [[&str; 3]; 3] = [["Item", "Total", "Basic"], ["Wages", "12.50", "12.50"], ["Rent", "3.00", ""]];

fn texts(table: &Table) -> Vec<Vec<String>> {
    let row = |row| {
        (0..table.columns()).map(move |column| table.at(row, column).map(|cell| cell.text.clone()).unwrap_or_default())
    };
    (0..table.rows()).map(|at| row(at).collect()).collect()
}

fn only_table(document: &Document) -> &Table {
    let tables: Vec<&Table> = document.tables().collect();
    assert_eq!(tables.len(), 1, "{:?}", document.blocks);
    tables[0]
}

#[test]
fn rules_of_every_kind() {
    let dashes = |x0: i32, y0: i32, x1: i32, y1: i32| format!("[3 2] 0 d {}", stroke(x0, y0, x1, y1));
    for content in [table(350, &ROWS, stroke), table(350, &ROWS, thin), table(350, &ROWS, dashes)] {
        let document = parse(&common::pdf(&[&content]));
        assert_eq!(texts(only_table(&document)), ROWS.map(|row| row.map(str::to_owned).to_vec()).to_vec());
    }
}

#[test]
fn places_are_points_from_the_top_left() {
    let document = parse(&common::pdf(&[&table(350, &ROWS, stroke)]));
    let cell = only_table(&document).at(1, 1).unwrap();
    assert_eq!((cell.place.page, cell.place.row, cell.place.column), (Some(1), Some(2), Some(2)));
    assert_eq!(cell.place.bbox.map(|bbox| bbox.0), Some([11_000, 7_000, 18_000, 9_000]));
}

#[test]
fn pages_turned_sideways() {
    // Printed upwards on a page that is not turned, and upright on one that is.
    let content = format!("0 1 -1 0 350 20 cm\n{}", table(330, &ROWS, stroke));
    let more = [("WAGES DUE", 40), ("RENT DUE", 60)].map(|(text, y)| print(20, y, text)).concat();
    let document = parse(&common::pdf(&[&format!("{content}{more}")]));
    assert_eq!(texts(only_table(&document))[1], ["Wages", "12.50", "12.50"]);
    let document = parse(&common::pdf_with(&[&table(350, &ROWS, stroke)], "/Rotate 90", ""));
    assert_eq!(texts(only_table(&document))[1], ["Wages", "12.50", "12.50"]);
    // Upside down, and with nothing on the page but a short title on its side.
    let document = parse(&common::pdf_with(&[&table(350, &ROWS, stroke)], "/Rotate 180", ""));
    assert_eq!(texts(only_table(&document))[1], ["Wages", "12.50", "12.50"]);
    let document = parse(&common::pdf_with(&[&print(40, 60, "BUDGET 2024")], "/Rotate 270", ""));
    assert!(matches!(&document.blocks[..], [Block::Paragraph(title)] if title.text == "BUDGET 2024"));
}

#[test]
fn what_no_eye_sees_is_not_read() {
    let mut content = print(40, 380, "seen");
    for offset in 1..6 {
        writeln!(content, "BT /F 10 Tf 40.{offset} 380 Td (seen) Tj ET").unwrap();
    }
    content.push_str("BT 3 Tr /F 10 Tf 40 300 Td (hidden) Tj 0 Tr ET\n");
    content.push_str("q 1 1 1 rg BT /F 10 Tf 40 280 Td (white) Tj ET Q\n");
    content.push_str("q 0 0 10 10 re W n BT /F 10 Tf 40 260 Td (clipped) Tj ET Q\n");
    content.push_str("q 0.7 0.7 -0.7 0.7 40 100 cm BT /F 30 Tf (WATERMARK) Tj ET Q\n");
    content.push_str("0 0 0.4 rg 40 200 100 20 re f 1 1 1 rg BT /F 10 Tf 45 206 Td (on colour) Tj ET\n");
    let document = parse(&common::pdf(&[&content]));
    let read: Vec<&str> = document.paragraphs().map(|paragraph| paragraph.text.as_str()).collect();
    assert_eq!(read, ["seen", "on colour"]);
}

#[test]
fn a_table_over_pages_is_one_table() {
    let first: Vec<[&str; 3]> = vec![["Item", "Total", "Basic"], ["A", "1.00", "1.00"], ["B", "2.00", "2.00"]];
    let second: Vec<[&str; 3]> = vec![["Item", "Total", "Basic"], ["C", "3.00", "3.00"]];
    let third: Vec<[&str; 3]> = vec![["D", "4.00", "4.00"], ["E", "5.00", "5.00"]];
    let page = |number: i32, rows: &[[&str; 3]]| {
        format!("{}{}", table(360, rows, stroke), print(145, 15, &format!("- {number} -")))
    };
    let title = print(110, 380, "Statement of Wages");
    let pages = [format!("{title}{}", page(1, &first)), format!("{title}{}", page(2, &second)), page(3, &third)];
    let document = parse(&common::pdf(&pages.each_ref().map(String::as_str)));
    let table = only_table(&document);
    assert_eq!((table.place.page, table.place.page_last), (Some(1), Some(3)));
    let items: Vec<String> = texts(table).into_iter().map(|row| row[0].clone()).collect();
    assert_eq!(items, ["Item", "A", "B", "C", "D", "E"]);
    assert_eq!(table.at(5, 1).unwrap().place.page, Some(3));
    assert_eq!(document.paragraphs().count(), 1, "the title once, no page numbers");
}

#[test]
fn what_is_left_of_a_row_goes_with_the_columns_that_spill() {
    let left: [[&str; 3]; 5] = [
        ["Unit A", "", ""],
        ["Item", "Total", "Basic"],
        ["Wages", "9.00", "4.00"],
        ["Rent", "3.00", "1.00"],
        ["Food", "2.00", "1.00"],
    ];
    let right: [[&str; 3]; 4] =
        [["Project", "Other", "Rest"], ["3.00", "1.00", "1.00"], ["1.00", "1.00", ""], ["1.00", "", ""]];
    let scale = print(200, 346, "Scale: yuan");
    let pages = [table(360, &left, stroke), format!("{scale}{}", table(340, &right, stroke))];
    let document = parse(&common::pdf(&pages.each_ref().map(String::as_str)));
    let read = texts(only_table(&document));
    assert_eq!(read[0][3], "Scale: yuan");
    assert_eq!(read[1], ["Item", "Total", "Basic", "Project", "Other", "Rest"]);
    assert_eq!(read[3], ["Rent", "3.00", "1.00", "1.00", "1.00", ""]);
}

#[test]
fn names_over_columns_without_upright_rules() {
    let mut content = stroke(110, 340, 250, 340);
    for y in [360, 320, 300, 280, 260, 240] {
        content.push_str(&stroke(40, y, 250, y));
    }
    for (x, y, text) in [(165, 346, "Budget"), (65, 336, "Item"), (134, 326, "Total"), (203, 326, "Basic")] {
        content.push_str(&print(x, y, text));
    }
    for (row, name) in (0..).zip(["Wages", "Rent", "Food", "Water"]) {
        content.push_str(&print(44, 306 - 20 * row, name));
        content.push_str(&print(151, 306 - 20 * row, "12.50"));
    }
    let document = parse(&common::pdf(&[&content]));
    let table = only_table(&document);
    let spans = |row, column| table.at(row, column).map(|cell| (cell.text.as_str(), cell.row_span, cell.column_span));
    assert_eq!(spans(0, 0), Some(("Item", 2, 1)));
    assert_eq!(spans(0, 1), Some(("Budget", 1, 2)));
    // The last column is told by its name alone.
    assert_eq!(spans(1, 2), Some(("Basic", 1, 1)));
    assert_eq!(texts(table)[3], ["Rent", "12.50", ""]);
}

#[test]
fn another_title_begins_another_table() {
    let pages = ["First", "Second"].map(|title| format!("{}{}", print(110, 380, title), table(360, &ROWS, stroke)));
    let document = parse(&common::pdf(&pages.each_ref().map(String::as_str)));
    assert_eq!(document.tables().count(), 2);
    let kinds: Vec<bool> = document.blocks.iter().map(|block| matches!(block, Block::Table(_))).collect();
    assert_eq!(kinds, [false, true, false, true]);
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let error = |bytes: &[u8]| read(bytes, "a.pdf").map(|_| ()).unwrap_err();
    assert!(matches!(error(b"%PDF-1.7 ..."), ReadError::Corrupt { .. }));
    let key = "00".repeat(32);
    let encrypt = format!(
        "/Encrypt << /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4 >> /ID [<{}> <{}>]",
        "00".repeat(16),
        "00".repeat(16)
    );
    let bytes = common::pdf_with(&[&print(40, 300, "secret")], "", &encrypt);
    assert_eq!(error(&bytes), ReadError::Encrypted);
}

#[test]
fn a_page_of_endless_strokes_is_left_in_time() {
    let content = "0 0 m 300 400 l S\n".repeat(400_000);
    let begun = std::time::Instant::now();
    let document = parse(&common::pdf(&[&content]));
    assert!(begun.elapsed().as_secs_f64() < 2.0 || cfg!(debug_assertions));
    assert!(document.issues.iter().any(|issue| issue.message.contains("没有读完")), "{:?}", document.issues);
}
