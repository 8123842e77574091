//! # K001 科目编码不存在 (unknown-code)
//!
//! ## 检查内容
//! 报表中的支出功能分类科目编码和支出经济分类科目编码，应当列在科目表中。
//!
//! ## 为何重要
//! 编码是汇总、对账和批复的依据。编码写错，金额就会归到别的科目，或者在汇总时无处可归。
//!
//! ## 依据
//! - 年度政府收支分类科目
//! - 《中华人民共和国预算法》第二十七条、第四十六条
//!
//! ## 示例
//! 表中列有“2010391 行政运行”：科目表中没有 2010391，同一款下名称为“行政运行”的科目是 2010301。
//!
//! ## 如何更正
//! 按当年的政府收支分类科目核对编码；名称无误的，改用该名称对应的编码。
//!
//! ## 例外
//! 科目表每年修订，本表版本以外年度的文件只作提示；上级科目存在、仅末级编码未收录的，也只作提示。
//! 各地在末级科目之下自行细分的编码视为有效。编码属于另一类科目的，由 K006 报告；编码栏填列单位编码的，不检查。

use mingsuan_model::{Class, Finding, ListId, Severity};

use super::codes::{CodedRow, class_meant, edition_covers, groups, list_title};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "K001",
    name: "unknown-code",
    title: "科目编码不存在",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["年度政府收支分类科目", "预算法第二十七条、第四十六条"],
    source: include_str!("unknown_code.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for group in groups(context) {
        let Some(row) = group.first() else { continue };
        let meant = class_meant(row.list, row.code, row.label());
        if !is_checked(row, meant) {
            continue;
        }
        for _ in &group {
            found.compared();
        }
        if row.class().is_none() && row.class_elsewhere().is_none() {
            let finding = unknown(row, meant, severity(context, row, meant));
            let others = group.iter().skip(1);
            found.push(others.fold(finding, |finding, other| {
                finding.relate(
                    format!("“{}”中的同一编码", other.statement.title),
                    format!("the same code in {}", other.statement.id.key()),
                    other.code_place(),
                )
            }));
        }
    }
}

/// Codes of other lengths are checked only where the name is that of a class; many cities divide the lowest level further.
fn is_checked(row: &CodedRow<'_>, meant: Option<&Class>) -> bool {
    let deepest = if row.list == ListId::Function { 7 } else { 5 };
    let has_length = matches!(row.code.len(), 3 | 5 | 7) && row.code.len() <= deepest;
    let is_division = row.code.get(..deepest).is_some_and(|code| row.list.list().by_code(code).is_some());
    has_length || (row.code.len() < 9 && meant.is_some() && !is_division)
}

fn severity(context: &Context<'_>, row: &CodedRow<'_>, meant: Option<&Class>) -> Severity {
    let class_exists = row.code.get(..3).is_some_and(|top| row.list.list().by_code(top).is_some());
    let parent = row.code.len().saturating_sub(2);
    let is_sibling = meant.is_some_and(|class| row.code.get(..parent) == Some(class.parent));
    if edition_covers(context) && (!class_exists || is_sibling) { Severity::Error } else { Severity::Warning }
}

fn unknown(row: &CodedRow<'_>, meant: Option<&'static Class>, severity: Severity) -> Finding {
    let (code, label, list) = (row.code, row.label(), list_title(row.list));
    let mut finding = Finding::new(
        RULE.code,
        severity,
        row.code_place(),
        format!("《{}》中的科目编码“{code}”（{label}）不在{list}表中", row.statement.title),
    )
    .english(format!("code {code} ({label}) is not in the list of classes"));
    finding.actual = Some(code.to_owned());
    match meant {
        Some(class) => {
            finding.expected = Some(class.code.to_owned());
            finding.suggested = Some(class.code.to_owned());
            finding.advise(format!("名称“{}”对应的编码是{}，请核对", class.name, class.code))
        }
        None => finding.advise("按当年政府收支分类科目核对编码和名称"),
    }
}
