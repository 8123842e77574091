//! # K005 科目顺序颠倒 (code-out-of-order)
//!
//! ## 检查内容
//! 报表中的科目应按编码从小到大、先上级后下级排列。全表基本有序而个别行排错位置的，予以提示。
//!
//! ## 为何重要
//! 顺序颠倒的行常常是手工插入或移动的，金额和上级合计容易随之出错，也不便查找。
//!
//! ## 依据
//! - 年度政府收支分类科目的编排顺序
//!
//! ## 示例
//! 表中在 30213 之后列 30207。
//!
//! ## 如何更正
//! 把该行移到按编码排列的位置，并核对上级合计。
//!
//! ## 例外
//! 同一编码重复出现（如按单位或按项目分段）的表，以及本来就不按编码排列的表，不检查。

use std::collections::BTreeSet;

use mingsuan_model::{Finding, ListId, Severity, Statement};

use super::codes::{CodedRow, coded_rows};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "K005",
    name: "code-out-of-order",
    title: "科目顺序颠倒",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["年度政府收支分类科目"],
    source: include_str!("code_out_of_order.rs"),
    body: Body::Check(check),
};

/// Of so many neighbours at most one may be out of order, or else the statement has another order.
const NEIGHBOURS_PER_FAULT: usize = 4;

fn check(context: &Context<'_>, found: &mut Found) {
    for statement in &context.disclosure.statements {
        for list in [ListId::Function, ListId::Economic, ListId::GovEconomic] {
            let rows: Vec<CodedRow<'_>> = coded_rows(statement).filter(|row| row.list == list).collect();
            check_rows(statement, &rows, found);
        }
    }
}

fn check_rows(statement: &Statement, rows: &[CodedRow<'_>], found: &mut Found) {
    let codes: BTreeSet<&str> = rows.iter().map(|row| row.code).collect();
    if codes.len() < rows.len() {
        return;
    }
    let pairs = rows.windows(2).filter_map(|pair| Some((pair.first()?, pair.last()?)));
    let turned: Vec<_> = pairs.filter(|(before, row)| before.code > row.code).collect();
    if turned.len() * NEIGHBOURS_PER_FAULT > rows.len() {
        return;
    }
    for _ in rows.windows(2) {
        found.compared();
    }
    for (before, row) in turned {
        let finding = Finding::new(
            RULE.code,
            Severity::Info,
            row.code_place(),
            format!("《{}》中科目{}排在{}之后，顺序颠倒", statement.title, row.code, before.code),
        )
        .english(format!("{} stands after {}", row.code, before.code))
        .advise("按科目编码从小到大排列")
        .relate("排在它前面的科目", "the item put before it", before.code_place());
        found.push(finding);
    }
}
