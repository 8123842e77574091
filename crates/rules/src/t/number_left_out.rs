//! # T029 单位前漏写数字 (number-left-out)
//!
//! ## 检查内容
//! 句中“占”“增长”“下降”等词引出的百分号，或“增加”“减少”“安排”“为”等词引出的“万元”“元”，前面没有数字。
//!
//! ## 为何重要
//! 漏掉的数字往往正是读者要看的占比或金额，也说明成文后没有复核。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开内容应当完整、真实
//!
//! ## 示例
//! “商品和服务支出75800元，占基本支出预算%，同比增加52044.27元”：百分号前漏写占比。
//!
//! ## 如何更正
//! 按报表计算后补上数字。
//!
//! ## 例外
//! “单位：万元”“（万元）”等说明计量单位的，以及句中没有写出任何数字的，不检查。

use mingsuan_model::{Finding, Placed, Severity};

use super::words::sentence;
use crate::context::Context;
use crate::phrases::{Phrases, phrases};
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T029",
    name: "number-left-out",
    title: "单位前漏写数字",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("number_left_out.rs"),
    body: Body::Check(check),
};

/// Words in the same clause that lead to a rate.
static RATE_WORDS: Phrases = phrases("T029", "rates");
/// Words that lead to an amount at once.
static AMOUNT_WORDS: Phrases = phrases("T029", "amounts");
/// Units that stand behind a number.
static UNITS: Phrases = phrases("T029", "units");
/// Those of money.
static AMOUNT_UNITS: Phrases = phrases("shared", "money");

fn check(context: &Context<'_>, found: &mut Found) {
    for placed in context.texts() {
        if !placed.text.contains(['元', '%', '％']) {
            continue;
        }
        found.compared();
        if let Some((at, unit)) = first_bare(placed) {
            let whole = sentence(&placed.text, at, at + unit.len());
            let message = format!("“{whole}”中“{unit}”前漏写数字");
            let finding = Finding::new(RULE.code, RULE.severity, placed.place.with_text(whole), message)
                .english(format!("there is no number before \"{unit}\""))
                .advise("按报表计算后补上数字");
            found.push(finding);
        }
    }
}

/// The first unit that stands behind a word where its number should be.
fn first_bare(placed: &Placed) -> Option<(usize, &'static str)> {
    let text = placed.text.as_str();
    let units: &[&str] = &UNITS;
    text.char_indices().find_map(|(at, _)| {
        let unit = *units.iter().find(|unit| text[at..].starts_with(**unit))?;
        let before = text[..at].trim_end();
        let clause = before.rsplit(['，', '。', '；', ',', ';', '：', ':', '（', '(']).next().unwrap_or_default();
        let is_word = before.ends_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let is_led = !clause.contains("单位")
            && if AMOUNT_UNITS.contains(&unit) {
                AMOUNT_WORDS.iter().any(|word| clause.ends_with(word))
            } else {
                RATE_WORDS.iter().any(|word| clause.contains(word)) && !clause.contains(|c: char| c.is_ascii_digit())
            };
        let ends = text[at + unit.len()..].trim_start().starts_with(['，', '。', '；', ',', ';', '）', ')']);
        let has_numbers = sentence(text, at, at + unit.len()).contains(|c: char| c.is_ascii_digit());
        (is_word && is_led && ends && has_numbers).then_some((at, unit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_without_numbers_are_found() {
        let bare =
            |text: &str| first_bare(&Placed { text: text.to_owned(), ..Placed::default() }).map(|(_, unit)| unit);
        assert_eq!(bare("支出75800元，占基本支出预算%，同比增加52.27元。"), Some("%"));
        assert_eq!(bare("2026年支出预算80.00万元，比上年增加万元，主要是新增项目。"), Some("万元"));
        assert_eq!(bare("支出80.00万元（金额单位：万元），占60%，增减%不计。"), None);
        assert_eq!(bare("投入为元，无数字。"), None);
    }
}
