//! # T022 数值范围前一个数省略了单位 (range-unit-left-out)
//!
//! ## 检查内容
//! 百分数和以万、亿为单位的数表示范围时，前后两个数都写“%”“万”“亿”：“5%—10%”，不写“5—10%”。
//!
//! ## 为何重要
//! “3—5万元”可以读作三元至五万元；指标值、金额的范围不容歧义。
//!
//! ## 依据
//! - GB/T 15835 出版物上数字用法：前后两个数值的百分号和“万”“亿”不能省略
//!
//! ## 示例
//! “每户补助3—5万元”应为“每户补助3万元—5万元”。
//!
//! ## 如何更正
//! 给前一个数补上单位。
//!
//! ## 例外
//! 单位不是“%”“万”“亿”的（如“3—5人”）可以省略；年份、编号、日期不检查。

use mingsuan_model::{Decimal, Severity};

use super::words::mended;
use crate::context::Context;
use crate::phrases::{Phrases, phrases};
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T022",
    name: "range-unit-left-out",
    title: "数值范围前一个数省略了单位",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["GB/T 15835"],
    source: include_str!("range_unit_left_out.rs"),
    body: Body::Check(check),
};

/// Units that both numbers of a range need.
static UNITS: Phrases = phrases("T022", "units");

fn check(context: &Context<'_>, found: &mut Found) {
    for placed in context.texts() {
        if !UNITS.iter().any(|unit| placed.text.contains(unit)) {
            continue;
        }
        found.compared();
        if let Some((from, to, unit)) = first_range(&placed.text) {
            let printed = &placed.text[from..to];
            let written = with_unit(printed, unit);
            let wrong = format!("“{printed}”前一个数缺“{unit}”，应为“{written}”");
            let finding = mended(&RULE, placed, (from, to), &written, &wrong);
            found.push(finding.english(format!("the first number of the range {printed} has no unit")));
        }
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || c == '.'
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '—' | '–' | '~' | '～' | '－' | '至' | '到')
}

/// The first range whose second number alone has one of the units: its bytes and the unit.
fn first_range(text: &str) -> Option<(usize, usize, &'static str)> {
    text.char_indices().filter(|(_, c)| is_dash(*c)).find_map(|(at, dash)| {
        let before = text[..at].trim_end();
        let from = before.len() - before.bytes().rev().take_while(|b| is_digit(char::from(*b))).count();
        let behind = text[at + dash.len_utf8()..].trim_start_matches(is_dash).trim_start();
        let unit_at = behind.trim_start_matches(is_digit);
        let fits = UNITS.iter().filter(|unit| unit_at.trim_start().starts_with(**unit));
        let unit = fits.max_by_key(|unit| unit.len())?;
        let (low, high) = (&before[from..], &behind[..behind.len() - unit_at.len()]);
        // A sign, a code or a year before the number makes it something else than the low end.
        let is_alone = !before[..from].ends_with(|c: char| c.is_ascii_alphanumeric() || is_dash(c) || c == '.');
        let is_range = is_below(low, high) && is_alone;
        let to = text.len() - unit_at.trim_start().len() + unit.len();
        is_range.then_some((from, to, *unit))
    })
}

/// Whether both are numbers and the first is the smaller, as in a range.
fn is_below(low: &str, high: &str) -> bool {
    match (Decimal::parse(low), Decimal::parse(high)) {
        (Some(low), Some(high)) => low < high,
        _ => false,
    }
}

/// The range with the unit behind its first number, too.
fn with_unit(printed: &str, unit: &str) -> String {
    let low = printed.len() - printed.trim_start_matches(is_digit).len();
    format!("{}{unit}{}", &printed[..low], printed[low..].trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_without_the_first_unit_are_found() {
        for (text, expected) in [
            ("每户补助3-5万元", Some("3万元-5万元")),
            ("压减5 ~ 10%", Some("5%~ 10%")),
            ("每户补助3万元—5万元", None),
            ("每组3—5人", None),
            ("编号A3-5万元", None),
            ("较上年10-5%", None),
        ] {
            let written = first_range(text).map(|(from, to, unit)| with_unit(&text[from..to], unit));
            assert_eq!(written.as_deref(), expected, "{text}");
        }
    }
}
