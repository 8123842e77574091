//! # G023 购置车辆数与车辆购置费矛盾 (vehicle-purchase-disagrees)
//!
//! ## 检查内容
//! 文字写本年安排购置车辆0辆，“三公”经费表中的公务用车购置费却大于零。
//!
//! ## 为何重要
//! 车辆购置受编制和标准双重控制，数量和金额必须对得上。
//!
//! ## 依据
//! - 《党政机关公务用车管理办法》（中办发〔2017〕71号）
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//!
//! ## 示例
//! “安排购置车辆0辆”，公务用车购置费 18.00 万元。
//!
//! ## 如何更正
//! 核对购置数量和购置费，更正其中一处。
//!
//! ## 例外
//! 有购置数量而没有公务用车购置费的不检查：特种车辆的购置费不一定列入“三公”经费。

use mingsuan_model::text::normalized;
use mingsuan_model::{Dimension, DisclosureKind, Finding, Origin, Placed, Severity, StatementId, Value};

use super::catalogue::WORDS;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "G023",
    name: "vehicle-purchase-disagrees",
    title: "购置车辆数与车辆购置费矛盾",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["中办发〔2017〕71号", "财预〔2016〕143号"],
    source: include_str!("vehicle_purchase_disagrees.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    if context.disclosure.kind != DisclosureKind::Budget {
        return;
    }
    let Some(costs) = purchase_costs(context) else { return };
    for placed in context.texts() {
        let Some(count) = vehicles_to_buy(placed) else { continue };
        found.compared();
        if count == 0 && context.cube.is_nonzero(costs) {
            let place = context.cube.fact(costs).place.clone();
            found.push(
                Finding::new(
                    RULE.code,
                    Severity::Warning,
                    placed.place.clone(),
                    "文字写安排购置车辆0辆，“三公”经费表中却有公务用车购置费",
                )
                .english("the text plans to buy no vehicle, but money is planned for it")
                .advise("核对购置数量和购置费，更正其中一处")
                .relate("公务用车购置费", "vehicle purchases", place),
            );
        }
    }
}

/// This year's money for buying vehicles in the statement of official costs, over all funds.
fn purchase_costs(context: &Context<'_>) -> Option<u32> {
    let year = context.year().map(|year| Value::Member(u32::from(year)));
    (0..).zip(context.cube.facts).find_map(|(id, fact)| {
        let Origin::Statement { statement, .. } = fact.origin else { return None };
        let table = context.disclosure.statements.get(statement as usize)?;
        let at = &fact.coordinate;
        let is_this_year = at.get(Dimension::Year) == Value::All || Some(at.get(Dimension::Year)) == year;
        let is_it = table.id == StatementId::OfficialCosts
            && at.is_at(Dimension::Item, "vehicle-purchase")
            && at.is_at(Dimension::Measure, "amount");
        (is_it && is_this_year && context.cube.value(id).is_some()).then_some(id)
    })
}

/// How many vehicles a text says are to be bought.
fn vehicles_to_buy(placed: &Placed) -> Option<u32> {
    if !placed.text.contains('辆') {
        return None;
    }
    let text = normalized(&placed.text);
    let behind = WORDS.vehicle_purchase_words.iter().find_map(|word| Some(text.split_once(word.as_str())?.1))?;
    let digits = behind.find(|c: char| !c.is_ascii_digit())?;
    behind[digits..].starts_with('辆').then(|| behind[..digits].parse().ok())?
}
