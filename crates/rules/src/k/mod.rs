//! Family K: classification codes and names.

use crate::rule::Rule;

mod codes;
mod items;

mod basic_money_in_project_item;
mod catch_all_share;
mod code_out_of_order;
mod code_too_coarse;
mod contribution_differs_from_class;
mod contribution_out_of_proportion;
mod economic_catch_all_share;
mod economic_code_in_function_column;
mod economic_codes_disagree;
mod item_of_other_budget;
mod name_not_of_code;
mod operating_item_of_other_kind;
mod parent_row_missing;
mod pay_without_contributions;
mod project_class_in_basic_statement;
mod project_money_in_basic_item;
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
    basic_money_in_project_item::RULE,
    project_money_in_basic_item::RULE,
    operating_item_of_other_kind::RULE,
    catch_all_share::RULE,
    pay_without_contributions::RULE,
    item_of_other_budget::RULE,
    economic_codes_disagree::RULE,
    project_class_in_basic_statement::RULE,
    economic_catch_all_share::RULE,
    contribution_differs_from_class::RULE,
    contribution_out_of_proportion::RULE,
];
