//! # P017 指标值依据年份陈旧 (stale-basis)
//!
//! ## 检查内容
//! 指标值确定依据写明年份的（如“2020年工作计划”“2017-2019年平均值”），其最后一年不应早于预算年度太久；
//! 早几年算陈旧见 standards/profiles 的 basis_years。
//!
//! ## 为何重要
//! 依据几年前的计划或数据确定今年的指标值，多是照抄旧表，指标脱离实际。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）
//!
//! ## 示例
//! 2025年预算的指标值依据为“2021年全年检查次数”。
//!
//! ## 如何更正
//! 改用最近年度的计划、标准或历史数据，并相应核定指标值。
//!
//! ## 例外
//! 合同、协议、法规、标准、规划、文件等长期有效的依据不检查；恰好早 basis_years 年的只作提示。

use mingsuan_model::text::normalized;
use mingsuan_model::{Finding, FiscalYear, Indicator, Project, Severity};

use super::words::{WORDS, contains_any, indicators, named};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P017",
    name: "stale-basis",
    title: "指标值依据年份陈旧",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号"],
    source: include_str!("stale_basis.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let oldest = context.year().and_then(|year| year.checked_sub(context.profile.thresholds.basis_years));
    for (project, indicator) in indicators(&context.disclosure.projects) {
        let Some(last) = last_year(&indicator.basis.text) else {
            continue;
        };
        let (Some(oldest), Some(year)) = (oldest, context.year()) else {
            found.insufficient("没有读到预算年度");
            return;
        };
        found.compared();
        if last <= oldest {
            let severity = if last == oldest { Severity::Info } else { Severity::Warning };
            found.push(finding(project, indicator, last, year, severity));
        }
    }
}

/// The last year that a basis names; `None` where it names none or where what it names stays in force.
fn last_year(basis: &str) -> Option<FiscalYear> {
    let text = normalized(basis);
    if contains_any(&text, &WORDS.lasting_bases) {
        return None;
    }
    let chars: Vec<char> = text.chars().collect();
    let digits = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let mut last = None;
    for at in 0..chars.len() {
        let longer = digits(at + 4) || at > 0 && digits(at - 1);
        if longer || !(at..at + 4).all(digits) || !matches!(chars.get(at + 4), Some('年' | '-' | '~' | '～' | '至'))
        {
            continue;
        }
        let year: String = chars[at..at + 4].iter().collect();
        last = last.max(year.parse::<FiscalYear>().ok().filter(|year| (1990..2100).contains(year)));
    }
    last
}

fn finding(
    project: &Project,
    indicator: &Indicator,
    last: FiscalYear,
    year: FiscalYear,
    severity: Severity,
) -> Finding {
    let basis = indicator.basis.text.as_str();
    let message = format!("{}依据“{basis}”，最近只到{last}年，预算年度为{year}年", named(project, indicator));
    Finding::new(RULE.code, severity, indicator.basis.place.with_text(basis), message)
        .english(format!("\"{}\" is based on data of {last}, the budget year is {year}", indicator.level3.text))
        .advise("改用最近年度的计划或数据，并相应核定指标值")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_year_of_a_basis_counts() {
        for (basis, year) in [
            ("2020年工作计划", Some(2020)),
            ("2017-2019年平均值", Some(2019)),
            ("根据2020～2023年数据测算", Some(2023)),
            ("近三年历史数据", None),
            ("2019年租赁合同", None),
            ("《标准》（2018年修订）", None),
            ("12020年", None),
        ] {
            assert_eq!(last_year(basis), year, "{basis}");
        }
    }
}
