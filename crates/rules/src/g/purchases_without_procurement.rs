//! # G022 有购置支出而无政府采购预算 (purchases-without-procurement)
//!
//! ## 检查内容
//! 支出表中办公设备、专用设备、信息网络及软件、公务用车等购置支出合计达到一定数额，而政府采购预算表是空表的，予以提示。
//!
//! ## 为何重要
//! 设备购置达到限额标准的应当实行政府采购；采购预算空白，或者漏编，或者购置支出列错了科目。
//!
//! ## 依据
//! - 《中华人民共和国政府采购法》第三十三条：列出该财政年度政府采购的项目及资金预算
//! - 《地方预算单位政府集中采购目录及标准指引》（财库〔2019〕69号）
//!
//! ## 示例
//! 31002 办公设备购置 120.00 万元，政府采购预算表没有任何采购。
//!
//! ## 如何更正
//! 补编政府采购预算；单项都在限额以下、不属集中采购目录的，在说明中写明。
//!
//! ## 例外
//! 科目和数额见 standards/procurement.toml；没有政府采购预算表的由 D001 检查。

use std::collections::BTreeMap;

use mingsuan_model::{Dimension, Finding, Origin, Severity, StatementId};

use super::catalogue::WORDS;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "G022",
    name: "purchases-without-procurement",
    title: "有购置支出而无政府采购预算",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["政府采购法第三十三条", "财库〔2019〕69号"],
    source: include_str!("purchases_without_procurement.rs"),
    body: Body::Check(check),
};

/// 元 in 分.
const YUAN: i64 = 100;

fn check(context: &Context<'_>, found: &mut Found) {
    let Some(table) = context.statement(StatementId::Procurement) else { return };
    let has_amount = context.rows_of(StatementId::Procurement).values().flatten().any(|id| {
        let fact = context.cube.fact(*id);
        fact.is_money() && context.cube.is_nonzero(*id)
    });
    if has_amount {
        return;
    }
    let largest = largest_of_class(context);
    let sum = largest.values().fold(0_i64, |sum, (amount, _)| sum.saturating_add(*amount));
    found.compared();
    if sum < WORDS.purchase_yuan.saturating_mul(YUAN) {
        return;
    }
    let Some((_, first)) = largest.values().max_by_key(|(amount, _)| *amount) else { return };
    let message =
        format!("《{}》没有任何采购，而设备、车辆、软件等购置支出合计达到{}元以上", table.title, WORDS.purchase_yuan);
    let finding = Finding::new(RULE.code, Severity::Info, table.title_place.with_text(table.title.as_str()), message)
        .english("the procurement table is empty although equipment is to be bought")
        .advise("补编政府采购预算；单项都在限额以下的，在说明中写明")
        .relate("购置支出", "purchases", context.cube.fact(*first).place.clone());
    found.push(finding);
}

/// The largest amount of each class of purchases in any statement.
fn largest_of_class(context: &Context<'_>) -> BTreeMap<&'static str, (i64, u32)> {
    let mut largest: BTreeMap<&'static str, (i64, u32)> = BTreeMap::new();
    for (id, fact) in (0..).zip(context.cube.facts) {
        let at = &fact.coordinate;
        if !matches!(fact.origin, Origin::Statement { .. }) || !at.is_at(Dimension::Measure, "amount") {
            continue;
        }
        let code = at.code(Dimension::Economic).map(|code| code.to_string()).unwrap_or_default();
        let Some(class) = WORDS.purchase_classes.iter().find(|class| **class == code) else { continue };
        let amount = context.cube.value(id).map_or(0, |ticks| ticks.value);
        let entry = largest.entry(class.as_str()).or_insert((amount, id));
        if amount > entry.0 {
            *entry = (amount, id);
        }
    }
    largest
}
