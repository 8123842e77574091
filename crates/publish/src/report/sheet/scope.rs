//! The sheet 检查范围: per document and family of rules, on how many places it was checked, and what could not be and why.
//! What has nothing to speak of in a document is counted, not listed.

use std::collections::BTreeMap;

use mingsuan_model::Outcome;
use mingsuan_rules::{Family, registry};
use rust_xlsxwriter::XlsxError;

use super::Sheet;
use super::page::{Cell, Column, Page};
use crate::report::{Docket, Ended};

pub(super) const COLUMNS: [Column; 12] = [
    ("单位名称", 22),
    ("文件", 28),
    ("检查内容", 18),
    ("比较处数", 10),
    ("通过", 7),
    ("不通过", 7),
    ("不适用", 7),
    ("无法检查", 9),
    ("无法检查的规则和原因", 60),
    ("表中金额", 10),
    ("已核对", 10),
    ("覆盖率", 9),
];

#[derive(Default)]
struct Sum {
    rules: [usize; 4],
    comparisons: usize,
    reasons: Vec<String>,
}

impl Sum {
    fn add(&mut self, ended: &Ended) {
        let at = match ended.outcome {
            Outcome::Pass => 0,
            Outcome::Fail => 1,
            Outcome::NotApplicable => 2,
            Outcome::Insufficient => 3,
        };
        self.rules[at] += 1;
        self.comparisons += ended.comparisons;
        if ended.outcome == Outcome::Insufficient {
            let title = registry::find(&ended.code).map_or("", |rule| rule.title);
            let reason = ended.reason.as_deref().unwrap_or("缺少所需内容").trim_end_matches('。');
            self.reasons.push(format!("{} {title}：{reason}", ended.code));
        }
    }

    fn cells(self) -> [Cell; 6] {
        let [pass, fail, none, insufficient] = self.rules.map(Cell::Count);
        [Cell::Count(self.comparisons), pass, fail, none, insufficient, Cell::Text(self.reasons.join("；"))]
    }
}

pub(super) fn write(sheet: &Sheet, mut page: Page<'_>) -> Result<(), XlsxError> {
    for docket in &sheet.dockets {
        document(docket, &mut page)?;
    }
    page.finish()
}

fn document(docket: &Docket, page: &mut Page<'_>) -> Result<(), XlsxError> {
    let head = |what: Cell| [Cell::text(docket.agency_name()), Cell::text(&docket.path), what];
    if let Some(message) = &docket.unreadable {
        let told = [Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, Cell::text(message)];
        return page.add(&[&head(Cell::Bad("无法读取，全部没有检查".to_owned()))[..], &told].concat());
    }
    let mut whole = Sum::default();
    let mut families: BTreeMap<Family, Sum> = BTreeMap::new();
    for ended in &docket.rules {
        families.entry(Family::of(&ended.code)).or_default().add(ended);
        whole.add(ended);
    }
    whole.reasons.clear();
    let (all, verified) = (docket.coverage.numeric_cells, docket.coverage.verified_cells);
    let share = if all == 0 { Cell::Short("—".to_owned()) } else { Cell::Share(verified, all) };
    let cover = [Cell::Count(all), Cell::Count(verified), share];
    page.add(&[&head(Cell::text("全部"))[..], &whole.cells(), &cover].concat())?;
    for (family, sum) in families {
        let empty = [Cell::Empty, Cell::Empty, Cell::Empty];
        page.add(&[&head(Cell::text(family.title()))[..], &sum.cells(), &empty].concat())?;
    }
    Ok(())
}
