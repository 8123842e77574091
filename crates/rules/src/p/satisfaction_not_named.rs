//! # P035 满意度指标没有说满意 (satisfaction-not-named)
//!
//! ## 检查内容
//! 列在满意度指标下的，名称、描述或指标值中应说明是谁的满意度（满意、投诉、评价等）。
//!
//! ## 为何重要
//! 名称只写了对象或别的事情，评价时不知道要问什么，多半是漏写“满意度”或放错了位置。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）：满意度指标反映服务对象的认可程度
//!
//! ## 示例
//! 满意度指标下的三级指标写作“道路通行能力”。
//!
//! ## 如何更正
//! 写明满意度的对象，如“沿线居民满意度”；不是满意度的移到相应的类别。
//!
//! ## 例外
//! 用语见 standards/indicators.toml。指标名称为空的由 P029 报告。

use mingsuan_model::{Finding, Indicator, Severity};

use super::words::{WORDS, contains_any, indicators, named, value_place};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P035",
    name: "satisfaction-not-named",
    title: "满意度指标没有说满意",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号"],
    source: include_str!("satisfaction_not_named.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for (project, indicator) in indicators(&context.disclosure.projects) {
        let is_satisfaction = indicator.level1.contains("满意") || indicator.level2.contains("满意");
        if !is_satisfaction || indicator.level3.text.is_empty() {
            continue;
        }
        found.compared();
        if !says_content(indicator) {
            let message = format!("{}列在满意度指标下，却没有说明是满意度", named(project, indicator));
            found.push(
                Finding::new(RULE.code, Severity::Info, value_place(indicator), message)
                    .english(format!("\"{}\" stands under satisfaction and does not ask for it", indicator.level3.text))
                    .advise("写明是谁的满意度；不是满意度的移到相应的类别"),
            );
        }
    }
}

fn says_content(indicator: &Indicator) -> bool {
    let texts = [&indicator.level3, &indicator.description, &indicator.value];
    texts.iter().any(|text| contains_any(&text.text, &WORDS.content_words))
}
