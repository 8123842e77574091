//! A table over several pages: when the table on the next page goes on with the one before, and how the two become one.
//! What the columns mean is not known here; only where they stand and what their headers print.

use mingsuan_model::Decimal;

use super::cells::{PageCell, PageTable};
use super::geometry::Area;
use super::spill::Part;

/// Columns of two pages whose sides are this near are the same.
const SAME_SIDE: f32 = 4.0;
/// Pages may be shifted against each other, as for binding.
const SHIFT: f32 = 60.0;
/// Rows of a header that may be repeated.
const HEADER_ROWS: usize = 8;

/// A table that may run over several pages.
#[derive(Debug)]
pub(super) struct Joined {
    pub(super) xs: Vec<f32>,
    pub(super) rows: usize,
    pub(super) cells: Vec<JoinedCell>,
    pub(super) page: u32,
    pub(super) page_last: u32,
    /// Its box on the first page.
    pub(super) area: Area,
    /// Where the part on the last page began, as rows from the top.
    last_part: usize,
    /// What each page brought.
    pub(super) parts: Vec<Part>,
    /// Where the columns begin that later pages put to the right.
    pub(super) groups: Vec<usize>,
}

/// A cell of such a table.
#[derive(Debug)]
pub(super) struct JoinedCell {
    pub(super) cell: PageCell,
    pub(super) page: u32,
}

impl Joined {
    pub(super) fn new(table: PageTable, page: u32) -> Self {
        let (rows, area) = (table.rows(), table.area());
        let parts = vec![Part { first_row: 0, dropped: 0, ys: table.ys, groups: 0 }];
        let cells = table.cells.into_iter().map(|cell| JoinedCell { cell, page }).collect();
        Self { xs: table.xs, rows, cells, page, page_last: page, area, last_part: 0, parts, groups: Vec::new() }
    }

    /// Whether a table has the same columns: they stand at the same places, or the same header stands above them.
    pub(super) fn has_columns_of(&self, table: &PageTable) -> bool {
        self.has_sides_of(table) || self.has_header_of(table)
    }

    /// Whether a table repeats the header of this one over as many columns, which may be drawn wider or narrower.
    fn has_header_of(&self, table: &PageTable) -> bool {
        let repeated = self.repeated_rows(table);
        let named = table.cells.iter().filter(|cell| cell.row < repeated && !cell.text.trim().is_empty()).count();
        table.xs.len() == self.xs.len() && repeated > 0 && named >= 3
    }

    fn has_sides_of(&self, table: &PageTable) -> bool {
        let shift = self.shift(table);
        let (few, many): (Vec<f32>, &[f32]) = if table.xs.len() <= self.xs.len() {
            (table.xs.iter().map(|x| x - shift).collect(), &self.xs)
        } else {
            (self.xs.iter().map(|x| x + shift).collect(), &table.xs)
        };
        let ends = |sides: &[f32]| sides.first().zip(sides.last()).map(|(first, last)| (*first, *last));
        let (Some(a), Some(b)) = (ends(&few), ends(many)) else { return false };
        let outer = (a.0 - b.0).abs() < SAME_SIDE && (a.1 - b.1).abs() < SAME_SIDE;
        let all = few.iter().all(|x| many.iter().any(|other| (x - other).abs() < SAME_SIDE));
        outer && all && few.len() * 3 >= many.len()
    }

    fn shift(&self, table: &PageTable) -> f32 {
        let shift = table.xs[0] - self.xs[0];
        if shift.abs() < SHIFT { shift } else { 0.0 }
    }

    /// How many of a table's first rows repeat the header of this one.
    pub(super) fn repeated_rows(&self, table: &PageTable) -> usize {
        let theirs: Vec<Vec<String>> =
            (0..table.rows().min(HEADER_ROWS)).map(|row| shown(table.cells.iter(), row)).collect();
        let ours: Vec<Vec<String>> = (0..self.rows.min(2 * HEADER_ROWS))
            .map(|row| shown(self.cells.iter().map(|cell| &cell.cell), row))
            .collect();
        let has_money =
            |row: &[String]| row.iter().any(|text| Decimal::parse(text).is_some_and(|number| number.decimals() > 0));
        let count = |from: usize| {
            let pairs = theirs.iter().zip(&ours[from..]);
            pairs.take_while(|(their, our)| their == our && !has_money(their)).count()
        };
        let named = |row: usize| theirs.get(row).is_some_and(|row| !row.is_empty());
        (0..ours.len().min(4)).filter(|_| named(0)).map(count).max().unwrap_or(0)
    }

    /// Whether a table's first row is a title of its own: one cell over all columns that this table does not begin with.
    pub(super) fn is_titled_anew(&self, table: &PageTable) -> bool {
        let first = table.cells.iter().find(|cell| cell.row == 0 && !cell.text.trim().is_empty());
        let Some(first) = first.filter(|cell| cell.columns == table.columns() && table.columns() > 1) else {
            return false;
        };
        let is_alone = table.cells.iter().filter(|cell| cell.row == 0).count() == 1;
        let ours = self
            .cells
            .iter()
            .filter(|cell| cell.cell.row < 4)
            .any(|cell| squeezed(&cell.cell.text) == squeezed(&first.text));
        let title_like = first.text.chars().count() <= 60 && !first.text.contains('。');
        is_alone && title_like && !ours
    }

    /// Appends the table of a later page, without its repeated header.
    pub(super) fn append(&mut self, mut table: PageTable, page: u32) {
        let repeated = self.repeated_rows(&table);
        let height = table.rows();
        if !self.has_sides_of(&table) {
            table.xs.clone_from(&self.xs);
        }
        drop_rows(&mut table, repeated);
        self.page_last = page;
        if table.cells.is_empty() {
            return;
        }
        let shift = self.shift(&table);
        table.xs.iter_mut().for_each(|x| *x -= shift);
        self.add_sides(&table.xs);
        let at = |x: f32| {
            (0..self.xs.len()).min_by(|a, b| (self.xs[*a] - x).abs().total_cmp(&(self.xs[*b] - x).abs())).unwrap_or(0)
        };
        let columns: Vec<usize> = table.xs.iter().map(|x| at(*x)).collect();
        for cell in &mut table.cells {
            let (from, to) = (columns[cell.column], columns[cell.column + cell.columns]);
            (cell.column, cell.columns) = (from, to.saturating_sub(from).max(1));
        }
        if let Some(first) = self.rows.checked_sub(1) {
            self.mend_cut_row(&mut table, first);
        }
        self.last_part = self.rows;
        let dropped = height - table.rows();
        self.parts.push(Part { first_row: self.rows, dropped, ys: table.ys.clone(), groups: 0 });
        let rows = table.ys.len() - 1;
        let offset = self.rows;
        self.cells.extend(
            table.cells.into_iter().map(|cell| JoinedCell { cell: PageCell { row: cell.row + offset, ..cell }, page }),
        );
        self.rows += rows;
    }

    /// Takes in sides that a later page has and this table had not.
    fn add_sides(&mut self, xs: &[f32]) {
        for x in xs {
            if self.xs.iter().any(|own| (own - x).abs() < SAME_SIDE) {
                continue;
            }
            let at = self.xs.partition_point(|own| own < x);
            self.xs.insert(at, *x);
            for JoinedCell { cell, .. } in &mut self.cells {
                if cell.column >= at {
                    cell.column += 1;
                } else if cell.column + cell.columns >= at {
                    cell.columns += 1;
                }
            }
        }
    }

    /// A row that the end of the page cut in two is one row: its rest has no numbers and no key of its own, ends a number
    /// that the cut went through, or prints the same numbers again.
    fn mend_cut_row(&mut self, table: &mut PageTable, last: usize) {
        let first_row: Vec<&PageCell> = table.cells.iter().filter(|cell| cell.row == 0).collect();
        let is_single = first_row.iter().all(|cell| cell.rows == 1);
        let inked = first_row.iter().filter(|cell| !cell.text.trim().is_empty());
        // Each cell of the rest with the cell above it.
        let pairs: Option<Vec<(usize, &PageCell)>> = inked.map(|cell| Some((self.above(cell, last)?, *cell))).collect();
        let Some(pairs) = pairs.filter(|pairs| is_single && !pairs.is_empty()) else { return };
        let is_rest = {
            let texts: Vec<(&str, &str)> =
                pairs.iter().map(|(at, cell)| (self.cells[*at].cell.text.trim(), cell.text.trim())).collect();
            if texts.iter().any(|(_, text)| is_number(text)) {
                ends_numbers(&texts) || prints_again(&texts)
            } else {
                let key = pairs[0].1.column;
                let own_key = self.cells.iter().filter(|own| own.cell.row == last && !own.cell.text.trim().is_empty());
                let has_key_left = own_key.map(|own| own.cell.column).min().is_some_and(|own| own < key);
                has_key_left && texts.iter().all(|(own, _)| !own.is_empty() && !is_number(own))
            }
        };
        if !is_rest {
            return;
        }
        let pieces: Vec<(usize, String)> = pairs.iter().map(|(at, cell)| (*at, cell.text.trim().to_owned())).collect();
        for (at, text) in pieces {
            let own = &mut self.cells[at].cell.text;
            if squeezed(own) != squeezed(&text) {
                own.push_str(&text);
            }
        }
        drop_rows(table, 1);
    }

    /// The cell of the last row in the same columns.
    fn above(&self, cell: &PageCell, last: usize) -> Option<usize> {
        self.cells.iter().position(|JoinedCell { cell: own, .. }| {
            own.row <= last && last < own.row + own.rows && own.column == cell.column && own.columns == cell.columns
        })
    }
}

fn is_number(text: &str) -> bool {
    Decimal::parse(text).is_some()
}

/// Whether a row holds nothing but the last digits of numbers above and the rest of names.
fn ends_numbers(texts: &[(&str, &str)]) -> bool {
    let ends = |own: &str, text: &str| {
        text.len() <= 2
            && text.bytes().all(|b| b.is_ascii_digit())
            && own.contains('.')
            && Decimal::parse(&format!("{own}{text}")).is_some_and(|number| number.decimals() == 2)
    };
    let has_name = texts.iter().any(|(_, text)| !is_number(text));
    let fits = |(own, text): &(&str, &str)| {
        if is_number(text) { ends(own, text) } else { !own.is_empty() && !is_number(own) }
    };
    has_name && texts.iter().all(fits)
}

/// Whether a row prints what stands above once more: the key and at least two numbers.
fn prints_again(texts: &[(&str, &str)]) -> bool {
    let is_same = |(own, text): &(&str, &str)| squeezed(own) == squeezed(text);
    let fits = |pair: &(&str, &str)| is_same(pair) || !is_number(pair.0) && !is_number(pair.1);
    texts.first().is_some_and(is_same)
        && texts.iter().all(fits)
        && texts.iter().filter(|(_, text)| is_number(text)).count() >= 2
}

/// Takes rows off the top of a table.
pub(super) fn drop_rows(table: &mut PageTable, count: usize) {
    let count = count.min(table.rows());
    if count == 0 {
        return;
    }
    table.cells.retain(|cell| cell.row >= count || cell.row + cell.rows > count);
    for cell in &mut table.cells {
        if cell.row < count {
            cell.rows -= count - cell.row;
            cell.row = 0;
        } else {
            cell.row -= count;
        }
    }
    table.ys.drain(..count);
}

/// The texts that begin in a row, from the left, blanks aside.
pub(super) fn shown<'c>(cells: impl Iterator<Item = &'c PageCell>, row: usize) -> Vec<String> {
    let mut texts: Vec<(usize, String)> = cells
        .filter(|cell| cell.row == row)
        .map(|cell| (cell.column, squeezed(&cell.text)))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    texts.sort();
    texts.into_iter().map(|(_, text)| text).collect()
}

pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
