//! Family G: procurement and assets.

use crate::rule::Rule;

mod catalogue;

mod asset_date_wrong;
mod asset_purchase_without_procurement;
mod assets_total_mismatch;
mod catch_all_procurement_code;
mod code_too_broad;
mod duplicate_procurement_line;
mod procurement_above_project;
mod procurement_name_mismatch;
mod procurement_of_unknown_project;
mod procurement_total_mismatch;
mod quantity_times_price;
mod reserved_above_amount;
mod running_costs_against_vehicles;
mod unit_is_money;
mod unknown_procurement_code;
mod works_classed_as_services;

/// The rules of this family, by code.
pub(crate) static RULES: &[Rule] = &[
    assets_total_mismatch::RULE,
    reserved_above_amount::RULE,
    procurement_above_project::RULE,
    procurement_total_mismatch::RULE,
    quantity_times_price::RULE,
    unknown_procurement_code::RULE,
    procurement_name_mismatch::RULE,
    catch_all_procurement_code::RULE,
    unit_is_money::RULE,
    asset_date_wrong::RULE,
    asset_purchase_without_procurement::RULE,
    works_classed_as_services::RULE,
    code_too_broad::RULE,
    duplicate_procurement_line::RULE,
    running_costs_against_vehicles::RULE,
    procurement_of_unknown_project::RULE,
];
