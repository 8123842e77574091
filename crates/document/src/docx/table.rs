//! One `w:tbl` while it is being read: grid spans, vertical merges, rows deleted by a revision.

use mingsuan_model::Place;

use crate::body;
use crate::content::{MAX_COLUMNS, MAX_GRID, Spans, Table, TableBuilder};
use crate::error::ReadError;
use crate::limits::Budget;
use crate::xml::Xml;

/// A table whose end has not come yet.
pub(super) struct OpenTable {
    builder: TableBuilder,
    ordinal: u32,
    row: Row,
    cell: OpenCell,
}

#[derive(Default)]
struct Row {
    is_started: bool,
    is_deleted: bool,
    /// The next grid column.
    column: usize,
}

#[derive(Default)]
struct OpenCell {
    text: String,
    span: usize,
    continues_above: bool,
    continues_left: bool,
}

impl body::OpenTable for OpenTable {
    fn begin(ordinal: u32) -> Self {
        let place = Place { table: Some(ordinal), ..Place::default() };
        let builder = TableBuilder::new(Spans::Known, place);
        Self { builder, ordinal, row: Row::default(), cell: OpenCell::default() }
    }

    fn ordinal(&self) -> u32 {
        self.ordinal
    }

    fn finish(self) -> Result<Option<Table>, ReadError> {
        self.builder.finish_bounded(None)
    }
}

impl OpenTable {
    /// The place of the cell that is open.
    pub(super) fn current_place(&self) -> Place {
        let one_based = |n: usize| u32::try_from(n).ok();
        Place {
            table: Some(self.ordinal),
            row: one_based(self.builder.row_count().max(1)),
            column: one_based(self.row.column + 1),
            ..Place::default()
        }
    }

    /// Characters of the open cell that stand before its next paragraph.
    pub(super) fn characters_before(&self) -> usize {
        let text = &self.cell.text;
        text.chars().count() + usize::from(!text.is_empty())
    }

    /// Reads a `trPr` that has just begun; tells whether the row was deleted by a revision.
    pub(super) fn row_properties(&mut self, xml: &mut Xml<'_>) -> Result<bool, ReadError> {
        xml.children(|_, property| {
            match property.name() {
                "gridBefore" => self.row.column = property.number("val").unwrap_or(0).min(MAX_COLUMNS),
                "del" => self.row.is_deleted = true,
                _ => {}
            }
            Ok(())
        })?;
        Ok(self.row.is_deleted)
    }

    /// A `tc` has begun.
    pub(super) fn open_cell(&mut self) {
        self.start_row();
        self.cell = OpenCell { span: 1, ..OpenCell::default() };
    }

    /// Reads a `tcPr` that has just begun.
    pub(super) fn cell_properties(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        let cell = &mut self.cell;
        xml.children(|_, property| {
            let continues = || property.val().is_none_or(|value| value != "restart");
            match property.name() {
                "gridSpan" => cell.span = property.number("val").unwrap_or(1).clamp(1, MAX_COLUMNS),
                "vMerge" => cell.continues_above = continues(),
                "hMerge" => cell.continues_left = continues(),
                _ => {}
            }
            Ok(())
        })
    }

    /// A paragraph of the open cell.
    pub(super) fn add_line(&mut self, line: &str) {
        let text = &mut self.cell.text;
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line);
    }

    /// The open cell has ended.
    pub(super) fn close_cell(&mut self, budget: &mut Budget) -> Result<(), ReadError> {
        let cell = std::mem::take(&mut self.cell);
        if self.row.is_deleted {
            return Ok(());
        }
        budget.spend(&cell.text)?;
        let Some(row) = self.builder.row_count().checked_sub(1) else {
            return Ok(());
        };
        let column = self.row.column;
        self.row.column = column.saturating_add(cell.span);
        if cell.continues_left && self.builder.widen(row, column, cell.span) {
            return Ok(());
        }
        let above = row.checked_sub(1).and_then(|above| self.builder.merge_origin(above, column, cell.span));
        match above.filter(|_| cell.continues_above) {
            Some(index) => self.builder.extend_down(index),
            None => drop(self.builder.put(row, column, cell.text, cell.span, 1, Place::default())),
        }
        if self.builder.is_full() {
            return Err(ReadError::TooLarge { what: "表格", limit: format!("{MAX_GRID} 格") });
        }
        Ok(())
    }

    /// A `tr` has ended.
    pub(super) fn close_row(&mut self) {
        self.start_row();
        self.row = Row::default();
    }

    fn start_row(&mut self) {
        if !self.row.is_started && !self.row.is_deleted {
            self.builder.start_row();
        }
        self.row.is_started = true;
    }
}
