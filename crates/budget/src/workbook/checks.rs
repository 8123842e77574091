//! What the sheets of a workbook say of each other: projects without money, stated 三公 below the lines, sums too large.
//! What the law asks of a budget is the business of the rules.

use super::cells::Records;
use super::choices;
use super::fault::Fault;
use super::report::Report;
use super::spec::book;
use super::sums::{Criteria, total};
use super::take::Setting;
use super::take_money::shown;
use crate::budget::{Budget, Fund, OfficialCost};

/// Projects that no line pays.
pub(super) fn projects_without_lines(records: &Records, budget: &Budget, report: &mut Report) {
    for (index, (record, project)) in records.rows.iter().zip(&budget.projects).enumerate() {
        if !project.name.is_empty() && budget.lines.iter().all(|line| line.project != Some(index)) {
            let at = records.spot(record, "name");
            report.add(at, Fault::ProjectWithoutLines, &[("value", &project.name)]);
        }
    }
}

/// No lines at all, or more money than can be counted.
pub(super) fn lines(records: &Records, budget: &Budget, report: &mut Report) {
    if records.rows.is_empty() {
        report.add(records.header_spot(), Fault::NoLines, &[]);
    }
    if total(budget.lines.iter().map(|line| line.amount)).is_none() {
        report.fail(records.header_spot(), Fault::TotalTooLarge, &[]);
    }
}

/// Stated items of “三公” that are less than the lines of the same fund tell. Once one is stated, the lines no longer
/// count, so that what is not stated is less, too.
pub(super) fn official_below_lines(records: &Records, budget: &Budget, setting: Setting, report: &mut Report) {
    if budget.official_costs.is_empty() {
        return;
    }
    for fund in Fund::ALL.into_iter().filter(|fund| fund.is_fiscal()) {
        for group in &book().official.groups {
            let of_group = |cost: &&OfficialCost| cost.fund == fund && group.contains(&cost.item);
            let stated = total(budget.official_costs.iter().filter(of_group).map(|cost| cost.amount));
            let (Some(stated), Some(lines)) = (stated, Criteria::of_items(group, fund).sum(&budget.lines)) else {
                continue;
            };
            if stated >= lines {
                continue;
            }
            let first = budget.official_costs.iter().position(|cost| of_group(&cost));
            let record = first.and_then(|at| records.rows.get(at));
            let at = record.map_or(records.header_spot(), |record| records.spot(record, "amount"));
            let name = group.last().map_or("", |item| choices::label("official", item));
            let name = format!("{name}（{}）", choices::label("fund", fund.key()));
            let (stated, lines) = (shown(stated, setting.scale), shown(lines, setting.scale));
            report.add(at, Fault::OfficialBelowLines, &[("name", &name), ("value", &stated), ("lines", &lines)]);
        }
    }
}
