//! # D005 有数据的表注明空表 (note-on-filled-statement)
//!
//! ## 检查内容
//! 表下注明“空表”“无此项预算”的报表，表中不应再有金额。
//!
//! ## 为何重要
//! 表与注互相矛盾，其中必有一个沿用了上年或其他单位的文本。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//!
//! ## 示例
//! 政府性基金预算支出表合计 120.00，表下却注“无政府性基金预算，空表列示”。
//!
//! ## 如何更正
//! 核对该项收支是否存在：存在的删去注，不存在的删去金额。
//!
//! ## 例外
//! 表中只有 0 的不算有数据；注中所说的不是本表事项的（如“无因公出国”），不报告。

use mingsuan_model::text::normalized;
use mingsuan_model::{CellValue, ColumnRole, Finding, Note, Severity, Statement, StatementCell};

use super::parts::{part, says_nothing};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "D005",
    name: "note-on-filled-statement",
    title: "有数据的表注明空表",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("note_on_filled_statement.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for statement in &context.disclosure.statements {
        for note in &statement.notes {
            found.compared();
            if let Some(cell) = first_amount(statement).filter(|_| calls_empty(statement, note)) {
                found.push(contradicted(statement, note, cell));
            }
        }
    }
}

/// The first cell of money with a number other than zero.
fn first_amount(statement: &Statement) -> Option<&StatementCell> {
    let is_value = |cell: &&StatementCell| {
        let column = statement.columns.get(cell.column);
        column.is_some_and(|column| column.role == ColumnRole::Value)
    };
    let mut cells = statement.rows.iter().flat_map(|row| &row.cells).filter(is_value);
    cells.find(|cell| matches!(&cell.value, CellValue::Number(number) if !number.is_zero()))
}

/// Whether a note says of this very statement that there is nothing in it.
fn calls_empty(statement: &Statement, note: &Note) -> bool {
    let text = normalized(&note.text);
    if ["空表", "本表无数据", "此表无数据"].iter().any(|word| text.contains(word)) {
        return true;
    }
    let Some(part) = part(statement.id).filter(|part| part.may_be_empty) else {
        return false;
    };
    let denies = |word: &String| {
        let before = text.split(word.as_str()).next().filter(|before| before.len() < text.len());
        before.is_some_and(|before| {
            before.trim_end_matches('"').ends_with(['无', '有', '排', '及']) && says_nothing(&note.text)
        })
    };
    part.words.iter().any(denies)
}

fn contradicted(statement: &Statement, note: &Note, cell: &StatementCell) -> Finding {
    Finding::new(
        RULE.code,
        Severity::Error,
        note.place.with_text(note.text.as_str()),
        format!("《{}》下注明没有数据，表中却列有{}", statement.title, cell.text),
    )
    .english(format!("a note calls the statement empty, but it holds {}", cell.text))
    .advise("核对该项收支是否存在：存在的删去注，不存在的删去金额")
    .relate("表中的金额", "an amount in the statement", cell.place.with_text(cell.text.as_str()))
}
