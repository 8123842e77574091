//! The header of a statement: header paths of the columns merged into rows of spanning cells.
//! No amounts here.

use mingsuan_document::TableBuilder;
use mingsuan_model::Place;

use super::print::Print;

/// A header cell on the grid.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct HeaderCell {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) text: String,
}

/// Merges the header paths of neighbouring columns: equal texts on one level below equal parents are one cell, and the
/// last text of a path reaches down to the lowest row.
pub(super) fn merged(paths: &[Vec<String>]) -> Vec<HeaderCell> {
    let depth = paths.iter().map(Vec::len).max().unwrap_or(0);
    let mut cells: Vec<HeaderCell> = Vec::new();
    for level in 0..depth {
        let mut column = 0;
        while column < paths.len() {
            let path = &paths[column];
            let Some(text) = path.get(level) else {
                column += 1;
                continue;
            };
            let is_last = level + 1 == path.len();
            let same = paths[column..]
                .iter()
                .take_while(|next| !is_last && next.len() > level + 1 && next[..=level] == path[..=level]);
            let columns = same.count().max(1);
            let rows = if is_last { depth - level } else { 1 };
            cells.push(HeaderCell { row: level, column, rows, columns, text: text.clone() });
            column += columns;
        }
    }
    cells
}

/// Puts caption, header and column numbers at the top of a table; gives the number of rows made.
pub(super) fn write(
    print: &Print<'_>,
    builder: &mut TableBuilder,
    caption: &[String],
    paths: &[Vec<String>],
    numbers_columns: bool,
    place: &Place,
) -> usize {
    let width = paths.len();
    let mut row = 0;
    if !caption.is_empty() {
        write_caption(print, builder, caption, width, place);
        row = 1;
    }
    for cell in merged(paths) {
        let text = print.fill(&cell.text, &[]);
        builder.put(row + cell.row, cell.column, text, cell.columns, cell.rows, place.clone());
    }
    row += paths.iter().map(Vec::len).max().unwrap_or(0);
    if numbers_columns {
        for column in 0..width {
            let text = if column == 0 { "栏次".to_owned() } else { column.to_string() };
            builder.put(row, column, text, 1, 1, place.clone());
        }
        row += 1;
    }
    row
}

/// The caption's texts share the width: the first takes what is left over.
fn write_caption(print: &Print<'_>, builder: &mut TableBuilder, caption: &[String], width: usize, place: &Place) {
    let parts = caption.len().min(width).max(1);
    let share = width / parts;
    let mut column = 0;
    for (at, text) in caption.iter().take(parts).enumerate() {
        let columns = if at == 0 { width - share * (parts - 1) } else { share };
        builder.put(0, column, print.fill(text, &[]), columns, 1, place.clone());
        column += columns;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_headers_are_merged_and_short_ones_reach_down() {
        let path = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let cells = merged(&[path(&["序号"]), path(&["收入", "项目"]), path(&["收入", "金额"]), path(&["合计"])]);
        let shape: Vec<_> = cells.iter().map(|c| (c.text.as_str(), c.row, c.column, c.rows, c.columns)).collect();
        assert_eq!(
            shape,
            [
                ("序号", 0, 0, 2, 1),
                ("收入", 0, 1, 1, 2),
                ("合计", 0, 3, 2, 1),
                ("项目", 1, 1, 1, 1),
                ("金额", 1, 2, 1, 1)
            ]
        );
    }
}
