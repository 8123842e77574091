//! Family T: wording and typography.

use crate::rule::Rule;

/// The rules of this family, by code.
pub(crate) static RULES: &[Rule] = &[];
