//! # P048 绩效目标表的项目与项目支出表对不上 (project-not-in-statement)
//!
//! ## 检查内容
//! 项目绩效目标表中的项目应列在项目支出表中。项目支出表没有同名项目，而有金额相同、名称相近的，指出名称不一致；
//! 其他项目大多能对上而个别项目找不到的，指出缺少。
//!
//! ## 为何重要
//! 名称不一致，读者无法把钱和目标对起来；找不到的项目，不是漏列支出，就是多报了目标。
//!
//! ## 依据
//! - 《中华人民共和国预算法》第三十二条
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的报表应当前后一致
//!
//! ## 示例
//! 项目支出表为“2026设备维护费”，绩效目标表为“2026年设备维护费”。
//!
//! ## 如何更正
//! 统一为批复的项目名称；确实不在项目支出表中的，补列支出或删去绩效目标。
//!
//! ## 例外
//! 多数项目都对不上的，说明项目支出表按别的口径列示，只指出名称相近的。文字中列举的项目由 N005 检查。

use std::collections::HashMap;

use mingsuan_model::{Finding, Project, Severity};

use super::in_statement::{Listed, bare, budget_of, listed};
use super::words::WORDS;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P048",
    name: "project-not-in-statement",
    title: "绩效目标表的项目与项目支出表对不上",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["预算法第三十二条", "财预〔2016〕143号"],
    source: include_str!("project_not_in_statement.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let listed = listed(context);
    let named: Vec<&Project> =
        context.disclosure.projects.iter().filter(|project| !project.name.text.trim().is_empty()).collect();
    if listed.is_empty() || named.is_empty() {
        return;
    }
    let (known, unknown): (Vec<&Project>, Vec<&Project>) =
        named.iter().partition(|project| listed.contains_key(&bare(&project.name.text)));
    named.iter().for_each(|_| found.compared());
    // Names that projects have are theirs; what is left may be the other name of one.
    let mut free: HashMap<&String, &Listed> = listed.iter().collect();
    free.retain(|name, _| !known.iter().any(|project| bare(&project.name.text) == **name));
    for project in unknown {
        let alike = alike(project, &free);
        if let Some(other) = alike {
            found.push(renamed(project, other));
        } else if known.len() >= 2 && known.len() * 2 > named.len() {
            found.push(missing(project));
        }
    }
}

/// The name of the statement that is nearly the project's, with the same amount.
fn alike<'a>(project: &Project, free: &HashMap<&String, &'a Listed>) -> Option<&'a Listed> {
    let name = bare(&project.name.text);
    let (amount, grain) = budget_of(project)?;
    let same_amount = free.iter().filter(|(_, listed)| listed.holds(amount, grain));
    let alike = same_amount.filter_map(|(other, listed)| Some((common_percent(&name, other)?, other, *listed)));
    let close = alike.filter(|(percent, ..)| *percent >= WORDS.same_name_percent);
    close.max_by_key(|(percent, other, _)| (*percent, std::cmp::Reverse(*other))).map(|(_, _, listed)| listed)
}

/// How many per cent of the longer name's characters the shorter one has, too.
fn common_percent(one: &str, other: &str) -> Option<usize> {
    let mut rest: HashMap<char, usize> = HashMap::new();
    one.chars().for_each(|c| *rest.entry(c).or_default() += 1);
    let take = |c: char| match rest.get_mut(&c) {
        Some(left) if *left > 0 => {
            *left -= 1;
            1
        }
        _ => 0,
    };
    let common: usize = other.chars().map(take).sum();
    let longer = one.chars().count().max(other.chars().count());
    (common * 100).checked_div(longer)
}

fn renamed(project: &Project, other: &Listed) -> Finding {
    let (name, printed) = (project.name.text.as_str(), other.name.as_str());
    let message = format!("绩效目标表的项目“{name}”在项目支出表中写作“{printed}”");
    Finding::new(RULE.code, Severity::Warning, project.name.place.with_text(name), message)
        .english(format!("\"{name}\" is called \"{printed}\" in the statement of projects"))
        .advise("统一为批复的项目名称")
        .values(printed, name)
        .relate("项目支出表", "statement of projects", other.place.clone())
}

fn missing(project: &Project) -> Finding {
    let name = project.name.text.as_str();
    let message = format!("项目支出表中没有绩效目标表的项目“{name}”");
    Finding::new(RULE.code, Severity::Warning, project.name.place.with_text(name), message)
        .english(format!("\"{name}\" is not in the statement of projects"))
        .advise("补列支出，或者统一项目名称；本年不安排的删去绩效目标")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_by_their_characters() {
        assert_eq!(common_percent("2026年设备维护费", "2026设备维护费"), Some(90));
        assert_eq!(common_percent("", ""), None);
    }
}
