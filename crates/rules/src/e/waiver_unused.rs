//! # E001 豁免没有用到 (waiver-unused)
//!
//! ## 检查内容
//! 豁免文件里的一条，规则检查过，所说的单位和文件也在这次检查的文件里，却没有一个问题用到它。
//!
//! ## 为何重要
//! 问题改正以后，豁免就应当撤掉，否则以后同样的错误再出现，会悄悄被它盖住；位置写错的豁免则根本没有起作用。
//!
//! ## 依据
//! - 内部控制的一般要求：例外应当有记录、有期限，并定期清理（《行政事业单位内部控制规范（试行）》财会〔2012〕21号）
//!
//! ## 示例
//! 豁免 A001，位置“表3 行19”，而表 3 第 19 行的合计已经改正。
//!
//! ## 如何更正
//! 从豁免文件里删去这一条；问题还在而没有盖住的，改正它的单位、文件或者位置。
//!
//! ## 例外
//! 所说的单位或者文件不在这次检查之中的不报；规则没有选上的不报；检查被中断的不报。

use mingsuan_model::Severity;

use crate::rule::{Body, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "E001",
    name: "waiver-unused",
    title: "豁免没有用到",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财会〔2012〕21号"],
    source: include_str!("waiver_unused.rs"),
    body: Body::Run,
};
