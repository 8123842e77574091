//! # A010 千分位写法不一致 (separators-mixed)
//!
//! ## 检查内容
//! 同一张表中，千元以上的金额有的写千分位（1,234.00），有的不写（1234.00）的，予以提示。
//!
//! ## 为何重要
//! 写法不一多因部分单元格是手工录入或从别处粘贴，这些格子最容易漏改、抄错。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的报表应当格式规范、前后一致
//!
//! ## 示例
//! 全表都写作“1,051.46”，合计一格写作“1232.71”。
//!
//! ## 如何更正
//! 统一数字格式，并核对写法不同的几格是否为手工录入。
//!
//! ## 例外
//! 数量、面积等不是金额的栏不比较；不足一千的金额看不出写法。

use mingsuan_model::{CellValue, Finding, Origin, Place, Severity};

use crate::context::Context;
use crate::cube::Group;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "A010",
    name: "separators-mixed",
    title: "千分位写法不一致",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("separators_mixed.rs"),
    body: Body::Check(check),
};

/// A thousand: the least that can be grouped.
const THOUSAND: i128 = 1000 * 1_000_000;

/// An amount as printed, with its place.
type Cell<'a> = (&'a str, &'a Place);

fn check(context: &Context<'_>, found: &mut Found) {
    let cube = &context.cube;
    for (group, facts) in &cube.groups {
        let Group::Statement(statement) = group else { continue };
        let Some(statement) = context.disclosure.statements.get(*statement as usize) else { continue };
        let (mut grouped, mut plain): (Vec<Cell<'_>>, Vec<Cell<'_>>) = Default::default();
        for fact in facts.iter().map(|id| cube.fact(*id)).filter(|fact| fact.is_money()) {
            let Origin::Statement { row, column, .. } = fact.origin else { continue };
            let cell = statement.rows.get(row as usize).and_then(|row| row.cell(column as usize));
            let (Some(cell), CellValue::Number(number)) = (cell, &fact.value) else { continue };
            if number.millionths().abs() >= THOUSAND {
                let list = if cell.text.contains([',', '，']) { &mut grouped } else { &mut plain };
                list.push((cell.text.as_str(), &cell.place));
            }
        }
        if grouped.len() + plain.len() < 2 {
            continue;
        }
        found.compared();
        let (few, many) = if grouped.len() < plain.len() { (grouped, plain) } else { (plain, grouped) };
        if let (Some((text, place)), Some((other, _))) = (few.first(), many.first()) {
            let message = format!(
                "《{}》的金额多写作“{other}”，有{}处写作“{text}”一类，千分位不一致",
                statement.title,
                few.len()
            );
            let finding = Finding::new(RULE.code, Severity::Info, (*place).clone(), message)
                .english(format!("most amounts are written like {other}, {} like {text}", few.len()))
                .advise("统一数字格式，并核对写法不同的几格");
            let others = few.iter().skip(1).map(|(_, place)| (*place).clone());
            found.push(
                others
                    .fold(finding, |finding, place| finding.relate("同样写法的另一处", "written the same way", place)),
            );
        }
    }
}
