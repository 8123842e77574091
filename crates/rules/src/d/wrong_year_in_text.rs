//! # D006 年度与预算年度不一致 (wrong-year-in-text)
//!
//! ## 检查内容
//! 各报表标注的年度、报表和章节标题中的年度、文中“某年单位（部门）预算”的年度，应当是本文件的预算（决算）年度；写作其他年度、金额却是本年度报表数的，写作过去年度“将”做什么的，也是年度有误。
//!
//! ## 为何重要
//! 年度写错多半是套用上年文件，读者无法确认公开的是哪一年的数据，其余内容是否更新也值得怀疑。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//!
//! ## 示例
//! 2024 年单位预算中，支出总表标注“预算年度：2023”。
//!
//! ## 如何更正
//! 改为本文件的年度，并检查该表、该段的数据是否也沿用了上年。
//!
//! ## 例外
//! 与上年比较的句子、同时写到本年度的标题和句子，以及谈到上年执行、决算情况的文字，不报告。
//! 资产占用表的截止时间由 G010 检查。

use mingsuan_model::text::normalized;
use mingsuan_model::{Dimension, Finding, FiscalYear, Origin, Place, Severity, Value};

use super::parts::texts;
use crate::context::Context;
use crate::phrases::{Phrases, phrases};
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "D006",
    name: "wrong-year-in-text",
    title: "年度与预算年度不一致",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("wrong_year_in_text.rs"),
    body: Body::Check(check),
};

/// Words of sentences that rightly speak of another year.
static OTHER_YEAR_WORDS: Phrases = phrases("D006", "other_years");

fn check(context: &Context<'_>, found: &mut Found) {
    let Some(year) = context.year() else {
        found.insufficient("没有读到文件的年度");
        return;
    };
    for statement in &context.disclosure.statements {
        let place = statement.title_place.with_text(statement.title.as_str());
        if let Some(printed) = statement.year {
            found.compared();
            if printed != year {
                found.push(marked(&statement.title, place, printed, year));
                continue;
            }
        }
        check_heading(&statement.title, &place, year, found);
    }
    for section in &context.disclosure.sections {
        let title = &section.title;
        check_heading(&title.text, &title.place.with_text(title.text.as_str()), year, found);
    }
    for paragraph in texts(context.disclosure) {
        check_paragraph(&paragraph.text, &paragraph.place, year, found);
    }
    check_amounts(context, year, found);
}

/// Amounts that the text tells of another year and that are to the last digit those of this year's statements.
fn check_amounts(context: &Context<'_>, year: FiscalYear, found: &mut Found) {
    for (id, fact) in (0..).zip(context.cube.facts) {
        let Origin::Claim(claim) = fact.origin else { continue };
        let Some(told) = fact.coordinate.get(Dimension::Year).member().filter(|told| *told != u32::from(year)) else {
            continue;
        };
        let Some(value) = context.cube.value(id).filter(|ticks| has_digits(ticks.value, ticks.grain)) else { continue };
        let of_year = |year: u32| {
            let at = fact.coordinate.with(Dimension::Year, Value::Member(year));
            let printed = context.cube.same_as(&at).iter().filter(|other| context.cube.row_of(**other).is_some());
            printed.filter_map(|other| context.cube.value(*other)).collect::<Vec<_>>()
        };
        let (own, other) = (of_year(u32::from(year)), of_year(told));
        if own.is_empty() {
            continue;
        }
        found.compared();
        let is_own = own.iter().any(|ticks| ticks.value == value.value && !ticks.blank);
        if is_own && !other.iter().any(|ticks| ticks.value == value.value) {
            let quote = context.disclosure.claims.get(claim as usize).map_or("", |claim| claim.quote.trim());
            let message = format!("“{quote}”写作{told}年，所列却是本文件{year}年的数");
            let finding = Finding::new(RULE.code, Severity::Warning, fact.place.clone(), message)
                .english(format!("the text says {told}, the amount is that of {year}"))
                .advise("核对年度；沿用上年文本的，改为本年度并检查内容")
                .values(year.to_string(), told.to_string());
            found.push(finding);
        }
    }
}

/// Whether an amount has enough digits not to be another's by chance.
fn has_digits(value: i64, grain: i64) -> bool {
    (value / grain.max(1)).unsigned_abs().to_string().trim_end_matches('0').len() >= 4
}

fn marked(title: &str, place: Place, printed: FiscalYear, year: FiscalYear) -> Finding {
    let message = format!("《{title}》标注的年度是{printed}，本文件的年度是{year}");
    Finding::new(RULE.code, Severity::Error, place, message)
        .english(format!("the statement says {printed}, the document is of {year}"))
        .advise("改为本文件的年度，并检查表中数据是否沿用了其他年度")
        .values(year.to_string(), printed.to_string())
}

fn check_heading(title: &str, place: &Place, year: FiscalYear, found: &mut Found) {
    let title = normalized(title);
    let years = years_in(&title);
    if years.is_empty() || years.contains(&year) {
        return;
    }
    found.compared();
    if let Some(printed) = years.first().filter(|_| !speaks_of_other_year(&title)) {
        let message = format!("标题“{title}”中的年度是{printed}，本文件的年度是{year}");
        let finding = Finding::new(RULE.code, Severity::Warning, place.clone(), message)
            .english(format!("the heading says {printed}, the document is of {year}"))
            .advise("核对标题的年度，并检查其下内容是否沿用了其他年度")
            .values(year.to_string(), printed.to_string());
        found.push(finding);
    }
}

/// Sentences that name the budget of another year without comparing.
fn check_paragraph(text: &str, place: &Place, year: FiscalYear, found: &mut Found) {
    for sentence in text.split('。') {
        let words = without_titles(&normalized(sentence));
        let budgets: Vec<FiscalYear> = ["单位", "部门", "本级"]
            .iter()
            .flat_map(|level| words.match_indices(&format!("年{level}预算")).collect::<Vec<_>>())
            .filter_map(|(at, _)| year_before(&words[..at]))
            .collect();
        let opening = opening_year(&words).filter(|_| words.contains("万元") || words.contains("元,"));
        if let Some(planned) = planned_year(&words).filter(|planned| *planned < year) {
            found.compared();
            let at = place.with_text(sentence.trim());
            let message = format!("“{planned}年……将……”说的是已经过去的年度，本文件的年度是{year}");
            let finding = Finding::new(RULE.code, Severity::Warning, at, message)
                .english(format!("the text plans for {planned}, the document is of {year}"))
                .advise("核对年度；沿用上年文本的，改为本年度并检查内容")
                .values(year.to_string(), planned.to_string());
            found.push(finding);
            continue;
        }
        let Some(printed) = budgets.first().or(opening.as_ref()) else { continue };
        found.compared();
        let names_year = years_in(&words).contains(&year);
        if names_year || budgets.contains(&year) || speaks_of_other_year(&words) {
            continue;
        }
        let at = place.with_text(sentence.trim());
        let message = format!("文中写作“{printed}年”，本文件的年度是{year}");
        let finding = Finding::new(RULE.code, Severity::Warning, at, message)
            .english(format!("the text speaks of {printed}, the document is of {year}"))
            .advise("核对年度；沿用上年文本的，改为本年度并检查内容")
            .values(year.to_string(), printed.to_string());
        found.push(finding);
    }
}

/// The words without the titles of laws and documents, which name years and reports of their own.
fn without_titles(words: &str) -> String {
    let mut kept = String::with_capacity(words.len());
    let mut depth = 0_usize;
    for c in words.chars() {
        match c {
            '《' => depth += 1,
            '》' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// The year a sentence opens with when it tells what will be done in it: `2025年,我单位将…`.
fn planned_year(words: &str) -> Option<FiscalYear> {
    let (digits, rest) = words.split_once('年')?;
    let year = year_before(digits).filter(|_| digits.len() == 4)?;
    let rest = rest.strip_prefix('度').unwrap_or(rest);
    let (before, behind) = rest.split_once('将')?;
    let is_subject = !before.starts_with(['底', '末', '初', '以', '前', '后'])
        && before.chars().count() <= 24
        && !before.contains(['年', '。', ';', ':']);
    (is_subject && !behind.starts_with(['军', '领', '其', '该', '此', '相', '近'])).then_some(year)
}

/// The year a sentence opens with: `2025年,我单位…`.
fn opening_year(words: &str) -> Option<FiscalYear> {
    let (first, _) = words.split_once(',')?;
    let first = first.strip_suffix('度').unwrap_or(first).strip_suffix('年')?;
    year_before(first).filter(|_| first.len() == 4)
}

fn speaks_of_other_year(text: &str) -> bool {
    OTHER_YEAR_WORDS.iter().any(|word| text.contains(word))
}

/// The years that stand before 年 in a text, in order.
fn years_in(text: &str) -> Vec<FiscalYear> {
    text.match_indices('年').filter_map(|(at, _)| year_before(&text[..at])).collect()
}

/// The year of four digits that a text ends with.
fn year_before(text: &str) -> Option<FiscalYear> {
    let digits = text.len() - text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let digits = &text[digits..];
    let year = digits.parse().ok().filter(|_| digits.len() == 4)?;
    (2000..2100).contains(&year).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_before_their_sign() {
        assert_eq!(years_in("2024年预算较2023年预算"), [2024, 2023]);
        assert_eq!(year_before("13102824"), None);
        assert_eq!(year_before("截至2023"), Some(2023));
    }
}
