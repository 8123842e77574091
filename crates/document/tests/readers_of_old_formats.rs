//! What the readers of doc, xls, odt and ods make of single features, in files made up here. Whole documents are read in
//! `fixtures.rs`, broken ones in `hostile_formats.rs`.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use mingsuan_document::{Document, read};

use common::{biff, doc, odf, ole, record};

fn read_as(bytes: &[u8], name: &str) -> Document {
    read(bytes, name).unwrap()
}

fn paragraphs(document: &Document) -> Vec<(&str, Option<u8>)> {
    document.paragraphs().map(|paragraph| (paragraph.text.as_str(), paragraph.level)).collect()
}

/// (text, row, column, row span, column span) of all cells.
fn cells(document: &Document) -> Vec<(&str, usize, usize, usize, usize)> {
    let cells = document.tables().flat_map(|table| table.cells());
    cells.map(|cell| (cell.text.as_str(), cell.row, cell.column, cell.row_span, cell.column_span)).collect()
}

#[test]
fn open_document_text() {
    let styles = "<text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" style:num-format=\"1\" style:num-suffix=\".\"/></text:list-style>\
        <style:style style:name=\"gone\"><style:text-properties text:display=\"none\"/></style:style>";
    let body = "<text:tracked-changes><text:changed-region><text:deletion><text:p>删除</text:p></text:deletion></text:changed-region></text:tracked-changes>\
        <text:table-of-content><text:index-body><text:p>目录</text:p></text:index-body></text:table-of-content>\
        <text:h text:outline-level=\"2\">题<text:note><text:note-body><text:p>脚注</text:p></text:note-body></text:note>目</text:h>\
        <text:section><text:list text:style-name=\"L\"><text:list-item><text:p>甲</text:p><text:p>续</text:p></text:list-item><text:list-item><text:p>乙</text:p></text:list-item></text:list></text:section>\
        <text:list text:style-name=\"L\" text:continue-numbering=\"true\"><text:list-item><text:p>丙</text:p></text:list-item></text:list>\
        <text:list text:style-name=\"L\"><text:list-header><text:p>头</text:p></text:list-header><text:list-item><text:p>丁</text:p></text:list-item></text:list>\
        <text:p>  a \n b<text:span text:style-name=\"gone\">c</text:span><text:tab/>d<text:line-break/>e<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame>\
        <office:annotation><text:p>批注</text:p></office:annotation></text:p><text:section text:display=\"none\"><text:p>藏</text:p></text:section>";
    let document = read_as(&odf("text", styles, body), "a.odt");
    let wanted = [
        ("题目", Some(2)),
        ("1. 甲", None),
        ("续", None),
        ("2. 乙", None),
        ("3. 丙", None),
        ("头", None),
        ("1. 丁", None),
        ("框", None),
        ("a b\td\ne", None),
    ];
    assert_eq!(paragraphs(&document), wanted);
    assert!(document.issues[0].message.contains("修订"));
}

#[test]
fn open_document_tables() {
    let table = "<table:table><table:table-row><table:table-cell table:number-columns-spanned=\"2\" table:number-rows-spanned=\"2\"><text:p>甲</text:p><text:p>乙</text:p></table:table-cell>\
        <table:covered-table-cell/><table:table-cell><table:table><table:table-row><table:table-cell><text:p>内</text:p></table:table-cell></table:table-row></table:table></table:table-cell></table:table-row>\
        <table:table-row><table:covered-table-cell table:number-columns-repeated=\"2\"/><table:table-cell table:number-columns-repeated=\"2\"><text:p>1</text:p></table:table-cell></table:table-row></table:table>";
    let document = read_as(&odf("text", "", table), "a.odt");
    assert_eq!(
        cells(&document),
        [("甲\n乙", 0, 0, 2, 2), ("", 0, 2, 1, 1), ("1", 1, 2, 1, 1), ("1", 1, 3, 1, 1), ("内", 0, 0, 1, 1)]
    );
}

#[test]
fn open_document_spreadsheet() {
    let styles = "<style:style style:name=\"gone\"><style:table-properties table:display=\"false\"/></style:style>";
    let cell = |attributes: &str, text: &str| {
        format!("<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>")
    };
    let row = [
        cell("office:value-type=\"float\" office:value=\"7.5\"", " 7.50 "),
        cell("office:value-type=\"date\" office:date-value=\"2026-01-31T00:00:00\"", "2026年1月31日"),
        cell("office:value-type=\"date\" office:date-value=\"2026-01-31T18:30:00\"", "1/31 18:30"),
        cell("office:value-type=\"string\"", "  其中：</text:p><text:p>二"),
        "<table:table-cell office:value-type=\"percentage\" office:value=\"0.255\"/>".to_owned(),
        "<table:table-cell office:value-type=\"float\" office:value=\"48780.619999999995\"/>".to_owned(),
    ];
    let sheet = format!(
        "<table:table table:name=\"一\" table:style-name=\"gone\"><table:table-row table:number-rows-repeated=\"2\"/>\
         <table:table-row table:visibility=\"collapse\">{}</table:table-row></table:table>",
        row.concat()
    );
    let document = read_as(&odf("spreadsheet", styles, &sheet), "a.ods");
    let texts: Vec<&str> = cells(&document).iter().map(|cell| cell.0).collect();
    assert_eq!(texts, ["7.50", "2026-01-31", "2026-01-31 18:30", "  其中：\n二", "25.5%", "48780.62"]);
    assert_eq!(document.tables().next().unwrap().cells()[1].place.describe(), "一!B3");
    assert_eq!(document.issues.len(), 2, "{:?}", document.issues);
}

#[test]
fn workbook_before_unicode() {
    // BIFF5: bytes in the code page, formats with a short length, and a text that a formula gave.
    let text = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let head = |row: u8, column: u8, style: u8| [row, 0, column, 0, style, 0];
    let label = text("预算");
    let globals = [
        record(0x0042, &936_u16.to_le_bytes()),
        record(0x041e, &[&[164, 0, 8][..], b"#,##0.00"].concat()),
        record(0x00e0, &[0, 0, 0, 0]),
        record(0x00e0, &[0, 0, 164, 0]),
    ];
    let sheet = [
        record(0x0204, &[&head(0, 0, 0)[..], &[4, 0], &label].concat()),
        record(0x0006, &[&head(0, 1, 0)[..], &[0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0]].concat()),
        record(0x0207, &[&[4, 0][..], &text("文字")].concat()),
        record(0x0006, &[&head(1, 0, 1)[..], &48_780.62_f64.to_le_bytes(), &[0, 0]].concat()),
        record(0x0205, &[&head(1, 1, 0)[..], &[0x2a, 1]].concat()),
        record(0x0205, &[&head(1, 2, 0)[..], &[1, 0]].concat()),
        record(0x027e, &[&head(2, 0, 1)[..], &(750_u32 << 2 | 3).to_le_bytes()].concat()),
    ];
    let mut stream = biff(&globals.concat(), &sheet.concat());
    // Both beginnings say version 5, and the name of the sheet has no flags.
    let positions: Vec<usize> = (0..stream.len() - 6).filter(|at| stream[*at..*at + 6] == [9, 8, 8, 0, 0, 6]).collect();
    positions.into_iter().for_each(|at| stream[at + 5] = 5);
    let document = read_as(&ole(&[("Book", &stream)]), "a.xls");
    let texts: Vec<&str> = cells(&document).iter().map(|cell| cell.0).collect();
    assert_eq!(texts, ["预算", "文字", "48,780.62", "#N/A", "TRUE", "7.50"]);
}

#[test]
fn word_text_and_rows() {
    // A field, a line break, a hard hyphen, a picture; the level of the outline and body text.
    let text = "甲\u{13} DATE \u{14}乙\u{15}\u{b}丙\u{1e}\u{1}丁\r\u{c}";
    assert_eq!(paragraphs(&read_as(&doc(text, &[0x40, 0x26, 1]), "a.doc")), [("甲乙\n丙-丁", Some(2))]);
    assert_eq!(paragraphs(&read_as(&doc("甲\r", &[0x40, 0x26, 9]), "a.doc")), [("甲", None)]);
    // Every mark ends a row of a table here, as all paragraphs have the same properties.
    let definition = [&[0x08, 0xd6, 48, 0, 2, 0, 0, 0x58, 2, 0xe8, 3][..], &[0; 40]].concat();
    let row_end = [&[0x16, 0x24, 1, 0x17, 0x24, 1][..], &definition].concat();
    assert_eq!(cells(&read_as(&doc("甲\u{7}乙\u{7}", &row_end), "a.doc")), [("甲", 0, 0, 1, 1), ("乙", 1, 0, 1, 1)]);
    let cell_end = [0x16, 0x24, 1];
    assert_eq!(
        cells(&read_as(&doc("甲\r续\u{7}乙\u{7}", &cell_end), "a.doc")),
        [("甲\n续", 0, 0, 1, 1), ("乙", 0, 1, 1, 1)]
    );
}
