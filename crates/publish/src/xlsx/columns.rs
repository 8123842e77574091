//! Several tables on the columns of one sheet: each column of a table covers one column of the sheet or more.
//! Nothing is written here.

use crate::layout::Grid;

/// Columns of several tables that end this near each other (in halves) end together.
const NEAR: usize = 2;

/// The columns of a sheet and how the tables stand on them.
pub(super) struct Columns {
    /// The width of each column, in halves.
    pub(super) widths: Vec<usize>,
    /// For each table, the sheet columns on which its columns begin, and the one behind its last.
    pub(super) tables: Vec<Vec<u16>>,
}

impl Columns {
    /// Lays tables on common columns.
    pub(super) fn of(grids: &[&Grid]) -> Self {
        let total = |grid: &&Grid| grid.widths.iter().map(|width| usize::from(*width)).sum::<usize>();
        let all = grids.iter().map(total).max().unwrap_or(1).max(1);
        let mut ends: Vec<usize> = vec![0, all];
        let mut edges = Vec::new();
        for grid in grids {
            let own = edges_of(grid, total(grid).max(1), all, &ends);
            ends.extend(&own);
            ends.sort_unstable();
            ends.dedup();
            edges.push(own);
        }
        let at = |edge: &usize| u16::try_from(ends.partition_point(|end| end < edge)).unwrap_or(u16::MAX);
        let tables = edges.iter().map(|edges| edges.iter().map(at).collect()).collect();
        Self { widths: ends.windows(2).map(|pair| pair[1] - pair[0]).collect(), tables }
    }
}

/// Where the columns of a grid begin and end when it is stretched to `all` halves; near edges of other tables are used.
fn edges_of(grid: &Grid, total: usize, all: usize, others: &[usize]) -> Vec<usize> {
    let mut edges = vec![0];
    let mut passed = 0;
    for (index, width) in grid.widths.iter().enumerate() {
        passed += usize::from(*width);
        let last = edges[edges.len() - 1];
        if index + 1 == grid.widths.len() {
            edges.push(all.max(last + 1));
            break;
        }
        let own = (passed * all / total).max(last + 1);
        let near = others.iter().find(|other| own.abs_diff(**other) <= NEAR && **other > last && **other < all);
        edges.push(near.copied().unwrap_or(own));
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(widths: &[u16]) -> Grid {
        Grid { widths: widths.to_vec(), rows: Vec::new(), header_rows: 0 }
    }

    #[test]
    fn a_table_alone_has_its_own_columns() {
        let columns = Columns::of(&[&grid(&[6, 30, 12])]);
        assert_eq!((columns.widths, columns.tables), (vec![6, 30, 12], vec![vec![0, 1, 2, 3]]));
    }

    #[test]
    fn tables_share_columns_where_they_end_together() {
        let columns = Columns::of(&[&grid(&[10, 20, 30]), &grid(&[11, 29, 20])]);
        assert_eq!(columns.widths, [10, 20, 10, 20]);
        assert_eq!(columns.tables, [vec![0, 1, 2, 4], vec![0, 1, 3, 4]]);
    }
}
