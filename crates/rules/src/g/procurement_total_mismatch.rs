//! # G005 政府采购合计与明细不符 (procurement-total-mismatch)
//!
//! ## 检查内容
//! 政府采购预算表：各行采购金额之和等于小计和合计；每一行各资金来源之和等于该行采购金额；预留中小微企业份额同样逐行相加。
//!
//! ## 为何重要
//! 采购合计是文字说明和采购统计的来源。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的报表应当完整、真实、前后一致
//!
//! ## 示例
//! 六行采购金额之和 36.00，合计栏 39.00：多 3.00。
//!
//! ## 如何更正
//! 核对被指出的一格；新增或删除采购项目后应重算小计与合计。
//!
//! ## 例外
//! 没有合计行的表不检查合计。

use mingsuan_model::{Dimension, Equation, Grade, Relation, Severity, StatementId, Value};

use crate::context::Context;
use crate::rule::{Body, Rule, Validity};
use crate::sums::Shelf;

pub(crate) const RULE: Rule = Rule {
    code: "G005",
    name: "procurement-total-mismatch",
    title: "政府采购合计与明细不符",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("procurement_total_mismatch.rs"),
    body: Body::Equations(equations),
};

fn equations(context: &Context<'_>, out: &mut Vec<Equation>) {
    for sheet in context.line_tables(StatementId::Procurement) {
        for (total, parts) in sheet.column_sums(&context.cube) {
            out.push(Equation {
                rule: RULE.code,
                grade: Grade::Law,
                name: "各行之和=合计".to_owned(),
                relation: Relation::Sum { total, parts },
            });
        }
    }
    row_sums(context, out);
}

/// Within a line the funds add up to its amount.
fn row_sums(context: &Context<'_>, out: &mut Vec<Equation>) {
    let cube = &context.cube;
    for (_, facts) in context.rows_of(StatementId::Procurement) {
        let shelf = Shelf::new(cube, &facts, |id| {
            cube.is_summable(id).then(|| cube.fact(id).coordinate.with(Dimension::Project, Value::All))
        });
        for dimension in [Dimension::Source, Dimension::Fund] {
            let sums = shelf.tree_sums(dimension);
            out.extend(sums.into_iter().map(|sum| sum.equation(RULE.code, "各资金来源之和=采购金额")));
        }
    }
}
