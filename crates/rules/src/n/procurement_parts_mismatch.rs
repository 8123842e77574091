//! # N019 政府采购分类之和与总额不符 (procurement-parts-mismatch)
//!
//! ## 检查内容
//! 文字写明政府采购总额及其货物、工程、服务构成的，三类之和应等于总额。
//!
//! ## 为何重要
//! 政府采购总额及分类是规定的公开内容，三个数相加就能看出对错。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开政府采购货物、工程、服务的情况
//!
//! ## 示例
//! “政府采购预算100.00万元，其中：货物30.00万元、工程20.00万元、服务60.00万元”：三类之和为110.00万元。
//!
//! ## 如何更正
//! 对照政府采购预算表核对总额和各类金额。
//!
//! ## 例外
//! 没有写全三类、其和不到总额的不检查；差额在四舍五入的尾差之内的，不报告。

use mingsuan_model::{Amount, Claim, Finding, Severity};

use super::sentences::{Sentence, fen, grain, is_amount, sentences};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "N019",
    name: "procurement-parts-mismatch",
    title: "政府采购分类之和与总额不符",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("procurement_parts_mismatch.rs"),
    body: Body::Check(check),
};

/// The three kinds of purchases.
const KINDS: [&str; 3] = ["货物", "工程", "服务"];

fn check(context: &Context<'_>, found: &mut Found) {
    for sentence in sentences(context.disclosure) {
        if !sentence.text.contains("采购") || !sentence.text.contains(KINDS[0]) {
            continue;
        }
        for (total, parts) in lists(&sentence) {
            if let Some(finding) = judge(&sentence, total, &parts, found) {
                found.push(finding);
            }
        }
    }
}

/// The kind of purchases that the words before an amount name, if they name one.
fn kind(claim: &Claim) -> Option<usize> {
    let mut named = (0..KINDS.len()).filter(|at| claim.subject.contains(KINDS[*at]));
    let first = named.next().filter(|_| is_amount(claim));
    first.filter(|_| named.next().is_none())
}

/// The totals of purchases with the kinds that follow each, one of a kind.
fn lists<'a>(sentence: &Sentence<'a>) -> Vec<(&'a Claim, Vec<&'a Claim>)> {
    let mut lists: Vec<(&Claim, Vec<&Claim>)> = Vec::new();
    for claim in sentence.claims.iter().copied().filter(|claim| is_amount(claim)) {
        let Some(kind) = kind(claim) else {
            if claim.subject.contains("采购") {
                lists.push((claim, Vec::new()));
            } else if lists.last().is_some_and(|(_, parts)| !parts.is_empty()) {
                // Something else is told: what follows is no part of the total any more.
                break;
            }
            continue;
        };
        if let Some((_, parts)) = lists.last_mut()
            && parts.iter().all(|part| self::kind(part) != Some(kind))
        {
            parts.push(claim);
        }
    }
    lists.retain(|(_, parts)| parts.len() > 1);
    lists
}

fn judge(sentence: &Sentence<'_>, total: &Claim, parts: &[&Claim], found: &mut Found) -> Option<Finding> {
    let whole = fen(total)?;
    let sum: i128 = parts.iter().map(|part| fen(part)).sum::<Option<i128>>()?;
    let last = parts.last()?;
    let is_open = parts.len() < KINDS.len() || sentence.behind(last).trim_start().starts_with('等');
    found.compared();
    let slack: i128 = parts.iter().chain([&total]).map(|claim| grain(claim)).sum::<i128>() / 2;
    let is_right = (sum - whole).abs() <= slack || is_open && sum < whole;
    let scale = total.scale.filter(|_| !is_right)?;
    let expected = Amount(i64::try_from(sum).ok()?).in_scale(scale, total.number.decimals());
    let message = format!("“{}”，而{}类之和为{expected}{}", total.quote.trim(), parts.len(), scale.name());
    let mut finding = Finding::new(RULE.code, Severity::Error, sentence.place(), message)
        .english("goods, works and services do not add up to the total of purchases")
        .advise("对照政府采购预算表核对总额和货物、工程、服务各类的金额")
        .values(expected, total.number.to_string());
    finding.scale = Some(scale);
    Some(parts.iter().fold(finding, |finding, part| finding.relate(part.quote.trim(), part.place.clone())))
}
