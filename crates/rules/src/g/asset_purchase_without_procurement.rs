//! # G013 拟购置固定资产没有对应的采购 (asset-purchase-without-procurement)
//!
//! ## 检查内容
//! 文字写明本年度拟购置固定资产的金额，并称已列入政府采购预算的，政府采购预算表中应当有货物类的采购。表中一项货物都没有时，
//! 拟购置金额应为零。
//!
//! ## 为何重要
//! 资产配置与政府采购是同一件事的两面。文字说购置而采购表没有，要么漏编采购预算，要么文字沿用旧稿。
//!
//! ## 依据
//! - 《行政事业性国有资产管理条例》：配置资产应当与预算、政府采购衔接
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//!
//! ## 示例
//! 文字写“本年度拟购置固定资产总额为3.00万元，已按要求列入政府采购预算”，采购表只有服务和工程。
//!
//! ## 如何更正
//! 补编货物类采购预算，或把拟购置金额改为 0.00。
//!
//! ## 例外
//! 文字没有说列入政府采购预算的，或采购表中有货物类采购的，不检查（采购的货物不全是固定资产）。

use mingsuan_model::{Dimension, Equation, Grade, Origin, Relation, Severity};

use super::catalogue;
use crate::context::Context;
use crate::rule::{Body, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "G013",
    name: "asset-purchase-without-procurement",
    title: "拟购置固定资产没有对应的采购",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["《行政事业性国有资产管理条例》", "财预〔2016〕143号"],
    source: include_str!("asset_purchase_without_procurement.rs"),
    body: Body::Equations(equations),
};

fn equations(context: &Context<'_>, out: &mut Vec<Equation>) {
    if context.disclosure.procurement.is_empty() {
        return;
    }
    // Goods, and lines whose code does not say what they are.
    if catalogue::lines(context).any(|line| !line.code.text.trim_start().to_ascii_uppercase().starts_with(['B', 'C'])) {
        return;
    }
    for (id, fact) in (0..).zip(context.cube.facts) {
        let Origin::Claim(claim) = fact.origin else { continue };
        let told = context.disclosure.claims.get(claim as usize).and_then(|claim| claim.section);
        let section = told.and_then(|section| context.disclosure.sections.get(section as usize));
        let procured =
            section.is_some_and(|section| section.paragraphs.iter().any(|text| text.text.contains("列入政府采购")));
        if procured && fact.coordinate.is_at(Dimension::Item, "asset-purchase") {
            let name = "拟购置固定资产=采购表中的货物（本表没有货物）".to_owned();
            let relation = Relation::Sum { total: id, parts: Vec::new() };
            out.push(Equation { rule: RULE.code, grade: Grade::Usual, name, relation });
        }
    }
}
