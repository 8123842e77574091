//! # N017 增减原因笼统 (reason-explains-nothing)
//!
//! ## 检查内容
//! 增减原因不应只有“厉行节约”“根据工作需要”“与上年基本持平”“预算减少”一类套话。
//!
//! ## 为何重要
//! 套话放在哪个单位、哪项支出都成立，等于没有说明原因。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：“三公”经费应当说明增减变化的原因
//!
//! ## 示例
//! “比上年减少0.83万元，主要原因是厉行节约。”
//!
//! ## 如何更正
//! 写明具体的人、车、事、项目，例如“减少接待2批次”。
//!
//! ## 例外
//! 套话之外还有具体内容的，不报告；套话见 standards/reasons.toml。

use mingsuan_model::{Finding, Severity};

use super::reasons::{Reason, explains_nothing, reasons};
use super::sentences::{Sentence, sentences};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "N017",
    name: "reason-explains-nothing",
    title: "增减原因笼统",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("reason_explains_nothing.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for sentence in sentences(context.disclosure) {
        for reason in reasons(&sentence) {
            found.compared();
            if explains_nothing(&reason.text) {
                found.push(finding(&sentence, &reason));
            }
        }
    }
}

fn finding(sentence: &Sentence<'_>, reason: &Reason<'_>) -> Finding {
    let message = format!("“{}”的原因只写了“{}”，没有具体内容", reason.change.quote.trim(), reason.text);
    Finding::new(RULE.code, Severity::Info, sentence.place(), message)
        .english("the reason of the change explains nothing")
        .advise("写明具体的人员、车辆、事项或项目的变化")
        .relate("增减额", "change", reason.change.place.clone())
}
