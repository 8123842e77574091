//! One `table` while it is being read: spans clamped, positions as HTML assigns them.

use mingsuan_model::Place;

use crate::body;
use crate::content::{MAX_COLUMNS, MAX_GRID, Spans, Table, TableBuilder};
use crate::error::ReadError;
use crate::limits::Budget;

/// A span wider than this is taken for "the whole width".
const ABSURD_SPAN: usize = 64;

/// A table whose end has not come yet.
pub(super) struct OpenTable {
    builder: TableBuilder,
    ordinal: u32,
    /// Rows begun.
    rows: usize,
    /// Where to look for the next free column.
    column: usize,
    cell: Option<OpenCell>,
    has_absurd_span: bool,
}

struct OpenCell {
    text: String,
    rows: usize,
    columns: usize,
}

impl body::OpenTable for OpenTable {
    fn begin(ordinal: u32) -> Self {
        let place = Place { table: Some(ordinal), ..Place::default() };
        let builder = TableBuilder::new(Spans::Known, place);
        Self { builder, ordinal, rows: 0, column: 0, cell: None, has_absurd_span: false }
    }

    fn ordinal(&self) -> u32 {
        self.ordinal
    }

    fn finish(mut self) -> Result<Option<Table>, ReadError> {
        if self.has_absurd_span {
            self.builder.trim_columns();
        }
        self.builder.finish_bounded(Some(self.rows))
    }
}

impl OpenTable {
    /// A `tr` has begun.
    pub(super) fn open_row(&mut self) {
        self.rows += 1;
        self.column = 0;
    }

    /// A `td` or `th` has begun.
    pub(super) fn open_cell(&mut self, rows: usize, columns: usize) {
        self.rows = self.rows.max(1);
        self.cell = Some(OpenCell { text: String::new(), rows, columns });
    }

    /// Whether text belongs to a cell of this table.
    pub(super) fn has_open_cell(&self) -> bool {
        self.cell.is_some()
    }

    /// A line of text of the open cell.
    pub(super) fn add_line(&mut self, line: &str) {
        if let Some(cell) = &mut self.cell {
            if !cell.text.is_empty() {
                cell.text.push('\n');
            }
            cell.text.push_str(line);
        }
    }

    /// The open cell has ended; tells its place.
    pub(super) fn close_cell(&mut self, budget: &mut Budget) -> Result<Place, ReadError> {
        let Some(cell) = self.cell.take() else { return Ok(Place::default()) };
        budget.spend(&cell.text)?;
        let row = self.rows.saturating_sub(1);
        while self.column < MAX_COLUMNS && self.builder.index_at(row, self.column).is_some() {
            self.column += 1;
        }
        self.has_absurd_span |= cell.columns > ABSURD_SPAN;
        let counted = |index: usize| u32::try_from(index + 1).ok();
        let (table, row_number, column) = (Some(self.ordinal), counted(row), counted(self.column));
        let place = Place { table, row: row_number, column, ..Place::default() };
        self.builder.put(row, self.column, cell.text, cell.columns, cell.rows, place.clone());
        self.column = self.column.saturating_add(cell.columns);
        if self.builder.is_full() {
            return Err(ReadError::TooLarge { what: "表格", limit: format!("{MAX_GRID} 格") });
        }
        Ok(place)
    }
}
