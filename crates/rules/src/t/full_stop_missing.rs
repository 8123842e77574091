//! # T028 段末缺少句号 (full-stop-missing)
//!
//! ## 检查内容
//! 成句的段落，段末应有句号等标点。
//!
//! ## 为何重要
//! 段末没有标点，可能是内容被截断；也使按句检索和机器阅读出错。
//!
//! ## 依据
//! - GB/T 15834 标点符号用法：句子末尾用句号
//!
//! ## 示例
//! “支出预算16.00万元，比上年减少3.00万元，主要是项目完工”之后紧接下一个标题。
//!
//! ## 如何更正
//! 补上句号；内容没有写完的，补全。
//!
//! ## 例外
//! 只检查后面紧接标题或编号段落、含有逗号的较长段落；落款、列举、引出表格的段落不检查。多数段落段末都没有标点的文件（用分号或不用标点是它的体例），不检查。

use mingsuan_model::text::without_numbering;
use mingsuan_model::{Finding, Placed, Section, Severity};

use super::words::sentence;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "T028",
    name: "full-stop-missing",
    title: "段末缺少句号",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["GB/T 15834"],
    source: include_str!("full_stop_missing.rs"),
    body: Body::Check(check),
};

/// A shorter paragraph may be a label or a signature.
const SHORTEST_CHARACTERS: usize = 25;

fn check(context: &Context<'_>, found: &mut Found) {
    let sections = &context.disclosure.sections;
    let mut open: Vec<&Placed> = Vec::new();
    for (at, section) in sections.iter().enumerate().filter(|(_, section)| section.level > 0) {
        for (paragraph, text) in section.paragraphs.iter().enumerate() {
            if is_sentence(text) && is_followed_by_heading(sections, at, paragraph) {
                found.compared();
                open.extend(Some(text).filter(|text| !is_closed(text)));
            }
        }
    }
    if open.len() * 4 > found.comparisons {
        found.insufficient("多数段落段末没有标点，视为文件的体例");
        return;
    }
    open.into_iter().for_each(|text| found.push(finding(text)));
}

fn is_sentence(text: &Placed) -> bool {
    let text = text.text.trim();
    text.contains('，') && text.chars().count() >= SHORTEST_CHARACTERS && !text.contains('\n')
}

/// Whether what follows a paragraph of a section begins anew: a heading or a numbered paragraph, no table.
fn is_followed_by_heading(sections: &[Section], at: usize, paragraph: usize) -> bool {
    let section = &sections[at];
    match section.paragraphs.get(paragraph + 1) {
        Some(next) => without_numbering(&next.text).1,
        None => {
            let has_table = section.has_table || !section.statements.is_empty();
            !has_table && sections.get(at + 1).is_some_and(|next| without_numbering(&next.title.text).1)
        }
    }
}

/// Whether a text ends with a mark, or with something that is no sentence's end.
fn is_closed(text: &Placed) -> bool {
    let last = text.text.trim_end().chars().next_back();
    !last.is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || matches!(c, '%' | '％') || c.is_ascii_digit())
}

fn finding(text: &Placed) -> Finding {
    let whole = text.text.trim_end();
    let shown = sentence(whole, whole.len(), whole.len());
    let written = format!("{shown}。");
    let mut place = text.place.with_text(shown);
    place.offset = u32::try_from(whole.chars().count()).ok();
    let mut finding = Finding::new(RULE.code, Severity::Info, place, format!("“{shown}”段末没有句号"))
        .english("the paragraph ends without a full stop")
        .advise(format!("改为“{written}”；内容没有写完的，补全"))
        .values(written.as_str(), shown);
    finding.suggested = Some(written);
    finding
}
