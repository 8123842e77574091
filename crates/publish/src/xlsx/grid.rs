//! A sheet with a title, one table or several on common columns, and the notes below.
//! Fonts and number formats are in `formats.rs`.

use rust_xlsxwriter::{Format, IgnoreError, Worksheet, XlsxError};

use super::columns::Columns;
use super::formats;
use super::plan::TableSheet;
use crate::layout::measure::lines;
use crate::layout::widths::PADDING;
use crate::layout::{Align, Grid, GridCell, RowKind, Slot};
use crate::markup;

/// Statements with so many columns keep their labels in view as well, if these stand near the left edge.
const WIDE_COLUMNS: usize = 8;
const NEAR_THE_EDGE: usize = 3;
/// Widths in digits of the usual font: of a half of 10 point print, of the margins of a cell, the most there can be.
const HALF: f64 = 0.97;
const MARGINS: f64 = 0.7;
const MOST_HALVES: usize = 240;
/// Heights in points.
const TITLE_HEIGHT: u32 = 30;
const LEAST_HEIGHT: u32 = 18;
const LINE_HEIGHT: u32 = 14;
const MOST_HEIGHT: u32 = 409;

/// Writes title, tables and notes.
pub(super) fn write(sheet: &TableSheet<'_>, page: &mut Worksheet) -> Result<(), XlsxError> {
    let columns = Columns::of(&sheet.grids);
    let last_column = u16::try_from(columns.widths.len()).unwrap_or(u16::MAX).saturating_sub(1);
    for (column, width) in (0..).zip(&columns.widths) {
        let halves = u16::try_from(*width.min(&MOST_HALVES)).unwrap_or(u16::MAX);
        page.set_column_width(column, f64::from(halves) * HALF + MARGINS)?;
    }
    let mut row = 0;
    if let Some(title) = sheet.title {
        let format = formats::guarded(formats::table_title(), title);
        put(page, (row, 0), (row, last_column), title, &format)?;
        page.set_row_height(row, TITLE_HEIGHT)?;
        row += 1;
    }
    for (grid, edges) in sheet.grids.iter().zip(&columns.tables) {
        let table = Table { grid, edges, widths: &columns.widths };
        if sheet.grids.len() == 1 {
            table.freeze(row, page)?;
        }
        row = table.write(row, page)?;
    }
    let room = columns.widths.iter().sum::<usize>().saturating_sub(PADDING);
    for note in &sheet.notes {
        let format = formats::guarded(formats::note(), note);
        put(page, (row, 0), (row, last_column), note, &format)?;
        page.set_row_height(row, height(lines(note, room)))?;
        row += 1;
    }
    page.ignore_error_range(0, 0, row, last_column, IgnoreError::NumberStoredAsText)?;
    Ok(())
}

/// A table on the columns of its sheet.
struct Table<'s> {
    grid: &'s Grid,
    /// Sheet columns on which its columns begin, and the one behind the last.
    edges: &'s [u16],
    /// Of the sheet columns, in halves.
    widths: &'s [usize],
}

impl Table<'_> {
    /// Head and labels stay in view, and the head is printed on every page.
    fn freeze(&self, first: u32, page: &mut Worksheet) -> Result<(), XlsxError> {
        let head = first + u32::try_from(self.grid.header_rows).unwrap_or(0);
        if head == 0 {
            return Ok(());
        }
        let body = self.grid.rows.iter().filter(|row| matches!(row.kind, RowKind::Body | RowKind::Total));
        let left = body.flat_map(|row| &row.cells).filter(|cell| cell.align == Align::Left);
        let label = left.map(|cell| cell.column).min().filter(|label| *label < NEAR_THE_EDGE);
        let frozen = label.filter(|_| self.grid.widths.len() >= WIDE_COLUMNS).map_or(0, |label| self.edges[label + 1]);
        page.set_freeze_panes(head, frozen)?;
        page.set_repeat_rows(0, head - 1)?;
        Ok(())
    }

    /// Writes the table and gives the row behind it.
    fn write(&self, first: u32, page: &mut Worksheet) -> Result<u32, XlsxError> {
        for ((line, slots), row) in self.grid.rows.iter().zip(self.grid.slots()).zip(first..) {
            for slot in slots {
                match slot {
                    Slot::Begins(cell) => self.put(cell, line.kind, row, page)?,
                    Slot::Empty(column) => self.put(&GridCell::empty(column), line.kind, row, page)?,
                    Slot::GoesOn(_) => {}
                }
            }
        }
        let heights = self.heights();
        for (height, row) in heights.iter().zip(first..) {
            page.set_row_height(row, *height)?;
        }
        Ok(first + u32::try_from(heights.len()).unwrap_or(0))
    }

    fn put(&self, cell: &GridCell, kind: RowKind, row: u32, page: &mut Worksheet) -> Result<(), XlsxError> {
        let (start, end) = self.span(cell);
        let last_row = row + u32::try_from(cell.row_span.saturating_sub(1)).unwrap_or(0);
        let format = formats::cell(cell, kind);
        put(page, (row, start), (last_row, end - 1), &cell.indented(), &format)?;
        if let Some((number, _)) = formats::number(cell) {
            page.write_number_with_format(row, start, number, &format)?;
        }
        Ok(())
    }

    /// The first sheet column of a cell and the one behind its last.
    fn span(&self, cell: &GridCell) -> (u16, u16) {
        let last = self.edges.len() - 1;
        let start = cell.column.min(last - 1);
        (self.edges[start], self.edges[(start + cell.column_span.max(1)).min(last)])
    }

    /// The heights of the rows, so that every text is seen whole.
    fn heights(&self) -> Vec<u32> {
        let rows = &self.grid.rows;
        let needed = |cell: &GridCell| {
            let (start, end) = self.span(cell);
            let room: usize = self.widths[usize::from(start)..usize::from(end)].iter().sum();
            height(lines(&cell.indented(), room.saturating_sub(PADDING)))
        };
        let alone = |row: usize| rows[row].cells.iter().filter(|cell| cell.row_span == 1).map(needed).max();
        let mut heights: Vec<u32> = (0..rows.len()).map(|row| alone(row).unwrap_or(LEAST_HEIGHT)).collect();
        for (row, line) in rows.iter().enumerate() {
            for cell in line.cells.iter().filter(|cell| cell.row_span > 1) {
                let covered = row..(row + cell.row_span).min(rows.len());
                let missing = needed(cell).saturating_sub(heights[covered.clone()].iter().sum());
                heights[covered.end - 1] = (heights[covered.end - 1] + missing).min(MOST_HEIGHT);
            }
        }
        heights
    }
}

/// The height of so many lines.
fn height(lines: usize) -> u32 {
    let text = u32::try_from(lines).unwrap_or(u32::MAX).min(MOST_HEIGHT) * LINE_HEIGHT;
    (text + 4).clamp(LEAST_HEIGHT, MOST_HEIGHT)
}

/// Writes a text over a range, merged where it is more than a cell.
fn put(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    (last_row, last_column): (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let text = &markup::clean(text);
    if (row, column) != (last_row, last_column) {
        page.merge_range(row, column, last_row, last_column, text, format)?;
    } else if text.is_empty() {
        page.write_blank(row, column, format)?;
    } else {
        page.write_string_with_format(row, column, text, format)?;
    }
    Ok(())
}
