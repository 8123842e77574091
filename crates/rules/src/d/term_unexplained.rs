//! # D020 专业名词没有解释 (term-unexplained)
//!
//! ## 检查内容
//! 文中用到的机关运行经费、“三公”经费、结转结余、财政专户管理资金等专业名词，名词解释中应有解释。
//!
//! ## 为何重要
//! 名词解释是给公众看的：“机关运行经费”指什么、是否包括工资，不解释就看不懂。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：对专业性较强的名词进行解释
//!
//! ## 示例
//! 文中说明了机关运行经费，名词解释没有“机关运行经费”。
//!
//! ## 如何更正
//! 在名词解释中补充。
//!
//! ## 例外
//! 没有名词解释的文件由 D002 检查；解释写在别处（“……是指”）的，视为已有；名词见 standards/terms.toml。

use std::sync::LazyLock;

use mingsuan_model::text::normalized;
use mingsuan_model::{Finding, Place, Placed, Severity};
use serde::Deserialize;

use super::names::quoted;
use super::parts::texts;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "D020",
    name: "term-unexplained",
    title: "专业名词没有解释",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("term_unexplained.rs"),
    body: Body::Check(check),
};

/// A term that needs an explanation where it is used.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Needed {
    term: String,
    /// One of these in a text uses the term.
    used: Vec<String>,
    /// One of these in a term or before 是指 explains it.
    explained: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Terms {
    term: Vec<Needed>,
}

static TERMS: LazyLock<Terms> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../standards/terms.toml"))
        .expect("standards/terms.toml is part of the program and a test reads it")
});

fn check(context: &Context<'_>, found: &mut Found) {
    let glossary = &context.disclosure.glossary;
    let Some(first) = glossary.first() else {
        return;
    };
    let plain = |text: &str| normalized(text).replace('"', "");
    let all: Vec<(&Placed, String)> = texts(context.disclosure).map(|text| (text, plain(&text.text))).collect();
    let explained: Vec<String> = glossary.iter().map(|term| plain(&term.term.text)).collect();
    let mut missing: Vec<(&Needed, &Placed)> = Vec::new();
    for needed in &TERMS.term {
        let uses = |text: &str| needed.used.iter().any(|word| text.contains(word.as_str()));
        let Some((place, _)) = all.iter().find(|(_, text)| uses(text)) else { continue };
        found.compared();
        let is_told = |term: &String| needed.explained.iter().any(|word| term.contains(word.as_str()));
        let is_meant = |text: &str| ["指", "包括"].iter().any(|word| text.contains(word));
        let elsewhere =
            |text: &str| is_meant(text) && needed.explained.iter().any(|word| text.starts_with(word.as_str()));
        if !explained.iter().any(is_told) && !all.iter().any(|(_, text)| elsewhere(text)) {
            missing.push((needed, place));
        }
    }
    if !missing.is_empty() {
        found.push(finding(&first.term.place, &missing));
    }
}

fn finding(glossary: &Place, missing: &[(&Needed, &Placed)]) -> Finding {
    let names: Vec<String> = missing.iter().map(|(needed, _)| quoted(&needed.term)).collect();
    let names = names.join("、");
    let finding = Finding::new(RULE.code, Severity::Info, glossary.clone(), format!("文中用到{names}，名词解释中没有"))
        .english(format!("{} term(s) are used and not explained", missing.len()))
        .advise(format!("在名词解释中补充{names}"));
    missing.iter().fold(finding, |finding, (_, text)| {
        finding.relate("用到的地方", "used here", text.place.with_text(text.text.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_terms_are_read() {
        assert!(TERMS.term.len() > 1);
        assert!(TERMS.term.iter().all(|one| !one.used.is_empty() && !one.explained.is_empty()));
    }
}
