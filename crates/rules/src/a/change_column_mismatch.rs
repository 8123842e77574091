//! # A005 增减额与两年数之差不符 (change-column-mismatch)
//!
//! ## 检查内容
//! 报表同时列出上年数、本年数和增减额的，同一事项的本年数减去上年数等于增减额。
//!
//! ## 为何重要
//! 增减额是读者判断变化的依据，文字说明也照它写；差额算错，原因就跟着说错。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的报表应当完整、真实、前后一致，并对增减变化作出说明
//!
//! ## 示例
//! 上年 50.00、本年 45.00，增减额却为 5.00：应为 -5.00。
//!
//! ## 如何更正
//! 重新计算增减额；若两年数中有一个被指出，核对该数。
//!
//! ## 例外
//! 三栏中有一栏没有列出或不是数字的，不比较。一张表中多数行都不成立的，说明这几栏另有口径，不判为错误。

use mingsuan_model::{Equation, Grade, Relation, Severity};

use super::years::triples;
use crate::context::Context;
use crate::cube::{Cube, Group};
use crate::rule::{Body, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "A005",
    name: "change-column-mismatch",
    title: "增减额与两年数之差不符",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("change_column_mismatch.rs"),
    body: Body::Equations(equations),
};

fn equations(context: &Context<'_>, out: &mut Vec<Equation>) {
    let Some(year) = context.year() else { return };
    let cube = &context.cube;
    for (group, facts) in &cube.groups {
        let Group::Statement(_) = group else { continue };
        let triples = triples(cube, facts, year, "change");
        let holds = triples.iter().filter(|triple| holds(cube, triple)).count();
        // Where most rows disagree, the columns mean something else.
        let grade = if holds * 2 > triples.len() { Grade::Law } else { Grade::Hint };
        out.extend(triples.into_iter().map(|[this, prior, change]| Equation {
            rule: RULE.code,
            grade,
            name: "上年数+增减额=本年数".to_owned(),
            relation: Relation::Sum { total: this, parts: vec![prior, change] },
        }));
    }
}

fn holds(cube: &Cube<'_>, [this, prior, change]: &[u32; 3]) -> bool {
    let value = |id: &u32| cube.value(*id).map(|ticks| i128::from(ticks.value));
    matches!((value(this), value(prior), value(change)), (Some(a), Some(b), Some(c)) if a == b + c)
}
