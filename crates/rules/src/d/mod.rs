//! Family D: disclosure completeness and form.

use crate::rule::Rule;

/// The rules of this family, by code.
pub(crate) static RULES: &[Rule] = &[];
