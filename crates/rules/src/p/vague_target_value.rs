//! # P031 指标值用语笼统 (vague-target-value)
//!
//! ## 检查内容
//! 指标值只写“明显提升”“有效保障”“不断增强”一类说法而没有数字的，按项目汇总提示。
//!
//! ## 为何重要
//! 没有起点和尺度的“提升”“保障”，年末总能说成完成，评价没有依据。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）：难以量化的可以定性，但应当可以衡量
//!
//! ## 示例
//! 社会效益指标“养老服务水平”的指标值为“明显提升”。
//!
//! ## 如何更正
//! 能量化的改为数值（如“投诉较上年下降10%”）；不能量化的分档写明达到什么程度。
//!
//! ## 例外
//! “优”“良”“合格”等分级用语，以及含有数字的指标值，不报告。数量指标由 P010 检查。

use mingsuan_model::text::normalized;
use mingsuan_model::{Finding, Indicator, Project, Severity};

use super::words::{WORDS, contains_any, is_of_kind, value_place};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P031",
    name: "vague-target-value",
    title: "指标值用语笼统",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号"],
    source: include_str!("vague_target_value.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for project in &context.disclosure.projects {
        let mut vague: Vec<&Indicator> = Vec::new();
        for indicator in project.indicators.iter().filter(|indicator| !is_of_kind(indicator, "数量")) {
            found.compared();
            if is_vague(indicator) {
                vague.push(indicator);
            }
        }
        found.findings.extend(finding(project, &vague));
    }
}

fn is_vague(indicator: &Indicator) -> bool {
    let value = normalized(&indicator.value.text);
    contains_any(&value, &WORDS.vague_words) && !value.chars().any(|c| c.is_ascii_digit())
}

fn finding(project: &Project, vague: &[&Indicator]) -> Option<Finding> {
    let (first, others) = vague.split_first()?;
    let (name, value, count) = (&project.name.text, &first.value.text, vague.len());
    let message = format!("项目“{name}”有{count}个指标的指标值用语笼统（如“{}”为“{value}”）", first.level3.text);
    let finding = Finding::new(RULE.code, Severity::Info, value_place(first), message)
        .english(format!("{count} target value(s) of \"{name}\" are vague"))
        .advise("能量化的改为数值；不能量化的分档写明达到什么程度");
    Some(others.iter().fold(finding, |finding, indicator| {
        finding.relate(format!("指标“{}”", indicator.level3.text), "another indicator", value_place(indicator))
    }))
}
