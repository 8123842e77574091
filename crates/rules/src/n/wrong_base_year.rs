//! # N014 比较的年份不是上年 (wrong-base-year)
//!
//! ## 检查内容
//! 说明收支增减时，预算与上一年比较，决算与上一年或本年预算比较；写作“与2024年相比”的，年份应当是上一年。
//!
//! ## 为何重要
//! 年份没有随文件更新，多半是套用了前一年的说明，增减额和原因也可能没有更新。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：应说明收支增减变化情况
//!
//! ## 示例
//! 2026 年预算写“较2024年减少2.00万元”。
//!
//! ## 如何更正
//! 改为上一年；确与其他年份比较的，说明理由。
//!
//! ## 例外
//! 没有写到增减多少金额的句子（如发展规划、碳排放目标）不检查；句中也写到上一年的，与前几年决算比较的，不报告。

use mingsuan_model::text::normalized;
use mingsuan_model::{ClaimKind, DisclosureKind, Finding, FiscalYear, Severity};

use super::sentences::{Sentence, sentences};
use crate::context::Context;
use crate::phrases::{Phrases, phrases};
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "N014",
    name: "wrong-base-year",
    title: "比较的年份不是上年",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("wrong_base_year.rs"),
    body: Body::Check(check),
};

/// Words that compare with the year behind them.
static COMPARE: Phrases = phrases("N014", "compares");

fn check(context: &Context<'_>, found: &mut Found) {
    let Some(year) = context.year() else {
        found.insufficient("没有读到文件的年度");
        return;
    };
    let is_final = context.disclosure.kind == DisclosureKind::FinalAccounts;
    for sentence in sentences(context.disclosure) {
        if !sentence.claims.iter().any(|claim| claim.kind == ClaimKind::Change) {
            continue;
        }
        let text = normalized(&sentence.text);
        let Some(base) = base_year(&text) else { continue };
        found.compared();
        let is_right = base + 1 == year || is_final && base == year || text.contains(&(year - 1).to_string());
        if !is_right {
            found.push(finding(&sentence, base, year));
        }
    }
}

/// The year that a sentence compares with: 与2024年相比, 较2024年预算; the final accounts of earlier years aside.
fn base_year(text: &str) -> Option<FiscalYear> {
    text.match_indices('年').find_map(|(at, sign)| {
        let from = at.checked_sub(4).filter(|from| text.is_char_boundary(*from))?;
        let year: FiscalYear = text[from..at].parse().ok().filter(|year| (2000..2100).contains(year))?;
        let behind = text[at + sign.len()..].trim_start_matches('度');
        let compares = COMPARE.iter().any(|word| text[..from].ends_with(word));
        (compares && !behind.starts_with("决算")).then_some(year)
    })
}

fn finding(sentence: &Sentence<'_>, base: FiscalYear, year: FiscalYear) -> Finding {
    let message = format!("与{base}年比较，本文件的年度是{year}，应与{}年比较", year - 1);
    Finding::new(RULE.code, Severity::Warning, sentence.place(), message)
        .english(format!("the comparison is with {base}, the document is of {year}"))
        .advise("改为上一年，并核对增减额和原因是否也沿用了以前的说明")
        .values((year - 1).to_string(), base.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_compared_with_is_read() {
        for (text, expected) in [
            ("较2024年减少2.00万元", Some(2024)),
            ("与2025年度预算相比", Some(2025)),
            ("2026年预算", None),
            ("比2024年决算减少", None),
        ] {
            assert_eq!(base_year(text), expected, "{text}");
        }
    }
}
