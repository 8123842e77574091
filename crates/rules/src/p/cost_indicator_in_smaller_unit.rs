//! # P039 成本指标的金额单位写小了 (cost-indicator-in-smaller-unit)
//!
//! ## 检查内容
//! 成本指标的数字与项目预算数完全相同，单位却比预算数的单位小（预算20.00万元，指标“≤20元”）。
//!
//! ## 为何重要
//! 单位写错，成本上限缩小一万倍，年末按字面评价必然不合格。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）
//!
//! ## 示例
//! 预算数 20.00 万元，成本指标“项目总成本 ≤20元”。
//!
//! ## 如何更正
//! 把指标值的单位改为与预算数相同。
//!
//! ## 例外
//! 带“/”的单位成本、人均和单价不检查；单位写大的由 P006 报告。项目表没有写明金额单位的，不能判断。

use mingsuan_model::{Finding, Indicator, Project, Severity};

use super::words::{
    NO_SCALE, WORDS, contains_any, has_more_digits, indicators, is_of_kind, lacks_scale, money_scale, named, rewritten,
    value_place,
};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P039",
    name: "cost-indicator-in-smaller-unit",
    title: "成本指标的金额单位写小了",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号"],
    source: include_str!("cost_indicator_in_smaller_unit.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    if context.disclosure.projects.iter().any(lacks_scale) {
        found.insufficient(NO_SCALE);
    }
    for (project, indicator) in indicators(&context.disclosure.projects) {
        if is_of_kind(indicator, "成本") && !is_unit_cost(indicator) {
            compare(project, indicator, found);
        }
    }
}

fn is_unit_cost(indicator: &Indicator) -> bool {
    let texts = [&indicator.level3.text, &indicator.description.text];
    has_more_digits(indicator) || texts.iter().any(|text| contains_any(text, &WORDS.unit_cost_words))
}

fn compare(project: &Project, indicator: &Indicator, found: &mut Found) {
    let budget = project.budget.as_ref().and_then(|budget| budget.value.number());
    let (Some(scale), Some(budget), Some(number)) = (project.scale, budget, indicator.parts.number) else { return };
    let Some(unit) = money_scale(&indicator.parts.unit) else { return };
    found.compared();
    if unit.fen() >= scale.fen() || budget.is_zero() || number.millionths() != budget.millionths() {
        return;
    }
    let meant = rewritten(indicator, number, scale.name());
    let message = format!(
        "{}的指标值“{}”与预算数{budget}{}数字相同，单位却是“{}”",
        named(project, indicator),
        indicator.value.text,
        scale.name(),
        unit.name()
    );
    let mut finding = Finding::new(RULE.code, Severity::Warning, value_place(indicator), message)
        .english(format!("\"{}\" repeats the budget's number in a smaller unit", indicator.level3.text))
        .advise(format!("如指全部预算，改为“{meant}”"))
        .values(meant.as_str(), indicator.value.text.as_str());
    finding.suggested = Some(meant);
    if let Some(budget) = &project.budget {
        finding = finding.relate("预算数", "budget", budget.place.clone());
    }
    found.push(finding);
}
