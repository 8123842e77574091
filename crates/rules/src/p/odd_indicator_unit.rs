//! # P011 指标值计量单位不规范 (odd-indicator-unit)
//!
//! ## 检查内容
//! 指标值的计量单位应规范：百分比写“%”，不写“比率”“百分比”；月份写“月”。
//! 名称为“…率”“…满意度”的指标，数字后应有计量单位。
//!
//! ## 为何重要
//! 单位不规范的指标值读不通，也无法按数值汇总和比较；缺少单位时，95究竟是95%还是95分无从知道。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）
//! - GB/T 15835 出版物上数字用法
//!
//! ## 示例
//! 指标“设备完好率”的指标值为“≥97比率”，应为“≥97%”。
//!
//! ## 如何更正
//! 按提示改写计量单位。
//!
//! ## 例外
//! 全文的“率”都没有单位时，视为单位另有一栏而未能读到，不予判断。

use mingsuan_model::{Decimal, Finding, Indicator, Project, Severity};

use super::words::{WORDS, bare_name, indicators, is_rate, named, rewritten, value_place};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P011",
    name: "odd-indicator-unit",
    title: "指标值计量单位不规范",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号", "GB/T 15835"],
    source: include_str!("odd_indicator_unit.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let projects = &context.disclosure.projects;
    let rates = indicators(projects).filter(|(_, i)| i.parts.number.is_some() && is_rate(&bare_name(i)));
    let (all, bare) = rates.fold((0, 0), |(all, bare), (_, i)| (all + 1, bare + usize::from(lacks_unit(i))));
    let units_are_elsewhere = bare > 1 && bare == all;
    if units_are_elsewhere {
        found.insufficient("指标值都没有计量单位，单位可能另列一栏");
    }
    for (project, indicator) in indicators(projects) {
        let Some(number) = indicator.parts.number else { continue };
        if lacks_unit(indicator) {
            if is_rate(&bare_name(indicator)) && !units_are_elsewhere {
                found.compared();
                found.push(without_unit(project, indicator, number));
            }
            continue;
        }
        found.compared();
        let odd = WORDS.odd_units.iter().find(|(unit, _)| *unit == indicator.parts.unit);
        if let Some((_, usual)) = odd {
            found.push(odd_unit(project, indicator, number, usual));
        }
    }
}

/// A name that names the unit itself needs none behind the number: `合格率（%）`.
fn lacks_unit(indicator: &Indicator) -> bool {
    indicator.parts.unit.is_empty() && !indicator.level3.text.contains(['%', '％'])
}

fn odd_unit(project: &Project, indicator: &Indicator, number: Decimal, usual: &str) -> Finding {
    let written = rewritten(indicator, number, usual);
    let message =
        format!("{}的指标值“{}”计量单位不规范，宜写作“{written}”", named(project, indicator), indicator.value.text);
    let mut finding = Finding::new(RULE.code, Severity::Info, value_place(indicator), message)
        .english(format!("unit of \"{}\" should be {usual}", indicator.value.text))
        .advise(format!("改为“{written}”"))
        .values(written.clone(), indicator.value.text.clone());
    finding.suggested = Some(written);
    finding
}

fn without_unit(project: &Project, indicator: &Indicator, number: Decimal) -> Finding {
    let written = rewritten(indicator, number, "%");
    let message =
        format!("{}的指标值“{}”没有计量单位，是否为“{written}”", named(project, indicator), indicator.value.text);
    let mut finding = Finding::new(RULE.code, Severity::Warning, value_place(indicator), message)
        .english(format!("rate \"{}\" has a value without a unit", indicator.level3.text))
        .advise("在数字后注明计量单位")
        .values(written.clone(), indicator.value.text.clone());
    finding.suggested = Some(written);
    finding
}
