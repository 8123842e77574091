//! # T012 使用全角数字 (fullwidth-digits)
//!
//! ## 检查内容
//! 文字和指标值中的阿拉伯数字应当用半角。
//!
//! ## 为何重要
//! 全角数字检索不到、复制后不能计算，与其他数字的写法也不一致。
//!
//! ## 依据
//! - GB/T 15835 出版物上数字用法
//!
//! ## 示例
//! “建设３个站点”应为“建设3个站点”。
//!
//! ## 如何更正
//! 改为半角数字。
//!
//! ## 例外
//! 段首的序号不检查；同一段只报一次，建议中一并改正。

use mingsuan_model::{Finding, Placed, Severity};

use super::words::sentence;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T012",
    name: "fullwidth-digits",
    title: "使用全角数字",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["GB/T 15835"],
    source: include_str!("fullwidth_digits.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for placed in context.texts() {
        found.compared();
        let text = placed.text.as_str();
        let body = text.trim_start_matches(|c| is_wide(c) || matches!(c, '（' | '('));
        if let Some(at) = body.find(is_wide).map(|at| text.len() - body.len() + at) {
            found.push(finding(placed, at));
        }
    }
}

fn is_wide(c: char) -> bool {
    ('０'..='９').contains(&c)
}

/// Full-width digits, and a full-width point between them, made half-width.
fn narrowed(text: &str) -> String {
    let half = |c: char| char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c);
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_point = c == '．' && is_wide(before) && chars.peek().is_some_and(|next| is_wide(*next));
        out.push(if is_wide(c) || is_point { half(c) } else { c });
        before = c;
    }
    out
}

fn finding(placed: &Placed, at: usize) -> Finding {
    let digit = placed.text[at..].chars().next().map_or(0, char::len_utf8);
    let shown = sentence(&placed.text, at, at + digit);
    let written = narrowed(shown);
    let mut place = placed.place.with_text(shown);
    place.offset = u32::try_from(placed.text[..at].chars().count()).ok();
    let mut finding =
        Finding::new(RULE.code, Severity::Info, place, format!("“{shown}”中使用了全角数字，应为“{written}”"))
            .english("digits are full-width")
            .advise(format!("改为“{written}”"))
            .values(written.as_str(), shown);
    finding.suggested = Some(written);
    finding
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_become_narrow() {
        assert_eq!(narrowed("共１２．５万元．"), "共12.5万元．");
    }
}
