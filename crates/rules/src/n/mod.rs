//! Family N: narrative against numbers.

use crate::rule::Rule;

mod counts;
mod reasons;
mod sentences;
mod uses;

mod change_not_of_two_years;
mod class_not_in_statements;
mod completion_rate_differs;
mod count_sum_mismatch;
mod counts_differ;
mod direction_of_zero_change;
mod duties_of_another_body;
mod growth_from_zero;
mod named_row_told_otherwise;
mod procurement_parts_mismatch;
mod project_list_differs;
mod rate_not_of_amounts;
mod reason_against_direction;
mod reason_explains_nothing;
mod reason_missing;
mod same_reason_repeated;
mod share_not_of_amounts;
mod text_amount_mismatch;
mod text_change_sum_mismatch;
mod text_sum_mismatch;
mod use_without_item;
mod wrong_base_year;

/// The rules of this family, by code.
pub(crate) static RULES: &[Rule] = &[
    text_change_sum_mismatch::RULE,
    text_sum_mismatch::RULE,
    text_amount_mismatch::RULE,
    project_list_differs::RULE,
    use_without_item::RULE,
    duties_of_another_body::RULE,
    reason_missing::RULE,
    direction_of_zero_change::RULE,
    rate_not_of_amounts::RULE,
    growth_from_zero::RULE,
    completion_rate_differs::RULE,
    wrong_base_year::RULE,
    share_not_of_amounts::RULE,
    reason_against_direction::RULE,
    reason_explains_nothing::RULE,
    same_reason_repeated::RULE,
    procurement_parts_mismatch::RULE,
    count_sum_mismatch::RULE,
    counts_differ::RULE,
    class_not_in_statements::RULE,
    change_not_of_two_years::RULE,
    named_row_told_otherwise::RULE,
];
