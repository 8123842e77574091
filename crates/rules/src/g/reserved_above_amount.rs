//! # G008 预留中小微企业份额大于采购金额 (reserved-above-amount)
//!
//! ## 检查内容
//! 政府采购预算表中每一行预留给中小微企业的份额，不大于该行采购金额。
//!
//! ## 为何重要
//! 预留份额是采购金额的一部分；大于采购金额必有一数填错。
//!
//! ## 依据
//! - 《政府采购促进中小企业发展管理办法》（财库〔2020〕46号）
//!
//! ## 示例
//! 采购金额 1.00 万元，预留份额 4.00 万元。
//!
//! ## 如何更正
//! 核对预留份额；全部预留的填写采购金额。
//!
//! ## 例外
//! 未填预留份额的行不检查。

use mingsuan_model::{Equation, Grade, Relation, Severity, StatementId};

use crate::context::Context;
use crate::rule::{Body, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "G008",
    name: "reserved-above-amount",
    title: "预留中小微企业份额大于采购金额",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财库〔2020〕46号"],
    source: include_str!("reserved_above_amount.rs"),
    body: Body::Equations(equations),
};

fn equations(context: &Context<'_>, out: &mut Vec<Equation>) {
    for (_, facts) in context.rows_of(StatementId::Procurement) {
        let at = |measure: &str| facts.iter().copied().find(|id| context.is_whole_procurement(*id, measure));
        if let (Some(reserved), Some(amount)) = (at("reserved"), at("amount")) {
            let name = "预留份额≤采购金额".to_owned();
            out.push(Equation {
                rule: RULE.code,
                grade: Grade::Law,
                name,
                relation: Relation::AtMost(reserved, amount),
            });
        }
    }
}
