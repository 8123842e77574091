//! The body of a document while it is read: paragraphs and tables in reading order, a table within another after the
//! outermost one that holds it. How a format marks their beginnings and ends is not known here.

use mingsuan_model::{Issue, Place};

use crate::content::{Block, Document, Format, Paragraph, Table};
use crate::error::ReadError;
use crate::limits::{Budget, MAX_TABLE_DEPTH};

/// A table whose end has not come yet, as one format knows it.
pub(crate) trait OpenTable {
    /// The table of this number that has just begun.
    fn begin(ordinal: u32) -> Self;

    /// Its number in the document.
    fn ordinal(&self) -> u32;

    /// The table, or nothing when it has no cells.
    fn finish(self) -> Result<Option<Table>, ReadError>;
}

/// The document as far as it has been read.
pub(crate) struct Body<T> {
    /// Blocks and issues so far.
    pub(crate) document: Document,
    /// What it has used up of the limits.
    pub(crate) budget: Budget,
    /// The tables that are open, the innermost last. A text box may set them aside.
    pub(crate) tables: Vec<T>,
    /// Nested tables that have ended, until the outermost one ends.
    closed: Vec<T>,
    table_count: u32,
    paragraph_count: u32,
    pictures: Vec<Place>,
}

/// Pictures whose places are named.
const NAMED_PICTURES: usize = 5;

impl<T: OpenTable> Body<T> {
    /// A document of a format that has just begun.
    pub(crate) fn new(format: Format) -> Self {
        Self {
            document: Document::new(format),
            budget: Budget::default(),
            tables: Vec::new(),
            closed: Vec::new(),
            table_count: 0,
            paragraph_count: 0,
            pictures: Vec::new(),
        }
    }

    /// The innermost table that is open.
    pub(crate) fn table(&mut self) -> Option<&mut T> {
        self.tables.last_mut()
    }

    /// Where the next paragraph outside tables would stand.
    pub(crate) fn next_place(&self) -> Place {
        Place { paragraph: Some(self.paragraph_count + 1), ..Place::default() }
    }

    /// A paragraph outside tables.
    pub(crate) fn add_paragraph(&mut self, text: String, level: Option<u8>) -> Result<(), ReadError> {
        self.budget.spend(&text)?;
        let place = self.next_place();
        self.paragraph_count += 1;
        self.document.blocks.push(Block::Paragraph(Paragraph { text, level, place }));
        Ok(())
    }

    /// A table begins, perhaps within another.
    pub(crate) fn open_table(&mut self) -> Result<(), ReadError> {
        if self.tables.len() >= MAX_TABLE_DEPTH {
            return Err(ReadError::TooDeep { what: "表格", limit: MAX_TABLE_DEPTH });
        }
        self.table_count += 1;
        self.tables.push(T::begin(self.table_count));
        Ok(())
    }

    /// The innermost table has ended.
    pub(crate) fn close_table(&mut self) -> Result<(), ReadError> {
        self.closed.extend(self.tables.pop());
        if self.tables.is_empty() {
            self.closed.sort_by_key(OpenTable::ordinal);
            for table in self.closed.drain(..) {
                self.document.blocks.extend(table.finish()?.map(Block::Table));
            }
        }
        Ok(())
    }

    /// A picture large enough to show a table or a text.
    pub(crate) fn note_picture(&mut self, place: Place) {
        self.pictures.push(place);
    }

    /// Says that the file has revisions.
    pub(crate) fn note_changes(&mut self) {
        let message = "文档里有未接受的修订：新增的内容已计入，删除的内容未计入。请确认后接受全部修订再公开".to_owned();
        self.document.issues.push(Issue { message, place: Place::default() });
    }

    /// The document, which says what could not be read in it.
    pub(crate) fn finish(mut self) -> Document {
        if let Some(first) = self.pictures.first() {
            let shown: Vec<String> = self.pictures.iter().take(NAMED_PICTURES).map(Place::describe).collect();
            let rest = if self.pictures.len() > shown.len() { "等处" } else { "" };
            let message = format!(
                "文档里有 {} 张图片（{}{rest}），图片中的内容无法检查。其中如有表格或文字，请换成可编辑的表格和文字",
                self.pictures.len(),
                shown.join("、"),
            );
            self.document.issues.push(Issue { message, place: first.clone() });
        }
        self.document
    }
}
