//! One sheet while it is being read: its cells as shown, its merged cells, its hidden rows. The grid is that of the
//! sheet from A1 on; only long runs of empty rows or columns are shortened, and every cell keeps its place in the sheet.

use std::collections::{BTreeSet, HashMap};

use mingsuan_model::{Issue, Place};

use super::hidden::Hidden;
use crate::content::{Block, Document, MAX_COLUMNS, Spans, Table, TableBuilder};
use crate::error::ReadError;
use crate::limits::{Budget, MAX_PIECES};
use crate::trace::{TraceKind, Traces};

/// Longest run of empty rows or columns that is kept.
const MAX_GAP: u32 = 64;
/// A merged cell larger than this in either direction does not make the table larger.
const MAX_MERGE: u32 = 256;
/// The last row of a sheet.
pub(crate) const LAST_ROW: u32 = 1_048_576;
/// The last column of a sheet.
pub(crate) const LAST_COLUMN: u32 = 16_384;

struct RawCell {
    /// Row and column from 1.
    at: (u32, u32),
    text: String,
}

/// A sheet whose end has not come yet.
#[derive(Default)]
pub(crate) struct Sheet {
    cells: Vec<RawCell>,
    /// Bottom right corner by top left corner.
    merges: HashMap<(u32, u32), (u32, u32)>,
    hidden: Hidden,
    /// Header and footer of the printed pages.
    margins: Vec<String>,
}

impl Sheet {
    /// Adds a cell at a row and column counted from 1; an empty one is none.
    pub(crate) fn add(&mut self, at: (u32, u32), text: &str, budget: &mut Budget) -> Result<(), ReadError> {
        let text = text.trim_end();
        if text.trim().is_empty() || !(1..=LAST_ROW).contains(&at.0) || !(1..=LAST_COLUMN).contains(&at.1) {
            return Ok(());
        }
        budget.spend(text)?;
        self.cells.push(RawCell { at, text: text.to_owned() });
        Ok(())
    }

    /// Merges the cells between two corners.
    pub(crate) fn merge(&mut self, from: (u32, u32), to: (u32, u32)) -> Result<(), ReadError> {
        if self.merges.len() >= MAX_PIECES {
            return Err(ReadError::TooLarge { what: "合并单元格", limit: format!("{MAX_PIECES} 个") });
        }
        if from.0 <= to.0 && from.1 <= to.1 {
            self.merges.insert(from, to);
        }
        Ok(())
    }

    /// Marks a row as hidden; it counts when it has content.
    pub(crate) fn hide_row(&mut self, row: u32) {
        self.hidden.add_row(row);
    }

    /// Marks columns as hidden, from the first to the last.
    pub(crate) fn hide_columns(&mut self, first: u32, last: u32) {
        self.hidden.add_columns(first, last);
    }

    /// Adds a header or footer of the printed pages.
    pub(crate) fn add_margin(&mut self, text: String) {
        self.margins.push(text);
    }

    /// Puts the sheet into the document, with what was odd about it. `place` names the sheet.
    pub(crate) fn finish(mut self, place: &Place, is_hidden: bool, document: &mut Document) -> Result<(), ReadError> {
        self.cells.sort_by_key(|cell| cell.at);
        self.cells.dedup_by_key(|cell| cell.at);
        let mut messages = Vec::new();
        if is_hidden {
            let name = place.sheet.as_deref().unwrap_or_default();
            messages.push(format!("工作表“{name}”是隐藏的，内容已一并读取。请确认是否应当公开"));
        }
        let mut filled_rows: Vec<u32> = self.cells.iter().map(|cell| cell.at.0).collect();
        filled_rows.dedup();
        let hidden = filled_rows.iter().filter(|row| self.hidden.has_row(**row)).count();
        if hidden > 0 {
            messages.push(format!("有 {hidden} 行有内容但被隐藏，已一并读取。请确认是否应当公开"));
        }
        self.trace(place, is_hidden).finish_into(document);
        let mut has_dropped = false;
        let Some(table) = self.into_table(place, &mut has_dropped)? else {
            return Ok(());
        };
        if has_dropped {
            messages.push(format!("第 {MAX_COLUMNS} 列以后的内容没有读取"));
        }
        document.issues.extend(messages.into_iter().map(|message| Issue { message, place: place.clone() }));
        document.blocks.push(Block::Table(table));
        Ok(())
    }

    /// What the sheet does not show, and what it prints at the edge of the page.
    fn trace(&self, place: &Place, is_hidden: bool) -> Traces {
        /// Cells that tell what a hidden sheet is about.
        const TELLING: usize = 20;
        let mut traces = Traces::default();
        self.hidden.trace(self.cells.iter().map(|cell| (cell.at, cell.text.as_str())), place, &mut traces);
        for margin in &self.margins {
            traces.add_text(TraceKind::Margin, "页眉页脚", margin, place.clone());
        }
        if is_hidden && !self.cells.is_empty() {
            let text = self.cells.iter().take(TELLING).map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" ");
            let label = format!("隐藏的工作表“{}”", place.sheet.as_deref().unwrap_or_default());
            traces.add(TraceKind::HiddenSheet, &label, &text, place.clone());
        }
        traces
    }

    fn into_table(self, place: &Place, has_dropped: &mut bool) -> Result<Option<Table>, ReadError> {
        let (mut rows, mut columns) = (BTreeSet::new(), BTreeSet::new());
        for cell in &self.cells {
            let end = self.merges.get(&cell.at).copied().unwrap_or(cell.at);
            rows.insert(cell.at.0);
            columns.insert(cell.at.1);
            if end.0 - cell.at.0 < MAX_MERGE {
                rows.insert(end.0);
            }
            if end.1 - cell.at.1 < MAX_MERGE {
                columns.insert(end.1);
            }
        }
        let (rows, columns) = (Axis::new(&rows), Axis::new(&columns));
        let mut builder = TableBuilder::new(Spans::Known, place.clone());
        for cell in self.cells {
            let end = self.merges.get(&cell.at).copied().unwrap_or(cell.at);
            let (row, column) = (rows.grid(cell.at.0), columns.grid(cell.at.1));
            // What lies under a merged cell is not shown.
            if builder.index_at(row, column).is_some() {
                continue;
            }
            let (row_span, column_span) = (rows.grid(end.0) - row + 1, columns.grid(end.1) - column + 1);
            let sheet_place = Place { row: Some(cell.at.0), column: Some(cell.at.1), ..place.clone() };
            *has_dropped |= builder.put(row, column, cell.text, column_span, row_span, sheet_place).is_none();
        }
        builder.finish_bounded(None)
    }
}

/// From sheet rows (or columns) to grid rows, runs of empty ones shortened to [`MAX_GAP`].
struct Axis(Vec<(u32, u32)>);

impl Axis {
    fn new(used: &BTreeSet<u32>) -> Self {
        let (mut previous, mut grid) = (1, 0);
        let pairs = used.iter().map(|index| {
            grid += (index - previous).min(MAX_GAP);
            previous = *index;
            (*index, grid)
        });
        Self(pairs.collect())
    }

    fn grid(&self, index: u32) -> usize {
        let after = self.0.partition_point(|(used, _)| *used <= index);
        let Some((used, grid)) = after.checked_sub(1).and_then(|at| self.0.get(at)) else {
            return 0;
        };
        let beyond = if after < self.0.len() { (index - used).min(MAX_GAP) } else { 0 };
        (grid + beyond) as usize
    }
}
