//! # T023 年份简写 (short-year)
//!
//! ## 检查内容
//! 预算年度、截止时间等年份应写四位数：“2026年预算”，不写“26年预算”。
//!
//! ## 为何重要
//! 简写的年份容易与年限混淆，检索和机器阅读也找不到。
//!
//! ## 依据
//! - GB/T 15835 出版物上数字用法：四位数字表示的年份不应简写为两位数字
//!
//! ## 示例
//! “较25年预算增加2.00万元”应为“较2025年预算增加2.00万元”。
//!
//! ## 如何更正
//! 补全为四位数。
//!
//! ## 例外
//! 后面不是“预算”“决算”“年初”“年底”“某月”等字样的（可能是年限）不检查；与文件年度相差五年以上的不检查。

use mingsuan_model::{FiscalYear, Severity};

use super::words::mended;
use crate::context::Context;
use crate::phrases::{Phrases, phrases};
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T023",
    name: "short-year",
    title: "年份简写",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["GB/T 15835"],
    source: include_str!("short_year.rs"),
    body: Body::Check(check),
};

/// What stands behind a year and not behind a number of years.
static BEHIND: Phrases = phrases("T023", "behind");

/// Other years are taken for numbers of years.
const NEAR_YEARS: u16 = 5;

fn check(context: &Context<'_>, found: &mut Found) {
    let Some(year) = context.year() else {
        found.insufficient("没有读到文件的年度");
        return;
    };
    for placed in context.texts() {
        if !placed.text.contains('年') {
            continue;
        }
        found.compared();
        if let Some((from, to, written)) = first_short(&placed.text, year) {
            let printed = &placed.text[from..to];
            let wrong = format!("年份“{printed}年”应写作“{written}年”");
            let finding = mended(&RULE, placed, (from, to), &written, &wrong);
            found.push(finding.english(format!("the year {printed} should be written {written}")));
        }
    }
}

/// The first year of two digits near the document's own: its bytes and the year in full.
fn first_short(text: &str, year: FiscalYear) -> Option<(usize, usize, String)> {
    text.match_indices('年').find_map(|(to, _)| {
        let from = to - text[..to].bytes().rev().take_while(u8::is_ascii_digit).count();
        let before = text[..from].chars().next_back();
        // An apostrophe or a sign before it makes it another kind of number.
        let is_alone = !before.is_some_and(|c| matches!(c, '.' | '-' | '—' | '~' | '第' | '近' | '满') || c.is_ascii());
        let short: u16 = text[from..to].parse().ok().filter(|_| to - from == 2)?;
        let whole = year / 100 * 100 + short;
        let behind = &text[to..];
        let month = behind['年'.len_utf8()..].trim_start_matches(|c: char| c.is_ascii_digit());
        let is_month = month.starts_with('月') && behind.len() > month.len() + '年'.len_utf8();
        let is_year = is_month || BEHIND.iter().any(|word| behind.starts_with(word));
        (is_alone && is_year && whole.abs_diff(year) < NEAR_YEARS).then(|| (from, to, whole.to_string()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_years_are_told_from_spans() {
        let whole = |text: &str| first_short(text, 2026).map(|(_, _, whole)| whole);
        assert_eq!(whole("较25年预算增加").as_deref(), Some("2025"));
        assert_eq!(whole("截至25年12月").as_deref(), Some("2025"));
        for text in ["设计年限25年", "较2025年预算增加", "建成25年以上", "保修10年初期", "1-25年预算"]
        {
            assert_eq!(whole(text), None, "{text}");
        }
    }
}
