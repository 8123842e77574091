//! # G014 同一采购重复列示 (duplicate-procurement-line)
//!
//! ## 检查内容
//! 政府采购预算表中，项目、采购物品、品目编码、计量单位、数量和金额都相同的行不应出现两次。
//!
//! ## 为何重要
//! 重复的行使采购预算虚增，也可能顶替了漏填的另一项采购。
//!
//! ## 依据
//! - 《中华人民共和国政府采购法》第三十三条
//!
//! ## 示例
//! “办公设备”项目采购台式计算机10台5.00万元，列了两行。
//!
//! ## 如何更正
//! 重复的删去一行并更正合计；确是两次采购的，合并数量或在名称中区分。
//!
//! ## 例外
//! 没有填数量、品目编码或项目的行不检查。

use std::collections::BTreeMap;

use mingsuan_model::text::normalized;
use mingsuan_model::{Finding, ProcurementLine, Severity, StatementId};

use super::catalogue::{code_place, lines};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "G014",
    name: "duplicate-procurement-line",
    title: "同一采购重复列示",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["政府采购法第三十三条"],
    source: include_str!("duplicate_procurement_line.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let rows = context.rows_of(StatementId::Procurement);
    let mut seen: BTreeMap<(Vec<String>, [i64; 2]), &ProcurementLine> = BTreeMap::new();
    for line in lines(context) {
        let facts = rows.get(&(line.statement, line.row)).map(Vec::as_slice).unwrap_or_default();
        let Some(numbers) = numbers(context, facts) else { continue };
        let texts: Vec<String> =
            [&line.project, &line.item, &line.code, &line.unit].iter().map(|text| normalized(&text.text)).collect();
        if texts[..3].iter().any(String::is_empty) {
            continue;
        }
        found.compared();
        let first = *seen.entry((texts, numbers)).or_insert(line);
        if !std::ptr::eq(first, line) {
            found.push(finding(first, line));
        }
    }
}

/// Quantity and amount of a line, where both are printed.
fn numbers(context: &Context<'_>, facts: &[u32]) -> Option<[i64; 2]> {
    let at = |measure: &str| {
        let id = facts.iter().copied().find(|id| context.is_whole_procurement(*id, measure))?;
        context.cube.value(id).filter(|ticks| !ticks.blank).map(|ticks| ticks.value)
    };
    Some([at("quantity")?, at("amount")?])
}

fn finding(first: &ProcurementLine, line: &ProcurementLine) -> Finding {
    let (project, item) = (&line.project.text, &line.item.text);
    let message = format!("项目“{project}”采购“{item}”的一行出现两次，品目、计量单位、数量和金额都相同");
    Finding::new(RULE.code, Severity::Warning, code_place(line), message)
        .english(format!("the purchase of \"{item}\" for \"{project}\" stands twice"))
        .advise("重复的删去一行并更正合计；确是两次采购的，合并数量或在名称中区分")
        .relate("前一行", "the line before", code_place(first))
}
