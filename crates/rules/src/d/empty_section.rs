//! # D003 章节有标题无内容 (empty-section)
//!
//! ## 检查内容
//! 文字部分的一级标题之下，应当有文字、表格或下级标题。
//!
//! ## 为何重要
//! 只有标题等于没有公开，通常是模板里的内容忘了填写，或者转换格式时丢失。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//!
//! ## 示例
//! “三、机关运行经费安排情况”之后紧接“四、……”。
//!
//! ## 如何更正
//! 补写内容；没有相关事项的，写明没有；标题多余的，删去。
//!
//! ## 例外
//! 目录中的标题、接连几个都没有内容的标题、标题本身已把事情说完的（如“其他事项：无”）、附件附表的标题，不检查。三分之一以上的标题没有内容时，
//! 视为目录或识别问题，不检查。

use mingsuan_model::text::{normalized, without_numbering};
use mingsuan_model::{Finding, Section, Severity};

use crate::context::Context;
use crate::phrases::{Phrases, phrases};
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "D003",
    name: "empty-section",
    title: "章节有标题无内容",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("empty_section.rs"),
    body: Body::Check(check),
};

/// A heading longer than this says something itself.
const HEADING_CHARACTERS: usize = 30;

/// Rows of a statement that lost its lines look like headings: short, and named for money.
const ROW_CHARACTERS: usize = 18;
static ROW_ENDINGS: Phrases = phrases("D003", "row_endings");

fn check(context: &Context<'_>, found: &mut Found) {
    let sections = &context.disclosure.sections;
    // In a workbook the tables of a chapter stand on sheets of their own.
    let in_text = |at: &usize| sections[*at].title.place.sheet.is_none();
    let top: Vec<usize> = (0..sections.len()).filter(|at| sections[*at].level == 1).filter(in_text).collect();
    let empty: Vec<usize> = top.iter().copied().filter(|at| is_empty(sections, *at)).collect();
    if empty.len() * 3 > top.len() {
        found.insufficient("三分之一以上的标题之下没有读到内容，可能是目录");
        return;
    }
    for _ in &top {
        found.compared();
    }
    for section in empty.into_iter().map(|at| &sections[at]) {
        let title = &section.title.text;
        let finding = Finding::new(
            RULE.code,
            Severity::Warning,
            section.title.place.with_text(title.as_str()),
            format!("“{title}”之下没有内容"),
        )
        .english("the section has a heading and nothing below it")
        .advise("补写内容；没有相关事项的，写明没有");
        found.push(finding);
    }
}

fn is_empty(sections: &[Section], at: usize) -> bool {
    // Headings without content one after the other are a list of titles: a table of contents, rows of a table.
    let is_listed = has_nothing(sections, at + 1) || at > 0 && has_nothing(sections, at - 1);
    has_nothing(sections, at) && !is_listed && !says_it_all(sections, at)
}

/// Whether nothing stands under a heading, not even another heading.
fn has_nothing(sections: &[Section], at: usize) -> bool {
    sections.get(at).is_some_and(|section| {
        let has_below = sections.get(at + 1).is_some_and(|next| next.level > section.level);
        let has_content = !section.paragraphs.is_empty() || !section.statements.is_empty() || section.has_table;
        !has_below && !has_content
    })
}

fn says_it_all(sections: &[Section], at: usize) -> bool {
    let title = normalized(&sections[at].title.text);
    let is_long = title.chars().count() > HEADING_CHARACTERS || title.contains(['。', ';']);
    let is_entry = title.ends_with(|c: char| c.is_ascii_digit()) || title.contains("...") || title.contains('…');
    let is_told = title.contains('无') || title.trim_end_matches(':').contains(':');
    let is_table = title.ends_with('表') || title.starts_with('附');
    let is_row = ROW_ENDINGS.iter().any(|ending| title.ends_with(ending)) && title.chars().count() < ROW_CHARACTERS;
    is_long || is_entry || is_told || is_table || is_row || stands_again(sections, at)
}

/// Whether the heading stands again further down: then this one is an entry of a table of contents.
fn stands_again(sections: &[Section], at: usize) -> bool {
    let bare = |text: &str| {
        let text = normalized(without_numbering(text).0);
        let behind_part = text.strip_prefix('第').and_then(|rest| rest.split_once("部分"));
        behind_part.map_or(text.clone(), |(_, rest)| rest.to_owned())
    };
    let title = bare(&sections[at].title.text);
    let later = sections[at + 1..].iter();
    let texts = later.flat_map(|section| std::iter::once(&section.title).chain(&section.paragraphs));
    let mut texts = texts.filter(|text| text.text.chars().count() <= HEADING_CHARACTERS);
    texts.any(|text| bare(&text.text) == title)
}
