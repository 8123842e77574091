//! The reports for people in files: a page, a docx and a pdf, written whole or refused with what to do.

use std::path::Path;

use mingsuan_document::{Block, read};

use crate::common::{Folder, mingsuan};

const PLANTED: &str = "examples/yunshan-2026/planted.txt";

/// A report read by our own reader, as text.
fn told(folder: &Folder, format: &str, arguments: &[&str]) -> String {
    let path = folder.path(&format!("报告.{format}"));
    let mut all = vec!["check", "--format", format, "--output", &path];
    all.extend(arguments);
    // Those of `cargo xtask fonts`, else the system's.
    let fonts = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().map(|target| target.join("fonts")).unwrap();
    if fonts.is_dir() {
        all.extend(["--fonts", fonts.to_str().unwrap()]);
    }
    let run = mingsuan(&all);
    assert!(run.stdout.is_empty(), "{format}: {}", run.stdout);
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{format}: {error}: {}", run.stderr));
    let document = read(&bytes, &path).unwrap();
    let texts = document.blocks.iter().map(|block| match block {
        Block::Paragraph(paragraph) => paragraph.text.clone(),
        Block::Table(table) => table.cells().iter().map(|cell| cell.text.as_str()).collect(),
    });
    texts.collect::<String>().split_whitespace().collect()
}

#[test]
fn several_documents_stand_in_one_file() {
    let folder = Folder::new("paper");
    for format in ["html", "docx", "pdf"] {
        let text = told(&folder, format, &["examples/yunshan-2026", "--select", "A,N"]);
        for part in ["检查报告", "planted.docx", "planted.txt", "clean.docx", "A001", "1706.47", "没有发现问题"]
        {
            assert!(text.contains(part), "{format}: {part}: {text}");
        }
    }
    assert_eq!(folder.names().len(), 3);
}

#[test]
fn a_machine_without_fonts_is_told_what_to_do_and_nothing_is_written() {
    let folder = Folder::new("fontless");
    let absent = folder.path("没有");
    let path = folder.path("报告.pdf");
    let run = mingsuan(&["check", PLANTED, "--format", "pdf", "--output", &path, "--fonts", &absent]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("字体目录"), "{}", run.stderr);
    assert!(folder.names().is_empty(), "{:?}", folder.names());
}
