//! # D021 引用的表不存在 (reference-to-missing-table)
//!
//! ## 检查内容
//! 文字中“见表5”“详见附表12”所指的表，文件中应当有。
//!
//! ## 为何重要
//! 读者按指引找不到表：可能漏了表，也可能增删报表后没有改编号。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的内容应当完整
//!
//! ## 示例
//! 文中写“详见表12”，文件的报表只编到表11。
//!
//! ## 如何更正
//! 补上缺少的表，或更正编号。
//!
//! ## 例外
//! 文件中的表都没有编号的，不能检查；“见下表”等没有编号的不检查。

use std::collections::BTreeSet;

use mingsuan_model::text::normalized;
use mingsuan_model::{Finding, Placed, Severity};

use super::parts::texts;
use crate::context::Context;
use crate::phrases::{Phrases, phrases};
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "D021",
    name: "reference-to-missing-table",
    title: "引用的表不存在",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("reference_to_missing_table.rs"),
    body: Body::Check(check),
};

/// A longer text is no title of a table.
const TITLE_CHARACTERS: usize = 50;

fn check(context: &Context<'_>, found: &mut Found) {
    let titles = texts(context.disclosure).map(|text| text.text.as_str()).filter(|text| !text.contains('见'));
    let short = titles.filter(|text| text.chars().count() <= TITLE_CHARACTERS);
    let statements = context.disclosure.statements.iter().map(|statement| statement.title.as_str());
    let known: BTreeSet<u32> = short.chain(statements).flat_map(|title| numbers(&normalized(title))).collect();
    for text in texts(context.disclosure).filter(|text| text.text.contains('见')) {
        let words = normalized(&text.text);
        for number in references(&words) {
            if known.is_empty() {
                found.insufficient("文件中的表没有读到编号");
                return;
            }
            found.compared();
            if !known.contains(&number) {
                found.push(finding(text, number, known.last().copied().unwrap_or_default()));
            }
        }
    }
}

/// The numbers that a title gives a table: `表5`, `预算05表`.
fn numbers(title: &str) -> Vec<u32> {
    let sides = title.match_indices('表').map(|(at, sign)| {
        let before = title[..at].len() - title[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        [leading(&title[at + sign.len()..]), title[before..at].parse().ok()]
    });
    sides.flatten().flatten().filter(|number| (1..100).contains(number)).collect()
}

/// The tables that a text refers to: 见表5, 详见附表12, 见表1-3 (the first and the last).
fn references(text: &str) -> Vec<u32> {
    static TABLES: Phrases = phrases("D021", "tables");
    let mut found = Vec::new();
    for (at, word) in text.match_indices('见') {
        let rest = &text[at + word.len()..];
        let rest = TABLES.iter().find_map(|word| rest.strip_prefix(word));
        let Some(first) = rest.and_then(leading) else { continue };
        found.push(first);
        let behind = rest.unwrap_or_default().trim_start_matches(|c: char| c.is_ascii_digit());
        let to = behind.strip_prefix(['-', '—', '~', '至']).map(|rest| rest.trim_start_matches('表'));
        found.extend(to.and_then(leading).filter(|last| *last > first));
    }
    found.retain(|number| (1..100).contains(number));
    found
}

/// The number that a text begins with.
fn leading(text: &str) -> Option<u32> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    text[..digits].parse().ok()
}

fn finding(text: &Placed, number: u32, last: u32) -> Finding {
    let message = format!("文中写“见表{number}”，文件中没有表{number}（编号最大的是表{last}）");
    Finding::new(RULE.code, Severity::Warning, text.place.with_text(text.text.as_str()), message)
        .english(format!("table {number} is referred to and does not exist"))
        .advise("补上缺少的表，或更正编号")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_tables_are_read() {
        assert_eq!(numbers("表4:2026年财政拨款收支预算总表"), [4]);
        assert_eq!(numbers("预算05表一般公共预算支出表"), [5]);
        assert_eq!(references("收支情况(详见表1-3)见附表12,见下表"), [1, 3, 12]);
    }
}
