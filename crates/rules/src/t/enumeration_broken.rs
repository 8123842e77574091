//! # T017 段内列举跳号或重号 (enumeration-broken)
//!
//! ## 检查内容
//! 同一段文字里的列举“一是……二是……”“（1）……（2）……”“①……②……”“1、……2、……”，应当依次相连，不跳、不重。
//!
//! ## 为何重要
//! 跳号说明可能漏了一项，重号使后文的引用指向两处；多是增删内容后没有重新编号。
//!
//! ## 依据
//! - GB/T 9704 党政机关公文格式
//! - 《党政机关公文处理工作条例》（中办发〔2012〕14号）：文字精练、用语准确
//!
//! ## 示例
//! “一是加强管护，二是推进建设，四是完善制度”：缺“三是”。
//!
//! ## 如何更正
//! 核对是否漏了内容，然后重新编号。
//!
//! ## 例外
//! 只看同一段之内，段首可以承接上一段的序号；重新从一开始的，视为另一组列举。标题的序号由 T007 检查。

use mingsuan_model::Severity;

use super::words::mended;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T017",
    name: "enumeration-broken",
    title: "段内列举跳号或重号",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["GB/T 9704", "中办发〔2012〕14号"],
    source: include_str!("enumeration_broken.rs"),
    body: Body::Check(check),
};

const HAN: &str = "一二三四五六七八九";
const CIRCLED: &str = "①②③④⑤⑥⑦⑧⑨";

/// How an item of a list inside a paragraph is marked: what stands before its number, the numbers, what stands behind.
struct Style {
    before: &'static [&'static str],
    digits: &'static str,
    behind: &'static [&'static str],
}

const STYLES: [Style; 4] = [
    Style { before: &[""], digits: HAN, behind: &["是"] },
    Style { before: &["（", "("], digits: "123456789", behind: &["）", ")"] },
    Style { before: &["（", "("], digits: HAN, behind: &["）", ")"] },
    Style { before: &[""], digits: "123456789", behind: &["、"] },
];

/// A number that does not follow the one before it in its paragraph.
struct Break {
    /// The bytes of the number.
    range: (usize, usize),
    expected: char,
    printed: char,
    before: char,
}

fn check(context: &Context<'_>, found: &mut Found) {
    for placed in context.texts() {
        let text = placed.text.as_str();
        let of_styles = STYLES.iter().map(|style| (marks(text, style), style.digits));
        for (marks, digits) in of_styles.chain(Some((circled(text), CIRCLED))) {
            if marks.len() < 2 {
                continue;
            }
            found.compared();
            let Some(wrong) = first_break(&marks, digits) else { continue };
            let Break { range, expected, printed, before } = wrong;
            let fault = if printed == before { "重复" } else { "没有接上" };
            let wrong = format!("列举的序号“{printed}”与前面的“{before}”{fault}，应为“{expected}”");
            let finding = mended(&RULE, placed, range, &expected.to_string(), &wrong);
            found.push(
                finding
                    .english(format!("item {printed} follows {before} in the list"))
                    .advise("核对是否漏了一项，然后重新编号"),
            );
            break;
        }
    }
}

/// The numbers of a style that open a clause, each with its byte.
fn marks(text: &str, style: &Style) -> Vec<(usize, char)> {
    let is_mark = |at: usize| {
        let head = &text[..at];
        style.before.iter().any(|before| head.strip_suffix(before).is_some_and(|head| opens(text, head.len())))
    };
    // What stands behind a number is looked for, for that search is quick; a sign of its own stands alone.
    let numbers = style.behind.iter().flat_map(|behind| {
        let ends = text.match_indices(behind).map(|(end, _)| end);
        ends.filter_map(|end| {
            let digit = text[..end].chars().next_back().filter(|c| style.digits.contains(*c))?;
            Some((end - digit.len_utf8(), digit))
        })
    });
    let mut marks: Vec<(usize, char)> = numbers.filter(|(at, _)| is_mark(*at)).collect();
    marks.sort_unstable();
    marks
}

/// The circled numbers, which need no sign behind them, where they open a clause.
fn circled(text: &str) -> Vec<(usize, char)> {
    if !text.contains('①') && !text.contains('②') {
        return Vec::new();
    }
    text.char_indices().filter(|(at, c)| CIRCLED.contains(*c) && opens(text, *at)).collect()
}

/// Whether a clause begins at a byte of a text.
fn opens(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end().chars().next_back();
    before.is_none_or(|c| matches!(c, '。' | '；' | '：' | '，' | ';' | ':' | ',' | '！'))
}

/// The first number that neither follows the one before it nor begins a list anew.
fn first_break(marks: &[(usize, char)], digits: &str) -> Option<Break> {
    let place = |digit: char| digits.chars().position(|c| c == digit);
    marks.windows(2).find_map(|pair| {
        let ((_, before), (at, printed)) = (pair[0], pair[1]);
        let (last, number) = (place(before)?, place(printed)?);
        let expected = digits.chars().nth(last + 1)?;
        let follows = number == last + 1 || number == 0 && last > 0;
        (!follows).then_some(Break { range: (at, at + printed.len_utf8()), expected, printed, before })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_are_found_in_each_style() {
        let broken = |text: &str| {
            let of_styles = STYLES.iter().map(|style| (marks(text, style), style.digits));
            let mut all = of_styles.chain(Some((circled(text), CIRCLED)));
            all.find_map(|(marks, digits)| first_break(&marks, digits)).map(|one| one.expected)
        };
        for (text, expected) in [
            ("一是加强管护，二是推进建设，四是完善制度。", Some('三')),
            ("职责：（1）养护；（2）建设；（2）管理。", Some('3')),
            ("①养护；②建设；④管理", Some('③')),
            ("1、养护；2、建设；4、管理。", Some('3')),
            ("一是养护；二是建设。一是管理；二是考核。", None),
            ("三是养护，四是建设；见（2）（5）条", None),
            ("万众一是心，道路1、2、4号", None),
        ] {
            assert_eq!(broken(text), expected, "{text}");
        }
    }
}
