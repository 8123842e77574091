//! # T009 中文之间使用半角标点 (halfwidth-punctuation)
//!
//! ## 检查内容
//! 两个汉字之间的逗号、分号、冒号、问号、叹号应当用全角。
//!
//! ## 为何重要
//! 全半角混用影响版面整齐，也使按标点断句的检索和机器阅读出错。
//!
//! ## 依据
//! - GB/T 15834 标点符号用法
//!
//! ## 示例
//! “加强管理,确保安全”应为“加强管理，确保安全”。
//!
//! ## 如何更正
//! 把半角标点改为全角。
//!
//! ## 例外
//! 数字、字母旁的半角标点，汉字之间的小数点（如“人.月”）不检查；同一段只报一次，建议中一并改正。

use mingsuan_model::{Finding, Placed, Severity};

use super::words::sentence;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T009",
    name: "halfwidth-punctuation",
    title: "中文之间使用半角标点",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["GB/T 15834"],
    source: include_str!("halfwidth_punctuation.rs"),
    body: Body::Check(check),
};

/// Half-width marks and what stands for them between Chinese characters.
const MARKS: [(char, char); 5] = [(',', '，'), (';', '；'), (':', '：'), ('?', '？'), ('!', '！')];

fn check(context: &Context<'_>, found: &mut Found) {
    for placed in context.texts() {
        found.compared();
        if let Some(at) = slips(&placed.text).next() {
            found.push(finding(placed, at));
        }
    }
}

/// The bytes of the half-width marks between two Chinese characters.
fn slips(text: &str) -> impl Iterator<Item = usize> + '_ {
    let candidates = text.char_indices().filter(|(_, c)| MARKS.iter().any(|(half, _)| half == c));
    candidates.filter(|(at, _)| is_between_han(text, *at)).map(|(at, _)| at)
}

fn is_between_han(text: &str, at: usize) -> bool {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    text[..at].chars().next_back().is_some_and(is_han) && text[at + 1..].chars().next().is_some_and(is_han)
}

fn widened(text: &str) -> String {
    let full = |c: char| MARKS.iter().find(|(half, _)| *half == c).map_or(c, |(_, full)| *full);
    text.char_indices().map(|(at, c)| if c.is_ascii() && is_between_han(text, at) { full(c) } else { c }).collect()
}

fn finding(placed: &Placed, at: usize) -> Finding {
    let shown = sentence(&placed.text, at, at + 1);
    let written = widened(shown);
    let mark = &placed.text[at..=at];
    let mut place = placed.place.with_text(shown);
    place.offset = u32::try_from(placed.text[..at].chars().count()).ok();
    let mut finding = Finding::new(
        RULE.code,
        Severity::Info,
        place,
        format!("“{shown}”中汉字之间用了半角标点“{mark}”，应为“{}”", widened_mark(mark)),
    )
    .english(format!("a half-width \"{mark}\" between Chinese characters"))
    .advise(format!("改为“{written}”"))
    .values(widened_mark(mark), mark);
    finding.suggested = Some(written);
    finding
}

fn widened_mark(mark: &str) -> String {
    mark.chars().map(|c| MARKS.iter().find(|(half, _)| *half == c).map_or(c, |(_, full)| *full)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_marks_between_chinese_characters_are_widened() {
        assert_eq!(widened("加强管理,确保3,000人安全;达标A:B"), "加强管理，确保3,000人安全；达标A:B");
        assert_eq!(slips("共3,000人.月").count(), 0);
    }
}
