//! # D018 目录与正文不一致 (contents-page-differs)
//!
//! ## 检查内容
//! 目录列出的标题，正文中应当都有，措辞相同；正文的各大部分，目录中也应当都有。
//!
//! ## 为何重要
//! 目录有而正文没有的，可能是漏了内容；措辞不同的，说明目录没有随正文更新。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的内容应当完整
//!
//! ## 示例
//! 目录有“四、绩效目标设置情况”，正文没有这一部分。
//!
//! ## 如何更正
//! 补上缺少的内容，或更新目录。
//!
//! ## 例外
//! 没有目录的文件不检查；报表由 D001 检查，目录中以“表”结尾的标题不检查；只差年度、序号的不报告。
//! 目录中三分之一以上的标题在正文中没有读到的，视为识别问题，不检查。

use std::collections::HashSet;

use mingsuan_model::{Disclosure, Finding, Section, Severity};

use super::contents::{Contents, bare};
use super::names::likeness_percent;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "D018",
    name: "contents-page-differs",
    title: "目录与正文不一致",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("contents_page_differs.rs"),
    body: Body::Check(check),
};

/// Titles so alike are meant to be the same.
const NEAR_PERCENT: usize = 75;

/// A paragraph of so few characters may be a heading that was not set as one.
const HEADING_CHARACTERS: usize = 60;

/// Where more than one entry in so many is missing, the body was not read well.
const MOST_MISSING: usize = 3;

fn check(context: &Context<'_>, found: &mut Found) {
    let Some(contents) = Contents::of(context.disclosure) else {
        return;
    };
    let texts = texts_of(context.disclosure, contents.body);
    let entries = contents.entries.iter().filter(|entry| !is_table(&bare(&entry.title.text)));
    let mut missing = Vec::new();
    let mut checked = 0;
    for entry in entries {
        checked += 1;
        let title = bare(&entry.title.text);
        if !title.is_empty() && !stands(&title, &texts) {
            missing.push(entry);
        }
    }
    if missing.len() * MOST_MISSING > checked {
        found.insufficient("目录中的标题三分之一以上没有在正文中读到");
        return;
    }
    found.comparisons += checked;
    for entry in missing {
        found.push(differs(entry, contents.body));
    }
    let listed: Vec<String> = contents.entries.iter().map(|entry| bare(&entry.title.text)).collect();
    let is_listed =
        |title: &str| listed.iter().any(|entry| entry == title || likeness_percent(entry, title) >= NEAR_PERCENT);
    for part in contents.body.iter().filter(|section| section.title.text.trim_start().starts_with('第')) {
        let title = bare(&part.title.text);
        found.compared();
        if !title.is_empty()
            && !is_table(&title)
            && !is_listed(&title)
            && !stands(&title, &listed.iter().cloned().collect())
        {
            found.push(not_listed(part));
        }
    }
}

fn is_table(title: &str) -> bool {
    title.ends_with('表') || title.ends_with("表)")
}

/// What the body has that may be a heading, in comparable form.
fn texts_of(disclosure: &Disclosure, body: &[Section]) -> HashSet<String> {
    let short = |text: &&mingsuan_model::Placed| text.text.chars().count() <= HEADING_CHARACTERS;
    let of_sections = body.iter().flat_map(|s| std::iter::once(&s.title).chain(s.paragraphs.iter().filter(short)));
    let titles =
        of_sections.map(|text| text.text.as_str()).chain(disclosure.statements.iter().map(|s| s.title.as_str()));
    titles.map(bare).filter(|title| !title.is_empty()).collect()
}

/// Whether a title stands among the texts, alone or within a longer one, or as two lines of which one was read.
fn stands(title: &str, texts: &HashSet<String>) -> bool {
    texts.contains(title)
        || texts.iter().any(|text| text.contains(title) || text.chars().count() >= 4 && title.contains(text.as_str()))
}

fn differs(entry: &Section, body: &[Section]) -> Finding {
    let printed = entry.title.text.trim();
    let place = entry.title.place.with_text(printed);
    let title = bare(printed);
    let alike = |section: &&Section| likeness_percent(&bare(&section.title.text), &title);
    let near = body.iter().max_by_key(alike).filter(|section| alike(section) >= NEAR_PERCENT);
    match near {
        Some(section) => {
            let heading = section.title.text.trim();
            let message = format!("目录中的“{printed}”，正文标题是“{heading}”");
            let mut finding = Finding::new(RULE.code, Severity::Info, place, message)
                .english("the contents page words the heading otherwise than the body")
                .advise("按正文的标题更新目录")
                .values(heading, printed)
                .relate("正文标题", "heading in the body", section.title.place.with_text(heading));
            finding.suggested = Some(heading.to_owned());
            finding
        }
        None => Finding::new(RULE.code, Severity::Warning, place, format!("目录中的“{printed}”在正文中没有"))
            .english("the body has no such heading")
            .advise("补上缺少的内容，或更新目录"),
    }
}

fn not_listed(part: &Section) -> Finding {
    let title = part.title.text.trim();
    let message = format!("正文的“{title}”在目录中没有");
    Finding::new(RULE.code, Severity::Warning, part.title.place.with_text(title), message)
        .english("the contents page does not list this part")
        .advise("更新目录")
}
