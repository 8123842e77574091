//! # A006 增减幅度与两年数不符 (change-rate-mismatch)
//!
//! ## 检查内容
//! 报表同时列出上年数、本年数和增减%的，增减%应等于（本年数－上年数）÷上年数×100%。
//!
//! ## 为何重要
//! 读者先看幅度再看金额；幅度算错，多的说成少的，大的说成小的，文字说明也跟着错。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的报表应当完整、真实、前后一致，并对增减变化作出说明
//!
//! ## 示例
//! 上年 50.00、本年 45.00，增减% 却为 10.00：应为 -10.00。
//!
//! ## 如何更正
//! 按两年数重新计算增减%。
//!
//! ## 例外
//! 上年为零的不比较；末位四舍五入和金额取舍造成的差异不报。一张表中多数行都不成立的，说明这一栏另有口径，不报。

use mingsuan_model::{CellValue, Decimal, Finding, Severity};

use super::years::triples;
use crate::context::Context;
use crate::cube::{Cube, Group};
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "A006",
    name: "change-rate-mismatch",
    title: "增减幅度与两年数不符",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("change_rate_mismatch.rs"),
    body: Body::Check(check),
};

/// One row: the cell with the rate, what it says and what it should say.
struct Rate {
    cells: [u32; 3],
    printed: Decimal,
    expected: i128,
    holds: bool,
}

fn check(context: &Context<'_>, found: &mut Found) {
    let Some(year) = context.year() else { return };
    let cube = &context.cube;
    for (group, facts) in &cube.groups {
        let Group::Statement(_) = group else { continue };
        let triples = triples(cube, facts, year, "change-rate");
        let rates: Vec<Rate> = triples.into_iter().filter_map(|cells| rate(cube, cells)).collect();
        for rate in &rates {
            let [this, prior, _] = rate.cells.map(|id| &cube.fact(id).place);
            found.compared_amounts(this, prior);
        }
        let holding = rates.iter().filter(|rate| rate.holds).count();
        if holding * 2 > rates.len() {
            rates.iter().filter(|rate| !rate.holds).for_each(|rate| found.push(report(cube, rate)));
        }
    }
}

/// Reads one row; `None` where last year is zero or a cell holds no number.
fn rate(cube: &Cube<'_>, cells: [u32; 3]) -> Option<Rate> {
    let [this, prior, rate] = cells;
    let printed = match &cube.fact(rate).value {
        CellValue::Number(number) => *number,
        CellValue::Text(text) => Decimal::parse(text.trim_end_matches(['%', '％']))?,
        CellValue::Blank => return None,
    };
    let (this, prior) = (cube.value(this)?, cube.value(prior)?);
    let base = i128::from(prior.value);
    if base <= 0 {
        return None;
    }
    // Everything in units of the rate's last printed place times last year's amount.
    let unit = 100 * 10_i128.pow(u32::from(printed.decimals()));
    let exact = (i128::from(this.value) - base) * unit;
    let slack = base + (i128::from(this.grain) + i128::from(prior.grain)) * unit;
    let holds = (i128::from(printed.mantissa()) * base - exact).abs() <= slack;
    let half = if exact < 0 { -base / 2 } else { base / 2 };
    Some(Rate { cells, printed, expected: (exact + half) / base, holds })
}

fn report(cube: &Cube<'_>, rate: &Rate) -> Finding {
    let [this, prior, cell] = rate.cells;
    let place = &cube.fact(cell).place;
    let expected = written(rate.expected, rate.printed.decimals());
    let printed = written(i128::from(rate.printed.mantissa()), rate.printed.decimals());
    Finding::new(
        RULE.code,
        Severity::Error,
        place.clone(),
        format!("增减幅度写作{printed}%，按同行的上年数和本年数计算应为{expected}%"),
    )
    .english(format!("the change is printed as {printed}%, the two years give {expected}%"))
    .values(expected, printed)
    .advise("按（本年数－上年数）÷上年数重新计算增减幅度")
    .relate("本年数", "this year's amount", cube.fact(this).place.clone())
    .relate("上年数", "last year's amount", cube.fact(prior).place.clone())
}

/// A whole number of units of the last place, written with its point.
fn written(value: i128, decimals: u8) -> String {
    let unit = 10_u128.pow(u32::from(decimals));
    let (sign, value) = (if value < 0 { "-" } else { "" }, value.unsigned_abs());
    match decimals {
        0 => format!("{sign}{value}"),
        _ => format!("{sign}{}.{:0width$}", value / unit, value % unit, width = usize::from(decimals)),
    }
}
