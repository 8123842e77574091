//! # D013 解释的名词在文件中没有使用 (term-unused)
//!
//! ## 检查内容
//! 名词解释中的名词，应当在文字说明或报表中出现过。
//!
//! ## 为何重要
//! 解释没有用到的名词，多是照抄模板，读者要找的名词反而可能没有解释。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//!
//! ## 示例
//! 解释了“事业单位经营收入”，全文和报表中都没有这一项。
//!
//! ## 如何更正
//! 删去没有用到的名词。
//!
//! ## 例外
//! 名词由几部分组成的（“结转和结余”“住房保障支出（类）住房公积金（项）”），其中一部分出现过即可；名词解释不足三条、没有整套报表的，不检查。各名词合为一条报告。

use std::collections::HashSet;

use mingsuan_model::text::normalized;
use mingsuan_model::{Disclosure, Finding, Severity, Term};

use super::parts::{has_whole_statements, texts};
use crate::context::Context;
use crate::rule::{Body, Found, Rule};

pub(crate) const RULE: Rule = Rule {
    code: "D013",
    name: "term-unused",
    title: "解释的名词在文件中没有使用",
    severity: Severity::Info,
    since: "0.1.0",
    basis: &["财预〔2016〕143号"],
    source: include_str!("term_unused.rs"),
    body: Body::Check(check),
};

/// A glossary of fewer terms may have been read in part.
const FEWEST_TERMS: usize = 3;

/// Shorter parts of a term stand in other words by chance.
const SHORTEST_PART: usize = 3;

/// No term is explained in fewer characters.
const SHORTEST_EXPLANATION: usize = 12;

/// What stands before a colon at the end of a document and is no term.
const NO_TERMS: [&str; 4] = ["联系人", "电话", "联系方式", "网址"];

fn check(context: &Context<'_>, found: &mut Found) {
    let disclosure = context.disclosure;
    if disclosure.glossary.len() < FEWEST_TERMS || !has_whole_statements(disclosure) {
        return;
    }
    let used = used_text(disclosure);
    let mut unused: Vec<&Term> = Vec::new();
    for term in disclosure.glossary.iter().filter(|term| is_term(term)) {
        found.compared();
        if !parts_of(&term.term.text).iter().any(|part| used.contains(part.as_str())) {
            unused.push(term);
        }
    }
    let Some((first, others)) = unused.split_first() else { return };
    let names: Vec<&str> = unused.iter().map(|term| term.term.text.as_str()).collect();
    let message = format!("名词解释中的“{}”在文字说明和报表中没有出现", names.join("”“"));
    let finding = Finding::new(RULE.code, Severity::Info, first.term.place.with_text(names[0]), message)
        .english(format!("{} explained term(s) are used nowhere", unused.len()))
        .advise("删去没有用到的名词，或核对报表和说明中的用词");
    found.push(others.iter().fold(finding, |finding, term| {
        finding.relate("同样没有用到的名词", term.term.place.with_text(term.term.text.as_str()))
    }));
}

/// Whether a line of the glossary explains a term rather than names a person or an office.
fn is_term(term: &Term) -> bool {
    let is_said = term.explanation.chars().count() >= SHORTEST_EXPLANATION;
    is_said && !NO_TERMS.iter().any(|word| term.term.text.contains(word))
}

/// Everything the document says outside its glossary, one text after the other.
fn used_text(disclosure: &Disclosure) -> String {
    let spot = |place: &mingsuan_model::Place| (place.page, place.line, place.paragraph);
    let glossary: HashSet<_> = disclosure.glossary.iter().map(|term| spot(&term.term.place)).collect();
    let mut all = String::new();
    let mut add = |text: &str| {
        all.push_str(&plain(text));
        all.push('\n');
    };
    texts(disclosure).filter(|text| !glossary.contains(&spot(&text.place))).for_each(|text| add(&text.text));
    for statement in &disclosure.statements {
        add(&statement.title);
        statement.columns.iter().flat_map(|column| &column.header).for_each(|header| add(header));
        statement.rows.iter().for_each(|row| add(&row.label));
        statement.notes.iter().for_each(|note| add(&note.text));
    }
    all
}

fn plain(text: &str) -> String {
    normalized(text).replace('"', "")
}

/// A term and the parts it is made of.
fn parts_of(term: &str) -> Vec<String> {
    let whole = plain(term);
    let pieces = whole.split(['(', ')', '和', '及', '与', '或', '、', ',', '/']).map(str::to_owned);
    let long: Vec<String> = pieces.filter(|piece| piece.chars().count() >= SHORTEST_PART).collect();
    std::iter::once(whole).chain(long).collect()
}
