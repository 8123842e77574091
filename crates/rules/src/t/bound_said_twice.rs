//! # T018 数量界限重复或矛盾 (bound-said-twice)
//!
//! ## 检查内容
//! 同一个数量只用一个界限词：“不少于30次以上”“≥95%以上”是重复；“不超过5%以上”“≤3天以上”“不少于10次以内”是矛盾；“约20人左右”是重复。
//!
//! ## 为何重要
//! 界限是绩效考核的依据。重复的界限使人疑惑是否含本数，矛盾的界限无法考核。
//!
//! ## 依据
//! - 《党政机关公文处理工作条例》（中办发〔2012〕14号）：文字精练、用语准确
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）：指标值明确、可考核
//!
//! ## 示例
//! “培训不少于30次以上”应为“培训不少于30次”。
//!
//! ## 如何更正
//! 只留一个界限词；矛盾的，核对方向。
//!
//! ## 例外
//! 界限词与“以上”之间隔着标点或其他词语的，不检查。

use mingsuan_model::Severity;

use super::words::mended;
use crate::context::Context;
use crate::phrases::{Phrases, phrases};
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T018",
    name: "bound-said-twice",
    title: "数量界限重复或矛盾",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["中办发〔2012〕14号", "财预〔2021〕101号"],
    source: include_str!("bound_said_twice.rs"),
    body: Body::Check(check),
};

/// What a word says of the number beside it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bound {
    Least,
    Most,
    About,
}

/// Words before a number, and what they say of it.
static BEFORE: [(Phrases, Bound); 3] = [
    (phrases("T018", "least_before"), Bound::Least),
    (phrases("T018", "most_before"), Bound::Most),
    (phrases("T018", "about_before"), Bound::About),
];

/// Words behind a number.
static BEHIND: [(Phrases, Bound); 3] = [
    (phrases("T018", "least_behind"), Bound::Least),
    (phrases("T018", "most_behind"), Bound::Most),
    (phrases("T018", "about_behind"), Bound::About),
];

/// What may stand between the number and the second bound; other words (3名副高以上) have the bound to themselves.
static UNITS: Phrases = phrases("T018", "units");

/// A number with two bounds.
struct Twice {
    before: &'static str,
    behind: &'static str,
    /// The bytes of the second bound.
    range: (usize, usize),
    /// They say the same.
    is_repeated: bool,
}

fn check(context: &Context<'_>, found: &mut Found) {
    for placed in context.texts() {
        // All words behind a number hold one of these, and most texts hold neither.
        if !placed.text.contains('以') && !placed.text.contains("左右") {
            continue;
        }
        let mut bounded = words(&BEFORE).filter(|(word, _)| placed.text.contains(word)).peekable();
        if bounded.peek().is_none() {
            continue;
        }
        found.compared();
        let Some(twice) = bounded.filter_map(|one| first_twice(&placed.text, one)).min_by_key(|t| t.range) else {
            continue;
        };
        let Twice { before, behind, range, is_repeated } = twice;
        let fault = if is_repeated { "重复" } else { "矛盾" };
        let mut finding = mended(&RULE, placed, range, "", &format!("“{before}”与“{behind}”{fault}"))
            .english(format!("\"{before}\" and \"{behind}\" both bound one number"));
        if is_repeated {
            finding.severity = Severity::Info;
        } else {
            finding = finding.advise("核对界限的方向，只留一个界限词");
            finding.suggested = None;
        }
        found.push(finding);
    }
}

/// The words of some lists, each with what it says.
fn words(lists: &'static [(Phrases, Bound)]) -> impl Iterator<Item = (&'static str, Bound)> {
    lists.iter().flat_map(|(words, bound)| words.iter().map(|word| (*word, *bound)))
}

/// The first number with the bound before it and another one behind.
fn first_twice(text: &str, (before, bound): (&'static str, Bound)) -> Option<Twice> {
    text.match_indices(before).find_map(|(at, word)| {
        let rest = &text[at + word.len()..];
        let number = rest.trim_start();
        let unit = number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        if unit.len() == number.len() {
            return None;
        }
        let (skipped, (behind, other)) = std::iter::once(&"").chain(UNITS.iter()).find_map(|name| {
            let rest = unit.strip_prefix(name)?.trim_start();
            words(&BEHIND).find(|(word, _)| rest.starts_with(word)).map(|behind| (unit.len() - rest.len(), behind))
        })?;
        let from = text.len() - unit.len() + skipped;
        let is_repeated = bound == other || bound == Bound::About && other != Bound::About;
        let is_judged = other == Bound::About || bound != Bound::About;
        is_judged.then_some(Twice { before, behind, range: (from, from + behind.len()), is_repeated })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_bounds_on_one_number_are_found() {
        let twice = |text: &str| {
            words(&BEFORE).find_map(|one| first_twice(text, one)).map(|twice| (twice.behind, twice.is_repeated))
        };
        for (text, expected) in [
            ("培训不少于30次以上", Some(("以上", true))),
            ("≥95%以上", Some(("以上", true))),
            ("超支不超过5%以上", Some(("以上", false))),
            ("参加约20人左右", Some(("左右", true))),
            ("不少于3名副高及以上人员", None),
            ("不少于30次，合格率95%以上", None),
            ("95%以上", None),
        ] {
            assert_eq!(twice(text), expected, "{text}");
        }
    }
}
