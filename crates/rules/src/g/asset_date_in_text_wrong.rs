//! # G021 文字中的资产截止日期不符 (asset-date-in-text-wrong)
//!
//! ## 检查内容
//! 文字说明“截至…年…月，固定资产（车辆）…”的，预算公开的截止日期应在上年或本年初，决算公开的应为决算年度。
//! 晚于公开时间的日期（如2026年预算写“截至2026年12月31日”）必有误。
//!
//! ## 为何重要
//! 截止日期不对，说明资产数据沿用了旧稿，或者套用模板时没有改年份。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开国有资产占用情况
//! - 《行政事业性国有资产管理条例》（国务院令第738号）
//!
//! ## 示例
//! 2026 年预算写“截至2026年12月31日，共有车辆3辆”。
//!
//! ## 如何更正
//! 改为数据实际截止的日期（一般为上年末），并核对数据。
//!
//! ## 例外
//! 资产占用表的截止时间由 G010 检查。没有写年份的（“截至上年底”）不检查；一句话中没有说资产或车辆的不检查。

use mingsuan_model::text::normalized;
use mingsuan_model::{DisclosureKind, Finding, FiscalYear, Placed, Severity};

use super::catalogue::WORDS;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "G021",
    name: "asset-date-in-text-wrong",
    title: "文字中的资产截止日期不符",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号", "国务院令第738号"],
    source: include_str!("asset_date_in_text_wrong.rs"),
    body: Body::Check(check),
};

/// Until this month of its year a budget is being made and published.
const LAST_MONTH: u16 = 6;

fn check(context: &Context<'_>, found: &mut Found) {
    let Some(year) = context.year() else { return };
    for placed in context.texts() {
        if !WORDS.asset_words.iter().any(|word| placed.text.contains(word.as_str())) {
            continue;
        }
        for date in normalized(&placed.text).split('。').filter_map(date_in) {
            found.compared();
            let severity = match context.disclosure.kind {
                DisclosureKind::Budget => severity_in_budget(date, year),
                DisclosureKind::FinalAccounts => (date.0 != year).then_some(Severity::Warning),
            };
            found.findings.extend(severity.map(|severity| finding(placed, date, severity, context)));
        }
    }
}

/// A date that cannot have come is an error; one of long ago or after the budget is published is doubted.
fn severity_in_budget((year, month): (FiscalYear, Option<u16>), budget: FiscalYear) -> Option<Severity> {
    match (year, month) {
        (year, Some(12)) if year == budget => Some(Severity::Error),
        (year, _) if year > budget => Some(Severity::Error),
        (year, Some(month)) if year == budget && month > LAST_MONTH => Some(Severity::Warning),
        (year, _) if year + 1 < budget => Some(Severity::Warning),
        _ => None,
    }
}

/// The year and month that a sentence on assets tells them as of.
fn date_in(sentence: &str) -> Option<(FiscalYear, Option<u16>)> {
    if !WORDS.asset_words.iter().any(|word| sentence.contains(word.as_str())) {
        return None;
    }
    let behind = ["截至", "截止"].iter().find_map(|word| Some(sentence.split_once(word)?.1))?;
    let behind = behind.trim_start_matches(['到', '至', '日', '期', '时', '间', ':']);
    let (year, rest) = (behind.get(..4)?, behind.get(4..)?);
    let year: FiscalYear = year.parse().ok().filter(|year| (1990..2100).contains(year))?;
    let rest = rest.strip_prefix(['年', '-', '.'])?;
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    Some((year, rest[..digits].parse().ok().filter(|month| (1..=12).contains(month))))
}

fn finding(placed: &Placed, (year, month): (FiscalYear, Option<u16>), severity: Severity, c: &Context<'_>) -> Finding {
    let printed = month.map_or_else(|| format!("{year}年"), |month| format!("{year}年{month}月"));
    let budget = c.year().unwrap_or(year);
    let expected = match c.disclosure.kind {
        DisclosureKind::Budget => budget.saturating_sub(1),
        DisclosureKind::FinalAccounts => budget,
    };
    let message = format!("{budget}年的文件写资产截至{printed}，一般应为{expected}年末");
    Finding::new(RULE.code, severity, placed.place.clone(), message)
        .english(format!("assets are told as of {year}, expected is the end of {expected}"))
        .advise("改为数据实际截止的日期，并核对资产数据")
        .values(format!("{expected}年12月31日"), printed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_sentences_on_assets_are_read() {
        for (sentence, date) in [
            ("截至2025年12月31日,本单位共有车辆3辆", Some((2025, Some(12)))),
            ("截止到2024年底,固定资产总额100万元", Some((2024, None))),
            ("截至上年底,本单位共有车辆3辆", None),
            ("截至2025年12月31日,本单位共有人员3名", None),
        ] {
            assert_eq!(date_in(sentence), date, "{sentence}");
        }
        assert_eq!(severity_in_budget((2026, Some(12)), 2026), Some(Severity::Error));
        assert_eq!(severity_in_budget((2026, Some(1)), 2026), None);
        assert_eq!(severity_in_budget((2025, Some(8)), 2026), None);
        assert_eq!(severity_in_budget((2024, Some(12)), 2026), Some(Severity::Warning));
    }
}
