//! # P010 指标值不可衡量 (no-measurable-value)
//!
//! ## 检查内容
//! 数量指标的指标值应有数字（或“全部”“每月一次”一类可以核对的说法）；任何指标的指标值都不应为空。
//!
//! ## 为何重要
//! 没有数字的数量指标，年末无法判断是否完成，绩效评价就成了走形式。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）：指标应细化、量化、可衡量
//!
//! ## 示例
//! 数量指标“检查企业数量”的指标值为“若干”。
//!
//! ## 如何更正
//! 按工作计划填写具体数量，如“≥60家”。
//!
//! ## 例外
//! 质量、时效、效益等指标可以用优、良、合格或简短文字表述。全文过半数指标值为空时，视为表格未能识别，不予判断。

use mingsuan_model::{Finding, Indicator, Project, Severity};

use super::words::{WORDS, indicators, is_of_kind, named, value_place};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P010",
    name: "no-measurable-value",
    title: "指标值不可衡量",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号"],
    source: include_str!("no_measurable_value.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let projects = &context.disclosure.projects;
    let empty = indicators(projects).filter(|(_, indicator)| is_empty(indicator)).count();
    if empty > 1 && empty * 2 > indicators(projects).count() {
        found.insufficient("过半数绩效指标没有读到指标值");
        return;
    }
    for (project, indicator) in indicators(projects) {
        found.compared();
        if is_empty(indicator) {
            if !indicator.level3.text.is_empty() {
                found.push(finding(project, indicator, "没有填写指标值", "has no value"));
            }
        } else if is_of_kind(indicator, "数量") && !is_measurable(indicator) {
            let what = format!("的指标值“{}”没有数量，无法衡量", indicator.value.text);
            found.push(finding(project, indicator, &what, "has a value without a quantity"));
        }
    }
}

fn is_empty(indicator: &Indicator) -> bool {
    indicator.value.text.trim().is_empty()
}

fn is_measurable(indicator: &Indicator) -> bool {
    let text = mingsuan_model::text::normalized(&indicator.value.text);
    let has_number = text.chars().any(|c| c.is_ascii_digit() || WORDS.number_characters.contains(c));
    has_number || WORDS.level_words.iter().any(|word| is_level(&text, word))
}

/// A word of one character is a level only where nothing else stands.
fn is_level(text: &str, word: &str) -> bool {
    text == word || (word.chars().count() > 1 && text.contains(word))
}

fn finding(project: &Project, indicator: &Indicator, what: &str, english: &str) -> Finding {
    let message = format!("{}{what}", named(project, indicator));
    Finding::new(RULE.code, Severity::Warning, value_place(indicator), message)
        .english(format!("indicator \"{}\" {english}", indicator.level3.text))
        .advise("按工作计划填写可以核对的指标值")
}

#[cfg(test)]
mod tests {
    use super::super::words::tests::indicator;
    use super::*;

    #[test]
    fn words_that_can_be_checked_are_values() {
        for (value, measurable) in [
            ("≥60家", true),
            ("每季一次", true),
            ("全部覆盖", true),
            ("优", true),
            ("２套", true),
            ("若干", false),
            ("有效提升", false),
        ] {
            assert_eq!(is_measurable(&indicator("数量指标", "检查次数", "", value)), measurable, "{value}");
        }
    }
}
