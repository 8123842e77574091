//! # P041 指标没有写明依据 (indicator-without-basis)
//!
//! ## 检查内容
//! 表中有“指标值确定依据”一栏且绝大多数指标都已填写的，其余指标不应空白。
//!
//! ## 为何重要
//! 没有依据，就不知道指标值是怎么定的，偏高偏低都无法判断。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）：指标值应有计划标准、行业标准或历史标准等依据
//!
//! ## 示例
//! 其余指标都写有“实施方案”“合同”等，“设备采购数量”的依据空白。
//!
//! ## 如何更正
//! 补填依据，如工作计划、合同、行业标准或上年数据。
//!
//! ## 例外
//! 没有这一栏的表，以及不到八成指标填写了依据的文件（比例见 standards/indicators.toml），不检查。

use mingsuan_model::{Finding, Severity};

use super::words::{WORDS, indicators, named};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P041",
    name: "indicator-without-basis",
    title: "指标没有写明依据",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号"],
    source: include_str!("indicator_without_basis.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let all = || indicators(&context.disclosure.projects).filter(|(_, one)| !one.level3.text.is_empty());
    let (count, with) = (all().count(), all().filter(|(_, one)| !one.basis.text.trim().is_empty()).count());
    if with == 0 || with * 100 < count * WORDS.basis_percent {
        return;
    }
    for (project, indicator) in all() {
        found.compared();
        if indicator.basis.text.trim().is_empty() {
            let message = format!("{}没有写明指标值确定依据", named(project, indicator));
            found.push(
                Finding::new(RULE.code, Severity::Warning, indicator.basis.place.clone(), message)
                    .english(format!("\"{}\" has no basis, the other indicators have one", indicator.level3.text))
                    .advise("补填依据，如工作计划、合同、行业标准或上年数据"),
            );
        }
    }
}
