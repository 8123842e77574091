//! Tables whose rows tell where their cells end in twips, as rtf and doc do: the edges of all rows together make the
//! grid. How a format stores its rows is not known here.

use mingsuan_model::Place;

use crate::content::{MAX_COLUMNS, MAX_GRID, Spans, Table, TableBuilder};
use crate::error::ReadError;

/// Edges closer together than this (1.5 points) are one: programs round them differently from row to row.
const TOLERANCE: i32 = 30;
/// How wide a cell is taken to be whose row does not tell.
const UNTOLD_WIDTH: i32 = 1_440;

/// How a cell is merged with others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Merge {
    /// It continues the cell to the left.
    pub(crate) continues_left: bool,
    /// It continues the cell above.
    pub(crate) continues_above: bool,
}

/// Where the cells of a row end.
#[derive(Clone, Debug, Default)]
pub(crate) struct RowEdges {
    /// Left edge of the first cell, in twips.
    pub(crate) left: i32,
    /// Right edge of each cell, in twips, and how it is merged.
    pub(crate) cells: Vec<(i32, Merge)>,
}

impl RowEdges {
    /// Adds a cell that ends at an edge.
    pub(crate) fn push(&mut self, right: i32, merge: Merge) {
        if self.cells.len() < MAX_COLUMNS {
            self.cells.push((right, merge));
        }
    }
}

#[derive(Debug)]
struct Cell {
    left: i32,
    right: i32,
    merge: Merge,
    text: String,
}

/// A table whose end has not come yet.
#[derive(Debug)]
pub(crate) struct EdgeTable {
    rows: Vec<Vec<Cell>>,
    cells: usize,
    ordinal: u32,
}

impl EdgeTable {
    /// A table that has just begun.
    pub(crate) fn new(ordinal: u32) -> Self {
        Self { rows: Vec::new(), cells: 0, ordinal }
    }

    /// Its number in the document.
    pub(crate) fn ordinal(&self) -> u32 {
        self.ordinal
    }

    /// Adds a row: the texts of its cells from the left, and where they end.
    pub(crate) fn push_row(&mut self, texts: Vec<String>, edges: &RowEdges) {
        let mut left = edges.left;
        let mut row: Vec<Cell> = Vec::with_capacity(texts.len());
        for (index, text) in texts.into_iter().enumerate() {
            // LibreOffice writes one cell too many where a row of an rtf holds a table.
            if text.is_empty() && index > 0 && index >= edges.cells.len() && !edges.cells.is_empty() {
                continue;
            }
            let untold = (left.saturating_add(UNTOLD_WIDTH), Merge::default());
            let (right, merge) = edges.cells.get(index).copied().unwrap_or(untold);
            // A cell without width is not seen, but its text must not be lost.
            match row.last_mut() {
                Some(last) if right <= left => append(&mut last.text, &text),
                _ => row.push(Cell { left, right: right.max(left), merge, text }),
            }
            left = left.max(right);
        }
        self.cells += row.len();
        self.rows.push(row);
    }

    /// The table, or nothing when it has no cells.
    pub(crate) fn finish(self) -> Result<Option<Table>, ReadError> {
        let grid = Grid::new(&self.rows, self.cells);
        let place = Place { table: Some(self.ordinal), ..Place::default() };
        let mut builder = TableBuilder::new(Spans::Known, place);
        for cells in self.rows {
            builder.start_row();
            let row = builder.row_count().saturating_sub(1);
            for cell in cells {
                let column = grid.column(cell.left);
                let span = grid.column(cell.right).saturating_sub(column).max(1);
                if cell.merge.continues_left && builder.widen(row, column, span) {
                    continue;
                }
                let above = row.checked_sub(1).and_then(|above| builder.merge_origin(above, column, span));
                match above.filter(|_| cell.merge.continues_above) {
                    Some(index) => builder.extend_down(index),
                    None => drop(builder.put(row, column, cell.text, span, 1, Place::default())),
                }
                if builder.is_full() {
                    return Err(ReadError::TooLarge { what: "表格", limit: format!("{MAX_GRID} 格") });
                }
            }
        }
        builder.finish_bounded(None)
    }
}

/// Appends a line to the text of a cell.
pub(crate) fn append(text: &mut String, line: &str) {
    if !text.is_empty() && !line.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}

/// The edges of a table from the left, those that are close together as one.
struct Grid(Vec<i32>);

impl Grid {
    fn new(rows: &[Vec<Cell>], cells: usize) -> Self {
        let mut edges = Vec::with_capacity(2 * cells);
        edges.extend(rows.iter().flatten().flat_map(|cell| [cell.left, cell.right]));
        edges.sort_unstable();
        edges.dedup_by(|edge, first| edge.saturating_sub(*first) <= TOLERANCE);
        Self(edges)
    }

    /// The number of an edge, which is that of the column to its right.
    fn column(&self, edge: i32) -> usize {
        self.0.partition_point(|first| *first <= edge).saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(ends: &[(i32, char)]) -> RowEdges {
        let mut row = RowEdges::default();
        for (right, merge) in ends {
            row.push(*right, Merge { continues_left: *merge == '<', continues_above: *merge == '^' });
        }
        row
    }

    #[test]
    fn edges_of_all_rows_make_the_grid() {
        let mut table = EdgeTable::new(1);
        let texts = |row: &[&str]| row.iter().map(|text| (*text).to_owned()).collect();
        table.push_row(texts(&["序号", "收入", "支出"]), &edges(&[(600, ' '), (2000, ' '), (4000, ' ')]));
        table.push_row(
            texts(&["", "项", "数", "项", "数"]),
            &edges(&[(610, '^'), (1500, ' '), (2005, ' '), (3000, ' '), (3990, ' ')]),
        );
        table.push_row(texts(&["合计", "", "1.00", "无界"]), &edges(&[(600, ' '), (2000, '<'), (4000, ' ')]));
        let table = table.finish().unwrap().unwrap();
        assert_eq!((table.rows(), table.columns()), (3, 6));
        let shown: Vec<_> =
            table.cells().iter().map(|c| (c.text.as_str(), c.column, c.row_span, c.column_span)).collect();
        assert_eq!(
            shown,
            [
                ("序号", 0, 2, 1),
                ("收入", 1, 1, 2),
                ("支出", 3, 1, 2),
                ("项", 1, 1, 1),
                ("数", 2, 1, 1),
                ("项", 3, 1, 1),
                ("数", 4, 1, 1),
                ("合计", 0, 1, 3),
                ("1.00", 3, 1, 2),
                ("无界", 5, 1, 1)
            ]
        );
    }
}
