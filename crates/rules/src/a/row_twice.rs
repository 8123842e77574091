//! # A008 同一行重复列示 (row-twice)
//!
//! ## 检查内容
//! 一张表中编码、名称和各栏金额完全相同的末级科目行列了两次。
//!
//! ## 为何重要
//! 重复的行使合计多算一次，或者说明粘贴时盖掉了本该列在这里的另一行。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的报表应当完整、真实、前后一致
//!
//! ## 示例
//! “2110302 水体 7.50”在同一张表中连列两行。
//!
//! ## 如何更正
//! 删去多余的一行；如果它顶替了另一个科目，改为那个科目的编码、名称和金额。
//!
//! ## 例外
//! 没有编码或没有金额的行、按项目或采购逐笔列示的表不检查；同一科目以不同金额或文字列在多处的，是分单位或分其他口径列示，
//! 整张表不检查；款级科目下没有项级的，有的系统在款、项两级各印一次，不算重复。

use std::collections::HashMap;

use mingsuan_model::{CellValue, ColumnRole, Finding, Severity, Statement, StatementId, StatementRow};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "A008",
    name: "row-twice",
    title: "同一行重复列示",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("row_twice.rs"),
    body: Body::Check(check),
};

/// The statements whose rows are classes: the same class stands once.
const BY_CLASS: [StatementId; 5] = [
    StatementId::RevenueSummary,
    StatementId::ExpenditureSummary,
    StatementId::GeneralExpenditure,
    StatementId::GeneralBasic,
    StatementId::GovernmentFund,
];

fn check(context: &Context<'_>, found: &mut Found) {
    for statement in context.disclosure.statements.iter().filter(|statement| BY_CLASS.contains(&statement.id)) {
        let rows: Vec<(&str, &StatementRow)> = statement.rows.iter().filter_map(classed).collect();
        let mut first_of: HashMap<&str, &StatementRow> = HashMap::new();
        let mut twice = Vec::new();
        let mut is_by_class = true;
        for (code, row) in rows {
            let first = *first_of.entry(code).or_insert(row);
            if std::ptr::eq(first, row) {
                continue;
            }
            // The same class with other money: the statement lists unit by unit, or by a second classification.
            is_by_class &= printed(statement, first) == printed(statement, row);
            twice.push((code, first, row));
        }
        found.comparisons += first_of.len();
        if is_by_class {
            found.findings.extend(twice.into_iter().map(|(code, first, row)| report(statement, first, row, code)));
        }
    }
}

/// A row with money and a code of the lowest level: classes above it without items are printed once for each level.
fn classed(row: &StatementRow) -> Option<(&str, &StatementRow)> {
    let code = row.code.as_deref()?;
    let is_lowest = code.len() == 7 || code.starts_with('3') && code.len() == 5;
    (is_lowest && has_money(row)).then_some((code, row))
}

fn has_money(row: &StatementRow) -> bool {
    row.cells.iter().any(|cell| matches!(&cell.value, CellValue::Number(number) if !number.is_zero()))
}

/// All that is printed in a row but its running number.
fn printed<'a>(statement: &Statement, row: &'a StatementRow) -> Vec<(usize, &'a str)> {
    let is_sequence = |column: usize| statement.columns.get(column).is_none_or(|c| c.role == ColumnRole::Sequence);
    let cells = row.cells.iter().filter(|cell| !is_sequence(cell.column) && !cell.text.is_empty());
    cells.map(|cell| (cell.column, cell.text.as_str())).collect()
}

fn report(statement: &Statement, first: &StatementRow, second: &StatementRow, code: &str) -> Finding {
    Finding::new(
        RULE.code,
        Severity::Warning,
        second.place.with_text(second.label.as_str()),
        format!("《{}》中“{code} {}”一行重复列示，金额也相同", statement.title, second.label),
    )
    .english(format!("the row of {code} stands twice with the same amounts"))
    .advise("删去多余的一行；顶替了其他科目的，改为该科目")
    .relate("第一次出现", "first occurrence", first.place.with_text(first.label.as_str()))
}
