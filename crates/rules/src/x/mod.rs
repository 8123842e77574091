//! Family X: between statements, and between the documents of one agency or department.

use crate::rule::Rule;

mod basic_above_official_costs;
mod copies_differ;
mod department_differs_from_units;
mod operating_costs_differ;
mod statements_disagree;
mod unit_above_department;

/// The rules of this family.
pub(crate) static RULES: &[Rule] = &[
    statements_disagree::RULE,
    operating_costs_differ::RULE,
    basic_above_official_costs::RULE,
    department_differs_from_units::RULE,
    unit_above_department::RULE,
    copies_differ::RULE,
];
