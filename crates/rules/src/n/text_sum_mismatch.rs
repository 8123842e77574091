//! # N002 文字中各部分之和与总数不符 (text-sum-mismatch)
//!
//! ## 检查内容
//! 同一段文字里说明总数及其构成的（其中、包括），各部分之和等于总数：基本支出与项目支出之和等于支出预算，人员经费与公用经费之和等于基本支出，各项收入之和等于收入预算，“三公”各项之和等于“三公”合计。
//!
//! ## 为何重要
//! 文字自己前后矛盾，读者一眼可见。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的报表应当完整、真实、前后一致
//!
//! ## 示例
//! “基本支出100.00万元，包括人员经费90.00万元和日常公用经费20.00万元”：两项之和多 10.00 万元。
//!
//! ## 如何更正
//! 核对被指出的金额；列举未全的，补全或改用“主要包括”。
//!
//! ## 例外
//! 构成未列全、只举主要项目的不比较。

use mingsuan_model::{Dimension, Equation, Severity};

use crate::context::Context;
use crate::cube::Group;
use crate::rule::{Body, Rule, Validity};
use crate::sums::Shelf;

pub(crate) const RULE: Rule = Rule {
    code: "N002",
    name: "text-sum-mismatch",
    title: "文字中各部分之和与总数不符",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("text_sum_mismatch.rs"),
    body: Body::Equations(equations),
};

fn equations(context: &Context<'_>, out: &mut Vec<Equation>) {
    paragraph_sums(context, RULE.code, "amount", out);
}

/// The sums among the claims of each paragraph, for one measure.
pub(super) fn paragraph_sums(context: &Context<'_>, rule: &'static str, measure: &str, out: &mut Vec<Equation>) {
    let cube = &context.cube;
    for (group, facts) in &cube.groups {
        let Group::Paragraph(_) = group else { continue };
        let view = |id: u32| {
            let at = cube.position(id);
            // Without a balance what is spent is all there is; the text uses one word for both.
            let at = if !cube.conditions.shows_balance && at.is_at(Dimension::Side, "outlay") {
                at.at(Dimension::Side, "expenditure")
            } else {
                at
            };
            at.is_at(Dimension::Measure, measure).then_some(at)
        };
        let shelf = Shelf::new(cube, facts, view);
        for dimension in [Dimension::Source, Dimension::Fund, Dimension::Kind, Dimension::Item] {
            let sums = shelf.tree_sums(dimension);
            out.extend(sums.into_iter().map(|sum| sum.equation(rule, "文字中各部分之和=总数")));
        }
    }
}
