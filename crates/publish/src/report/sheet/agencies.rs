//! The sheet 汇总: an agency a row, with its documents, what was found, and how much of them was checked.

use std::cmp::Reverse;

use rust_xlsxwriter::XlsxError;

use super::Sheet;
use super::page::{Cell, Column, Page};
use crate::report::whose::{Whose, by_agency};
use crate::report::{Counts, Docket};

pub(super) const COLUMNS: [Column; 11] = [
    ("序号", 6),
    ("单位名称", 34),
    ("单位编码", 13),
    ("文件数", 9),
    ("无法读取", 10),
    ("错误", 9),
    ("警告", 9),
    ("提示", 9),
    ("已豁免", 9),
    ("表中金额", 11),
    ("覆盖率", 10),
];

/// What the documents of one agency come to.
#[derive(Default)]
struct Sum {
    documents: usize,
    unreadable: usize,
    counts: Counts,
    /// Money in tables, and what was compared of it.
    cover: (usize, usize),
}

impl Sum {
    fn add(&mut self, other: &Self) {
        self.documents += other.documents;
        self.unreadable += other.unreadable;
        self.counts.add(other.counts);
        self.cover.0 += other.cover.0;
        self.cover.1 += other.cover.1;
    }

    fn of(docket: &Docket) -> Self {
        Self {
            documents: 1,
            unreadable: usize::from(docket.unreadable.is_some()),
            counts: docket.counts(),
            cover: (docket.coverage.numeric_cells, docket.coverage.verified_cells),
        }
    }

    fn cells(&self) -> [Cell; 8] {
        let Counts { error, warning, info, waived } = self.counts;
        let share =
            if self.cover.0 == 0 { Cell::Short("—".to_owned()) } else { Cell::Share(self.cover.1, self.cover.0) };
        let [documents, unreadable, error, warning, info, waived, money] =
            [self.documents, self.unreadable, error, warning, info, waived, self.cover.0].map(Cell::Count);
        [documents, unreadable, error, warning, info, waived, money, share]
    }
}

pub(super) fn write(sheet: &Sheet, mut page: Page<'_>) -> Result<(), XlsxError> {
    let groups = by_agency(&sheet.dockets).into_iter().map(|(whose, ordinals)| {
        let mut sum = Sum::default();
        ordinals.iter().for_each(|at| sum.add(&Sum::of(&sheet.dockets[*at])));
        (whose, sum)
    });
    let mut sums: Vec<(Whose, Sum)> = groups.collect();
    let mut whole = Sum::default();
    sums.iter().for_each(|(_, sum)| whole.add(sum));
    sums.sort_by_key(|(_, sum)| {
        let Counts { error, warning, info, .. } = sum.counts;
        (Reverse(error), Reverse(warning), Reverse(info))
    });
    for (number, (whose, sum)) in (1..).zip(&sums) {
        let name = if whose.name.is_empty() { "（未认出单位名称）" } else { &whose.name };
        let head = [Cell::Ordinal(number), Cell::text(name), Cell::Short(whose.code.clone())];
        page.add(&[&head[..], &sum.cells()].concat())?;
    }
    if !sheet.of_run.is_empty() {
        let mut sum = Sum::default();
        sheet.of_run.iter().for_each(|(_, row)| sum.counts.count(row.severity, row.waived.is_some()));
        whole.add(&sum);
        page.add(&[&[Cell::Empty, Cell::text("（检查本身，如豁免文件）"), Cell::Empty][..], &sum.cells()].concat())?;
    }
    let head = [Cell::Empty, Cell::text("合计"), Cell::Empty];
    page.add(&[&head[..], &whole.cells()].concat())?;
    page.finish()
}
