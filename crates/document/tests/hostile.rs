//! Inputs that are broken on purpose: each has to be refused, or read, at once and without harm.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::time::{Duration, Instant};

use mingsuan_document::{Document, MAX_COLUMNS, ReadError, read};

/// Reads within the second that every input has (debug builds of CI machines included).
fn read_fast(bytes: &[u8], name: &str) -> Result<Document, ReadError> {
    let start = Instant::now();
    let result = read(bytes, name);
    let elapsed = start.elapsed();
    assert!(elapsed < Duration::from_secs(1), "{name}: {elapsed:?}");
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

const PARAGRAPH: &str = "<w:p><w:r><w:t>文字</w:t></w:r></w:p>";

#[test]
fn empty_and_binary_files() {
    assert_eq!(error(b"", "a.docx"), ReadError::Empty);
    assert_eq!(error(b" \r\n\t", "a.txt"), ReadError::Empty);
    assert_eq!(error(b"abc\0\0def", "a.txt"), ReadError::NotText);
    assert_eq!(error(&[0; 100_000], "a.html"), ReadError::NotText);
}

#[test]
fn other_formats_are_named() {
    let named = |bytes: &[u8]| match error(bytes, "a.docx") {
        ReadError::UnsupportedFormat { what, .. } => what,
        other => panic!("{other:?}"),
    };
    assert!(named(b"\x89PNG\r\n\x1a\n").contains("PNG"));
    assert!(named(&common::zip(&[("a.txt", b"a")])).contains("压缩包"));
    assert!(named(&common::zip(&[("inner.zip", &common::zip(&[("a", b"b")]))])).contains("压缩包"));
    assert!(named(&common::zip(&[("OFD.xml", b"<x/>")])).contains("OFD"));
    assert!(named(&common::zip(&[("mimetype", b"x"), ("content.xml", b"<x/>")])).contains("OpenDocument"));
    assert!(named(b"<?xml version=\"1.0\"?><w:wordDocument xmlns:w=\"x\"/>").contains("2003"));
}

#[test]
fn encrypted_workbooks() {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.resize(1024, 0);
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(2048, 0);
    assert_eq!(error(&bytes, "a.xlsx"), ReadError::Encrypted);
    // The encryption flag of every member, in the local and the central header.
    let mut bytes = common::docx(PARAGRAPH);
    for at in 0..bytes.len() - 10 {
        match &bytes[at..at + 4] {
            b"PK\x03\x04" => bytes[at + 6] |= 1,
            b"PK\x01\x02" => bytes[at + 8] |= 1,
            _ => {}
        }
    }
    assert_eq!(error(&bytes, "a.docx"), ReadError::Encrypted);
}

#[test]
fn truncated_and_damaged_containers() {
    let whole = common::docx(&PARAGRAPH.repeat(500));
    for length in [30, 100, whole.len() / 2, whole.len() - 30] {
        assert_eq!(error(&whole[..length], "a.docx"), ReadError::Truncated, "{length}");
    }
    let mut damaged = whole.clone();
    damaged[80..90].fill(0x55);
    assert!(matches!(error(&damaged, "a.docx"), ReadError::Corrupt { .. } | ReadError::Malformed { .. }));
}

#[test]
fn wrong_extensions_are_noted() {
    let document = read_fast(&common::docx(PARAGRAPH), "目录.d/表.xlsx").unwrap();
    assert!(document.issues[0].message.contains(".xlsx"), "{:?}", document.issues);
    assert!(read_fast(b"<html><body><p>a</p></body></html>", "a.xls").unwrap().issues[0].message.contains("html"));
    assert!(read_fast("一、收入".as_bytes(), "a.docx").unwrap().issues[0].message.contains("纯文本"));
    assert!(read_fast(&common::docx(PARAGRAPH), "").unwrap().issues.is_empty());
    assert!(read_fast(&common::docx(PARAGRAPH), "A.DOCX").unwrap().issues.is_empty());
}

/// A docx whose main part unpacks to this many zeros.
fn bomb(size: usize) -> Vec<u8> {
    common::zip(&[("word/document.xml", &vec![0; size])])
}

/// Sets the unpacked size that the headers of the first member tell.
fn with_declared_size(mut bytes: Vec<u8>, size: u32) -> Vec<u8> {
    for at in 0..bytes.len() - 30 {
        let field = match &bytes[at..at + 4] {
            b"PK\x03\x04" => at + 22,
            b"PK\x01\x02" => at + 24,
            _ => continue,
        };
        bytes[field..field + 4].copy_from_slice(&size.to_le_bytes());
    }
    bytes
}

#[test]
fn zip_bombs() {
    let honest = bomb(300 << 20);
    assert!(matches!(error(&honest, "a.docx"), ReadError::TooLarge { .. }));
    assert!(matches!(error(&with_declared_size(honest.clone(), 0xffff_fffe), "a.docx"), ReadError::TooLarge { .. }));
    for lie in [0, 1_000] {
        let error = error(&with_declared_size(honest.clone(), lie), "a.docx");
        assert!(matches!(error, ReadError::TooLarge { .. } | ReadError::Corrupt { .. }), "{error:?}");
    }
    // Below the size limit, but packed a thousandfold.
    assert!(matches!(error(&bomb(60 << 20), "a.docx"), ReadError::TooLarge { .. }));
}

#[test]
fn deep_nesting() {
    for element in ["w:sdt", "w:tbl", "w:p", "w:x"] {
        let body = format!("<{element}>").repeat(100_000) + &format!("</{element}>").repeat(100_000);
        assert!(matches!(error(&common::docx(&body), "a.docx"), ReadError::TooDeep { .. }), "{element}");
    }
    let tables = "<w:tbl><w:tr><w:tc>".repeat(40) + &"</w:tc></w:tr></w:tbl>".repeat(40);
    assert!(matches!(error(&common::docx(&tables), "a.docx"), ReadError::TooDeep { .. }));
    let sheet = "<sheetData>".repeat(100_000);
    assert!(matches!(error(&common::xlsx(&sheet, "<x/>", "<x/>"), "a.xlsx"), ReadError::TooDeep { .. }));
    for tag in [
        "<div>",
        "<b>",
        "<font size=1>",
        "<table><tr><td>",
        "<ul><li>",
        "<p><span>",
        "<button>",
        "<div></b>",
        "<div><table></div>",
        "<svg><g>",
        "<select><option>",
        "<span><div></span>",
        "<p><object>",
        "<td><table></td>",
        "<li><ul></li>",
        "<form><div></form>",
        "<body><div></body>",
        "<div ='>",
        "<template><td>",
    ] {
        let html = format!("<html><body><table><tr><td>{}", tag.repeat(100_000));
        match read_fast(html.as_bytes(), tag) {
            Ok(_) | Err(ReadError::TooDeep { .. } | ReadError::TooLarge { .. }) => {}
            Err(other) => panic!("{tag}: {other:?}"),
        }
    }
}

#[test]
fn formatting_that_reopens_everywhere() {
    let fonts: String = (0..300).map(|i| format!("<font size={i}>")).collect();
    let html = format!("<html><body><p>{fonts}</p>{}", "<p>x".repeat(200_000));
    assert!(matches!(error(html.as_bytes(), "a.html"), ReadError::TooLarge { .. } | ReadError::TooDeep { .. }));
    let comments = format!("<html><body>{}", "<!-- a -->\n".repeat(50_000));
    assert_eq!(read_fast(comments.as_bytes(), "a.html").unwrap().blocks.len(), 0);
    // A sloppy page is no attack.
    let sloppy = format!(
        "<html><body>{}",
        "<p><font face=宋体><span>文字</p><table><tr><td><font>1<td><b>2</table>".repeat(2_000)
    );
    assert_eq!(read_fast(sloppy.as_bytes(), "a.html").unwrap().tables().count(), 2_000);
}

#[test]
fn entities_and_document_types_are_refused() {
    let laughs = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b SYSTEM \"file:///etc/passwd\">]>";
    let document = format!("{laughs}<w:document xmlns:w=\"w\"><w:body>{PARAGRAPH}</w:body></w:document>");
    let error_of = |xml: &str| error(&common::zip(&[("word/document.xml", xml.as_bytes())]), "a.docx");
    assert!(matches!(error_of(&document), ReadError::Malformed { .. }));
    let undefined = "<w:document xmlns:w=\"w\"><w:body><w:p><w:t>&b;</w:t></w:p></w:body></w:document>";
    assert!(matches!(error_of(undefined), ReadError::Malformed { .. }));
    for wrong in ["", "<w:document>", "<w:document><w:body></w:document>", "not xml", "<a/>", "\u{feff}"] {
        assert!(matches!(error_of(wrong), ReadError::Malformed { .. }), "{wrong}");
    }
}

#[test]
fn giant_sheets_stay_small() {
    let columns: String = (0..10_000).map(|_| "<c><v>1</v></c>").collect();
    let sheet = format!("<sheetData><row>{columns}</row></sheetData>");
    let document = read_fast(&common::xlsx(&sheet, "<x/>", "<x/>"), "a.xlsx").unwrap();
    assert_eq!(document.tables().next().unwrap().columns(), MAX_COLUMNS);
    assert_eq!(document.issues.len(), 1);
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row></sheetData>";
    let document = read_fast(&common::xlsx(sheet, "<x/>", "<x/>"), "a.xlsx").unwrap();
    let table = document.tables().next().unwrap();
    assert!(table.rows() < 100 && table.columns() < 100);
    assert_eq!(table.cells()[1].place.describe(), "表一!XFD1048576");
    let sheet = "<sheetData><row r=\"99999999999\"><c r=\"ZZZ0\" s=\"77777\" t=\"s\"><v>99</v></c></row></sheetData>";
    assert_eq!(read_fast(&common::xlsx(sheet, "<x/>", "<x/>"), "a.xlsx").unwrap().tables().count(), 0);
}

#[test]
fn amplifying_tables() {
    // One long shared string, used by many cells.
    let strings = format!("<sst><si><t>{}</t></si></sst>", "长".repeat(30_000));
    let row = "<row>".to_owned() + &"<c t=\"s\"><v>0</v></c>".repeat(400) + "</row>";
    let sheet = format!("<sheetData>{}</sheetData>", row.repeat(100));
    assert!(matches!(error(&common::xlsx(&sheet, "<x/>", &strings), "a.xlsx"), ReadError::TooLarge { .. }));
    // Spans that would fill a giant grid.
    let rows = "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"99999999\"/></w:tcPr><w:p/></w:tc></w:tr>".repeat(20_000);
    assert!(matches!(error(&common::docx(&format!("<w:tbl>{rows}</w:tbl>")), "a.docx"), ReadError::TooLarge { .. }));
    let cells = "<tr><td rowspan=65534 colspan=1000>x".repeat(20_000);
    let html = format!("<html><table>{cells}</table>");
    assert!(matches!(error(html.as_bytes(), "a.html"), ReadError::TooLarge { .. }));
    let html = "<html><table><tr><td colspan=1000>题<tr><td rowspan=0>a<td rowspan=-1 colspan=x>b</table>";
    let document = read_fast(html.as_bytes(), "a.html").unwrap();
    let table = document.tables().next().unwrap();
    assert_eq!((table.rows(), table.columns(), table.at(0, 1).unwrap().column_span), (2, 2, 2));
}

#[test]
fn floods_of_traces_are_cheap() {
    let columns = "<col min=\"16384\" max=\"16384\" hidden=\"1\"/>".repeat(20_000);
    let cells = "<row hidden=\"1\"><c><v>1</v></c></row>".repeat(20_000);
    let sheet = format!("<cols>{columns}</cols><sheetData>{cells}</sheetData>");
    assert!(read_fast(&common::xlsx(&sheet, "<s/>", "<sst/>"), "a.xlsx").is_ok());
    let changes = format!("<w:p>{}{}</w:p>", "<w:ins>".repeat(200), "<w:r><w:t> </w:t></w:r>".repeat(50_000));
    let changes = changes.replace("</w:p>", &format!("{}</w:p>", "</w:ins>".repeat(200)));
    assert!(read_fast(&common::docx(&changes), "a.docx").is_ok());
    let html = format!("<html><body>{}", "<p hidden>x<!-- 注释 --></p>".repeat(20_000));
    assert!(read_fast(html.as_bytes(), "a.html").is_ok());
}
