//! What functional items are meant for, from `standards/class-use.toml`, and the money that stands under one.
//! No judgement here.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use mingsuan_model::{Class, Dimension, Finding, ListId, Origin, Place};
use serde::Deserialize;

use crate::context::Context;
use crate::rule::Found;

/// The lists as written; the file says what each is for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Items {
    pub(super) basic_of_administrations: Vec<String>,
    pub(super) basic_of_institutions: Vec<String>,
    pub(super) project_only: Vec<String>,
    pub(super) institutions: Vec<String>,
    pub(super) administrations: Vec<String>,
    pub(super) not_administrations: Vec<String>,
    pub(super) catch_all_percent: i128,
    pub(super) catch_all_items: usize,
    pub(super) pay: Vec<String>,
    pub(super) comes_with_pay: Vec<String>,
    pub(super) fund_items: Vec<String>,
    pub(super) shared_classes: Vec<String>,
    pub(super) state_capital_class: String,
    pub(super) state_capital_others: Vec<String>,
    pub(super) never_basic: Vec<String>,
    pub(super) economic_catch_all: Vec<(String, String)>,
    pub(super) economic_catch_all_percent: i128,
    pub(super) economic_catch_all_items: usize,
    pub(super) department_headers: Vec<String>,
    pub(super) government_headers: Vec<String>,
    pub(super) contributions: Vec<(String, String)>,
    pub(super) contribution_base: Vec<String>,
    pub(super) contribution_base_needed: Vec<String>,
    pub(super) contribution_percent: Vec<(String, i128)>,
}

pub(super) static ITEMS: LazyLock<Items> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../standards/class-use.toml"))
        .expect("standards/class-use.toml is part of the program and a test reads it")
});

/// Money of one functional item.
pub(super) struct Money {
    pub(super) class: &'static Class,
    pub(super) statement: u32,
    pub(super) place: Place,
}

/// The amounts other than zero in statements, of functional items with one of the names and one of the kinds (any,
/// where none is given), by code in the order of the document.
pub(super) fn money(context: &Context<'_>, names: &[String], kinds: &[&str]) -> BTreeMap<&'static str, Vec<Money>> {
    let mut by_code: BTreeMap<&'static str, Vec<Money>> = BTreeMap::new();
    for (id, fact) in (0..).zip(context.cube.facts) {
        let Origin::Statement { statement, .. } = fact.origin else { continue };
        let at = &fact.coordinate;
        let is_of_kind = kinds.is_empty() || at.key(Dimension::Kind).is_some_and(|kind| kinds.contains(&kind));
        let is_amount = at.is_at(Dimension::Measure, "amount") && !at.has_unknown();
        if !is_of_kind || !is_amount || fact.value.number().is_none() || !context.cube.is_nonzero(id) {
            continue;
        }
        let Some(class) = item_of(at.code(Dimension::Function)) else { continue };
        if names.iter().any(|name| name == class.name) {
            by_code.entry(class.code).or_default().push(Money { class, statement, place: fact.place.clone() });
        }
    }
    by_code
}

/// The item (项) that a code of seven digits is in the list.
pub(super) fn item_of(code: Option<u32>) -> Option<&'static Class> {
    let code = code.filter(|code| (1_000_000..10_000_000).contains(code))?;
    ListId::Function.list().by_code(&code.to_string())
}

/// Money under items that are not for its kind: one finding an item, made of the statement's title and the first amount.
pub(super) fn misplaced(
    context: &Context<'_>,
    names: &[String],
    kinds: &[&str],
    found: &mut Found,
    told: impl Fn(&str, &Money) -> Finding,
) {
    for places in money(context, names, &["basic", "project"]).into_values() {
        places.iter().for_each(|_| found.compared());
    }
    for places in money(context, names, kinds).into_values() {
        let mut places = places.iter();
        let Some(first) = places.next() else { continue };
        let title = context.disclosure.statements.get(first.statement as usize).map_or("", |s| s.title.as_str());
        let others = places.map(|other| other.place.clone());
        found.push(others.fold(told(title, first), |finding, place| {
            finding.relate("同一科目的另一处", "the same item elsewhere", place)
        }));
    }
}

/// Whether a name ends with one of the endings.
pub(super) fn ends_with(name: &str, endings: &[String]) -> bool {
    endings.iter().any(|ending| name.ends_with(ending.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_named_are_in_the_list() {
        let names = [&ITEMS.basic_of_administrations, &ITEMS.basic_of_institutions, &ITEMS.project_only];
        for name in names.into_iter().flatten() {
            assert!(ListId::Function.list().by_name(name).any(|class| class.code.len() == 7), "{name}");
        }
    }
}
