//! # G010 资产占用表截止时间不符 (asset-date-wrong)
//!
//! ## 检查内容
//! 预算公开的国有资产占用情况应截至上年末，即预算年度前一年的 12 月 31 日；决算公开的应截至决算年度末。
//!
//! ## 为何重要
//! 截止时间不对，说明资产数据沿用了以前年度，或尚未更新到年末，不能反映编制预算时的家底。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//! - 《行政事业性国有资产管理条例》（国务院令第738号）
//!
//! ## 示例
//! 2024 年预算的资产占用表标注“截止时间：2022-12-31”。
//!
//! ## 如何更正
//! 按上年末资产报告更新数据并改正截止时间；只是日期写错的，改正日期。
//!
//! ## 例外
//! 只写到年或月（如“2023年末”）的，只比较写出的部分；没有标注截止时间的不检查。

use mingsuan_model::text::normalized;
use mingsuan_model::{DisclosureKind, Finding, Placed, Severity};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "G010",
    name: "asset-date-wrong",
    title: "资产占用表截止时间不符",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号", "国务院令第738号"],
    source: include_str!("asset_date_wrong.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let Some(printed) = &context.disclosure.assets_date else {
        return;
    };
    let (Some(year), Some(date)) = (context.year(), date_in(&printed.text)) else {
        found.insufficient("没有读到文件的年度，或资产占用表的截止时间不是日期");
        return;
    };
    let expected = match context.disclosure.kind {
        DisclosureKind::Budget => year.saturating_sub(1),
        DisclosureKind::FinalAccounts => year,
    };
    found.compared();
    let [printed_year, month, day] = date;
    let is_other_year = printed_year != Some(expected);
    let is_year_end = month.is_none_or(|month| month == 12) && day.is_none_or(|day| day == 31);
    if is_other_year || !is_year_end {
        let severity = if is_other_year { Severity::Error } else { Severity::Warning };
        found.push(wrong(printed, expected, severity));
    }
}

fn wrong(printed: &Placed, year: u16, severity: Severity) -> Finding {
    let text = &printed.text;
    let expected = format!("{year}-12-31");
    let mut finding = Finding::new(
        RULE.code,
        severity,
        printed.place.with_text(text.as_str()),
        format!("资产占用表标注“{text}”，应截至{expected}"),
    )
    .english(format!("the asset table should be as of {expected}"))
    .advise("按年末资产报告更新数据并改正截止时间")
    .values(expected.as_str(), text.as_str());
    finding.suggested = Some(expected);
    finding
}

/// Year, month and day as far as a text gives them; `None` if it does not begin with a year.
fn date_in(text: &str) -> Option<[Option<u16>; 3]> {
    let text = normalized(text);
    let numbers: Vec<u16> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .flat_map(|digits| match digits.len() {
            8 => vec![&digits[..4], &digits[4..6], &digits[6..]],
            _ => vec![digits],
        })
        .filter_map(|digits| digits.parse().ok())
        .collect();
    let year = numbers.first().copied().filter(|year| (1990..2100).contains(year))?;
    Some([Some(year), numbers.get(1).copied(), numbers.get(2).copied()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_far_as_they_go() {
        for (text, date) in [
            ("截止时间：2023-12-31", Some([Some(2023), Some(12), Some(31)])),
            ("2023年12月31日", Some([Some(2023), Some(12), Some(31)])),
            ("截止时间：20231231", Some([Some(2023), Some(12), Some(31)])),
            ("2023年末", Some([Some(2023), None, None])),
            ("上年末", None),
        ] {
            assert_eq!(date_in(text), date, "{text}");
        }
    }
}
