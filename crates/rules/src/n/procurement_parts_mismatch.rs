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

use std::collections::HashMap;

use mingsuan_model::{Claim, Equation, Grade, Origin, Relation, Severity};

use super::sentences::{Sentence, fen, is_amount, sentences};
use crate::context::Context;
use crate::rule::{Body, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "N019",
    name: "procurement-parts-mismatch",
    title: "政府采购分类之和与总额不符",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("procurement_parts_mismatch.rs"),
    body: Body::Equations(equations),
};

/// The three kinds of purchases.
const KINDS: [&str; 3] = ["货物", "工程", "服务"];

fn equations(context: &Context<'_>, out: &mut Vec<Equation>) {
    let claims = &context.disclosure.claims;
    let facts: HashMap<u32, u32> = (0..)
        .zip(context.cube.facts)
        .filter_map(|(id, fact)| match fact.origin {
            Origin::Claim(ordinal) => Some((ordinal, id)),
            _ => None,
        })
        .collect();
    let fact = |claim: &Claim| {
        let ordinal = claims.iter().position(|other| std::ptr::eq(other, claim))?;
        facts.get(&u32::try_from(ordinal).ok()?).copied()
    };
    for sentence in sentences(context.disclosure) {
        if !sentence.text.contains("采购") || !sentence.text.contains(KINDS[0]) {
            continue;
        }
        for (total, parts) in lists(&sentence) {
            if is_open(&sentence, total, &parts) {
                continue;
            }
            let parts: Option<Vec<u32>> = parts.into_iter().map(fact).collect();
            if let (Some(total), Some(parts)) = (fact(total), parts) {
                let relation = Relation::Sum { total, parts };
                out.push(Equation {
                    rule: RULE.code,
                    grade: Grade::Law,
                    name: "货物+工程+服务=政府采购总额".to_owned(),
                    relation,
                });
            }
        }
    }
}

/// Whether the list leaves kinds out, so that it may rightly add up to less.
fn is_open(sentence: &Sentence<'_>, total: &Claim, parts: &[&Claim]) -> bool {
    let is_cut = parts.last().is_none_or(|last| sentence.behind(last).trim_start().starts_with('等'));
    let sum: i128 = parts.iter().filter_map(|part| fen(part)).sum();
    (parts.len() < KINDS.len() || is_cut) && fen(total).is_none_or(|whole| sum <= whole)
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
