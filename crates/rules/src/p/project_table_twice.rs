//! # P028 同一项目绩效目标表重复 (project-table-twice)
//!
//! ## 检查内容
//! 名称、编码、预算数、绩效目标和全部指标都相同的项目绩效目标表，不应出现两次。
//!
//! ## 为何重要
//! 重复的表会使项目个数和预算合计算错，也可能顶替了漏掉的另一个项目。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//!
//! ## 示例
//! “路灯维修”绩效目标表在第12页和第15页各出现一次。
//!
//! ## 如何更正
//! 删去重复的一张；是不同单位或不同项目的，写明单位或改正名称。
//!
//! ## 例外
//! 同名而预算数、目标或指标不同的（多个单位各自列示）不报告。编码相同而内容不同的由 P005 检查。

use std::collections::BTreeMap;

use mingsuan_model::text::normalized;
use mingsuan_model::{Finding, Project, Severity};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P028",
    name: "project-table-twice",
    title: "同一项目绩效目标表重复",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("project_table_twice.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let mut seen: BTreeMap<Vec<String>, &Project> = BTreeMap::new();
    for project in context.disclosure.projects.iter().filter(|project| !project.indicators.is_empty()) {
        found.compared();
        let first = *seen.entry(content(project)).or_insert(project);
        if std::ptr::eq(first, project) {
            continue;
        }
        let name = project.name.text.as_str();
        let message = format!("项目“{name}”的绩效目标表出现两次，预算数、目标和指标都相同");
        let finding = Finding::new(RULE.code, Severity::Warning, project.name.place.with_text(name), message)
            .english(format!("the target table of \"{name}\" stands twice"))
            .advise("删去重复的一张；是不同单位或不同项目的，写明单位或改正名称")
            .relate("前一张表", "the table before it", first.name.place.clone());
        found.push(finding);
    }
}

/// Everything that a project's table says.
fn content(project: &Project) -> Vec<String> {
    let budget = project.budget.as_ref().and_then(|budget| budget.value.number());
    let mut content = vec![normalized(&project.name.text), budget.map(|number| number.to_string()).unwrap_or_default()];
    content.extend(project.code.iter().chain(&project.goals).map(|text| normalized(&text.text)));
    for indicator in &project.indicators {
        let texts = [&indicator.level3, &indicator.description, &indicator.value];
        content.extend(texts.map(|text| normalized(&text.text)));
    }
    content
}
