//! # G020 各类车辆之和与总数不符 (vehicle-kinds-mismatch)
//!
//! ## 检查内容
//! 文字写“共有车辆…辆，其中：…用车…辆、…用车…辆”的，各类之和应等于总数；最后一类不是“其他用车”的，各类之和不应大于总数。
//!
//! ## 为何重要
//! 车辆数是国有资产公开的重点，总数和分类对不上，必有一个数没有更新。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开国有资产占用情况
//! - 《行政事业性国有资产管理条例》（国务院令第738号）
//!
//! ## 示例
//! “共有车辆6辆，其中：机要通信用车1辆、应急保障用车2辆、其他用车2辆”：各类之和为5。
//!
//! ## 如何更正
//! 对照资产年报核对总数和各类车辆数。
//!
//! ## 例外
//! 没有“其中”、只列一类，或者分类中夹有其他数字的句子不检查。

use mingsuan_model::text::normalized;
use mingsuan_model::{Finding, Placed, Severity};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "G020",
    name: "vehicle-kinds-mismatch",
    title: "各类车辆之和与总数不符",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号", "国务院令第738号"],
    source: include_str!("vehicle_kinds_mismatch.rs"),
    body: Body::Check(check),
};

/// What vehicles are counted in.
const UNIT: char = '辆';

/// A total and the numbers of its kinds, and whether the last kind is the rest.
#[derive(Debug, PartialEq, Eq)]
struct Kinds {
    total: u32,
    parts: Vec<u32>,
    is_complete: bool,
}

fn check(context: &Context<'_>, found: &mut Found) {
    for placed in context.texts() {
        if !placed.text.contains(UNIT) {
            continue;
        }
        for kinds in normalized(&placed.text).split('。').filter_map(kinds_in) {
            found.compared();
            let sum: u32 = kinds.parts.iter().sum();
            if sum > kinds.total || kinds.is_complete && sum != kinds.total {
                found.push(finding(placed, &kinds, sum));
            }
        }
    }
}

/// The kinds of vehicles that a sentence tells behind 其中.
fn kinds_in(sentence: &str) -> Option<Kinds> {
    let (before, behind) = sentence.split_once("其中")?;
    let total = before.trim_end_matches([',', ':', ';', '，']).strip_suffix(UNIT)?;
    let (total, _) = number_at_end(total)?;
    let mut parts = Vec::new();
    let mut is_complete = false;
    for clause in behind.trim_start_matches([':', ',', '，']).split(['、', ',', ';', '，', '；']) {
        let Some((number, name)) = clause.strip_suffix(UNIT).and_then(number_at_end) else { break };
        if name.is_empty() || name.contains(|c: char| c.is_ascii_digit()) {
            break;
        }
        is_complete = name.contains("其他");
        parts.push(number);
    }
    (parts.len() > 1).then_some(Kinds { total, parts, is_complete })
}

/// The whole number that a text ends with, and what stands before it.
fn number_at_end(text: &str) -> Option<(u32, &str)> {
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = text.get(bare.len()..)?.parse().ok()?;
    (!bare.ends_with('.')).then_some((number, bare))
}

fn finding(placed: &Placed, kinds: &Kinds, sum: u32) -> Finding {
    let total = kinds.total;
    let message = format!("文字写车辆共{total}辆，所列各类之和为{sum}辆");
    Finding::new(RULE.code, Severity::Error, placed.place.clone(), message)
        .english(format!("the text tells of {total} vehicles, their kinds add up to {sum}"))
        .advise("对照资产年报核对车辆总数和各类车辆数")
        .values(format!("{sum}辆"), format!("{total}辆"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_read_from_sentences() {
        let kinds = |total, parts: &[u32], is_complete| Some(Kinds { total, parts: parts.to_vec(), is_complete });
        for (sentence, expected) in [
            ("本单位共有车辆6辆,其中:机要通信用车1辆、应急保障用车2辆、其他用车3辆", kinds(6, &[1, 2, 3], true)),
            ("共有车辆6辆,其中机要通信用车1辆,执法执勤用车2辆;单价50万元以上设备3台", kinds(6, &[1, 2], false)),
            ("共有车辆6辆,单价50万元以上设备3台", None),
            ("共有车辆6辆,其中:特种车辆2辆", None),
            ("安排公务用车购置费20万元,其中:轿车1辆、客车2辆", None),
        ] {
            assert_eq!(kinds_in(sentence), expected, "{sentence}");
        }
    }
}
