//! # G004 采购数量乘单价与金额不符 (quantity-times-price)
//!
//! ## 检查内容
//! 政府采购预算表每一行：数量 × 单价 = 采购金额。
//!
//! ## 为何重要
//! 采购预算按数量和单价测算，三者不符，执行时无法据以下达采购计划。
//!
//! ## 依据
//! - 《政府采购法》第六条：政府采购应当严格按照批准的预算执行
//! - 采购预算编报的固定勾稽：金额=数量×单价
//!
//! ## 示例
//! 数量 3，单价 0.50 万元，金额 2.00 万元：应为 1.50 万元。
//!
//! ## 如何更正
//! 核对三个数；注意单价的计量单位（元、万元）与表头一致。
//!
//! ## 例外
//! 数量和单价都空白的行不检查；多数行都填了数量和单价而某一行缺一个的，按漏填提示；单价四舍五入造成的尾差不计。

use mingsuan_model::{Equation, Grade, Relation, Severity, StatementId};

use crate::context::Context;
use crate::rule::{Body, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "G004",
    name: "quantity-times-price",
    title: "采购数量乘单价与金额不符",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("quantity_times_price.rs"),
    body: Body::Equations(equations),
};

fn equations(context: &Context<'_>, out: &mut Vec<Equation>) {
    let cube = &context.cube;
    let filled = |id: u32| cube.value(id).is_some_and(|ticks| !ticks.blank);
    let rows: Vec<[u32; 3]> =
        context.rows_of(StatementId::Procurement).values().filter_map(|facts| triple(context, facts)).collect();
    let full = rows.iter().filter(|[quantity, price, _]| filled(*quantity) && filled(*price)).count();
    for [quantity, price, amount] in rows {
        // Where most lines have both, a single blank is a missing value; where few do, the form does not ask for them.
        let usable =
            if filled(quantity) && filled(price) { true } else { (filled(quantity) || filled(price)) && full >= 2 };
        if usable {
            let relation = Relation::Product { quantity, price, amount };
            out.push(Equation {
                rule: RULE.code, grade: Grade::Law, name: "数量×单价=采购金额".to_owned(), relation
            });
        }
    }
}

/// Quantity, price and amount of one line.
fn triple(context: &Context<'_>, facts: &[u32]) -> Option<[u32; 3]> {
    let at = |measure: &str| facts.iter().copied().find(|id| context.is_whole_procurement(*id, measure));
    Some([at("quantity")?, at("price")?, at("amount")?])
}
