//! # E002 豁免已过期 (waiver-expired)
//!
//! ## 检查内容
//! 豁免文件里的一条，截止日期已过。过期的豁免不再适用，它原来盖住的问题重新报告。
//!
//! ## 为何重要
//! 期限一到，当初同意例外的理由要重新看过；留在文件里的过期豁免，让人以为问题仍然有人负责。
//!
//! ## 依据
//! - 内部控制的一般要求：例外应当有记录、有期限，并定期清理（《行政事业单位内部控制规范（试行）》财会〔2012〕21号）
//!
//! ## 示例
//! `until = 2025-12-31` 的豁免，2026 年 1 月检查。
//!
//! ## 如何更正
//! 改正问题并删去这一条；确需继续的，由责任人写明新的理由和期限。
//!
//! ## 例外
//! 没有写截止日期的豁免不会过期；规则没有选上的不报。

use mingsuan_model::Severity;

use crate::rule::{Body, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "E002",
    name: "waiver-expired",
    title: "豁免已过期",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财会〔2012〕21号"],
    source: include_str!("waiver_expired.rs"),
    body: Body::Run,
};
