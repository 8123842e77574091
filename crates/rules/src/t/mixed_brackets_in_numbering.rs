//! # T003 同级序号括号全半角混用 (mixed-brackets-in-numbering)
//!
//! ## 检查内容
//! 全文同一种带括号的序号，如（一）（二）（三），括号应统一用全角或半角。
//!
//! ## 为何重要
//! 公文的第二层序号规定用“（一）”。混用影响观感，也使目录和程序识别不出同级标题。
//!
//! ## 依据
//! - GB/T 9704 党政机关公文格式
//!
//! ## 示例
//! 标题依次为“（一）总体要求”“(二)主要任务”“（三）保障措施”。
//!
//! ## 如何更正
//! 统一改为全角括号。
//!
//! ## 例外
//! 全文都用同一种括号的不报；（一）与（1）分别统计；最多列出五处。

use mingsuan_model::{Finding, Severity};

use super::numbering::{Numbered, Style, numbered};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T003",
    name: "mixed-brackets-in-numbering",
    title: "同级序号括号全半角混用",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["GB/T 9704"],
    source: include_str!("mixed_brackets_in_numbering.rs"),
    body: Body::Check(check),
};

/// More findings than this say the same again.
const MOST: usize = 5;

fn check(context: &Context<'_>, found: &mut Found) {
    let headings: Vec<Numbered<'_>> =
        numbered(context.disclosure).into_iter().flatten().filter(|numbered| numbered.is_heading).collect();
    for style in [Style::Bracket, Style::ArabicBracket] {
        let of_style = headings.iter().filter(|heading| heading.style == style);
        let (half, full): (Vec<_>, Vec<_>) = of_style.partition(|heading| is_half(heading));
        found.comparisons += half.len() + full.len();
        // The standard form is the full-width one, so the others are named even where they are more.
        if !full.is_empty() {
            found.findings.extend(half.iter().take(MOST).map(|heading| finding(heading)));
        }
    }
}

fn is_half(heading: &Numbered<'_>) -> bool {
    heading.placed.text.trim().starts_with('(')
}

fn finding(heading: &Numbered<'_>) -> Finding {
    let text = heading.placed.text.trim();
    let written = text.replacen('(', "（", 1).replacen(')', "）", 1);
    let message = format!("标题“{text}”的序号用半角括号，别的同类标题用全角括号");
    let mut finding = Finding::new(RULE.code, Severity::Info, heading.placed.place.with_text(text), message)
        .english(format!("the brackets of heading \"{text}\" differ in width from the others"))
        .advise(format!("改为“{written}”"))
        .values(written.clone(), text);
    finding.suggested = Some(written);
    finding
}
