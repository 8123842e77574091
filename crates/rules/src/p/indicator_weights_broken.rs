//! # P032 指标权重不合规 (indicator-weights-broken)
//!
//! ## 检查内容
//! 表中列有权重（分值）的，一个项目各项指标的权重之和应为100；预算执行率的10分另列的，应为90。
//! 别的指标都有权重而个别指标没有，或权重为零、为负的，也指出。
//!
//! ## 为何重要
//! 自评和评价按权重计分。权重不齐或不满百分，得分没有意义，也无法与其他项目比较。
//!
//! ## 依据
//! - 《项目支出绩效评价管理办法》（财预〔2020〕10号）
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）
//!
//! ## 示例
//! 四项指标的权重为40、20、20、20，合计100；其中一项误作10，合计只有90而表中又列有预算执行率。
//!
//! ## 如何更正
//! 补填或调整权重，使合计为100（预算执行率另列时为90）。
//!
//! ## 例外
//! 没有权重栏的表不检查；过半数指标没有读到权重的项目，视为表格未能识别，不予判断。

use mingsuan_model::{Decimal, Finding, Indicator, PlacedValue, Project, Severity};

use super::words::{WORDS, named};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P032",
    name: "indicator-weights-broken",
    title: "指标权重不合规",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2020〕10号", "财预〔2021〕101号"],
    source: include_str!("indicator_weights_broken.rs"),
    body: Body::Check(check),
};

/// One in millionths.
const ONE: i128 = 1_000_000;

fn check(context: &Context<'_>, found: &mut Found) {
    for project in &context.disclosure.projects {
        let cells: Vec<(&Indicator, &PlacedValue)> =
            project.indicators.iter().filter_map(|one| Some((one, one.weight.as_ref()?))).collect();
        let weights = cells.iter().filter(|(_, cell)| weight_of(cell).is_some()).count();
        if weights < 2 {
            continue;
        }
        if weights * 2 < cells.len() {
            found.insufficient("多数指标没有读到权重");
            continue;
        }
        found.compared();
        let sum: i128 = cells.iter().filter_map(|(_, cell)| weight_of(cell)).map(Decimal::millionths).sum();
        let is_whole = WORDS.weight_sums.iter().any(|whole| i128::from(*whole) * ONE == sum);
        let without = cells.iter().filter(|(_, cell)| weight_of(cell).is_none_or(|weight| weight.millionths() <= 0));
        let before = found.findings.len();
        found.findings.extend(without.map(|(indicator, cell)| unweighted(project, indicator, cell)));
        if !is_whole && found.findings.len() == before {
            found.findings.extend(cells.first().map(|(_, cell)| wrong_sum(project, cell, sum)));
        }
    }
}

/// A weight; `None` where none is printed.
fn weight_of(cell: &PlacedValue) -> Option<Decimal> {
    cell.value.number()
}

fn unweighted(project: &Project, indicator: &Indicator, cell: &PlacedValue) -> Finding {
    let what = if weight_of(cell).is_none() { "没有权重" } else { "的权重不是正数" };
    Finding::new(RULE.code, Severity::Warning, cell.place.clone(), format!("{}{what}", named(project, indicator)))
        .english(format!("\"{}\" has no weight above zero, other indicators have one", indicator.level3.text))
        .advise("补填权重，并使项目各项权重合计为100（预算执行率另列时为90）")
}

fn wrong_sum(project: &Project, cell: &PlacedValue, sum: i128) -> Finding {
    let sum = shown(sum);
    let wholes: Vec<String> = WORDS.weight_sums.iter().map(i64::to_string).collect();
    let wholes = wholes.join("或");
    let message = format!("项目“{}”各项指标的权重合计为{sum}，应为{wholes}", project.name.text);
    Finding::new(RULE.code, Severity::Warning, cell.place.clone(), message)
        .english(format!("the weights of \"{}\" add up to {sum}", project.name.text))
        .advise("调整各项权重，使合计为100；预算执行率的10分另列的，使合计为90")
        .values(wholes, sum)
}

/// Millionths as a number, without zeros at its end.
pub(super) fn shown(millionths: i128) -> String {
    let text = format!("{}.{:06}", millionths / ONE, (millionths % ONE).abs());
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
