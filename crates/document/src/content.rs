//! The `Document`: what every reader produces, whatever the format. No format knowledge, no budget knowledge.

use mingsuan_model::{Issue, Place};
use serde::Serialize;

use crate::error::ReadError;
use crate::trace::Trace;

/// The file formats that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Plain text, one table cell a line behind a tab, or tab-separated.
    Txt,
    /// WordprocessingML.
    Docx,
    /// SpreadsheetML.
    Xlsx,
    /// HTML.
    Html,
    /// The binary workbooks of Excel 5 to 2003, and those of WPS (et).
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
    /// Separated values: one table.
    Csv,
    /// OpenDocument text.
    Odt,
    /// Rich Text Format.
    Rtf,
    /// The binary documents of Word 97 to 2003, and those of WPS.
    Doc,
    /// Not read from a file: compiled from a budget.
    Compiled,
    /// PDF.
    Pdf,
}

/// A document as read: its blocks in reading order.
#[derive(Clone, Debug)]
pub struct Document {
    /// The format it was read from.
    pub format: Format,
    /// Pages, where the format has them.
    pub pages: Option<u32>,
    /// Paragraphs and tables in reading order.
    pub blocks: Vec<Block>,
    /// What was odd about the file.
    pub issues: Vec<Issue>,
    /// What the file carries besides what prints: comments, tracked changes, hidden text, properties.
    pub traces: Vec<Trace>,
}

/// One block of a document.
#[derive(Clone, Debug)]
pub enum Block {
    /// Text outside tables.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// Text outside tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// The text as printed, automatic numbering included; line breaks as `\n`.
    pub text: String,
    /// Heading level 1–9, when the format itself says so (a style, an `h1`); a title that only looks like one has none.
    pub level: Option<u8>,
    /// Where it stands.
    pub place: Place,
}

/// Whether a table's spans were told by the format or are unknown (plain text tells only how many cells a row has).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spans {
    /// Row and column spans are those of the source.
    Known,
    /// Rows hold their cells from the left without spans; a merged header has to be reconstructed.
    Unknown,
}

/// A table: cells on a grid. A grid position belongs to at most one cell.
#[derive(Clone, Debug)]
pub struct Table {
    cells: Vec<Cell>,
    grid: Vec<u32>,
    rows: usize,
    columns: usize,
    /// Whether merged cells are known.
    pub spans: Spans,
    /// Where the table begins.
    pub place: Place,
}

/// One cell; merged cells are one `Cell` with spans above one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Grid row, from 0.
    pub row: usize,
    /// Grid column, from 0.
    pub column: usize,
    /// Rows covered, at least 1.
    pub row_span: usize,
    /// Columns covered, at least 1.
    pub column_span: usize,
    /// Text as printed; paragraphs inside the cell are joined by `\n`.
    pub text: String,
    /// Where it stands (row and column counted from 1; in a workbook those of the sheet).
    pub place: Place,
}

const NO_CELL: u32 = u32::MAX;

impl Table {
    /// Number of grid rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Number of grid columns.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// All cells, in the order of their top left corner.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The cell that covers a grid position.
    pub fn at(&self, row: usize, column: usize) -> Option<&Cell> {
        if row >= self.rows || column >= self.columns {
            return None;
        }
        match self.grid[row * self.columns + column] {
            NO_CELL => None,
            index => self.cells.get(index as usize),
        }
    }

    /// The cell whose top left corner is at this position.
    pub fn origin_at(&self, row: usize, column: usize) -> Option<&Cell> {
        self.at(row, column).filter(|cell| cell.row == row && cell.column == column)
    }

    /// The cells that begin in a row, from the left.
    pub fn row_cells(&self, row: usize) -> impl Iterator<Item = &Cell> {
        (0..self.columns).filter_map(move |column| self.origin_at(row, column))
    }
}

/// Builds a [`Table`] cell by cell, placing each at the next free grid position of its row.
#[derive(Debug)]
pub struct TableBuilder {
    rows: Vec<Vec<u32>>,
    cells: Vec<Cell>,
    spans: Spans,
    place: Place,
    /// Grid positions made so far.
    slots: usize,
    /// Grid positions visited so far: overlapping spans cost time without making the grid larger.
    visits: usize,
    is_full: bool,
}

/// A table larger than this many grid positions is cut off; no disclosure comes near it.
pub const MAX_GRID: usize = 4_000_000;
/// Columns beyond this are dropped; the widest statement seen in print has under 40.
pub const MAX_COLUMNS: usize = 512;

impl TableBuilder {
    /// A new table that begins at a place.
    pub fn new(spans: Spans, place: Place) -> Self {
        Self { rows: Vec::new(), cells: Vec::new(), spans, place, slots: 0, visits: 0, is_full: false }
    }

    /// Begins the next row.
    pub fn start_row(&mut self) {
        if self.rows.len() < MAX_GRID / 8 {
            self.rows.push(Vec::new());
        }
    }

    /// Rows begun so far.
    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// The next free column of the current row.
    pub fn next_column(&self) -> usize {
        let Some(row) = self.rows.last() else { return 0 };
        row.iter().position(|c| *c == NO_CELL).unwrap_or(row.len())
    }

    /// Adds a cell at the next free position of the current row and returns its index.
    /// `place` gets row and column filled in. `None` when the row is full (see [`MAX_COLUMNS`]).
    pub fn push(&mut self, text: String, column_span: usize, row_span: usize, place: Place) -> Option<usize> {
        if self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        let row = self.rows.len() - 1;
        self.put(row, self.next_column(), text, column_span, row_span, place)
    }

    /// Adds a cell at a given position; rows and columns are made as needed. Positions taken already are left alone.
    pub fn put(
        &mut self,
        row: usize,
        column: usize,
        text: String,
        column_span: usize,
        row_span: usize,
        mut place: Place,
    ) -> Option<usize> {
        if column >= MAX_COLUMNS || row >= MAX_GRID / 8 || self.is_full {
            return None;
        }
        let (column_span, row_span) = (column_span.clamp(1, MAX_COLUMNS - column), row_span.clamp(1, 65_536));
        let index = u32::try_from(self.cells.len()).ok()?;
        if self.rows.len() <= row {
            self.rows.resize(row + 1, Vec::new());
        }
        // Rows below are only made when they come; a span that reaches past the last row is cut in `finish`.
        for r in row..(row + row_span) {
            if r >= self.rows.len() {
                if r > row + 4096 {
                    break;
                }
                self.rows.push(Vec::new());
            }
            if !self.claim(r, column, column_span, index) {
                return None;
            }
        }
        place.table = place.table.or(self.place.table);
        place.row = place.row.or(u32::try_from(row + 1).ok());
        place.column = place.column.or(u32::try_from(column + 1).ok());
        self.cells.push(Cell { row, column, row_span, column_span, text, place });
        usize::try_from(index).ok()
    }

    /// Lengthens a cell by one row downwards into the current row (a vertical merge continued).
    pub fn extend_down(&mut self, index: usize) {
        let Some(row) = self.rows.len().checked_sub(1) else {
            return;
        };
        let Some(cell) = self.cells.get_mut(index) else { return };
        let (column, column_span) = (cell.column, cell.column_span);
        cell.row_span = row - cell.row + 1;
        self.claim(row, column, column_span, u32::try_from(index).unwrap_or(NO_CELL));
    }

    /// Lengthens the cell that ends left of a position over it (a horizontal merge continued).
    pub(crate) fn widen(&mut self, row: usize, column: usize, column_span: usize) -> bool {
        let left = column.checked_sub(1).and_then(|left| self.index_at(row, left));
        let Some((index, cell)) = left.and_then(|index| Some((index, self.cells.get_mut(index)?))) else {
            return false;
        };
        let fits = cell.row == row && cell.row_span == 1 && column + column_span <= MAX_COLUMNS;
        if fits {
            cell.column_span += column_span;
            self.claim(row, column, column_span, u32::try_from(index).unwrap_or(NO_CELL));
        }
        fits
    }

    /// The cell that covers a position, if it begins in this column and is this wide.
    pub(crate) fn merge_origin(&self, row: usize, column: usize, column_span: usize) -> Option<usize> {
        let index = self.index_at(row, column)?;
        self.cells.get(index).filter(|cell| cell.column == column && cell.column_span == column_span).map(|_| index)
    }

    /// Cuts the columns at the right edge in which no cell begins: absurd spans make them.
    pub(crate) fn trim_columns(&mut self) {
        let columns = self.cells.iter().map(|cell| cell.column + 1).max().unwrap_or(0);
        self.rows.iter_mut().for_each(|line| line.truncate(columns));
        for cell in &mut self.cells {
            cell.column_span = cell.column_span.min(columns - cell.column);
        }
    }

    /// Gives the free positions of part of a row to a cell; `false` when the table has become too large.
    fn claim(&mut self, row: usize, column: usize, column_span: usize, index: u32) -> bool {
        let line = &mut self.rows[row];
        let missing = (column + column_span).saturating_sub(line.len());
        self.slots += missing;
        self.visits += column_span;
        self.is_full |= self.slots > MAX_GRID || self.visits > 4 * MAX_GRID;
        if self.is_full {
            return false;
        }
        line.resize(line.len() + missing, NO_CELL);
        for slot in &mut line[column..column + column_span] {
            if *slot == NO_CELL {
                *slot = index;
            }
        }
        true
    }

    /// Whether the table has outgrown [`MAX_GRID`]; nothing more is added to it then.
    pub(crate) fn is_full(&self) -> bool {
        self.is_full
    }

    /// As [`TableBuilder::finish`], but a table that is too large is an error.
    pub(crate) fn finish_bounded(self, declared_rows: Option<usize>) -> Result<Option<Table>, ReadError> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let rows = declared_rows.map_or(self.rows.len(), |rows| rows.min(self.rows.len()));
        if self.is_full || rows.saturating_mul(columns) > MAX_GRID {
            return Err(ReadError::TooLarge { what: "表格", limit: format!("{MAX_GRID} 格") });
        }
        Ok(self.finish(declared_rows))
    }

    /// The cell that covers a position in the rows begun so far.
    pub fn index_at(&self, row: usize, column: usize) -> Option<usize> {
        let index = *self.rows.get(row)?.get(column)?;
        (index != NO_CELL).then_some(index as usize)
    }

    /// Appends a paragraph of text to a cell.
    pub fn append_text(&mut self, index: usize, text: &str) {
        if let Some(cell) = self.cells.get_mut(index) {
            cell.text.push('\n');
            cell.text.push_str(text);
        }
    }

    /// The finished table; `None` when no cell was added. `declared_rows` cuts spans that reach below the last row.
    pub fn finish(mut self, declared_rows: Option<usize>) -> Option<Table> {
        if let Some(rows) = declared_rows {
            self.rows.truncate(rows);
        }
        let rows = self.rows.len();
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        if self.cells.is_empty() || rows == 0 || columns == 0 || rows.checked_mul(columns)? > MAX_GRID {
            return None;
        }
        let mut grid = vec![NO_CELL; rows * columns];
        for (r, line) in self.rows.iter().enumerate() {
            grid[r * columns..r * columns + line.len()].copy_from_slice(line);
        }
        for cell in &mut self.cells {
            cell.row_span = cell.row_span.min(rows.saturating_sub(cell.row)).max(1);
        }
        Some(Table { cells: self.cells, grid, rows, columns, spans: self.spans, place: self.place })
    }
}

impl Document {
    /// An empty document of a format.
    pub fn new(format: Format) -> Self {
        Self { format, pages: None, blocks: Vec::new(), issues: Vec::new(), traces: Vec::new() }
    }

    /// The tables, in order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Paragraph(_) => None,
        })
    }

    /// The paragraphs, in order.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        })
    }
}
