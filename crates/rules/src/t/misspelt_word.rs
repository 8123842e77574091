//! # T016 用字有误 (misspelt-word)
//!
//! ## 检查内容
//! 常见的错字和不规范用词，如“帐户”（账户）、“布署”（部署）、“其它支出”（其他支出）、“截止2025年底”（截至2025年底）。
//!
//! ## 为何重要
//! 公开文件使用规范的文字；科目名称中的“其他”写作“其它”，与政府收支分类科目也不一致。
//!
//! ## 依据
//! - 《中华人民共和国国家通用语言文字法》第九条
//!
//! ## 示例
//! “截止2025年底，开设帐户2个”应为“截至2025年底，开设账户2个”。
//!
//! ## 如何更正
//! 按提示改正。
//!
//! ## 例外
//! 词表见 standards/wording.toml，只收在任何语境下都不规范的写法。

use mingsuan_model::Severity;

use super::words::{WORDS, mended};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T016",
    name: "misspelt-word",
    title: "用字有误",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["国家通用语言文字法第九条"],
    source: include_str!("misspelt_word.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let words: Vec<_> = WORDS.misspelt.iter().map(|word| (letters(&word.wrong), word)).collect();
    for placed in context.texts() {
        found.compared();
        let text = placed.text.as_str();
        let has = letters(text);
        let possible = words.iter().filter(|(needs, _)| has & needs == *needs);
        let hits = possible.filter_map(|(_, word)| Some((text.find(word.wrong.as_str())?, *word)));
        if let Some((at, word)) = hits.min_by_key(|(at, _)| *at) {
            let range = (at, at + word.wrong.len());
            let finding = mended(&RULE, placed, range, &word.right, &format!("“{}”应为“{}”", word.wrong, word.right));
            found.push(finding.english(format!("\"{}\" should be \"{}\"", word.wrong, word.right)));
        }
    }
}

/// The characters of a text, 128 kinds of them one bit each: a word is not in a text that lacks one of its bits.
fn letters(text: &str) -> u128 {
    text.chars().fold(0, |bits, c| bits | 1 << (u32::from(c) % 128))
}
