//! # K006 功能分类与经济分类科目混用 (economic-code-in-function-column)
//!
//! ## 检查内容
//! 功能分类科目栏里的编码应是功能分类科目，经济分类科目栏里的编码应是经济分类科目。
//!
//! ## 为何重要
//! 功能分类说明做什么事，经济分类说明怎么花；两者混在一栏，表内合计和表间核对都失去意义。
//!
//! ## 依据
//! - 年度政府收支分类科目
//! - 《中华人民共和国预算法》第四十六条
//!
//! ## 示例
//! 一般公共预算支出表的功能分类科目栏列有“30201 办公费”，这是部门预算支出经济分类科目。
//!
//! ## 如何更正
//! 改用该项支出的功能分类（或经济分类）科目，或更正表头所写的分类。
//!
//! ## 例外
//! 编码和名称都与另一类科目一致时才报告；只有编码不存在的，由 K001 报告。

use mingsuan_model::{Finding, Severity};

use super::codes::{groups, list_title};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "K006",
    name: "economic-code-in-function-column",
    title: "功能分类与经济分类科目混用",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["年度政府收支分类科目", "预算法第四十六条"],
    source: include_str!("economic_code_in_function_column.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for group in groups(context) {
        let Some(row) = group.first() else { continue };
        for _ in &group {
            found.compared();
        }
        let Some((list, class)) = row.class_elsewhere() else {
            continue;
        };
        let (own, other) = (list_title(row.list), list_title(list));
        let finding = Finding::new(
            RULE.code,
            Severity::Error,
            row.code_place(),
            format!("《{}》的{own}栏列有“{} {}”，这是{other}", row.statement.title, row.code, class.name),
        )
        .english(format!("{} {} is a class of another classification than its column says", row.code, class.name))
        .advise(format!("改用{own}，或更正表头所写的分类"));
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
