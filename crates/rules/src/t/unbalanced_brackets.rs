//! # T006 括号或引号不成对 (unbalanced-brackets)
//!
//! ## 检查内容
//! 正文段落和项目表文字中的括号、书名号、双引号应成对；同一对括号应同为全角或同为半角。
//!
//! ## 为何重要
//! 缺了一半的括号使读者分不清补充说明到哪里为止，金额说明中尤其容易误读。
//!
//! ## 依据
//! - GB/T 15834 标点符号用法
//!
//! ## 示例
//! “公务用车费3.00万元（其中购置费0.00万元；”缺右括号；“（含维修费)”左全右半。
//!
//! ## 如何更正
//! 补上缺少的一半；中文中统一用全角括号。
//!
//! ## 例外
//! “1)”“a)”一类序号、直引号和单引号不检查。没有句末标点的段落与下一段连起来看。同一句中只报一处。

use mingsuan_model::{Finding, Place, Placed, Severity};

use super::words::sentence;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};
use crate::texts::project_texts;

pub(crate) const RULE: Rule = Rule {
    code: "T006",
    name: "unbalanced-brackets",
    title: "括号或引号不成对",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["GB/T 15834"],
    source: include_str!("unbalanced_brackets.rs"),
    body: Body::Check(check),
};

/// Openers and closers by kind; the round ones come in two widths.
const PAIRS: [(&str, &str); 6] = [("（(", "）)"), ("《", "》"), ("“", "”"), ("【", "】"), ("〔", "〕"), ("「", "」")];

/// An opener that waits for its partner.
struct Open<'a> {
    kind: usize,
    sign: char,
    placed: &'a Placed,
    at: usize,
}

fn check(context: &Context<'_>, found: &mut Found) {
    let mut open = Vec::new();
    for section in &context.disclosure.sections {
        // Where lines were broken a heading may go on in the paragraph below it: only a full stop ends what is open.
        for placed in std::iter::once(&section.title).chain(&section.paragraphs) {
            read(placed, &mut open, found);
            if placed.text.trim_end().ends_with(['。', '；', '！', '？', ';']) {
                flush(&mut open, found);
            }
        }
    }
    flush(&mut open, found);
    for placed in project_texts(context.disclosure) {
        let mut open = Vec::new();
        read(placed, &mut open, found);
        flush(&mut open, found);
    }
}

fn read<'a>(placed: &'a Placed, open: &mut Vec<Open<'a>>, found: &mut Found) {
    let text = placed.text.as_str();
    let is_sign = |c: char| !c.is_ascii_alphanumeric() && !('\u{4e00}'..='\u{9fff}').contains(&c);
    for (at, sign) in text.char_indices().filter(|(_, c)| is_sign(*c)) {
        if let Some(kind) = PAIRS.iter().position(|(openers, _)| openers.contains(sign)) {
            open.push(Open { kind, sign, placed, at });
        } else if let Some(kind) = PAIRS.iter().position(|(_, closers)| closers.contains(sign)) {
            let Some(partner) = open.iter().rposition(|one| one.kind == kind) else {
                if !is_list_number(&text[..at]) {
                    found.compared();
                    report_alone(placed, at, sign, found);
                }
                continue;
            };
            found.compared();
            let partner_is_half = open[partner].sign.is_ascii();
            let unclosed = open.split_off(partner);
            for lost in unclosed.iter().skip(1) {
                report_alone(lost.placed, lost.at, lost.sign, found);
            }
            if partner_is_half != sign.is_ascii() {
                found.push(mixed(placed, unclosed[0].sign, at, sign));
            }
        }
    }
}

fn flush(open: &mut Vec<Open<'_>>, found: &mut Found) {
    for lost in open.drain(..) {
        found.compared();
        report_alone(lost.placed, lost.at, lost.sign, found);
    }
}

/// Whether a closer stands behind a list number: `1)`, `二）`, `a)`.
fn is_list_number(before: &str) -> bool {
    let number = |c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c);
    let rest = before.trim_end_matches(number);
    let begins = rest.is_empty() || rest.ends_with(['。', '；', '，', '：', '、', ' ', '\n', ':', ';', ',']);
    begins && before.len() > rest.len() && before[rest.len()..].chars().count() <= 3
}

/// Reports a sign without its partner, once a sentence.
fn report_alone(placed: &Placed, at: usize, sign: char, found: &mut Found) {
    let finding = alone(placed, at, sign);
    let place = |place: &Place| Place { offset: None, ..place.clone() };
    let again = found
        .findings
        .last()
        .is_some_and(|last| last.severity == Severity::Warning && place(&last.place) == place(&finding.place));
    if !again {
        found.push(finding);
    }
}

fn alone(placed: &Placed, at: usize, sign: char) -> Finding {
    let shown = sentence(&placed.text, at, at + sign.len_utf8());
    let mut place = placed.place.with_text(shown);
    place.offset = u32::try_from(placed.text[..at].chars().count()).ok();
    Finding::new(RULE.code, Severity::Warning, place, format!("“{shown}”中的“{sign}”没有另一半"))
        .english(format!("\"{sign}\" has no partner"))
        .advise("补上缺少的一半，或删去多余的一半")
}

fn mixed(placed: &Placed, opener: char, at: usize, closer: char) -> Finding {
    let shown = sentence(&placed.text, at, at + closer.len_utf8());
    let mut place = placed.place.with_text(shown);
    place.offset = u32::try_from(placed.text[..at].chars().count()).ok();
    let written = shown.replace('(', "（").replace(')', "）");
    let message = format!("“{shown}”中一对括号左为“{opener}”右为“{closer}”，全半角不一");
    let mut finding = Finding::new(RULE.code, Severity::Info, place, message)
        .english("a pair of brackets is of two widths")
        .advise("统一用全角括号");
    finding.suggested = Some(written);
    finding
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> (usize, usize) {
        let placed = Placed { text: text.to_owned(), ..Placed::default() };
        let (mut open, mut found) = (Vec::new(), Found::default());
        read(&placed, &mut open, &mut found);
        flush(&mut open, &mut found);
        let infos = found.findings.iter().filter(|f| f.severity == Severity::Info).count();
        (found.findings.len() - infos, infos)
    }

    #[test]
    fn pairs_are_matched() {
        for (text, expected) in [
            ("费用（含维修费）《办法》“三公”", (0, 0)),
            ("费用（含维修费)", (0, 1)),
            ("费用（含维修费", (1, 0)),
            ("费用含维修费）", (1, 0)),
            ("1)维修；2）养护", (0, 0)),
            ("《办法（试行》", (1, 0)),
        ] {
            assert_eq!(count(text), expected, "{text}");
        }
    }
}
