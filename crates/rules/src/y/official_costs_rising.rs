//! # Y001 “三公”经费预算比上年增加 (official-costs-rising)
//!
//! ## 检查内容
//! “三公”经费表同时列出上年和本年预算数的，本年“三公”经费合计大于上年的，予以提示。
//!
//! ## 为何重要
//! “三公”经费要求从严控制；增加的，读者首先要看原因，审核时也要看有没有批准。
//!
//! ## 依据
//! - 《党政机关厉行节约反对浪费条例》：从严控制“三公”经费预算
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：“三公”经费增减变化应当说明原因
//!
//! ## 示例
//! “三公”经费合计上年 15.00，本年 18.00。
//!
//! ## 如何更正
//! 核对两年数；确有增加的，在“三公”经费说明中写清增加的原因。
//!
//! ## 例外
//! 表中没有合计或没有上年数的不检查；合计小于同一行中某一项的，表头可能没有读对，不检查；只有分项增加而合计没有增加的不报。

use mingsuan_model::{Dimension, DisclosureKind, Finding, Severity, Value};

use super::pairs::pairs;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "Y001",
    name: "official-costs-rising",
    title: "“三公”经费预算比上年增加",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["党政机关厉行节约反对浪费条例", "财预〔2016〕143号"],
    source: include_str!("official_costs_rising.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    if context.disclosure.kind != DisclosureKind::Budget {
        return;
    }
    for [this, prior] in pairs(context).into_iter().flat_map(|statement| statement.pairs) {
        let pair = [this, prior];
        let (this, prior) = (context.cube.fact(this), context.cube.fact(prior));
        let at = &this.coordinate;
        let is_whole = at.is_at(Dimension::Item, "official-costs") && at.get(Dimension::Agency) == Value::All;
        let (true, Some(now), Some(before), Some(scale)) = (is_whole, this.amount(), prior.amount(), this.scale) else {
            continue;
        };
        found.compared_amounts(&this.place, &prior.place);
        if now <= before {
            continue;
        }
        if !pair.iter().all(|id| covers_its_items(context, *id)) {
            found.insufficient("“三公”经费表的合计小于其中一项，表头可能没有读对");
            return;
        }
        let (now, before) = (now.in_scale(scale, 2), before.in_scale(scale, 2));
        let unit = scale.name();
        found.push(
            Finding::new(
                RULE.code,
                Severity::Info,
                this.place.clone(),
                format!("“三公”经费由上年的{before}{unit}增加到{now}{unit}"),
            )
            .english(format!("official costs rise from {before} to {now}"))
            .advise("核对两年数；确有增加的，在“三公”经费说明中写清原因")
            .relate("上年数", "last year's amount", prior.place.clone()),
        );
        return;
    }
}

/// The items of the official costs that a total can be held against.
const ITEMS: [&str; 5] = ["abroad", "vehicle", "vehicle-purchase", "vehicle-running", "reception"];

/// Whether no item of the same row and year, in the same statement, is larger than the total.
fn covers_its_items(context: &Context<'_>, total: u32) -> bool {
    let cube = &context.cube;
    let (whole, row) = (cube.fact(total), cube.row_of(total));
    let year = whole.coordinate.get(Dimension::Year);
    let larger = (0..).zip(cube.facts).any(|(id, fact)| {
        let at = &fact.coordinate;
        let is_item = at.key(Dimension::Item).is_some_and(|key| ITEMS.contains(&key));
        let is_beside = cube.row_of(id) == row && at.get(Dimension::Year) == year;
        is_item && is_beside && at.is_at(Dimension::Measure, "amount") && fact.amount() > whole.amount()
    });
    !larger
}
