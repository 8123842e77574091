//! # D017 同一名词解释两次 (term-explained-twice)
//!
//! ## 检查内容
//! 名词解释中同一名词只应解释一次。
//!
//! ## 为何重要
//! 两处解释不同时，读者不知以哪个为准；相同时是多余的。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//!
//! ## 示例
//! 名词解释第2条和第7条都是“基本支出”。
//!
//! ## 如何更正
//! 合并为一条。
//!
//! ## 例外
//! 只有写法（空格、引号）不同的视为同一名词；不同类款下同名的科目（如“行政运行（项）”）解释不同的，不报告。

use std::collections::HashMap;

use mingsuan_model::text::normalized;
use mingsuan_model::{Finding, Severity, Term};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "D017",
    name: "term-explained-twice",
    title: "同一名词解释两次",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("term_explained_twice.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let mut seen: HashMap<String, &Term> = HashMap::new();
    for term in &context.disclosure.glossary {
        found.compared();
        let key = normalized(&term.term.text).replace('"', "");
        match seen.get(&key) {
            // 行政运行（项） is an item of several classes, each with its own meaning.
            Some(first) if is_item(&key) && differ(first, term) => {}
            Some(first) => found.push(again(first, term)),
            None => drop(seen.insert(key, term)),
        }
    }
}

fn is_item(term: &str) -> bool {
    ["(类)", "(款)", "(项)"].iter().any(|level| term.ends_with(level))
}

fn differ(first: &Term, second: &Term) -> bool {
    normalized(&first.explanation) != normalized(&second.explanation)
}

fn again(first: &Term, second: &Term) -> Finding {
    let name = &second.term.text;
    let differs = differ(first, second);
    let how = if differs { "两处解释不同" } else { "两处解释相同" };
    Finding::new(
        RULE.code,
        Severity::Warning,
        second.term.place.with_text(name.as_str()),
        format!("名词“{name}”解释了两次，{how}"),
    )
    .english(format!("the term is explained twice, {}", if differs { "differently" } else { "in the same words" }))
    .advise("合并为一条解释")
    .relate("第一次解释", "first explanation", first.term.place.with_text(first.term.text.as_str()))
}
