//! # K016 “其他”类经济科目占比过高 (economic-catch-all-share)
//!
//! ## 检查内容
//! 一般公共预算基本支出表中，“其他工资福利支出”“其他商品和服务支出”“其他对个人和家庭的补助”占所属类的比例过高的，予以提示。
//!
//! ## 为何重要
//! 大额支出笼统列在“其他”，看不出钱花在哪里，公开到款级就失去了意义。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：基本支出公开到经济分类款级科目
//! - 《中华人民共和国预算法》第四十六条
//!
//! ## 示例
//! 商品和服务支出 100.00 万元，其中“其他商品和服务支出” 76.00 万元。
//!
//! ## 如何更正
//! 能用专门科目的改列专门科目；确属其他的，在说明中写清内容。
//!
//! ## 例外
//! 所属类列出的款级科目很少的，以及分单位列示的表，不检查。比例和个数见 standards/class-use.toml。功能分类由 K011 检查。

use std::collections::HashMap;

use mingsuan_model::{Dimension, Finding, ListId, Severity, StatementId, StatementRow};

use super::codes::{CodedRow, coded_rows};
use super::items::ITEMS;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "K016",
    name: "economic-catch-all-share",
    title: "“其他”类经济科目占比过高",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号", "预算法第四十六条"],
    source: include_str!("economic_catch_all_share.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let facts = context.rows_of(StatementId::GeneralBasic);
    for (ordinal, statement) in (0..).zip(&context.disclosure.statements) {
        if statement.id != StatementId::GeneralBasic {
            continue;
        }
        let ordinals: HashMap<*const StatementRow, u32> =
            statement.rows.iter().zip(0..).map(|(row, ordinal)| (std::ptr::from_ref(row), ordinal)).collect();
        let largest = |row: &CodedRow<'_>| {
            let row = ordinals.get(&std::ptr::from_ref(row.row))?;
            let ids = facts.get(&(ordinal, *row))?.iter();
            let amounts = ids.filter(|id| context.cube.fact(**id).coordinate.is_at(Dimension::Measure, "amount"));
            amounts.filter_map(|id| context.cube.value(*id)).map(|ticks| i128::from(ticks.value)).max()
        };
        let rows: Vec<(CodedRow<'_>, i128)> = coded_rows(statement)
            .filter(|row| row.list == ListId::Economic)
            .filter_map(|row| Some((row, largest(&row)?)))
            .filter(|(_, amount)| *amount > 0)
            .collect();
        for (other, class) in &ITEMS.economic_catch_all {
            compare(&rows, other, class, found);
        }
    }
}

fn compare(rows: &[(CodedRow<'_>, i128)], other: &str, class: &str, found: &mut Found) {
    let amount_of = |code: &str| rows.iter().find(|(row, _)| row.code == code);
    let items = rows.iter().filter(|(row, _)| row.code.len() == 5 && row.code.starts_with(class)).count();
    if rows.iter().filter(|(row, _)| row.code == class).count() > 1 {
        found.insufficient("同一类列有多行，表中可能分单位列示");
        return;
    }
    let Some((_, whole)) = amount_of(class).filter(|_| items >= ITEMS.economic_catch_all_items) else { return };
    found.compared();
    let Some((row, amount)) = amount_of(other) else { return };
    if amount * 100 < whole * ITEMS.economic_catch_all_percent {
        return;
    }
    let percent = amount * 100 / whole;
    let (title, label) = (&row.statement.title, row.label());
    let message = format!("《{title}》中“{other} {label}”占所属类{class}的{percent}%");
    found.push(
        Finding::new(RULE.code, Severity::Info, row.code_place(), message)
            .english(format!("{other} is {percent}% of {class}"))
            .advise("能用专门科目的改列专门科目；确属其他的，在说明中写清内容"),
    );
}
