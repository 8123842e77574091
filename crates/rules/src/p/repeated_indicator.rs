//! # P022 同一项目重复设置指标 (repeated-indicator)
//!
//! ## 检查内容
//! 同一项目中，二级指标、名称、描述和指标值都相同的指标不应出现两次。
//!
//! ## 为何重要
//! 重复的指标会在评价时重复计分，也多半是复制行后忘记改写，真正要考核的内容反而漏了。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）
//!
//! ## 示例
//! “路灯维修”项目两次列出数量指标“维修路灯数量 ≥200盏”。
//!
//! ## 如何更正
//! 删去重复的一行，或改为实际要考核的另一项指标。
//!
//! ## 例外
//! 没有“指标描述”一栏或描述空白的不检查：名称相同的指标可能是对不同对象的考核。

use mingsuan_model::{Finding, Severity};

use super::asked_twice::{AskedTwice, asked_twice};
use super::words::{named, value_place};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P022",
    name: "repeated-indicator",
    title: "同一项目重复设置指标",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号"],
    source: include_str!("repeated_indicator.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for pair in asked_twice(context, found).into_iter().filter(|pair| pair.has_one_value()) {
        let AskedTwice { project, first, again } = pair;
        let message = format!("{}在同一项目中设置了两次，描述和指标值都相同", named(project, again));
        let finding = Finding::new(RULE.code, Severity::Warning, value_place(again), message)
            .english(format!("indicator \"{}\" stands twice in its project", again.level3.text))
            .advise("删去重复的一行，或改为实际要考核的另一项指标")
            .relate("前一次设置的指标", "the indicator as set before", value_place(first));
        found.push(finding);
    }
}
