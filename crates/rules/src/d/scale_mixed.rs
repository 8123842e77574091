//! # D011 报表金额单位不一致 (scale-mixed)
//!
//! ## 检查内容
//! 同一文件的各张报表宜使用同一金额单位。
//!
//! ## 为何重要
//! 单位不一致时，读者容易把元当作万元，表间核对也容易出错。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//!
//! ## 示例
//! 十张报表以万元为单位，“三公”经费支出表以元为单位。
//!
//! ## 如何更正
//! 统一金额单位；确需使用不同单位的，在表头醒目标注。
//!
//! ## 例外
//! 报表与文字说明的单位不同（如报表用元、文字用万元）不报告；空表不检查。

use std::collections::BTreeMap;

use mingsuan_model::{Finding, Scale, Severity, Statement, StatementId};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "D011",
    name: "scale-mixed",
    title: "报表金额单位不一致",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("scale_mixed.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let is_checked = |statement: &&Statement| statement.id != StatementId::Other && !statement.is_empty();
    let scaled: Vec<(&Statement, Scale)> = context
        .disclosure
        .statements
        .iter()
        .filter(is_checked)
        .filter_map(|statement| Some((statement, statement.scale?)))
        .collect();
    let mut counts: BTreeMap<Scale, usize> = BTreeMap::new();
    for (_, scale) in &scaled {
        found.compared();
        *counts.entry(*scale).or_default() += 1;
    }
    let Some((usual, _)) = counts.iter().max_by_key(|(_, count)| **count) else {
        return;
    };
    for (statement, scale) in scaled.iter().filter(|(_, scale)| scale != usual) {
        let title = &statement.title;
        let finding = Finding::new(
            RULE.code,
            Severity::Info,
            statement.title_place.with_text(title.as_str()),
            format!("《{title}》以{}为单位，其他报表多以{}为单位", scale.name(), usual.name()),
        )
        .english(format!("this statement is in {}, most others are in {}", scale.name(), usual.name()))
        .advise("统一金额单位，或在表头醒目标注")
        .values(usual.name(), scale.name());
        found.push(finding);
    }
}
