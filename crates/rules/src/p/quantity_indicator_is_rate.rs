//! # P034 数量指标填写的是比率 (quantity-indicator-is-rate)
//!
//! ## 检查内容
//! 数量指标反映做了多少，指标值应是个数、次数、面积等；名称为“…率”“…比例”、指标值又是百分比（或没有单位且不超过100）的，予以提示。
//!
//! ## 为何重要
//! 只有比率没有数量，看不出任务有多大：完成率100%，是完成10件还是1000件，结果一样。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）：数量指标反映预期提供的公共产品或服务的数量
//!
//! ## 示例
//! 数量指标“设备巡检完成率 ≥95%”：应填写巡检的台数或次数，完成率列入质量指标或时效指标。
//!
//! ## 如何更正
//! 改填数量，把比率移到质量指标或时效指标。
//!
//! ## 例外
//! 同一项目的数量指标中还有带数量的，说明任务量已经写明，不提示。增长率等也不提示。

use mingsuan_model::{Finding, Indicator, Severity};

use super::words::{bare_name, is_of_kind, is_part_rate, is_percent, named, value_place};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P034",
    name: "quantity-indicator-is-rate",
    title: "数量指标填写的是比率",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号"],
    source: include_str!("quantity_indicator_is_rate.rs"),
    body: Body::Check(check),
};

/// One hundred in millionths.
const HUNDRED: i128 = 100_000_000;

fn check(context: &Context<'_>, found: &mut Found) {
    for project in &context.disclosure.projects {
        let quantities: Vec<&Indicator> = project.indicators.iter().filter(|one| is_of_kind(one, "数量")).collect();
        quantities.iter().for_each(|_| found.compared());
        let mut rates = quantities.iter().filter(|one| is_rate_value(one));
        let Some(first) = rates.next().filter(|_| quantities.iter().all(|one| is_rate_value(one))) else { continue };
        let message = format!("{}是比率，项目的数量指标中没有任何数量", named(project, first));
        let finding = Finding::new(RULE.code, Severity::Info, value_place(first), message)
            .english(format!("\"{}\" is a rate and no indicator of the project tells a quantity", first.level3.text))
            .advise("补填数量，比率列入质量指标或时效指标");
        found.push(rates.fold(finding, |finding, one| {
            finding.relate("另一项数量指标", "another quantity indicator", value_place(one))
        }));
    }
}

/// Whether an indicator is a part of a whole by its name and by its value.
fn is_rate_value(indicator: &Indicator) -> bool {
    let parts = &indicator.parts;
    let is_small = parts.number.is_some_and(|number| number.millionths() <= HUNDRED);
    is_part_rate(&bare_name(indicator)) && (is_percent(&parts.unit) || parts.unit.is_empty() && is_small)
}
