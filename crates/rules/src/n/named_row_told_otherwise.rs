//! # N024 文中金额与同名行不一致 (named-row-told-otherwise)
//!
//! ## 检查内容
//! 文字按名称说到报表中的一行或一个项目（如“市级人才专项经费1416.00万元”），而所写金额与该行各数只差一位数字、相邻两位颠倒、多一位少一位或小数点错位的，指出。
//!
//! ## 为何重要
//! 逐项说明的金额多为手工抄录，抄错一位时合计仍然对得上，只有逐项核对才能发现。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：说明应与报表一致
//!
//! ## 示例
//! 项目支出表“市级人才专项经费”1416.00 万元，文字写“市级人才专项经费1461.00万元”。
//!
//! ## 如何更正
//! 对照报表改正文字中的金额；所说只是该行一部分的，写明是哪一部分。
//!
//! ## 例外
//! 名称须与行名完全相同；金额与该行各数相差较大的，可能说的是其中一部分，不报告。按科目、资金性质能够对应的金额由 N001 检查。

use std::collections::HashMap;

use mingsuan_model::text::{normalized, without_numbering};
use mingsuan_model::{Amount, Claim, ClaimKind, Finding, Origin, Place, Severity};

use super::sentences::grain;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};
use crate::slip;

pub(crate) const RULE: Rule = Rule {
    code: "N024",
    name: "named-row-told-otherwise",
    title: "文中金额与同名行不一致",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("named_row_told_otherwise.rs"),
    body: Body::Check(check),
};

/// Shorter names are those of kinds of spending, not of rows.
const LEAST: usize = 4;

/// The amounts of the rows and projects of one name, in 分, with where they stand.
type Rows<'a> = HashMap<String, Vec<(i64, &'a Place)>>;

fn check(context: &Context<'_>, found: &mut Found) {
    let unplaced =
        |claim: &&Claim| claim.kind == ClaimKind::Amount && claim.coordinate.has_unknown() && claim.place.row.is_none();
    let claims: Vec<&Claim> = context.disclosure.claims.iter().filter(unplaced).collect();
    if claims.is_empty() {
        return;
    }
    let rows = rows(context);
    for claim in claims {
        let Some(told) = claim.scale.and_then(|scale| Amount::from_printed(claim.number, scale)) else { continue };
        let Some(amounts) = rows.get(&name_of(&claim.subject)) else { continue };
        found.compared();
        let grain = i64::try_from(grain(claim)).unwrap_or(1).max(1);
        if amounts.iter().any(|(value, _)| value.abs_diff(told.0) <= grain.unsigned_abs()) {
            continue;
        }
        let slipped = |value: &&(i64, &Place)| slip::is_likely(value.0 / grain, told.0 / grain);
        if let Some((value, place)) = amounts.iter().find(slipped) {
            found.push(finding(claim, *value, place));
        }
    }
}

fn finding(claim: &Claim, value: i64, row: &Place) -> Finding {
    let scale = claim.scale.unwrap_or(mingsuan_model::Scale::Yuan);
    let expected = Amount(value).in_scale(scale, claim.number.decimals());
    let message = format!("文字“{}”，而报表中同名的一行为{expected}{}", claim.quote.trim(), scale.name());
    let mut finding = Finding::new(RULE.code, Severity::Warning, claim.place.clone(), message)
        .english(format!("the row of this name has {expected}"))
        .advise("对照报表改正文字中的金额；所说只是该行一部分的，写明是哪一部分")
        .values(expected.clone(), claim.number.to_string())
        .relate("同名的一行", "the row of that name", row.clone());
    finding.scale = claim.scale;
    finding.suspect = true;
    finding.suggested = Some(expected);
    finding
}

/// The rows of the statements by what they are called, and the projects.
fn rows<'a>(context: &'a Context<'_>) -> Rows<'a> {
    let mut rows: Rows<'a> = HashMap::new();
    for fact in context.cube.facts {
        let label = match fact.origin {
            Origin::Statement { statement, row, .. } => context
                .disclosure
                .statements
                .get(statement as usize)
                .and_then(|statement| statement.rows.get(row as usize))
                .map(|row| row.label.as_str()),
            Origin::Project(project) => {
                context.disclosure.projects.get(project as usize).map(|project| project.name.text.as_str())
            }
            Origin::Claim(_) => None,
        };
        let name = label.map(name_of).unwrap_or_default();
        if name.chars().count() >= LEAST
            && let Some(amount) = fact.amount().filter(|amount| amount.0 != 0)
        {
            rows.entry(name).or_default().push((amount.0, &fact.place));
        }
    }
    rows
}

/// A name in comparable form, without the number of its item.
fn name_of(label: &str) -> String {
    let text = normalized(label);
    without_numbering(&text).0.trim_matches(['"', ':', ',', '、']).to_owned()
}
