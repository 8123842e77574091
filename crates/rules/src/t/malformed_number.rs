//! # T011 数字书写有误 (malformed-number)
//!
//! ## 检查内容
//! 带“元”“%”的数字中有两个小数点，或千分位分隔符位置不对。
//!
//! ## 为何重要
//! 这样的数字有几种读法，相差可达几十倍，核对无从谈起。
//!
//! ## 依据
//! - GB/T 15835 出版物上数字用法
//!
//! ## 示例
//! “安排1,23.45万元”“支出12.34.56万元”。
//!
//! ## 如何更正
//! 对照报表改为正确的数字；千分位每三位一分，小数点只有一个。
//!
//! ## 例外
//! 没有单位的编号、日期、版本号（如“1.2.3”）不检查。

use mingsuan_model::{Placed, Severity};

use super::words::mended;
use crate::context::Context;
use crate::phrases::{Phrases, phrases};
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T011",
    name: "malformed-number",
    title: "数字书写有误",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["GB/T 15835"],
    source: include_str!("malformed_number.rs"),
    body: Body::Check(check),
};

/// What stands behind a number that is an amount or a rate.
static UNITS: Phrases = phrases("T011", "units");

fn check(context: &Context<'_>, found: &mut Found) {
    for placed in context.texts() {
        if let Some((from, to, fault)) = first_malformed(placed, found) {
            let number = &placed.text[from..to];
            let finding = mended(&RULE, placed, (from, to), &regrouped(number), &format!("“{number}”{fault}"));
            let mut finding = finding.english(format!("\"{number}\" is not written as a number"));
            if number.matches('.').count() > 1 {
                // Which point is too many only the statement can tell.
                finding.suggested = None;
                finding.expected = None;
                finding.advice = "对照报表核实，只留一个小数点".to_owned();
            }
            found.push(finding);
        }
    }
}

/// The first number of a text that is not written as one: its bytes and what is wrong.
fn first_malformed(placed: &Placed, found: &mut Found) -> Option<(usize, usize, &'static str)> {
    let text = placed.text.as_str();
    let mut at = 0;
    while let Some(from) = text[at..].find(|c: char| c.is_ascii_digit()).map(|found| at + found) {
        let run =
            text[from..].find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(text.len() - from);
        at = from + run;
        let rest = text[at..].trim_start();
        if !UNITS.iter().any(|unit| rest.starts_with(unit)) {
            continue;
        }
        found.compared();
        if let Some(fault) = fault(&text[from..at]) {
            return Some((from, at, fault));
        }
    }
    None
}

fn fault(number: &str) -> Option<&'static str> {
    // Several numbers side by side are judged one by one: 12.34,56.78.
    let is_list = |part: &str| part.split_once('.').is_some_and(|(_, decimals)| !decimals.is_empty());
    if number.contains(',') && number.split(',').all(is_list) {
        return number.split(',').find_map(fault);
    }
    if number.matches('.').count() > 1 {
        return Some("有两个小数点");
    }
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    if decimals.contains(',') {
        return Some("小数部分有千分位分隔符");
    }
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default().len();
    let rest: Vec<usize> = groups.map(str::len).collect();
    let is_wrong = !rest.is_empty() && (first == 0 || first > 3 || rest.iter().any(|length| *length != 3));
    is_wrong.then_some("的千分位分隔符位置不对")
}

/// The number with a separator at every third digit of its whole part.
fn regrouped(number: &str) -> String {
    let digits: String = number.chars().filter(|c| *c != ',').collect();
    let (whole, decimals) = digits.split_once('.').map_or((digits.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(decimals) = decimals {
        out.push('.');
        out.push_str(decimals);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_judged_by_their_marks() {
        for right in ["1234.56", "1,234.56", "12,345,678", "7", "1234.56,78.9"] {
            assert_eq!(fault(right), None, "{right}");
        }
        for wrong in ["1,23.45", "12.34.56", "1.234,5", "1234,567.8"] {
            assert!(fault(wrong).is_some(), "{wrong}");
        }
        assert_eq!(regrouped("1,23456.78"), "123,456.78");
    }
}
