//! # N022 文字所述科目报表中没有 (class-not-in-statements)
//!
//! ## 检查内容
//! 文字说明某功能分类科目支出多少的，报表中应当有这个科目（或其下级科目）。
//!
//! ## 为何重要
//! 报表没有的科目，金额无从核对；多是科目写错，或沿用了上年的科目。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的内容应当真实、前后一致
//! - 年度政府收支分类科目
//!
//! ## 示例
//! 文字写“教育支出5.00万元”，支出表中没有205教育支出。
//!
//! ## 如何更正
//! 核对科目名称和编码；报表漏列的，补列。
//!
//! ## 例外
//! 金额为零的、说明上年情况的不检查；报表没有公开到这一级次的，不能检查。同一科目只报一次。

use std::collections::BTreeSet;

use mingsuan_model::{Claim, Dimension, Finding, ListId, Origin, Severity, Value};

use super::sentences::is_amount;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "N022",
    name: "class-not-in-statements",
    title: "文字所述科目报表中没有",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号", "政府收支分类科目"],
    source: include_str!("class_not_in_statements.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let this_year = context.year().map(|year| Value::Member(u32::from(year)));
    let stated = stated_codes(context);
    let longest = stated.iter().map(String::len).max().unwrap_or(0);
    let mut reported: BTreeSet<String> = BTreeSet::new();
    for claim in context.disclosure.claims.iter().filter(|claim| is_amount(claim) && !claim.number.is_zero()) {
        let of_this_year = Some(claim.coordinate.get(Dimension::Year)) == this_year;
        let Some(code) = claim.coordinate.code(Dimension::Function).filter(|_| of_this_year) else { continue };
        let code = code.to_string();
        if longest < code.len() {
            found.insufficient("报表没有公开到文字所述科目的级次");
            continue;
        }
        found.compared();
        let is_stated = stated.range(code.clone()..).next().is_some_and(|next| next.starts_with(&code));
        if !is_stated && reported.insert(code.clone()) {
            found.push(finding(claim, &code));
        }
    }
}

/// The codes of the function classification that statements show money for.
fn stated_codes(context: &Context<'_>) -> BTreeSet<String> {
    let facts = context.disclosure.facts.iter().filter(|fact| matches!(fact.origin, Origin::Statement { .. }));
    facts.filter_map(|fact| fact.coordinate.code(Dimension::Function)).map(|code| code.to_string()).collect()
}

fn finding(claim: &Claim, code: &str) -> Finding {
    let name = ListId::Function.list().by_code(code).map(|class| class.name.to_string()).unwrap_or_default();
    let message = format!("“{}”说的是{code}{name}，报表中没有这个科目", claim.quote.trim());
    Finding::new(RULE.code, Severity::Warning, claim.place.clone(), message)
        .english(format!("the text tells an amount of class {code}, which no statement has"))
        .advise("核对科目名称和编码；报表漏列的，补列")
}
