//! One table of a text while it is being read: spans, covered and repeated cells.

use mingsuan_model::Place;

use crate::body;
use crate::content::{MAX_COLUMNS, MAX_GRID, Spans, Table, TableBuilder};
use crate::error::ReadError;
use crate::limits::Budget;
use crate::xml::Element;

/// A table whose end has not come yet.
pub(super) struct OpenTable {
    builder: TableBuilder,
    ordinal: u32,
    /// Rows ended.
    rows: usize,
    row: Vec<OpenCell>,
    row_repeats: usize,
    column: usize,
}

struct OpenCell {
    text: String,
    column: usize,
    column_span: usize,
    row_span: usize,
    repeats: usize,
}

impl body::OpenTable for OpenTable {
    fn begin(ordinal: u32) -> Self {
        let place = Place { table: Some(ordinal), ..Place::default() };
        let builder = TableBuilder::new(Spans::Known, place);
        Self { builder, ordinal, rows: 0, row: Vec::new(), row_repeats: 1, column: 0 }
    }

    fn ordinal(&self) -> u32 {
        self.ordinal
    }

    fn finish(self) -> Result<Option<Table>, ReadError> {
        self.builder.finish_bounded(Some(self.rows))
    }
}

impl OpenTable {
    /// A row has begun.
    pub(super) fn open_row(&mut self, element: &Element<'_>) {
        self.row.clear();
        self.column = 0;
        self.row_repeats = element.number("number-rows-repeated").unwrap_or(1).max(1);
    }

    /// A cell has begun.
    pub(super) fn open_cell(&mut self, element: &Element<'_>) {
        let number = |name| element.number::<usize>(name).unwrap_or(1).max(1);
        let (column_span, row_span) = (number("number-columns-spanned"), number("number-rows-spanned"));
        let repeats = number("number-columns-repeated").min(MAX_COLUMNS);
        self.row.push(OpenCell { text: String::new(), column: self.column, column_span, row_span, repeats });
        self.column = self.column.saturating_add(repeats);
    }

    /// Cells that a merged cell covers.
    pub(super) fn skip_covered(&mut self, element: &Element<'_>) {
        self.column = self.column.saturating_add(element.number("number-columns-repeated").unwrap_or(1).max(1));
    }

    /// A paragraph of the open cell.
    pub(super) fn add_line(&mut self, line: &str) {
        if let Some(cell) = self.row.last_mut() {
            if !cell.text.is_empty() {
                cell.text.push('\n');
            }
            cell.text.push_str(line);
        }
    }

    /// The row has ended.
    pub(super) fn close_row(&mut self, budget: &mut Budget) -> Result<(), ReadError> {
        let row = std::mem::take(&mut self.row);
        for _ in 0..self.row_repeats {
            for cell in &row {
                for repeat in 0..cell.repeats {
                    budget.spend(&cell.text)?;
                    let (column, place) = (cell.column.saturating_add(repeat), Place::default());
                    self.builder.put(self.rows, column, cell.text.clone(), cell.column_span, cell.row_span, place);
                }
            }
            if self.builder.is_full() {
                return Err(ReadError::TooLarge { what: "表格", limit: format!("{MAX_GRID} 格") });
            }
            self.rows += 1;
            if row.is_empty() {
                break;
            }
        }
        Ok(())
    }
}
