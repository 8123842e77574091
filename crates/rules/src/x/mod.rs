//! Family X: between statements.

use crate::rule::Rule;

/// The rules of this family, by code.
pub(crate) static RULES: &[Rule] = &[];
