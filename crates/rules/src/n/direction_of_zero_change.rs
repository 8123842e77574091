//! # N010 变动为零却写增加或减少 (direction-of-zero-change)
//!
//! ## 检查内容
//! 增减额为 0 时，应写“持平”“无增减变化”，不应写“增加 0 万元”“减少 0.00 万元”。
//!
//! ## 为何重要
//! 这是套用模板的痕迹：方向没有按实际填写，读者会疑心数字漏填。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//!
//! ## 示例
//! “公务接待费较上年增加0.00万元。”
//!
//! ## 如何更正
//! 改为“与上年持平”；金额确有变动的，补填数字。
//!
//! ## 例外
//! 增减百分比为 0（可能由四舍五入得到）不报告。

use mingsuan_model::{Claim, ClaimKind, Direction, Finding, Severity};

use crate::context::Context;
use crate::phrases::{Phrases, phrases};
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "N010",
    name: "direction-of-zero-change",
    title: "变动为零却写增加或减少",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("direction_of_zero_change.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let changes = context.disclosure.claims.iter().filter(|claim| claim.kind == ClaimKind::Change);
    for change in changes {
        let word = match change.direction {
            Some(Direction::Up) => "增加",
            Some(Direction::Down) => "减少",
            _ => continue,
        };
        found.compared();
        if change.number.is_zero() && !is_left_open(&change.quote) {
            found.push(zero(change, word));
        }
    }
}

/// Whether the words of a template for both directions still stand: then none is told, and D009 reports the words.
fn is_left_open(quote: &str) -> bool {
    static TEMPLATES: Phrases = phrases("N010", "templates");
    let quote = quote.replace('(', "（");
    TEMPLATES.iter().any(|word| quote.contains(word))
}

fn zero(change: &Claim, word: &str) -> Finding {
    Finding::new(
        RULE.code,
        Severity::Warning,
        change.place.clone(),
        format!("“{}”：变动为零，却写作{word}", change.quote.trim()),
    )
    .english("the change is zero but a direction is given")
    .advise("改为“持平”；金额确有变动的，补填数字")
}
