//! # N013 完成率与金额不符 (completion-rate-differs)
//!
//! ## 检查内容
//! 文字写明预算数、决算（执行）数和“完成预算的百分之几”“执行率”的，完成率应等于决算数除以预算数。
//!
//! ## 为何重要
//! 完成率反映预算执行的好坏，与同一句的金额算不拢，其中必有一个数是错的。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：决算应与年初预算对比说明
//!
//! ## 示例
//! “年初预算为100.00万元，支出决算为95.00万元，完成年初预算的98.00%”：应为95.00%。
//!
//! ## 如何更正
//! 用决算数除以预算数重新计算；金额有误的，更正金额。
//!
//! ## 例外
//! 完成率之前不是接连两个金额的不检查；前面任何两个金额与它相符的，视为说的是它们；末位相差一个单位以内的视为尾差。

use mingsuan_model::{Claim, ClaimKind, Finding, Severity};

use super::sentences::{Ratio, Sentence, is_amount, sentences};
use crate::context::Context;
use crate::phrases::{Phrases, phrases};
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "N013",
    name: "completion-rate-differs",
    title: "完成率与金额不符",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("completion_rate_differs.rs"),
    body: Body::Check(check),
};

/// What tells a rate of completion.
static WORDS: Phrases = phrases("N013", "rates");

/// So many amounts before the rate may be what it is of.
const AMOUNTS_BEFORE: usize = 6;

fn check(context: &Context<'_>, found: &mut Found) {
    for sentence in sentences(context.disclosure) {
        for (at, rate) in sentence.claims.iter().enumerate() {
            let tells = rate.kind == ClaimKind::Percent && WORDS.iter().any(|word| rate.quote.contains(word));
            let [.., budget, spent] = &sentence.claims[..at] else { continue };
            if tells && is_amount(budget) && is_amount(spent) {
                found.compared();
                found.findings.extend(judge(&sentence, at, (budget, spent), rate));
            }
        }
    }
}

fn judge(sentence: &Sentence<'_>, at: usize, (budget, spent): (&Claim, &Claim), rate: &Claim) -> Option<Finding> {
    let before = sentence.claims[..at].iter().filter(|claim| is_amount(claim));
    let amounts: Vec<&&Claim> = before.rev().take(AMOUNTS_BEFORE).collect();
    let is_of = |part: &Claim, whole: &Claim| Ratio::of(part, whole).is_some_and(|ratio| ratio.is(rate.number));
    if amounts.iter().any(|part| amounts.iter().any(|whole| is_of(part, whole))) {
        return None;
    }
    let expected = Ratio::of(spent, budget)?.percent(rate.number.decimals())?;
    let printed = rate.number.to_string();
    let message =
        format!("“{}”：按“{}”和“{}”计算，应为{expected}%", rate.quote.trim(), budget.quote.trim(), spent.quote.trim());
    let finding = Finding::new(RULE.code, Severity::Error, sentence.place(), message)
        .english(format!("the rate of completion is printed as {printed}%, the amounts give {expected}%"))
        .advise("用决算数除以预算数重新计算；金额有误的，更正金额")
        .values(expected, printed)
        .relate("预算数", "budget", budget.place.clone())
        .relate("决算数", "amount of the final accounts", spent.place.clone());
    Some(finding)
}
