//! # P038 绩效目标没有实际内容 (goal-says-nothing)
//!
//! ## 检查内容
//! 项目的绩效目标不应只有几个字，也不应只重复项目名称。
//!
//! ## 为何重要
//! 目标要说明用这笔钱做什么、做到什么程度；只写项目名称等于没有目标，年末无从评价。
//!
//! ## 依据
//! - 《项目支出绩效评价管理办法》（财预〔2020〕10号）
//! - 《中央部门预算绩效目标管理办法》（财预〔2015〕88号）：绩效目标应当指向明确、细化量化、合理可行
//!
//! ## 示例
//! 项目“办公楼维修”的绩效目标写作“办公楼维修。”
//!
//! ## 如何更正
//! 写明工作内容、数量和要达到的效果。
//!
//! ## 例外
//! 没有填写目标的由 P020 报告；读到的只是“年度目标”一类表头的，不判断。

use mingsuan_model::text::{normalized, without_numbering};
use mingsuan_model::{Finding, Placed, Project, Severity};

use super::words::{WORDS, is_one_of};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P038",
    name: "goal-says-nothing",
    title: "绩效目标没有实际内容",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2020〕10号", "财预〔2015〕88号"],
    source: include_str!("goal_says_nothing.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for project in &context.disclosure.projects {
        let Some(first) = project.goals.first() else { continue };
        let goal: String = project.goals.iter().map(|goal| bare(without_numbering(&goal.text).0)).collect();
        if goal.is_empty() || is_one_of(&goal, &WORDS.form_labels) {
            continue;
        }
        found.compared();
        if goal == bare(&project.name.text) {
            found.push(finding(project, first, "只重复了项目名称"));
        } else if goal.chars().count() < WORDS.goal_characters {
            found.push(finding(project, first, "只有几个字"));
        }
    }
}

/// A text's letters and digits.
fn bare(text: &str) -> String {
    normalized(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn finding(project: &Project, goal: &Placed, what: &str) -> Finding {
    let message = format!("项目“{}”的绩效目标“{}”{what}", project.name.text, goal.text);
    Finding::new(RULE.code, Severity::Warning, goal.place.with_text(goal.text.as_str()), message)
        .english(format!("the goal of \"{}\" says nothing", project.name.text))
        .advise("写明用这笔资金做什么、数量多少、达到什么效果")
}
