//! # A003 收支总表合计与各项之和不符 (summary-total-mismatch)
//!
//! ## 检查内容
//! 收支总表、财政拨款收支总表一类按项目逐行列示的报表：各项收入之和等于本年收入合计，本年收入合计与上年结转结余之和等于收入总计，本年支出合计与年终结转结余之和等于支出总计；其他按行列示资金来源或支出性质的报表同理。
//!
//! ## 为何重要
//! 总表是整套预算的总控，其他报表和文字都引用它的合计数。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的报表应当完整、真实、前后一致
//!
//! ## 示例
//! 一般公共预算拨款收入 90.00、单位资金 10.00，而本年收入合计 110.00：各项之和比合计少 10.00。
//!
//! ## 如何更正
//! 核对被指出的一行；若某项收入漏填，补填该项。
//!
//! ## 例外
//! “其中”项不参与相加；未列全的项目只作提示。

use mingsuan_model::{Dimension, Equation, Severity};

use crate::context::Context;
use crate::rule::{Body, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "A003",
    name: "summary-total-mismatch",
    title: "收支总表合计与各项之和不符",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("summary_total_mismatch.rs"),
    body: Body::Equations(equations),
};

fn equations(context: &Context<'_>, out: &mut Vec<Equation>) {
    for shelf in context.shelves() {
        for dimension in [Dimension::Side, Dimension::Source, Dimension::Fund, Dimension::Kind] {
            let sums = shelf.tree_sums(dimension).into_iter().filter(|sum| !context.cube.is_one_row(sum));
            out.extend(sums.map(|sum| sum.equation(RULE.code, "各项之和=合计")));
        }
    }
}
