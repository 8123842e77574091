//! # D002 缺少必要内容 (missing-section)
//!
//! ## 检查内容
//! 公开文件的文字部分应当说明：单位职责、机构设置、收支总体情况、机关运行经费、“三公”经费、绩效目标、政府采购、
//! 国有资产占用、名词解释。各地另有要求的，按本地要求检查。
//!
//! ## 为何重要
//! 报表要有说明才看得懂；缺少的往往正是公众最关心、检查最常抽查的内容。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//!
//! ## 示例
//! 文件没有名词解释，读者无从得知“机关运行经费”指什么。
//!
//! ## 如何更正
//! 补写该部分；确实没有相关事项的，也应写明没有。
//!
//! ## 例外
//! 标题不足四个、或规定的内容缺少三分之一以上的文件，视为节选或说明另附，不检查。标题措辞不同但含有规定的字样，或正文已经写到的，视为已有。

use mingsuan_model::profile::RequiredSection;
use mingsuan_model::text::normalized;
use mingsuan_model::{Disclosure, Finding, Place, Severity};

use super::parts::{has_whole_text, texts};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "D002",
    name: "missing-section",
    title: "缺少必要内容",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::from_year(2017),
    basis: &["财预〔2016〕143号"],
    source: include_str!("missing_section.rs"),
    body: Body::Check(check),
};

/// A paragraph of so few characters may be a heading that was not set as one (`单位职责：`).
const HEADING_CHARACTERS: usize = 30;

/// Where more than one part in so many is absent, the description is taken to be in another file.
const MOST_ABSENT: usize = 3;

fn check(context: &Context<'_>, found: &mut Found) {
    if !has_whole_text(context.disclosure) {
        found.insufficient("文件的文字部分标题不足四个，可能只有报表或只是节选");
        return;
    }
    let required = &context.profile.sections;
    let absent: Vec<&RequiredSection> = required.iter().filter(|s| !stands(context.disclosure, s)).collect();
    if absent.len() * MOST_ABSENT > required.len() {
        found.insufficient("规定的内容多数没有读到，文字说明可能另附");
        return;
    }
    for _ in required {
        found.compared();
    }
    absent.into_iter().for_each(|section| found.push(missing(section)));
}

fn stands(disclosure: &Disclosure, section: &RequiredSection) -> bool {
    let has = |words: &[String], text: &str| {
        let text = normalized(text);
        words.iter().any(|word| text.contains(word.as_str()))
    };
    let is_there = |text: &str| {
        let is_heading = text.chars().count() <= HEADING_CHARACTERS;
        (is_heading && has(&section.headings, text)) || has(&section.words, text)
    };
    disclosure.sections.iter().any(|s| has(&section.headings, &s.title.text))
        || disclosure.statements.iter().any(|s| is_there(&s.title))
        || texts(disclosure).any(|text| is_there(&text.text))
}

fn missing(section: &RequiredSection) -> Finding {
    let title = &section.title;
    Finding::new(RULE.code, Severity::Error, Place::default(), format!("文件中没有“{title}”的内容"))
        .english(format!("the required part \"{}\" is missing", section.key))
        .advise(format!("补写“{title}”；没有相关事项的，也应写明没有"))
}
