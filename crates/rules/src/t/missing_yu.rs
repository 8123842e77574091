//! # T002 “不少”“不低”等后缺“于” (missing-yu)
//!
//! ## 检查内容
//! “不少”“不低”“不高”“不大”等与数字连用时，后面应有“于”；“不超”后应有“过”。
//!
//! ## 为何重要
//! 缺字的句子读不通，出现在绩效目标中还会使目标值产生歧义。
//!
//! ## 依据
//! - 《党政机关公文处理工作条例》（中办发〔2012〕14号）：文字精练、用语准确
//! - 《中华人民共和国国家通用语言文字法》第九条
//!
//! ## 示例
//! “全年走访不少60户”应为“全年走访不少于60户”。
//!
//! ## 如何更正
//! 按提示补上缺少的字。
//!
//! ## 例外
//! “不少2024年毕业的学生”一类后跟年份的，“不少”意为许多，不报。

use mingsuan_model::{Finding, Placed, Severity};

use super::words::{WORDS, sentence};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T002",
    name: "missing-yu",
    title: "“不少”“不低”等后缺“于”",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["国家通用语言文字法第九条", "中办发〔2012〕14号"],
    source: include_str!("missing_yu.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for placed in context.texts() {
        // All these words begin with 不, and a search for one sign is quick.
        if !placed.text.contains('不') || !WORDS.bounds.iter().any(|bound| placed.text.contains(&bound.word)) {
            continue;
        }
        found.compared();
        if let Some(finding) = finding(placed) {
            found.push(finding);
        }
    }
}

/// The first word without its 于, by place in the text: its bytes, and the word as it should be.
fn first_without(text: &str) -> Option<(usize, usize, &'static str)> {
    let all = WORDS.bounds.iter().flat_map(|bound| {
        let hits = text.match_indices(bound.word.as_str());
        hits.filter(|(at, word)| begins_with_number(&text[at + word.len()..]))
            .map(|(at, word)| (at, at + word.len(), bound.full.as_str()))
    });
    all.min_by_key(|(at, ..)| *at)
}

/// Whether a number, but not a year, follows.
fn begins_with_number(rest: &str) -> bool {
    let rest = rest.trim_start();
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let is_year = digits.len() == 4 && rest[digits.len()..].starts_with('年');
    !digits.is_empty() && !is_year
}

fn finding(placed: &Placed) -> Option<Finding> {
    let (from, to, full) = first_without(&placed.text)?;
    let printed = sentence(&placed.text, from, to);
    let mut written = printed.to_owned();
    while let Some((from, to, full)) = first_without(&written) {
        written.replace_range(from..to, full);
    }
    let word = &placed.text[from..to];
    let mut place = placed.place.with_text(printed);
    place.offset = u32::try_from(placed.text[..from].chars().count()).ok();
    let mut finding =
        Finding::new(RULE.code, Severity::Warning, place, format!("“{printed}”中“{word}”后缺字，应为“{full}”"))
            .english(format!("\"{word}\" before a number should be \"{full}\""))
            .advise(format!("改为“{written}”"))
            .values(full, word);
    finding.suggested = Some(written);
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_is_mended() {
        let placed = |text: &str| Placed { text: text.to_owned(), ..Placed::default() };
        let finding = finding(&placed("全面走访。走访不少60户，差错不超2%。")).and_then(|f| f.suggested);
        assert_eq!(finding.as_deref(), Some("走访不少于60户，差错不超过2%"));
        for text in ["不少于60户", "不少2024年毕业的学生", "不少企业", "不超过5%"] {
            assert!(super::finding(&placed(text)).is_none(), "{text}");
        }
    }
}
