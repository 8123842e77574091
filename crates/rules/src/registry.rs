//! The list of all rules, one line each, by code. A rule that is not listed here does not exist.

use crate::p;
use crate::rule::Rule;

/// All rules, by code.
pub static RULES: &[Rule] = &[p::cost_indicator_above_budget::RULE];

/// The rule of a code or a name.
pub fn find(key: &str) -> Option<&'static Rule> {
    RULES
        .iter()
        .find(|rule| rule.code.eq_ignore_ascii_case(key) || rule.name.eq_ignore_ascii_case(key))
}
