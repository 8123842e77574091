//! # D008 报表未标注金额单位 (scale-missing)
//!
//! ## 检查内容
//! 有金额的报表应当在表头标注金额单位（单位：万元、单位：元等）。
//!
//! ## 为何重要
//! 没有单位，48780.62 是元还是万元无从得知，相差一万倍，表间也无法核对。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//!
//! ## 示例
//! 支出总表有金额，表头没有“单位：万元”。
//!
//! ## 如何更正
//! 在表头右上方标注金额单位，与其他报表一致。
//!
//! ## 例外
//! 没有数据的空表、绩效目标表不检查；单位写在栏目名称中的，视为已标注。同一文件的其他报表标注了单位的，
//! 按相同单位理解，不报告。

use mingsuan_model::{Finding, Severity, Statement, StatementId};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "D008",
    name: "scale-missing",
    title: "报表未标注金额单位",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("scale_missing.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let is_of_money = |statement: &&Statement| {
        let is_target = matches!(statement.id, StatementId::PerformanceProject | StatementId::PerformanceOverall);
        !is_target && statement.id != StatementId::Other && !statement.is_empty()
    };
    let mut missing: Vec<&Statement> = Vec::new();
    for statement in context.disclosure.statements.iter().filter(is_of_money) {
        found.compared();
        if statement.scale.is_none() {
            missing.push(statement);
        }
    }
    let Some((first, others)) = missing.split_first() else {
        return;
    };
    let title = &first.title;
    let more = if others.is_empty() { String::new() } else { format!("等{}张报表", missing.len()) };
    let finding = Finding::new(
        RULE.code,
        Severity::Warning,
        first.title_place.with_text(title.as_str()),
        format!("《{title}》{more}没有标注金额单位"),
    )
    .english(format!("{} statement(s) do not say in what unit of money they are", missing.len()))
    .advise("在表头标注金额单位，如“单位：万元”");
    found.push(others.iter().fold(finding, |finding, statement| {
        finding.relate(
            "同样没有标注的报表",
            "another statement without it",
            statement.title_place.with_text(statement.title.as_str()),
        )
    }));
}
