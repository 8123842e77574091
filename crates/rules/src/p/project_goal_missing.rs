//! # P020 项目未填绩效目标 (project-goal-missing)
//!
//! ## 检查内容
//! 项目绩效目标表中的“绩效目标”一栏应有内容。
//!
//! ## 为何重要
//! 绩效目标是指标的出发点，也是项目申请预算的前提；没有目标的项目不应安排预算。
//!
//! ## 依据
//! - 《中华人民共和国预算法》第三十二条
//! - 《项目支出绩效评价管理办法》（财预〔2020〕10号）
//!
//! ## 示例
//! “信息系统运维费”有预算数和指标，绩效目标一栏空白。
//!
//! ## 如何更正
//! 补填项目的绩效目标：做什么、做到什么程度、产生什么效果。
//!
//! ## 例外
//! 两个以上项目中多数没有读到目标时，视为该表式没有目标栏或未能识别，不予判断。

use mingsuan_model::{Finding, Project, Severity};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P020",
    name: "project-goal-missing",
    title: "项目未填绩效目标",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["预算法第三十二条", "财预〔2020〕10号"],
    source: include_str!("project_goal_missing.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let projects = &context.disclosure.projects;
    let without = projects.iter().filter(|project| !has_goal(project)).count();
    if projects.len() > 1 && without * 2 > projects.len() {
        found.insufficient("多数项目没有读到绩效目标，表式可能没有目标栏");
        return;
    }
    for project in projects {
        found.compared();
        if !has_goal(project) {
            found.push(finding(project));
        }
    }
}

fn has_goal(project: &Project) -> bool {
    project.goals.iter().any(|goal| goal.text.chars().any(char::is_alphabetic))
}

fn finding(project: &Project) -> Finding {
    let name = project.name.text.as_str();
    let message = format!("项目“{name}”没有填写绩效目标");
    Finding::new(RULE.code, Severity::Error, project.name.place.with_text(name), message)
        .english(format!("project \"{name}\" has no goal"))
        .advise("补填项目的绩效目标")
}
