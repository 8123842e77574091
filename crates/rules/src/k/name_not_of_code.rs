//! # K002 科目名称与编码不符 (name-not-of-code)
//!
//! ## 检查内容
//! 报表中每个科目编码旁的名称，应当是科目表中该编码的名称。全角半角、括号、空格和个别省略不算不符。
//!
//! ## 为何重要
//! 编码与名称各指一个科目时，读者无法知道钱究竟花在哪里，其中必有一个写错。
//!
//! ## 依据
//! - 年度政府收支分类科目
//!
//! ## 示例
//! 表中列有“30211 邮电费”：30211 是差旅费，邮电费的编码是 30207。
//!
//! ## 如何更正
//! 对照科目表，改正编码或名称中写错的一个；金额有明细的，以明细所属科目为准。
//!
//! ## 例外
//! 名称只是省略或多出几个字的不报告；科目表未经公开文件印证的名称，只在文件所用名称明显属于另一科目时提示。
//! 科目表版本以外年度的文件只作提示。

use mingsuan_model::text::normalized;
use mingsuan_model::{Class, Finding, Severity};

use super::codes::{CodedRow, class_meant, edition_covers, groups, list_title};
use crate::context::Context;
use crate::d::names::likeness_percent;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "K002",
    name: "name-not-of-code",
    title: "科目名称与编码不符",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["年度政府收支分类科目"],
    source: include_str!("name_not_of_code.rs"),
    body: Body::Check(check),
};

/// A name of the list is relied on when it was seen in so many published documents.
const WELL_SEEN: u32 = 3;

fn check(context: &Context<'_>, found: &mut Found) {
    for group in groups(context) {
        let Some(row) = group.first() else { continue };
        let Some(class) = row.class().filter(|_| !row.label().is_empty()) else {
            continue;
        };
        for _ in &group {
            found.compared();
        }
        if let Some(severity) = severity(context, row, class) {
            let others = group.iter().skip(1);
            found.push(others.fold(differs(row, class, severity), |finding, other| {
                let place = other.row.place.with_text(other.row.label.as_str());
                finding.relate(
                    format!("“{}”中的同一名称", other.statement.title),
                    format!("the same name in {}", other.statement.id.key()),
                    place,
                )
            }));
        }
    }
}

/// How bad the difference is; `None` where there is none worth telling.
fn severity(context: &Context<'_>, row: &CodedRow<'_>, class: &Class) -> Option<Severity> {
    let list = row.list.list();
    if list.is_name_of(class, row.label()) {
        return None;
    }
    let well_seen = class.documents.unwrap_or(0) >= WELL_SEEN;
    let (label, name) = (bare(row.label()), bare(class.name));
    if list.by_name(row.label()).next().is_some() {
        let is_error = well_seen && edition_covers(context) && label != name;
        return Some(if is_error { Severity::Error } else { Severity::Warning });
    }
    if label.contains(&name) || name.contains(&label) {
        return None;
    }
    let is_alike = likeness_percent(&label, &name) >= 50;
    match (is_alike, well_seen) {
        (true, true) if edition_covers(context) => Some(Severity::Warning),
        (true, _) => None,
        (false, true) => Some(Severity::Warning),
        (false, false) => class.documents.is_some_and(|n| n > 0).then_some(Severity::Info),
    }
}

/// A name without what documents often leave out or add.
fn bare(name: &str) -> String {
    let name = normalized(name);
    let name = name.trim_end_matches("支出").trim_end_matches("费用").trim_end_matches('费');
    name.chars().filter(|c| c.is_alphanumeric() && *c != '的').collect()
}

fn differs(row: &CodedRow<'_>, class: &Class, severity: Severity) -> Finding {
    let (code, label) = (row.code, row.label());
    let mut finding = Finding::new(
        RULE.code,
        severity,
        row.row.place.with_text(row.row.label.as_str()),
        format!(
            "《{}》中编码{code}的名称写作“{label}”，{}中该编码的名称是“{}”",
            row.statement.title,
            list_title(row.list),
            class.name
        ),
    )
    .english(format!("code {code} is named \"{label}\", the list says \"{}\"", class.name))
    .values(class.name, label);
    finding.suggested = Some(class.name.to_owned());
    match class_meant(row.list, code, label) {
        Some(other) => {
            finding.advise(format!("如名称“{label}”无误，编码应为{}；如编码无误，名称应为“{}”", other.code, class.name))
        }
        None => finding.advise(format!("核对编码；编码无误的，名称改为“{}”", class.name)),
    }
}
