//! Family X: between statements.

use crate::rule::Rule;

mod basic_above_official_costs;
mod operating_costs_differ;
mod statements_disagree;

/// The rules of this family.
pub(crate) static RULES: &[Rule] =
    &[statements_disagree::RULE, operating_costs_differ::RULE, basic_above_official_costs::RULE];
