//! # P025 完成时限早于预算年度 (deadline-before-year)
//!
//! ## 检查内容
//! 时效指标的指标值写明日期的，年份不应早于预算年度。
//!
//! ## 为何重要
//! 预算资金下达之前就已经到期的时限无法考核，多半是照搬上年的指标。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）
//!
//! ## 示例
//! 2025年预算中，时效指标“项目完成时间”为“2024年12月31日”。
//!
//! ## 如何更正
//! 改为本预算年度内应当完成的时间。
//!
//! ## 例外
//! 只写月份、季度的不检查；晚于预算年度的不报告：跨年项目可以在以后年度完成。

use mingsuan_model::text::normalized;
use mingsuan_model::{Finding, FiscalYear, Indicator, Severity};

use super::words::{WORDS, bare_name, ends_with_any, indicators, is_of_kind, named, value_place, year_at_start};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P025",
    name: "deadline-before-year",
    title: "完成时限早于预算年度",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号"],
    source: include_str!("deadline_before_year.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for (project, indicator) in indicators(&context.disclosure.projects) {
        let Some(deadline) = deadline(indicator) else { continue };
        let Some(year) = context.year() else {
            found.insufficient("没有读到文件的年度");
            return;
        };
        found.compared();
        if deadline < year {
            let value = &indicator.value.text;
            let message = format!("{}的时限为“{value}”，早于预算年度{year}年", named(project, indicator));
            let finding = Finding::new(RULE.code, Severity::Warning, value_place(indicator), message)
                .english(format!("the deadline of \"{}\" lies before {year}", indicator.level3.text))
                .advise("改为本预算年度内应当完成的时间");
            found.push(finding);
        }
    }
}

/// The year of an indicator of time whose value is a date.
fn deadline(indicator: &Indicator) -> Option<FiscalYear> {
    if !is_of_kind(indicator, "时效") && !ends_with_any(&bare_name(indicator), &WORDS.time_names) {
        return None;
    }
    let value = normalized(&indicator.value.text);
    let (year, rest) = year_at_start(value.trim_start_matches(|c: char| !c.is_ascii_digit()))?;
    let mut rest = rest.chars();
    let is_date = match rest.next()? {
        '年' => true,
        '-' | '.' | '/' => rest.next().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    };
    // 2024-2026: a span of years.
    (is_date && year_at_start(value.rsplit(['-', '至', '~']).next()?).is_none_or(|(last, _)| last == year))
        .then_some(year)
}

#[cfg(test)]
mod tests {
    use super::super::words::tests::indicator;
    use super::*;

    #[test]
    fn dates_are_deadlines() {
        for (value, year) in [
            ("2024年12月31日", Some(2024)),
            ("≤2024-12-31", Some(2024)),
            ("2024-2026年", None),
            ("≤12月", None),
            ("2024小时", None),
        ] {
            assert_eq!(deadline(&indicator("时效指标", "完成时间", "", value)), year, "{value}");
        }
    }
}
