//! # P042 资金支出计划没有填写 (payment-plan-missing)
//!
//! ## 检查内容
//! 项目表中印有资金支出计划的各个时点，却一个百分比都没有填写，而项目有预算数。
//!
//! ## 为何重要
//! 没有支出计划，预算执行进度就没有考核的尺度。
//!
//! ## 依据
//! - 《中华人民共和国预算法》第五十三条
//! - 《项目支出绩效评价管理办法》（财预〔2020〕10号）
//!
//! ## 示例
//! 3月底、6月底、10月底、12月底四格全部空白。
//!
//! ## 如何更正
//! 按合同和工作安排填写各时点的累计支出百分比，最后一个时点为100%。
//!
//! ## 例外
//! 表式中没有支出计划的不检查；填写了一部分时点的由 P007 检查。

use mingsuan_model::{Finding, Severity};

use super::payment_plan_broken::percent_of;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P042",
    name: "payment-plan-missing",
    title: "资金支出计划没有填写",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["预算法第五十三条", "财预〔2020〕10号"],
    source: include_str!("payment_plan_missing.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for project in &context.disclosure.projects {
        let Some(first) = project.plan.first() else { continue };
        let budget = project.budget.as_ref().and_then(|budget| budget.value.number());
        if budget.is_none_or(|budget| budget.is_zero()) {
            continue;
        }
        found.compared();
        if project.plan.iter().all(|step| percent_of(step).is_none()) {
            let message = format!("项目“{}”的资金支出计划没有填写", project.name.text);
            found.push(
                Finding::new(RULE.code, Severity::Warning, first.place.clone(), message)
                    .english(format!("the payment plan of \"{}\" is blank", project.name.text))
                    .advise("填写各时点的累计支出百分比，最后一个时点为100%"),
            );
        }
    }
}
