//! Paragraphs and tables of the formats that are one stream of text, rtf and doc: text collects until a mark ends it.
//! How a format stores its marks is not known here.

use mingsuan_model::{Issue, Place};

use crate::content::{Block, Document, Format, Paragraph};
use crate::edges::{EdgeTable, RowEdges, append};
use crate::error::ReadError;
use crate::limits::{Budget, MAX_TABLE_DEPTH};

/// A table whose end has not come yet.
struct OpenTable {
    table: EdgeTable,
    /// The cells of the row so far.
    row: Vec<String>,
    cell: String,
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
    document: Document,
    budget: Budget,
    tables: Vec<OpenTable>,
    /// Nested tables that have ended, until the outermost one ends.
    closed: Vec<EdgeTable>,
    outer: Vec<Outer>,
    table_count: u32,
    paragraph_count: u32,
}

impl Flow {
    /// A document of a format that has just begun.
    pub(crate) fn new(format: Format) -> Self {
        Self {
            text: String::new(),
            number: String::new(),
            has_changes: false,
            document: Document::new(format),
            budget: Budget::default(),
            tables: Vec::new(),
            closed: Vec::new(),
            outer: Vec::new(),
            table_count: 0,
            paragraph_count: 0,
        }
    }

    /// The paragraph has ended; `table_level` tells how deep it stands in tables.
    pub(crate) fn end_paragraph(&mut self, level: Option<u8>, table_level: usize) -> Result<(), ReadError> {
        self.set_table_level(table_level)?;
        let text = self.take_text();
        self.budget.spend(&text)?;
        if let Some(table) = self.tables.last_mut() {
            append(&mut table.cell, &text);
            return Ok(());
        }
        if text.is_empty() {
            return Ok(());
        }
        self.paragraph_count += 1;
        let place = Place { paragraph: Some(self.paragraph_count), ..Place::default() };
        self.document.blocks.push(Block::Paragraph(Paragraph { text, level, place }));
        Ok(())
    }

    /// A cell has ended.
    pub(crate) fn end_cell(&mut self, table_level: usize) -> Result<(), ReadError> {
        self.set_table_level(table_level)?;
        let text = self.take_text();
        if let Some(table) = self.tables.last_mut() {
            self.budget.spend(&text)?;
            append(&mut table.cell, &text);
            table.row.push(std::mem::take(&mut table.cell));
        }
        Ok(())
    }

    /// A row has ended, whose cells end at these edges.
    pub(crate) fn end_row(&mut self, table_level: usize, edges: &RowEdges) -> Result<(), ReadError> {
        if !self.text.trim().is_empty() || self.tables.get(table_level - 1).is_some_and(|table| !table.cell.is_empty())
        {
            self.end_cell(table_level)?;
        }
        self.set_table_level(table_level)?;
        if let Some(table) = self.tables.last_mut() {
            self.budget.spend("")?;
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
        self.outer.push(Outer { text, number, tables: std::mem::take(&mut self.tables) });
        Ok(())
    }

    /// The text box has ended.
    pub(crate) fn leave_box(&mut self) -> Result<(), ReadError> {
        self.end_paragraph(None, 0)?;
        if let Some(outer) = self.outer.pop() {
            (self.text, self.number, self.tables) = (outer.text, outer.number, outer.tables);
        }
        Ok(())
    }

    /// Notes something odd about the file.
    pub(crate) fn note(&mut self, message: String) {
        self.document.issues.push(Issue { message, place: Place::default() });
    }

    /// The file has ended.
    pub(crate) fn finish(mut self) -> Result<Document, ReadError> {
        self.end_paragraph(None, 0)?;
        if self.has_changes {
            let message =
                "文档里有未接受的修订：新增的内容已计入，删除的内容未计入。请确认后接受全部修订再公开".to_owned();
            self.note(message);
        }
        Ok(self.document)
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
        while self.tables.len() < level {
            self.table_count += 1;
            let table = EdgeTable::new(self.table_count);
            self.tables.push(OpenTable { table, row: Vec::new(), cell: String::new() });
        }
        while self.tables.len() > level
            && let Some(mut open) = self.tables.pop()
        {
            // A row that the file leaves open.
            if !open.cell.is_empty() {
                open.row.push(std::mem::take(&mut open.cell));
            }
            if !open.row.is_empty() {
                open.table.push_row(open.row, &RowEdges::default());
            }
            self.closed.push(open.table);
        }
        // A nested table stands after the outermost one that holds it.
        if self.tables.is_empty() && !self.closed.is_empty() {
            self.closed.sort_by_key(EdgeTable::ordinal);
            for table in self.closed.drain(..) {
                self.document.blocks.extend(table.finish()?.map(Block::Table));
            }
        }
        Ok(())
    }
}
