//! # K018 缴费与工资不成比例 (contribution-out-of-proportion)
//!
//! ## 检查内容
//! 基本支出表中，养老保险、职业年金、医疗保险缴费和住房公积金与工资（基本工资、津贴补贴、奖金、绩效工资）之比，
//! 明显超过法定缴存比例的，予以提示。
//!
//! ## 为何重要
//! 缴费按工资的固定比例缴纳；超出很多，不是工资漏列，就是缴费列重或写错了位数。
//!
//! ## 依据
//! - 《降低社会保险费率综合方案》（国办发〔2019〕13号）：养老保险单位缴费比例16%
//! - 《机关事业单位职业年金办法》（国办发〔2015〕18号）：职业年金单位缴费8%
//! - 《关于规范和阶段性适当降低住房公积金缴存比例的通知》（建金〔2016〕74号）：缴存比例不高于12%
//!
//! ## 示例
//! 工资合计 100.00 万元，机关事业单位基本养老保险缴费 60.00 万元。
//!
//! ## 如何更正
//! 核对缴费和工资的金额；为下属单位统一缴纳、工资另有列支渠道的，在说明中写明。
//!
//! ## 例外
//! 比例留有余地（见 standards/class-use.toml）；没有同时列出基本工资和津贴补贴的表不检查。

use std::collections::BTreeMap;

use mingsuan_model::{CellValue, ColumnRole, Dimension, Finding, ListId, Place, Severity, Statement, StatementId};

use super::codes::coded_rows;
use super::items::ITEMS;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "K018",
    name: "contribution-out-of-proportion",
    title: "缴费与工资不成比例",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["国办发〔2019〕13号", "国办发〔2015〕18号", "建金〔2016〕74号"],
    source: include_str!("contribution_out_of_proportion.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for statement in context.statements(StatementId::GeneralBasic) {
        // Each class with its amounts added up, in millionths of the printed unit: a statement may list it by unit.
        let mut classes: BTreeMap<&str, (i128, Place)> = BTreeMap::new();
        for row in coded_rows(statement).filter(|row| row.list == ListId::Economic) {
            let numbers = row.row.cells.iter().filter_map(|cell| match &cell.value {
                CellValue::Number(number) if is_money(statement, cell.column) => Some(number.millionths()),
                _ => None,
            });
            let class = classes.entry(row.code).or_insert_with(|| (0, row.code_place()));
            class.0 += numbers.max().unwrap_or(0);
        }
        let amount = |code: &String| classes.get(code.as_str()).map_or(0, |(amount, _)| *amount);
        let pay: i128 = ITEMS.contribution_base.iter().map(amount).sum();
        if ITEMS.contribution_base_needed.iter().any(|class| amount(class) <= 0) {
            found.insufficient("基本支出表没有列出基本工资和津贴补贴");
            continue;
        }
        for (code, most) in &ITEMS.contribution_percent {
            let Some((amount, place)) = classes.get(code.as_str()) else { continue };
            found.compared();
            let percent = amount * 100 / pay;
            if percent > *most {
                let name = ListId::Economic.list().by_code(code).map_or("", |class| class.name);
                let message = format!("《{}》中“{code} {name}”为工资的{percent}%，明显偏高", statement.title);
                found.push(
                    Finding::new(RULE.code, Severity::Info, place.clone(), message)
                        .english(format!("{code} is {percent}% of pay"))
                        .advise("核对缴费和工资的金额；为下属单位统一缴纳的，在说明中写明")
                        .values(format!("≤{most}%"), format!("{percent}%")),
                );
            }
        }
    }
}

/// Whether a column holds amounts: codes of a second classification are numbers, too.
fn is_money(statement: &Statement, column: usize) -> bool {
    statement.columns.get(column).is_some_and(|column| {
        let measure = column.coordinate.key(Dimension::Measure);
        column.role == ColumnRole::Value && measure.is_none_or(|measure| measure == "amount")
    })
}
