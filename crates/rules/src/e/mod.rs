//! Family E: the run itself. What is found is found by whoever runs the check; here stand catalogue entry and manual.

use crate::rule::Rule;

mod waiver_expired;
mod waiver_unused;

/// The rules of this family, by code.
pub(crate) static RULES: &[Rule] = &[waiver_unused::RULE, waiver_expired::RULE];
