//! # P049 指标值漏写计量单位 (unit-left-out)
//!
//! ## 检查内容
//! 文件中绝大多数带数字的指标值都写有计量单位，个别指标值只有数字的。
//!
//! ## 为何重要
//! 没有单位，“≥1”可以是1辆、1次，也可以是1%，无法考核。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）：指标值应包含计量单位
//!
//! ## 示例
//! 其他指标写作“≥12次”“≥95%”，“租用车辆数”写作“≥1”。
//!
//! ## 如何更正
//! 补写计量单位。
//!
//! ## 例外
//! 单位另列一栏的表，以及不到九成指标值写有单位的文件（比例见 standards/indicators.toml）不检查；名称中已写明单位的不报；比率由 P011 报告。

use mingsuan_model::{Finding, Indicator, Severity};

use super::words::{WORDS, bare_name, indicators, is_rate, named, value_place};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P049",
    name: "unit-left-out",
    title: "指标值漏写计量单位",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号"],
    source: include_str!("unit_left_out.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let all = || indicators(&context.disclosure.projects).filter(|(_, one)| one.parts.number.is_some());
    let (count, bare) = (all().count(), all().filter(|(_, one)| one.parts.unit.is_empty()).count());
    if (count - bare) * 100 < count * WORDS.unit_percent {
        return;
    }
    for (project, indicator) in all() {
        found.compared();
        if indicator.parts.unit.is_empty() && !names_unit(indicator) && !is_rate(&bare_name(indicator)) {
            let message = format!("{}的指标值“{}”没有计量单位", named(project, indicator), indicator.value.text);
            found.push(
                Finding::new(RULE.code, Severity::Warning, value_place(indicator), message)
                    .english(format!("the value {} of \"{}\" has no unit", indicator.value.text, indicator.level3.text))
                    .advise("补写计量单位"),
            );
        }
    }
}

/// Whether the name says the unit in brackets: `车辆数（辆）`.
fn names_unit(indicator: &Indicator) -> bool {
    indicator.level3.text.contains(['(', '（', '%', '％'])
}
