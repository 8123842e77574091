//! # D022 报表顺序颠倒 (statements-out-of-order)
//!
//! ## 检查内容
//! 报表按规定的顺序排列：收支总表、收入总表、支出总表、财政拨款收支总表、一般公共预算支出表、一般公共预算基本支出表。
//!
//! ## 为何重要
//! 先总后分，读者才能由总数查到明细；各单位顺序一致，也便于比较和汇总。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：规定了应公开的报表及其顺序
//!
//! ## 示例
//! 一般公共预算基本支出表排在支出总表之前。
//!
//! ## 如何更正
//! 按规定的顺序调整。
//!
//! ## 例外
//! “三公”经费、政府性基金、国有资本经营预算等表，各地顺序不一，不检查；部门文件中各单位的报表各自排列的，只看每种报表第一次出现的地方；工作簿按工作表编排，不检查。

use std::collections::HashSet;

use mingsuan_model::{Finding, Severity, Statement, StatementId};

use super::parts::part;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "D022",
    name: "statements-out-of-order",
    title: "报表顺序颠倒",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("statements_out_of_order.rs"),
    body: Body::Check(check),
};

/// The statements whose order is the same in all regions, in order.
const ORDER: [StatementId; 6] = [
    StatementId::RevenueExpenditureSummary,
    StatementId::RevenueSummary,
    StatementId::ExpenditureSummary,
    StatementId::FiscalSummary,
    StatementId::GeneralExpenditure,
    StatementId::GeneralBasic,
];

fn check(context: &Context<'_>, found: &mut Found) {
    let mut seen: HashSet<StatementId> = HashSet::new();
    let statements = context.disclosure.statements.iter();
    let in_text = statements.filter(|statement| statement.place.sheet.is_none());
    let firsts: Vec<(usize, &Statement)> = in_text
        .filter_map(|statement| Some((rank(statement.id)?, statement)))
        .filter(|(_, statement)| seen.insert(statement.id))
        .collect();
    for pair in firsts.windows(2) {
        let [(before, first), (after, second)] = *pair else { continue };
        found.compared();
        if after < before {
            found.push(finding(first, second));
        }
    }
}

fn rank(id: StatementId) -> Option<usize> {
    ORDER.iter().position(|known| *known == id)
}

fn finding(first: &Statement, second: &Statement) -> Finding {
    let name = |of: &Statement| part(of.id).map_or_else(|| of.title.clone(), |part| part.title.clone());
    let (earlier, later) = (name(second), name(first));
    let message =
        format!("《{}》应排在《{}》之前（规定的顺序是{earlier}在前，{later}在后）", second.title, first.title);
    Finding::new(RULE.code, Severity::Info, second.title_place.with_text(second.title.as_str()), message)
        .english("the statements are not in the prescribed order")
        .advise("按规定的顺序调整报表")
        .relate("排在它之前的报表", "the statement put before it", first.title_place.with_text(first.title.as_str()))
}
