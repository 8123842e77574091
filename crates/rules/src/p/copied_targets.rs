//! # P015 不同项目目标或指标雷同 (copied-targets)
//!
//! ## 检查内容
//! 两个以上不同项目的绩效目标文字完全相同，或八成以上的指标（名称、描述和指标值）相同。
//! 项目逐对比较，用时随项目数的平方增加；一份文件不过几十个项目，仍不到一毫秒。
//!
//! ## 为何重要
//! 不同项目用同一套目标，说明目标没有结合项目编写，无法衡量各自的成效。
//!
//! ## 依据
//! - 《项目支出绩效评价管理办法》（财预〔2020〕10号）
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）：指标应与项目密切相关
//!
//! ## 示例
//! “东区道路工程”和“西区桥梁工程”的绩效目标一字不差。
//!
//! ## 如何更正
//! 按每个项目的建设内容分别编写目标和指标；本是同一工程的，考虑合并项目。
//!
//! ## 例外
//! 名称相同的项目（多个单位各自列示）不比较。只有目标相同而指标不同的，只作提示。

use mingsuan_model::text::{normalized, without_numbering};
use mingsuan_model::{Finding, Indicator, Project, Severity};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P015",
    name: "copied-targets",
    title: "不同项目目标或指标雷同",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2020〕10号", "财预〔2021〕101号"],
    source: include_str!("copied_targets.rs"),
    body: Body::Check(check),
};

/// Goals shorter than this are too general to be copied.
const SHORTEST_GOAL: usize = 8;
/// Fewer indicators than this are alike by chance.
const FEWEST_INDICATORS: usize = 4;

/// What is compared of a project.
struct Targets<'a> {
    project: &'a Project,
    name: String,
    goal: String,
    indicators: Vec<String>,
}

/// How two projects are alike.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    Indicators,
    Goal,
    Both,
}

fn check(context: &Context<'_>, found: &mut Found) {
    let mut groups: Vec<Vec<(Targets<'_>, Likeness)>> = Vec::new();
    for project in &context.disclosure.projects {
        let targets = targets(project);
        if targets.goal.chars().count() < SHORTEST_GOAL && targets.indicators.len() < FEWEST_INDICATORS {
            continue;
        }
        if !groups.is_empty() {
            found.compared();
        }
        let alike = groups.iter().map(|group| group.iter().filter_map(|(other, _)| likeness(other, &targets)).max());
        let best =
            alike.enumerate().filter_map(|(at, likeness)| Some((likeness?, at))).max_by_key(|(likeness, _)| *likeness);
        match best {
            Some((likeness, at)) => groups[at].push((targets, likeness)),
            None => groups.push(vec![(targets, Likeness::Indicators)]),
        }
    }
    found.findings.extend(groups.iter().filter(|group| group.len() > 1).map(|group| finding(group)));
}

fn targets(project: &Project) -> Targets<'_> {
    let goal = project.goals.iter().map(|goal| normalized(without_numbering(&goal.text).0)).collect();
    let one = |i: &Indicator| normalized(&format!("{}|{}|{}", i.level3.text, i.description.text, i.value.text));
    Targets {
        project,
        name: normalized(&project.name.text),
        goal,
        indicators: project.indicators.iter().map(one).collect(),
    }
}

fn likeness(left: &Targets<'_>, right: &Targets<'_>) -> Option<Likeness> {
    if left.name == right.name {
        return None;
    }
    let same_goal = left.goal == right.goal && left.goal.chars().count() >= SHORTEST_GOAL;
    let most = left.indicators.len().max(right.indicators.len());
    let same = left.indicators.iter().filter(|one| right.indicators.contains(one)).count();
    let same_indicators = most >= FEWEST_INDICATORS && same * 5 >= most * 4;
    match (same_goal, same_indicators) {
        (true, true) => Some(Likeness::Both),
        (true, false) => Some(Likeness::Goal),
        (false, true) => Some(Likeness::Indicators),
        (false, false) => None,
    }
}

fn finding(group: &[(Targets<'_>, Likeness)]) -> Finding {
    let likeness = group[1..].iter().map(|(_, likeness)| *likeness).max();
    let all_alike = group[1..].iter().all(|(_, likeness)| *likeness == Likeness::Both);
    let what = match likeness {
        Some(Likeness::Both) if all_alike => "的绩效目标相同，指标也大多相同",
        Some(Likeness::Both) => "的绩效目标雷同，其中一些项目的指标也大多相同",
        Some(Likeness::Goal) => "的绩效目标文字完全相同",
        _ => "的绩效指标八成以上相同",
    };
    let severity = if likeness == Some(Likeness::Both) { Severity::Warning } else { Severity::Info };
    let names: Vec<String> = group.iter().map(|(targets, _)| format!("“{}”", targets.project.name.text)).collect();
    let (second, first) = (&group[1].0, &group[0].0);
    let at = second.project.goals.first().unwrap_or(&second.project.name);
    let mut finding = Finding::new(
        RULE.code,
        severity,
        at.place.with_text(at.text.as_str()),
        format!(
            "{}{}个项目{}",
            names.join("、"),
            names.len(),
            if second.goal == first.goal { what } else { "的目标或指标雷同" }
        ),
    )
    .english(format!("{} projects share their goal or indicators", names.len()))
    .advise("按各项目的实际内容分别编写绩效目标和指标");
    for (targets, _) in group.iter().filter(|(targets, _)| !std::ptr::eq(targets.project, second.project)) {
        let at = targets.project.goals.first().unwrap_or(&targets.project.name);
        finding = finding.relate(format!("项目“{}”", targets.project.name.text), "another project", at.place.clone());
    }
    finding
}
