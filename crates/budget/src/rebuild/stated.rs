//! Totals that the document rounded on their own: stated as printed where the rebuilt lines add up to nearly the same.
//! What differs by more than rounding is a contradiction, which is told in `check.rs` and never printed.

use std::collections::BTreeMap;

use mingsuan_model::text::normalized;
use mingsuan_model::{Coordinate, Dimension, Disclosure, Fact, Profile, Value};

use super::margins::Grains;
use super::returned::key_of;
use crate::budget::{Budget, Stated};
use crate::form::Form;

/// The totals that the form prints and that are off by rounding. Where the document prints several amounts at one
/// position, one that the lines give is as good as printed.
pub(super) fn stated(disclosure: &Disclosure, budget: &Budget) -> Vec<Stated> {
    let profile = Profile::named(&budget.profile).unwrap_or_else(|| Profile::for_region(None));
    let form = Form::of(profile, budget.year);
    let mut printed: BTreeMap<Coordinate, Vec<&Fact>> = BTreeMap::new();
    for fact in disclosure.facts.iter().filter(|fact| !fact.additive && fact.amount().is_some()) {
        if let Some(at) = position(disclosure, fact, budget, form) {
            printed.entry(at).or_default().push(fact);
        }
    }
    let grains = Grains::of(disclosure);
    let scale = budget.scale.unwrap_or(form.scale);
    let stated = printed.into_iter().filter_map(|(at, facts)| {
        let sum = budget.computed_at(&at)?;
        let is_given = facts.iter().any(|fact| fact.amount() == Some(sum));
        let fact = facts.into_iter().find(|fact| !is_given && grains.explain(fact, sum))?;
        Some(Stated { at, printed: fact.amount()?, sum })
    });
    stated.filter(|stated| stated.is_rounding(scale)).collect()
}

/// The position of a fact that the form prints; a project by its only index.
fn position(disclosure: &Disclosure, fact: &Fact, budget: &Budget, form: &Form) -> Option<Coordinate> {
    let (at, name) = key_of(disclosure, fact)?;
    let is_purchase = at.is_at(Dimension::Side, "procurement");
    if is_purchase || at.get(Dimension::Agency) != Value::All || !form.prints(&at, !name.is_empty()) {
        return None;
    }
    if name.is_empty() {
        return Some(at);
    }
    let mut own = (0..).zip(&budget.projects).filter(|(_, project)| normalized(&project.name) == name);
    let (index, _) = own.next()?;
    own.next().is_none().then(|| at.with(Dimension::Project, Value::Member(index)))
}
