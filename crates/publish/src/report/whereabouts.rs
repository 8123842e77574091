//! Where a finding stands, in the words of whoever has the document in hand; and its fingerprint, which stays the same when
//! pages and rows move. Printed places are the business of `mingsuan-model`.

use mingsuan_model::{ColumnRole, Disclosure, Finding, Place, Project, Statement, StatementId};

use super::locate::{Field, Spot, funds_of, locate};
use crate::manifest::sha256;

/// Names longer than this are cut in the words of a place.
const LONGEST: usize = 30;

/// `《单位预算支出总表》“2010301 行政运行”“基本支出”（第3页 表3 行5 列4）`.
pub(super) fn words(disclosure: Option<&Disclosure>, finding: &Finding) -> String {
    let place = finding.place.describe();
    let name = disclosure.map(|disclosure| name(disclosure, &finding.place)).unwrap_or_default();
    if name.is_empty() { place } else { format!("{name}（{place}）") }
}

fn name(disclosure: &Disclosure, place: &Place) -> String {
    let of = |project: usize| format!("项目“{}”", cut(&disclosure.projects[project].name.text));
    match locate(disclosure, place) {
        Spot::Cell(statement, row, column) => {
            let statement = &disclosure.statements[statement];
            let row = &statement.rows[row];
            let label = [row.code.as_deref().unwrap_or_default(), &row.label].join(" ");
            let mut name = String::new();
            if !statement.title.is_empty() {
                name.push_str(&format!("《{}》", cut(&statement.title)));
            }
            if !label.trim().is_empty() {
                name.push_str(&format!("“{}”", cut(label.trim())));
            }
            let column = &statement.columns[column];
            if column.role == ColumnRole::Value && !column.header.is_empty() {
                name.push_str(&format!("“{}”", cut(&column.title())));
            }
            name
        }
        Spot::Indicator(project, indicator, field) => {
            let indicator = &disclosure.projects[project].indicators[indicator];
            format!("{}绩效指标“{}”的{}", of(project), cut(&indicator.level3.text), field_name(field))
        }
        Spot::Plan(project, step) => {
            format!("{}资金支出计划{}月底", of(project), disclosure.projects[project].plan[step].month)
        }
        Spot::Funds(project, which) => format!("{}{}", of(project), fund(&disclosure.projects[project], which)),
        Spot::Code(project) => format!("{}项目编码", of(project)),
        Spot::Sentence(text, before, length) => format!("文字“{}”", cut(&clause(text, before, length))),
        Spot::Nowhere => {
            place.text.as_deref().filter(|text| !text.trim().is_empty()).map(|text| format!("“{}”", cut(text.trim())))
        }
        .unwrap_or_default(),
    }
}

fn fund(project: &Project, which: usize) -> &'static str {
    funds_of(project).get(which).map_or("", |(name, _)| name)
}

const fn field_name(field: Field) -> &'static str {
    match field {
        Field::Name => "名称",
        Field::Description => "描述",
        Field::Value => "指标值",
        Field::Basis => "确定依据",
    }
}

fn cut(text: &str) -> String {
    let flat = text.replace(['\n', '\t'], " ");
    match flat.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &flat[..at]),
        None => flat,
    }
}

/// The clause of a paragraph that a piece stands in; `length` 0 stands for the whole paragraph.
fn clause(text: &str, before: usize, length: usize) -> String {
    const ENDS: [char; 5] = ['。', '；', '！', '？', '\n'];
    if length == 0 {
        return text.to_owned();
    }
    let at = text.char_indices().nth(before).map_or(text.len(), |(at, _)| at);
    let from = text[..at].rfind(ENDS).map_or(0, |end| end + text[end..].chars().next().map_or(1, char::len_utf8));
    let to = text[at..].find(ENDS).map_or(text.len(), |end| at + end);
    text[from..to].trim().to_owned()
}

/// The same for the same fault in the mended document: of the rule and of what the thing is called, not of where it stands
/// on paper, nor of the number that is printed there.
pub(super) fn fingerprint(disclosure: Option<&Disclosure>, finding: &Finding) -> String {
    let thing = disclosure.map(|disclosure| thing(disclosure, &finding.place)).unwrap_or_default();
    let thing = match (thing.is_empty(), finding.place.text.as_deref().map(letters)) {
        (false, _) => thing,
        (true, Some(text)) if !text.is_empty() => text,
        (true, _) => letters(&finding.message),
    };
    sha256(format!("{}\n{thing}", finding.code).as_bytes())[..16].to_owned()
}

fn thing(disclosure: &Disclosure, place: &Place) -> String {
    let of = |project: usize| letters(&disclosure.projects[project].name.text);
    match locate(disclosure, place) {
        Spot::Cell(at, row, column) => {
            let statement = &disclosure.statements[at];
            format!(
                "{} {} {}",
                form(disclosure, statement),
                row_name(statement, row),
                statement.columns[column].title()
            )
        }
        Spot::Indicator(project, at, field) => {
            let indicator = &disclosure.projects[project].indicators[at];
            format!("{} {} {}", of(project), letters(&indicator.level3.text), field_name(field))
        }
        Spot::Plan(project, step) => format!("{} plan {}", of(project), disclosure.projects[project].plan[step].month),
        Spot::Funds(project, which) => format!("{} {}", of(project), fund(&disclosure.projects[project], which)),
        Spot::Code(project) => format!("{} code", of(project)),
        Spot::Sentence(text, before, length) => letters(&clause(text, before, length)),
        Spot::Nowhere => String::new(),
    }
}

/// What a statement is: its id, and its title where that does not tell it.
fn form(disclosure: &Disclosure, statement: &Statement) -> String {
    let alike = disclosure.statements.iter().filter(|other| other.id == statement.id).count();
    let title = if alike > 1 || statement.id == StatementId::Other { letters(&statement.title) } else { String::new() };
    format!("{} {title}", statement.id.key())
}

/// A row by code and label, and by how many of that name stand above it.
fn row_name(statement: &Statement, at: usize) -> String {
    let row = &statement.rows[at];
    let above = statement.rows[..at].iter().filter(|other| other.code == row.code && other.label == row.label).count();
    format!("{} {} {above}", row.code.as_deref().unwrap_or_default(), row.label)
}

/// A text without its numbers and blanks: those are what is mended.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_numeric() && !c.is_whitespace() && !matches!(c, '.' | ',' | '-' | '，')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_is_told_by_the_piece_in_it() {
        let text = "收入10万元。支出12万元，其中基本支出3万元；结余0万元。";
        assert_eq!(clause(text, 9, 4), "支出12万元，其中基本支出3万元");
        assert_eq!(clause(text, 2, 2), "收入10万元");
        assert_eq!(clause(text, 0, 0), text);
        assert_eq!(clause("支出", 99, 4), "支出");
        assert_eq!(letters("支出 1,2.5万元"), "支出万元");
    }
}
