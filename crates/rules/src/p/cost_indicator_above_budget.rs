//! # P006 成本指标超过预算 (cost-indicator-above-budget)
//!
//! ## 检查内容
//! 项目绩效目标表中以金额表示的总成本指标（总成本、资金成本、项目成本等），其上限或目标值折算成预算的计量单位后，
//! 不应大于该项目的预算数。
//!
//! ## 为何重要
//! 成本指标是预算的约束。指标高于预算，意味着“花超了也算完成目标”，指标失去约束力，通常是沿用上年文本而未随预算调减。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）
//!
//! ## 示例
//! 某项目预算数 20.00 万元，成本指标“总成本 ≤100万元”：超出预算 80.00 万元。
//!
//! ## 如何更正
//! 按批复的预算数重新填写成本指标；如成本确实更高，应说明其余资金的来源。
//!
//! ## 例外
//! 单位成本（元/月、万元/㎡ 等带“/”的单位）和成本控制率不在此检查，由其他规则检查。名称或描述说明是总投资、概算或几年累计的，
//! 可以大于当年预算，不检查。

use mingsuan_model::{Amount, Finding, Indicator, Project, Scale, Severity};

use super::words::{NO_SCALE, WORDS, contains_any, has_more_digits, lacks_scale, money_scale};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P006",
    name: "cost-indicator-above-budget",
    title: "成本指标超过预算",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号"],
    source: include_str!("cost_indicator_above_budget.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for project in &context.disclosure.projects {
        let Some(budget) = budget_of(project) else {
            if lacks_scale(project) {
                found.insufficient(NO_SCALE);
            }
            continue;
        };
        for indicator in project.indicators.iter().filter(|indicator| is_total_cost(indicator)) {
            let Some((scale, cost)) = money_of(indicator) else {
                continue;
            };
            let budget_place = project.budget.as_ref().map_or(&project.place, |budget| &budget.place);
            found.compared_amounts(&indicator.value.place, budget_place);
            if cost > budget {
                found.push(above(project, indicator, scale, cost, budget));
            }
        }
    }
}

fn above(project: &Project, indicator: &Indicator, scale: Scale, cost: Amount, budget: Amount) -> Finding {
    let (shown, limit) = (cost.in_scale(scale, 0), budget.in_scale(scale, 0));
    let name = &project.name.text;
    let mut finding = Finding::new(
        RULE.code,
        Severity::Error,
        indicator.value.place.with_text(indicator.value.text.as_str()),
        format!(
            "项目“{name}”的成本指标“{}”为{shown}{}，超过预算数{limit}{}",
            indicator.level3.text,
            scale.name(),
            scale.name()
        ),
    )
    .english(format!("cost indicator of project \"{name}\" exceeds its budget: {shown} > {limit}"))
    .advise("按项目预算数核减成本指标，或说明超出部分的资金来源")
    .values(format!("≤{limit}"), shown);
    finding.scale = Some(scale);
    finding.difference = cost.checked_sub(budget).map(|d| d.in_scale(scale, 0));
    match &project.budget {
        Some(budget) => finding.relate("项目预算数", "budget of the project", budget.place.clone()),
        None => finding,
    }
}

fn budget_of(project: &Project) -> Option<Amount> {
    Amount::from_printed(project.budget.as_ref()?.value.number()?, project.scale?)
}

/// A cost indicator that speaks of the whole project in the budget year: not of a single unit, nor of several years.
fn is_total_cost(indicator: &Indicator) -> bool {
    let about =
        |words: &[String]| [&indicator.level3, &indicator.description].iter().any(|t| contains_any(&t.text, words));
    let of_cost = indicator.level2.contains("成本") || indicator.level1.contains("成本");
    of_cost && !about(&WORDS.unit_cost_words) && !about(&WORDS.beyond_year_words)
}

/// The money of a value whose unit is money and nothing else (`万元`, `万元/年`, `万元以内`).
fn money_of(indicator: &Indicator) -> Option<(Scale, Amount)> {
    let unit = indicator.parts.unit.trim_end_matches("/年").trim_end_matches("以内");
    let scale = money_scale(unit).filter(|_| !has_more_digits(indicator))?;
    Some((scale, Amount::from_printed(indicator.parts.number?, scale)?))
}
