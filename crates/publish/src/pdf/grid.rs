//! A table made sound: every position of the grid belongs to exactly one cell, whatever the `Grid` says.
//! No widths and no text measures here.

use crate::layout::{Align, Grid, GridCell, RowKind};

use super::text::clean;

/// Columns beyond this are folded into the last one: no paper has room for them.
pub(super) const MAX_COLUMNS: usize = 128;

/// A cell at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) row_span: usize,
    pub(super) column_span: usize,
    pub(super) text: String,
    pub(super) align: Align,
    pub(super) is_number: bool,
    pub(super) indent: u8,
    pub(super) is_marked: bool,
}

/// A table without holes or overlaps.
#[derive(Debug)]
pub(super) struct Sound {
    pub(super) columns: usize,
    /// What each row is for.
    pub(super) kinds: Vec<RowKind>,
    /// How many first rows repeat on every page; no span reaches across their end.
    pub(super) header_rows: usize,
    /// By row, then column.
    pub(super) cells: Vec<Cell>,
}

impl Sound {
    /// Puts the cells of a grid in place; `None` when it has no text at all.
    ///
    /// A cell whose position is taken moves to the next free one of its row; without a free one its text joins the cell
    /// that has its place. Spans are cut where they would cover another cell, leave the grid or leave the header.
    pub(super) fn new(grid: &Grid) -> Option<Self> {
        let wanted = grid.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column.saturating_add(1));
        let columns = wanted.chain([grid.widths.len()]).max().unwrap_or(0).min(MAX_COLUMNS);
        let header_rows = grid.header_rows.min(grid.rows.len());
        let kinds = grid.rows.iter().map(|row| row.kind).collect();
        let mut sound = Self { columns, kinds, header_rows, cells: Vec::new() };
        if columns == 0 || grid.rows.iter().flat_map(|row| &row.cells).all(|cell| clean(&cell.text).trim().is_empty()) {
            return None;
        }
        let mut owners: Vec<Option<usize>> = vec![None; columns * grid.rows.len()];
        sound.claim_origins(grid, &mut owners);
        sound.grow(&mut owners);
        sound.fill(&owners);
        sound.drop_covered_rows();
        sound.cells.sort_by_key(|cell| (cell.row, cell.column));
        Some(sound)
    }

    /// Gives each cell its top left position. Spans come later, so that they never push a cell from its own place.
    fn claim_origins(&mut self, grid: &Grid, owners: &mut [Option<usize>]) {
        for (row, line) in grid.rows.iter().enumerate() {
            let line_owners = &mut owners[row * self.columns..(row + 1) * self.columns];
            let caption = (line.kind == RowKind::Caption).then(|| caption(&line.cells, self.columns));
            for cell in caption.as_ref().unwrap_or(&line.cells) {
                let wanted = cell.column.min(self.columns - 1);
                let free = (wanted..self.columns).chain(0..wanted).find(|column| line_owners[*column].is_none());
                if let Some(column) = free {
                    line_owners[column] = Some(self.cells.len());
                    self.cells.push(Cell::new(cell, row, column));
                } else if let Some(owner) = line_owners[wanted] {
                    self.cells[owner].append(cell);
                }
            }
        }
    }

    /// Lets the spans grow as far as there is room: first to the right, then down.
    fn grow(&mut self, owners: &mut [Option<usize>]) {
        for (index, cell) in self.cells.iter_mut().enumerate() {
            let zone_end = if cell.row < self.header_rows { self.header_rows } else { self.kinds.len() };
            let is_free = |row: usize, column: usize| owners[row * self.columns + column].is_none();
            let right = cell.column.saturating_add(cell.column_span).min(self.columns);
            let right = (cell.column + 1..right).find(|column| !is_free(cell.row, *column)).unwrap_or(right);
            let bottom = cell.row.saturating_add(cell.row_span).min(zone_end);
            let blocked = |row: &usize| (cell.column..right).any(|column| !is_free(*row, column));
            let bottom = (cell.row + 1..bottom).find(blocked).unwrap_or(bottom);
            (cell.column_span, cell.row_span) = (right - cell.column, bottom - cell.row);
            for row in cell.row..bottom {
                owners[row * self.columns + cell.column..row * self.columns + right].fill(Some(index));
            }
        }
    }

    /// Puts empty cells at the positions that nobody has claimed.
    fn fill(&mut self, owners: &[Option<usize>]) {
        for (position, _) in owners.iter().enumerate().filter(|(_, owner)| owner.is_none()) {
            let (row, column) = (position / self.columns, position % self.columns);
            self.cells.push(Cell { row, column, ..Cell::EMPTY });
        }
    }

    /// Takes away rows in which no cell begins: they are covered from above, and say nothing.
    fn drop_covered_rows(&mut self) {
        let mut begins = vec![false; self.kinds.len()];
        self.cells.iter().for_each(|cell| begins[cell.row] = true);
        // How many rows remain above each.
        let mut above = vec![0];
        begins.iter().for_each(|begins| above.push(above[above.len() - 1] + usize::from(*begins)));
        for cell in &mut self.cells {
            cell.row_span = above[cell.row + cell.row_span] - above[cell.row];
            cell.row = above[cell.row];
        }
        self.header_rows = above[self.header_rows];
        let mut kept = begins.iter();
        self.kinds.retain(|_| kept.next() == Some(&true));
    }
}

/// A caption as one cell over all columns, its texts one a line: they need no columns, and have no borders to show any.
fn caption(cells: &[GridCell], columns: usize) -> Vec<GridCell> {
    let mut cells: Vec<&GridCell> = cells.iter().filter(|cell| !clean(&cell.text).trim().is_empty()).collect();
    cells.sort_by_key(|cell| cell.column);
    let text = |cell: &&GridCell| clean(&cell.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let text = cells.iter().map(text).collect::<Vec<_>>().join("\n");
    let align = if let [only] = cells[..] { only.align } else { Align::Left };
    vec![GridCell { column_span: columns, text, align, ..GridCell::empty(0) }]
}

impl Cell {
    const EMPTY: Self = Self {
        row: 0,
        column: 0,
        row_span: 1,
        column_span: 1,
        text: String::new(),
        align: Align::Left,
        is_number: false,
        indent: 0,
        is_marked: false,
    };

    fn new(cell: &GridCell, row: usize, column: usize) -> Self {
        Self {
            row,
            column,
            row_span: cell.row_span.max(1),
            column_span: cell.column_span.max(1),
            text: clean(&cell.text).trim().to_owned(),
            align: cell.align,
            is_number: cell.is_number,
            indent: cell.indent,
            is_marked: cell.is_marked,
        }
    }

    fn append(&mut self, other: &GridCell) {
        let text = clean(&other.text);
        if !text.trim().is_empty() {
            self.text = format!("{}\n{}", self.text, text.trim());
            self.is_number = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::GridRow;

    fn cell(column: usize, column_span: usize, row_span: usize, text: &str) -> GridCell {
        let text = text.to_owned();
        GridCell { column_span, row_span, text, align: Align::Left, ..GridCell::empty(column) }
    }

    fn sound(header_rows: usize, rows: Vec<Vec<GridCell>>) -> Option<Sound> {
        let rows = rows.into_iter().map(|cells| GridRow { kind: RowKind::Body, cells }).collect();
        Sound::new(&Grid { widths: vec![1; 3], rows, header_rows })
    }

    /// Each position as the text of the cell that covers it.
    fn drawn(sound: &Sound) -> Vec<String> {
        let mut grid = vec![vec![String::from("?"); sound.columns]; sound.kinds.len()];
        for cell in &sound.cells {
            for row in &mut grid[cell.row..cell.row + cell.row_span] {
                for slot in &mut row[cell.column..cell.column + cell.column_span] {
                    assert_eq!(slot, "?", "two cells at one position");
                    slot.clone_from(if cell.text.is_empty() { const { &String::new() } } else { &cell.text });
                }
            }
        }
        grid.iter().map(|row| row.join("|")).collect()
    }

    #[test]
    fn merged_headers_keep_their_spans_and_holes_are_filled() {
        let rows =
            vec![vec![cell(0, 1, 2, "甲"), cell(1, 2, 1, "乙")], vec![cell(1, 1, 1, "丙")], vec![cell(2, 1, 1, "丁")]];
        assert_eq!(drawn(&sound(2, rows).unwrap()), ["甲|乙|乙", "甲|丙|", "||丁"]);
    }

    #[test]
    fn overlaps_are_resolved_without_losing_text() {
        let rows = vec![
            vec![cell(0, 9, 9, "甲"), cell(0, 1, 1, "乙"), cell(1, 1, 1, "丙"), cell(2, 1, 1, "丁")],
            vec![cell(0, 1, 1, "戊")],
        ];
        assert_eq!(
            drawn(&sound(0, rows).unwrap()),
            ["甲\n丁|乙|丙", "戊||"].map(|s| s.replace("甲\n丁", "甲").replace("丙", "丙\n丁"))
        );
    }

    #[test]
    fn no_span_leaves_the_header_or_the_grid() {
        let rows = vec![vec![cell(0, usize::MAX, usize::MAX, "甲")], vec![cell(usize::MAX, 1, 1, "乙")]];
        let sound = sound(1, rows).unwrap();
        assert_eq!((sound.columns, sound.cells[0].row_span, sound.cells[0].column_span), (MAX_COLUMNS, 1, MAX_COLUMNS));
        assert_eq!(sound.cells.last().map(|cell| (cell.column, cell.text.as_str())), Some((MAX_COLUMNS - 1, "乙")));
    }

    #[test]
    fn rows_without_a_cell_of_their_own_are_no_rows() {
        let rows = vec![
            vec![cell(0, 3, 2, "甲")],
            vec![],
            vec![cell(0, 1, 2, "乙"), cell(1, 1, 1, "丙")],
            vec![cell(1, 1, 1, "丁")],
        ];
        let sound = sound(2, rows).unwrap();
        assert_eq!(
            (sound.header_rows, drawn(&sound)),
            (1, ["甲|甲|甲", "乙|丙|", "乙|丁|"].map(String::from).to_vec())
        );
    }

    #[test]
    fn captions_need_no_columns() {
        let cells =
            vec![cell(3, 1, 1, "单位：万元"), cell(0, 1, 1, "甲单位"), cell(1, 1, 1, ""), cell(2, 1, 1, "2026年")];
        let rows = vec![GridRow { kind: RowKind::Caption, cells }];
        let sound = Sound::new(&Grid { widths: vec![1; 5], rows, header_rows: 1 }).unwrap();
        assert_eq!((sound.cells.len(), sound.cells[0].column_span), (1, 5));
        assert_eq!(sound.cells[0].text, "甲单位\n2026年\n单位：万元");
    }

    #[test]
    fn tables_without_text_are_none() {
        assert!(sound(0, vec![]).is_none());
        assert!(sound(0, vec![vec![], vec![cell(0, 1, 1, " \u{200b}\n")]]).is_none());
    }
}
