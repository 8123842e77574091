//! What a sheet does not show: rows and columns that are hidden, as traces. How a file says so is not known here.

use std::collections::{BTreeMap, BTreeSet};

use mingsuan_model::Place;

use crate::limits::{MAX_PIECES, MAX_TRACE_CHARACTERS};
use crate::trace::{TraceKind, Traces};

/// Hidden ranges of columns that are kept; programs write neighbours as one range.
const MAX_RANGES: usize = 512;

/// The rows and columns that are not shown, counted from 1.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    rows: BTreeSet<u32>,
    /// First and last column.
    columns: Vec<(u32, u32)>,
}

impl Hidden {
    pub(super) fn add_row(&mut self, row: u32) {
        if self.rows.len() < MAX_PIECES {
            self.rows.insert(row);
        }
    }

    pub(super) fn add_columns(&mut self, first: u32, last: u32) {
        if self.columns.len() < MAX_RANGES {
            self.columns.push((first, last));
        }
    }

    pub(super) fn has_row(&self, row: u32) -> bool {
        self.rows.contains(&row)
    }

    /// One trace for each row or column that hides one of these cells.
    pub(super) fn trace<'c>(
        &self,
        cells: impl Iterator<Item = ((u32, u32), &'c str)>,
        sheet: &Place,
        traces: &mut Traces,
    ) {
        let mut texts: BTreeMap<(bool, u32), String> = BTreeMap::new();
        for ((row, column), text) in cells {
            let key = if self.has_row(row) {
                (true, row)
            } else if self.columns.iter().any(|(first, last)| (*first..=*last).contains(&column)) {
                (false, column)
            } else {
                continue;
            };
            let line = texts.entry(key).or_default();
            if line.len() < 4 * MAX_TRACE_CHARACTERS {
                line.push_str(text);
                line.push(' ');
            }
        }
        for ((is_row, index), text) in texts {
            let (label, row, column) = if is_row { ("隐藏行", index, 1) } else { ("隐藏列", 1, index) };
            let place = Place { row: Some(row), column: Some(column), ..sheet.clone() };
            traces.add_text(TraceKind::HiddenCells, label, &text, place);
        }
    }
}
