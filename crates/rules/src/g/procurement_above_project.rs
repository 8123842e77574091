//! # G006 采购金额超过项目预算 (procurement-above-project)
//!
//! ## 检查内容
//! 政府采购预算表中每一行的采购金额，一般不大于该行所列项目预算资金；所列项目预算资金与项目绩效目标表的预算数一致（由同一事项规则比较）。
//!
//! ## 为何重要
//! 采购是项目支出的一部分，部分不能大于全部。
//!
//! ## 依据
//! - 《政府采购法》第三十三条：采购预算应列明项目及资金预算
//!
//! ## 示例
//! 项目预算资金 10.00 万元，采购金额 12.00 万元。
//!
//! ## 如何更正
//! 核对项目预算与采购金额，采购确需增加的，先调整项目预算。
//!
//! ## 例外
//! 一个采购由多个项目出资的，应拆行填列。

use mingsuan_model::{Dimension, Equation, Grade, Relation, Severity, StatementId, Value};

use crate::context::Context;
use crate::rule::{Body, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "G006",
    name: "procurement-above-project",
    title: "采购金额超过项目预算",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("procurement_above_project.rs"),
    body: Body::Equations(equations),
};

fn equations(context: &Context<'_>, out: &mut Vec<Equation>) {
    let cube = &context.cube;
    for (_, facts) in context.rows_of(StatementId::Procurement) {
        let side = |key: &str| {
            let whole = |id: &u32| {
                let at = cube.fact(*id).coordinate;
                at.is_at(Dimension::Side, key)
                    && at.is_at(Dimension::Measure, "amount")
                    && at.get(Dimension::Fund) == Value::All
                    && at.get(Dimension::Source) == Value::All
            };
            facts.iter().copied().find(whole).filter(|id| cube.is_nonzero(*id))
        };
        if let (Some(amount), Some(budget)) = (side("procurement"), side("expenditure")) {
            let name = "采购金额≤项目预算资金".to_owned();
            out.push(Equation {
                rule: RULE.code,
                grade: Grade::Usual,
                name,
                relation: Relation::AtMost(amount, budget),
            });
        }
    }
}
