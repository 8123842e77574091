//! Statements of lines (政府采购, 项目支出): rows that add up to a subtotal or total, several of which may share one
//! coordinate. Their sums follow from the rows, not from the cube.

use mingsuan_model::{Dimension, Origin, Statement, StatementRow};

use crate::cube::Cube;

/// What a row of lines is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Total,
    Subtotal,
    Class,
    Line,
}

/// One statement of lines with its facts by row and column.
pub(crate) struct LineTable {
    kinds: Vec<Kind>,
    columns: usize,
    cells: Vec<Option<u32>>,
}

impl LineTable {
    /// Reads the rows of a statement; `ordinal` is its place in the disclosure.
    pub(crate) fn new(statement: &Statement, ordinal: u32, cube: &Cube<'_>) -> Self {
        let columns = statement.columns.len();
        let codes: Vec<&str> = statement.rows.iter().filter_map(|row| row.code.as_deref()).collect();
        // The row of a class above listed ones repeats them.
        let is_class = |code: &str| codes.iter().any(|other| other.len() > code.len() && other.starts_with(code));
        let kind = |row: &StatementRow| match row.code.as_deref() {
            Some(code) if is_class(code) => Kind::Class,
            _ => kind_of(&row.label),
        };
        let kinds = statement.rows.iter().map(kind).collect();
        let mut cells = vec![None; statement.rows.len() * columns];
        for (id, fact) in (0..).zip(cube.facts) {
            if let Origin::Statement { statement, row, column } = fact.origin
                && statement == ordinal
                && fact.coordinate.is_at(Dimension::Side, "procurement")
                && matches!(fact.coordinate.key(Dimension::Measure), Some("amount" | "reserved"))
            {
                cells[row as usize * columns + column as usize] = Some(id);
            }
        }
        Self { kinds, columns, cells }
    }

    /// Each subtotal with the lines below it, and each total with the subtotals (or lines, where there are none).
    pub(crate) fn column_sums(&self, cube: &Cube<'_>) -> Vec<(u32, Vec<u32>)> {
        let mut sums = Vec::new();
        for column in 0..self.columns {
            let cell = |row: usize| self.cells[row * self.columns + column];
            for (row, kind) in self.kinds.iter().enumerate() {
                let Some(total) = cell(row) else { continue };
                let parts: Vec<u32> = match kind {
                    Kind::Line | Kind::Class => continue,
                    Kind::Subtotal => self.lines_below(row).filter_map(cell).collect(),
                    Kind::Total => self.under_total().filter_map(cell).collect(),
                };
                if *kind == Kind::Total && repeats_levels(cube, total, &parts) {
                    continue;
                }
                if parts.iter().any(|id| cube.is_nonzero(*id)) || cube.is_nonzero(total) && !parts.is_empty() {
                    sums.push((total, parts));
                }
            }
        }
        sums
    }

    fn lines_below(&self, row: usize) -> impl Iterator<Item = usize> + '_ {
        (row + 1..self.kinds.len()).take_while(|row| self.kinds[*row] == Kind::Line)
    }

    fn under_total(&self) -> impl Iterator<Item = usize> + '_ {
        let kind = if self.kinds.contains(&Kind::Subtotal) { Kind::Subtotal } else { Kind::Line };
        (0..self.kinds.len()).filter(move |row| self.kinds[*row] == kind)
    }
}

/// Whether the lines add up to a whole multiple of the total: bodies, classes and purchases listed one below the other,
/// each level once more. Such a list is not in error, and which lines are which cannot be told.
fn repeats_levels(cube: &Cube<'_>, total: u32, parts: &[u32]) -> bool {
    let value = |id: u32| cube.value(id).map(|ticks| i128::from(ticks.value));
    let values: Option<Vec<i128>> = parts.iter().map(|id| value(*id)).collect();
    match (value(total), values) {
        (Some(total), Some(values)) if total != 0 => {
            let sum: i128 = values.iter().sum();
            sum % total == 0 && (2..=4).contains(&(sum / total))
        }
        _ => false,
    }
}

fn kind_of(label: &str) -> Kind {
    if label.ends_with("小计") {
        Kind::Subtotal
    } else if label.ends_with("合计") || label.ends_with("总计") {
        Kind::Total
    } else {
        Kind::Line
    }
}
