//! # P014 描述中的数目与指标值不符 (number-words-differ)
//!
//! ## 检查内容
//! 指标名称或描述中写明的数目（汉字或数字，后跟与指标值相同的计量单位），应与指标值的数字一致。
//!
//! ## 为何重要
//! 同一行里文字说四项、指标值写五项，评价时以哪个为准就会发生争议。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）
//!
//! ## 示例
//! 描述为“完成保洁、绿化、巡查等三项工作”，指标值为“4项”。
//!
//! ## 如何更正
//! 核对工作内容，统一文字与指标值。
//!
//! ## 例外
//! 描述中有两个以上数目、区间（2-3个）、序数（第三次）、频次（每季度1次）、泛指的“一”和固定提法的，不检查。

use mingsuan_model::text::whole_number;
use mingsuan_model::{Finding, Indicator, Placed, Project, Severity};

use super::words::{WORDS, has_more_digits, indicators, is_one_of, is_same_unit, named, value_place};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P014",
    name: "number-words-differ",
    title: "描述中的数目与指标值不符",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号"],
    source: include_str!("number_words_differ.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for (project, indicator) in indicators(&context.disclosure.projects) {
        let Some(value) = whole_value(indicator) else { continue };
        for text in [&indicator.description, &indicator.level3] {
            let Some((words, number)) = only_number(&text.text, &indicator.parts.unit) else {
                continue;
            };
            found.compared();
            if number != value {
                found.push(finding(project, indicator, text, &words));
                break;
            }
        }
    }
}

/// The value of an indicator that counts things.
fn whole_value(indicator: &Indicator) -> Option<u32> {
    let number = indicator.parts.number.filter(|n| n.decimals() == 0)?;
    if has_more_digits(indicator) || !is_one_of(&indicator.parts.unit, &WORDS.count_units) {
        return None;
    }
    u32::try_from(number.mantissa()).ok()
}

/// The one number that a text gives in a unit, as printed and as a value; `None` where there is none, several,
/// or one that counts something else.
fn only_number(text: &str, unit: &str) -> Option<(String, u32)> {
    let mut text = mingsuan_model::text::normalized(text);
    for phrase in &WORDS.fixed_phrases {
        text = text.replace(phrase.as_str(), "");
    }
    let chars: Vec<char> = text.chars().collect();
    let (mut numbers, mut at) = (Vec::new(), 0);
    while at < chars.len() {
        let length = chars[at..].iter().take_while(|c| is_numeral(**c)).count();
        if length == 0 {
            at += 1;
            continue;
        }
        let before: String = chars[..at].iter().collect();
        let words: String = chars[at..at + length].iter().collect();
        let after: String = chars[at + length..].iter().collect();
        at += length;
        let Some(printed_unit) = unit_behind(&after, unit) else {
            continue;
        };
        if words == "一" || is_part_of_more(&before) {
            return None;
        }
        numbers.push((format!("{words}{printed_unit}"), whole_number(&words)?));
    }
    if numbers.len() == 1 { numbers.pop() } else { None }
}

/// Digits, and Chinese digits; a point makes the number another one, which `whole_number` refuses.
fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || c == '.' || "零一二两三四五六七八九十百千".contains(c)
}

/// The unit that follows a number, if it is ours (or another spelling of it) and not the beginning of another word.
fn unit_behind(after: &str, unit: &str) -> Option<String> {
    let same = WORDS.same_units.iter().flatten().filter(|other| is_same_unit(other, unit));
    let found = std::iter::once(unit).chain(same.map(String::as_str)).find(|unit| after.starts_with(*unit))?;
    let rest = &after[found.len()..];
    let goes_on = WORDS.unit_continuations.iter().any(|more| rest.starts_with(more.as_str()));
    (!goes_on).then(|| found.to_owned())
}

/// Whether the words before a number make it a rhythm, an ordinal or one end of a range.
fn is_part_of_more(before: &str) -> bool {
    let clause = before.rsplit(['，', ',', '。', '；', ';']).next().unwrap_or_default();
    WORDS.number_prefixes.iter().any(|word| before.ends_with(word.as_str())) || clause.contains('每')
}

fn finding(project: &Project, indicator: &Indicator, text: &Placed, words: &str) -> Finding {
    let message =
        format!("{}的文字中写“{words}”，指标值为“{}”，两者不一致", named(project, indicator), indicator.value.text);
    Finding::new(RULE.code, Severity::Warning, value_place(indicator), message)
        .english(format!("\"{}\" says {words} in words, its value is {}", indicator.level3.text, indicator.value.text))
        .advise("核对实际数量，统一文字与指标值")
        .values(words, indicator.value.text.clone())
        .relate("写明数目的文字", "the text that tells the count", text.place.with_text(text.text.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words_are_found() {
        for (text, unit, number) in [
            ("完成保洁、绿化、巡查等三项工作", "项", Some(3)),
            ("维护道路两侧十二座公厕", "座", Some(12)),
            ("开展培训15次", "次", Some(15)),
            ("新建2-3个、改造2-3个", "个", None),
            ("每季度开展2次", "次", None),
            ("第三次评审", "次", None),
            ("打造一个支部", "个", None),
            ("工期3个月", "个", None),
            ("三项目同步推进", "项", None),
            ("A类3项，B类2项", "项", None),
            ("践行两个维护个性化", "个", None),
        ] {
            assert_eq!(only_number(text, unit).map(|(_, n)| n), number, "{text}");
        }
    }
}
