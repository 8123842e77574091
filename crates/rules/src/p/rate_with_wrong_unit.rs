//! # P012 比率指标的单位或数值不当 (rate-with-wrong-unit)
//!
//! ## 检查内容
//! 名称为“…率”“…比例”“…满意度”的指标，指标值应为百分比，不应是金额、月份或个数；
//! 合格率、完成率、满意度等部分占总体的比率不会超过100%；写“≥100%”的，宜写“=100%”。
//!
//! ## 为何重要
//! 名称和单位对不上的指标无法计算，多因套用别的指标而没有改全。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）
//!
//! ## 示例
//! 指标“拨付及时率”的指标值为“≤11月”：及时率应为百分比。
//!
//! ## 如何更正
//! 要考核比率的，改用百分比；要考核时间或金额的，修改指标名称。
//!
//! ## 例外
//! 频率、周转率、容积率等本来不用百分比的名称，以及满意度用“分”表示的，不检查。收入、投资等可以超额完成的完成率可超过100%。

use mingsuan_model::{Finding, Indicator, Operator, Project, Severity};

use super::words::{
    bare_name, has_more_digits, indicators, is_part_rate, is_percent, is_rate, is_time_or_count, money_scale, named,
    value_place,
};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P012",
    name: "rate-with-wrong-unit",
    title: "比率指标的单位或数值不当",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号"],
    source: include_str!("rate_with_wrong_unit.rs"),
    body: Body::Check(check),
};

/// One hundred per cent in millionths.
const WHOLE: i128 = 100_000_000;

fn check(context: &Context<'_>, found: &mut Found) {
    for (project, indicator) in indicators(&context.disclosure.projects) {
        let name = bare_name(indicator);
        let parts = &indicator.parts;
        let Some(number) = parts.number else { continue };
        if !is_rate(&name) || has_more_digits(indicator) {
            continue;
        }
        found.compared();
        if money_scale(&parts.unit).is_some() || is_time_or_count(&parts.unit) {
            found.push(wrong_unit(project, indicator));
        } else if is_percent(&parts.unit) && parts.unit != "‰" && is_part_rate(&name) {
            let above = number.millionths() > WHOLE
                || (number.millionths() == WHOLE && parts.operator == Some(Operator::Above));
            if above && parts.operator != Some(Operator::AtMost) {
                found.push(beyond_whole(project, indicator));
            } else if number.millionths() == WHOLE && parts.operator == Some(Operator::AtLeast) {
                found.push(bound_at_whole(project, indicator));
            }
        }
    }
}

fn wrong_unit(project: &Project, indicator: &Indicator) -> Finding {
    let message = format!(
        "{}是比率，指标值“{}”的单位却是“{}”",
        named(project, indicator),
        indicator.value.text,
        indicator.parts.unit
    );
    Finding::new(RULE.code, Severity::Warning, value_place(indicator), message)
        .english(format!("\"{}\" is a rate, but its value is {}", indicator.level3.text, indicator.value.text))
        .advise("改用百分比；如确要考核时间、金额或数量，请修改指标名称")
}

fn beyond_whole(project: &Project, indicator: &Indicator) -> Finding {
    let message = format!("{}不可能超过100%，指标值却为“{}”", named(project, indicator), indicator.value.text);
    Finding::new(RULE.code, Severity::Warning, value_place(indicator), message)
        .english(format!("\"{}\" cannot exceed 100%, but its value is {}", indicator.level3.text, indicator.value.text))
        .advise("核对指标值")
        .values("≤100%", indicator.value.text.clone())
}

fn bound_at_whole(project: &Project, indicator: &Indicator) -> Finding {
    let message = format!("{}最高为100%，指标值“{}”宜写作“=100%”", named(project, indicator), indicator.value.text);
    let mut finding = Finding::new(RULE.code, Severity::Info, value_place(indicator), message)
        .english(format!("\"{}\" is at most 100%: write =100%", indicator.level3.text))
        .advise("改为“=100%”")
        .values("=100%", indicator.value.text.clone());
    finding.suggested = Some("=100%".to_owned());
    finding
}
