//! # P045 整体指标与项目指标取值不同 (overall-indicator-differs)
//!
//! ## 检查内容
//! 部门（单位）整体绩效目标表和项目绩效目标表中名称相同的指标，指标值应相同。
//!
//! ## 为何重要
//! 整体目标由项目落实，同一指标在两张表中要求不同，年末以哪个为准就说不清。
//!
//! ## 依据
//! - 《中共中央 国务院关于全面实施预算绩效管理的意见》（中发〔2018〕34号）：部门整体绩效与项目绩效相衔接
//! - 《项目支出绩效评价管理办法》（财预〔2020〕10号）
//!
//! ## 示例
//! 整体绩效目标表“工单办结率 ≥90%”，项目绩效目标表“工单办结率 ≥80%”。
//!
//! ## 如何更正
//! 核对后统一指标值；口径不同的，在指标名称中写明。
//!
//! ## 例外
//! 名称不完全相同的指标不比较；整体绩效目标以文字说明的，不比较。

use std::collections::HashMap;

use mingsuan_model::text::normalized;
use mingsuan_model::{Finding, Indicator, Project, Severity};

use super::words::{named, value_place};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P045",
    name: "overall-indicator-differs",
    title: "整体指标与项目指标取值不同",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["中发〔2018〕34号", "财预〔2020〕10号"],
    source: include_str!("overall_indicator_differs.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    // The table of the body as a whole has indicators and names no project.
    let (overall, projects): (Vec<&Project>, Vec<&Project>) =
        context.disclosure.projects.iter().partition(|project| project.name.text.trim().is_empty());
    let mut by_name: HashMap<String, &Indicator> = HashMap::new();
    for indicator in overall.iter().flat_map(|project| &project.indicators) {
        let name = normalized(&indicator.level3.text);
        if !name.is_empty() {
            by_name.entry(name).or_insert(indicator);
        }
    }
    for project in projects {
        for indicator in &project.indicators {
            let Some(whole) = by_name.get(&normalized(&indicator.level3.text)) else { continue };
            if indicator.parts.number.is_none() || whole.parts.number.is_none() {
                continue;
            }
            found.compared();
            if normalized(&indicator.value.text) != normalized(&whole.value.text) {
                found.push(finding(project, indicator, whole));
            }
        }
    }
}

fn finding(project: &Project, indicator: &Indicator, whole: &Indicator) -> Finding {
    let (value, other) = (indicator.value.text.as_str(), whole.value.text.as_str());
    let message = format!("{}的指标值为“{value}”，整体绩效目标表中为“{other}”", named(project, indicator));
    Finding::new(RULE.code, Severity::Warning, value_place(indicator), message)
        .english(format!("\"{}\" is {value} here and {other} for the body as a whole", indicator.level3.text))
        .advise("核对后统一指标值；口径不同的，在指标名称中写明")
        .values(other, value)
        .relate("整体绩效目标表", "targets of the whole agency", value_place(whole))
}
