//! # K017 缴费的功能科目与经济科目不符 (contribution-differs-from-class)
//!
//! ## 检查内容
//! 基本支出中，2080505 基本养老保险缴费与 30108、2080506 职业年金缴费与 30109、2210201 住房公积金与 30113 分别是同一笔钱，
//! 在一般公共预算支出表（功能分类）和基本支出表（经济分类）中金额应相同。
//!
//! ## 为何重要
//! 同一笔缴费两张表两个数，说明其中一张表没有随人员经费的调整而更新。
//!
//! ## 依据
//! - 年度政府收支分类科目：功能分类与经济分类反映同一支出的两个方面
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的报表应当前后一致
//!
//! ## 示例
//! 2210201 住房公积金 48.00 万元，30113 住房公积金 40.80 万元。
//!
//! ## 如何更正
//! 核对缴费金额；经济科目列在别的款（如“其他社会保障缴费”）的，改列相应的款。
//!
//! ## 例外
//! 三对科目中没有一对相符的，两张表范围不同，不判断；同一科目分单位、分行列示的，任一行或合计相符即可。

use std::collections::BTreeMap;

use mingsuan_model::{Dimension, Fact, Finding, Origin, Severity, StatementId, Value};

use super::items::ITEMS;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "K017",
    name: "contribution-differs-from-class",
    title: "缴费的功能科目与经济科目不符",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["年度政府收支分类科目", "财预〔2016〕143号"],
    source: include_str!("contribution_differs_from_class.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let mut differing = Vec::new();
    let mut holds = false;
    for (item, class) in &ITEMS.contributions {
        let items = amounts(context, StatementId::GeneralExpenditure, Dimension::Function, item);
        let classes = amounts(context, StatementId::GeneralBasic, Dimension::Economic, class);
        let (Some(one), Some(other)) = (items.first(), classes.first()) else { continue };
        found.compared();
        if agree(context, &items, &classes) {
            holds = true;
        } else {
            differing.push((item, class, *one, *other));
        }
    }
    if !holds {
        return;
    }
    for (item, class, one, other) in differing {
        let [one, other] = [one, other].map(|id| context.cube.fact(id));
        let shown = |fact: &Fact| fact.value.number().map(|n| n.to_string()).unwrap_or_default();
        let message =
            format!("一般公共预算支出表中{item}为{}，基本支出表中{class}为{}，应为同一金额", shown(one), shown(other));
        found.push(
            Finding::new(RULE.code, Severity::Info, one.place.clone(), message)
                .english(format!("{item} and {class} are one contribution and differ"))
                .advise("核对缴费金额和经济科目")
                .relate(
                    format!("基本支出表中的{class}"),
                    "that class in the statement of basic expenditure",
                    other.place.clone(),
                ),
        );
    }
}

/// This year's amounts of a class other than zero, in the order of the document.
fn amounts(context: &Context<'_>, id: StatementId, dimension: Dimension, code: &str) -> Vec<u32> {
    let year = context.year().map(|year| Value::Member(u32::from(year)));
    let code = code.parse().ok();
    let is_it = |(fact_id, fact): &(u32, &Fact)| {
        let Origin::Statement { statement, .. } = fact.origin else { return false };
        let at = &fact.coordinate;
        let own = at.get(Dimension::Year);
        at.code(dimension) == code
            && at.is_at(Dimension::Measure, "amount")
            && (own == Value::All || Some(own) == year)
            && fact.value.number().is_some()
            && context.cube.is_nonzero(*fact_id)
            && context.disclosure.statements.get(statement as usize).is_some_and(|one| one.id == id)
    };
    (0..).zip(context.cube.facts).filter(is_it).map(|(fact_id, _)| fact_id).collect()
}

/// Whether an amount of the one, or the sum of a column, is an amount or sum of the other, up to a last place.
fn agree(context: &Context<'_>, items: &[u32], classes: &[u32]) -> bool {
    let (items, classes) = (candidates(context, items), candidates(context, classes));
    items.iter().any(|(one, grain)| classes.iter().any(|(other, g)| (one - other).abs() <= (*grain).max(*g)))
}

/// The amounts and the sums of columns, each with the worth of its last place.
fn candidates(context: &Context<'_>, ids: &[u32]) -> Vec<(i64, i64)> {
    let mut all: Vec<(i64, i64)> =
        ids.iter().filter_map(|id| context.cube.value(*id)).map(|ticks| (ticks.value, ticks.grain)).collect();
    let mut columns: BTreeMap<(u32, u32), (i64, i64)> = BTreeMap::new();
    for id in ids {
        let (Origin::Statement { statement, column, .. }, Some(ticks)) =
            (context.cube.fact(*id).origin, context.cube.value(*id))
        else {
            continue;
        };
        let sum = columns.entry((statement, column)).or_default();
        *sum = (sum.0.saturating_add(ticks.value), sum.1.max(ticks.grain));
    }
    all.extend(columns.into_values());
    all
}
