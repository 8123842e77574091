//! # N021 同一数目前后不一 (counts-differ)
//!
//! ## 检查内容
//! 文字在两处用同样的话说到车辆数、编制数、实有人数、接待批次的，数目应相同；车辆总数与国有资产占用表的车辆数应相同。
//!
//! ## 为何重要
//! 同一件事两个数，至少有一个是错的。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的内容应当真实、前后一致
//!
//! ## 示例
//! 前文“本单位共有车辆3辆”，后文“本单位共有车辆2辆”。
//!
//! ## 如何更正
//! 核对后统一；口径不同的，写明口径。
//!
//! ## 例外
//! 用语不同的（如“保有量”与“共有车辆”口径可能不同）不比较；写明购置、计划、上年的不比较；部门文件只比较主语也相同的车辆数。

use std::collections::HashMap;

use mingsuan_model::{AgencyLevel, CellValue, Dimension, Finding, Place, Placed, Severity};

use super::counts::{Count, counts};
use crate::context::Context;
use crate::d::texts;
use crate::phrases::{Phrases, phrases};
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "N021",
    name: "counts-differ",
    title: "同一数目前后不一",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("counts_differ.rs"),
    body: Body::Check(check),
};

/// Words of texts that may tell a count.
static TOPICS: Phrases = phrases("N021", "topics");

/// Words that tell a whole count, not one of its parts.
static WHOLES: Phrases = phrases("N021", "wholes");

/// Words of counts of another time or purpose.
static OTHERS: Phrases = phrases("N021", "others");

fn check(context: &Context<'_>, found: &mut Found) {
    let is_department = context.disclosure.agency.level != Some(AgencyLevel::Unit);
    let mut seen: HashMap<(String, &str), (u32, &Placed)> = HashMap::new();
    let in_table = vehicles_in_table(context);
    let speaks = |text: &&Placed| TOPICS.iter().any(|word| text.text.contains(word));
    for text in texts(context.disclosure).filter(speaks) {
        for count in counts(&text.text) {
            let Some(words) = whole(&count) else { continue };
            let is_vehicle = count.unit == "辆";
            let is_all = !is_department && is_vehicle && words.contains("共有");
            if let (true, Some((number, place))) = (is_all, &in_table) {
                found.compared();
                if *number != count.number {
                    let whose = ["国有资产占用表中的车辆数", "vehicles in the table of assets"];
                    found.push(finding(text, &count, *number, place, whose));
                }
            }
            if is_department && !is_vehicle {
                continue;
            }
            // In a department's document each unit may tell its own.
            let key = if is_department { count.words.clone() } else { words };
            let (first, place) = *seen.entry((key, count.unit)).or_insert((count.number, text));
            found.compared();
            if first != count.number {
                let place = place.place.with_text(place.text.as_str());
                found.push(finding(text, &count, first, &place, ["前文", "told before"]));
            }
        }
    }
}

/// The words of a whole count without what tells the date before them.
fn whole(count: &Count) -> Option<String> {
    let is_other = OTHERS.iter().any(|word| count.words.contains(word));
    let at = WHOLES.iter().filter_map(|word| count.words.find(word)).min().filter(|_| !is_other)?;
    Some(count.words[at..].to_owned())
}

/// The vehicles that the table of assets counts.
fn vehicles_in_table(context: &Context<'_>) -> Option<(u32, Place)> {
    let fact = context.disclosure.facts.iter().find(|fact| {
        let at = &fact.coordinate;
        at.is_at(Dimension::Item, "asset-vehicle") && at.is_at(Dimension::Measure, "quantity")
    })?;
    match &fact.value {
        CellValue::Number(number) if number.decimals() == 0 => {
            Some((u32::try_from(number.mantissa()).ok()?, fact.place.clone()))
        }
        _ => None,
    }
}

fn finding(text: &Placed, count: &Count, other: u32, place: &Place, [whose, whose_en]: [&str; 2]) -> Finding {
    let Count { words, number, unit, .. } = count;
    let message = format!("“{words}{number}{unit}”，{whose}是{other}{unit}");
    Finding::new(RULE.code, Severity::Warning, text.place.with_text(text.text.as_str()), message)
        .english(format!("the count is told as {number} here and as {other} elsewhere"))
        .advise("核对后统一；口径不同的，写明口径")
        .values(other.to_string(), number.to_string())
        .relate(whose, whose_en, place.clone())
}
