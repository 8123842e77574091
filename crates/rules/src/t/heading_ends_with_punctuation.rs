//! # T004 标题以标点结尾 (heading-ends-with-punctuation)
//!
//! ## 检查内容
//! 带序号的标题末尾不应有逗号、分号、顿号或句号。
//!
//! ## 为何重要
//! 标题末尾的标点多是从清单或正文复制时带来的，说明没有校对。
//!
//! ## 依据
//! - GB/T 15834 标点符号用法
//!
//! ## 示例
//! 标题“（二）推进项目建设；”末尾的分号应删去。
//!
//! ## 如何更正
//! 删去标题末尾的标点。
//!
//! ## 例外
//! 冒号、问号、叹号不报。同级标题多数都带标点的，视为分项列举，不报。
//! 以逗号、顿号结尾而中间也有逗号、顿号的，视为断行的句子，不报。

use mingsuan_model::{Finding, Severity};

use super::numbering::{Numbered, numbered};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T004",
    name: "heading-ends-with-punctuation",
    title: "标题以标点结尾",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["GB/T 15834"],
    source: include_str!("heading_ends_with_punctuation.rs"),
    body: Body::Check(check),
};

const MARKS: [char; 7] = ['，', '；', '、', '。', ',', ';', '.'];

/// A heading is short; what is longer and ends with a mark is a sentence.
const LONGEST: usize = 30;

fn check(context: &Context<'_>, found: &mut Found) {
    let all: Vec<Numbered<'_>> =
        numbered(context.disclosure).into_iter().flatten().filter(|one| one.is_heading).collect();
    for (at, heading) in all.iter().enumerate() {
        found.compared();
        let text = heading.placed.text.trim();
        let bare = text.trim_end_matches(MARKS);
        let goes_on = text.ends_with(['，', '、', ',']) && bare.contains(['，', '、', ',']);
        let is_sentence = text.chars().count() > LONGEST || bare.contains(['。', '；', '：']);
        if bare.len() == text.len() || goes_on || is_sentence {
            continue;
        }
        let siblings = siblings(&all, at);
        let marked = siblings.iter().filter(|other| other.placed.text.trim().ends_with(MARKS)).count();
        if marked * 2 <= siblings.len() {
            found.push(finding(heading, bare));
        }
    }
}

/// The headings of the same row: the same level and style, with no higher heading between.
fn siblings<'a>(all: &'a [Numbered<'a>], at: usize) -> Vec<&'a Numbered<'a>> {
    let here = &all[at];
    let before = all[..at].iter().rev().take_while(|other| other.level >= here.level);
    let after = all[at..].iter().take_while(|other| other.level >= here.level);
    before.chain(after).filter(|other| other.level == here.level && other.style == here.style).collect()
}

fn finding(heading: &Numbered<'_>, bare: &str) -> Finding {
    let text = heading.placed.text.trim();
    let mark = &text[bare.len()..];
    let message = format!("标题“{text}”末尾有标点“{mark}”");
    let mut finding = Finding::new(RULE.code, Severity::Info, heading.placed.place.with_text(text), message)
        .english(format!("heading \"{text}\" ends with punctuation"))
        .advise(format!("删去末尾的“{mark}”"))
        .values(bare, text);
    finding.suggested = Some(bare.to_owned());
    finding
}
