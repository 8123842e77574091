//! Faults to put into a document as it was read, whatever its format: cells with other texts, paragraphs with other words.
//! Faults for drafts of our own are in `faults.rs`.

use std::collections::BTreeMap;

use mingsuan_document::{Block, Document, Table, TableBuilder};
use mingsuan_model::Place;

/// A cell of a document: the ordinal of its table among the blocks, and the ordinal of the cell in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellAt {
    /// Index into [`Document::blocks`].
    pub block: usize,
    /// Index into [`Table::cells`].
    pub cell: usize,
}

/// The cells of a document by where they stand.
#[derive(Debug)]
pub struct CellIndex(BTreeMap<Position, CellAt>);

type Position = (Option<u32>, Option<String>, Option<u32>, Option<u32>, Option<u32>);

fn position(place: &Place) -> Position {
    (place.table, place.sheet.as_deref().map(str::to_owned), place.row, place.column, place.line)
}

impl CellIndex {
    /// Indexes a document.
    pub fn new(document: &Document) -> Self {
        let mut index = BTreeMap::new();
        for (block, content) in document.blocks.iter().enumerate() {
            let Block::Table(table) = content else { continue };
            for (cell, content) in table.cells().iter().enumerate() {
                index.insert(position(&content.place), CellAt { block, cell });
            }
        }
        Self(index)
    }

    /// The cell at a place; `None` when no cell stands there.
    pub fn at(&self, place: &Place) -> Option<CellAt> {
        self.0.get(&position(place)).copied()
    }
}

/// The text of a cell; empty when there is no such cell.
pub fn text_of(document: &Document, at: CellAt) -> &str {
    match document.blocks.get(at.block) {
        Some(Block::Table(table)) => table.cells().get(at.cell).map_or("", |cell| cell.text.as_str()),
        _ => "",
    }
}

/// The document with other texts in some cells; cells that do not exist are passed over.
pub fn with_cells(document: &Document, edits: &[(CellAt, String)]) -> Document {
    let mut changed = document.clone();
    let mut by_block: BTreeMap<usize, BTreeMap<usize, &str>> = BTreeMap::new();
    for (at, text) in edits {
        by_block.entry(at.block).or_default().insert(at.cell, text);
    }
    for (block, texts) in by_block {
        if let Some(Block::Table(table)) = changed.blocks.get_mut(block) {
            *table = with_texts(table, &texts);
        }
    }
    changed
}

fn with_texts(table: &Table, texts: &BTreeMap<usize, &str>) -> Table {
    let mut builder = TableBuilder::new(table.spans, table.place.clone());
    for (ordinal, cell) in table.cells().iter().enumerate() {
        let text = texts.get(&ordinal).map_or_else(|| cell.text.clone(), |text| (*text).to_owned());
        builder.put(cell.row, cell.column, text, cell.column_span, cell.row_span, cell.place.clone());
    }
    builder.finish(None).unwrap_or_else(|| table.clone())
}

/// The document with the words of one paragraph changed by `change`; the paragraph is named by any place inside it.
pub fn with_paragraph(document: &Document, place: &Place, change: impl Fn(&str) -> String) -> Document {
    let mut changed = document.clone();
    for block in &mut changed.blocks {
        if let Block::Paragraph(paragraph) = block
            && paragraph.place.paragraph == place.paragraph
            && paragraph.place.line == place.line
        {
            paragraph.text = change(&paragraph.text);
        }
    }
    changed
}

/// A text with `length` characters from the character `offset` on replaced.
pub fn spliced(text: &str, offset: usize, length: usize, new: &str) -> String {
    let before = text.chars().take(offset);
    let after = text.chars().skip(offset + length);
    before.chain(new.chars()).chain(after).collect()
}
