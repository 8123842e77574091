//! Family K: classification codes and names.

use crate::rule::Rule;

mod codes;

mod code_out_of_order;
mod code_too_coarse;
mod economic_code_in_function_column;
mod name_not_of_code;
mod parent_row_missing;
mod retired_code;
mod unknown_code;

/// The rules of this family, by code.
pub(crate) static RULES: &[Rule] = &[
    unknown_code::RULE,
    name_not_of_code::RULE,
    parent_row_missing::RULE,
    code_too_coarse::RULE,
    code_out_of_order::RULE,
    economic_code_in_function_column::RULE,
    retired_code::RULE,
];
