//! # K014 两套经济分类科目不对应 (economic-codes-disagree)
//!
//! ## 检查内容
//! 同一行既印部门预算支出经济分类科目、又印政府预算支出经济分类科目的，两者应符合财政部的对应关系
//! （如 30201 办公费对应 50201 或 50502）。
//!
//! ## 为何重要
//! 政府预算经济科目由部门预算经济科目转换而来；对应错了，汇总到政府预算就串到别的科目。
//!
//! ## 依据
//! - 《支出经济分类科目改革方案》（财预〔2017〕98号）及所附对应关系
//!
//! ## 示例
//! 31002 办公设备购置的政府预算经济科目写作 50201 办公经费，应为 50306 或 50601。
//!
//! ## 如何更正
//! 按对应关系改正其中一个编码。
//!
//! ## 例外
//! 对应关系表系凭资料整理，只作提示；政府预算经济科目只写到类的，只比较类。

use std::collections::HashMap;
use std::sync::LazyLock;

use mingsuan_model::{ColumnRole, Finding, Place, Severity, Statement, StatementRow};

use super::items::ITEMS;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "K014",
    name: "economic-codes-disagree",
    title: "两套经济分类科目不对应",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2017〕98号"],
    source: include_str!("economic_codes_disagree.rs"),
    body: Body::Check(check),
};

/// The codes of the government's budget that a department's code becomes, by kind of body.
static GOVERNMENT: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut codes: HashMap<&str, Vec<&str>> = HashMap::new();
    for line in include_str!("../../../../standards/lists/economic-department-to-government.csv").lines().skip(1) {
        let mut fields = line.split(',').skip(1);
        if let (Some(department), Some(government)) = (fields.next(), fields.nth(1)) {
            let known = codes.entry(department).or_default();
            if !known.contains(&government) {
                known.push(government);
            }
        }
    }
    codes
});

fn check(context: &Context<'_>, found: &mut Found) {
    for statement in &context.disclosure.statements {
        let columns = |words: &[String]| -> Vec<usize> {
            let is_own = |column: usize| {
                let column = &statement.columns[column];
                let header = column.header.concat();
                matches!(column.role, ColumnRole::Code | ColumnRole::Text)
                    && words.iter().any(|word| header.contains(word.as_str()))
            };
            (0..statement.columns.len()).filter(|column| is_own(*column)).collect()
        };
        let (department, government) = (columns(&ITEMS.department_headers), columns(&ITEMS.government_headers));
        if department.is_empty() || government.is_empty() {
            continue;
        }
        for row in &statement.rows {
            let (Some((code, _)), Some((other, place))) = (code_in(row, &department), code_in(row, &government)) else {
                continue;
            };
            let Some(expected) = GOVERNMENT.get(code.as_str()) else { continue };
            found.compared();
            if !expected.iter().any(|known| known.starts_with(other.as_str())) {
                found.push(finding(statement, &code, &other, expected, place));
            }
        }
    }
}

/// The code that some columns of a row make together, and where it begins.
fn code_in<'a>(row: &'a StatementRow, columns: &[usize]) -> Option<(String, &'a Place)> {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let mut cells = columns.iter().filter_map(|column| row.cell(*column)).filter(|cell| is_digits(&cell.text));
    let first = cells.next()?;
    let code = cells.fold(first.text.clone(), |code, cell| code + cell.text.as_str());
    matches!(code.len(), 3 | 5).then_some((code, &first.place))
}

fn finding(statement: &Statement, code: &str, other: &str, expected: &[&str], place: &Place) -> Finding {
    let expected = expected.join("或");
    let title = &statement.title;
    let message = format!("《{title}》中部门预算经济科目{code}对应的政府预算经济科目写作{other}，应为{expected}");
    Finding::new(RULE.code, Severity::Info, place.with_text(other), message)
        .english(format!("{code} does not become {other} in the government's budget"))
        .advise("按对应关系改正其中一个编码")
        .values(expected, other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_correspondence_is_read() {
        assert_eq!(GOVERNMENT.get("30201").map(Vec::len), Some(2));
        assert!(GOVERNMENT["31002"].contains(&"50306"));
    }
}
