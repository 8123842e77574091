//! # P019 指标方向不当 (target-bound-wrong-way)
//!
//! ## 检查内容
//! 事故、投诉、故障等越少越好的数目，指标值应以“≤”为界，不应为“≥”；
//! 合格率、完成率、满意度等越高越好的比率，应以“≥”或“=”为界，不应为“≤”。
//!
//! ## 为何重要
//! 方向写反的指标，做得越差越“完成”，失去激励和约束作用。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）：正向指标与反向指标
//!
//! ## 示例
//! 指标“安全生产事故数”的指标值为“≥2起”。
//!
//! ## 如何更正
//! 改正比较符号，并核对指标值。
//!
//! ## 例外
//! 考核处理、化解、整改等应对工作数量的指标，越多越好，不在此列。

use mingsuan_model::{Finding, Indicator, Operator, Severity};

use super::words::{
    WORDS, bare_name, contains_any, ends_with_any, indicators, is_part_rate, is_percent, named, value_place,
};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P019",
    name: "target-bound-wrong-way",
    title: "指标方向不当",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号"],
    source: include_str!("target_bound_wrong_way.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for (project, indicator) in indicators(&context.disclosure.projects) {
        let Some((wanted, wrong)) = direction(indicator) else {
            continue;
        };
        found.compared();
        if !wrong {
            continue;
        }
        let (name, value) = (named(project, indicator), &indicator.value.text);
        let better = if wanted == Operator::AtMost { "越少越好" } else { "越高越好" };
        let message = format!("{name}{better}，指标值却为“{value}”，比较符号方向相反");
        let finding = Finding::new(RULE.code, Severity::Warning, value_place(indicator), message)
            .english(format!("\"{}\" is bounded the wrong way: {value}", indicator.level3.text))
            .advise(format!("以“{}”为界，并核对指标值", wanted.sign()));
        found.push(finding);
    }
}

/// The bound that an indicator should have and whether it has the opposite; `None` where neither is certain.
fn direction(indicator: &Indicator) -> Option<(Operator, bool)> {
    let (parts, name) = (&indicator.parts, bare_name(indicator));
    let (operator, number) = (parts.operator?, parts.number?);
    let from_below = matches!(operator, Operator::AtLeast | Operator::Above);
    let from_above = matches!(operator, Operator::AtMost | Operator::Below);
    if counts_bad_things(&name) && !contains_any(&indicator.description.text, &WORDS.deals_with) {
        return Some((Operator::AtMost, from_below && !number.is_zero()));
    }
    (is_part_rate(&name) && is_percent(&parts.unit)).then_some((Operator::AtLeast, from_above))
}

fn counts_bad_things(name: &str) -> bool {
    if contains_any(name, &WORDS.deals_with) {
        return false;
    }
    let mut things = vec![name];
    things.extend(WORDS.count_tails.iter().filter_map(|tail| name.strip_suffix(tail.as_str())));
    things.into_iter().any(|thing| ends_with_any(thing, &WORDS.bad_things))
}

#[cfg(test)]
mod tests {
    use super::super::words::tests::indicator;
    use super::*;

    #[test]
    fn directions_are_told() {
        for (name, value, wrong) in [
            ("安全生产事故数", "≥2起", Some(true)),
            ("安全生产事故数", "≤2起", Some(false)),
            ("故障发生率", "≥5%", Some(true)),
            ("故障处理数量", "≥50次", None),
            ("群众满意度", "≤95%", Some(true)),
            ("群众满意度", "≥95%", Some(false)),
            ("活动场次", "≥3次", None),
        ] {
            let one = indicator("数量指标", name, "", value);
            assert_eq!(direction(&one).map(|(_, wrong)| wrong), wrong, "{name} {value}");
        }
    }
}
