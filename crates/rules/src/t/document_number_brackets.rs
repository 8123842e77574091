//! # T021 发文字号年份未用六角括号 (document-number-brackets)
//!
//! ## 检查内容
//! 发文字号中的年份用六角括号“〔〕”括入，不用“[]”“（）”“【】”。
//!
//! ## 为何重要
//! 发文字号是引用依据的标识，写法不规范影响检索和核对。
//!
//! ## 依据
//! - GB/T 9704 党政机关公文格式：年份用六角括号“〔〕”括入
//!
//! ## 示例
//! “财预[2016]143号”应为“财预〔2016〕143号”。
//!
//! ## 如何更正
//! 把括号改为“〔〕”。
//!
//! ## 例外
//! 合同、标准、判决书等不是发文字号的编号（括号前没有机关代字，或年份后不是“某号”的）不检查；同一段只报一次。

use mingsuan_model::Severity;

use super::words::mended;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T021",
    name: "document-number-brackets",
    title: "发文字号年份未用六角括号",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["GB/T 9704"],
    source: include_str!("document_number_brackets.rs"),
    body: Body::Check(check),
};

/// Openers as typed, with their closers.
const PAIRS: [(char, char); 8] =
    [('[', ']'), ('［', '］'), ('(', ')'), ('（', '）'), ('【', '】'), ('﹝', '﹞'), ('{', '}'), ('<', '>')];

fn check(context: &Context<'_>, found: &mut Found) {
    for placed in context.texts() {
        if !placed.text.contains('号') {
            continue;
        }
        found.compared();
        if let Some((from, to, year)) = first_number(&placed.text) {
            let written = format!("〔{year}〕");
            let printed = &placed.text[from..to];
            let wrong = format!("发文字号的年份“{printed}”应写作“{written}”");
            let finding = mended(&RULE, placed, (from, to), &written, &wrong);
            found.push(finding.english(format!("the year {printed} of a document number should be {written}")));
        }
    }
}

/// The first bracketed year of a document number: its bytes and the year.
fn first_number(text: &str) -> Option<(usize, usize, &str)> {
    text.char_indices().find_map(|(from, opener)| {
        let (_, closer) = PAIRS.iter().find(|(left, _)| *left == opener)?;
        let inner = &text[from + opener.len_utf8()..];
        let (year, behind) = inner.split_once(*closer)?;
        let year = year.trim();
        let is_year = year.len() == 4 && year.parse().is_ok_and(|year: u16| (1949..2100).contains(&year));
        let is_body = text[..from].ends_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let serial = behind.trim_start().trim_start_matches('第').trim_start();
        let rest = serial.trim_start_matches(|c: char| c.is_ascii_digit());
        // 合同（2026）12号文件 is not told from 财预（2016）12号; civil cases have a court before 号: （2026）京01民初12号.
        let is_numbered = rest.len() < serial.len() && rest.trim_start().starts_with('号');
        (is_year && is_body && is_numbered).then(|| (from, text.len() - behind.len(), year))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn document_numbers_are_told() {
        for (text, expected) in [
            ("财预[2016]143号", Some("2016")),
            ("《办法》（财预（2016）143号）", Some("2016")),
            ("财预〔2016〕143号", None),
            ("（2026）京01民初12号", None),
            ("某楼（2016）建成", None),
        ] {
            assert_eq!(first_number(text).map(|(.., year)| year), expected, "{text}");
        }
    }
}
