//! # N020 车辆、人员分类之和与总数不符 (count-sum-mismatch)
//!
//! ## 检查内容
//! 文字写明车辆或人员总数及其构成（其中……）的，各类之和应等于总数。
//!
//! ## 为何重要
//! 车辆、编制人数是核定公用经费和“三公”经费的依据，数目不合，经费的依据就不清楚。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开国有资产占用情况
//!
//! ## 示例
//! “共有车辆10辆，其中：机要通信用车2辆、执法执勤用车5辆、其他用车4辆”：各类之和为11辆。
//!
//! ## 如何更正
//! 对照资产系统、编制文件核对总数和各类的数目。
//!
//! ## 例外
//! 各类之和不到总数而没有列出“其他”的，视为没有列全，不报告；各类中又分“其中”的，不检查。

use mingsuan_model::{Finding, Placed, Severity};

use super::counts::{Count, counts};
use crate::context::Context;
use crate::d::texts;
use crate::phrases::{Phrases, phrases};
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "N020",
    name: "count-sum-mismatch",
    title: "车辆、人员分类之和与总数不符",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("count_sum_mismatch.rs"),
    body: Body::Check(check),
};

/// What is counted.
static UNITS: Phrases = phrases("shared", "heads");

fn check(context: &Context<'_>, found: &mut Found) {
    for text in texts(context.disclosure) {
        for sentence in text.text.split('。').filter(|sentence| sentence.contains("其中")) {
            let all = counts(sentence);
            for at in 0..all.len() {
                let Some(parts) = parts_of(&all, at) else { continue };
                found.compared();
                let sum: u32 = parts.iter().map(|part| part.number).sum();
                let is_whole = parts.iter().any(|part| part.words.contains("其他"));
                if sum > all[at].number || sum < all[at].number && is_whole {
                    found.push(finding(text, sentence, &all[at], parts, sum));
                }
            }
        }
    }
}

/// The counts that a count is said to consist of: those behind 其中, up to another list or to what has no unit like it.
fn parts_of(all: &[Count], at: usize) -> Option<&[Count]> {
    let total = all.get(at).filter(|count| UNITS.contains(&count.unit))?;
    let behind = &all[at + 1..];
    let opens = |count: &Count| count.gap.contains("其中") || count.words.starts_with("其中");
    behind.first().filter(|first| opens(first))?;
    let is_next = |part: &Count| part.unit == total.unit && part.gap.chars().all(|c| matches!(c, ',' | '、' | ';'));
    let length = 1 + behind[1..].iter().take_while(|part| is_next(part) && !is_total(part)).count();
    // A list within the list: which counts are parts of which cannot be told.
    let is_list = |count: &Count| opens(count) || count.words.starts_with("包括");
    let is_nested = behind[..length].iter().skip(1).any(is_list) || behind.get(length).is_some_and(is_list);
    (length > 1 && !is_nested).then(|| &behind[..length])
}

/// Whether the words tell another total, not one more part.
fn is_total(count: &Count) -> bool {
    static WORDS: Phrases = phrases("N020", "totals");
    WORDS.iter().any(|word| count.words.contains(word))
}

fn finding(text: &Placed, sentence: &str, total: &Count, parts: &[Count], sum: u32) -> Finding {
    let Count { words, number, unit, .. } = total;
    let message = format!("“{words}{number}{unit}”，而其中{}类之和为{sum}{unit}", parts.len());
    Finding::new(RULE.code, Severity::Error, text.place.with_text(sentence.trim()), message)
        .english(format!("the parts add up to {sum}, the total is told as {number}"))
        .advise("核对总数和各类的数目")
        .values(sum.to_string(), number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_end_where_another_total_begins() {
        let sum = |text: &str| {
            let all = counts(text);
            parts_of(&all, 0).map(|parts| parts.iter().map(|part| part.number).sum::<u32>())
        };
        for (text, expected) in [
            ("共有车辆10辆，其中：执法执勤用车6辆、其他用车4辆", Some(10)),
            ("编制10人，其中行政编制6人、事业编制4人；实有9人，其中行政5人、事业4人", Some(10)),
            ("编制10人，其中行政编制6人，事业编制4人；实有人员9人", Some(10)),
            ("编制10人，实有9人", None),
            ("实有9人，其中在职9人，包括行政4人、事业5人", None),
        ] {
            assert_eq!(sum(text), expected, "{text}");
        }
    }
}
