//! What was read of a specimen against what it tells: statements in order, scales, facts, identity.
//! Any difference is the reader's mistake or the specimen's; both are worth looking at.

use std::collections::BTreeMap;

use mingsuan_model::{
    AgencyLevel, Amount, Coordinate, Dimension, Disclosure, DisclosureKind, Fact, Origin, StatementId, Value,
};

use super::{Sheet, Specimen};

/// The differences between a specimen and what was read of it, a line each; none when it was read right.
pub fn differences(specimen: &Specimen, read: &Disclosure) -> Vec<String> {
    let mut lines = identity(specimen, read);
    let mut next = 0;
    for sheet in &specimen.sheets {
        let found = (next..).zip(&read.statements[next..]).find(|(_, statement)| statement.id == sheet.id);
        let Some((at, statement)) = found else {
            lines.push(format!("{}: missing {:?}", sheet.id.key(), sheet.title));
            continue;
        };
        let spurious = read.statements[next..at].iter();
        lines.extend(spurious.map(|statement| format!("{}: spurious {:?}", statement.id.key(), statement.title)));
        next = at + 1;
        let ordinal = u32::try_from(at).unwrap_or(u32::MAX);
        if statement.scale != Some(sheet.scale) {
            lines.push(format!("{}: scale {:?}, read {:?}", sheet.id.key(), sheet.scale, statement.scale));
        }
        let facts = read
            .facts
            .iter()
            .filter(|fact| matches!(fact.origin, Origin::Statement { statement, .. } if statement == ordinal));
        lines.extend(facts_of(sheet, facts).into_iter().map(|line| format!("{}: {line}", sheet.id.key())));
    }
    if !specimen.forms.is_empty() {
        lines.extend(super::targets::differences(&specimen.budget, &read.projects));
    }
    let rest = read.statements[next..].iter().filter(|statement| statement.id != StatementId::PerformanceProject);
    lines.extend(rest.map(|statement| format!("{}: spurious {:?}", statement.id.key(), statement.title)));
    lines
}

fn identity(specimen: &Specimen, read: &Disclosure) -> Vec<String> {
    let level = if specimen.is_department { AgencyLevel::Department } else { AgencyLevel::Unit };
    let kind = if specimen.is_final { DisclosureKind::FinalAccounts } else { DisclosureKind::Budget };
    let pairs = [
        ("agency", specimen.budget.agency.name.clone(), read.agency.name.clone()),
        ("year", format!("{:?}", Some(specimen.budget.year)), format!("{:?}", read.year)),
        ("level", format!("{:?}", Some(level)), format!("{:?}", read.agency.level)),
        ("kind", format!("{kind:?}"), format!("{:?}", read.kind)),
    ];
    let differ = pairs.into_iter().filter(|(_, wanted, found)| wanted != found);
    differ.map(|(what, wanted, found)| format!("{what} {wanted}, read {found}")).collect()
}

/// Told and read facts that have no counterpart. Which body a row is of is left aside: it is numbered by the reader.
fn facts_of<'f>(sheet: &Sheet, facts: impl Iterator<Item = &'f Fact>) -> Vec<String> {
    let mut balance: BTreeMap<(Coordinate, Amount), i32> = BTreeMap::new();
    for (at, amount) in &sheet.told {
        *balance.entry((shared(*at), *amount)).or_default() += 1;
    }
    for fact in facts {
        let Some(amount) = fact.amount().filter(|amount| amount.0 != 0) else { continue };
        *balance.entry((shared(fact.coordinate), amount)).or_default() -= 1;
    }
    let said = |((at, amount), count): ((Coordinate, Amount), i32)| match count {
        0 => None,
        n if n > 0 => Some(format!("- {at:?} {amount}")),
        _ => Some(format!("+ {at:?} {amount}")),
    };
    balance.into_iter().filter_map(said).collect()
}

/// A coordinate without what is not compared.
fn shared(at: Coordinate) -> Coordinate {
    let project = at.get(Dimension::Project) != Value::All;
    let at = at.with(Dimension::Agency, Value::All);
    // Which project a row is of shows by its amount.
    if project { at.with(Dimension::Project, Value::Unknown) } else { at }
}
