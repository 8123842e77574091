//! # N005 文中列举的项目与绩效目标表不一致 (project-list-differs)
//!
//! ## 检查内容
//! 支出说明中逐个列举的项目，应当与文件中的项目绩效目标表一一对应，名称相同。
//!
//! ## 为何重要
//! 项目支出安排了资金却没有在说明中列出，或者列出了却没有绩效目标表，公开就不完整，也会影响对项目支出总额的核对。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//! - 《中共中央 国务院关于全面实施预算绩效管理的意见》（2018年）
//!
//! ## 示例
//! 绩效目标表有“市政物业资金”2744.00 万元，支出说明列举的项目中没有它。
//!
//! ## 如何更正
//! 在说明中补列遗漏的项目；列举了而没有绩效目标表的，补编绩效目标或更正名称。
//!
//! ## 例外
//! 列举以“等”字结尾的，或列举的项目不足三分之二的，视为举例，不报告遗漏。没有列举项目的文件不检查。

use std::collections::HashSet;

use mingsuan_model::text::normalized;
use mingsuan_model::{Disclosure, Finding, Placed, Project, Severity};

use crate::context::Context;
use crate::d::names::likeness_percent;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "N005",
    name: "project-list-differs",
    title: "文中列举的项目与绩效目标表不一致",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号", "中发〔2018〕34号"],
    source: include_str!("project_list_differs.rs"),
    body: Body::Check(check),
};

/// Names so alike are meant to be the same project.
const NEAR_PERCENT: usize = 80;

fn check(context: &Context<'_>, found: &mut Found) {
    let disclosure = context.disclosure;
    let listed = &disclosure.listed_projects;
    let Some(first) = listed.first() else {
        if !disclosure.projects.is_empty() {
            found.insufficient("文中没有逐个列举项目");
        }
        return;
    };
    let projects: Vec<&Project> = disclosure.projects.iter().filter(|p| !p.name.text.is_empty()).collect();
    let names: HashSet<String> = listed.iter().map(|name| normalized(&name.text)).collect();
    let titles: HashSet<String> = projects.iter().map(|project| normalized(&project.name.text)).collect();
    for _ in projects.iter().map(|_| ()).chain(listed.iter().map(|_| ())) {
        found.compared();
    }
    let mut omitted: Vec<&Project> =
        projects.iter().filter(|p| !names.contains(&normalized(&p.name.text))).copied().collect();
    for name in listed.iter().filter(|name| !titles.contains(&normalized(&name.text))) {
        let near = omitted.iter().position(|project| likeness_percent(&name.text, &project.name.text) >= NEAR_PERCENT);
        match near.map(|at| omitted.remove(at)) {
            Some(project) => found.push(misnamed(name, project)),
            None => found.push(without_table(name)),
        }
    }
    let is_selection = listed.len() * 3 < projects.len() * 2 || is_open_list(disclosure, listed);
    if !omitted.is_empty() && !is_selection {
        found.push(not_listed(disclosure, first, &omitted));
    }
}

/// The paragraph that a listed name stands in.
fn paragraph_of<'a>(disclosure: &'a Disclosure, name: &Placed) -> Option<&'a Placed> {
    let paragraphs = disclosure.sections.iter().flat_map(|section| &section.paragraphs);
    let is_here = |paragraph: &&Placed| {
        (paragraph.place.paragraph, paragraph.place.line, paragraph.place.table)
            == (name.place.paragraph, name.place.line, name.place.table)
    };
    paragraphs.filter(is_here).find(|paragraph| normalized(&paragraph.text).contains(&normalized(&name.text)))
}

/// Whether the list ends in 等, and so does not claim to be complete.
fn is_open_list(disclosure: &Disclosure, listed: &[Placed]) -> bool {
    let Some(last) = listed.last() else { return false };
    let text = paragraph_of(disclosure, last).map(|paragraph| normalized(&paragraph.text));
    let name = normalized(&last.text);
    let behind = text.as_ref().and_then(|text| text.rsplit_once(name.as_str()));
    behind.is_some_and(|(_, rest)| rest.trim_start_matches(['"', ')']).starts_with('等'))
}

fn not_listed(disclosure: &Disclosure, first: &Placed, omitted: &[&Project]) -> Finding {
    let names: Vec<&str> = omitted.iter().map(|project| project.name.text.as_str()).collect();
    let names = names.join("、");
    let paragraph = paragraph_of(disclosure, first).unwrap_or(first);
    let finding = Finding::new(
        RULE.code,
        Severity::Error,
        paragraph.place.with_text(paragraph.text.as_str()),
        format!("文中列举的项目缺少{}个：{names}（有绩效目标表）", omitted.len()),
    )
    .english(format!("{} project(s) with a target table are not listed in the text", omitted.len()))
    .advise(format!("在支出说明中补列：{names}"));
    omitted.iter().fold(finding, |finding, project| {
        let place = project.name.place.with_text(project.name.text.as_str());
        finding.relate(format!("项目“{}”的绩效目标表", project.name.text), "target form of the project", place)
    })
}

fn without_table(name: &Placed) -> Finding {
    let text = &name.text;
    Finding::new(
        RULE.code,
        Severity::Error,
        name.place.with_text(text.as_str()),
        format!("文中列举的项目“{text}”没有绩效目标表"),
    )
    .english(format!("the listed project \"{text}\" has no target table"))
    .advise("补编该项目的绩效目标表；名称有误的，改正名称")
}

fn misnamed(name: &Placed, project: &Project) -> Finding {
    let (listed, own) = (&name.text, &project.name.text);
    let mut finding = Finding::new(
        RULE.code,
        Severity::Error,
        name.place.with_text(listed.as_str()),
        format!("文中列举的项目“{listed}”，绩效目标表中写作“{own}”"),
    )
    .english(format!("the listed project \"{listed}\" is called \"{own}\" in its table"))
    .advise("统一项目名称，以项目库中的名称为准")
    .values(own.as_str(), listed.as_str())
    .relate("绩效目标表中的名称", "name in the target form", project.name.place.clone());
    finding.suggested = Some(own.clone());
    finding
}
