//! The readers against a real disclosure in its formats: every statement cell of the truth file has to be there.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use mingsuan_document::{Document, Format, Table, read};
use serde_json::Value;

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn truth() -> Option<Value> {
    Some(serde_json::from_slice(&common::fixture("dachang-2024.truth.json")?).unwrap())
}

/// The cells of a truth row as they print, from the left; empty ones are "".
fn truth_rows(statement: &Value) -> Vec<Vec<String>> {
    let cells =
        |row: &Value| row["cells"].as_object().unwrap().values().map(|v| squeezed(v.as_str().unwrap_or(""))).collect();
    statement["rows"].as_array().unwrap().iter().map(cells).collect()
}

/// The texts of all positions of a grid row.
fn grid_row(table: &Table, row: usize) -> Vec<String> {
    let text = |column| table.at(row, column).map(|cell| squeezed(&cell.text)).unwrap_or_default();
    (0..table.columns()).map(text).collect()
}

/// Asserts that the truth rows stand in the table one below the other.
fn assert_rows(table: &Table, statement: &Value) {
    let wanted = truth_rows(statement);
    let rows: Vec<Vec<String>> = (0..table.rows()).map(|row| grid_row(table, row)).collect();
    let is_found = |from: usize| wanted.iter().zip(&rows[from..]).all(|(wanted, row)| row.starts_with(wanted));
    let count =
        (rows.len() + 1).checked_sub(wanted.len()).unwrap_or_else(|| panic!("{}: too short", statement["title"]));
    if !(0..count).any(is_found) {
        let from = count - 1;
        for (wanted, row) in wanted.iter().zip(&rows[from..]) {
            assert_eq!(wanted, row, "{}", statement["title"]);
        }
    }
}

fn assert_statements(document: &Document, truth: &Value) {
    let tables: Vec<&Table> = document.tables().collect();
    for (statement, table) in truth["tables"].as_array().unwrap().iter().zip(&tables) {
        if statement["empty"] != true {
            assert_rows(table, statement);
        }
    }
}

fn read_fixture(extension: &str) -> Option<(Document, Value)> {
    let name = format!("dachang-2024.{extension}");
    let document = read(&common::fixture(&name)?, &name).unwrap();
    assert!(document.issues.is_empty(), "{:?}", document.issues);
    Some((document, truth()?))
}

/// (row, column, text, row span, column span) of a cell.
fn spans(table: &Table, row: usize, column: usize) -> (String, usize, usize) {
    let cell = table.origin_at(row, column).unwrap_or_else(|| panic!("no cell begins at {row},{column}"));
    (squeezed(&cell.text), cell.row_span, cell.column_span)
}

#[test]
fn docx_cell_for_cell() {
    let Some((document, truth)) = read_fixture("docx") else {
        return;
    };
    assert_eq!(document.format, Format::Docx);
    assert_eq!(document.tables().count(), 50);
    assert_statements(&document, &truth);
    let first = document.tables().next().unwrap();
    assert_eq!(spans(first, 0, 0), ("339001大厂高新技术产业开发区管理委员会".into(), 1, 2));
    assert_eq!(spans(first, 1, 0), ("序号".into(), 2, 1));
    assert_eq!(spans(first, 1, 1), ("收入".into(), 1, 2));
    let place = &first.origin_at(1, 1).unwrap().place;
    assert_eq!((place.table, place.row, place.column), (Some(1), Some(2), Some(2)));
    assert_headings(&document, &truth);
}

#[test]
fn html_cell_for_cell() {
    let Some((document, truth)) = read_fixture("html") else {
        return;
    };
    assert_eq!(document.format, Format::Html);
    assert_eq!(document.tables().count(), 50);
    assert_statements(&document, &truth);
    let first = document.tables().next().unwrap();
    assert_eq!(spans(first, 0, 0), ("339001大厂高新技术产业开发区管理委员会".into(), 1, 2));
    assert_eq!(spans(first, 1, 0), ("序号".into(), 2, 1));
    assert_eq!(spans(first, 1, 3), ("支出".into(), 1, 2));
    assert_headings(&document, &truth);
}

/// (row, column, row span, column span, text) of the cells of a table.
fn cells(table: &Table) -> Vec<(usize, usize, usize, usize, String)> {
    let cell = |c: &mingsuan_document::Cell| (c.row, c.column, c.row_span, c.column_span, squeezed(&c.text));
    table.cells().iter().map(cell).collect()
}

#[test]
fn text_formats_read_the_same() {
    let Some((docx, _)) = read_fixture("docx") else { return };
    let formats = [("html", Format::Html), ("odt", Format::Odt), ("rtf", Format::Rtf), ("doc", Format::Doc)];
    for (extension, format) in formats {
        let (other, _) = read_fixture(extension).unwrap();
        assert_eq!(other.format, format);
        assert_eq!(docx.tables().count(), other.tables().count(), "{extension}");
        for (left, right) in docx.tables().zip(other.tables()) {
            assert_eq!(cells(left), cells(right), "{extension} table {:?}", left.place.table);
            assert_eq!(left.place, right.place, "{extension}");
        }
        let paragraphs =
            |document: &Document| -> Vec<_> { document.paragraphs().map(|p| (squeezed(&p.text), p.level)).collect() };
        for (left, right) in paragraphs(&docx).into_iter().zip(paragraphs(&other)) {
            assert_eq!(left, right, "{extension}");
        }
        assert_eq!(docx.paragraphs().count(), other.paragraphs().count(), "{extension}");
    }
}

#[test]
fn workbook_formats_read_the_same() {
    let Some((xlsx, _)) = read_fixture("xlsx") else { return };
    for (extension, format) in [("xls", Format::Xls), ("ods", Format::Ods)] {
        let (other, _) = read_fixture(extension).unwrap();
        assert_eq!(other.format, format);
        assert_eq!(xlsx.tables().count(), other.tables().count(), "{extension}");
        for (left, right) in xlsx.tables().zip(other.tables()) {
            assert_eq!(cells(left), cells(right), "{extension} sheet {:?}", left.place.sheet);
            let places = |table: &Table| table.cells().iter().map(|c| c.place.clone()).collect::<Vec<_>>();
            assert_eq!(places(left), places(right), "{extension} sheet {:?}", left.place.sheet);
        }
    }
}

#[test]
fn separated_values_read_as_their_sheet() {
    let Some((xlsx, _)) = read_fixture("xlsx") else { return };
    for folder in ["csv-utf8", "csv-gb18030"] {
        for table in xlsx.tables() {
            let name = format!("{folder}/dachang-2024-{}.csv", table.place.sheet.as_deref().unwrap());
            let csv = read(&common::fixture(&name).unwrap(), &name).unwrap();
            assert_eq!((csv.format, csv.issues.len(), csv.blocks.len()), (Format::Csv, 0, 1), "{name}");
            let values = |table: &Table| -> Vec<_> {
                table.cells().iter().map(|c| (c.place.row, c.place.column, squeezed(&c.text))).collect()
            };
            assert_eq!(values(csv.tables().next().unwrap()), values(table), "{name}");
        }
    }
}

/// The headings of the truth file, in order, among the paragraphs.
fn assert_headings(document: &Document, truth: &Value) {
    let mut paragraphs = document.paragraphs();
    for heading in truth["headings"].as_array().unwrap() {
        let wanted = squeezed(heading["text"].as_str().unwrap());
        assert!(paragraphs.any(|p| squeezed(&p.text) == wanted), "heading {wanted} is missing");
    }
}

#[test]
fn xlsx_cell_for_cell() {
    let Some((document, truth)) = read_fixture("xlsx") else {
        return;
    };
    assert_eq!(document.format, Format::Xlsx);
    assert_eq!(document.tables().count(), 30);
    assert_statements(&document, &truth);
    let first = document.tables().next().unwrap();
    assert_eq!((first.rows(), first.columns()), (39, 5));
    assert_eq!(spans(first, 0, 0), ("单位预算收支总表".into(), 1, 5));
    assert_eq!(spans(first, 2, 0), ("序号".into(), 2, 1));
    let amount = first.origin_at(38, 2).unwrap();
    assert_eq!((amount.text.as_str(), amount.place.describe().as_str()), ("48780.62", "01收支总表!C39"));
    let texts: Vec<&str> = document.tables().flat_map(|t| t.cells()).map(|c| c.text.as_str()).collect();
    for printed in ["7.50", "25%", "100%", "212.31", "3890.00"] {
        assert!(texts.contains(&printed), "{printed} is missing");
    }
}

#[test]
fn blank_workbooks_of_the_budget_system_are_read() {
    for (name, sheets) in [("platform-unit-2026.xlsx", 16), ("platform-department-2026.xlsx", 17)] {
        let Some(bytes) = common::fixture(&format!("../platform/{name}")) else { return };
        let document = read(&bytes, name).unwrap();
        assert_eq!((document.tables().count(), document.issues.len()), (sheets, 0), "{name}: {:?}", document.issues);
        assert!(document.tables().all(|table| table.place.sheet.is_some() && table.cells().len() > 1), "{name}");
    }
}

#[test]
fn pdf_cell_for_cell() {
    let Some((document, truth)) = read_fixture("pdf") else {
        return;
    };
    assert_eq!(document.format, Format::Pdf);
    assert_eq!(document.pages, Some(39));
    assert_eq!(document.tables().count(), 50);
    assert_statements(&document, &truth);
    assert_headings(&document, &truth);
    let fiscal = document.tables().nth(3).unwrap();
    assert_eq!((fiscal.place.page, fiscal.place.page_last), (Some(4), Some(5)), "one statement over two pages");
    let last = fiscal.origin_at(fiscal.rows() - 1, 1).unwrap();
    assert_eq!(last.place.page, Some(5));
    assert!(last.place.bbox.is_some());
}

/// Not a test of correctness: prints how long a read takes. `cargo test --release -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn speed() {
    for extension in ["docx", "xlsx", "html", "xls", "ods", "odt", "rtf", "doc"] {
        let name = format!("dachang-2024.{extension}");
        let Some(bytes) = common::fixture(&name) else { return };
        let mut times: Vec<_> = (0..50)
            .map(|_| {
                let start = std::time::Instant::now();
                read(&bytes, &name).unwrap();
                start.elapsed()
            })
            .collect();
        times.sort();
        println!("{extension}: median {:?}, best {:?}", times[25], times[0]);
    }
}
