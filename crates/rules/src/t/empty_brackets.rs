//! # T014 括号或引号内没有内容 (empty-brackets)
//!
//! ## 检查内容
//! 成对的括号、引号、书名号中间没有内容。
//!
//! ## 为何重要
//! 多是模板中的空没有填，或删改时忘了删括号。
//!
//! ## 依据
//! - GB/T 15834 标点符号用法
//!
//! ## 示例
//! “根据《》安排经费（ ）”。
//!
//! ## 如何更正
//! 填写内容，或删去括号。
//!
//! ## 例外
//! 同一段有两处以上空括号的（供勾选的选项）不检查。

use mingsuan_model::Severity;

use super::words::mended;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T014",
    name: "empty-brackets",
    title: "括号或引号内没有内容",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["GB/T 15834"],
    source: include_str!("empty_brackets.rs"),
    body: Body::Check(check),
};

/// Openers with their closers.
const PAIRS: [(char, char); 6] = [('（', '）'), ('(', ')'), ('“', '”'), ('《', '》'), ('【', '】'), ('〔', '〕')];

fn check(context: &Context<'_>, found: &mut Found) {
    for placed in context.texts() {
        found.compared();
        let mut pairs = empty_pairs(&placed.text);
        if let (Some((from, to)), None) = (pairs.next(), pairs.next()) {
            let pair = &placed.text[from..to];
            let finding = mended(&RULE, placed, (from, to), "", &format!("“{pair}”之内没有内容"));
            let written = finding.suggested.clone().unwrap_or_default();
            found.push(
                finding
                    .english("a pair of brackets is empty")
                    .advise(format!("填写内容；没有内容的，删去括号，改为“{written}”")),
            );
        }
    }
}

/// The byte ranges of pairs with nothing but blanks inside.
fn empty_pairs(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    text.char_indices().filter_map(|(at, opener)| {
        let (_, closer) = PAIRS.iter().find(|(left, _)| *left == opener)?;
        let inner = &text[at + opener.len_utf8()..];
        let rest = inner.trim_start();
        rest.starts_with(*closer).then(|| (at, text.len() - rest.len() + closer.len_utf8()))
    })
}
