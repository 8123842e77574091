//! # D023 公开超过法定期限 (published-late)
//!
//! ## 检查内容
//! 文中写明财政部门（主管部门）批复日期和公开日期（或封面、落款日期）的，公开应在批复后20日内。
//!
//! ## 为何重要
//! 公开期限是法律规定的，逾期公开是预决算公开检查的必查项。
//!
//! ## 依据
//! - 《中华人民共和国预算法》第十四条：经本级政府财政部门批复的部门预算、决算及报表，应当在批复后二十日内由各部门向社会公开
//!
//! ## 示例
//! “2026年2月10日批复”，落款日期为2026年3月20日。
//!
//! ## 如何更正
//! 核对日期；确已逾期的，今后按期公开。
//!
//! ## 例外
//! 文中没有写明批复日期或公开日期的，不能检查；落款只写到月的，不检查；批复日期不在落款前一年之内的，不视为预算批复。

use mingsuan_model::text::normalized;
use mingsuan_model::{Finding, Placed, Severity};

use super::parts::texts;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "D023",
    name: "published-late",
    title: "公开超过法定期限",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["预算法第十四条"],
    source: include_str!("published_late.rs"),
    body: Body::Check(check),
};

/// So many days after its approval a budget is to be public.
const DAYS: i64 = 20;
/// An approval longer ago is of something else.
const DAYS_IN_YEAR: i64 = 366;

/// A date with the text it stands in.
#[derive(Clone, Copy)]
struct Dated<'a> {
    text: &'a Placed,
    day: i64,
}

fn check(context: &Context<'_>, found: &mut Found) {
    let mut approved: Option<Dated<'_>> = None;
    let mut published: Option<Dated<'_>> = None;
    for text in texts(context.disclosure).filter(|text| text.text.contains('日') && text.text.contains('月')) {
        for clause in normalized(&text.text).split(['。', ',', ';']) {
            let Some((day, is_alone)) = day_in(clause) else { continue };
            let dated = Dated { text, day };
            if clause.contains("批复") && ["预算", "决算", "财政"].iter().any(|word| text.text.contains(word)) {
                approved = approved.or(Some(dated));
            } else if is_alone || clause.contains("公开") {
                published = Some(dated);
            }
        }
    }
    match (approved, published) {
        (Some(approved), Some(published)) if (0..DAYS_IN_YEAR).contains(&(published.day - approved.day)) => {
            found.compared();
            if published.day - approved.day > DAYS {
                found.push(finding(approved, published));
            }
        }
        _ => found.insufficient("文中没有写明批复日期和公开日期"),
    }
}

/// The first whole date of a clause as a number of days, and whether it stands alone.
fn day_in(clause: &str) -> Option<(i64, bool)> {
    clause.match_indices('年').find_map(|(at, sign)| {
        let from = at.checked_sub(4).filter(|from| clause.is_char_boundary(*from))?;
        let year: i64 = clause[from..at].parse().ok()?;
        let (month, rest) = clause[at + sign.len()..].split_once('月')?;
        let (day, behind) = rest.split_once('日')?;
        let (month, day): (i64, i64) = (month.parse().ok()?, day.parse().ok()?);
        let is_date = (2000..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        is_date.then(|| (days(year, month, day), from == 0 && behind.is_empty()))
    })
}

/// The number of a day in a row of days without gaps (the calendar counted from March, so that the leap day is last).
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day
}

fn finding(approved: Dated<'_>, published: Dated<'_>) -> Finding {
    let passed = published.day - approved.day;
    let place = published.text.place.with_text(published.text.text.as_str());
    let message = format!("公开在批复后第{passed}日，超过{DAYS}日的期限");
    Finding::new(RULE.code, Severity::Warning, place, message)
        .english(format!("published {passed} days after the approval, the law allows {DAYS}"))
        .advise("核对批复日期和公开日期；确已逾期的，今后按期公开")
        .values(format!("≤{DAYS}"), passed.to_string())
        .relate("批复日期", "date of approval", approved.text.place.with_text(approved.text.text.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        assert_eq!(days(2026, 3, 1) - days(2026, 2, 28), 1);
        assert_eq!(days(2024, 3, 1) - days(2024, 2, 28), 2);
        assert_eq!(days(2026, 1, 1) - days(2025, 12, 31), 1);
        assert_eq!(day_in("2026年3月20日").map(|(_, alone)| alone), Some(true));
        assert_eq!(day_in("2026年3月"), None);
    }
}
