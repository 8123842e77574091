//! # P021 项目表标题与项目名称不一致 (project-name-differs)
//!
//! ## 检查内容
//! 项目绩效目标表的标题中写明项目名称的，应与表内“项目名称”一栏相同。
//!
//! ## 为何重要
//! 标题与表内名称不同，读者无法确定这张表是哪个项目的，多因套用别的项目的表而没有改全。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开内容应真实、准确
//!
//! ## 示例
//! 标题为“2、路灯维护费绩效目标表”，表内项目名称为“路灯电费”。
//!
//! ## 如何更正
//! 以批复的项目名称为准，统一标题和表内名称。
//!
//! ## 例外
//! 标题中没有项目名称的（如“项目支出绩效目标表”）、不同项目共用一个标题的，不检查。标题只是名称的简写或多了几个字的，只作提示。

use std::collections::{BTreeSet, HashMap};

use mingsuan_model::text::{normalized, without_numbering};
use mingsuan_model::{Finding, Project, Severity};

use super::words::WORDS;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P021",
    name: "project-name-differs",
    title: "项目表标题与项目名称不一致",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("project_name_differs.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let projects = context.disclosure.projects.iter();
    let told = projects
        .filter_map(|project| Some((project, normalized(&project.name.text), name_in_title(&project.title.text)?)));
    let told: Vec<(&Project, String, String)> = told.collect();
    let mut names_under: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for (_, name, titled) in &told {
        names_under.entry(titled).or_default().insert(name);
    }
    for (project, name, titled) in &told {
        // The same words above the tables of different projects name the kind of table.
        let is_general = names_under.get(titled.as_str()).is_some_and(|names| names.len() > 1);
        if name.is_empty() || is_general {
            continue;
        }
        found.compared();
        if titled != name && !normalized(&project.title.text).contains(name.as_str()) {
            let abridged = name.contains(titled.as_str()) || titled.contains(name.as_str());
            let severity = if abridged { Severity::Info } else { Severity::Warning };
            found.push(finding(project, titled, severity));
        }
    }
}

/// The project's name as its table's title gives it; `None` where the title has only words that any such table has.
fn name_in_title(title: &str) -> Option<String> {
    let title = normalized(without_numbering(title).0);
    let (name, _) = title.rsplit_once("绩效目标").or_else(|| title.rsplit_once("绩效"))?;
    let name = name.trim_end_matches("支出").trim_end_matches("项目").trim_end_matches("支出");
    let name = if name.is_empty() { title.as_str() } else { name };
    let mut rest = name.to_owned();
    for word in &WORDS.title_words {
        rest = rest.replace(word.as_str(), "");
    }
    let says_something = rest.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    says_something.then(|| name.to_owned())
}

fn finding(project: &Project, titled: &str, severity: Severity) -> Finding {
    let name = project.name.text.as_str();
    let title = project.title.text.as_str();
    let message = format!("绩效目标表的标题写“{titled}”，表内项目名称为“{name}”");
    Finding::new(RULE.code, severity, project.title.place.with_text(title), message)
        .english(format!("the table's title says \"{titled}\", the project is called \"{name}\""))
        .advise("以批复的项目名称为准，统一标题和表内名称")
        .values(name, titled)
        .relate("项目名称", "name of the project", project.name.place.with_text(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_give_names() {
        for (title, name) in [
            ("2、路灯维护费绩效目标表", Some("路灯维护费")),
            ("项目支出绩效目标表", None),
            ("2025年部门预算项目绩效目标申报表", None),
            ("附件3", None),
        ] {
            assert_eq!(name_in_title(title).as_deref(), name, "{title}");
        }
    }
}
