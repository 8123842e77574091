//! Family K: classification codes and names.

use crate::rule::Rule;

/// The rules of this family, by code.
pub(crate) static RULES: &[Rule] = &[];
