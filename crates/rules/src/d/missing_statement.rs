//! # D001 缺少应公开的报表 (missing-statement)
//!
//! ## 检查内容
//! 预算（决算）公开文件应当包含规定的各张报表：收支总表、收入总表、支出总表、财政拨款收支总表、一般公共预算支出表、
//! 一般公共预算基本支出表、“三公”经费支出表、政府性基金预算支出表，以及本地区另行要求的报表。
//!
//! ## 为何重要
//! 报表是公开的主体，缺一张就有一部分资金没有公开。没有数据的报表也要列出空表并说明。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//! - 《中华人民共和国预算法》第十四条
//!
//! ## 示例
//! 文件列有七张报表，没有政府性基金预算支出表：单位没有基金支出时也应列空表并注明。
//!
//! ## 如何更正
//! 补上缺少的报表；没有数据的，列空表并在表下注明。
//!
//! ## 例外
//! 识别出的报表不足三种的文件视为节选（报表可能另附），不检查。只有本地区要求的报表缺少时作提示。
//! 报表显示没有项目支出的，不要求项目绩效目标表。

use std::collections::BTreeSet;

use mingsuan_model::{Dimension, Disclosure, Fact, Finding, Origin, Place, Profile, Severity, StatementId};

use super::parts::{has_whole_statements, part};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "D001",
    name: "missing-statement",
    title: "缺少应公开的报表",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::from_year(2017),
    basis: &["财预〔2016〕143号", "预算法第十四条"],
    source: include_str!("missing_statement.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    if !has_whole_statements(context.disclosure) {
        found.insufficient("文件中识别出的报表不足三种，报表可能另附");
        return;
    }
    let national: BTreeSet<StatementId> =
        Profile::named("national").map(|profile| profile.statements.iter().copied().collect()).unwrap_or_default();
    for id in &context.profile.statements {
        found.compared();
        if *id == StatementId::PerformanceProject && has_no_projects(context.disclosure) {
            continue;
        }
        if stands(context.disclosure, *id) {
            continue;
        }
        let is_law = national.contains(id);
        found.push(missing(*id, is_law, &context.profile.title));
    }
}

/// Whether the statement is there, or its content in a statement of another kind.
fn stands(disclosure: &Disclosure, id: StatementId) -> bool {
    let words = part(id).map_or(&[][..], |part| &part.words);
    let is_told = |title: &str| words.iter().any(|word| title.contains(word.as_str()));
    let has_projects = id == StatementId::PerformanceProject && !disclosure.projects.is_empty();
    let has_statement = disclosure.statements.iter().any(|s| s.id == id || is_told(&s.title));
    let has_table = disclosure.sections.iter().any(|s| s.has_table && is_told(&s.title.text));
    has_projects || has_statement || has_table
}

/// Whether the statements print project expenditure, and none of it is any money: then there is no goal to show.
fn has_no_projects(disclosure: &Disclosure) -> bool {
    let project = |fact: &&Fact| {
        matches!(fact.origin, Origin::Statement { .. }) && fact.coordinate.is_at(Dimension::Kind, "project")
    };
    let mut printed = disclosure.facts.iter().filter(project).peekable();
    printed.peek().is_some() && printed.all(|fact| fact.value.number().is_none_or(|number| number.is_zero()))
}

fn missing(id: StatementId, is_law: bool, region: &str) -> Finding {
    let title = part(id).map_or(id.key(), |part| part.title.as_str());
    let (severity, source) =
        if is_law { (Severity::Error, "财预〔2016〕143号") } else { (Severity::Warning, region) };
    Finding::new(RULE.code, severity, Place::default(), format!("文件中没有{title}（{source}要求公开）"))
        .english(format!("the statement \"{}\" is missing", id.key()))
        .advise(format!("补上{title}；没有数据的，列空表并在表下注明"))
}
