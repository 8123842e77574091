//! # A007 不应出现的负数 (negative-amount)
//!
//! ## 检查内容
//! 预算的收入数、支出数不应是负数。增减额、增减%可以是负数，不在此列。
//!
//! ## 为何重要
//! 预算安排的是收多少、支多少，负数没有可执行的含义；多半是把增减额或调整数填进了预算数，或多打了负号。
//!
//! ## 依据
//! - 《中华人民共和国预算法》第四条、第三十七条：各级预算由预算收入和预算支出组成，支出按其功能和经济性质编列
//!
//! ## 示例
//! 项目支出一栏为 -7.50。
//!
//! ## 如何更正
//! 去掉多余的负号；属于调减的，填写调减后的数。
//!
//! ## 例外
//! 决算、结转结余、资产，以及含义未能识别的栏目不检查。

use std::collections::BTreeMap;

use mingsuan_model::{Dimension, DisclosureKind, Finding, Origin, Severity, StatementId};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "A007",
    name: "negative-amount",
    title: "不应出现的负数",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["预算法第四条", "预算法第三十七条"],
    source: include_str!("negative_amount.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    if context.disclosure.kind != DisclosureKind::Budget {
        return;
    }
    let mut rows: BTreeMap<(u32, u32), Vec<u32>> = BTreeMap::new();
    for (id, fact) in (0..).zip(context.cube.facts) {
        let Origin::Statement { statement, row, .. } = fact.origin else { continue };
        if !is_plain(context, statement, id) {
            continue;
        }
        found.compared();
        if fact.value.number().is_some_and(|number| number.is_negative()) {
            rows.entry((statement, row)).or_default().push(id);
        }
    }
    for ((statement, row), cells) in rows {
        let Some(statement) = context.disclosure.statements.get(statement as usize) else { continue };
        let label = statement.rows.get(row as usize).map_or("", |row| row.label.as_str());
        let mut places = cells.iter().map(|id| &context.cube.fact(*id).place);
        let Some(first) = places.next() else { continue };
        let finding = Finding::new(
            RULE.code,
            Severity::Warning,
            first.clone(),
            format!("《{}》的“{label}”行有负数，预算数不应为负", statement.title),
        )
        .english("an amount of the budget is negative")
        .advise("核对该数：多打了负号的去掉，填成增减额的改为预算数");
        found.push(places.fold(finding, |finding, place| {
            finding.relate("同一行的负数", "another negative number of the row", place.clone())
        }));
    }
}

/// Whether a cell holds what is received or spent: no change, no balance, nothing that was not understood.
fn is_plain(context: &Context<'_>, statement: u32, id: u32) -> bool {
    let at = &context.cube.fact(id).coordinate;
    let statement = context.disclosure.statements.get(statement as usize);
    statement.is_some_and(|statement| !matches!(statement.id, StatementId::Other | StatementId::Assets))
        && at.is_at(Dimension::Measure, "amount")
        && matches!(at.key(Dimension::Side), Some("revenue" | "expenditure" | "outlay" | "procurement"))
        && !matches!(at.key(Dimension::Source), Some("carry-over" | "used-balance"))
        && !at.has_unknown()
}
