//! # T019 计量单位重复 (doubled-unit)
//!
//! ## 检查内容
//! 数字后的单位写了两遍，如“12.50万元元”“12.50万元万元”“95%%”“2026年年预算”“3月月底”“20个个”。
//!
//! ## 为何重要
//! 多一个“万”字，金额就差一万倍；其余也是粘贴或套用模板留下的痕迹。
//!
//! ## 依据
//! - GB/T 15835 出版物上数字用法
//!
//! ## 示例
//! “支出预算120.50万元元”应为“支出预算120.50万元”。
//!
//! ## 如何更正
//! 删去重复的单位。
//!
//! ## 例外
//! “2026年年初”“2026年年底”“3月月底”一类，后一个字与其后的字成词的，不报告。

use mingsuan_model::Severity;

use super::words::{WORDS, behind_numbers, mended};
use crate::context::Context;
use crate::phrases::{Phrases, phrases};
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T019",
    name: "doubled-unit",
    title: "计量单位重复",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["GB/T 15835"],
    source: include_str!("doubled_unit.rs"),
    body: Body::Check(check),
};

/// What makes a word with the second of two signs: 年初, 月底, 次数, 人员.
static WORDS_BEHIND: Phrases = phrases("T019", "words_behind");

fn check(context: &Context<'_>, found: &mut Found) {
    for placed in context.texts() {
        if !placed.text.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        found.compared();
        if let Some((from, double, single)) = first_double(&placed.text) {
            let range = (from, from + double.len());
            let wrong = format!("单位“{double}”重复，应为“{single}”");
            let finding = mended(&RULE, placed, range, single, &wrong);
            found.push(finding.english(format!("the unit is doubled: {double}")));
        }
    }
}

/// The first unit that stands twice behind a number.
fn first_double(text: &str) -> Option<(usize, &'static str, &'static str)> {
    behind_numbers(text).find_map(|at| {
        let rest = &text[at..];
        let double = WORDS.doubled_units.iter().find(|double| rest.starts_with(&double.wrong))?;
        let behind = &rest[double.wrong.len()..];
        let is_word = WORDS_BEHIND.iter().any(|word| behind.starts_with(word));
        (!is_word).then_some((at, double.wrong.as_str(), double.right.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubled_units_are_told_from_words() {
        let double = |text: &str| first_double(text).map(|(_, double, _)| double);
        for (text, expected) in [
            ("支出120.50万元元，增加", Some("万元元")),
            ("支出120.50 万元万元", Some("万元万元")),
            ("完成率95%%", Some("%%")),
            ("2026年年预算", Some("年年")),
            ("2026年年初预算", None),
            ("接待20人人均100元", None),
            ("人人参与", None),
        ] {
            assert_eq!(double(text), expected, "{text}");
        }
    }
}
