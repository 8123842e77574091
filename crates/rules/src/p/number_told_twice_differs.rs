//! # P044 同一数目前后写得不同 (number-told-twice-differs)
//!
//! ## 检查内容
//! 同一项目的资金用途、绩效目标和绩效指标中，用同样的词语写同一件事而数目不同的（目标写“缴纳电费30万元”，指标描述写“缴纳电费20万元”）。
//!
//! ## 为何重要
//! 目标和指标说的是同一笔钱、同一件事，数目不同，必有一处沿用了旧稿。
//!
//! ## 依据
//! - 《项目支出绩效评价管理办法》（财预〔2020〕10号）
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）：指标应与目标对应
//!
//! ## 示例
//! 绩效目标“组织业务培训200人次”，指标“业务培训 ≥150人次”。
//!
//! ## 如何更正
//! 核对实际数目，统一目标和指标。
//!
//! ## 例外
//! 数目前四个字不同的、单位不同的，不比较；只在目标或只在指标中的不比较；“元/月”一类单位成本不比较。指标名称与描述之间由 P014 检查。

use std::collections::HashMap;

use mingsuan_model::text::normalized;
use mingsuan_model::{Decimal, Finding, Place, Project, Severity};

use super::words::WORDS;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P044",
    name: "number-told-twice-differs",
    title: "同一数目前后写得不同",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2020〕10号", "财预〔2021〕101号"],
    source: include_str!("number_told_twice_differs.rs"),
    body: Body::Check(check),
};

/// So many characters before a number name what it counts.
const NAMING: usize = 4;

/// Which part of a project's table a text is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Purpose,
    Goal,
    Indicator,
}

/// A number with the words before it and its unit.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    words: String,
    unit: &'static str,
    number: String,
}

fn check(context: &Context<'_>, found: &mut Found) {
    for project in &context.disclosure.projects {
        let mut first: HashMap<(String, &str), (String, Part, Place)> = HashMap::new();
        for (part, text, place) in texts(project) {
            for told in told_in(&text) {
                let key = (told.words.clone(), told.unit);
                let Some((number, other, at)) = first.get(&key) else {
                    first.insert(key, (told.number, part, place.clone()));
                    continue;
                };
                if *other == part {
                    continue;
                }
                found.compared();
                if Decimal::parse(number).map(Decimal::millionths)
                    != Decimal::parse(&told.number).map(Decimal::millionths)
                {
                    found.push(finding(project, &told, number, &place, at));
                }
            }
        }
    }
}

/// The texts of a project's table: purpose, goals as one, each indicator's name with its value, each description.
fn texts(project: &Project) -> Vec<(Part, String, Place)> {
    let mut texts = Vec::new();
    if let Some(purpose) = &project.purpose {
        texts.push((Part::Purpose, normalized(&purpose.text), purpose.place.clone()));
    }
    if let Some(first) = project.goals.first() {
        let goal = project.goals.iter().map(|goal| normalized(&goal.text)).collect();
        texts.push((Part::Goal, goal, first.place.clone()));
    }
    for one in &project.indicators {
        let named = normalized(&format!("{}{}", one.level3.text, one.value.text));
        texts.push((Part::Indicator, named, one.value.place.with_text(one.value.text.as_str())));
        let described = one.description.place.with_text(one.description.text.as_str());
        texts.push((Part::Indicator, normalized(&one.description.text), described));
    }
    texts
}

/// The numbers of a text that a unit follows and four Chinese characters name.
fn told_in(text: &str) -> Vec<Told> {
    let mut told = Vec::new();
    let mut at = 0;
    while let Some(from) = text[at..].find(|c: char| c.is_ascii_digit()).map(|found| at + found) {
        let length = text[from..].find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len() - from);
        at = from + length;
        let (before, number, after) = (&text[..from], &text[from..at], &text[at..]);
        let Some(unit) = WORDS.told_units.iter().find(|unit| after.starts_with(unit.as_str())) else { continue };
        let rest = &after[unit.len()..];
        let goes_on = WORDS.unit_continuations.iter().any(|more| rest.starts_with(more.as_str()));
        if goes_on || rest.starts_with(['/', '／', '-', '~']) {
            continue;
        }
        if let Some(words) = naming(before) {
            told.push(Told { words, unit, number: number.to_owned() });
        }
    }
    told
}

/// The four Chinese characters before a number that say what it counts.
fn naming(before: &str) -> Option<String> {
    let mut before = before;
    while let Some(rest) = WORDS.number_fillers.iter().find_map(|filler| before.strip_suffix(filler.as_str())) {
        before = rest;
    }
    let mut words: Vec<char> = before.chars().rev().take(NAMING).collect();
    words.reverse();
    let is_han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    (words.len() == NAMING && words.iter().all(is_han)).then(|| words.into_iter().collect())
}

fn finding(project: &Project, told: &Told, other: &str, place: &Place, at: &Place) -> Finding {
    let Told { words, unit, number } = told;
    let message = format!("项目“{}”中“{words}{number}{unit}”，另一处写作{other}{unit}", project.name.text);
    Finding::new(RULE.code, Severity::Warning, place.clone(), message)
        .english(format!("\"{words}\" is told with {number} and with {other} {unit}"))
        .advise("核对实际数目，统一目标和指标")
        .values(format!("{other}{unit}"), format!("{number}{unit}"))
        .relate("另一处", "the other place", at.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_what_they_count() {
        let told = |text: &str| -> Vec<(String, &str, String)> {
            told_in(text).into_iter().map(|told| (told.words, told.unit, told.number)).collect()
        };
        assert_eq!(told("全年缴纳电费约27.5万元。"), [("缴纳电费".to_owned(), "万元", "27.5".to_owned())]);
        assert_eq!(told("组织业务培训≥200人次"), [("业务培训".to_owned(), "人次", "200".to_owned())]);
        assert!(told("培训20-30人,物业费5元/平方米,共3个月").is_empty());
    }
}
