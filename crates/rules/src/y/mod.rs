//! Family Y: years, as far as one document prints more than one.

use crate::rule::Rule;

mod pairs;

mod official_costs_rising;
mod years_alike;

/// The rules of this family, by code.
pub(crate) static RULES: &[Rule] = &[official_costs_rising::RULE, years_alike::RULE];
