//! # T010 同一段文字出现两次 (repeated-paragraph)
//!
//! ## 检查内容
//! 同一段四十字以上的文字在说明中出现两次。
//!
//! ## 为何重要
//! 多是粘贴时重复或忘记改写：后一处本应写另一件事，读者看到的却是前一处的内容。
//!
//! ## 依据
//! - 《党政机关公文处理工作条例》（中办发〔2012〕14号）：文字精练、用语准确
//!
//! ## 示例
//! “（一）收入情况”和“（二）支出情况”之下是完全相同的一段话。
//!
//! ## 如何更正
//! 删去重复的一段，或改写为该处应写的内容。
//!
//! ## 例外
//! 四十字以内的短句、带金额的段落（全部支出和一般公共预算支出各说一遍是常例）、标题、项目表中的文字（由 P015 检查）不报。

use std::collections::HashMap;

use mingsuan_model::text::{normalized, without_numbering};
use mingsuan_model::{Finding, Placed, Severity};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T010",
    name: "repeated-paragraph",
    title: "同一段文字出现两次",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["中办发〔2012〕14号"],
    source: include_str!("repeated_paragraph.rs"),
    body: Body::Check(check),
};

/// Shorter paragraphs may well be said twice.
const SHORTEST_CHARACTERS: usize = 40;

/// So many characters of a paragraph are enough to know it by.
const SHOWN_CHARACTERS: usize = 20;

fn check(context: &Context<'_>, found: &mut Found) {
    let mut seen: HashMap<String, &Placed> = HashMap::new();
    for placed in context.disclosure.sections.iter().flat_map(|section| &section.paragraphs) {
        // Amounts are rightly told for all money and again for the general budget.
        let key = normalized(without_numbering(&placed.text).0);
        if key.chars().count() < SHORTEST_CHARACTERS || key.contains('元') {
            continue;
        }
        found.compared();
        match seen.get(&key) {
            Some(first) => found.push(repeated(first, placed)),
            None => drop(seen.insert(key, placed)),
        }
    }
}

fn repeated(first: &Placed, again: &Placed) -> Finding {
    let opening: String = again.text.chars().take(SHOWN_CHARACTERS).collect();
    let at = first.place.describe();
    let message = format!("“{opening}…”一段与{at}完全相同");
    Finding::new(RULE.code, Severity::Warning, again.place.with_text(again.text.as_str()), message)
        .english("the same paragraph stands twice")
        .advise("删去重复的一段，或改写为此处应写的内容")
        .relate("第一次出现", "first occurrence", first.place.with_text(first.text.as_str()))
}
