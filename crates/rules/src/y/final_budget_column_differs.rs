//! # Y011 决算所列预算数与公开的预算不符 (final-budget-column-differs)
//!
//! ## 检查内容
//! 同一次检查的文件里既有本单位某年的预算，又有同一年的决算，决算报表所列的预算数应当与公开的预算一致。
//!
//! ## 为何重要
//! 决算要与预算比，预算数变了，完成率和差异原因都失去依据。
//!
//! ## 依据
//! - 《中华人民共和国预算法》第七十五条：决算草案应当与预算相对应，按预算数、调整预算数、决算数分别列出
//!
//! ## 示例
//! 决算“三公”经费表的预算数 2.85，年初公开的预算 3.85。
//!
//! ## 如何更正
//! 按年初公开的预算填列；用的是调整预算数的，表头写明“调整预算数”或者“全年预算数”。
//!
//! ## 例外
//! 表头写明是调整预算数的不比较；预算文件没有列出的项目不比较。

use mingsuan_model::{Dimension, DisclosureKind, Severity, Value};

use crate::rule::{Body, Rule, Validity};
use crate::together::{Across, Difference, Together, Words, differs, report};

pub(crate) const RULE: Rule = Rule {
    code: "Y011",
    name: "final-budget-column-differs",
    title: "决算所列预算数与公开的预算不符",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["预算法第七十五条"],
    source: include_str!("final_budget_column_differs.rs"),
    body: Body::Together(compare),
};

const WORDS: Words = Words {
    code: RULE.code,
    severity: Severity::Warning,
    here: "预算数",
    there: "同年公开的预算",
    english: ["the budget amount in the final accounts", "the published budget"],
    advice: "按年初公开的预算填列；用的是调整预算数的，表头写明",
};

fn compare(together: &Together, across: &mut Across) {
    for (at, member) in (0..).zip(together.members()) {
        let (DisclosureKind::FinalAccounts, Some(year)) = (member.imprint.kind, member.imprint.year) else { continue };
        let kin = together.of_same_agency(at, DisclosureKind::Budget, year);
        let mut differing = Vec::new();
        for here in together.figures(at) {
            let is_own = here.at.get(Dimension::Year) == Value::Member(year.into());
            if here.is_told || !is_own || !here.at.is_at(Dimension::Phase, "budget") {
                continue;
            }
            let Some((other, there)) = kin.figure(&here.at) else { continue };
            across.compared();
            if differs(&here, &there) {
                differing.push(Difference { here, expected: there.fen, other, there });
            }
        }
        report(together, across, at, &differing, &WORDS);
    }
}
