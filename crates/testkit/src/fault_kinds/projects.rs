//! Faults in the two tables of a project: code, money, plan, goal and indicators.

use super::site::{beside, cells, projects, rows, set, spoil, table, year};
use super::{FaultKind, Spot, kind};
use crate::draft::{CellRef, Draft};
use crate::project_code::{check_character, with_wrong_check};
use crate::rng::Rng;

pub(super) const KINDS: &[FaultKind] = &[
    kind("code-cut-short", "P003", code_cut_short),
    kind("check-character", "P004", wrong_check),
    kind("duplicate-code", "P005", duplicate_code),
    kind("code-of-other-region", "P036", other_region),
    kind("project-funds", "P002", funds),
    kind("plan-falls", "P007", plan_falls),
    kind("plan-gone", "P042", plan_gone),
    kind("goal-gone", "P020", goal_gone),
    kind("goal-of-earlier-year", "P024", earlier_goal),
    kind("goal-above-budget", "P027", goal_above_budget),
    kind("indicator-kind-gone", "P009", kind_gone),
    kind("cost-above-budget", "P006", cost_above_budget),
    kind("rate-in-money", "P012", rate_in_money),
    kind("rate-beyond-hundred", "P012", rate_beyond_hundred),
    kind("bound-wrong-way", "P019", bound_wrong_way),
    kind("stale-basis", "P017", stale_basis),
    kind("deadline-before-year", "P025", early_deadline),
    kind("indicator-without-name", "P029", without_name),
    kind("indicator-without-basis", "P041", without_basis),
    kind("indicator-twice", "P022", indicator_twice),
];

type Row = Vec<(CellRef, String)>;

fn any_project(draft: &Draft, rng: &mut Rng) -> Option<(usize, usize)> {
    rng.pick(&projects(draft)).copied()
}

/// The code of a project.
fn code(draft: &Draft, project: (usize, usize)) -> Option<(CellRef, String)> {
    beside(draft, project.0, "项目编码")
}

fn code_cut_short(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let (place, code) = code(draft, any_project(draft, rng)?)?;
    set(draft, place, &code[..code.len() - 2])
}

fn wrong_check(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let (place, code) = code(draft, any_project(draft, rng)?)?;
    set(draft, place, with_wrong_check(&code))
}

/// The code of the project before it.
fn duplicate_code(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let all = projects(draft);
    let second = 1 + rng.below(all.len().checked_sub(1)?);
    let (_, first) = code(draft, *all.get(second - 1)?)?;
    let (place, _) = code(draft, *all.get(second)?)?;
    set(draft, place, first)
}

/// One of several codes begins with another province, its check character right.
fn other_region(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    if projects(draft).len() < 3 {
        return None;
    }
    let (place, code) = code(draft, any_project(draft, rng)?)?;
    let mut moved = format!("440106{}", &code[6..20]);
    moved.push(check_character(&moved)?);
    set(draft, place, moved)
}

fn funds(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let project = any_project(draft, rng)?;
    let fiscal = beside(draft, project.0, "其中：财政资金").filter(|(_, text)| text != "0.00")?;
    spoil(draft, &[fiscal], rng)
}

/// The four shares of the plan.
fn plan(draft: &Draft, project: (usize, usize)) -> Option<Row> {
    let rows = rows(draft, project.0);
    rows.into_iter().map(|(_, row)| row).find(|row| row.len() == 4 && row[3].1.ends_with('%'))
}

/// The share of June below that of March.
fn plan_falls(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let plan = plan(draft, any_project(draft, rng)?)?;
    let march: u8 = plan[0].1.trim_end_matches('%').parse().ok()?;
    set(draft, plan[1].0, format!("{}%", march.checked_sub(3)?))
}

fn plan_gone(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let project = any_project(draft, rng)?;
    let plan = plan(draft, project)?;
    for (place, _) in &plan {
        draft.set_cell(*place, "");
    }
    plan.first().map(|(place, _)| Spot::Cell(*place))
}

fn goal_gone(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let project = any_project(draft, rng)?;
    let (place, _) = beside(draft, project.0, "绩效目标")?;
    draft.set_cell(place, "");
    beside(draft, project.0, "项目名称").map(|(place, _)| Spot::Cell(place))
}

fn earlier_goal(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let year = year(draft)?;
    let (place, _) = beside(draft, any_project(draft, rng)?.0, "绩效目标")?;
    set(draft, place, format!("1.{}年完成全部任务。", year - 2))
}

fn goal_above_budget(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let (place, _) = beside(draft, any_project(draft, rng)?.0, "绩效目标")?;
    set(draft, place, "1.安排资金9876543万元，完成全部任务。")
}

/// The rows of a project's indicators; the last five cells of each are second level to basis.
fn indicators(draft: &Draft, project: (usize, usize)) -> Vec<Row> {
    let rows = rows(draft, project.1).into_iter().skip(1);
    rows.map(|(_, row)| row[row.len().saturating_sub(5)..].to_vec()).filter(|row| row.len() == 5).collect()
}

/// An indicator whose second level, name or value passes.
fn indicator(draft: &Draft, rng: &mut Rng, passes: impl Fn(&Row) -> bool) -> Option<Row> {
    let fitting: Vec<Row> = indicators(draft, any_project(draft, rng)?).into_iter().filter(passes).collect();
    rng.pick(&fitting).cloned()
}

fn kind_gone(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let project = any_project(draft, rng)?;
    let row = indicators(draft, project).into_iter().find(|row| row[0].1 == "质量指标")?[0].0.row;
    let table = table(draft, project.1)?;
    // The first row of the level has the cell over all its rows.
    let head = table.rows.get_mut(1)?.first_mut().filter(|cell| cell.rowspan > 1)?;
    head.rowspan -= 1;
    table.rows.remove(row - 1);
    beside(draft, project.0, "项目名称").map(|(place, _)| Spot::Cell(place))
}

fn cost_above_budget(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let row = indicator(draft, rng, |row| row[1].1 == "项目总成本")?;
    set(draft, row[3].0, "≤9876543万元")
}

fn rate_in_money(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let row = indicator(draft, rng, |row| row[1].1.ends_with('率') && row[0].1 != "成本指标")?;
    set(draft, row[3].0, "≥95万元")
}

fn rate_beyond_hundred(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let row = indicator(draft, rng, |row| row[1].1.ends_with("合格率"))?;
    set(draft, row[3].0, "≥195%")
}

fn bound_wrong_way(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let row = indicator(draft, rng, |row| row[1].1.ends_with("满意度"))?;
    set(draft, row[3].0, "≤90%")
}

fn stale_basis(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let year = year(draft)?;
    let row = indicator(draft, rng, |_| true)?;
    set(draft, row[4].0, format!("{}年工作计划", year - 4))
}

fn early_deadline(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let year = year(draft)?;
    let row = indicator(draft, rng, |row| row[1].1 == "项目完成时间")?;
    set(draft, row[3].0, format!("{}年12月底前", year - 1))
}

fn without_name(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let row = indicator(draft, rng, |row| row[0].1 == "数量指标")?;
    draft.set_cell(row[1].0, "");
    Some(Spot::Cell(row[3].0))
}

fn without_basis(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let row = indicator(draft, rng, |_| true)?;
    set(draft, row[4].0, "")
}

/// The last indicator of a project once more.
fn indicator_twice(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let project = any_project(draft, rng)?;
    let last = cells(draft, project.1).last()?.0.row;
    let table = table(draft, project.1)?;
    let mut copy = table.rows.last()?.clone();
    copy.iter_mut().for_each(|cell| cell.rowspan = 1);
    table.rows.push(copy);
    Some(Spot::Row(project.1, last + 1))
}
