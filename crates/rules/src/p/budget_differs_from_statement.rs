//! # P047 项目预算数与项目支出表不符 (budget-differs-from-statement)
//!
//! ## 检查内容
//! 项目绩效目标表中的预算数，应与项目支出表中同名项目的金额相同。
//!
//! ## 为何重要
//! 绩效目标随项目预算一并批复；两张表金额不同，说明其中一张没有随预算调整。
//!
//! ## 依据
//! - 《中华人民共和国预算法》第三十二条
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的报表应当前后一致
//!
//! ## 示例
//! 项目支出表“设备维护费” 30.00 万元，绩效目标表中预算数为 25.00 万元。
//!
//! ## 如何更正
//! 核对批复的项目预算，更正其中一处。
//!
//! ## 例外
//! 同一项目分行列示的，任一行或合计相符即可；名称不同的由 P048 检查；没有写明金额单位的不检查。

use mingsuan_model::{Finding, Severity};

use super::in_statement::{bare, budget_of, listed};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P047",
    name: "budget-differs-from-statement",
    title: "项目预算数与项目支出表不符",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["预算法第三十二条", "财预〔2016〕143号"],
    source: include_str!("budget_differs_from_statement.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let listed = listed(context);
    for project in &context.disclosure.projects {
        let (Some(own), Some((amount, grain))) = (listed.get(&bare(&project.name.text)), budget_of(project)) else {
            continue;
        };
        found.compared();
        let Some((budget, scale)) = project.budget.as_ref().zip(project.scale) else { continue };
        if own.holds(amount, grain) {
            continue;
        }
        let decimals = budget.value.number().map_or(2, |number| number.decimals().max(2));
        let printed: Vec<String> =
            own.amounts.iter().map(|(fen, _)| mingsuan_model::Amount(*fen).in_scale(scale, decimals)).collect();
        let (printed, told) = (printed.join("、"), amount.in_scale(scale, decimals));
        let unit = scale.name();
        let message = format!("项目“{}”的预算数为{told}{unit}，项目支出表中为{printed}{unit}", project.name.text);
        found.push(
            Finding::new(RULE.code, Severity::Warning, budget.place.clone(), message)
                .english(format!("the budget of \"{}\" is {told}, the statement has {printed}", project.name.text))
                .advise("核对批复的项目预算，更正其中一处")
                .values(printed, told)
                .relate("项目支出表", "statement of projects", own.place.clone()),
        );
    }
}
