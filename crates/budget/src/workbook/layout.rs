//! Where each block of the workbook stands: rows and columns of its header and its entries, and formulas that name them.
//! No cell is written here.

use std::collections::BTreeMap;

use super::lists::ListPlan;
use super::rows::Row;
use super::spec::{Block, Column, Sheet, book};

/// Rows above the first header: title, hint, scale and totals.
pub(super) const TOP_ROWS: u32 = 3;

/// A column of the sheet.
#[derive(Clone, Debug)]
pub(super) struct ColumnAt {
    pub(super) column: &'static Column,
    /// The key of its values; that of a repeated column has its month.
    pub(super) key: String,
    pub(super) title: String,
    pub(super) note: String,
    /// From 0.
    pub(super) index: u16,
}

/// A block on its sheet; rows count from 0.
#[derive(Clone, Debug)]
pub(super) struct BlockAt {
    pub(super) sheet: &'static Sheet,
    pub(super) block: &'static Block,
    pub(super) columns: Vec<ColumnAt>,
    pub(super) header_row: u32,
    pub(super) first_row: u32,
    pub(super) last_row: u32,
}

/// All blocks by key, and where the lists stand.
#[derive(Debug)]
pub(super) struct Layout {
    blocks: BTreeMap<&'static str, BlockAt>,
    pub(super) lists: ListPlan,
}

impl Layout {
    /// Places the blocks for rows that are there, with a payment plan of these months.
    pub(super) fn new(rows: &BTreeMap<&'static str, Vec<Row>>, months: &[u8], lists: ListPlan) -> Self {
        let mut blocks = BTreeMap::new();
        for sheet in &book().sheet {
            let first_column = u16::from(sheet.block.iter().any(Block::is_form));
            let mut row = TOP_ROWS;
            for (index, block) in sheet.block.iter().enumerate() {
                // A further block stands below an empty row and its own title.
                row += if index > 0 { 2 } else { 0 };
                let used = rows.get(block.key.as_str()).map_or(0, Vec::len);
                let count = u32::try_from((used + block.spare).max(1)).unwrap_or(u32::MAX / 2);
                let start = if block.is_form() { 0 } else { first_column };
                let at = BlockAt {
                    sheet,
                    block,
                    columns: columns(block, start, months),
                    header_row: row,
                    first_row: row + 1,
                    last_row: row + count,
                };
                row += count + 1;
                blocks.insert(block.key.as_str(), at);
            }
        }
        Self { blocks, lists }
    }

    /// A block by its key.
    pub(super) fn block(&self, key: &str) -> Option<&BlockAt> {
        self.blocks.get(key)
    }

    /// A formula with its names replaced: `{x}` by the cell of column x in a row of the block, `{block.x}` by a whole
    /// column, `{@list}` by a list, `{#x}` by the value of row x of the first form.
    pub(super) fn resolve(&self, formula: &str, at: Option<(&BlockAt, u32)>) -> String {
        let mut out = String::with_capacity(formula.len() + 64);
        let mut rest = formula;
        while let Some(open) = rest.find('{') {
            out.push_str(&rest[..open]);
            rest = &rest[open..];
            let name = rest.find('}').map(|close| &rest[1..close]);
            match name.and_then(|name| self.reference(name, at)) {
                Some(reference) => {
                    out.push_str(&reference);
                    rest = &rest[name.map_or(1, |name| name.len() + 2)..];
                }
                // The brace of an array constant.
                None => {
                    out.push('{');
                    rest = &rest[1..];
                }
            }
        }
        out.push_str(rest);
        out
    }

    fn reference(&self, name: &str, at: Option<(&BlockAt, u32)>) -> Option<String> {
        if let Some(list) = name.strip_prefix('@') {
            return self.lists.range(list);
        }
        if let Some(row) = name.strip_prefix('#') {
            let basics = self.block("basics")?;
            let index = basics.block.row.iter().position(|form| form.key == row)?;
            let row = basics.first_row + u32::try_from(index).ok()?;
            let column = basics.column("value")?.index;
            return Some(format!("{}!{}", quoted(&basics.sheet.title), absolute(row, column)));
        }
        if let Some((block, column)) = name.split_once('.') {
            let block = self.block(block)?;
            return Some(block.range(block.column(column)?.index));
        }
        let (block, row) = at?;
        Some(cell_name(row, block.column(name)?.index))
    }
}

impl BlockAt {
    /// A column by its key.
    pub(super) fn column(&self, key: &str) -> Option<&ColumnAt> {
        self.columns.iter().find(|column| column.key == key)
    }

    /// All entries of a column, absolute and with the sheet.
    pub(super) fn range(&self, column: u16) -> String {
        let (from, to) = (absolute(self.first_row, column), absolute(self.last_row, column));
        format!("{}!{from}:{to}", quoted(&self.sheet.title))
    }
}

fn columns(block: &'static Block, start: u16, months: &[u8]) -> Vec<ColumnAt> {
    let mut columns: Vec<ColumnAt> = Vec::new();
    for column in &block.column {
        let mut push = |key: String, title: String, note: String| {
            let index = start + u16::try_from(columns.len()).unwrap_or(0);
            columns.push(ColumnAt { column, key, title, note, index });
        };
        if column.repeats {
            for month in months {
                let note = column.note.replace("{month}", &month.to_string());
                push(format!("{}_{month}", column.key), column.title_for(*month), note);
            }
        } else {
            push(column.key.clone(), column.title.clone(), column.note.clone());
        }
    }
    columns
}

/// The name of a sheet in a formula.
pub(super) fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

/// The letters of a column from 0.
pub(super) fn letters(column: u16) -> String {
    let mut letters = String::new();
    let mut rest = u32::from(column) + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.insert(0, char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters
}

/// `B7`, from row and column counted from 0.
pub(super) fn cell_name(row: u32, column: u16) -> String {
    format!("{}{}", letters(column), row + 1)
}

/// `$B$7`, from row and column counted from 0.
pub(super) fn absolute(row: u32, column: u16) -> String {
    format!("${}${}", letters(column), row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_resolve() {
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
        let layout = Layout::new(&BTreeMap::new(), &[3, 12], ListPlan::new(2025));
        let projects = layout.block("projects").expect("a block of the template");
        assert_eq!(layout.resolve("{name}&{plan_12}", Some((projects, 4))), "B5&H5");
        assert_eq!(layout.resolve("SUM({lines.amount})", None), "SUM('支出明细'!$K$5:$K$204)");
        assert_eq!(layout.resolve("{\"a\",\"b\"}{@kind}", None).split('!').next(), Some("{\"a\",\"b\"}'选项'"));
        assert_eq!(layout.resolve("{#scale}", None), "'基本信息'!$C$11");
        assert_eq!(layout.resolve("{nowhere.x}", None), "{nowhere.x}");
    }
}
