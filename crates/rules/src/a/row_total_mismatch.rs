//! # A002 同一行合计与各栏之和不符 (row-total-mismatch)
//!
//! ## 检查内容
//! 同一行内按资金来源、资金性质、支出性质分栏列示的金额相加，等于该行的合计（或小计）栏：本年收入与上年结转之和等于合计，基本支出与项目支出等之和等于合计，人员经费与公用经费之和等于基本支出。
//!
//! ## 为何重要
//! 横向合计是分栏列示的总控数。横向不平而纵向平，往往是某一格填错了栏。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的报表应当完整、真实、前后一致
//!
//! ## 示例
//! 行政运行一行：合计 1696.75，基本支出 1690.75，项目支出空白：各栏之和比合计少 6.00。
//!
//! ## 如何更正
//! 先看被指出的一格；再看同一行相邻两栏是否填反。
//!
//! ## 例外
//! 表中没有列全的分栏（例如只列出部分资金来源）只作提示，不判为错误。

use mingsuan_model::{Dimension, Equation, Severity};

use crate::context::Context;
use crate::rule::{Body, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "A002",
    name: "row-total-mismatch",
    title: "同一行合计与各栏之和不符",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("row_total_mismatch.rs"),
    body: Body::Equations(equations),
};

fn equations(context: &Context<'_>, out: &mut Vec<Equation>) {
    for shelf in context.shelves() {
        for dimension in [Dimension::Source, Dimension::Fund, Dimension::Kind] {
            let sums = shelf.tree_sums(dimension).into_iter().filter(|sum| context.cube.is_one_row(sum));
            out.extend(sums.map(|sum| sum.equation(RULE.code, "同一行各栏之和=合计栏")));
        }
    }
}
