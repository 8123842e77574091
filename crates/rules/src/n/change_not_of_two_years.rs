//! # N023 增减与两年金额不符 (change-not-of-two-years)
//!
//! ## 检查内容
//! 一句话里写明本年数、上年数和增减额的，增减额应等于两数之差，方向（增加、减少，大于、小于、等于）应与两数的大小相符。
//!
//! ## 为何重要
//! 三个数写在一句话里，读者一减就能看出对错。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：应说明收支增减变化情况
//!
//! ## 示例
//! “支出预算110.00万元，2025年为100.00万元，减少10.00万元”：应为增加。
//!
//! ## 如何更正
//! 核对两年的金额，改正增减额或方向。
//!
//! ## 例外
//! 上年数说的是结转、结余、下达的资金的，按“同口径”比较的，不检查；差额在四舍五入的尾差之内的，不报告。

use mingsuan_model::{Amount, Claim, ClaimKind, Dimension, Direction, Finding, FiscalYear, Severity, Value};

use super::sentences::{Sentence, fen, grain, is_amount, sentences};
use crate::context::Context;
use crate::phrases::{Phrases, phrases};
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "N023",
    name: "change-not-of-two-years",
    title: "增减与两年金额不符",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("change_not_of_two_years.rs"),
    body: Body::Check(check),
};

/// Last year's money that is part of this year's, and comparisons on another ground.
static OTHERS: Phrases = phrases("N023", "others");

/// Words before last year's amount that compare it with this year's.
static COMPARE: [(Phrases, Direction); 3] = [
    (phrases("N023", "more"), Direction::Up),
    (phrases("N023", "less"), Direction::Down),
    (phrases("N023", "level"), Direction::Level),
];

fn check(context: &Context<'_>, found: &mut Found) {
    let Some(year) = context.year() else {
        found.insufficient("没有读到文件的年度");
        return;
    };
    for sentence in sentences(context.disclosure) {
        for at in 1..sentence.claims.len() {
            let (first, second) = (sentence.claims[at - 1], sentence.claims[at]);
            if let Some((this, prior)) = two_years(&sentence, first, second, year) {
                let change = sentence.claims.get(at + 1).copied().filter(|next| next.kind == ClaimKind::Change);
                found.findings.extend(judge(&sentence, (this, prior), change));
                found.compared();
            }
        }
    }
}

/// Two amounts told one after the other, one of this year and one of the year before.
fn two_years<'a>(
    sentence: &Sentence<'a>,
    first: &'a Claim,
    second: &'a Claim,
    year: FiscalYear,
) -> Option<(&'a Claim, &'a Claim)> {
    let between = sentence.between(first, second);
    let is_other = OTHERS.iter().any(|word| between.contains(word) || first.subject.contains(word));
    if !is_amount(first) || !is_amount(second) || is_other || between.contains(['；', ';']) {
        return None;
    }
    let is_of =
        |claim: &Claim, year: FiscalYear| claim.coordinate.get(Dimension::Year) == Value::Member(u32::from(year));
    match (is_of(first, year), is_of(second, year)) {
        (true, false) if is_of(second, year - 1) => Some((first, second)),
        (false, true) if is_of(first, year - 1) => Some((second, first)),
        _ => None,
    }
}

fn judge(sentence: &Sentence<'_>, (this, prior): (&Claim, &Claim), change: Option<&Claim>) -> Option<Finding> {
    let moved = fen(this)? - fen(prior)?;
    let slack = grain(this) + grain(prior);
    let told = compared(prior).or_else(|| change.and_then(|change| change.direction))?;
    let is_right = match told {
        Direction::Up => moved >= 0,
        Direction::Down => moved <= 0,
        Direction::Level => moved.abs() <= slack,
    };
    let (now, then) = (this.quote.trim(), prior.quote.trim());
    if !is_right {
        let expected = if moved > 0 { "增加" } else { "减少" };
        let message = format!("由“{now}”和“{then}”可知本年比上年{expected}，与所写的方向不符");
        return Some(finding(sentence, message).values(expected, direction_word(told)));
    }
    let change = change.filter(|change| !change.number.is_zero())?;
    let scale = change.scale?;
    let differs = (fen(change)?.abs() - moved.abs()).abs() > slack + grain(change);
    let expected = Amount(i64::try_from(moved.abs()).ok()?).in_scale(scale, change.number.decimals());
    let message = format!("“{}”：由“{now}”和“{then}”计算，应为{expected}{}", change.quote.trim(), scale.name());
    differs.then(|| finding(sentence, message).values(expected, change.number.to_string()))
}

/// What the words before last year's amount say of the two.
fn compared(prior: &Claim) -> Option<Direction> {
    let is_told = |words: &Phrases| words.iter().any(|word| prior.subject.contains(word));
    let hit = COMPARE.iter().find(|(words, _)| is_told(words) && !prior.subject.contains('不'));
    hit.map(|(_, direction)| *direction)
}

const fn direction_word(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "增加",
        Direction::Down => "减少",
        Direction::Level => "持平",
    }
}

fn finding(sentence: &Sentence<'_>, message: String) -> Finding {
    Finding::new(RULE.code, Severity::Error, sentence.place(), message)
        .english("the change is not that between the two years of the sentence")
        .advise("核对两年的金额，改正增减额或方向")
}
