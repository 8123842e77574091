//! # N006 所述用途在支出表中无对应科目 (use-without-item)
//!
//! ## 检查内容
//! 机关运行经费说明中列举的用途（日常维修、办公用房水电费、取暖费、物业管理费、会议费等），
//! 在一般公共预算基本支出表中应当有相应的经济分类科目和金额。
//!
//! ## 为何重要
//! 说明照抄名词解释里的通用表述，与本单位实际安排的支出对不上，读者会以为安排了并不存在的开支。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//! - 年度政府收支分类科目（部门预算支出经济分类科目）
//!
//! ## 示例
//! 说明写“主要用于日常维修、办公用房取暖费”，基本支出表有 30213 维修（护）费，没有 30208 取暖费。
//!
//! ## 如何更正
//! 按基本支出表中实际安排的科目改写用途；确有安排的，核对所列科目。
//!
//! ## 例外
//! 一项用途可由几个科目安排的，有一个即可。基本支出表没有列到款级的，不能检查。名词解释不检查。

use std::collections::BTreeSet;

use mingsuan_model::text::normalized;
use mingsuan_model::{CellValue, Dimension, Finding, Placed, Severity, StatementId};

use super::uses::uses_in;
use crate::context::Context;
use crate::phrases::{Phrases, phrases};
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "N006",
    name: "use-without-item",
    title: "所述用途在支出表中无对应科目",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号", "部门预算支出经济分类科目"],
    source: include_str!("use_without_item.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let codes = paid_codes(context);
    for paragraph in paragraphs(context) {
        let Some(purpose) = purpose_in(&paragraph.text) else { continue };
        let uses = uses_in(&purpose);
        if uses.is_empty() {
            continue;
        }
        if codes.is_empty() {
            found.insufficient("没有列到款级的一般公共预算基本支出表");
            return;
        }
        let mut absent = Vec::new();
        for (name, one) in uses {
            found.compared();
            if !one.codes.iter().any(|code| codes.contains(code.as_str())) {
                absent.push((name, one.codes.join("、")));
            }
        }
        if !absent.is_empty() {
            found.push(without_item(context, paragraph, &absent));
        }
    }
}

/// The economic classes below the top level that have an amount in the statement of basic expenditure.
fn paid_codes(context: &Context<'_>) -> BTreeSet<String> {
    let rows = context.statements(StatementId::GeneralBasic).flat_map(|statement| &statement.rows);
    rows.filter(|row| {
        let mut cells = row.cells.iter();
        cells.any(|cell| matches!(&cell.value, CellValue::Number(number) if !number.is_zero()))
    })
    .filter_map(|row| row.coordinate.code(Dimension::Economic))
    .map(|code| code.to_string())
    .filter(|code| code.len() >= 5 && code.starts_with('3'))
    .collect()
}

/// The paragraphs that speak of the year's operating costs, those that explain the term left out.
fn paragraphs<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Placed> {
    let is_glossary = |title: &str| title.contains("名词") || title.contains("解释");
    let sections = context.disclosure.sections.iter().filter(move |section| !is_glossary(&section.title.text));
    sections.flat_map(|section| {
        let about = section.title.text.contains("运行经费");
        let speaks = move |paragraph: &&Placed| {
            (about || paragraph.text.contains("机关运行经费")) && purpose_in(&paragraph.text).is_some()
        };
        section.paragraphs.iter().filter(speaks)
    })
}

/// What the money is said to be for: from 用于 or 包括 to the end of the sentence. What the term means, in general, is
/// said without an amount (机关运行经费：为保障行政单位运行……): it says nothing of this year.
fn purpose_in(text: &str) -> Option<String> {
    static EXPLAINS: Phrases = phrases("N006", "explains");
    static OPENERS: Phrases = phrases("N006", "openers");
    let text = normalized(text);
    let from = text.find("机关运行经费").unwrap_or(0);
    let start = |text: &str| OPENERS.iter().filter_map(|word| text.find(word)).min();
    let sentences = text[from..].split_inclusive('。');
    let own = sentences.filter(|sentence| !EXPLAINS.iter().any(|word| sentence.contains(word)));
    own.into_iter().find_map(|sentence| Some(sentence[start(sentence)?..].trim_end_matches('。').to_owned()))
}

fn without_item(context: &Context<'_>, paragraph: &Placed, absent: &[(&str, String)]) -> Finding {
    let names: Vec<&str> = absent.iter().map(|(name, _)| *name).collect();
    let names = names.join("、");
    let items: Vec<String> = absent.iter().map(|(name, codes)| format!("{name}（{codes}）")).collect();
    let finding = Finding::new(
        RULE.code,
        Severity::Warning,
        paragraph.place.with_text(paragraph.text.as_str()),
        format!("机关运行经费说明所列用途“{names}”，在一般公共预算基本支出表中没有对应科目的支出"),
    )
    .english("uses named for operating costs have no item in the statement of basic expenditure")
    .advise(format!("按基本支出表实际安排的科目改写用途，或核对所列科目：{}", items.join("，")));
    match context.statement(StatementId::GeneralBasic) {
        Some(statement) => {
            finding.relate("一般公共预算基本支出表", "statement of basic expenditure", statement.title_place.clone())
        }
        None => finding,
    }
}
