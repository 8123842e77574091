//! # N016 原因与增减方向相反 (reason-against-direction)
//!
//! ## 检查内容
//! 增减原因应与增减方向一致：写了减少，原因不应只说增加；写了“增加9.00万元”，其后不应是“减少的主要原因是”。
//!
//! ## 为何重要
//! 方向相反，说明增减方向写反，或原因是套用别处的，读者无从判断。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：应说明收支增减变化的原因
//!
//! ## 示例
//! “比上年减少5.00万元，主要原因是新增人员3名。”
//!
//! ## 如何更正
//! 核对增减方向；方向无误的，改写原因。
//!
//! ## 例外
//! 原因里既有增加又有减少的，提到退休、结转、上年等可能使方向反过来的情形的（词表见 standards/reasons.toml），不检查。

use mingsuan_model::{Direction, Finding, Severity};

use super::reasons::{Reason, direction, reasons};
use super::sentences::{Sentence, sentences};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "N016",
    name: "reason-against-direction",
    title: "原因与增减方向相反",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("reason_against_direction.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for sentence in sentences(context.disclosure) {
        for reason in reasons(&sentence) {
            found.compared();
            let told = reason.change.direction;
            // What opens the reason names the direction again: 减少的主要原因是.
            let again = direction(&reason.before);
            if again.is_some() && again != told {
                found.push(finding(&sentence, &reason, &reason.before));
            } else if direction(&reason.text).is_some_and(|way| Some(way) != told) {
                found.push(finding(&sentence, &reason, &reason.text));
            }
        }
    }
}

fn finding(sentence: &Sentence<'_>, reason: &Reason<'_>, words: &str) -> Finding {
    let change = reason.change.quote.trim();
    let shown = words.trim_matches([',', '(', ')']);
    let way = if reason.change.direction == Some(Direction::Up) { "增加" } else { "减少" };
    let message = format!("“{change}”是{way}，其后却写“{shown}”，方向相反");
    Finding::new(RULE.code, Severity::Warning, sentence.place(), message)
        .english("the reason points the other way than the change")
        .advise("核对增减方向；方向无误的，改写原因")
        .relate("增减额", "change", reason.change.place.clone())
}
