//! # P024 绩效目标写的是以前年度 (goal-of-earlier-year)
//!
//! ## 检查内容
//! 项目绩效目标以某年开头的，应当是本预算年度，不应是以前年度。
//!
//! ## 为何重要
//! 目标写着以前年度，多半是照搬旧文本，所列任务和数量可能都没有更新。
//!
//! ## 依据
//! - 《中华人民共和国预算法》第三十二条
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）
//!
//! ## 示例
//! 2025年预算中，项目目标写“2024年完成路灯维修200盏”。
//!
//! ## 如何更正
//! 改为本预算年度的目标，并核对其中的数量是否也沿用了以前年度。
//!
//! ## 例外
//! 目标中写到本预算年度的，“某年起”“某年以来”“某年至某年”一类起止时间，以及句中引用的文件、测算基准年份，不报告。以后年度不报告：跨年项目可以写总体目标。

use mingsuan_model::text::{normalized, without_numbering};
use mingsuan_model::{Finding, FiscalYear, Placed, Project, Severity};

use super::words::{WORDS, year_at_start};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P024",
    name: "goal-of-earlier-year",
    title: "绩效目标写的是以前年度",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["预算法第三十二条", "财预〔2021〕101号"],
    source: include_str!("goal_of_earlier_year.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let Some(year) = context.year() else {
        if !context.disclosure.projects.is_empty() {
            found.insufficient("没有读到文件的年度");
        }
        return;
    };
    for project in &context.disclosure.projects {
        // A project whose texts name the year somewhere has been thought of for it.
        let this_year = format!("{year}年");
        if project.goals.iter().any(|goal| normalized(&goal.text).contains(&this_year)) {
            continue;
        }
        for goal in &project.goals {
            found.compared();
            if let Some(printed) = year_of(&goal.text).filter(|printed| *printed < year) {
                found.push(finding(project, goal, printed, year));
            }
        }
    }
}

/// The year that a goal opens with; `None` where it only says since when something is done.
fn year_of(goal: &str) -> Option<FiscalYear> {
    let text = normalized(without_numbering(goal).0);
    // 1.2024年: the number of the goal reads as part of a decimal.
    let behind_point = || text.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix('.');
    let (year, rest) = year_at_start(&text).or_else(|| year_at_start(behind_point()?))?;
    let rest = rest.strip_prefix('年')?;
    (!WORDS.since_words.iter().any(|word| rest.starts_with(word.as_str()))).then_some(year)
}

fn finding(project: &Project, goal: &Placed, printed: FiscalYear, year: FiscalYear) -> Finding {
    let message = format!("项目“{}”的绩效目标写的是{printed}年，预算年度为{year}年", project.name.text);
    Finding::new(RULE.code, Severity::Warning, goal.place.with_text(goal.text.as_str()), message)
        .english(format!("the goal of \"{}\" speaks of {printed}, the budget is of {year}", project.name.text))
        .advise("改为本预算年度的目标，并核对其中的数量是否也沿用了以前年度")
        .values(format!("{year}年"), format!("{printed}年"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_year_that_opens_the_goal_counts() {
        for (goal, year) in [
            ("1.2024年完成维护。", Some(2024)),
            ("2024年起逐步完成维护。", None),
            ("按2024年标准完成维护。", None),
            ("完成维护20240次。", None),
        ] {
            assert_eq!(year_of(goal), year, "{goal}");
        }
    }
}
