//! A table whose merged cells nobody knows, made regular: every row as wide as the table, its first column in line.
//! Plain text tells only how many cells a row has.

use super::super::GridCell;

/// Gives the cells of each row the columns they cover, and the number of columns. The first cell of a row is a label and stays
/// narrow; the others share what is left. A blank first cell belongs to the label above it.
pub(super) fn regular(mut rows: Vec<Vec<GridCell>>) -> (Vec<Vec<GridCell>>, usize) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    for cells in &mut rows {
        let count = cells.len();
        if count == columns {
            continue;
        }
        for (index, cell) in cells.iter_mut().enumerate() {
            let start = boundary(index, count, columns);
            cell.column = start;
            cell.column_span = boundary(index + 1, count, columns) - start;
        }
    }
    merge_labels(&mut rows);
    (rows, columns)
}

/// Where the cell of this index begins, if `count` cells share `columns` columns.
fn boundary(index: usize, count: usize, columns: usize) -> usize {
    match index {
        0 => 0,
        _ if count <= 1 => columns,
        _ => 1 + (index - 1) * (columns - 1) / (count - 1),
    }
}

fn merge_labels(rows: &mut [Vec<GridCell>]) {
    let mut label: Option<usize> = None;
    for row in 0..rows.len() {
        let cells = &rows[row];
        let is_blank = cells.first().is_some_and(|cell| cell.text.is_empty() && cell.column_span == 1);
        // Where the second column is blank too, the row says nothing about the label.
        let goes_on = is_blank && cells.get(1).is_some_and(|cell| !cell.text.is_empty());
        match label {
            Some(above) if goes_on => {
                rows[row].remove(0);
                rows[above][0].row_span += 1;
            }
            _ => label = (!is_blank && cells.first().is_some_and(|cell| cell.column_span == 1)).then_some(row),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Align;
    use super::*;

    fn row(texts: &[&str]) -> Vec<GridCell> {
        let cell = |(column, text): (usize, &&str)| GridCell {
            text: (*text).to_owned(),
            align: Align::Left,
            ..GridCell::empty(column)
        };
        texts.iter().enumerate().map(cell).collect()
    }

    #[test]
    fn rows_fill_the_table_and_labels_reach_down() {
        let (rows, columns) = regular(vec![
            row(&["编码", "X", "名称", "甲"]),
            row(&["预算", "预算数", "1.00", "财政", "1.00", "其他", ""]),
            row(&["", "用途"]),
        ]);
        assert_eq!(columns, 7);
        let spans: Vec<Vec<(usize, usize, usize)>> =
            rows.iter().map(|row| row.iter().map(|c| (c.column, c.column_span, c.row_span)).collect()).collect();
        assert_eq!(spans[0], [(0, 1, 1), (1, 2, 1), (3, 2, 1), (5, 2, 1)]);
        assert_eq!(spans[1][0], (0, 1, 2));
        assert_eq!(spans[2], [(1, 6, 1)]);
    }
}
