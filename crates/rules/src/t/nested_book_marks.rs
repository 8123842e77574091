//! # T024 书名号之内又用双书名号 (nested-book-marks)
//!
//! ## 检查内容
//! 书名号里面还要用书名号时，外面用“《》”，里面用“〈〉”。
//!
//! ## 为何重要
//! 两层都用“《》”，读者和程序分不清文件名到哪里为止。
//!
//! ## 依据
//! - GB/T 15834 标点符号用法：书名号中还需要书名号时，里面一层用单书名号
//!
//! ## 示例
//! “《关于印发《某办法》的通知》”应为“《关于印发〈某办法〉的通知》”。
//!
//! ## 如何更正
//! 把里面一层改为“〈〉”。
//!
//! ## 例外
//! 书名号不成对的由 T006 检查。

use mingsuan_model::Severity;

use super::words::mended;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T024",
    name: "nested-book-marks",
    title: "书名号之内又用双书名号",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["GB/T 15834"],
    source: include_str!("nested_book_marks.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for placed in context.texts() {
        if !placed.text.contains('《') {
            continue;
        }
        found.compared();
        if let Some((from, to)) = first_inner(&placed.text) {
            let printed = &placed.text[from..to];
            let written = printed.replace('《', "〈").replace('》', "〉");
            let wrong = format!("书名号之内的“{printed}”应写作“{written}”");
            let finding = mended(&RULE, placed, (from, to), &written, &wrong);
            found.push(finding.english("book title marks within book title marks should be single"));
        }
    }
}

/// The bytes of the first pair that stands within another, itself without a third.
fn first_inner(text: &str) -> Option<(usize, usize)> {
    let mut open: Vec<usize> = Vec::new();
    let mut inner = None;
    for (at, c) in text.char_indices() {
        match c {
            '《' => open.push(at),
            '》' => match (open.pop(), open.len()) {
                (Some(from), 1) => inner = inner.or(Some((from, at + c.len_utf8()))),
                // The outer pair closes, so that the inner one was meant.
                (Some(_), 0) if inner.is_some() => return inner,
                _ => {}
            },
            '。' | '；' => {
                open.clear();
                inner = None;
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inner_marks_are_found_only_in_whole_pairs() {
        let inner = |text: &str| first_inner(text).map(|(from, to)| text[from..to].to_owned());
        assert_eq!(inner("根据《关于印发《某办法》的通知》安排").as_deref(), Some("《某办法》"));
        for text in ["《某法》《某办法》", "《关于印发《某办法》的通知", "《关于印发〈某办法〉的通知》"]
        {
            assert_eq!(inner(text), None, "{text}");
        }
    }
}
