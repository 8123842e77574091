//! # P008 支付计划与完成时限矛盾 (payment-after-deadline)
//!
//! ## 检查内容
//! 时效指标要求某月以前完成（如“≤6月”）的项目，其资金支出计划到该月底或更晚的时点仍未达到100%，两者互相矛盾。
//!
//! ## 为何重要
//! 完成时限和付款安排应出自同一个实施方案。一处说上半年完成，另一处到年底才付完，说明其中之一没有认真测算。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）
//!
//! ## 示例
//! 时效指标“系统建设完成时间 ≤9月”，支出计划10月底60%、12月底100%。
//!
//! ## 如何更正
//! 核实实施方案，统一完成时限与支出计划；如9月以后支付的是尾款或质保金，应在指标描述中说明。
//!
//! ## 例外
//! 期限为12月的、以“个月”表示时长的、表示频次、周期或响应时间的指标不检查；没有填写百分比的时点不参加比较。

use mingsuan_model::{Decimal, Finding, Indicator, Operator, PlanStep, Project, Severity};

use super::payment_plan_broken::percent_of;
use super::words::{WORDS, bare_name, contains_any, is_of_kind, named, value_place};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P008",
    name: "payment-after-deadline",
    title: "支付计划与完成时限矛盾",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号"],
    source: include_str!("payment_after_deadline.rs"),
    body: Body::Check(check),
};

/// One hundred per cent in millionths.
const WHOLE: i128 = 100_000_000;

fn check(context: &Context<'_>, found: &mut Found) {
    for project in &context.disclosure.projects {
        for indicator in &project.indicators {
            let Some(month) = deadline(indicator) else { continue };
            let mut steps = project.plan.iter().filter_map(|step| Some((step, percent_of(step)?))).peekable();
            if steps.peek().is_none() {
                continue;
            }
            found.compared();
            let late = steps.find(|(step, percent)| step.month >= month && percent.millionths() < WHOLE);
            if let Some((step, percent)) = late {
                found.push(finding(project, indicator, month, step, percent));
            }
        }
    }
}

/// The month by which the project is to be done, if that is before December.
fn deadline(indicator: &Indicator) -> Option<u8> {
    if !is_of_kind(indicator, "时效") || contains_any(&bare_name(indicator), &WORDS.not_deadlines) {
        return None;
    }
    let parts = &indicator.parts;
    let bounded = match parts.operator {
        Some(Operator::AtMost | Operator::Below) => true,
        None => {
            parts.unit.contains('前') || bare_name(indicator).contains("时间") || bare_name(indicator).contains("时限")
        }
        Some(Operator::Equal) => bare_name(indicator).contains("时间") || bare_name(indicator).contains("时限"),
        Some(Operator::AtLeast | Operator::Above) => false,
    };
    if !bounded || !parts.unit.starts_with('月') {
        return None;
    }
    let number = parts.number.filter(|number| number.decimals() == 0)?;
    u8::try_from(number.mantissa()).ok().filter(|month| (1..12).contains(month))
}

fn finding(project: &Project, indicator: &Indicator, month: u8, step: &PlanStep, percent: Decimal) -> Finding {
    let name = named(project, indicator);
    let message = format!("{name}要求{month}月前完成，但支出计划到{}月底只有{percent}%，此后仍要付款", step.month);
    Finding::new(RULE.code, Severity::Warning, value_place(indicator), message)
        .english(format!(
            "\"{}\" is due by month {month}, yet only {percent}% is to be paid by month {}",
            indicator.level3.text, step.month
        ))
        .advise("统一完成时限与支出计划；此后支付的如为尾款或质保金，请在指标描述中说明")
        .values(format!("{month}月底100%"), format!("{}月底{percent}%", step.month))
        .relate(
            format!("资金支出计划{}月底", step.month),
            format!("payment plan by the end of month {}", step.month),
            step.place.clone(),
        )
}

#[cfg(test)]
mod tests {
    use super::super::words::tests::indicator;
    use super::*;

    #[test]
    fn only_deadlines_before_december_count() {
        for (name, value, month) in [
            ("项目完成时间", "≤6月", Some(6)),
            ("完工时间", "9月底前", Some(9)),
            ("项目完成时间", "≤12月", None),
            ("项目完成时间", "≤6个月", None),
            ("支出频次", "=1月", None),
            ("服务响应时间", "≤1月", None),
            ("资金拨付及时率", "≥95%", None),
        ] {
            assert_eq!(deadline(&indicator("时效指标", name, "", value)), month, "{name} {value}");
        }
    }
}
