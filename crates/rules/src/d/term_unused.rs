//! # D019 解释了文中没有用到的名词 (term-unused)
//!
//! ## 检查内容
//! 名词解释中的名词，应当在文件的其他部分（文字、报表）用到。
//!
//! ## 为何重要
//! 解释没有用到的名词，说明名词解释是套用的，没有按本单位的内容编写；真正要解释的名词往往反而没有。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：对专业性较强的名词进行解释
//!
//! ## 示例
//! 单位没有经营收入，报表和文字都没有提到，名词解释却有“经营收入”。
//!
//! ## 如何更正
//! 删去没有用到的名词。
//!
//! ## 例外
//! 用到名词主要部分的（如“事业收入（不含教育收费）”用到“事业收入”）视为用到；带“（类）”“（款）”“（项）”的，看最末一级的名称；
//! 联系人等不是名词的条目、没有报表的文件不检查。

use mingsuan_model::text::normalized;
use mingsuan_model::{Disclosure, Finding, Severity, Term};

use super::names::quoted;
use crate::context::Context;
use crate::phrases::{Phrases, phrases};
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "D019",
    name: "term-unused",
    title: "解释了文中没有用到的名词",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("term_unused.rs"),
    body: Body::Check(check),
};

/// What is left of a term without 资金 and the like must have so many characters.
const SHORTEST: usize = 4;

/// Entries of the section that are no terms.
static NO_TERMS: Phrases = phrases("D019", "no_terms");

fn check(context: &Context<'_>, found: &mut Found) {
    let glossary = &context.disclosure.glossary;
    if glossary.is_empty() {
        return;
    }
    if context.disclosure.statements.is_empty() {
        found.insufficient("没有读到报表，名词可能在报表中用到");
        return;
    }
    let used = everything_else(context.disclosure);
    let mut unused: Vec<&Term> = Vec::new();
    for term in glossary.iter().filter(|term| !NO_TERMS.iter().any(|word| term.term.text.contains(word))) {
        found.compared();
        if !names(&term.term.text).iter().any(|name| used.contains(name)) {
            unused.push(term);
        }
    }
    if let Some((first, others)) = unused.split_first() {
        found.push(finding(first, others));
    }
}

/// The words that a text would use for a term: without quotes, of a path of classes the last, what stands in brackets and
/// what stands before them, each also without a last word that says only that it is money.
fn names(term: &str) -> Vec<String> {
    static MONEY: Phrases = phrases("D019", "money");
    let term = normalized(term).replace('"', "");
    let path = term.replace("(类)", "\n").replace("(款)", "\n").replace("(项)", "\n");
    let last = path.split('\n').rfind(|part| !part.is_empty()).unwrap_or_default();
    let parts = last.split(['(', ')']).filter(|part| part.chars().count() > 1);
    let mut names: Vec<String> = parts.map(str::to_owned).collect();
    let shorter = names.iter().flat_map(|name| MONEY.iter().filter_map(|word| name.strip_suffix(word)));
    let shorter: Vec<String> = shorter.filter(|name| name.chars().count() >= SHORTEST).map(str::to_owned).collect();
    names.extend(shorter);
    names
}

/// All texts and labels of the document but those of its glossary, in comparable form.
fn everything_else(disclosure: &Disclosure) -> String {
    let is_glossary = |text: &mingsuan_model::Placed| disclosure.glossary.iter().any(|t| t.term.place == text.place);
    let mut all = String::new();
    let mut push = |text: &str| {
        all.push_str(&normalized(text).replace('"', ""));
        all.push('\n');
    };
    for section in &disclosure.sections {
        let texts = std::iter::once(&section.title).chain(&section.paragraphs);
        texts.filter(|text| !is_glossary(text)).for_each(|text| push(&text.text));
    }
    for statement in &disclosure.statements {
        push(&statement.title);
        statement.columns.iter().flat_map(|column| &column.header).for_each(|text| push(text));
        statement.rows.iter().for_each(|row| push(&row.label));
    }
    all
}

fn finding(first: &Term, others: &[&Term]) -> Finding {
    let names: Vec<String> = std::iter::once(&first).chain(others).map(|term| quoted(&term.term.text)).collect();
    let message = format!("名词解释中的{}在文件其他部分没有用到", names.join("、"));
    let place = first.term.place.with_text(first.term.text.as_str());
    let finding = Finding::new(RULE.code, Severity::Info, place, message)
        .english(format!("{} explained term(s) are used nowhere else", names.len()))
        .advise("删去没有用到的名词");
    others.iter().fold(finding, |finding, term| {
        finding.relate("没有用到", "another unused term", term.term.place.with_text(term.term.text.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_a_text_would_use() {
        for (term, expected) in [
            ("“三公”经费", vec!["三公经费"]),
            ("事业收入（不含教育收费）", vec!["事业收入", "不含教育收费"]),
            ("上年结转结余资金", vec!["上年结转结余资金", "上年结转结余"]),
            ("住房保障支出(类)住房改革支出(款)购房补贴(项)", vec!["购房补贴"]),
        ] {
            assert_eq!(names(term), expected);
        }
    }
}
