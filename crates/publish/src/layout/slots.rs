//! The positions of a grid with its merged cells laid out: what begins there, what goes on from above, what is empty.
//! Formats tell merged cells each in its own way; this is what they have in common.

use super::{Align, Grid, GridCell};

/// What stands on a position of a grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot<'g> {
    /// The top left corner of a cell.
    Begins(&'g GridCell),
    /// The leftmost position of a cell that began in a row above.
    GoesOn(&'g GridCell),
    /// No cell, in this column.
    Empty(usize),
}

impl Grid {
    /// Whether there is nothing to be drawn: formats know no table without cells.
    pub fn is_void(&self) -> bool {
        self.widths.is_empty() || self.rows.is_empty()
    }

    /// Row by row what stands there from the left; positions that a cell covers further right are left out.
    pub fn slots(&self) -> Vec<Vec<Slot<'_>>> {
        let columns = self.widths.len();
        // For each column the cell that covers it, and for how many more rows.
        let mut covering: Vec<Option<(&GridCell, usize)>> = vec![None; columns];
        let mut rows = Vec::new();
        for row in &self.rows {
            let mut slots = Vec::new();
            let mut column = 0;
            while column < columns {
                let begins = row.cells.iter().find(|cell| cell.column == column);
                let slot = match (begins, covering[column]) {
                    (Some(cell), _) => Slot::Begins(cell),
                    (None, Some((cell, left))) if left > 0 && cell.column == column => Slot::GoesOn(cell),
                    _ => Slot::Empty(column),
                };
                let (span, below) = match (slot, covering[column]) {
                    (Slot::Begins(cell), _) => (cell.column_span, Some((cell, cell.row_span.saturating_sub(1)))),
                    (Slot::GoesOn(cell), Some((_, left))) => (cell.column_span, Some((cell, left - 1))),
                    _ => (1, None),
                };
                let end = (column + span.max(1)).min(columns);
                covering[column..end].fill(below);
                slots.push(slot);
                column = end;
            }
            rows.push(slots);
        }
        rows
    }
}

impl GridCell {
    /// A cell without text.
    pub fn empty(column: usize) -> Self {
        Self {
            column,
            column_span: 1,
            row_span: 1,
            text: String::new(),
            align: Align::Center,
            is_number: false,
            indent: 0,
            is_marked: false,
        }
    }

    /// The text with its indentation, each level as one blank Chinese character.
    pub fn indented(&self) -> String {
        format!("{}{}", "\u{3000}".repeat(usize::from(self.indent)), self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{GridRow, RowKind};
    use super::*;

    #[test]
    fn merged_cells_cover_their_rows_and_gaps_are_seen() {
        let cell = |column, column_span, row_span| GridCell { column_span, row_span, ..GridCell::empty(column) };
        let row = |cells| GridRow { kind: RowKind::Body, cells };
        let grid = Grid {
            widths: vec![1; 4],
            rows: vec![row(vec![cell(0, 2, 2), cell(2, 1, 1)]), row(vec![cell(3, 1, 1)]), row(vec![cell(0, 1, 1)])],
            header_rows: 0,
        };
        let shown: Vec<String> = grid
            .slots()
            .iter()
            .map(|row| {
                let letters = row.iter().map(|slot| match slot {
                    Slot::Begins(_) => 'B',
                    Slot::GoesOn(_) => 'g',
                    Slot::Empty(_) => '.',
                });
                letters.collect()
            })
            .collect();
        assert_eq!(shown, ["BB.", "g.B", "B..."]);
    }
}
