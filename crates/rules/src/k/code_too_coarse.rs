//! # K004 未公开到规定级次 (code-too-coarse)
//!
//! ## 检查内容
//! 一般公共预算支出表按功能分类应当列到项级，一般公共预算基本支出表按经济分类应当列到款级。
//! 有金额而没有下级科目的类、款，即未达到规定级次。
//!
//! ## 为何重要
//! 只公开到类、款，看不出钱用在什么事项上，也无法与项目和绩效目标对照，是公开检查中的常见问题。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//! - 《中华人民共和国预算法》第四十六条
//!
//! ## 示例
//! 一般公共预算支出表中 211 节能环保支出 38.50，其下没有款、项。
//!
//! ## 如何更正
//! 把该科目的金额分解到项级（基本支出分解到款级）科目后重新列示。
//!
//! ## 例外
//! 预备费等没有下级科目的不检查；涉密内容依法可以不公开。整张表都没有编码的，不能检查。

use mingsuan_model::{Finding, ListId, Severity, Statement, StatementId};

use super::codes::{CodedRow, coded_rows, level_title};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "K004",
    name: "code-too-coarse",
    title: "未公开到规定级次",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号", "预算法第四十六条"],
    source: include_str!("code_too_coarse.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for (id, digits) in [(StatementId::GeneralExpenditure, 7), (StatementId::GeneralBasic, 5)] {
        let is_own = |row: &CodedRow<'_>| (row.list == ListId::Function) == (digits == 7);
        let rows: Vec<CodedRow<'_>> = context.statements(id).flat_map(coded_rows).filter(is_own).collect();
        let Some(statement) = context.statement(id).filter(|statement| !statement.is_empty()) else {
            continue;
        };
        if rows.is_empty() {
            found.insufficient(format!("《{}》没有读到科目编码", statement.title));
            continue;
        }
        let coarse: Vec<&CodedRow<'_>> = rows.iter().filter(|row| is_coarse(row, &rows, digits)).collect();
        for _ in &rows {
            found.compared();
        }
        if rows.iter().any(|row| row.code.len() >= digits) {
            coarse.into_iter().for_each(|row| found.push(too_coarse(row, digits)));
        } else if !coarse.is_empty() {
            found.push(all_coarse(statement, digits));
        }
    }
}

/// A class with money, above the level that is asked, that has classes below it in the list and none in the statement.
fn is_coarse(row: &CodedRow<'_>, rows: &[CodedRow<'_>], digits: usize) -> bool {
    let is_above = row.code.len() < digits && row.list.list().children(row.code).next().is_some();
    let is_split = |other: &CodedRow<'_>| other.code.len() > row.code.len() && other.code.starts_with(row.code);
    is_above && row.class().is_some() && row.has_money() && !rows.iter().any(is_split)
}

const fn level_asked(digits: usize) -> &'static str {
    if digits == 7 { "功能分类项级" } else { "经济分类款级" }
}

fn too_coarse(row: &CodedRow<'_>, digits: usize) -> Finding {
    let asked = level_asked(digits);
    Finding::new(
        RULE.code,
        Severity::Error,
        row.code_place(),
        format!(
            "《{}》中{} {}只列到{}级，未公开到{asked}",
            row.statement.title,
            row.code,
            row.label(),
            level_title(row.code)
        ),
    )
    .english(format!("{} has money but no classes below it", row.code))
    .advise(format!("将“{}”的金额分解到{asked}科目列示", row.label()))
}

fn all_coarse(statement: &Statement, digits: usize) -> Finding {
    let asked = level_asked(digits);
    Finding::new(
        RULE.code,
        Severity::Error,
        statement.title_place.with_text(statement.title.as_str()),
        format!("《{}》全表没有列到{asked}的科目", statement.title),
    )
    .english("no row of the statement reaches the level of detail that must be disclosed")
    .advise(format!("将全表金额分解到{asked}科目列示"))
}
