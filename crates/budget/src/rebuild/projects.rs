//! The projects of a document as those of a budget: forms with targets, and names that only a statement lists.
//! Where their money stands is worked out in `placement.rs`.

use std::collections::HashMap;

use mingsuan_model::text::{normalized, without_numbering};
use mingsuan_model::{
    CellValue, ColumnRole, Dimension, Disclosure, Origin, Placed, Statement, StatementId, StatementRow, Value,
};

use crate::budget::{Indicator, PlanStep, Project};

/// The projects, and who is who.
#[derive(Debug, Default)]
pub(super) struct Projects {
    pub(super) list: Vec<Project>,
    /// The budget's project of each project of the disclosure.
    pub(super) of_disclosure: Vec<Option<u32>>,
    /// The budget's project of statement rows that name one without a form.
    pub(super) of_row: HashMap<(u32, u32), u32>,
}

impl Projects {
    /// The budget's project that a fact names: by its form, or by the row of a statement that names one without a form.
    pub(super) fn of(&self, named: Value, origin: Origin) -> Option<u32> {
        let by_form = named.member().and_then(|project| self.of_disclosure.get(project as usize));
        match (by_form, origin) {
            (Some(project), _) => *project,
            (None, Origin::Statement { statement, row, .. }) => self.of_row.get(&(statement, row)).copied(),
            _ => None,
        }
    }
}

/// Reads the projects of a disclosure; a form that stands twice counts once.
pub(super) fn projects(disclosure: &Disclosure) -> Projects {
    let mut projects = Projects::default();
    for form in &disclosure.projects {
        let code = form.code.as_ref().map(|code| code.text.clone()).unwrap_or_default();
        let name = form.name.text.clone();
        if code.is_empty() && name.is_empty() {
            // Indicators without a form: a table that was torn off.
            projects.of_disclosure.push(None);
            continue;
        }
        let same = |own: &Project| own.code == code && normalized(&own.name) == normalized(&name);
        let ordinal = projects.list.iter().position(same).unwrap_or_else(|| {
            projects.list.push(project(form, code.clone(), name.clone()));
            projects.list.len() - 1
        });
        projects.of_disclosure.push(u32::try_from(ordinal).ok());
    }
    listed_in_statements(disclosure, &mut projects);
    projects
}

fn project(form: &mingsuan_model::Project, code: String, name: String) -> Project {
    let text = |placed: &Placed| placed.text.clone();
    Project {
        code,
        name,
        category: None,
        purpose: form.purpose.as_ref().map(text).unwrap_or_default(),
        goals: goals(&form.goals),
        plan: form.plan.iter().map(|step| PlanStep { month: step.month, percent: step.percent.number() }).collect(),
        indicators: form
            .indicators
            .iter()
            .map(|indicator| Indicator {
                level1: indicator.level1.clone(),
                level2: indicator.level2.clone(),
                name: text(&indicator.level3),
                description: text(&indicator.description),
                value: text(&indicator.value),
                basis: text(&indicator.basis),
            })
            .collect(),
        shows_no_other_funds: form.other.as_ref().is_some_and(|other| match other.value {
            CellValue::Number(number) => number.is_zero(),
            _ => false,
        }),
    }
}

/// The goals without their numbers; a line without a number goes on with the one above.
fn goals(lines: &[Placed]) -> Vec<String> {
    let mut goals: Vec<String> = Vec::new();
    let mut numbered = false;
    for line in lines {
        let (text, has_number) = without_numbering(&line.text);
        match goals.last_mut().filter(|_| numbered && !has_number) {
            Some(last) => last.push_str(text),
            None => goals.push(text.to_owned()),
        }
        numbered |= has_number;
    }
    goals
}

/// Rows of 项目支出表 that name a project without a form. Where the rows do not add up to their total (units and their
/// projects stand in one list), nothing tells which of them are projects.
fn listed_in_statements(disclosure: &Disclosure, projects: &mut Projects) {
    let statements = (0..).zip(&disclosure.statements);
    let lists =
        statements.filter(|(_, statement)| statement.id == StatementId::ProjectExpenditure && is_flat(statement));
    for (ordinal, statement) in lists {
        for (row_ordinal, row) in (0..).zip(&statement.rows) {
            let has_money = row.cells.iter().any(|cell| matches!(cell.value, CellValue::Number(_)));
            let has_form = match row.coordinate.get(Dimension::Project) {
                Value::Member(project) => (project as usize) < disclosure.projects.len(),
                named => named == Value::All,
            };
            if has_form || row.label.is_empty() || !has_money {
                continue;
            }
            let name = normalized(&row.label);
            let at = projects.list.iter().position(|own| normalized(&own.name) == name).unwrap_or_else(|| {
                projects.list.push(Project { name: row.label.clone(), ..Project::default() });
                projects.list.len() - 1
            });
            if let Ok(at) = u32::try_from(at) {
                projects.of_row.insert((ordinal, row_ordinal), at);
            }
        }
    }
}

/// So many units of the last printed place a total may be off by rounding.
const ROUNDED_UNITS: i128 = 5;

/// Whether the rows that name something add up to the row that does not, in the first column that has a total.
fn is_flat(statement: &Statement) -> bool {
    let is_total = |row: &&StatementRow| row.coordinate.get(Dimension::Project) == Value::All;
    let number = |row: &StatementRow, column: usize| row.cell(column).and_then(|cell| cell.value.number());
    let columns = statement.columns.iter().filter(|column| column.role == ColumnRole::Value);
    let mut totals = columns.filter_map(|column| {
        let total = statement.rows.iter().filter(is_total).find_map(|row| number(row, column.index))?;
        Some((column.index, total))
    });
    totals.next().is_some_and(|(column, total)| {
        let named = statement.rows.iter().filter(|row| !is_total(row));
        let sum: i128 = named.filter_map(|row| number(row, column)).map(|number| number.millionths()).sum();
        // Each of them may have been rounded.
        let unit = 10_i128.pow(6_u32.saturating_sub(u32::from(total.decimals())));
        (sum - total.millionths()).abs() <= ROUNDED_UNITS * unit
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goals_lose_their_numbers_and_go_on_over_lines() {
        let lines = ["1.修缮管网", "并验收；", "2.保障供水"];
        let lines = lines.map(|text| Placed { text: text.into(), ..Placed::default() });
        assert_eq!(goals(&lines), ["修缮管网并验收；", "保障供水"]);
        let lines = ["保障供水。", "方便群众。"].map(|text| Placed { text: text.into(), ..Placed::default() });
        assert_eq!(goals(&lines), ["保障供水。", "方便群众。"]);
    }
}
