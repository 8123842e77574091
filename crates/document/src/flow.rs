//! Paragraphs and tables of the formats that are one stream of text, rtf and doc: text collects until a mark ends it.
//! How a format stores its marks is not known here.

use mingsuan_model::{Issue, Place};

use crate::body::{self, Body};
use crate::content::{Document, Format, Table};
use crate::edges::{EdgeTable, RowEdges, append};
use crate::error::ReadError;
use crate::limits::MAX_TABLE_DEPTH;

/// A table whose end has not come yet.
struct OpenTable {
    table: EdgeTable,
    /// The cells of the row so far.
    row: Vec<String>,
    cell: String,
}

impl body::OpenTable for OpenTable {
    fn begin(ordinal: u32) -> Self {
        Self { table: EdgeTable::new(ordinal), row: Vec::new(), cell: String::new() }
    }

    fn ordinal(&self) -> u32 {
        self.table.ordinal()
    }

    fn finish(mut self) -> Result<Option<Table>, ReadError> {
        // A row that the file leaves open.
        if !self.cell.is_empty() {
            self.row.push(self.cell);
        }
        if !self.row.is_empty() {
            self.table.push_row(self.row, &RowEdges::default());
        }
        self.table.finish()
    }
}

/// What a text box interrupts.
struct Outer {
    text: String,
    number: String,
    tables: Vec<OpenTable>,
}

/// The document as far as it has been read.
pub(crate) struct Flow {
    /// The text of the paragraph so far.
    pub(crate) text: String,
    /// The number in front of it, as printed.
    pub(crate) number: String,
    /// Whether text has been inserted or deleted by a revision.
    pub(crate) has_changes: bool,
    body: Body<OpenTable>,
    outer: Vec<Outer>,
}

impl Flow {
    /// A document of a format that has just begun.
    pub(crate) fn new(format: Format) -> Self {
        Self {
            text: String::new(),
            number: String::new(),
            has_changes: false,
            body: Body::new(format),
            outer: Vec::new(),
        }
    }

    /// The paragraph has ended; `table_level` tells how deep it stands in tables.
    pub(crate) fn end_paragraph(&mut self, level: Option<u8>, table_level: usize) -> Result<(), ReadError> {
        self.set_table_level(table_level)?;
        let text = self.take_text();
        if let Some(table) = self.body.table() {
            append(&mut table.cell, &text);
        } else if !text.is_empty() {
            return self.body.add_paragraph(text, level);
        }
        self.body.budget.spend(&text)
    }

    /// A cell has ended.
    pub(crate) fn end_cell(&mut self, table_level: usize) -> Result<(), ReadError> {
        self.set_table_level(table_level)?;
        let text = self.take_text();
        if let Some(table) = self.body.tables.last_mut() {
            self.body.budget.spend(&text)?;
            append(&mut table.cell, &text);
            table.row.push(std::mem::take(&mut table.cell));
        }
        Ok(())
    }

    /// A row has ended, whose cells end at these edges.
    pub(crate) fn end_row(&mut self, table_level: usize, edges: &RowEdges) -> Result<(), ReadError> {
        if !self.text.trim().is_empty()
            || self.body.tables.get(table_level - 1).is_some_and(|table| !table.cell.is_empty())
        {
            self.end_cell(table_level)?;
        }
        self.set_table_level(table_level)?;
        if let Some(table) = self.body.tables.last_mut() {
            self.body.budget.spend("")?;
            table.table.push_row(std::mem::take(&mut table.row), edges);
        }
        Ok(())
    }

    /// A text box begins inside a paragraph.
    pub(crate) fn enter_box(&mut self) -> Result<(), ReadError> {
        if self.outer.len() >= MAX_TABLE_DEPTH {
            return Err(ReadError::TooDeep { what: "文本框", limit: MAX_TABLE_DEPTH });
        }
        let [text, number] = [&mut self.text, &mut self.number].map(std::mem::take);
        self.outer.push(Outer { text, number, tables: std::mem::take(&mut self.body.tables) });
        Ok(())
    }

    /// The text box has ended.
    pub(crate) fn leave_box(&mut self) -> Result<(), ReadError> {
        self.end_paragraph(None, 0)?;
        if let Some(outer) = self.outer.pop() {
            (self.text, self.number, self.body.tables) = (outer.text, outer.number, outer.tables);
        }
        Ok(())
    }

    /// Notes something odd about the file.
    pub(crate) fn note(&mut self, message: String) {
        self.body.document.issues.push(Issue { message, place: Place::default() });
    }

    /// The file has ended.
    pub(crate) fn finish(mut self) -> Result<Document, ReadError> {
        self.end_paragraph(None, 0)?;
        if self.has_changes {
            self.body.note_changes();
        }
        Ok(self.body.finish())
    }

    /// The text of the paragraph with its number.
    fn take_text(&mut self) -> String {
        let [mut text, number] = [&mut self.text, &mut self.number].map(std::mem::take);
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            text.insert_str(0, &number);
        }
        text
    }

    /// Opens or closes tables until this many stand inside one another.
    fn set_table_level(&mut self, level: usize) -> Result<(), ReadError> {
        if level > MAX_TABLE_DEPTH {
            return Err(ReadError::TooDeep { what: "表格", limit: MAX_TABLE_DEPTH });
        }
        while self.body.tables.len() < level {
            self.body.open_table()?;
        }
        while self.body.tables.len() > level {
            self.body.close_table()?;
        }
        Ok(())
    }
}
