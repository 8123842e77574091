//! # D010 同一报表重复出现 (duplicate-statement)
//!
//! ## 检查内容
//! 同一单位的同一张报表在文件中只应出现一次。
//!
//! ## 为何重要
//! 重复的报表若数据不同，读者不知以哪张为准；若数据相同，则往往是应放的另一张表被它顶替了。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//!
//! ## 示例
//! 文件中有两张“一般公共预算支出表”，行次和项目相同。
//!
//! ## 如何更正
//! 删去多余的一张，并检查缺少的是哪一张报表。
//!
//! ## 例外
//! 跨页续表（各行不同）、不同单位的报表、项目绩效目标表不报告。

use std::collections::BTreeSet;

use mingsuan_model::text::normalized;
use mingsuan_model::{Finding, Severity, Statement, StatementId};

use super::names::agency_name;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "D010",
    name: "duplicate-statement",
    title: "同一报表重复出现",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("duplicate_statement.rs"),
    body: Body::Check(check),
};

/// Two statements with the same title are the same when so many per cent of their rows are.
const SAME_ROWS_PERCENT: usize = 80;

fn check(context: &Context<'_>, found: &mut Found) {
    let is_checked = |statement: &&Statement| {
        let is_many = matches!(
            statement.id,
            StatementId::PerformanceProject | StatementId::PerformanceOverall | StatementId::Other
        );
        !is_many && !statement.rows.is_empty()
    };
    let statements: Vec<&Statement> = context.disclosure.statements.iter().filter(is_checked).collect();
    for (at, statement) in statements.iter().enumerate() {
        found.compared();
        if let Some(first) = statements[..at].iter().find(|first| is_same(first, statement)) {
            found.push(repeated(first, statement));
        }
    }
}

fn is_same(first: &Statement, second: &Statement) -> bool {
    let agency = |statement: &Statement| statement.agency.as_deref().map(agency_name);
    let is_same_head = first.id == second.id
        && normalized(&first.title) == normalized(&second.title)
        && agency(first) == agency(second)
        && first.year == second.year;
    if !is_same_head {
        return false;
    }
    let (a, b) = (rows_of(first), rows_of(second));
    a.intersection(&b).count() * 100 >= a.len().max(b.len()) * SAME_ROWS_PERCENT
}

/// The rows by code and label.
fn rows_of(statement: &Statement) -> BTreeSet<(Option<&str>, String)> {
    let rows = statement.rows.iter();
    rows.map(|row| (row.code.as_deref(), normalized(&row.label))).collect()
}

fn repeated(first: &Statement, second: &Statement) -> Finding {
    let title = &second.title;
    Finding::new(
        RULE.code,
        Severity::Warning,
        second.title_place.with_text(title.as_str()),
        format!("《{title}》在文件中重复出现"),
    )
    .english("the same statement stands twice")
    .advise("删去多余的一张，并检查是否有其他报表被它顶替")
    .relate("第一次出现", "first occurrence", first.title_place.with_text(first.title.as_str()))
}
