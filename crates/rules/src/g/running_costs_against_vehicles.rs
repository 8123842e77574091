//! # G015 公车运行费与车辆数不相称 (running-costs-against-vehicles)
//!
//! ## 检查内容
//! “三公”经费表中有公务用车运行维护费的，资产占用表中应当有车辆；平均每辆的运行费过高的，予以提示（标准在 standards/procurement.toml）。
//!
//! ## 为何重要
//! 没有车却有运行费，或者每辆车的运行费远高于一般水平，多半是车辆数或金额填错，也可能有未登记的车辆。
//!
//! ## 依据
//! - 《党政机关公务用车管理办法》（中办发〔2017〕71号）
//! - 《行政事业性国有资产管理条例》（国务院令第738号）
//!
//! ## 示例
//! 公务用车运行维护费14.00万元，资产占用表车辆数为0。
//!
//! ## 如何更正
//! 核对车辆数和运行费；使用租赁、调拨车辆或特种车辆的，在说明中写明。
//!
//! ## 例外
//! 没有公开资产占用表，或表中没有车辆一行的，不检查。资产数是上年末的，年初购车的单位可能确无车辆。

use mingsuan_model::{Dimension, DisclosureKind, Fact, Finding, Origin, Severity, StatementId};

use super::catalogue::WORDS;

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "G015",
    name: "running-costs-against-vehicles",
    title: "公车运行费与车辆数不相称",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["中办发〔2017〕71号", "国务院令第738号"],
    source: include_str!("running_costs_against_vehicles.rs"),
    body: Body::Check(check),
};

/// One vehicle in the ticks of a quantity.
const VEHICLE: i64 = 1_000_000;
/// 元 in 分.
const YUAN: i64 = 100;

fn check(context: &Context<'_>, found: &mut Found) {
    let Some((vehicles, count)) = cell(context, StatementId::Assets, "asset-vehicle", "quantity") else { return };
    let Some((costs, running)) = cell(context, StatementId::OfficialCosts, "vehicle-running", "amount") else { return };
    if running <= 0 || context.disclosure.kind != DisclosureKind::Budget {
        return;
    }
    found.compared();
    if count == 0 {
        let finding = Finding::new(
            RULE.code,
            Severity::Warning,
            vehicles.place.clone(),
            "安排了公务用车运行维护费，资产占用表中却没有车辆",
        )
        .english("running costs of vehicles are planned, and the asset table has no vehicle")
        .advise("核对车辆数；使用租赁或调拨车辆的，在说明中写明")
        .relate("公务用车运行维护费", "vehicle running costs", costs.place.clone());
        found.push(finding);
    } else if i128::from(running) * i128::from(VEHICLE)
        > i128::from(count) * i128::from(WORDS.vehicle_running_yuan * YUAN)
    {
        let ceiling = WORDS.vehicle_running_yuan;
        let message = format!("公务用车运行维护费按资产占用表中的车辆数平均，每辆超过{ceiling}元");
        let finding = Finding::new(RULE.code, Severity::Info, costs.place.clone(), message)
            .english(format!("running costs are above {ceiling} yuan a vehicle"))
            .advise("核对运行费和车辆数；确有特种车辆等情况的，在说明中写明")
            .relate("车辆数", "number of vehicles", vehicles.place.clone());
        found.push(finding);
    }
}

/// The first fact of an item in a statement with its value in ticks; a blank is 0.
fn cell<'a>(context: &Context<'a>, id: StatementId, item: &str, measure: &str) -> Option<(&'a Fact, i64)> {
    (0..).zip(context.cube.facts).find_map(|(fact_id, fact)| {
        let Origin::Statement { statement, .. } = fact.origin else { return None };
        let is_here = context.disclosure.statements.get(statement as usize).is_some_and(|one| one.id == id);
        let at = &fact.coordinate;
        let is_it = is_here && at.is_at(Dimension::Item, item) && at.is_at(Dimension::Measure, measure);
        is_it.then(|| context.cube.value(fact_id).map(|ticks| (fact, ticks.value)))?
    })
}
