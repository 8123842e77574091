//! All rules in order of their codes, gathered from the families. Each family's `mod.rs` lists its own;
//! a rule that is not listed there does not exist.

use std::sync::LazyLock;

use crate::rule::Rule;
use crate::{a, d, e, g, k, n, p, t, x, y};

/// All rules, by code.
pub static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let families = [a::RULES, d::RULES, e::RULES, g::RULES, k::RULES, n::RULES, p::RULES, t::RULES, x::RULES, y::RULES];
    let mut rules: Vec<Rule> = families.into_iter().flatten().copied().collect();
    rules.sort_by_key(|rule| rule.code);
    rules
});

/// The rule of a code or a name.
pub fn find(key: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code.eq_ignore_ascii_case(key) || rule.name.eq_ignore_ascii_case(key))
}
