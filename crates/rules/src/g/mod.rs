//! Family G: procurement and assets.

use crate::rule::Rule;

mod catalogue;

mod asset_date_in_text_wrong;
mod asset_date_wrong;
mod asset_purchase_without_procurement;
mod assets_total_mismatch;
mod catch_all_procurement_code;
mod code_too_broad;
mod count_not_whole;
mod duplicate_procurement_line;
mod micro_share_too_small;
mod price_above_standard;
mod procurement_above_project;
mod procurement_name_mismatch;
mod procurement_of_unknown_project;
mod procurement_total_mismatch;
mod purchases_without_procurement;
mod quantity_times_price;
mod reserved_above_amount;
mod reserved_share_too_small;
mod running_costs_against_vehicles;
mod unit_is_money;
mod unit_not_of_thing;
mod unknown_procurement_code;
mod vehicle_kinds_mismatch;
mod vehicle_purchase_disagrees;
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
    reserved_share_too_small::RULE,
    unit_not_of_thing::RULE,
    price_above_standard::RULE,
    vehicle_kinds_mismatch::RULE,
    asset_date_in_text_wrong::RULE,
    purchases_without_procurement::RULE,
    vehicle_purchase_disagrees::RULE,
    count_not_whole::RULE,
    micro_share_too_small::RULE,
];
