//! # D004 空表未说明 (empty-statement-without-note)
//!
//! ## 检查内容
//! 没有数据的报表（政府性基金、国有资本经营、“三公”经费、政府采购等）应当列空表，并在表下或文中写明没有这项收支。
//!
//! ## 为何重要
//! 一张没有说明的空表，读者分不清是没有这项支出，还是没有填、没有公开。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：没有数据的表格应当列出空表并说明
//!
//! ## 示例
//! 政府性基金预算支出表一个数字也没有，表下没有注，文中也没有提到。
//!
//! ## 如何更正
//! 在表下注明，例如“注：本单位无政府性基金预算，空表列示”；漏填的，补填。
//!
//! ## 例外
//! 表中填有 0 的不算空表；文中其他地方已经说明没有这项收支的，不报告。只有报表、没有文字的文件，以及文字写明金额为零的，只作提示。

use mingsuan_model::{Disclosure, Finding, Severity, Statement};

use super::parts::{part, says_empty, tells_zero};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "D004",
    name: "empty-statement-without-note",
    title: "空表未说明",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("empty_statement_without_note.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let disclosure = context.disclosure;
    for statement in &disclosure.statements {
        if !part(statement.id).is_some_and(|part| part.may_be_empty) {
            continue;
        }
        if statement.is_empty() && has_money_tokens(disclosure, statement) {
            found.insufficient(format!("《{}》中有数字没有读懂", statement.title));
            continue;
        }
        found.compared();
        if statement.is_empty() && !says_empty(disclosure, statement) {
            found.push(unexplained(disclosure, statement));
        }
    }
}

/// Whether the reader counted amounts in the table that were not understood.
fn has_money_tokens(disclosure: &Disclosure, statement: &Statement) -> bool {
    let table = statement.place.table;
    table.is_some() && disclosure.money_tokens.iter().any(|place| place.table == table)
}

/// Whether there are sentences outside the tables.
fn has_prose(disclosure: &Disclosure) -> bool {
    const SENTENCE: usize = 20;
    let is_sentence = |text: &str| text.trim_end().ends_with('。') && text.chars().count() >= SENTENCE;
    let mut paragraphs = disclosure.sections.iter().flat_map(|section| &section.paragraphs);
    paragraphs.any(|placed| is_sentence(&placed.text))
}

/// Where a file has statements only, the words may be in another one; an amount of zero in the text says enough to a
/// reader who looks for it.
fn unexplained(disclosure: &Disclosure, statement: &Statement) -> Finding {
    let title = &statement.title;
    let (severity, where_not) = if !has_prose(disclosure) {
        (Severity::Info, "表下没有说明（文字说明可能另附）")
    } else if tells_zero(disclosure, statement) {
        (Severity::Info, "表下没有说明（文字中写明为零）")
    } else {
        (Severity::Warning, "表下和文中都没有说明")
    };
    Finding::new(
        RULE.code,
        severity,
        statement.title_place.with_text(title.as_str()),
        format!("《{title}》没有数据，{where_not}"),
    )
    .english("the statement is empty and nothing says why")
    .advise("没有这项收支的，在表下注明空表列示；漏填的，补填")
}
