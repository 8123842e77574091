//! What the sheets of a workbook say of each other: projects without money, stated 三公 below the lines, sums too large.
//! What the law asks of a budget is the business of the rules.

use super::cells::Records;
use super::choices;
use super::fault::Fault;
use super::report::Report;
use super::spec::{Criteria, book};
use super::sums::total;
use super::take::Setting;
use super::take_money::shown;
use crate::budget::Budget;

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

/// Stated items of “三公” that are less than the lines of the same fund tell.
pub(super) fn official_below_lines(records: &Records, budget: &Budget, setting: Setting, report: &mut Report) {
    let mut told: Vec<(&[String], &str)> = Vec::new();
    for (record, cost) in records.rows.iter().zip(&budget.official_costs) {
        let Some(group) = book().official.iter().find(|group| group.items.contains(&cost.item)) else { continue };
        // Items that the lines do not tell apart are compared together, once.
        if told.contains(&(group.items.as_slice(), cost.fund.key())) {
            continue;
        }
        told.push((&group.items, cost.fund.key()));
        let of_group = budget.official_costs.iter();
        let of_group = of_group.filter(|other| other.fund == cost.fund && group.items.contains(&other.item));
        let stated = total(of_group.map(|other| other.amount));
        let criteria = Criteria {
            economic: group.economic.clone(),
            funds: vec![cost.fund.key().to_owned()],
            ..Criteria::default()
        };
        if let (Some(stated), Some(lines)) = (stated, criteria.sum(&budget.lines))
            && stated < lines
        {
            let name = choices::label("official", &cost.item);
            let (stated, lines) = (shown(stated, setting.scale), shown(lines, setting.scale));
            let at = records.spot(record, "amount");
            report.add(at, Fault::OfficialBelowLines, &[("name", name), ("value", &stated), ("lines", &lines)]);
        }
    }
}
