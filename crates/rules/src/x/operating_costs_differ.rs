//! # X004 机关运行经费与公用经费不符 (operating-costs-differ)
//!
//! ## 检查内容
//! 单位预算中，文字说明的机关运行经费，与一般公共预算基本支出表中的公用经费合计一般相等；部门预算包含事业单位，机关运行经费不大于公用经费合计。
//!
//! ## 为何重要
//! 机关运行经费是法定公开内容，通常由基本支出中的公用经费构成；两数不同往往是文字沿用了旧稿。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：应当说明机关运行经费安排情况
//! - 名词解释通用口径：机关运行经费指各部门的公用经费
//!
//! ## 示例
//! 基本支出表公用经费合计 84.93，文字写机关运行经费 94.93。
//!
//! ## 如何更正
//! 核对文字；如本单位口径确有不同（例如事业单位公用经费不计入），请在文字中说明口径。
//!
//! ## 例外
//! 机关运行经费为零的（事业单位不列机关运行经费）不比较。部门预算只看是否超过。

use mingsuan_model::{Equation, Severity};

use crate::context::Context;
use crate::identities::state;
use crate::rule::{Body, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "X004",
    name: "operating-costs-differ",
    title: "机关运行经费与公用经费不符",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("operating_costs_differ.rs"),
    body: Body::Equations(equations),
};

fn equations(context: &Context<'_>, out: &mut Vec<Equation>) {
    state(RULE.code, context, out);
}
