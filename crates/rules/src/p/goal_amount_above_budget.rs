//! # P027 绩效目标中的支出金额超过预算 (goal-amount-above-budget)
//!
//! ## 检查内容
//! 项目绩效目标或资金用途中写明安排、支付、投入的金额，不应大于项目预算数。
//!
//! ## 为何重要
//! 部分不能大于全部：文字中的支出比预算还多，两者必有一个写错或没有更新。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）
//!
//! ## 示例
//! 项目预算数20.00万元，目标写“支付维护费30万元”。
//!
//! ## 如何更正
//! 核对文字中的金额与项目预算数。
//!
//! ## 例外
//! 总投资、概算、累计等跨年度的金额，收入、产值、税收、带动的投资，以及“万元/人”一类单价，不检查。没有写明金额单位的项目表不检查。

use mingsuan_model::text::normalized;
use mingsuan_model::{Amount, Decimal, Finding, Placed, Project, Scale, Severity};

use super::words::{WORDS, contains_any};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P027",
    name: "goal-amount-above-budget",
    title: "绩效目标中的支出金额超过预算",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号"],
    source: include_str!("goal_amount_above_budget.rs"),
    body: Body::Check(check),
};

/// So many characters before an amount say what it is for.
const WINDOW: usize = 16;

fn check(context: &Context<'_>, found: &mut Found) {
    for project in &context.disclosure.projects {
        let Some(scale) = project.scale else { continue };
        let printed = project.budget.as_ref().and_then(|budget| budget.value.number());
        let Some(budget) = printed.and_then(|number| Amount::from_printed(number, scale)) else { continue };
        for text in project.goals.iter().chain(&project.purpose) {
            for (amount, shown) in spent(&text.text) {
                found.compared();
                if amount > budget {
                    found.push(finding(project, text, &shown, &budget.in_scale(scale, 2), scale));
                }
            }
        }
    }
}

/// The amounts that a text says are spent, with their wording.
fn spent(text: &str) -> Vec<(Amount, String)> {
    let text = normalized(text);
    text.split(['。', ';', '；'])
        .filter(|one| !contains_any(one, &WORDS.beyond_year_words))
        .flat_map(in_sentence)
        .collect()
}

fn in_sentence(sentence: &str) -> Vec<(Amount, String)> {
    let mut amounts = Vec::new();
    let mut clause_start = 0;
    let mut at = 0;
    while let Some(c) = sentence[at..].chars().next() {
        let rest = &sentence[at..];
        let is_number = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
        let digits = if c.is_ascii_digit() { &rest[..rest.find(|c| !is_number(c)).unwrap_or(rest.len())] } else { "" };
        if let Some((amount, scale)) = amount_of(digits, &rest[digits.len()..]) {
            let before: Vec<char> = sentence[clause_start..at].chars().collect();
            let near: String = before[before.len().saturating_sub(WINDOW)..].iter().collect();
            if contains_any(&near, &WORDS.spend_words) && !contains_any(&near, &WORDS.no_spend_words) {
                amounts.push((amount, format!("{digits}{}", scale.name())));
            }
        }
        if matches!(c, ',' | '，' | '、') {
            clause_start = at + c.len_utf8();
        }
        at += digits.len().max(c.len_utf8());
    }
    amounts
}

/// An amount in money that is not a price of one unit.
fn amount_of(digits: &str, behind: &str) -> Option<(Amount, Scale)> {
    let scale = Scale::starting(behind)?;
    if behind[scale.name().len()..].starts_with(['/', '每']) {
        return None;
    }
    Some((Amount::from_printed(Decimal::parse(digits)?, scale)?, scale))
}

fn finding(project: &Project, text: &Placed, shown: &str, budget: &str, scale: Scale) -> Finding {
    let name = &project.name.text;
    let unit = scale.name();
    let message = format!("项目“{name}”写明支出{shown}，超过预算数{budget}{unit}");
    let finding = Finding::new(RULE.code, Severity::Warning, text.place.with_text(text.text.as_str()), message)
        .english(format!("\"{name}\" is said to spend {shown}, above its budget of {budget}"))
        .advise("核对文字中的金额与项目预算数");
    match &project.budget {
        Some(budget) => finding.relate("项目预算数", "budget of the project", budget.place.clone()),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_money_spent_counts() {
        for (text, count) in [
            ("安排维护经费30万元，支付租金1,200.50万元。", 2),
            ("带动社会投入30万元。", 0),
            ("总投资300万元，本年支付。", 0),
            ("按3万元/人支付。", 0),
            ("支付30人的费用。", 0),
        ] {
            assert_eq!(spent(text).len(), count, "{text}");
        }
    }
}
