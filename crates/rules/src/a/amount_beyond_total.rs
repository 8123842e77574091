//! # A012 金额大大超过收支总计 (amount-beyond-total)
//!
//! ## 检查内容
//! 各表的收入、支出和采购金额不应大大超过收支总表的总计。整行、整表的金额大了一万倍的，多半是把“元”当成了“万元”。
//! 每张表合并指出一次。
//!
//! ## 为何重要
//! 单位错了一万倍的数字在表内可以自相平衡，只有与总计比较才看得出来。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的报表应当完整、真实、前后一致
//!
//! ## 示例
//! 收支总计 800.00 万元，政府采购表中一行 350000.00 万元：应为 35.00 万元。
//!
//! ## 如何更正
//! 核对该行、该表的金额单位，统一为表头注明的单位。
//!
//! ## 例外
//! 收支总表没有读到总计的不检查；资产的价值与当年收支无关，不比较。倍数见 standards/thresholds.toml。

use mingsuan_model::{Coordinate, Dimension, Finding, Severity, StatementId, Value};

use crate::context::Context;
use crate::cube::Group;
use crate::rule::{Body, Found, Rule, Validity};
use crate::thresholds::THRESHOLDS;

pub(crate) const RULE: Rule = Rule {
    code: "A012",
    name: "amount-beyond-total",
    title: "金额大大超过收支总计",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("amount_beyond_total.rs"),
    body: Body::Check(check),
};

/// The sides of money that the total holds.
const SIDES: [&str; 4] = ["revenue", "expenditure", "outlay", "procurement"];

fn check(context: &Context<'_>, found: &mut Found) {
    let cube = &context.cube;
    let rows = context.rows_of(StatementId::RevenueExpenditureSummary);
    let totals = rows.values().flatten().filter(|id| is_this_year(context, &cube.fact(**id).coordinate));
    let total = totals.filter_map(|id| cube.value(*id)).map(|ticks| ticks.value).max().unwrap_or(0);
    if total <= 0 {
        found.insufficient("没有读到收支总表的总计");
        return;
    }
    let most = total.saturating_mul(THRESHOLDS.beyond_total_times);
    for (group, facts) in &cube.groups {
        let Group::Statement(ordinal) = group else { continue };
        let Some(statement) = context.disclosure.statements.get(*ordinal as usize) else { continue };
        if matches!(statement.id, StatementId::RevenueExpenditureSummary | StatementId::Assets) {
            continue;
        }
        let ids = facts.iter().copied().filter(|id| is_this_year(context, &cube.fact(*id).coordinate));
        let values = ids.filter_map(|id| Some((id, cube.value(id)?.value)));
        let mut beyond = values.inspect(|_| found.comparisons += 1).filter(|(_, value)| *value > most);
        let Some((first, _)) = beyond.next() else { continue };
        let others: Vec<u32> = beyond.map(|(id, _)| id).collect();
        let fact = cube.fact(first);
        let message = format!(
            "《{}》的金额{}超过收支总计的{}倍，金额单位可能有误",
            statement.title,
            fact.value.number().map(|number| number.to_string()).unwrap_or_default(),
            THRESHOLDS.beyond_total_times
        );
        let finding = Finding::new(RULE.code, Severity::Warning, fact.place.clone(), message)
            .english(format!("an amount is more than {} times the total", THRESHOLDS.beyond_total_times))
            .advise("核对金额单位是元还是万元");
        let places = others.into_iter().map(|id| cube.fact(id).place.clone());
        found.push(
            places.fold(finding, |finding, place| finding.relate("同表的另一处", "elsewhere in the statement", place)),
        );
    }
}

/// Whether a position is this year's money of a side that the total holds.
fn is_this_year(context: &Context<'_>, at: &Coordinate) -> bool {
    let year = context.year().map(|year| Value::Member(u32::from(year)));
    let own = at.get(Dimension::Year);
    at.is_at(Dimension::Measure, "amount")
        && !at.has_unknown()
        && (own == Value::All || Some(own) == year)
        && at.key(Dimension::Side).is_none_or(|side| SIDES.contains(&side))
}
