//! # A001 科目合计与明细之和不符 (subtotal-mismatch)
//!
//! ## 检查内容
//! 同一报表的同一金额栏内，各级科目逐级相加：款级之和等于类级，项级之和等于款级，最上一级之和等于合计。表中没有列出的级次跳过，按表中实际列出的最近上级归集。
//!
//! ## 为何重要
//! 科目明细是公众和人大审查预算的入口。合计与明细不等，说明至少有一个数是错的，后面的分析都不可信。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的报表应当完整、真实、前后一致
//! - 《预算法》第四十六条：预算草案按功能分类编列到项，基本支出按经济分类编列到款
//!
//! ## 示例
//! 2010301 行政运行 1690.75、2010302 一般行政管理事务 100.84，而 20103 合计 1797.59：明细之和比合计少 6.00。
//!
//! ## 如何更正
//! 对照业务系统核对被指出的单元格；若提示“唯一可疑”，一般改这一格即可使全部等式同时成立。
//!
//! ## 例外
//! 未列金额的空白按零处理，不参与相加；无法读出的单元格使等式“无法检查”，不算错误。
//! 各数分别四舍五入的文件，合计与明细会差末位一两个单位：同一报表或全文多处如此的，只作提示（尾差）；只有一处的，作警告。

use mingsuan_model::{Dimension, Equation, Severity};

use crate::context::Context;
use crate::rule::{Body, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "A001",
    name: "subtotal-mismatch",
    title: "科目合计与明细之和不符",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("subtotal_mismatch.rs"),
    body: Body::Equations(equations),
};

fn equations(context: &Context<'_>, out: &mut Vec<Equation>) {
    for shelf in context.shelves() {
        for dimension in [Dimension::Function, Dimension::Economic, Dimension::GovEconomic] {
            let sums = shelf.class_sums(dimension);
            out.extend(sums.into_iter().map(|sum| sum.equation(RULE.code, "各下级科目之和=上级科目")));
        }
    }
}
