//! # G009 固定资产各项之和与总额不符 (assets-total-mismatch)
//!
//! ## 检查内容
//! 国有资产（固定资产）占用情况表：房屋、车辆、大型设备、其他固定资产的价值之和等于资产总额；“其中：办公用房”不大于房屋。
//!
//! ## 为何重要
//! 资产占用情况是法定公开内容，总额还要与资产年报和文字说明一致。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：应当公开国有资产占用情况
//! - 《行政事业性国有资产管理条例》
//!
//! ## 示例
//! 车辆 88.10、设备 515.24、其他 511.36，资产总额 1124.71：多 10.01。
//!
//! ## 如何更正
//! 对照资产管理系统年末数核对各项。
//!
//! ## 例外
//! 数量栏的计量单位不同，不相加；四舍五入引起的末位尾差只作提示。

use mingsuan_model::{Dimension, Equation, Grade, Relation, Severity};

use crate::context::Context;
use crate::rule::{Body, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "G009",
    name: "assets-total-mismatch",
    title: "固定资产各项之和与总额不符",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("assets_total_mismatch.rs"),
    body: Body::Equations(equations),
};

fn equations(context: &Context<'_>, out: &mut Vec<Equation>) {
    let is_asset = |id: u32| context.cube.fact(id).coordinate.is_at(Dimension::Side, "asset");
    for shelf in context.shelves() {
        let sums = shelf.tree_sums(Dimension::Item).into_iter().filter(|sum| is_asset(sum.total));
        out.extend(sums.map(|sum| sum.equation(RULE.code, "各类资产之和=资产总额")));
        for (part, whole) in shelf.of_which(Dimension::Item).into_iter().filter(|(part, _)| is_asset(*part)) {
            let relation = Relation::AtMost(part, whole);
            out.push(Equation { rule: RULE.code, grade: Grade::Law, name: "其中项≤总项".to_owned(), relation });
        }
    }
}
