//! # K003 缺少上级科目行 (parent-row-missing)
//!
//! ## 检查内容
//! 报表按类、款、项逐级列示时，每个项级科目都应有它的款级行和类级行（经济分类的款级科目应有类级行）。
//! 表中其他科目列有上级行而个别科目没有的，予以提示。
//!
//! ## 为何重要
//! 少了上级行，合计无法由各类相加得到，读者也看不出该科目属于哪一类支出，多半是删行或粘贴时遗漏。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//! - 《中华人民共和国预算法》第四十六条
//!
//! ## 示例
//! 表中列有 2110302 水体 7.50，却没有 21103 污染防治，而其他项级科目都有款级行。
//!
//! ## 如何更正
//! 补上缺少的类、款行，金额等于其下各科目之和，并核对合计。
//!
//! ## 例外
//! 整张表只列末级科目（没有任何上级行）的不检查；编码不在科目表中的，由 K001 报告。

use std::collections::{BTreeSet, HashSet};

use mingsuan_model::{Finding, ListId, Severity, StatementId};

use super::codes::{CodedRow, ancestors, coded_rows, level_title};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "K003",
    name: "parent-row-missing",
    title: "缺少上级科目行",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号", "预算法第四十六条"],
    source: include_str!("parent_row_missing.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let ids: BTreeSet<StatementId> = context.disclosure.statements.iter().map(|s| s.id).collect();
    for id in ids {
        let rows: Vec<CodedRow<'_>> = context.statements(id).flat_map(coded_rows).collect();
        let known = rows.iter().filter(|row| row.class().is_some());
        for list in [ListId::Function, ListId::Economic, ListId::GovEconomic] {
            let known: Vec<&CodedRow<'_>> = known.clone().filter(|row| row.list == list).collect();
            for level in [3, 5] {
                check_level(&rows, &known, level, found);
            }
        }
    }
}

/// One level of one list in one statement: `rows` are all its rows, `known` those of this list.
fn check_level(rows: &[CodedRow<'_>], known: &[&CodedRow<'_>], level: usize, found: &mut Found) {
    let needed: BTreeSet<&str> =
        known.iter().flat_map(|row| ancestors(row.code).filter(|code| code.len() == level)).collect();
    let codes: HashSet<&str> = rows.iter().map(|row| row.code).collect();
    let absent = needed.iter().copied().filter(|code| !codes.contains(code));
    let missing: Vec<&str> = absent.filter(|code| !is_named(rows, known, code)).collect();
    let present = needed.len() - missing.len();
    if present == 0 || present < missing.len() {
        return;
    }
    for _ in &needed {
        found.compared();
    }
    for parent in missing {
        let children: Vec<&CodedRow<'_>> =
            known.iter().copied().filter(|row| ancestors(row.code).any(|code| code == parent)).collect();
        found.findings.extend(report(parent, &children));
    }
}

/// Whether the row of a code is there under its name with another code, which is K001's or K002's business.
fn is_named(rows: &[CodedRow<'_>], known: &[&CodedRow<'_>], code: &str) -> bool {
    let Some(list) = known.first().map(|row| row.list.list()) else {
        return true;
    };
    let class = list.by_code(code);
    class
        .is_some_and(|class| rows.iter().any(|row| row.code.len() == code.len() && list.is_name_of(class, row.label())))
}

fn report(parent: &str, children: &[&CodedRow<'_>]) -> Option<Finding> {
    let first = children.first()?;
    let name = first.list.list().by_code(parent).map_or("", |class| class.name);
    let (level, title) = (level_title(parent), &first.statement.title);
    let finding = Finding::new(
        RULE.code,
        Severity::Warning,
        first.code_place(),
        format!("《{title}》列有科目{}（{}），却没有它的{level}级科目行{parent} {name}", first.code, first.label()),
    )
    .english(format!("{} is listed without the row of its parent {parent}", first.code))
    .advise(format!("补上“{parent} {name}”一行，金额为其下各科目之和"));
    let others = children.iter().skip(1);
    Some(others.fold(finding, |finding, row| {
        finding.relate("同属该科目的行", "another row under that item", row.code_place())
    }))
}
