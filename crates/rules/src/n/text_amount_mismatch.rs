//! # N001 文字中的金额与报表不一致 (text-amount-mismatch)
//!
//! ## 检查内容
//! 公开说明文字中写出的收入、支出、“三公”经费、资产等金额，与报表中同一事项的金额相等；同一事项在文字中写了两次的，两处相等。
//!
//! ## 为何重要
//! 社会公众多数只读文字。文字与报表不一致，公开就失去了意义，也是整改通报中最常见的问题。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的报表应当完整、真实、前后一致
//!
//! ## 示例
//! 文字写“公务接待费0.95万元”，“三公”经费表为 0.59 万元：前后两位颠倒。
//!
//! ## 如何更正
//! 以批复的报表为准改文字；如文字是对的，改报表并核对所有引用处。
//!
//! ## 例外
//! 文字以亿元等较大单位表述的，按末位一个单位比较（四舍五入或截去尾数）。

use mingsuan_model::{Equation, Severity};

use crate::context::Context;
use crate::rule::{Body, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "N001",
    name: "text-amount-mismatch",
    title: "文字中的金额与报表不一致",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("text_amount_mismatch.rs"),
    body: Body::Equations(equations),
};

/// The equations that the text takes part in are stated by X001, in one with the statements: the more witnesses
/// stand in one equation, the surer the wrong one is named.
fn equations(_context: &Context<'_>, _out: &mut Vec<Equation>) {}
