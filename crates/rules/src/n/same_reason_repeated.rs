//! # N018 不同事项的增减原因雷同 (same-reason-repeated)
//!
//! ## 检查内容
//! 三项以上增减额不同的收支，原因一字不差。
//!
//! ## 为何重要
//! 不同科目、不同项目的增减很少出于同一句话的原因；雷同多是复制粘贴，没有逐项分析。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：应说明收支增减变化的原因
//!
//! ## 示例
//! 五个科目的增加都写“上年预算无此内容”。
//!
//! ## 如何更正
//! 逐项写明各自的原因；确属同一原因的，合并说明。
//!
//! ## 例外
//! 同一增减额在几处重复说明的，只算一项；不足六个字的原因和套话（由 N017 检查）不检查。

use std::collections::{BTreeMap, BTreeSet};

use mingsuan_model::{Finding, Place, Severity};

use super::reasons::{explains_nothing, reasons};
use super::sentences::{fen, sentences};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "N018",
    name: "same-reason-repeated",
    title: "不同事项的增减原因雷同",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("same_reason_repeated.rs"),
    body: Body::Check(check),
};

/// So many changes with one reason are noticed.
const FEWEST: usize = 3;
/// Shorter reasons are set phrases.
const SHORTEST_CHARACTERS: usize = 6;
/// So many other places are named.
const MOST_RELATED: usize = 10;

/// The changes that have one reason in common: their amounts and where each was told first.
#[derive(Default)]
struct Shared {
    amounts: BTreeSet<i128>,
    places: Vec<Place>,
}

fn check(context: &Context<'_>, found: &mut Found) {
    let mut shared: BTreeMap<String, Shared> = BTreeMap::new();
    for sentence in sentences(context.disclosure) {
        for reason in reasons(&sentence) {
            if reason.text.chars().count() < SHORTEST_CHARACTERS || explains_nothing(&reason.text) {
                continue;
            }
            found.compared();
            let one = shared.entry(reason.text).or_default();
            if fen(reason.change).is_some_and(|amount| one.amounts.insert(amount.abs())) {
                one.places.push(sentence.place());
            }
        }
    }
    for (text, one) in shared {
        if let [first, others @ ..] = one.places.as_slice()
            && one.places.len() >= FEWEST
        {
            found.push(finding(&text, first, others));
        }
    }
}

fn finding(text: &str, first: &Place, others: &[Place]) -> Finding {
    let count = others.len() + 1;
    let message = format!("{count}项不同的增减都以“{text}”为原因，一字不差");
    let finding = Finding::new(RULE.code, Severity::Info, first.clone(), message)
        .english(format!("{count} different changes have the same reason word for word"))
        .advise("逐项写明各自的原因；确属同一原因的，合并说明");
    others
        .iter()
        .take(MOST_RELATED)
        .fold(finding, |finding, place| finding.relate("同样的原因", "the same reason", place.clone()))
}
