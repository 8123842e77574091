//! Family P: projects and performance.

use crate::rule::Rule;

mod cost_indicator_above_budget;

/// The rules of this family, by code.
pub(crate) static RULES: &[Rule] = &[cost_indicator_above_budget::RULE];
