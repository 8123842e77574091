//! Marks beside what people have written already: comments of a docx, notes of a workbook, as Word, Excel and libraries write them.

use std::io::Write;

use mingsuan_model::{Bbox, Finding, Place, Severity};
use mingsuan_publish::annotate::{AnnotatedCopy, Original, annotate};
use mingsuan_publish::report::Lang;

use crate::office::parts;
use crate::pdf::turned_page;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

fn container(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn relations(list: &[(&str, &str, &str)]) -> String {
    let one = |(id, kind, target): &(&str, &str, &str)| {
        format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    let all: String = list.iter().map(one).collect();
    format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{all}</Relationships>")
}

fn marked(bytes: &[u8], format: &'static str, places: impl IntoIterator<Item = Place>) -> AnnotatedCopy {
    let finding = |place| Finding::new("A001", Severity::Error, place, "合计不等于各项之和");
    let findings: Vec<Finding> = places.into_iter().map(finding).collect();
    let original = Original { bytes, name: &format!("a.{format}"), format };
    let copy = annotate(original, &findings, Lang::Zh).unwrap();
    assert_eq!(copy.extension, format, "{:?}", copy.remark);
    copy
}

fn part(copy: &AnnotatedCopy, name: &str) -> String {
    String::from_utf8(parts(&copy.bytes).remove(name).unwrap_or_else(|| panic!("{name} is not there"))).unwrap()
}

/// A docx with one paragraph and these comments.
fn docx(comments: &str) -> Vec<u8> {
    let types = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let body = "<w:p><w:commentRangeStart w:id=\"4\"/><w:r><w:t>支出1690.75万元</w:t></w:r><w:commentRangeEnd w:id=\"4\"/>\
        <w:r><w:commentReference w:id=\"4\"/></w:r></w:p>";
    container(&[
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Override PartName=\"/word/document.xml\" ContentType=\"{types}.document.main+xml\"/>\
                 <Override PartName=\"/word/comments.xml\" ContentType=\"{types}.comments+xml\"/></Types>"
            ),
        ),
        ("_rels/.rels", relations(&[("r1", "officeDocument", "word/document.xml")])),
        ("word/document.xml", format!("<w:document xmlns:w=\"{WORD}\"><w:body>{body}</w:body></w:document>")),
        ("word/_rels/document.xml.rels", relations(&[("r1", "comments", "comments.xml")])),
        ("word/comments.xml", comments.to_owned()),
    ])
}

#[test]
fn comments_of_a_docx_stay_and_ours_have_other_ids() {
    let paragraph = Place { paragraph: Some(1), text: Some("1690.75".into()), ..Place::default() };
    let theirs = |id: &str| {
        format!(
            "<w:comments xmlns:w=\"{WORD}\"><w:comment w:author='甲 w:id=\"1\" >'\n w:id=\"{id}\"><w:p/></w:comment></w:comments>"
        )
    };
    let copy = marked(&docx(&theirs("4")), "docx", [paragraph.clone()]);
    let comments = part(&copy, "word/comments.xml");
    assert!(comments.contains("\n w:id=\"4\"><w:p/></w:comment>") && comments.contains("w:id=\"5\""), "{comments}");
    let document = part(&copy, "word/document.xml");
    assert!(document.contains("<w:commentReference w:id=\"4\"/>"), "{document}");
    assert!(document.contains("<w:commentReference w:id=\"5\"/>"), "{document}");
    assert_eq!(part(&copy, "[Content_Types].xml").matches("comments+xml").count(), 1);
    // A part that all comments were taken out of, and an id at the end of all numbers.
    let copy = marked(&docx(&format!("<w:comments xmlns:w=\"{WORD}\"/>")), "docx", [paragraph.clone()]);
    assert!(part(&copy, "word/comments.xml").ends_with("</w:comment></w:comments>"));
    let mut finding = Finding::new("T001", Severity::Error, paragraph, "金额有误");
    finding.suggested = Some("1690.76".to_owned());
    let bytes = docx(&theirs("4294967294"));
    let original = Original { bytes: &bytes, name: "a.docx", format: "docx" };
    let copy = annotate(original, &[finding.clone(), finding], Lang::Zh).unwrap();
    let comments = part(&copy, "word/comments.xml");
    assert!(comments.contains(" w:id=\"0\"") && comments.contains(" w:id=\"1\" w:author=\"明算\""), "{comments}");
    assert!(part(&copy, "word/document.xml").contains("<w:del w:id=\"900002\""));
}

/// A workbook with notes at B2 and C3 as openpyxl writes them, and a picture in its header.
fn xlsx() -> Vec<u8> {
    let types = "application/vnd.openxmlformats-officedocument";
    let shape = "<xml><ns0:shape xmlns:ns0=\"urn:schemas-microsoft-com:vml\" type=\"#_x0000_t202\">\
        <ns2:ClientData xmlns:ns2=\"urn:schemas-microsoft-com:office:excel\" ObjectType=\"Note\">\
        <ns2:Row>1</ns2:Row>\n<ns2:Column>1</ns2:Column></ns2:ClientData></ns0:shape></xml>";
    let sheet = format!(
        "<worksheet xmlns=\"{SHEET}\" xmlns:r=\"{OFFICE}\"><sheetData><row r=\"2\"><c r=\"B2\" s='1'><v>12.5</v></c></row>\
         <row r=\"3\"><c r=\"C3\"><v>3</v></c><c r=\"D3\"><v>4</v></c></row></sheetData>\
         <legacyDrawing r:id=\"notes\"/><legacyDrawingHF r:id=\"head\"/></worksheet>"
    );
    let comments = format!(
        "<comments xmlns=\"{SHEET}\"><authors><author>审核</author></authors><commentList>\
         <comment ref=\"C3\" authorId=\"0\"><text/></comment>\
         <comment ref=\"B2\" authorId=\"0\"><text><t>请核对</t></text></comment></commentList></comments>"
    );
    let styles = format!(
        "<styleSheet xmlns=\"{SHEET}\"><fonts count=\"1\"><font/></fonts><fills count='1'><fill><patternFill/></fill></fills>\
         <borders count=\"1\"><border/></borders><cellXfs count=\"2\"><xf/><xf fillId='0' numFmtId=\"4\"/></cellXfs></styleSheet>"
    );
    container(&[
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"vml\" ContentType=\"{types}.vmlDrawing\"/>\
                 <Override PartName=\"/xl/workbook.xml\" ContentType=\"{types}.spreadsheetml.sheet.main+xml\"/></Types>"
            ),
        ),
        ("_rels/.rels", relations(&[("r1", "officeDocument", "xl/workbook.xml")])),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{SHEET}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"表一\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relations(&[("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "styles", "styles.xml")]),
        ),
        ("xl/styles.xml", styles),
        ("xl/worksheets/sheet1.xml", sheet),
        (
            "xl/worksheets/_rels/sheet1.xml.rels",
            relations(&[
                ("head", "vmlDrawing", "../drawings/head.vml"),
                ("notes", "vmlDrawing", "../drawings/notes.vml"),
                ("c", "comments", "/xl/comments1.xml"),
            ]),
        ),
        ("xl/comments1.xml", comments),
        ("xl/drawings/head.vml", "<xml/>".to_owned()),
        ("xl/drawings/notes.vml", shape.to_owned()),
    ])
}

#[test]
fn notes_of_a_workbook_stay_and_ours_follow_in_the_same_cell() {
    let cell = |row, column| Place {
        sheet: Some("表一".into()),
        table: Some(1),
        row: Some(row),
        column: Some(column),
        ..Place::default()
    };
    let copy = marked(&xlsx(), "xlsx", [cell(2, 2), cell(3, 3), cell(3, 4)]);
    let comments = part(&copy, "xl/comments1.xml");
    let of = |name: &str| {
        let all: Vec<&str> =
            comments.split("<comment ").filter(|one| one.contains(&format!("ref=\"{name}\""))).collect();
        assert_eq!(all.len(), 1, "{name}: {comments}");
        all[0].to_owned()
    };
    let ours = "【错误】A001";
    assert!(of("B2").contains("<t>请核对</t><r>") && of("B2").contains(&format!("\n\n{ours}")), "{comments}");
    assert!(of("C3").contains(ours) && of("C3").contains("authorId=\"0\""), "{comments}");
    assert!(of("D3").contains(ours) && of("D3").contains("authorId=\"1\""), "{comments}");
    // The notes have boxes in their own drawing, whatever its prefixes mean, and that of the header stays.
    let drawing = part(&copy, "xl/drawings/notes.vml");
    assert_eq!(drawing.matches("<v:shape ").count(), 2, "{drawing}");
    assert_eq!(drawing.matches("<v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=").count(), 2, "{drawing}");
    assert_eq!(part(&copy, "xl/drawings/head.vml"), "<xml/>");
    assert_eq!(part(&copy, "[Content_Types].xml").matches("\"vml\"").count(), 1);
    let styles = part(&copy, "xl/styles.xml");
    assert!(styles.contains("<fills count='2'>") && styles.contains("<cellXfs count=\"4\">"), "{styles}");
    assert!(styles.contains("<xf fillId='1' numFmtId=\"4\" applyFill=\"1\"/>"), "{styles}");
    let sheet = part(&copy, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<c r=\"B2\" s='2'>") && sheet.contains("<c s=\"3\" r=\"C3\">"), "{sheet}");
}

#[test]
fn what_finds_no_room_in_a_note_is_counted() {
    let elsewhere = |line| Place { line: Some(line), ..Place::default() };
    let copy = marked(&xlsx(), "xlsx", (1..=2_000).map(elsewhere));
    let comments = part(&copy, "xl/comments1.xml");
    let told = comments.matches("【错误】").count();
    assert!(told > 500 && comments.contains(&format!("另有 {} 项没有写下", 2_000 - told)), "{told}");
}

#[test]
fn a_box_beyond_all_pages_is_no_reason_to_give_up() {
    let cell = |sides| Place { page: Some(1), table: Some(1), bbox: Some(Bbox(sides)), ..Place::default() };
    let far = [i32::MIN, i32::MIN, i32::MAX, i32::MAX];
    let copy = marked(&turned_page(0), "pdf", [cell(far), cell([0, 0, 100, 100])]);
    assert!(copy.unplaced.is_empty());
}
