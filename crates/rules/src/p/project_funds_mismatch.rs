//! # P002 项目预算数与资金构成不符 (project-funds-mismatch)
//!
//! ## 检查内容
//! 项目绩效目标表中，预算数等于财政资金与其他资金之和。
//!
//! ## 为何重要
//! 项目的资金构成决定由谁出钱、按什么制度管理；构成与总数不等，批复和支付都无从执行。
//!
//! ## 依据
//! - 绩效目标申报表的固定勾稽：年度资金总额=财政拨款+其他资金
//!
//! ## 示例
//! 预算数 50.00，其中：财政资金 40.00，其他资金空白：少 10.00。
//!
//! ## 如何更正
//! 核对项目库中的资金来源，补填其他资金或更正预算数。
//!
//! ## 例外
//! 表中未设资金构成的不检查。

use mingsuan_model::{Dimension, Equation, Severity};

use crate::context::Context;
use crate::cube::Group;
use crate::rule::{Body, Rule, Validity};
use crate::sums::Shelf;

pub(crate) const RULE: Rule = Rule {
    code: "P002",
    name: "project-funds-mismatch",
    title: "项目预算数与资金构成不符",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号"],
    source: include_str!("project_funds_mismatch.rs"),
    body: Body::Equations(equations),
};

fn equations(context: &Context<'_>, out: &mut Vec<Equation>) {
    let cube = &context.cube;
    for (group, facts) in &cube.groups {
        let Group::Project(_) = group else { continue };
        let shelf = Shelf::new(cube, facts, |id| Some(cube.fact(id).coordinate));
        let sums = shelf.tree_sums(Dimension::Fund);
        out.extend(sums.into_iter().map(|sum| sum.equation(RULE.code, "财政资金+其他资金=预算数")));
    }
}
