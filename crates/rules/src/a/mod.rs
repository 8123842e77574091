//! Family A: arithmetic inside a statement.

use crate::rule::Rule;

mod years;

mod amount_beyond_total;
mod cell_not_a_number;
mod change_column_mismatch;
mod change_rate_mismatch;
mod decimals_stand_out;
mod negative_amount;
mod official_costs_mismatch;
mod row_total_mismatch;
mod row_twice;
mod separators_mixed;
mod subtotal_mismatch;
mod summary_total_mismatch;

/// The rules of this family.
pub(crate) static RULES: &[Rule] = &[
    subtotal_mismatch::RULE,
    row_total_mismatch::RULE,
    summary_total_mismatch::RULE,
    official_costs_mismatch::RULE,
    change_column_mismatch::RULE,
    change_rate_mismatch::RULE,
    negative_amount::RULE,
    row_twice::RULE,
    decimals_stand_out::RULE,
    separators_mixed::RULE,
    cell_not_a_number::RULE,
    amount_beyond_total::RULE,
];
