//! # A011 金额栏不是有效数字 (cell-not-a-number)
//!
//! ## 检查内容
//! 报表的金额栏中，电子表格的错误值（#REF!、#DIV/0! 等），以及小数点、千分位或字母写错而读不成数的数字。
//!
//! ## 为何重要
//! 这样的格子没有数，合计也无法核对；错误值说明公式引用已经断开，其他格子也可能不对。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的报表应当完整、真实
//!
//! ## 示例
//! “#REF!”“1,23.45”“12.3.4”“1O.50”。
//!
//! ## 如何更正
//! 修复公式或改正数字后重新生成报表。
//!
//! ## 例外
//! “详见附表”一类文字不检查；正文中的数字由 T011 检查。

use mingsuan_model::{CellValue, Finding, Origin, Severity};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};
use crate::thresholds::THRESHOLDS;

pub(crate) const RULE: Rule = Rule {
    code: "A011",
    name: "cell-not-a-number",
    title: "金额栏不是有效数字",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("cell_not_a_number.rs"),
    body: Body::Check(check),
};

/// What an amount is written with, and letters that are taken for digits.
const MARKS: [char; 8] = ['.', ',', '，', '。', '-', 'O', 'o', 'l'];

fn check(context: &Context<'_>, found: &mut Found) {
    for fact in context.cube.facts.iter().filter(|fact| fact.is_money()) {
        if !matches!(fact.origin, Origin::Statement { .. }) {
            continue;
        }
        let text = match &fact.value {
            CellValue::Text(text) => text.trim(),
            CellValue::Number(_) => {
                found.compared();
                continue;
            }
            CellValue::Blank => continue,
        };
        let finding = |severity, message| Finding::new(RULE.code, severity, fact.place.clone(), message);
        if THRESHOLDS.spreadsheet_errors.iter().any(|error| text.to_ascii_uppercase().contains(error.as_str())) {
            found.push(
                finding(Severity::Error, format!("金额栏印着电子表格的错误值“{text}”"))
                    .english(format!("the cell holds the spreadsheet error {text}"))
                    .advise("修复公式后重新生成报表，并核对同表的其他数字"),
            );
        } else if is_broken_number(text) {
            found.push(
                finding(Severity::Warning, format!("“{text}”不是有效的数字"))
                    .english(format!("\"{text}\" is not written as a number"))
                    .advise("核对小数点、千分位和每一位数字后更正"),
            );
        }
    }
}

/// Whether a text is written with digits and what belongs to them, and yet is no number. A date is none, either.
fn is_broken_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_date = text.rfind('-').is_some_and(|at| at > 0);
    digits >= 2 && !is_date && text.chars().all(|c| c.is_ascii_digit() || MARKS.contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_numbers_are_told_from_words_and_dates() {
        for (text, broken) in [
            ("1,23.45", true),
            ("12.3.4", true),
            ("1O.50", true),
            ("12。50", true),
            ("详见附表", false),
            ("2026-01-01", false),
            ("A2", false),
        ] {
            assert_eq!(is_broken_number(text), broken, "{text}");
        }
    }
}
