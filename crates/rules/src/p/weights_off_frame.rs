//! # P033 一级指标权重偏离框架 (weights-off-frame)
//!
//! ## 检查内容
//! 表中列有权重（分值）且合计为90或100的，各一级指标的权重之和与通行的框架比较：设成本指标的为成本20、产出40、效益20、
//! 满意度10；不设成本指标的为产出50、效益30、满意度10（另有预算执行率10）。
//!
//! ## 为何重要
//! 各项目按同一框架计分，结果才能比较；偏离框架的多半漏设了一类指标，把它的分值加到了别处。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）
//! - 《项目支出绩效评价管理办法》（财预〔2020〕10号）
//!
//! ## 示例
//! 设有成本指标的项目，产出指标合计60、成本20、效益10。
//!
//! ## 如何更正
//! 对照当地的权重设置要求调整；当地另有规定的不必调整。
//!
//! ## 例外
//! 各地框架不同，只作提示。合计不是90或100的由 P032 报告；没有读到一级指标的项目不检查。框架见 standards/indicators.toml。

use mingsuan_model::{Finding, Indicator, Place, Severity};

use super::indicator_weights_broken::shown;
use super::words::WORDS;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P033",
    name: "weights-off-frame",
    title: "一级指标权重偏离框架",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号", "财预〔2020〕10号"],
    source: include_str!("weights_off_frame.rs"),
    body: Body::Check(check),
};

/// One in millionths.
const ONE: i128 = 1_000_000;

/// A first level with the sum of its weights and the place of the first.
type Level<'a> = (&'a str, i128, &'a Place);

fn check(context: &Context<'_>, found: &mut Found) {
    for project in &context.disclosure.projects {
        let Some(levels) = levels(&project.indicators) else { continue };
        let sum: i128 = levels.iter().map(|(_, weight, _)| weight).sum();
        if !WORDS.weight_sums.iter().any(|whole| i128::from(*whole) * ONE == sum) {
            continue;
        }
        found.compared();
        let differing = |frame: &Vec<(String, i64)>| levels.iter().find(|level| !is_in_frame(level, frame)).copied();
        let Some(nearest) = WORDS.weight_frames.iter().find(|frame| frame.len() == levels.len()) else { continue };
        if WORDS.weight_frames.iter().all(|frame| differing(frame).is_some())
            && let Some((name, weight, place)) = differing(nearest)
        {
            let weight = shown(weight);
            let frame: Vec<String> = nearest.iter().map(|(word, weight)| format!("{word}{weight}")).collect();
            let frame = frame.join("、");
            let message = format!("项目“{}”中“{name}”的权重合计为{weight}，通行的框架为{frame}", project.name.text);
            found.push(
                Finding::new(RULE.code, Severity::Info, place.clone(), message)
                    .english(format!("the weights of \"{name}\" add up to {weight}, off the usual frame"))
                    .advise("对照当地的权重设置要求核对；当地另有规定的不必调整")
                    .values(frame, weight),
            );
        }
    }
}

/// The first levels in order with their weights; `None` where a level is not told or an indicator has no weight.
fn levels(indicators: &[Indicator]) -> Option<Vec<Level<'_>>> {
    let mut levels: Vec<Level<'_>> = Vec::new();
    for indicator in indicators {
        let cell = indicator.weight.as_ref()?;
        let weight = cell.value.number()?.millionths();
        let name = indicator.level1.as_str();
        match levels.iter_mut().find(|level| level.0 == name) {
            _ if name.is_empty() => return None,
            Some(level) => level.1 += weight,
            None => levels.push((name, weight, &cell.place)),
        }
    }
    (!levels.is_empty()).then_some(levels)
}

fn is_in_frame((name, weight, _): &Level<'_>, frame: &[(String, i64)]) -> bool {
    frame.iter().any(|(word, wanted)| name.contains(word.as_str()) && i128::from(*wanted) * ONE == *weight)
}
