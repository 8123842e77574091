//! # T007 序号跳号或重号 (numbering-broken)
//!
//! ## 检查内容
//! 同级标题的序号应连续，不应跳号（一、二、四）或重号（1、2、2）。
//!
//! ## 为何重要
//! 序号断开，可能是少了一部分内容，也可能是删改后没有重新编号；引用“第三部分”时会指错地方。
//!
//! ## 依据
//! - GB/T 9704 党政机关公文格式
//!
//! ## 示例
//! 标题依次为“一、单位职责”“二、收支说明”“四、名词解释”。
//!
//! ## 如何更正
//! 核对是否缺少内容，然后重新编号。
//!
//! ## 例外
//! 一行序号从几开始不查；正文中的分条列举只作参照，本身不报；缺少的序号写在段落中间的，不报。标题文字相同的重号视为续页，不报。
//! 八处以上，或四处以上且超过四分之一的序号断开时，视为文字没有按原来的顺序读出，不予判断。

use mingsuan_model::text::{normalized, without_numbering};
use mingsuan_model::{Finding, Severity};

use super::numbering::{Numbered, Rows, Step, Style, is_row_of_a_statement, numbered, style_of};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T007",
    name: "numbering-broken",
    title: "序号跳号或重号",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["GB/T 9704"],
    source: include_str!("numbering_broken.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let mut rows = Rows::default();
    for one in numbered(context.disclosure) {
        let next = match one {
            Ok(next) => next,
            Err(level) => {
                rows.close(level);
                continue;
            }
        };
        let last = rows.last_of(next.style);
        let step = rows.push(next);
        let Some(last) = last.filter(|last| last.is_heading && next.is_heading) else { continue };
        found.compared();
        let title = |one: &Numbered<'_>| normalized(without_numbering(&one.placed.text).0);
        let inline = matches!(step, Step::Broken { expected } if stands_inside(context, next.style, expected));
        if step != Step::InOrder && !inline && title(&last) != title(&next) {
            found.push(finding(&next, &last, step));
        }
    }
    let broken = found.findings.len();
    if broken >= TOO_MANY || broken >= MANY && broken * 4 > found.comparisons {
        *found = Found::default();
        found.insufficient("标题序号多处断开，疑为文字没有按原来的顺序读出");
    }
}

/// Whether the missing number stands inside a paragraph (`1.…；2.…；` with 3. on a line of its own).
fn stands_inside(context: &Context<'_>, style: Style, number: u32) -> bool {
    let words: Vec<char> = "零一二三四五六七八九十".chars().collect();
    let word = usize::try_from(number).ok().and_then(|n| words.get(n)).copied().unwrap_or('百');
    let marker = match style {
        Style::Part => format!("第{word}部分"),
        Style::Comma => format!("{word}、"),
        Style::Bracket => format!("({word})"),
        Style::ArabicComma => format!("{number}、"),
        Style::ArabicPoint => format!("{number}."),
        Style::ArabicBracket => format!("({number})"),
    };
    let behind = [";", "。", ","].map(|end| format!("{end}{marker}"));
    let sections = context.disclosure.sections.iter();
    let mut texts = sections.flat_map(|section| std::iter::once(&section.title).chain(&section.paragraphs));
    texts.any(|placed| {
        // A heading that is also the name of a class was not counted, for it may be a row of a statement.
        let is_uncounted = style_of(placed.text.trim()) == Some((style, number)) && is_row_of_a_statement(&placed.text);
        let text = normalized(&placed.text);
        is_uncounted || behind.iter().any(|marker| text.contains(marker.as_str()))
    })
}

/// When so many rows are broken, and they are more than a quarter, the text was not read in its order.
const MANY: usize = 4;
/// So many broken rows no author leaves in one document.
const TOO_MANY: usize = 8;

fn finding(next: &Numbered<'_>, last: &Numbered<'_>, step: Step) -> Finding {
    let (text, before) = (next.placed.text.trim(), last.placed.text.trim());
    let message = match step {
        Step::Broken { expected } => {
            format!("标题“{text}”的序号为{}，前一个同级标题为“{before}”，应为{expected}", next.number)
        }
        _ => format!("标题“{text}”与前一个同级标题“{before}”序号重复"),
    };
    let mut finding = Finding::new(RULE.code, Severity::Warning, next.placed.place.with_text(text), message)
        .english(format!("the number of heading \"{text}\" does not follow that of \"{before}\""))
        .advise("核对是否缺少内容，然后重新编号")
        .values((last.number + 1).to_string(), next.number.to_string())
        .relate("前一个同级标题", "heading before it on this level", last.placed.place.with_text(before));
    finding.suggested = renumbered(text, last.number + 1);
    finding
}

/// A heading with another number in the digits of its own; `None` for numbers that headings do not reach.
fn renumbered(text: &str, number: u32) -> Option<String> {
    let body = text.trim_start_matches(['第', '（', '(']);
    let rest = body.trim_start_matches(|c: char| c.is_ascii_digit() || HAN.contains(c));
    let printed = &body[..body.len() - rest.len()];
    let written = if printed.starts_with(|c: char| c.is_ascii_digit()) { number.to_string() } else { han(number)? };
    (!printed.is_empty()).then(|| format!("{}{written}{rest}", &text[..text.len() - body.len()]))
}

const HAN: &str = "零一二三四五六七八九十";

/// A number below a hundred in Chinese.
fn han(number: u32) -> Option<String> {
    let digit = |number: u32| HAN.chars().nth(number as usize).map(String::from);
    let (tens, ones) = (number / 10, number % 10);
    let tens = match tens {
        0 => String::new(),
        1 => "十".to_owned(),
        2..=9 => format!("{}十", digit(tens)?),
        _ => return None,
    };
    let ones = if ones == 0 { String::new() } else { digit(ones)? };
    Some(tens + &ones)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_renumbered() {
        for (text, number, expected) in [
            ("四、绩效目标", 3, "三、绩效目标"),
            ("（十二）其他", 11, "（十一）其他"),
            ("第四部分 名词解释", 3, "第三部分 名词解释"),
            ("(5)车辆", 20, "(20)车辆"),
            ("九、其他", 20, "二十、其他"),
        ] {
            assert_eq!(renumbered(text, number).as_deref(), Some(expected));
        }
        assert_eq!(renumbered("绩效目标", 3), None);
    }
}
