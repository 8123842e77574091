//! # N003 文字中各项增减之和与总增减不符 (text-change-sum-mismatch)
//!
//! ## 检查内容
//! 文字说明总的增减额及其构成的，各项增减额（增加为正、减少为负）之和等于总的增减额。
//!
//! ## 为何重要
//! 增减原因逐项说明，数却凑不拢，等于没有说明。增减方向写反也会在这里显露。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的报表应当完整、真实、前后一致
//! - 《地方预决算公开操作规程》要求说明收支增减变化情况
//!
//! ## 示例
//! “收支较上年减少20.00万元，其中基本支出减少5.00万元，项目支出减少10.00万元”：两项合计少 5.00 万元。
//!
//! ## 如何更正
//! 对照上年预算逐项重算增减额，注意“增加”“减少”的方向。
//!
//! ## 例外
//! 构成未列全的不比较。

use mingsuan_model::{Equation, Severity};

use super::text_sum_mismatch::paragraph_sums;
use crate::context::Context;
use crate::rule::{Body, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "N003",
    name: "text-change-sum-mismatch",
    title: "文字中各项增减之和与总增减不符",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("text_change_sum_mismatch.rs"),
    body: Body::Equations(equations),
};

fn equations(context: &Context<'_>, out: &mut Vec<Equation>) {
    paragraph_sums(context, RULE.code, "change", out);
}
