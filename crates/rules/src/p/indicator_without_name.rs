//! # P029 指标没有名称 (indicator-without-name)
//!
//! ## 检查内容
//! 填了指标值的绩效指标，三级指标名称不应空白。
//!
//! ## 为何重要
//! 没有名称的指标值无从考核，读者也不知道它说的是什么。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）
//!
//! ## 示例
//! 数量指标一行，三级指标空白，指标值为“≥12次”。
//!
//! ## 如何更正
//! 补填三级指标名称；是多余的行则删去。
//!
//! ## 例外
//! 全文过半数指标没有名称时，视为表格未能识别，不予判断。指标值空白由 P010 检查。

use mingsuan_model::{Finding, Indicator, Severity};

use super::words::{indicators, value_place};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P029",
    name: "indicator-without-name",
    title: "指标没有名称",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号"],
    source: include_str!("indicator_without_name.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let projects = &context.disclosure.projects;
    let nameless = indicators(projects).filter(|(_, indicator)| is_nameless(indicator)).count();
    if nameless > 1 && nameless * 2 > indicators(projects).count() {
        found.insufficient("过半数绩效指标没有读到名称");
        return;
    }
    for (project, indicator) in indicators(projects) {
        found.compared();
        if is_nameless(indicator) {
            let (name, value) = (&project.name.text, &indicator.value.text);
            let message = format!("项目“{name}”有一个指标只有指标值“{value}”，没有指标名称");
            let finding = Finding::new(RULE.code, Severity::Warning, value_place(indicator), message)
                .english(format!("an indicator of \"{name}\" has a value but no name"))
                .advise("补填三级指标名称；是多余的行则删去");
            found.push(finding);
        }
    }
}

fn is_nameless(indicator: &Indicator) -> bool {
    indicator.level3.text.trim().is_empty() && !indicator.value.text.trim().is_empty()
}
