//! # A004 “三公”经费各项之和不符 (official-costs-mismatch)
//!
//! ## 检查内容
//! “三公”经费表内：因公出国（境）费、公务用车购置及运行费、公务接待费之和等于“三公”经费合计；公务用车购置费与运行维护费之和等于公务用车购置及运行费；各类因公出国（境）费之和等于因公出国（境）费。
//!
//! ## 为何重要
//! “三公”经费是社会最关注的数，任何一处不平都会被追问。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的报表应当完整、真实、前后一致（“三公”经费按项目公开，公务用车细化为购置费和运行费）
//!
//! ## 示例
//! 公务用车运行维护费 14.70、公务接待费 0.59，合计却为 15.39：多 0.10。
//!
//! ## 如何更正
//! 核对被指出的一格，并同步核对文字说明中的“三公”经费数。
//!
//! ## 例外
//! 只列出部分“其中”项的，只要求部分不大于总数。

use mingsuan_model::{Dimension, Equation, Severity};

use crate::context::Context;
use crate::rule::{Body, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "A004",
    name: "official-costs-mismatch",
    title: "“三公”经费各项之和不符",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("official_costs_mismatch.rs"),
    body: Body::Equations(equations),
};

fn equations(context: &Context<'_>, out: &mut Vec<Equation>) {
    let is_asset = |id: u32| context.cube.fact(id).coordinate.is_at(Dimension::Side, "asset");
    for shelf in context.shelves() {
        let sums = shelf.tree_sums(Dimension::Item).into_iter().filter(|sum| !is_asset(sum.total));
        out.extend(sums.map(|sum| sum.equation(RULE.code, "“三公”经费各项之和=合计")));
    }
}
