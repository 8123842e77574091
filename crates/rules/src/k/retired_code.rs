//! # K007 科目已停用 (retired-code)
//!
//! ## 检查内容
//! 报表使用的科目应当在文件的预算年度有效，不应使用已经取消或尚未启用的科目。
//!
//! ## 为何重要
//! 停用的科目不能入库、不能支付；沿用旧科目说明报表是在上年文件上改出来的，汇总时会与新科目割裂。
//!
//! ## 依据
//! - 年度政府收支分类科目及其修订说明
//!
//! ## 示例
//! 2024 年预算使用 2010308 信访事务，该科目自 2024 年起由 20140 信访事务取代。
//!
//! ## 如何更正
//! 改用预算年度有效的科目，并在说明中交代与上年的口径变化。
//!
//! ## 例外
//! 科目表没有写明有效年度的科目视为有效；文件年度不明的，不能检查。

use mingsuan_model::{Class, Finding, Severity};

use super::codes::{CodedRow, groups};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "K007",
    name: "retired-code",
    title: "科目已停用",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["年度政府收支分类科目"],
    source: include_str!("retired_code.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let Some(year) = context.year() else {
        found.insufficient("没有读到预算年度");
        return;
    };
    for group in groups(context) {
        let Some((row, class)) = group.first().and_then(|row| Some((row, row.class()?))) else {
            continue;
        };
        for _ in &group {
            found.compared();
        }
        if class.is_valid_in(year) {
            continue;
        }
        let others = group.iter().skip(1);
        found.push(others.fold(retired(row, class, year), |finding, other| {
            finding.relate(
                format!("“{}”中的同一编码", other.statement.title),
                format!("the same code in {}", other.statement.id.key()),
                other.code_place(),
            )
        }));
    }
}

fn retired(row: &CodedRow<'_>, class: &Class, year: u16) -> Finding {
    let list = row.list.list();
    let mut successors = list.by_name(class.name).filter(|other| other.code != class.code && other.is_valid_in(year));
    let finding = Finding::new(
        RULE.code,
        Severity::Warning,
        row.code_place(),
        format!("《{}》使用的科目{} {}在{year}年度无效", row.statement.title, class.code, class.name),
    )
    .english(format!("{} {} is not valid in {year}", class.code, class.name));
    match successors.next() {
        Some(other) => finding.advise(format!("同名的有效科目有{} {}，请核对后改用", other.code, other.name)),
        None => finding.advise(format!("改用{year}年度有效的科目")),
    }
}
