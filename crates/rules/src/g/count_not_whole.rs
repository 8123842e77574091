//! # G024 数量不是整数 (count-not-whole)
//!
//! ## 检查内容
//! 以台、辆、套、件、人等整件计数的采购数量，以及资产占用表中的车辆数，应为整数。
//!
//! ## 为何重要
//! 半台设备、零点几辆车都不存在，多半是把金额填进了数量栏。
//!
//! ## 依据
//! - 《中华人民共和国政府采购法实施条例》第三十三条：采购预算应当按品目、数量编制
//! - 《行政事业性国有资产管理条例》（国务院令第738号）
//!
//! ## 示例
//! 打印机数量 1.50 台。
//!
//! ## 如何更正
//! 核对数量栏和金额栏是否填错位置。
//!
//! ## 例外
//! 面积、里程等可以有小数的单位不检查；单位清单见 standards/procurement.toml。

use mingsuan_model::text::normalized;
use mingsuan_model::{Dimension, Fact, Finding, Origin, Severity};

use super::catalogue::{WORDS, purchases};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "G024",
    name: "count-not-whole",
    title: "数量不是整数",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["政府采购法实施条例第三十三条", "国务院令第738号"],
    source: include_str!("count_not_whole.rs"),
    body: Body::Check(check),
};

/// One in millionths.
const ONE: i128 = 1_000_000;

fn check(context: &Context<'_>, found: &mut Found) {
    for purchase in purchases(context) {
        let unit = normalized(&purchase.line.unit.text);
        let Some(id) = purchase.figure(context, "quantity").filter(|_| WORDS.whole_units.contains(&unit)) else {
            continue;
        };
        judge(context.cube.fact(id), &unit, found);
    }
    for fact in context.cube.facts {
        let at = &fact.coordinate;
        let is_count = at.is_at(Dimension::Item, "asset-vehicle") && at.is_at(Dimension::Measure, "quantity");
        if is_count && matches!(fact.origin, Origin::Statement { .. }) {
            judge(fact, "辆", found);
        }
    }
}

fn judge(fact: &Fact, unit: &str, found: &mut Found) {
    let Some(number) = fact.value.number() else { return };
    found.compared();
    if number.millionths() % ONE != 0 {
        found.push(
            Finding::new(RULE.code, Severity::Warning, fact.place.clone(), format!("数量写作{number}{unit}，应为整数"))
                .english(format!("a count of {number} is no whole number"))
                .advise("核对数量，看是否把金额填进了数量栏"),
        );
    }
}
