//! # D014 单位预算自称“本部门” (speaks-as-other-level)
//!
//! ## 检查内容
//! 单位预算（决算）全文自称“本部门”而不称“本单位”，或部门预算全文自称“本单位”而不称“本部门”。
//!
//! ## 为何重要
//! 口径不清：部门包括下属单位，单位只是自己，读者无法判断数字的范围。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//!
//! ## 示例
//! 单位预算中通篇写“本部门2026年支出预算……”。
//!
//! ## 如何更正
//! 统一为与文件口径相符的自称。
//!
//! ## 例外
//! 自称不足三处的、两种自称都有的、没有标明是部门还是单位的文件，封面写明“本级”的文件，不检查。

use mingsuan_model::{AgencyLevel, Finding, Severity};

use super::parts::texts;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "D014",
    name: "speaks-as-other-level",
    title: "单位预算自称“本部门”",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("speaks_as_other_level.rs"),
    body: Body::Check(check),
};

/// So often a document must name itself before it is judged.
const FEWEST: usize = 3;

/// The texts of a cover.
const FIRST_TEXTS: usize = 5;

fn check(context: &Context<'_>, found: &mut Found) {
    // The department's own office (本级) discloses in a document of the department's name and is a unit still.
    if texts(context.disclosure).take(FIRST_TEXTS).any(|text| text.text.contains("本级")) {
        return;
    }
    let (own, other, kind) = match context.disclosure.agency.level {
        Some(AgencyLevel::Unit) => ("本单位", "本部门", "单位"),
        Some(AgencyLevel::Department) => ("本部门", "本单位", "部门"),
        None => return found.insufficient("没有读到文件是部门的还是单位的"),
    };
    let count = |word: &str| texts(context.disclosure).map(|text| text.text.matches(word).count()).sum::<usize>();
    let (own_times, other_times) = (count(own), count(other));
    if own_times + other_times < FEWEST {
        return;
    }
    found.compared();
    let Some(first) = texts(context.disclosure).find(|text| own_times == 0 && text.text.contains(other)) else {
        return;
    };
    let message = format!("本文件是{kind}预算（决算），文中{other_times}处自称“{other}”，没有一处称“{own}”");
    let finding = Finding::new(RULE.code, Severity::Info, first.place.with_text(first.text.as_str()), message)
        .english(format!("the document calls its body {other} {other_times} times and never {own}"))
        .advise(format!("核对口径，统一自称“{own}”"))
        .values(own, other);
    found.push(finding);
}
