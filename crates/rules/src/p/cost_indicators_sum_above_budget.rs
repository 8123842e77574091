//! # P046 各项成本指标之和超过预算 (cost-indicators-sum-above-budget)
//!
//! ## 检查内容
//! 一个项目有几项以金额表示的成本指标，每项都不超过预算，合计却超过项目预算数。
//!
//! ## 为何重要
//! 各项成本之和就是项目总成本；超过预算，说明至少有一项没有随预算调整。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）
//!
//! ## 示例
//! 预算数 20.00 万元，成本指标“设备采购费 ≤15万元”“安装费 ≤8万元”，合计23万元。
//!
//! ## 如何更正
//! 按批复的预算数调整各项成本指标。
//!
//! ## 例外
//! 单独一项就超过预算的由 P006 报告。其中一项等于其余各项之和或等于预算数的，视为总成本，不计入。
//! 单位成本、节约的成本（“≥”）和总投资、概算等不计入。

use mingsuan_model::{Amount, Finding, Indicator, Operator, Project, Severity};

use super::words::{NO_SCALE, WORDS, contains_any, has_more_digits, is_of_kind, lacks_scale, money_scale, value_place};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P046",
    name: "cost-indicators-sum-above-budget",
    title: "各项成本指标之和超过预算",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号"],
    source: include_str!("cost_indicators_sum_above_budget.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    if context.disclosure.projects.iter().any(lacks_scale) {
        found.insufficient(NO_SCALE);
    }
    for project in &context.disclosure.projects {
        let printed = project.budget.as_ref().and_then(|budget| budget.value.number());
        let budget = printed.zip(project.scale).and_then(|(number, scale)| Amount::from_printed(number, scale));
        let Some(budget) = budget.map(|budget| i128::from(budget.0)) else { continue };
        let costs: Vec<(&Indicator, i128)> =
            project.indicators.iter().filter_map(|one| Some((one, cost_of(one)?))).collect();
        let sum: i128 = costs.iter().map(|(_, cost)| cost).sum();
        if costs.len() < 2 || costs.iter().any(|(_, cost)| *cost >= budget || *cost * 2 == sum) {
            continue;
        }
        found.compared();
        if sum > budget {
            found.findings.extend(finding(project, &costs, sum));
        }
    }
}

/// What an indicator allows to spend, in 分.
fn cost_of(indicator: &Indicator) -> Option<i128> {
    let texts = [&indicator.level3.text, &indicator.description.text];
    let has = |words: &[String]| texts.iter().any(|text| contains_any(text, words));
    let is_saved = matches!(indicator.parts.operator, Some(Operator::AtLeast | Operator::Above));
    let is_other = has(&WORDS.unit_cost_words) || has(&WORDS.beyond_year_words) || has_more_digits(indicator);
    if !is_of_kind(indicator, "成本") || is_saved || is_other {
        return None;
    }
    let amount = Amount::from_printed(indicator.parts.number?, money_scale(&indicator.parts.unit)?)?;
    (amount.0 > 0).then_some(i128::from(amount.0))
}

fn finding(project: &Project, costs: &[(&Indicator, i128)], sum: i128) -> Option<Finding> {
    let ((first, _), others) = costs.split_first()?;
    let scale = project.scale?;
    let sum = Amount(i64::try_from(sum).ok()?).in_scale(scale, 2);
    let budget = project.budget.as_ref()?;
    let printed = budget.value.number()?;
    let (name, count, unit) = (&project.name.text, costs.len(), scale.name());
    let message = format!("项目“{name}”的{count}项成本指标合计{sum}{unit}，超过预算数{printed}{unit}");
    let finding = Finding::new(RULE.code, Severity::Warning, value_place(first), message)
        .english(format!("the cost indicators of \"{name}\" add up to {sum}, above its budget {printed}"))
        .advise("按批复的预算数调整各项成本指标")
        .values(format!("≤{printed}"), sum)
        .relate("预算数", "budget", budget.place.clone());
    Some(others.iter().fold(finding, |finding, (one, _)| {
        finding.relate("另一项成本指标", "another cost indicator", value_place(one))
    }))
}
