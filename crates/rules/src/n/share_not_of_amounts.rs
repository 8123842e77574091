//! # N015 占比与金额不符 (share-not-of-amounts)
//!
//! ## 检查内容
//! 文字写明金额及其占比的（某项支出多少万元，占百分之几），占比应等于该金额除以总数；部分不会超过总数的100%。
//!
//! ## 为何重要
//! 占比说明钱花在哪里。与金额算不拢，读者不知以哪个为准。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的报表应当完整、真实、前后一致
//!
//! ## 示例
//! “支出预算100.00万元，其中基本支出60.00万元，占70%”：应为60%。
//!
//! ## 如何更正
//! 用金额除以总数重新计算；金额有误的，更正金额。
//!
//! ## 例外
//! 前面任何一个金额，或报表中任何一个合计数作总数能算出该占比的，视为相符；总数另有限定（“……除外”“不含……”）的，找不到较大的金额作总数的，写明占何者而前后没有写出其金额的，不检查。

use mingsuan_model::text::normalized;
use mingsuan_model::{Claim, ClaimKind, Decimal, Dimension, Finding, Origin, Severity, Value};

use super::sentences::{Ratio, Sentence, fen, is_amount, sentences};
use crate::context::Context;
use crate::phrases::{Phrases, phrases};
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "N015",
    name: "share-not-of-amounts",
    title: "占比与金额不符",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("share_not_of_amounts.rs"),
    body: Body::Check(check),
};

/// So many amounts before a share may be what it is of.
const AMOUNTS_BEFORE: usize = 40;

/// Words of shares that are of less than the whole.
static LIMITED: Phrases = phrases("N015", "limited");

fn check(context: &Context<'_>, found: &mut Found) {
    let totals = totals(context);
    let mut before: Vec<&Claim> = Vec::new();
    for sentence in sentences(context.disclosure) {
        for (at, claim) in sentence.claims.iter().enumerate() {
            let part = at.checked_sub(1).map(|at| sentence.claims[at]).filter(|part| is_amount(part));
            if let Some(part) = part.filter(|part| is_share(&sentence, part, claim)) {
                let behind = &sentence.claims[at..];
                found.findings.extend(judge(&sentence, (part, claim), (&before, behind), &totals));
                found.compared();
            }
            before.extend(Some(*claim).filter(|claim| is_amount(claim)));
        }
        before.drain(..before.len().saturating_sub(AMOUNTS_BEFORE));
    }
}

/// Whether a per cent is told as the share of the amount right before it.
fn is_share(sentence: &Sentence<'_>, part: &Claim, claim: &Claim) -> bool {
    let words = sentence.between(part, claim);
    claim.kind == ClaimKind::Percent
        && words.contains('占')
        && !words.contains(['。', '；'])
        && !LIMITED.iter().any(|word| claim.quote.contains(word))
}

/// The totals of the statements, in 分: what is restricted by nothing or by the fund alone.
fn totals(context: &Context<'_>) -> Vec<i128> {
    let stated = context.disclosure.facts.iter().filter(|fact| matches!(fact.origin, Origin::Statement { .. }));
    let is_total = |at: &mingsuan_model::Coordinate| {
        let parts = [Dimension::Kind, Dimension::Function, Dimension::Economic, Dimension::Item];
        parts.into_iter().all(|dimension| at.get(dimension) == Value::All)
    };
    let mut totals: Vec<i128> = stated
        .filter(|fact| is_total(&fact.coordinate))
        .filter_map(|fact| fact.amount())
        .map(|amount| i128::from(amount.0))
        .filter(|fen| *fen > 0)
        .collect();
    totals.sort_unstable();
    totals.dedup();
    totals
}

fn judge(
    sentence: &Sentence<'_>,
    (part, share): (&Claim, &Claim),
    (before, behind): (&[&Claim], &[&Claim]),
    totals: &[i128],
) -> Option<Finding> {
    let hundred = Decimal::new(100, 0)?;
    if share.number > hundred {
        return Some(above_whole(sentence, share));
    }
    let is_whole = |claim: &&&Claim| is_amount(claim) && claim.place != part.place;
    let wholes: Vec<&Claim> = before.iter().chain(behind).filter(is_whole).copied().collect();
    let ratios = wholes.iter().filter_map(|whole| Ratio::of(part, whole));
    let of_totals = totals.iter().filter_map(|total| Ratio::of_total(part, *total));
    let fits = fen(part) == Some(0) || share.number == hundred;
    if fits || ratios.chain(of_totals).any(|ratio| ratio.is(share.number)) {
        return None;
    }
    // The whole is what the words name, what the sentence opens with, or the last amount that is larger.
    let named = named_whole(share);
    let is_larger = |claim: &&Claim| {
        fen(claim) > fen(part) && named.as_ref().is_none_or(|name| normalized(&claim.subject).contains(name.as_str()))
    };
    let own = sentence.claims.iter().copied().find(|claim| is_amount(claim) && claim.place.offset < part.place.offset);
    let whole = own.into_iter().chain(before.iter().rev().copied()).find(is_larger)?;
    let expected = Ratio::of(part, whole)?.percent(share.number.decimals())?;
    Some(differs(sentence, (part, share, whole), &expected))
}

/// How the name begins of the whole that a share says it is of (占一般公共预算支出的); how it ends may differ where the
/// whole is told (固定资产总额, 固定资产总量).
fn named_whole(share: &Claim) -> Option<String> {
    const TELLING: usize = 4;
    let words = normalized(&share.subject);
    let (_, behind) = words.rsplit_once('占')?;
    let name = behind.trim_end_matches(|c| "的比例重为约达到".contains(c)).trim_start_matches(|c| "本年总".contains(c));
    let beginning: String = name.chars().take(TELLING).collect();
    (beginning.chars().count() == TELLING).then_some(beginning)
}

fn above_whole(sentence: &Sentence<'_>, share: &Claim) -> Finding {
    let message = format!("“{}”：部分占总数的比重不会超过100%", share.quote.trim());
    Finding::new(RULE.code, Severity::Error, sentence.place(), message)
        .english("a share above 100 per cent")
        .advise("核对占比和总数")
}

fn differs(sentence: &Sentence<'_>, (part, share, whole): (&Claim, &Claim, &Claim), expected: &str) -> Finding {
    let printed = share.number.to_string();
    let message = format!(
        "“{}”：按“{}”和“{}”计算，占比应为{expected}%",
        share.quote.trim(),
        part.quote.trim(),
        whole.quote.trim()
    );
    Finding::new(RULE.code, Severity::Error, sentence.place(), message)
        .english(format!("the share is printed as {printed}%, the amounts give {expected}%"))
        .advise("用金额除以总数重新计算；金额有误的，更正金额")
        .values(expected, printed)
        .relate("金额", "amount", part.place.clone())
        .relate("总数", "whole", whole.place.clone())
}
