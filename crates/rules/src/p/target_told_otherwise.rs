//! # P050 文字中的目标值前后不一致 (target-told-otherwise)
//!
//! ## 检查内容
//! 文字中的比率目标（如“办结率不低于90%”），与文中别处、与项目绩效指标中的同一指标比较，方向相同而数值不同的指出；办结率、满意度一类的比率大于100%的，也指出。
//!
//! ## 为何重要
//! 同一目标写成两个数，年末无法判断是否完成，也说明文字和指标表不是同时更新的。
//!
//! ## 依据
//! - 《中共中央 国务院关于全面实施预算绩效管理的意见》（中发〔2018〕34号）：部门整体绩效与项目绩效相衔接
//! - 《中央部门预算绩效目标管理办法》（财预〔2015〕88号）：绩效指标应当明确、可衡量
//!
//! ## 示例
//! 总体目标写“信访件办结率不低于90%”，职责绩效目标写“办结信访件的办结率不低于95%”。
//!
//! ## 如何更正
//! 核对后统一；口径不同的，在名称中写明。
//!
//! ## 例外
//! 与项目指标用字不同的不比较，文字两处之间多出两个字以上的不比较，用字少于四个的（如“满意度”）和各项目都有的名称不比较；一处为下限、一处为上限的不比较；只有部分与总体之比才不会大于100%。名称有长有短，文字中的每个目标要与全部目标一一比较，项目很多时比其他规则费时。用语见 standards/indicators.toml。

use std::collections::BTreeSet;

use mingsuan_model::text::normalized;
use mingsuan_model::{Decimal, Finding, Place, Severity};

use super::words::{WORDS, is_one_of, is_part_rate, is_rate};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P050",
    name: "target-told-otherwise",
    title: "文字中的目标值前后不一致",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["中发〔2018〕34号", "财预〔2015〕88号"],
    source: include_str!("target_told_otherwise.rs"),
    body: Body::Check(check),
};

/// Names with fewer different characters are those of many targets.
const LEAST: usize = 4;

/// A rate that is to be reached.
struct Target {
    name: String,
    letters: BTreeSet<char>,
    number: Decimal,
    is_most: bool,
    place: Place,
    is_text: bool,
}

fn check(context: &Context<'_>, found: &mut Found) {
    let mut targets: Vec<Target> = Vec::new();
    for text in context.texts().iter().filter(|text| text.text.contains('%')) {
        in_text(&text.text, &text.place, &mut targets);
    }
    for target in &targets {
        if is_part_rate(&target.name) && target.number.millionths() > 100_000_000 {
            let message = format!("“{}”的目标为{}%，比率不会大于100%", target.name, target.number);
            found.push(finding(target, message));
        }
    }
    of_projects(context, &mut targets);
    compare(&targets, found);
}

/// The rates that a text bounds: `办结率不低于90%`.
fn in_text(text: &str, place: &Place, targets: &mut Vec<Target>) {
    for clause in text.split(['，', '。', '；', '、', '\n']).filter(|clause| clause.contains('%')) {
        let words = normalized(clause);
        let Some((before, _)) = words.split_once('%') else { continue };
        let digits = before.len() - before.bytes().rev().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
        let Some(number) = Decimal::parse(&before[digits..]) else { continue };
        let bound = WORDS.target_bounds.iter().find(|(word, _)| before[..digits].ends_with(word.as_str()));
        let Some((word, is_most)) = bound else { continue };
        let mut name = before[..digits - word.len()].trim_end_matches(['为', '应', '需', '要', '均']);
        while let Some(rest) = WORDS.target_fillers.iter().find_map(|filler| name.strip_prefix(filler.as_str())) {
            name = rest;
        }
        if is_rate(name) || *is_most {
            targets.push(target(name, number, *is_most, place.with_text(clause.trim()), true));
        }
    }
}

/// The rates of the projects' indicators, by name and by description.
fn of_projects(context: &Context<'_>, targets: &mut Vec<Target>) {
    for indicator in context.disclosure.projects.iter().flat_map(|project| &project.indicators) {
        let value = normalized(&indicator.value.text);
        let is_most = value.starts_with(['≤', '≦', '<']);
        let bare = value.trim_start_matches(['≥', '≧', '>', '≤', '≦', '<', '=']);
        let Some(number) = bare.strip_suffix('%').and_then(Decimal::parse) else { continue };
        for name in [&indicator.level3.text, &indicator.description.text] {
            let name = normalized(name);
            if is_rate(&name) && !is_one_of(&name, &WORDS.generic_names) {
                targets.push(target(&name, number, is_most, indicator.value.place.clone(), false));
            }
        }
    }
}

fn target(name: &str, number: Decimal, is_most: bool, place: Place, is_text: bool) -> Target {
    let letters = name.chars().filter(|c| c.is_alphabetic() && !"的了对和与及".contains(*c)).collect();
    Target { name: name.to_owned(), letters, number, is_most, place, is_text }
}

/// Each target of the text with the others that are called as it is: wrong where none of them agrees.
fn compare(targets: &[Target], found: &mut Found) {
    for (at, told) in targets.iter().enumerate().filter(|(_, target)| target.is_text) {
        let others: Vec<&Target> = targets
            .iter()
            .enumerate()
            .filter(|(i, other)| *i != at && is_same(told, other))
            .map(|(_, other)| other)
            .collect();
        if others.is_empty() {
            continue;
        }
        found.compared();
        let same = |other: &&Target| other.number.millionths() == told.number.millionths();
        // Of two places in the text the later one says what differs.
        let Some(other) =
            others.iter().find(|other| !other.is_text || targets[..at].iter().any(|t| std::ptr::eq(t, **other)))
        else {
            continue;
        };
        if !others.iter().any(same) {
            let message = format!("“{}”的目标为{}%，而“{}”为{}%", told.name, told.number, other.name, other.number);
            found.push(finding(told, message).relate("另一处", "the other place", other.place.clone()));
        }
    }
}

/// Whether two targets are of one thing. An indicator is called as it is told; in the text itself a word may be added
/// (化解信访率, 信访案件化解率).
fn is_same(a: &Target, b: &Target) -> bool {
    let (short, long) = if a.letters.len() <= b.letters.len() { (a, b) } else { (b, a) };
    let spare = if a.is_text && b.is_text { 2 } else { 0 };
    a.is_most == b.is_most
        && short.letters.len() >= LEAST
        && long.letters.len() <= short.letters.len() + spare
        && short.letters.is_subset(&long.letters)
}

fn finding(target: &Target, message: String) -> Finding {
    Finding::new(RULE.code, Severity::Warning, target.place.clone(), message)
        .english("the target is another one elsewhere, or beyond the whole")
        .advise("核对后统一目标值；口径不同的，在名称中写明")
}
