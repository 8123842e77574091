//! # P023 同一指标前后取值矛盾 (indicator-contradicts-itself)
//!
//! ## 检查内容
//! 同一项目中，二级指标、名称和描述都相同的指标，指标值应当只有一个。
//!
//! ## 为何重要
//! 同一件事定了两个目标值，年末无论完成哪一个都说得通，考核落空。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）
//!
//! ## 示例
//! “培训人数”描述相同，一行为“≥300人”，另一行为“≥200人”。
//!
//! ## 如何更正
//! 核实应有的指标值，只保留一个；考核对象不同的，在名称或描述中写明。
//!
//! ## 例外
//! 没有“指标描述”一栏或描述空白的不检查：名称相同的指标可能是对不同对象的考核。

use mingsuan_model::{Finding, Severity};

use super::asked_twice::{AskedTwice, asked_twice};
use super::words::{named, value_place};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P023",
    name: "indicator-contradicts-itself",
    title: "同一指标前后取值矛盾",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号"],
    source: include_str!("indicator_contradicts_itself.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for pair in asked_twice(context, found).into_iter().filter(|pair| !pair.has_one_value()) {
        let AskedTwice { project, first, again } = pair;
        let message =
            format!("{}前后取值不同：先为“{}”，后为“{}”", named(project, again), first.value.text, again.value.text);
        let finding = Finding::new(RULE.code, Severity::Warning, value_place(again), message)
            .english(format!("indicator \"{}\" has two different values in its project", again.level3.text))
            .advise("核实应有的指标值，只保留一个；考核对象不同的，在名称或描述中写明")
            .relate("前一次设置的指标", "the indicator as set before", value_place(first));
        found.push(finding);
    }
}
