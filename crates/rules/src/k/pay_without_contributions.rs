//! # K012 有工资而无社保或公积金科目 (pay-without-contributions)
//!
//! ## 检查内容
//! 一般公共预算基本支出表列有基本工资，却没有机关事业单位基本养老保险缴费或住房公积金的，予以提示。
//!
//! ## 为何重要
//! 发工资的单位都要缴养老保险和住房公积金；没有这一科目，多半是漏列、并入了别的科目，或者误填在相邻的行。
//!
//! ## 依据
//! - 年度政府收支分类科目：30108 机关事业单位基本养老保险缴费、30113 住房公积金
//! - 《住房公积金管理条例》第二十条：单位应当按时、足额缴存住房公积金
//!
//! ## 示例
//! 30101 基本工资 100.00，表中没有 30113 住房公积金。
//!
//! ## 如何更正
//! 补列缺少的科目；由其他资金负担或统一代缴的，在说明中写明。
//!
//! ## 例外
//! 只列到类级的表不检查（由 K004 报告）。科目见 standards/class-use.toml。

use std::collections::BTreeSet;

use mingsuan_model::{Finding, ListId, Severity, StatementId};

use super::codes::{CodedRow, coded_rows};
use super::items::ITEMS;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "K012",
    name: "pay-without-contributions",
    title: "有工资而无社保或公积金科目",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["年度政府收支分类科目", "住房公积金管理条例第二十条"],
    source: include_str!("pay_without_contributions.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let rows: Vec<CodedRow<'_>> = context.statements(StatementId::GeneralBasic).flat_map(coded_rows).collect();
    let paid: Vec<&CodedRow<'_>> = rows.iter().filter(|row| row.list == ListId::Economic && row.has_money()).collect();
    let Some(pay) = paid.iter().find(|row| ITEMS.pay.iter().any(|code| code == row.code)) else { return };
    found.compared();
    let codes: BTreeSet<&str> = paid.iter().map(|row| row.code.get(..5).unwrap_or(row.code)).collect();
    for code in ITEMS.comes_with_pay.iter().filter(|code| !codes.contains(code.as_str())) {
        let Some(class) = ListId::Economic.list().by_code(code) else { continue };
        // Printed without a code, or with a wrong one, the class is there all the same.
        let mut rows = context.statements(StatementId::GeneralBasic).flat_map(|statement| &statement.rows);
        if rows.any(|row| row.label.contains(class.name)) {
            continue;
        }
        found.push(
            Finding::new(
                RULE.code,
                Severity::Info,
                pay.code_place(),
                format!("《{}》列有“{} {}”，却没有“{code} {}”", pay.statement.title, pay.code, pay.label(), class.name),
            )
            .english(format!("pay is listed without {code}"))
            .advise(format!("核对是否漏列“{code} {}”；由其他资金负担的，在说明中写明", class.name)),
        );
    }
}
