//! # N012 上年为零却写增长幅度 (growth-from-zero)
//!
//! ## 检查内容
//! 上年数为零的，不应写“增长100%”一类的幅度。
//!
//! ## 为何重要
//! 从零增长没有百分比可言，“增长100%”会被读成翻了一番。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：应说明收支增减变化情况
//!
//! ## 示例
//! “公务用车购置费20.00万元，比上年增加20.00万元，增长100%”：上年没有这项支出。
//!
//! ## 如何更正
//! 删去幅度，写明“上年没有安排”。
//!
//! ## 例外
//! 幅度写作0%的不检查；报表中的增减幅度栏不检查。

use mingsuan_model::{Claim, ClaimKind, Dimension, Direction, Finding, Severity, Value};

use super::sentences::{Ratio, Sentence, is_amount, sentences};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "N012",
    name: "growth-from-zero",
    title: "上年为零却写增长幅度",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("growth_from_zero.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let last_year = context.year().map(|year| Value::Member(u32::from(year - 1)));
    for sentence in sentences(context.disclosure) {
        for (at, rate) in sentence.claims.iter().enumerate() {
            let is_growth = rate.kind == ClaimKind::ChangeRate && rate.direction == Some(Direction::Up);
            if !is_growth || rate.number.is_zero() {
                continue;
            }
            found.compared();
            if let Some(witness) = from_zero(&sentence.claims[..at], last_year) {
                found.push(finding(&sentence, rate, witness));
            }
        }
    }
}

/// What shows that there was nothing last year: an amount as large as its increase, or last year's amount itself.
fn from_zero<'a>(before: &[&'a Claim], last_year: Option<Value>) -> Option<&'a Claim> {
    let is_last_years = |claim: &Claim| {
        is_amount(claim) && claim.number.is_zero() && Some(claim.coordinate.get(Dimension::Year)) == last_year
    };
    match *before {
        [.., amount, change] if is_amount(amount) && is_increase(change) => {
            let ratio = Ratio::of_change(change, amount, 1)?;
            (ratio.is_of_nothing() && !amount.number.is_zero() || is_last_years(amount)).then_some(amount)
        }
        [.., amount] => is_last_years(amount).then_some(amount),
        [] => None,
    }
}

fn is_increase(claim: &Claim) -> bool {
    claim.kind == ClaimKind::Change && claim.direction == Some(Direction::Up)
}

fn finding(sentence: &Sentence<'_>, rate: &Claim, witness: &Claim) -> Finding {
    let (by, amount) = (rate.quote.trim(), witness.quote.trim());
    let message = format!("“{by}”：由“{amount}”可知上年为零，没有增长幅度");
    Finding::new(RULE.code, Severity::Warning, sentence.place(), message)
        .english("there was nothing last year, so there is no rate of growth")
        .advise("删去增长幅度，写明上年没有安排")
        .relate("金额", "amount", witness.place.clone())
}
