//! Marks on docx, xlsx and the page of HTML that stands in for other formats.

use std::collections::BTreeMap;
use std::io::Read;

use mingsuan_document::{Block, Document, read};
use mingsuan_model::Place;
use mingsuan_publish::annotate::{Original, annotate};
use mingsuan_publish::report::Lang;

use crate::{Judged, beside, said};

fn example(name: &str) -> Judged {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/yunshan-2026").join(name);
    Judged::of(std::fs::read(path).unwrap(), name)
}

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut container = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..container.len() {
        let mut part = container.by_index(index).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        parts.insert(part.name().unwrap().into_owned(), content);
    }
    parts
}

/// The text with the marked changes rejected: what was put in goes, what was struck out stays.
fn rejected(xml: &str) -> String {
    let mut text = xml.to_owned();
    while let Some(at) = text.find("<w:ins ") {
        let end = text[at..].find("</w:ins>").unwrap() + at + "</w:ins>".len();
        text.replace_range(at..end, "");
    }
    while let Some(at) = text.find("<w:del ") {
        let start = text[at..].find('>').unwrap() + at + 1;
        text.replace_range(at..start, "");
    }
    text.replace("</w:del>", "").replace("w:delText", "w:t")
}

fn without_changes(copy: &[u8]) -> Document {
    let mut rewritten = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts(copy) {
        rewritten.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        let content = if name == "word/document.xml" {
            rejected(std::str::from_utf8(&content).unwrap()).into_bytes()
        } else {
            content
        };
        std::io::Write::write_all(&mut rewritten, &content).unwrap();
    }
    read(&rewritten.finish().unwrap().into_inner(), "copy.docx").unwrap()
}

fn tables_of(document: &Document) -> Vec<&Block> {
    document.blocks.iter().filter(|block| matches!(block, Block::Table(_))).collect()
}

#[test]
fn a_docx_keeps_its_text_and_has_a_comment_for_each_finding() {
    let mut all = vec![example("planted.docx"), example("clean.docx")];
    all.extend(beside("fixtures", "docx"));
    for judged in all {
        let copy = judged.copy();
        assert_eq!(copy.extension, "docx", "{}: {:?}", judged.name, copy.remark);
        assert_eq!(said(&without_changes(&copy.bytes)), said(&judged.document), "{}", judged.name);
        let marked = read(&copy.bytes, "copy.docx").unwrap();
        assert_eq!(tables_of(&marked).len(), tables_of(&judged.document).len());
        let (before, after) = (parts(&judged.bytes), parts(&copy.bytes));
        let touched = ["word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"];
        for (name, content) in before.iter().filter(|(name, _)| !touched.contains(&name.as_str())) {
            assert_eq!(after.get(name), Some(content), "{}: {name}", judged.name);
        }
        if judged.findings.is_empty() {
            continue;
        }
        let comments = String::from_utf8(after["word/comments-mingsuan.xml"].clone()).unwrap();
        let document = String::from_utf8(after["word/document.xml"].clone()).unwrap();
        let count = comments.matches("<w:comment ").count();
        assert!(count >= judged.findings.len(), "{}", judged.name);
        for mark in ["<w:commentRangeStart ", "<w:commentRangeEnd ", "<w:commentReference "] {
            assert_eq!(document.matches(mark).count(), count, "{}: {mark}", judged.name);
        }
        // What is commented is what the finding quotes.
        for finding in judged.findings.iter().filter(|finding| finding.place.text.is_some()) {
            let quoted = finding.place.text.as_deref().unwrap();
            let texts = commented(&rejected(&document), &comments, &finding.message);
            let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let lines: Vec<&str> = quoted.split('\n').collect();
            assert!(
                texts
                    .iter()
                    .any(|text| squeezed(text).contains(&squeezed(lines[0]))
                        || squeezed(quoted).contains(&squeezed(text))),
                "{}: {} {quoted:?} {texts:?}",
                judged.name,
                finding.code
            );
        }
    }
}

/// The texts between the marks of the comments that hold a message.
fn commented(document: &str, comments: &str, message: &str) -> Vec<String> {
    let escaped = message.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let holds = comments.split("<w:comment ").filter(|comment| comment.contains(&escaped));
    let ids = holds.map(|comment| comment.split("w:id=\"").nth(1).unwrap().split('"').next().unwrap());
    let between = ids.map(|id| {
        let from = document.split(&format!("<w:commentRangeStart w:id=\"{id}\"/>")).nth(1).unwrap();
        text_of(from.split(&format!("<w:commentRangeEnd w:id=\"{id}\"/>")).next().unwrap())
    });
    between.collect()
}

fn text_of(xml: &str) -> String {
    let mut text = String::new();
    for piece in xml
        .split('<')
        .filter(|piece| piece.starts_with("w:t>") || piece.starts_with("w:t ") || piece.starts_with("w:delText"))
    {
        text.push_str(piece.split_once('>').unwrap().1);
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[test]
fn wording_and_amounts_are_corrected_as_changes() {
    let copy = example("planted.docx").copy();
    let document = String::from_utf8(parts(&copy.bytes)["word/document.xml"].clone()).unwrap();
    let changes: Vec<(String, String)> = document
        .split("<w:del ")
        .skip(1)
        .map(|rest| {
            let (gone, rest) = rest.split_once("</w:del>").unwrap();
            let put = if rest.starts_with("<w:ins ") { rest.split_once("</w:ins>").unwrap().0 } else { "" };
            (text_of(&format!("<{gone}")), text_of(put))
        })
        .collect();
    assert!(changes.contains(&("67".to_owned(), "76".to_owned())), "{changes:?}");
    assert!(changes.contains(&("。".to_owned(), String::new())), "{changes:?}");
}

#[test]
fn a_workbook_keeps_its_cells_and_has_a_note_at_each_place() {
    let mut looked = 0;
    for judged in beside("fixtures", "xlsx") {
        let copy = judged.copy();
        assert_eq!(copy.extension, "xlsx", "{}: {:?}", judged.name, copy.remark);
        let again = read(&copy.bytes, &judged.name).unwrap();
        assert_eq!(said(&again), said(&judged.document), "{}", judged.name);
        let notes: String = parts(&copy.bytes)
            .into_iter()
            .filter(|(name, _)| name.contains("comments-mingsuan"))
            .map(|(_, content)| String::from_utf8(content).unwrap())
            .collect();
        for finding in &judged.findings {
            assert!(notes.contains(finding.code), "{}: {}", judged.name, finding.code);
            looked += 1;
        }
    }
    eprintln!("{looked} findings have notes");
}

#[test]
fn other_formats_are_drawn_with_their_text_and_nothing_is_markup() {
    let judged = example("planted.txt");
    let copy = judged.copy();
    assert_eq!(copy.extension, "html");
    assert!(copy.remark.is_some());
    let page = String::from_utf8(copy.bytes).unwrap();
    assert!(page.matches("<mark ").count() > 10);
    assert!(copy.unplaced.len() * 4 < judged.findings.len(), "{:?}", copy.unplaced);
    let hostile = "单位预算收支总表\n<script>alert(1)</script>\t\"><img src=x onerror=alert(1)>\n";
    let mut finding = mingsuan_model::Finding::new(
        "A001",
        mingsuan_model::Severity::Error,
        Place::default(),
        "<script>alert(2)</script>",
    );
    finding.expected = Some("\"><b>".to_owned());
    let original = Original { bytes: hostile.as_bytes(), name: "x.txt", format: "txt" };
    let page = String::from_utf8(annotate(original, &[finding], Lang::Zh).unwrap().bytes).unwrap();
    assert!(!page.contains("<script>") && !page.contains("<img") && !page.contains("<b>"), "{page}");
}

/// Whatever is done to the bytes of a file, nothing panics.
#[test]
fn broken_files_are_refused_and_never_end_the_program() {
    let mut files = vec![example("planted.docx")];
    for ending in ["pdf", "xlsx", "docx"] {
        files.extend(beside("fixtures", ending));
    }
    let mut random = mingsuan_testkit::Rng::new(7);
    for judged in &files {
        let format = judged.name.rsplit('.').next().unwrap();
        for _ in 0..40 {
            let mut bytes = judged.bytes.clone();
            for _ in 0..=random.below(8) {
                let at = random.below(bytes.len());
                match random.below(3) {
                    0 => bytes[at] ^= u8::try_from(1 + random.below(255)).unwrap(),
                    1 => bytes.truncate(at.max(64)),
                    _ => drop(bytes.drain(at..(at + random.below(40)).min(bytes.len()))),
                }
            }
            let original = Original { bytes: &bytes, name: &judged.name, format };
            let _ = annotate(original, &judged.findings, Lang::Zh);
        }
    }
}
