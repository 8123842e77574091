//! Family P: projects and performance.

use crate::rule::Rule;

mod asked_twice;
mod budget_differs_from_statement;
mod copied_targets;
mod cost_indicator_above_budget;
mod cost_indicator_in_smaller_unit;
mod cost_indicators_sum_above_budget;
mod cost_without_amount;
mod deadline_before_year;
mod description_repeats_name;
mod duplicate_project_code;
mod goal_amount_above_budget;
mod goal_of_earlier_year;
mod goal_says_nothing;
mod in_statement;
mod indicator_contradicts_itself;
mod indicator_under_wrong_level;
mod indicator_weights_broken;
mod indicator_without_basis;
mod indicator_without_name;
mod malformed_project_code;
mod missing_indicator_kind;
mod name_and_value_disagree;
mod no_measurable_value;
mod number_told_twice_differs;
mod number_words_differ;
mod odd_indicator_unit;
mod overall_indicator_differs;
mod payment_after_deadline;
mod payment_all_at_year_end;
mod payment_plan_broken;
mod payment_plan_missing;
mod project_code_check_character;
mod project_code_of_other_region;
mod project_funds_mismatch;
mod project_goal_missing;
mod project_name_differs;
mod project_not_in_statement;
mod project_table_twice;
mod project_without_money;
mod projects_sum_mismatch;
mod quantity_indicator_is_rate;
mod rate_with_wrong_unit;
mod repeated_indicator;
mod satisfaction_not_named;
mod stale_basis;
mod target_bound_wrong_way;
mod target_told_otherwise;
mod unit_cost_times_quantity_above_budget;
mod unit_left_out;
mod vague_target_value;
mod weights_off_frame;
mod words;

/// The rules of this family, by code.
pub(crate) static RULES: &[Rule] = &[
    project_funds_mismatch::RULE,
    projects_sum_mismatch::RULE,
    malformed_project_code::RULE,
    project_code_check_character::RULE,
    duplicate_project_code::RULE,
    cost_indicator_above_budget::RULE,
    payment_plan_broken::RULE,
    payment_after_deadline::RULE,
    missing_indicator_kind::RULE,
    no_measurable_value::RULE,
    odd_indicator_unit::RULE,
    rate_with_wrong_unit::RULE,
    unit_cost_times_quantity_above_budget::RULE,
    number_words_differ::RULE,
    copied_targets::RULE,
    name_and_value_disagree::RULE,
    stale_basis::RULE,
    target_bound_wrong_way::RULE,
    project_goal_missing::RULE,
    project_name_differs::RULE,
    repeated_indicator::RULE,
    indicator_contradicts_itself::RULE,
    goal_of_earlier_year::RULE,
    deadline_before_year::RULE,
    indicator_under_wrong_level::RULE,
    goal_amount_above_budget::RULE,
    project_table_twice::RULE,
    indicator_without_name::RULE,
    cost_without_amount::RULE,
    vague_target_value::RULE,
    indicator_weights_broken::RULE,
    weights_off_frame::RULE,
    quantity_indicator_is_rate::RULE,
    satisfaction_not_named::RULE,
    project_code_of_other_region::RULE,
    project_without_money::RULE,
    goal_says_nothing::RULE,
    cost_indicator_in_smaller_unit::RULE,
    description_repeats_name::RULE,
    indicator_without_basis::RULE,
    payment_plan_missing::RULE,
    payment_all_at_year_end::RULE,
    number_told_twice_differs::RULE,
    overall_indicator_differs::RULE,
    cost_indicators_sum_above_budget::RULE,
    budget_differs_from_statement::RULE,
    project_not_in_statement::RULE,
    unit_left_out::RULE,
    target_told_otherwise::RULE,
];
