//! Two documents put side by side: the amounts in their statements that differ. Which findings one has and the other has not
//! is told by the report.

use std::collections::HashMap;

use mingsuan_model::{Amount, Coordinate, Dimension, Disclosure, Fact, Origin, Place, StatementId, Value};

/// An amount that is not the same in both.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Statement, row and column.
    pub what: String,
    /// The amount in the first document; nothing when it has none there.
    pub before: Option<(Amount, Place)>,
    /// The amount in the second.
    pub after: Option<(Amount, Place)>,
}

/// So many are told at most.
const MOST: usize = 2_000;

/// What an amount is of. Years count from that of the document: the plan of this year stands against the plan of the last.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key<'d> {
    statement: StatementId,
    at: Coordinate,
    years_ahead: Option<i64>,
    project: Option<&'d str>,
    /// Several amounts of one key are told apart by their order.
    ordinal: usize,
}

struct Found<'d> {
    what: (&'d Disclosure, usize, usize, usize),
    amount: Amount,
    place: &'d Place,
}

/// The amounts that differ, in the order of the second document; those that only the first has come last.
pub fn figures(before: &Disclosure, after: &Disclosure) -> Vec<Figure> {
    let (earlier, now) = (amounts(before), amounts(after));
    let found: HashMap<&Key<'_>, &Found<'_>> = earlier.iter().map(|(key, found)| (key, found)).collect();
    let known: HashMap<&Key<'_>, ()> = now.iter().map(|(key, _)| (key, ())).collect();
    let side = |found: &Found<'_>| (found.amount, found.place.clone());
    let changed = now.iter().filter_map(|(key, after)| {
        let before = found.get(key).copied();
        let is_same = before.map_or(after.amount == Amount::ZERO, |before| before.amount == after.amount);
        (!is_same).then(|| Figure { what: after.told(), before: before.map(side), after: Some(side(after)) })
    });
    let gone = earlier.iter().filter(|(key, found)| found.amount != Amount::ZERO && !known.contains_key(key));
    let gone = gone.map(|(_, before)| Figure { what: before.told(), before: Some(side(before)), after: None });
    changed.chain(gone).take(MOST).collect()
}

fn amounts(disclosure: &Disclosure) -> Vec<(Key<'_>, Found<'_>)> {
    let mut counts: HashMap<Key<'_>, usize> = HashMap::new();
    let amounts = disclosure.facts.iter().filter_map(|fact| {
        let (key, found) = amount(disclosure, fact)?;
        let count = counts.entry(key).or_default();
        let ordinal = std::mem::replace(count, *count + 1);
        Some((Key { ordinal, ..key }, found))
    });
    amounts.collect()
}

fn amount<'d>(disclosure: &'d Disclosure, fact: &'d Fact) -> Option<(Key<'d>, Found<'d>)> {
    let Origin::Statement { statement, row, column } = fact.origin else { return None };
    let [statement, row, column] = [statement, row, column].map(|at| at as usize);
    let at = fact.coordinate;
    let amount = fact.amount().filter(|_| !at.has_unknown())?;
    let project = match at.get(Dimension::Project) {
        Value::Member(ordinal) => Some(disclosure.projects.get(ordinal as usize)?.name.text.as_str()),
        _ => None,
    };
    let years_ahead = match (at.get(Dimension::Year), disclosure.year) {
        (Value::Member(year), Some(of)) => Some(i64::from(year) - i64::from(of)),
        (Value::Member(year), None) => Some(i64::from(year)),
        _ => None,
    };
    let at = at.with(Dimension::Project, Value::All).with(Dimension::Year, Value::All);
    let id = disclosure.statements.get(statement)?.id;
    let key = Key { statement: id, at, years_ahead, project, ordinal: 0 };
    Some((key, Found { what: (disclosure, statement, row, column), amount, place: &fact.place }))
}

impl Found<'_> {
    fn told(&self) -> String {
        let (disclosure, statement, row, column) = self.what;
        let Some(statement) = disclosure.statements.get(statement) else { return String::new() };
        let row = statement.rows.get(row).map(|row| row.label.clone()).unwrap_or_default();
        let column = statement.columns.get(column).map(|column| column.title()).unwrap_or_default();
        let parts = [statement.title.clone(), row, column];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}
