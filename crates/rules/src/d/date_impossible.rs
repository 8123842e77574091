//! # D015 落款日期与年度矛盾 (date-impossible)
//!
//! ## 检查内容
//! 单独成行的日期（封面、落款）与文件年度应当相容：预算在上年或本年公开，决算在下年及以后公开。
//!
//! ## 为何重要
//! 日期不可能成立，说明封面或落款沿用了旧文件，或年度写错。
//!
//! ## 依据
//! - 《中华人民共和国预算法》第十四条
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//!
//! ## 示例
//! 2026 年单位预算的封面写“2024年3月”；2025 年度决算落款“2025年8月”。
//!
//! ## 如何更正
//! 更正日期；日期无误的，核对文件的年度。
//!
//! ## 例外
//! 只看单独成行的“某年某月（某日）”；句子里的日期不检查。预算早于上年的，决算不晚于本年的，才报告。

use mingsuan_model::text::normalized;
use mingsuan_model::{DisclosureKind, Finding, FiscalYear, Severity};

use super::parts::texts;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "D015",
    name: "date-impossible",
    title: "落款日期与年度矛盾",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["预算法第十四条", "财预〔2016〕143号"],
    source: include_str!("date_impossible.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let Some(year) = context.year() else {
        found.insufficient("没有读到文件的年度");
        return;
    };
    let is_budget = context.disclosure.kind == DisclosureKind::Budget;
    for text in texts(context.disclosure) {
        let Some(date) = lone_date(&text.text) else { continue };
        found.compared();
        let (is_impossible, why) = if is_budget {
            (date + 1 < year, format!("{year}年预算不会早于{}年公开", year - 1))
        } else {
            (date <= year, format!("{year}年决算要到{}年才能公开", year + 1))
        };
        if is_impossible {
            let printed = text.text.trim();
            let message = format!("日期“{printed}”与文件年度矛盾：{why}");
            let finding = Finding::new(RULE.code, Severity::Error, text.place.with_text(printed), message)
                .english(format!("the date {printed} cannot be that of a document of {year}"))
                .advise("更正日期；日期无误的，核对文件的年度");
            found.push(finding);
        }
    }
}

/// The year of a date that stands alone: `2026年3月`, `二〇二六年三月十日`.
fn lone_date(text: &str) -> Option<FiscalYear> {
    let text: String = normalized(text).chars().map(arabic).collect();
    let (year, rest) = text.split_once('年')?;
    let (month, day) = rest.split_once('月')?;
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '十');
    let is_day = day.is_empty() || day.strip_suffix('日').is_some_and(is_number);
    let is_date = year.len() == 4 && is_number(month) && is_day;
    year.parse().ok().filter(|year| is_date && (2000..2100).contains(year))
}

/// Chinese digits as Arabic ones; 十 stays.
fn arabic(c: char) -> char {
    const DIGITS: &str = "零一二三四五六七八九";
    if matches!(c, '〇' | '○' | 'Ｏ') {
        return '0';
    }
    let value = DIGITS.chars().position(|digit| digit == c);
    value.and_then(|value| char::from_digit(u32::try_from(value).ok()?, 10)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dates_that_stand_alone_count() {
        for (text, expected) in [
            ("2026年3月", Some(2026)),
            ("二〇二四年十二月 三十日", Some(2024)),
            ("2024年3月起执行", None),
            ("2024年单位预算", None),
        ] {
            assert_eq!(lone_date(text), expected, "{text}");
        }
    }
}
