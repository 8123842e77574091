//! # N011 增减幅度与金额不符 (rate-not-of-amounts)
//!
//! ## 检查内容
//! 文字写明金额、增减额和增减幅度的，增减幅度应等于增减额除以上年数（本年数减去增减额）；增减额和增减幅度的方向应相同。
//!
//! ## 为何重要
//! 幅度是读者最先看的数。与同一句的金额算不拢，说明其中至少一个数是错的。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：应说明收支增减变化情况
//!
//! ## 示例
//! “支出预算110.00万元，比上年增加10.00万元，增长9%”：上年100.00万元，应为增长10%。
//!
//! ## 如何更正
//! 用增减额除以上年数重新计算；金额有误的，更正金额。
//!
//! ## 例外
//! 同一部分中有任何一个金额与幅度相符的，视为说的是它；按“同口径”“可比口径”比较的不检查；末位相差一个单位以内的视为尾差。
//! 句中在前的金额不止一个、不能确定是哪一个的，只作警告。上年为零的由 N012 检查。

use mingsuan_model::{Claim, ClaimKind, Direction, Finding, Severity};

use super::sentences::{Ratio, Sentence, is_amount, sentences};
use crate::context::Context;
use crate::phrases::{Phrases, phrases};
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "N011",
    name: "rate-not-of-amounts",
    title: "增减幅度与金额不符",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("rate_not_of_amounts.rs"),
    body: Body::Check(check),
};

/// So many amounts before the sentence may be what its change is of.
const AMOUNTS_BEFORE: usize = 12;

/// Words between the change and its rate: 增长, （增长, 增长约.
const LONGEST_BETWEEN: usize = 6;

/// Words of sentences whose rate is of another base.
static OTHER_BASES: Phrases = phrases("N011", "other_bases");

fn check(context: &Context<'_>, found: &mut Found) {
    let mut before: Vec<&Claim> = Vec::new();
    let mut section = None;
    for sentence in sentences(context.disclosure) {
        if section != Some(sentence.section) {
            before.clear();
            section = Some(sentence.section);
        }
        for pair in sentence.claims.windows(2) {
            if let Some(sign) = change_with_rate(&sentence, pair[0], pair[1]) {
                judge(&sentence, &before, (pair[0], pair[1]), sign, found);
            }
        }
        before.extend(sentence.claims.iter().filter(|claim| is_amount(claim)));
        before.drain(..before.len().saturating_sub(AMOUNTS_BEFORE));
    }
}

/// The sign of a change that is followed by its rate at once.
fn change_with_rate(sentence: &Sentence<'_>, change: &Claim, rate: &Claim) -> Option<i128> {
    let is_pair = change.kind == ClaimKind::Change
        && matches!(rate.kind, ClaimKind::ChangeRate | ClaimKind::Percent)
        && sentence.between(change, rate).chars().count() <= LONGEST_BETWEEN
        && !OTHER_BASES.iter().any(|word| sentence.text.contains(word));
    let sign = match change.direction {
        Some(Direction::Up) => 1,
        Some(Direction::Down) => -1,
        _ => return None,
    };
    is_pair.then_some(sign)
}

fn judge(sentence: &Sentence<'_>, before: &[&Claim], (change, rate): (&Claim, &Claim), sign: i128, found: &mut Found) {
    let own: Vec<&Claim> = sentence.claims.iter().copied().filter(|claim| is_amount(claim)).collect();
    let is_opposite = rate.direction.is_some_and(|way| way != Direction::Level && Some(way) != change.direction);
    if is_opposite && !change.number.is_zero() && !rate.number.is_zero() {
        found.compared();
        found.push(opposite(sentence, change, rate));
        return;
    }
    // What the rate is of may stand in the sentence or shortly before it, as this year's amount or as last year's.
    let fits = |amount: &Claim| {
        let ratios = [Ratio::of_change(change, amount, sign), Ratio::of(change, amount)];
        ratios.into_iter().flatten().any(|ratio| !ratio.is_of_nothing() && ratio.is(rate.number))
    };
    let offset = change.place.offset;
    let told: Vec<&Claim> = own.iter().copied().filter(|amount| amount.place.offset < offset).collect();
    let Some(nearest) = told.last() else { return };
    found.compared();
    let ratio = Ratio::of_change(change, nearest, sign);
    if ratio.is_some_and(Ratio::is_of_nothing) || own.iter().chain(before).any(|amount| fits(amount)) {
        return;
    }
    if let Some(expected) = ratio.and_then(|ratio| ratio.percent(rate.number.decimals())) {
        found.push(differs(sentence, change, rate, nearest, (&expected, told.len() == 1)));
    }
}

fn opposite(sentence: &Sentence<'_>, change: &Claim, rate: &Claim) -> Finding {
    let (moved, by) = (change.quote.trim(), rate.quote.trim());
    let message = format!("“{moved}”与“{by}”方向相反");
    Finding::new(RULE.code, Severity::Error, sentence.place(), message)
        .english("the change and its rate point in opposite directions")
        .advise("核对增减方向，统一写为增加或减少")
}

fn differs(
    sentence: &Sentence<'_>,
    change: &Claim,
    rate: &Claim,
    amount: &Claim,
    (expected, is_sure): (&str, bool),
) -> Finding {
    let printed = rate.number.to_string();
    let severity = if is_sure { Severity::Error } else { Severity::Warning };
    let message = format!(
        "“{}”：按“{}”和“{}”计算，幅度应为{expected}%",
        rate.quote.trim(),
        amount.quote.trim(),
        change.quote.trim()
    );
    Finding::new(RULE.code, severity, sentence.place(), message)
        .english(format!("the rate is printed as {printed}%, the amounts give {expected}%"))
        .advise("用增减额除以上年数重新计算；金额有误的，更正金额")
        .values(expected, printed)
        .relate("增减额", "change", change.place.clone())
        .relate("金额", "amount", amount.place.clone())
}
