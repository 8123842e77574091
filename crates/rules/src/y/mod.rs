//! Family Y: years, in one document that prints more than one and between documents of several.

use crate::rule::Rule;

mod pairs;
mod projects;

mod carry_over_differs;
mod final_budget_column_differs;
mod official_costs_rising;
mod prior_figure_differs;
mod prior_in_text_differs;
mod project_jumped;
mod project_vanished;
mod years_alike;

/// The rules of this family, by code.
pub(crate) static RULES: &[Rule] = &[
    official_costs_rising::RULE,
    years_alike::RULE,
    prior_figure_differs::RULE,
    final_budget_column_differs::RULE,
    carry_over_differs::RULE,
    project_vanished::RULE,
    project_jumped::RULE,
    prior_in_text_differs::RULE,
];
