//! Indicators that ask the same thing a second time in one project: what two rules look at, one for equal values and one
//! for different ones. What an indicator asks is told in `words.rs`.

use std::collections::BTreeMap;

use mingsuan_model::text::normalized;
use mingsuan_model::{Indicator, Project};

use super::words::what_is_asked;
use crate::context::Context;
use crate::rule::Found;

/// An indicator that asks what an earlier one of its project asks.
pub(super) struct AskedTwice<'a> {
    pub(super) project: &'a Project,
    pub(super) first: &'a Indicator,
    pub(super) again: &'a Indicator,
}

impl AskedTwice<'_> {
    /// Whether both have one value, however it is spaced.
    pub(super) fn has_one_value(&self) -> bool {
        normalized(&self.first.value.text) == normalized(&self.again.value.text)
    }
}

/// All of them; each indicator that tells what it asks is one comparison.
pub(super) fn asked_twice<'a>(context: &Context<'a>, found: &mut Found) -> Vec<AskedTwice<'a>> {
    let mut pairs = Vec::new();
    for project in &context.disclosure.projects {
        let mut seen: BTreeMap<[String; 3], &Indicator> = BTreeMap::new();
        for indicator in &project.indicators {
            let Some(asked) = what_is_asked(indicator) else { continue };
            found.compared();
            let first = *seen.entry(asked).or_insert(indicator);
            if !std::ptr::eq(first, indicator) {
                pairs.push(AskedTwice { project, first, again: indicator });
            }
        }
    }
    pairs
}
