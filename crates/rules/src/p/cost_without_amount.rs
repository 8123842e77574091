//! # P030 成本指标没有金额 (cost-without-amount)
//!
//! ## 检查内容
//! 经济成本指标的指标值应当有数额。
//!
//! ## 为何重要
//! “控制在预算之内”之类的说法对任何项目都成立，起不到约束成本的作用。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）
//!
//! ## 示例
//! 成本指标“项目总成本”的指标值为“控制在预算之内”。
//!
//! ## 如何更正
//! 写明成本的数额或上限，如“≤20万元”。
//!
//! ## 例外
//! 引用标准、办法、合同等可以查对的依据的，不报告。社会成本、生态环境成本可以用文字表述。指标值空白由 P010 检查。

use mingsuan_model::text::normalized;
use mingsuan_model::{Finding, Indicator, Severity};

use super::words::{WORDS, contains_any, indicators, is_of_kind, named, value_place};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P030",
    name: "cost-without-amount",
    title: "成本指标没有金额",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::from_year(2022),
    basis: &["财预〔2021〕101号"],
    source: include_str!("cost_without_amount.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for (project, indicator) in indicators(&context.disclosure.projects) {
        let value = normalized(&indicator.value.text);
        if value.is_empty() || contains_any(&value, &WORDS.lasting_bases) || !is_economic_cost(indicator) {
            continue;
        }
        found.compared();
        if !value.chars().any(|c| c.is_ascii_digit() || WORDS.number_characters.contains(c)) {
            let message = format!("{}是成本指标，指标值“{}”没有数额", named(project, indicator), indicator.value.text);
            let finding = Finding::new(RULE.code, Severity::Info, value_place(indicator), message)
                .english(format!("the cost indicator \"{}\" has no amount", indicator.level3.text))
                .advise("写明成本的数额或上限，如“≤20万元”");
            found.push(finding);
        }
    }
}

/// Whether the indicator is one of cost in money; social and ecological costs can be told in words.
fn is_economic_cost(indicator: &Indicator) -> bool {
    let kind = normalized(&indicator.level2);
    is_of_kind(indicator, "成本") && !kind.contains("社会") && !kind.contains("生态")
}
