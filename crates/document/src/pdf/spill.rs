//! A table too wide for its page: the columns that did not fit stand on a later page, row beside row, often without the
//! names of the rows. Tables that go on downwards are joined in `joined.rs`.

use mingsuan_model::Decimal;

use super::cells::{PageCell, PageTable};
use super::geometry::Area;
use super::joined::{Joined, JoinedCell, drop_rows, shown, squeezed};

/// Rows of two pages whose sides are this near stand at the same height.
const SAME_HEIGHT: f32 = 1.5;
/// Sides of rows that merged headers may hide.
const HIDDEN: usize = 4;
/// Fewer rows than this may stand at the same height by chance.
const ROWS: usize = 3;

/// The rows that a table has from one page.
#[derive(Debug)]
pub(super) struct Part {
    /// Its first row in the whole table.
    pub(super) first_row: usize,
    /// How many rows of its page were dropped from its top: a repeated header.
    pub(super) dropped: usize,
    /// Sides of its rows, where they stand on the page.
    pub(super) ys: Vec<f32>,
    /// How many times columns were put to its right.
    pub(super) groups: usize,
}

impl Part {
    /// Whether the rows of a table stand at the height of these. Names that are merged over the levels of a header hide
    /// sides of rows that show beside them.
    fn has_rows_of(&self, table: &PageTable) -> bool {
        let theirs = table.ys.get(self.dropped..).unwrap_or_default();
        let (few, many) = if theirs.len() < self.ys.len() { (theirs, &*self.ys) } else { (&*self.ys, theirs) };
        // What stands above the header over all columns may have no border beside them.
        let begins = theirs.first().zip(self.ys.first()).is_some_and(|(their, own)| *their > own - SAME_HEIGHT);
        let ends = theirs.last().zip(self.ys.last()).is_some_and(|(their, own)| is_near(*their, *own));
        let common = few.iter().filter(|y| many.iter().any(|other| is_near(**y, *other))).count();
        let hidden = few.len() - common;
        begins && ends && common > ROWS && hidden <= HIDDEN && many.len() - common <= HIDDEN
    }
}

fn is_near(a: f32, b: f32) -> bool {
    (a - b).abs() < SAME_HEIGHT
}

impl Joined {
    /// The part of this table that a table of a later page widens, if it does: its rows stand at the same height, and it
    /// begins with headers of its own.
    pub(super) fn widened_by(&self, table: &PageTable) -> Option<usize> {
        let fewest = self.parts.iter().map(|part| part.groups).min()?;
        let at = self.parts.iter().position(|part| part.groups == fewest && part.has_rows_of(table))?;
        if self.prints_again(table) {
            return None;
        }
        let has_begun = self.parts.iter().any(|part| part.groups > fewest);
        (has_begun || self.has_other_header(table, &self.parts[at])).then_some(at)
    }

    /// Between which heights the row of a part stands beside which a text stands: what is left of a row without borders,
    /// like that of the scale above a header.
    pub(super) fn row_beside(&self, part: usize, text: Area) -> Option<(f32, f32)> {
        let (part, middle) = (self.parts.get(part)?, (text.top + text.bottom) / 2.0);
        let row = part.ys.windows(2).find(|row| row[0] < middle && middle < row[1])?;
        (part.dropped == 0).then_some((row[0], row[1]))
    }

    /// Puts such a text as a row of its own above the table that widens this one.
    pub(super) fn take_beside(&self, part: usize, table: &mut PageTable, text: String, area: Area) {
        let Some((top, bottom)) = self.row_beside(part, area) else { return };
        let Some(first) = table.ys.first().copied().filter(|first| *first > bottom - SAME_HEIGHT) else { return };
        let mut above = vec![top];
        if !is_near(first, bottom) {
            above.push(bottom);
        }
        table.cells.iter_mut().for_each(|cell| cell.row += above.len());
        let columns = table.columns();
        table.cells.push(PageCell { row: 0, column: 0, rows: 1, columns, text, area });
        table.ys.splice(..0, above);
    }

    /// Whether a table prints a good part of the words of this one in the same places: another form of the same kind.
    fn prints_again(&self, table: &PageTable) -> bool {
        let leading = self.leading(table);
        let is_word = |cell: &&PageCell| cell.text.trim().chars().count() > 1 && Decimal::parse(&cell.text).is_none();
        let words: Vec<&PageCell> = table.cells.iter().filter(|cell| cell.column >= leading).filter(is_word).collect();
        let is_same = |cell: &&&PageCell| {
            let mut own = self.cells.iter().map(|joined| &joined.cell);
            own.any(|own| {
                (own.row, own.column) == (cell.row, cell.column) && squeezed(&own.text) == squeezed(&cell.text)
            })
        };
        let again = words.iter().filter(is_same).count();
        again >= 3 && again * 4 > words.len()
    }

    /// Whether a table begins with headers, and not with those of this one.
    fn has_other_header(&self, table: &PageTable, part: &Part) -> bool {
        let first = (0..table.rows()).map(|row| shown(table.cells.iter(), row)).find(|texts| !texts.is_empty());
        // A lone text that names a table is the title of another one.
        if first.as_ref().is_some_and(|texts| texts.len() == 1 && texts[0].contains('表')) {
            return false;
        }
        let is_named = first.is_some_and(|texts| {
            texts.iter().all(|text| Decimal::parse(text).is_none()) && texts.iter().any(|text| text.chars().count() > 1)
        });
        let is_money = |cell: &&PageCell| Decimal::parse(&cell.text).is_some_and(|number| number.decimals() > 0);
        let rows = part.first_row..part.first_row + part.ys.len();
        let own = self.cells.iter().map(|cell| &cell.cell).filter(|cell| rows.contains(&cell.row)).filter(is_money);
        let own = own.filter_map(|cell| part.ys.get(cell.row - part.first_row)).copied().reduce(f32::min);
        let other = table.cells.iter().filter(is_money).map(|cell| table.ys[cell.row]).reduce(f32::min);
        // Money begins no higher beside the rows than in them.
        let begins = match (own, other) {
            (Some(own), Some(other)) => other > own - SAME_HEIGHT,
            _ => true,
        };
        is_named && begins && self.repeated_rows(table) == 0
            || is_named && begins && self.xs.len() != table.xs.len() && self.leading(table) > 0
    }

    /// How many of a table's first columns print again what this one's first columns print.
    fn leading(&self, table: &PageTable) -> usize {
        let texts = |cells: &mut dyn Iterator<Item = &PageCell>, column: usize| {
            let mut texts: Vec<(usize, String)> = cells
                .filter(|cell| cell.column == column && !cell.text.trim().is_empty())
                .map(|cell| (cell.row, squeezed(&cell.text)))
                .collect();
            texts.sort();
            texts
        };
        let is_same = |column: &usize| {
            let own = texts(&mut self.cells.iter().map(|cell| &cell.cell), *column);
            own.len() > ROWS && own == texts(&mut table.cells.iter(), *column)
        };
        (0..table.columns().saturating_sub(1)).take_while(is_same).count()
    }

    /// Puts the columns of a later page to the right of the rows they belong to.
    pub(super) fn widen(&mut self, part: usize, mut table: PageTable, page: u32) {
        let leading = self.leading(&table);
        let (first_row, dropped) = (self.parts[part].first_row, self.parts[part].dropped);
        drop_rows(&mut table, dropped);
        table.cells.retain(|cell| cell.column >= leading);
        // Columns of an earlier part's width are there already when a later part is widened.
        let group = self.parts[part].groups;
        let from = match self.groups.get(group) {
            Some(from) => *from,
            None => {
                let from = self.xs.len() - 1;
                self.groups.push(from);
                let right = self.xs.last().copied().unwrap_or(0.0);
                let left = table.xs.get(leading).copied().unwrap_or(0.0);
                self.xs.extend(table.xs.iter().skip(leading + 1).map(|x| right + x - left));
                from
            }
        };
        let width = self.xs.len() - 1;
        let rows = self.common_rows(part, &table.ys);
        self.parts[part].groups += 1;
        self.page_last = self.page_last.max(page);
        for mut cell in table.cells {
            let (top, bottom) = (rows[cell.row], rows[cell.row + cell.rows]);
            (cell.row, cell.rows) = (first_row + top, (bottom - top).max(1));
            cell.column = (cell.column - leading + from).min(width.saturating_sub(1));
            cell.columns = cell.columns.min(width - cell.column);
            self.cells.push(JoinedCell { cell, page });
        }
        self.carry_headers(part, from);
    }

    /// Takes in the sides of rows that only the page beside shows; gives for each of its sides the row of the part below it.
    fn common_rows(&mut self, part: usize, ys: &[f32]) -> Vec<usize> {
        for y in ys {
            let own = &mut self.parts[part].ys;
            if own.iter().any(|own| is_near(*own, *y)) {
                continue;
            }
            let at = own.partition_point(|own| own < y);
            own.insert(at, *y);
            let row = self.parts[part].first_row + at;
            for JoinedCell { cell, .. } in &mut self.cells {
                if cell.row >= row {
                    cell.row += 1;
                } else if cell.row + cell.rows >= row {
                    cell.rows += 1;
                }
            }
            self.rows += 1;
            self.parts[part + 1..].iter_mut().for_each(|later| later.first_row += 1);
        }
        let own = &self.parts[part].ys;
        ys.iter().map(|y| own.iter().position(|own| is_near(*own, *y)).unwrap_or(0)).collect()
    }

    /// A header over columns of both pages is printed on the first only: it goes on to the right as far as nothing else
    /// stands at its height.
    fn carry_headers(&mut self, part: usize, from: usize) {
        let width = self.xs.len() - 1;
        let first_row = self.parts[part].first_row;
        let is_number = |joined: &JoinedCell| Decimal::parse(&joined.cell.text).is_some();
        let below = self.cells.iter().filter(|joined| joined.cell.row >= first_row && is_number(joined));
        let end = below.map(|joined| joined.cell.row).min().unwrap_or(first_row);
        let stands_left = |joined: &JoinedCell| {
            let cell = &joined.cell;
            (first_row..end).contains(&cell.row) && cell.column + cell.columns == from && !cell.text.trim().is_empty()
        };
        let left: Vec<usize> = (0..self.cells.len()).filter(|at| stands_left(&self.cells[*at])).collect();
        for at in left {
            let (top, bottom) = (self.cells[at].cell.row, self.cells[at].cell.row + self.cells[at].cell.rows);
            let stands = |cell: &PageCell, column: usize| {
                cell.column <= column
                    && column < cell.column + cell.columns
                    && cell.row < bottom
                    && top < cell.row + cell.rows
            };
            let is_free = |column: &usize| {
                let mut there = self.cells.iter().map(|joined| &joined.cell).filter(|cell| stands(cell, *column));
                there.all(|cell| cell.text.trim().is_empty() && top <= cell.row && cell.row + cell.rows <= bottom)
            };
            let reach = (from..width).take_while(is_free).count();
            if reach > 0 {
                let covered = |cell: &PageCell| (from..from + reach).any(|column| stands(cell, column));
                let mut place = 0;
                self.cells[at].cell.columns += reach;
                self.cells.retain(|joined| {
                    place += 1;
                    place - 1 == at || joined.cell.column < from || !covered(&joined.cell)
                });
                return self.carry_headers(part, from);
            }
        }
    }
}
