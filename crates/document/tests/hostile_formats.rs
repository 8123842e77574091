//! Inputs in the binary, OpenDocument, rtf and csv formats that are broken on purpose: each has to be refused, or read,
//! at once and without harm. The same for docx, xlsx and html is in `hostile.rs`.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::time::{Duration, Instant};

use mingsuan_document::{Document, Format, ReadError, read};

use common::{biff, doc, odf, ole, record};

/// Reads within the two seconds that every input has (debug builds of CI machines included).
fn read_fast(bytes: &[u8], name: &str) -> Result<Document, ReadError> {
    let start = Instant::now();
    let result = read(bytes, name);
    let elapsed = start.elapsed();
    assert!(elapsed < Duration::from_secs(2), "{name}: {elapsed:?}");
    result
}

fn error(bytes: &[u8], name: &str) -> ReadError {
    match read_fast(bytes, name) {
        Err(error) => {
            assert!(error.to_string().contains("请"), "{error} does not say what to do");
            error
        }
        Ok(document) => panic!("{name} was read: {} blocks", document.blocks.len()),
    }
}

fn texts(document: &Document) -> Vec<&str> {
    let cells = document.tables().flat_map(|table| table.cells()).map(|cell| cell.text.as_str());
    document.paragraphs().map(|paragraph| paragraph.text.as_str()).chain(cells).collect()
}

fn xls(globals: &[u8], sheet: &[u8]) -> Vec<u8> {
    ole(&[("Workbook", &biff(globals, sheet))])
}

/// A number in a cell counted from 0.
fn number(row: u16, column: u16, value: f64) -> Vec<u8> {
    let head = [row, column, 0].map(u16::to_le_bytes).concat();
    record(0x0203, &[&head[..], &value.to_le_bytes()].concat())
}

#[test]
fn content_decides_whatever_the_name() {
    let workbook = xls(&[], &number(1, 2, 7.5));
    let document = read_fast(&workbook, "表.et").unwrap();
    assert_eq!((document.format, document.issues.len()), (Format::Xls, 0));
    let place = &document.tables().next().unwrap().cells()[0].place;
    assert_eq!((texts(&document), place.describe().as_str()), (vec!["7.5"], "表一!C2"));
    assert!(read_fast(&workbook, "表.xlsx").unwrap().issues[0].message.contains("xls"));
    let document = read_fast(&doc("一、收入\r二、支出\r", &[]), "说明.wps").unwrap();
    assert_eq!((document.format, texts(&document)), (Format::Doc, vec!["一、收入", "二、支出"]));
    assert_eq!(read_fast(b"{\\rtf1 a\\par}", "a.doc").unwrap().format, Format::Rtf);
    assert_eq!(read_fast(b"<html><body><table><tr><td>1</table>", "a.xls").unwrap().format, Format::Html);
    let sheet = "<table:table table:name=\"a\"><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row></table:table>";
    assert_eq!(read_fast(&odf("spreadsheet", "", sheet), "a.ods").unwrap().format, Format::Ods);
    assert_eq!(read_fast(&odf("text", "", "<text:p>a</text:p>"), "a.odt").unwrap().format, Format::Odt);
    let unknown = ole(&[("PowerPoint Document", b"x")]);
    assert!(matches!(error(&unknown, "a.ppt"), ReadError::UnsupportedFormat { .. }));
}

#[test]
fn passwords_and_old_versions_are_named() {
    assert_eq!(error(&xls(&record(0x002f, &[0; 6]), &[]), "a.xls"), ReadError::Encrypted);
    let [(_, mut main), (_, table)] = common::word("a\r", &[]);
    main[0x0b] |= 1;
    assert_eq!(error(&ole(&[("WordDocument", &main), ("0Table", &table)]), "a.doc"), ReadError::Encrypted);
    main[..2].copy_from_slice(&[0xdc, 0xa5]);
    assert!(matches!(error(&ole(&[("WordDocument", &main)]), "a.doc"), ReadError::UnsupportedFormat { .. }));
    let manifest = b"<manifest:encryption-data/>";
    let encrypted = common::zip(&[("content.xml", &[0x80, 0x81]), ("META-INF/manifest.xml", manifest)]);
    assert_eq!(error(&encrypted, "a.odt"), ReadError::Encrypted);
}

#[test]
fn truncations_of_every_format() {
    let word = doc(&"文字\r\u{7}".repeat(2_000), &[0x16, 0x24, 1]);
    let numbers: Vec<u8> = (0..2_000).flat_map(|row| number(row, 0, f64::from(row))).collect();
    let workbook = xls(&[], &numbers);
    let text = odf("text", "", &"<text:p>文字</text:p>".repeat(2_000));
    for (whole, name) in [(word, "a.doc"), (workbook, "a.xls"), (text, "a.odt")] {
        assert!(read_fast(&whole, name).is_ok(), "{name}");
        for part in 1..64 {
            let _ = read_fast(&whole[..whole.len() * part / 64], name);
        }
        assert!(read_fast(&whole[..whole.len() / 2], name).is_err(), "{name}");
    }
    let rich = format!("{{\\rtf1{}}}", "{\\b a}\\par".repeat(2_000));
    assert!(read_fast(rich.as_bytes(), "a.rtf").is_ok());
    (1..64).for_each(|part| drop(error(&rich.as_bytes()[..rich.len() * part / 64], "a.rtf")));
}

#[test]
fn repeated_rows_and_cells() {
    let sheet = |row: &str, cell: &str, text: &str| {
        let cell = format!("<table:table-cell {cell}><text:p>{text}</text:p></table:table-cell>");
        odf(
            "spreadsheet",
            "",
            &format!("<table:table table:name=\"a\"><table:table-row {row}>{cell}</table:table-row></table:table>"),
        )
    };
    let (rows, columns) = ("table:number-rows-repeated=\"1048576\"", "table:number-columns-repeated=\"16384\"");
    assert!(matches!(error(&sheet(rows, columns, "1"), "a.ods"), ReadError::TooLarge { .. }));
    assert_eq!(read_fast(&sheet(rows, columns, ""), "a.ods").unwrap().tables().count(), 0);
    let spans = "table:number-columns-spanned=\"4294967295\" table:number-rows-spanned=\"4294967295\"";
    let document = read_fast(&sheet("table:number-rows-repeated=\"3\"", spans, "1"), "a.ods").unwrap();
    assert_eq!(document.tables().next().unwrap().cells().len(), 1);
    let rows = "<table:table-row table:number-rows-repeated=\"4294967295\"/>".repeat(1_000);
    let far = format!(
        "<table:table table:name=\"a\">{rows}<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row></table:table>"
    );
    assert_eq!(read_fast(&odf("spreadsheet", "", &far), "a.ods").unwrap().tables().count(), 0);
    let cell = format!("<table:table-cell {columns} {spans}><text:p>1</text:p></table:table-cell>");
    let table = format!(
        "<table:table><table:table-row table:number-rows-repeated=\"4294967295\">{cell}</table:table-row></table:table>"
    );
    assert!(matches!(error(&odf("text", "", &table), "a.odt"), ReadError::TooLarge { .. }));
    let empty = "<table:table><table:table-row table:number-rows-repeated=\"4294967295\"/></table:table>";
    assert_eq!(read_fast(&odf("text", "", empty), "a.odt").unwrap().blocks.len(), 0);
    let spaces = "<text:p>a<text:s text:c=\"4294967295\"/>b</text:p>";
    assert_eq!(texts(&read_fast(&odf("text", "", spaces), "a.odt").unwrap())[0].len(), 1_002);
}

#[test]
fn nesting() {
    for piece in ["text:section", "text:list", "text:span", "table:table", "text:p", "draw:frame"] {
        let body = format!("<{piece}>").repeat(100_000) + &format!("</{piece}>").repeat(100_000);
        for kind in ["text", "spreadsheet"] {
            assert!(matches!(error(&odf(kind, "", &body), "a.odt"), ReadError::TooDeep { .. }), "{kind} {piece}");
        }
    }
    let rich = |body: &str| format!("{{\\rtf1{body}}}").into_bytes();
    let groups = "{".repeat(100_000) + &"}".repeat(100_000);
    assert!(matches!(error(&rich(&groups), "a.rtf"), ReadError::TooDeep { .. }));
    assert!(matches!(error(&rich("\\itap2000000000\\intbl a\\par"), "a.rtf"), ReadError::TooDeep { .. }));
    assert!(matches!(error(&rich("\\itap99\\nestcell\\nestrow"), "a.rtf"), ReadError::TooDeep { .. }));
    assert!(matches!(error(&rich(&"{\\shp{\\*\\shpinst{\\shptxt a".repeat(60)), "a.rtf"), ReadError::TooDeep { .. }));
    // sprmPItap with a depth of 2^32 - 1.
    assert!(matches!(error(&doc("a\r", &[0x49, 0x66, 255, 255, 255, 255]), "a.doc"), ReadError::TooDeep { .. }));
    // Fields that never end hide no more than their own text, and cost nothing.
    let fields = read_fast(&doc(&"\u{13}".repeat(300_000), &[]), "a.doc").unwrap();
    assert_eq!(fields.blocks.len(), 0);
}

#[test]
fn tables_of_streams() {
    // Rows whose edges all differ, cells without edges, edges that run backwards and to the ends of the number range.
    let rows: String = (0..3_000)
        .map(|row| format!("\\trowd\\cellx{}\\cellx{}\\intbl a\\cell b\\cell\\row", row * 31, 900_000 - row * 31))
        .collect();
    let document = read_fast(format!("{{\\rtf1{rows}}}").as_bytes(), "a.rtf").unwrap();
    assert_eq!(document.tables().next().unwrap().rows(), 3_000);
    let odd = "{\\rtf1\\trowd\\trleft-2147483648\\cellx2147483647\\cellx-5\\cellx-99999999999\\intbl a\\cell b\\cell c\\cell d\\cell e\\cell\\row\\row\\row}";
    assert_eq!(texts(&read_fast(odd.as_bytes(), "a.rtf").unwrap()), ["a\nb\nc\nd\ne"]);
    let cells = format!("{{\\rtf1\\trowd{}\\intbl{}\\row}}", "\\cellx1000".repeat(200_000), "\\cell".repeat(200_000));
    assert!(read_fast(cells.as_bytes(), "a.rtf").is_ok());
    assert!(matches!(
        error(format!("{{\\rtf1{}}}", "\\intbl\\cell\\row".repeat(300_000)).as_bytes(), "a.rtf"),
        ReadError::TooLarge { .. }
    ));
    // A row definition that promises 255 cells and holds none.
    let row = doc("a\u{7}\u{7}", &[0x16, 0x24, 1, 0x17, 0x24, 1, 0x08, 0xd6, 4, 0, 255, 0, 0]);
    assert!(read_fast(&row, "a.doc").is_ok());
}

#[test]
fn lengths_that_lie() {
    // A body longer than the file, and pieces that give the same bytes again and again.
    let [(_, main), (_, table)] = common::word("a\r", &[]);
    for length in [1_000_000_u32, u32::MAX] {
        let (mut main, mut table) = (main.clone(), table.clone());
        main[76..80].copy_from_slice(&length.to_le_bytes());
        table[9..13].copy_from_slice(&length.to_le_bytes());
        assert!(matches!(
            error(&ole(&[("WordDocument", &main), ("0Table", &table)]), "a.doc"),
            ReadError::Malformed { .. }
        ));
    }
    // Shared strings: four thousand million promised, one there; and texts longer than their record.
    let strings = |count: u32| record(0x00fc, &[&[0; 4][..], &count.to_le_bytes(), &[1, 0, 0, b'a']].concat());
    assert!(matches!(error(&xls(&strings(u32::MAX), &[]), "a.xls"), ReadError::TooLarge { .. }));
    assert!(read_fast(&xls(&strings(2_000_000), &number(0, 0, 1.0)), "a.xls").is_ok());
    let endless = record(0x0204, &[0, 0, 0, 0, 0, 0, 0xff, 0xff, 1, 0x41]);
    assert_eq!(read_fast(&xls(&[], &endless), "a.xls").unwrap().tables().count(), 0);
    let merges = record(0x00e5, &[&[1, 0][..], &[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]].concat());
    let sheet = [merges, number(0, 0, 1.0), number(0xffff, 0xffff, f64::NAN), number(3, 3, f64::INFINITY)].concat();
    assert_eq!(read_fast(&xls(&[], &sheet), "a.xls").unwrap().tables().next().unwrap().cells().len(), 1);
    // One long text in many cells.
    let long = record(0x00fc, &[&[0; 4][..], &[1, 0, 0, 0], &8_000_u16.to_le_bytes(), &[0], &[b'x'; 8_000]].concat());
    let cells: Vec<u8> =
        (0..20_000_u16).flat_map(|row| record(0x00fd, &[&row.to_le_bytes()[..], &[0; 8]].concat())).collect();
    assert!(matches!(error(&xls(&long, &cells), "a.xls"), ReadError::TooLarge { .. }));
}

#[test]
fn separated_values_without_end() {
    let wide = read_fast("a,".repeat(1 << 20).as_bytes(), "a.csv").unwrap();
    assert!(wide.issues[0].message.contains("列以后"), "{:?}", wide.issues);
    assert!(matches!(error(",".repeat(9 << 20).as_bytes(), "a.csv"), ReadError::TooLarge { .. }));
    assert!(read_fast(",".repeat(7 << 20).as_bytes(), "a.csv").is_ok());
    let open = read_fast(format!("a,b\n\"{}", "c,d\n".repeat(100_000)).as_bytes(), "a.csv").unwrap();
    assert_eq!(open.tables().next().unwrap().rows(), 2);
    assert!(read_fast("\n".repeat(8 << 20).as_bytes(), "a.csv").is_err());
    assert_eq!(error(b"a,b\0c", "a.csv"), ReadError::NotText);
    assert!(read_fast(b"\"\"\"\n,;\t\n", "a.csv").is_ok());
}
