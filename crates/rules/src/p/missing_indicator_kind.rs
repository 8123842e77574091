//! # P009 缺少必设绩效指标 (missing-indicator-kind)
//!
//! ## 检查内容
//! 每个项目绩效目标表应设产出指标（数量、质量、时效）和效益指标；有条件的还应设成本指标和满意度指标。
//! 效益指标设任一类（经济、社会、生态、可持续影响）即可；成本指标列在一级或二级均可。
//!
//! ## 为何重要
//! 缺少某一类指标，这一方面的绩效就没有人承诺，也无从评价。整张表没有指标，等于没有绩效目标。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）
//! - 各地规定的必设指标见 standards/profiles
//!
//! ## 示例
//! 某项目只有数量、质量和时效指标，没有效益指标。
//!
//! ## 如何更正
//! 按绩效目标补充缺少的指标，指标值应可衡量。
//!
//! ## 例外
//! 成本指标和满意度指标按需要设置，缺少时只作提示。两个以上项目全都没有读到指标时，视为表格未能识别，不予判断。
//! 表式不分一级、二级指标的，看不出指标的类别，也不予判断。

use mingsuan_model::{Finding, Indicator, Project, Severity};

use super::words::{WORDS, is_one_of};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P009",
    name: "missing-indicator-kind",
    title: "缺少必设绩效指标",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号"],
    source: include_str!("missing_indicator_kind.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let projects = &context.disclosure.projects;
    if projects.len() > 1 && projects.iter().all(|project| project.indicators.is_empty()) {
        found.insufficient("没有读到任何项目的绩效指标");
        return;
    }
    for project in projects {
        if !project.indicators.is_empty() && project.indicators.iter().all(is_of_no_kind) {
            found.insufficient("绩效目标表没有一级、二级指标栏");
            continue;
        }
        found.compared();
        if project.indicators.is_empty() {
            if !project.title.text.is_empty() {
                found.push(none_at_all(project));
            }
            continue;
        }
        let required = context.profile.performance.required.iter();
        let missing: Vec<&str> = required
            .filter(|(level1, level2)| !project.indicators.iter().any(|i| is_of(i, level1, level2)))
            .map(|(level1, level2)| if level2.is_empty() { level1.as_str() } else { level2.as_str() })
            .collect();
        if !missing.is_empty() {
            found.push(finding(project, &missing));
        }
    }
}

/// Whether an indicator is of a required kind. Forms differ in the level that a kind stands on, so both are looked at.
fn is_of(indicator: &Indicator, level1: &str, level2: &str) -> bool {
    let wanted = if level2.is_empty() { level1 } else { level2 };
    let word = wanted.trim_end_matches("指标");
    let also = word == "效益" && indicator.level2.contains("可持续");
    also || indicator.level1.contains(word) || indicator.level2.contains(word)
}

/// Whether a form does not sort its indicators.
fn is_of_no_kind(indicator: &Indicator) -> bool {
    indicator.level1.trim().is_empty() && indicator.level2.trim().is_empty()
}

fn none_at_all(project: &Project) -> Finding {
    let name = &project.name.text;
    let message = format!("项目“{name}”的绩效目标表没有任何绩效指标");
    Finding::new(RULE.code, Severity::Error, project.name.place.with_text(name.as_str()), message)
        .english(format!("project \"{name}\" has no indicator at all"))
        .advise("按绩效目标设置产出、效益等指标")
}

fn finding(project: &Project, missing: &[&str]) -> Finding {
    let name = &project.name.text;
    let optional = missing.iter().all(|kind| is_one_of(kind, &WORDS.optional_kinds));
    let severity = if optional { Severity::Info } else { Severity::Warning };
    let message = format!("项目“{name}”没有设置{}", missing.join("、"));
    Finding::new(RULE.code, severity, project.name.place.with_text(name.as_str()), message)
        .english(format!("project \"{name}\" lacks kinds of indicators: {}", missing.join(", ")))
        .advise(if optional { "如项目适用，请补充" } else { "按绩效目标补充缺少的指标" })
}
