//! # T026 中文引号使用直引号 (straight-quotes)
//!
//! ## 检查内容
//! 中文词语的引号应当用“”，不用英文直引号 "" 或 ＂＂。
//!
//! ## 为何重要
//! 直引号分不清左右，同一文件两种写法混用，检索“三公”经费时也会漏掉一部分。
//!
//! ## 依据
//! - GB/T 15834 标点符号用法
//!
//! ## 示例
//! “"三公"经费”应为“三公”经费。
//!
//! ## 如何更正
//! 改为中文引号。
//!
//! ## 例外
//! 引号内没有汉字的（英寸、代码、英文）不检查；一段中直引号不成对的，不检查；全文只报一次，其余各处附列。

use mingsuan_model::{Finding, Placed, Severity};

use super::words::mended;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T026",
    name: "straight-quotes",
    title: "中文引号使用直引号",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["GB/T 15834"],
    source: include_str!("straight_quotes.rs"),
    body: Body::Check(check),
};

const STRAIGHT: [char; 2] = ['"', '＂'];

/// A longer text between two signs is not one that they quote.
const LONGEST: usize = 40;

/// So many other places are named.
const MOST_RELATED: usize = 20;

fn check(context: &Context<'_>, found: &mut Found) {
    let mut first: Option<(&Placed, (usize, usize))> = None;
    let mut others: Vec<&Placed> = Vec::new();
    for placed in context.texts() {
        if ['"', '＂', '“'].iter().all(|sign| !placed.text.contains(*sign)) {
            continue;
        }
        found.compared();
        match first_pair(&placed.text) {
            Some(pair) if first.is_none() => first = Some((placed, pair)),
            Some(_) => others.push(placed),
            None => {}
        }
    }
    if let Some((placed, range)) = first {
        found.push(finding(placed, range, &others));
    }
}

fn finding(placed: &Placed, range: (usize, usize), others: &[&Placed]) -> Finding {
    let printed = &placed.text[range.0..range.1];
    let written = format!("“{}”", printed.trim_matches(STRAIGHT));
    let again = if others.is_empty() { String::new() } else { format!("，另有{}处", others.len()) };
    let finding = mended(&RULE, placed, range, &written, &format!("{printed}用了直引号{again}"))
        .english(format!("straight quotes stand around Chinese words in {} place(s)", others.len() + 1));
    others.iter().take(MOST_RELATED).fold(finding, |finding, other| {
        finding.relate("同样写法", "written the same way", other.place.with_text(other.text.as_str()))
    })
}

/// The bytes of the first pair of straight quotes around Chinese words; all of the text's must be in pairs.
fn first_pair(text: &str) -> Option<(usize, usize)> {
    let signs: Vec<(usize, &str)> = text.match_indices(STRAIGHT).collect();
    if !signs.len().is_multiple_of(2) {
        return None;
    }
    signs.chunks_exact(2).find_map(|pair| {
        let ((from, opener), (at, closer)) = (pair[0], pair[1]);
        let inner = &text[from + opener.len()..at];
        let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        let is_quoted = inner.contains(is_han) && inner.chars().count() <= LONGEST && !inner.contains(['。', '；']);
        is_quoted.then_some((from, at + closer.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_around_chinese_words_are_found() {
        let pair = |text: &str| first_pair(text).map(|(from, to)| text[from..to].to_owned());
        assert_eq!(pair("安排\"三公\"经费").as_deref(), Some("\"三公\""));
        for text in ["购置27\"显示器2台", "安排“三公”经费", "代码\"ABC\"", "\"三公\"经费和27\"显示器"]
        {
            assert_eq!(pair(text), None, "{text}");
        }
    }
}
