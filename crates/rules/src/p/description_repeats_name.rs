//! # P040 指标描述照抄指标名称 (description-repeats-name)
//!
//! ## 检查内容
//! 绩效指标描述应说明指标的含义或计算方法，不应与三级指标名称一字不差。整份文件合并提示一次。
//!
//! ## 为何重要
//! 描述一栏是给评价的人看的；照抄名称等于没有填写，指标怎么算仍不清楚。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）：指标解释应明确指标含义和计算方法
//!
//! ## 示例
//! 三级指标“设备完好率”，描述也是“设备完好率”。
//!
//! ## 如何更正
//! 写明含义或计算方法，如“完好设备台数÷设备总台数×100%”。
//!
//! ## 例外
//! 没有描述栏或描述空白的不检查。

use mingsuan_model::text::normalized;
use mingsuan_model::{Finding, Indicator, Severity};

use super::words::indicators;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P040",
    name: "description-repeats-name",
    title: "指标描述照抄指标名称",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号"],
    source: include_str!("description_repeats_name.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let all = || indicators(&context.disclosure.projects).map(|(_, indicator)| indicator);
    let described: Vec<&Indicator> = all().filter(|one| !one.description.text.trim().is_empty()).collect();
    described.iter().for_each(|_| found.compared());
    let is_copy = |one: &&&Indicator| normalized(&one.description.text) == normalized(&one.level3.text);
    let mut copies = described.iter().filter(is_copy).copied();
    let Some(first) = copies.next() else { return };
    let count = 1 + copies.clone().count();
    let message = format!("{count}项指标的描述与名称一字不差，第一处为“{}”", first.level3.text);
    let finding = Finding::new(RULE.code, Severity::Info, described_at(first), message)
        .english(format!("the descriptions of {count} indicators repeat their names"))
        .advise("描述中写明指标的含义或计算方法");
    found.push(copies.fold(finding, |finding, one| {
        finding.relate("同样照抄名称的描述", "another description that repeats its name", described_at(one))
    }));
}

fn described_at(indicator: &Indicator) -> mingsuan_model::Place {
    indicator.description.place.with_text(indicator.description.text.as_str())
}
