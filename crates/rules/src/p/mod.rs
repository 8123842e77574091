//! Family P: projects and performance.

use crate::rule::Rule;

mod asked_twice;
mod copied_targets;
mod cost_indicator_above_budget;
mod cost_without_amount;
mod deadline_before_year;
mod duplicate_project_code;
mod goal_amount_above_budget;
mod goal_of_earlier_year;
mod indicator_contradicts_itself;
mod indicator_under_wrong_level;
mod indicator_without_name;
mod malformed_project_code;
mod missing_indicator_kind;
mod name_and_value_disagree;
mod no_measurable_value;
mod number_words_differ;
mod odd_indicator_unit;
mod payment_after_deadline;
mod payment_plan_broken;
mod project_code_check_character;
mod project_funds_mismatch;
mod project_goal_missing;
mod project_name_differs;
mod project_table_twice;
mod projects_sum_mismatch;
mod rate_with_wrong_unit;
mod repeated_indicator;
mod stale_basis;
mod target_bound_wrong_way;
mod unit_cost_times_quantity_above_budget;
mod vague_target_value;
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
];
