//! # T020 日期不存在 (impossible-date)
//!
//! ## 检查内容
//! “某月某日”的月份应在 1 至 12 之间，日期不超过当月天数；2 月 29 日只在闰年有。
//!
//! ## 为何重要
//! 不存在的日期作为完成时限或依据没有意义，多是录入错误。
//!
//! ## 依据
//! - GB/T 7408 日期和时间表示法
//!
//! ## 示例
//! “于2026年2月30日前完成”“11月31日前支付”。
//!
//! ## 如何更正
//! 核对后改为实际的日期。
//!
//! ## 例外
//! 没有写明年份的 2 月 29 日不检查；“12个月”一类的期限不检查。

use mingsuan_model::{Finding, Placed, Severity};

use super::words::sentence;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T020",
    name: "impossible-date",
    title: "日期不存在",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["GB/T 7408"],
    source: include_str!("impossible_date.rs"),
    body: Body::Check(check),
};

/// A date as printed.
struct Date {
    year: Option<u32>,
    month: u32,
    day: Option<u32>,
    /// Its bytes, from the month on.
    range: (usize, usize),
}

fn check(context: &Context<'_>, found: &mut Found) {
    for placed in context.texts() {
        for date in dates(&placed.text) {
            found.compared();
            if let Some(why) = fault(&date) {
                found.push(finding(placed, &date, &why));
            }
        }
    }
}

/// The dates of a text: a month, the day behind it and the year before it, if they stand there.
fn dates(text: &str) -> impl Iterator<Item = Date> + '_ {
    text.match_indices('月').filter_map(|(at, sign)| {
        let (month, from) = number_before(&text[..at])?;
        let (year, before) = match text[..from].trim_end().strip_suffix('年') {
            Some(before) => (number_before(before).map(|(year, _)| year).filter(|year| *year > 1900), before),
            None => (None, &text[..from]),
        };
        let behind = text[at + sign.len()..].trim_start();
        let digits = behind.len() - behind.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let is_day = behind[digits..].trim_start().starts_with(['日', '号']);
        let day = behind[..digits].parse().ok().filter(|_| is_day);
        let to = if day.is_some() { text.len() - behind.len() + digits } else { at + sign.len() };
        // Only with a year or a day the number before 月 is the name of a month; a point belongs to a quantity.
        let is_date = (year.is_some() || day.is_some()) && !before.ends_with('.');
        is_date.then_some(Date { year, month, day, range: (from, to) })
    })
}

/// The number of Arabic digits that a text ends with, and its byte.
fn number_before(text: &str) -> Option<(u32, usize)> {
    let text = text.trim_end();
    let from = text.len() - text.bytes().rev().take_while(u8::is_ascii_digit).count();
    text[from..].parse().ok().map(|number| (number, from))
}

fn fault(date: &Date) -> Option<String> {
    let Date { year, month, day, .. } = date;
    if !(1..=12).contains(month) {
        return Some(format!("没有{month}月"));
    }
    let day = (*day)?;
    let is_leap = |year: u32| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        2 if year.is_some_and(|year| !is_leap(year)) => 28,
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let of_year = year.filter(|_| *month == 2).map(|year| format!("{year}年")).unwrap_or_default();
    (day == 0 || day > last).then(|| format!("{of_year}{month}月只有{last}天"))
}

fn finding(placed: &Placed, date: &Date, why: &str) -> Finding {
    let (from, to) = date.range;
    let shown = sentence(&placed.text, from, to);
    let mut place = placed.place.with_text(shown);
    place.offset = u32::try_from(placed.text[..from].chars().count()).ok();
    Finding::new(RULE.code, Severity::Warning, place, format!("“{shown}”中的日期不存在：{why}"))
        .english("the date does not exist")
        .advise("核对后改为实际的日期")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_do_not_exist_are_found() {
        let faults = |text: &str| dates(text).filter_map(|date| fault(&date)).collect::<Vec<_>>();
        for (text, expected) in [
            ("2026年2月30日前", vec!["2026年2月只有28天"]),
            ("11月31日前支付", vec!["11月只有30天"]),
            ("2026年13月", vec!["没有13月"]),
            ("2024年2月29日", vec![]),
            ("工期18月，12月31日前完成", vec![]),
            ("2月29日", vec![]),
        ] {
            assert_eq!(faults(text), expected, "{text}");
        }
    }
}
