//! # P016 指标名称与指标值不一致 (name-and-value-disagree)
//!
//! ## 检查内容
//! 名称问时间的（完成时间、时限、年限），指标值不应是百分比或金额；名称问数目的（数量、人数、面积），指标值不应是百分比；
//! 成本指标的指标值应是金额或百分比，不应是时间或个数。
//!
//! ## 为何重要
//! 名称与指标值各说各的，指标就无法考核，多因复制别的项目后只改了一半。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）
//!
//! ## 示例
//! 指标“路面使用年限”的指标值为“≥90%”：年限应以年表示。
//!
//! ## 如何更正
//! 按要考核的内容修改名称或指标值。
//!
//! ## 例外
//! 名称为“…率”的指标由 P012 检查。社会成本、生态环境成本指标可以用金额以外的单位。

use mingsuan_model::text::normalized;
use mingsuan_model::{Finding, Indicator, Severity};

use super::words::{
    WORDS, bare_name, ends_with_any, has_more_digits, indicators, is_of_kind, is_percent, is_rate, is_time_or_count,
    money_scale, named, value_place,
};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P016",
    name: "name-and-value-disagree",
    title: "指标名称与指标值不一致",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号"],
    source: include_str!("name_and_value_disagree.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for (project, indicator) in indicators(&context.disclosure.projects) {
        let Some(asked) = asked(indicator) else { continue };
        found.compared();
        let unit = &indicator.parts.unit;
        let message =
            format!("{}{asked}，指标值“{}”的单位却是“{unit}”", named(project, indicator), indicator.value.text);
        if disagrees(indicator) {
            let finding = Finding::new(RULE.code, Severity::Warning, value_place(indicator), message)
                .english(format!(
                    "the name \"{}\" and the value {} do not fit together",
                    indicator.level3.text, indicator.value.text
                ))
                .advise("按要考核的内容修改指标名称或指标值");
            found.push(finding);
        }
    }
}

/// What the name of an indicator with a number and a unit asks for, if it can be told.
fn asked(indicator: &Indicator) -> Option<&'static str> {
    let name = bare_name(indicator);
    if indicator.parts.number.is_none()
        || indicator.parts.unit.is_empty()
        || has_more_digits(indicator)
        || is_rate(&name)
    {
        return None;
    }
    if ends_with_any(&name, &WORDS.time_names) {
        Some("问的是时间")
    } else if ends_with_any(&name, &WORDS.count_names) {
        Some("问的是数目")
    } else if is_money_kind(indicator) {
        Some("是成本指标")
    } else {
        None
    }
}

fn disagrees(indicator: &Indicator) -> bool {
    let (name, unit) = (bare_name(indicator), indicator.parts.unit.as_str());
    if ends_with_any(&name, &WORDS.time_names) {
        is_percent(unit) || money_scale(unit).is_some()
    } else if ends_with_any(&name, &WORDS.count_names) {
        is_percent(unit)
    } else {
        is_time_or_count(unit)
    }
}

fn is_money_kind(indicator: &Indicator) -> bool {
    let kind = normalized(&indicator.level2);
    is_of_kind(indicator, "成本") && !kind.contains("社会") && !kind.contains("生态")
}

#[cfg(test)]
mod tests {
    use super::super::words::tests::indicator;
    use super::*;

    #[test]
    fn names_and_values_are_held_together() {
        for (level2, name, value, wrong) in [
            ("可持续影响指标", "路面使用年限", "≥90%", true),
            ("可持续影响指标", "路面使用年限", "≥15年", false),
            ("时效指标", "竣工时间", "100%", true),
            ("数量指标", "检查人数", "95百分比", true),
            ("经济成本指标", "设备购置费", "≤3月", true),
            ("经济成本指标", "设备购置费", "≤3万元", false),
            ("生态环境成本指标", "噪声", "≤50次", false),
            ("质量指标", "验收合格率", "≥90天", false),
        ] {
            let one = indicator(level2, name, "", value);
            assert_eq!(asked(&one).is_some() && disagrees(&one), wrong, "{name} {value}");
        }
    }
}
