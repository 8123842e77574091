//! The projects of the statement of project expenditure, by name: what the performance tables are held against.
//! No judgement here.

use std::collections::HashMap;

use mingsuan_model::{Amount, Dimension, Place, Project, StatementId, Value};

use crate::context::Context;

/// A name in the statement of project expenditure with its amounts, row by row.
pub(super) struct Listed {
    /// As printed.
    pub(super) name: String,
    /// Where the first row with it stands.
    pub(super) place: Place,
    /// The largest amount of each row, in 分, with the worth of its last place.
    pub(super) amounts: Vec<(i64, i64)>,
}

impl Listed {
    /// Whether one row, or all together, hold an amount, up to its last place or that of the row.
    pub(super) fn holds(&self, amount: Amount, grain: i64) -> bool {
        let sum = self.amounts.iter().fold((0_i64, 0), |sum, (a, g)| (sum.0.saturating_add(*a), *g.max(&sum.1)));
        let close = |(own, g): &(i64, i64)| own.abs_diff(amount.0) <= grain.max(*g).unsigned_abs();
        self.amounts.iter().any(close) || close(&sum)
    }
}

/// A name without white space, brackets and quotes.
pub(super) fn bare(name: &str) -> String {
    mingsuan_model::text::normalized(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The names of the statement with this year's amounts.
pub(super) fn listed(context: &Context<'_>) -> HashMap<String, Listed> {
    let year = context.year().map(|year| Value::Member(u32::from(year)));
    let mut all: HashMap<String, Listed> = HashMap::new();
    for ((statement, row), facts) in context.rows_of(StatementId::ProjectExpenditure) {
        let rows = context.disclosure.statements.get(statement as usize).map(|statement| &statement.rows);
        let Some(row) = rows.and_then(|rows| rows.get(row as usize)) else { continue };
        let of_this_year = facts.iter().filter(|id| {
            let at = &context.cube.fact(**id).coordinate;
            let own = at.get(Dimension::Year);
            at.is_at(Dimension::Measure, "amount") && (own == Value::All || Some(own) == year)
        });
        let largest = of_this_year.filter_map(|id| context.cube.value(*id)).max_by_key(|ticks| ticks.value);
        let (name, Some(amount)) = (bare(&row.label), largest.filter(|ticks| ticks.value > 0)) else { continue };
        if name.is_empty() {
            continue;
        }
        let place = || row.place.with_text(row.label.as_str());
        let listed =
            all.entry(name).or_insert_with(|| Listed { name: row.label.clone(), place: place(), amounts: Vec::new() });
        listed.amounts.push((amount.value, amount.grain));
    }
    all
}

/// A project's budget with the worth of its last place, in 分.
pub(super) fn budget_of(project: &Project) -> Option<(Amount, i64)> {
    let (number, scale) = (project.budget.as_ref()?.value.number()?, project.scale?);
    let amount = Amount::from_printed(number, scale).filter(|amount| amount.0 > 0)?;
    Some((amount, scale.fen() / 10_i64.checked_pow(u32::from(number.decimals()))?))
}
