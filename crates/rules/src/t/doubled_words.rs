//! # T005 词语或标点重复 (doubled-words)
//!
//! ## 检查内容
//! 同一短语紧接着出现两次（如“的的”“进行进行”），或标点连用两个（如“，，”“。。”“，。”）。
//!
//! ## 为何重要
//! 多是粘贴或修改时留下的痕迹，影响文件的严肃性。
//!
//! ## 依据
//! - GB/T 15834 标点符号用法
//! - 《党政机关公文处理工作条例》（中办发〔2012〕14号）：文字精练、用语准确
//!
//! ## 示例
//! “加强加强道路养护，，确保畅通”。
//!
//! ## 如何更正
//! 删去重复的词语或标点。
//!
//! ## 例外
//! “人员人员经费”一类前后两个词各有其义的，“层层”“一步一步”等叠用，不报；两字词只查 standards/wording.toml 所列。

use mingsuan_model::{Finding, Placed, Severity};

use super::words::{WORDS, sentence};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T005",
    name: "doubled-words",
    title: "词语或标点重复",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["GB/T 15834", "中办发〔2012〕14号"],
    source: include_str!("doubled_words.rs"),
    body: Body::Check(check),
};

/// The longest phrase looked for, in characters.
const LONGEST: usize = 8;

fn check(context: &Context<'_>, found: &mut Found) {
    for placed in context.texts() {
        found.compared();
        if let Some((at, double, single)) = doubled(&placed.text) {
            found.push(finding(placed, at, &double, &single));
        }
    }
}

/// The first double in a text: its byte, itself, and what should stand instead.
fn doubled(text: &str) -> Option<(usize, String, String)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    (0..chars.len().saturating_sub(1)).find_map(|at| marks_at(&chars, at).or_else(|| phrase_at(text, &chars, at)))
}

/// Two marks in a row that never stand so.
fn marks_at(chars: &[(usize, char)], at: usize) -> Option<(usize, String, String)> {
    let (first, second) = (chars[at].1, chars[at + 1].1);
    if is_han(first) || is_han(second) {
        return None;
    }
    let double: String = [first, second].into_iter().collect();
    let kept = kept_mark(&double);
    WORDS.doubled_punctuation.contains(&double).then_some((chars[at].0, double, kept))
}

/// Of two marks the one that ends more is kept.
fn kept_mark(double: &str) -> String {
    let strongest = ['。', '；', '：', '，', '、'].into_iter().find(|mark| double.contains(*mark));
    strongest.map_or_else(String::new, String::from)
}

fn is_allowed(from: &str) -> bool {
    WORDS.allowed_doubles.iter().any(|word| from.starts_with(word.as_str()))
}

/// A phrase of Chinese characters that stands twice in a row from here, the longest first: a long one unless it is an
/// allowed compound, a short one only if it is never doubled.
fn phrase_at(text: &str, chars: &[(usize, char)], at: usize) -> Option<(usize, String, String)> {
    let longest = LONGEST.min((chars.len() - at) / 2);
    let length = (1..=longest).rev().find(|length| is_twice(chars, at, *length))?;
    let single: String = chars[at..at + length].iter().map(|(_, c)| *c).collect();
    let varied = chars[at + 1..at + length].iter().any(|(_, c)| *c != chars[at].1);
    let long = length >= WORDS.shortest_phrase && varied && !WORDS.allowed_phrases.contains(&single);
    let short = WORDS.never_doubled.contains(&single) && !is_allowed(&text[chars[at].0..]);
    (long || short).then(|| (chars[at].0, single.repeat(2), single))
}

fn is_twice(chars: &[(usize, char)], at: usize, length: usize) -> bool {
    (at..at + length).all(|i| chars[i].1 == chars[i + length].1 && is_han(chars[i].1))
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn finding(placed: &Placed, at: usize, double: &str, single: &str) -> Finding {
    let shown = sentence(&placed.text, at, at + double.len());
    let written = shown.replacen(double, single, 1);
    let mut place = placed.place.with_text(shown);
    place.offset = u32::try_from(placed.text[..at].chars().count()).ok();
    let mut finding = Finding::new(RULE.code, Severity::Info, place, format!("“{double}”重复，应为“{single}”"))
        .english(format!("\"{double}\" should be \"{single}\""))
        .advise("删去重复的词语或标点")
        .values(single, double);
    finding.suggested = Some(written);
    finding
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_are_found_and_compounds_left_alone() {
        for (text, double) in [
            ("加强加强道路养护", Some("加强加强")),
            ("确保畅通，，安全", Some("，，")),
            ("道路养护道路养护工程", Some("道路养护道路养护")),
            ("人员人员经费", None),
            ("绩效指标指标值", None),
            ("的的确确", None),
            ("层层落实，人人参与", None),
            ("某某某某某某局", None),
            ("企业业务，全市市级", None),
        ] {
            assert_eq!(doubled(text).map(|(_, double, _)| double).as_deref(), double, "{text}");
        }
    }
}
