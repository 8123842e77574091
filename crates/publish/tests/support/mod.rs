//! What the tests of the writers share: documents to publish, and the way from a disclosure to a file and back.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::panic)]

use std::path::{Path, PathBuf};

use mingsuan_document::{Block, Document, Format, Paragraph, Spans, TableBuilder, read};
use mingsuan_model::{Disclosure, Place};
use mingsuan_publish::WriteError;
use mingsuan_publish::layout::{Layout, derive};
use mingsuan_testkit::draft::{Draft, DraftBlock, Slot};

/// A format with its writer.
pub type Writer = (&'static str, fn(&Layout) -> Result<Vec<u8>, WriteError>);

/// The writers.
pub const WRITERS: [Writer; 3] = [
    ("docx", mingsuan_publish::docx::write),
    ("html", mingsuan_publish::html::write),
    ("xlsx", mingsuan_publish::xlsx::write),
];

/// A document as read, what it means, and how it is laid out.
pub struct Source {
    pub name: String,
    pub document: Document,
    pub disclosure: Disclosure,
    pub layout: Layout,
}

impl Source {
    /// Reads a file and lays it out.
    pub fn of(bytes: &[u8], name: &str) -> Self {
        let document = read(bytes, name).unwrap_or_else(|error| panic!("{name}: {error}"));
        let disclosure = mingsuan_import::import(&document, None);
        let layout = derive(&document, &disclosure);
        Self { name: name.to_owned(), document, disclosure, layout }
    }
}

/// A file of the fixtures beside the repository; `None` (said plainly) where they are absent, a failure in CI.
pub fn fixture(name: &str) -> Option<Source> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures").join(name);
    match std::fs::read(&path) {
        Ok(bytes) => Some(Source::of(&bytes, name)),
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "{}: {error}", path.display());
            eprintln!("skipped: {} is not there", path.display());
            None
        }
    }
}

/// The example in the repository.
pub fn example() -> Source {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/yunshan-2026/clean.docx");
    Source::of(&std::fs::read(path).unwrap(), "clean.docx")
}

/// A budget made up from a seed.
pub fn generated(seed: u64) -> Source {
    let draft = mingsuan_testkit::Generator::new(seed).budget().draft();
    Source::of(&mingsuan_testkit::write_docx::write_docx(&draft).unwrap(), &format!("seed-{seed}.docx"))
}

/// A draft as a document that was never a file, the way a compiler hands it over: no places but the ordinals of tables.
pub fn in_memory(draft: &Draft, name: &str) -> Source {
    let mut document = Document::new(Format::Docx);
    let mut tables = 0;
    for block in &draft.blocks {
        let paragraph =
            |text: &str, level| Block::Paragraph(Paragraph { text: text.to_owned(), level, place: Place::default() });
        document.blocks.push(match block {
            DraftBlock::Heading(0, text) | DraftBlock::Paragraph(text) => paragraph(text, None),
            DraftBlock::Heading(level, text) => paragraph(text, Some(*level)),
            DraftBlock::Table(table) => {
                tables += 1;
                let place = Place { table: Some(tables), ..Place::default() };
                let mut builder = TableBuilder::new(Spans::Known, place);
                for (row, slots) in table.grid().iter().enumerate() {
                    for (column, slot) in slots.iter().enumerate() {
                        if let Slot::Origin(index) = slot {
                            let cell = &table.rows[row][*index];
                            builder.put(row, column, cell.text.clone(), cell.colspan, cell.rowspan, Place::default());
                        }
                    }
                }
                Block::Table(builder.finish(Some(table.rows.len())).unwrap())
            }
        });
    }
    let disclosure = mingsuan_import::import(&document, None);
    let layout = derive(&document, &disclosure);
    Source { name: name.to_owned(), document, disclosure, layout }
}

/// The parts of a container by name, as text.
pub fn parts(bytes: &[u8]) -> std::collections::BTreeMap<String, String> {
    let mut container = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut parts = std::collections::BTreeMap::new();
    for index in 0..container.len() {
        let mut part = container.by_index(index).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        parts.insert(String::from_utf8_lossy(part.name_raw()).into_owned(), text);
    }
    parts
}
