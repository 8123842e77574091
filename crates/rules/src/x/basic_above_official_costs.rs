//! # X005 基本支出中的“三公”科目大于“三公”经费 (basic-above-official-costs)
//!
//! ## 检查内容
//! 一般公共预算基本支出表中的因公出国（境）费用（30212）、公务接待费（30217）、公务用车运行维护费（30231），不大于“三公”经费表中的同名项目。
//!
//! ## 为何重要
//! “三公”经费包括基本支出和项目支出安排的全部同名支出，部分不可能大于全部。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的报表应当完整、真实、前后一致
//!
//! ## 示例
//! 基本支出表公务接待费 0.95，“三公”经费表公务接待费 0.59。
//!
//! ## 如何更正
//! 核对两表中的同名数；多为“三公”经费表漏计或填错。
//!
//! ## 例外
//! “三公”经费表只反映财政拨款，基本支出含其他资金的，不比较。

use mingsuan_model::{Equation, Severity};

use crate::context::Context;
use crate::identities::state;
use crate::rule::{Body, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "X005",
    name: "basic-above-official-costs",
    title: "基本支出中的“三公”科目大于“三公”经费",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("basic_above_official_costs.rs"),
    body: Body::Equations(equations),
};

fn equations(context: &Context<'_>, out: &mut Vec<Equation>) {
    state(RULE.code, context, out);
}
