//! # N008 增减变化未说明原因 (reason-missing)
//!
//! ## 检查内容
//! 收支增减、“三公”经费增减、机关运行经费增减的段落，写了增加或减少多少，就应写明原因；写了“主要原因是”，其后不能是空的。
//!
//! ## 为何重要
//! 增减原因是公开的规定内容，也是读者判断预算是否合理的依据。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：“三公”经费应当说明增减变化的原因
//!
//! ## 示例
//! “与2023年相比减少0.25万元。”之后没有说明原因。
//!
//! ## 如何更正
//! 补写具体原因，例如人员调出、车辆减少、项目完工。
//!
//! ## 例外
//! 增减为零或写明持平的不检查；原因写在同一段，或在本部分随后的分项说明中写明的，都可以。

use mingsuan_model::text::normalized;
use mingsuan_model::{Claim, ClaimKind, Direction, Finding, Placed, Section, Severity};

use super::reasons::WORDS;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "N008",
    name: "reason-missing",
    title: "增减变化未说明原因",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("reason_missing.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for (ordinal, section) in (0_u32..).zip(&context.disclosure.sections) {
        if !WORDS.headings.iter().any(|word| section.title.text.contains(word)) {
            continue;
        }
        for (at, paragraph) in section.paragraphs.iter().enumerate() {
            let change = context.disclosure.claims.iter().find(|claim| {
                claim.section == Some(ordinal)
                    && is_change(claim)
                    && claim.place.paragraph == paragraph.place.paragraph
                    && claim.place.line == paragraph.place.line
            });
            if let Some(change) = change {
                found.compared();
                let is_explained = is_explained(&context.disclosure.sections[ordinal as usize..], at);
                found.findings.extend(judge(paragraph, change, is_explained || is_level(paragraph, change)));
            }
        }
    }
}

fn is_change(claim: &Claim) -> bool {
    let moves = matches!(claim.direction, Some(Direction::Up | Direction::Down));
    claim.kind == ClaimKind::Change && moves && !claim.number.is_zero()
}

fn judge(paragraph: &Placed, change: &Claim, is_explained: bool) -> Option<Finding> {
    let place = paragraph.place.with_text(paragraph.text.as_str());
    let quote = change.quote.trim();
    if let Some(opener) = empty_reason(&paragraph.text) {
        let message = format!("“{quote}”的原因没有写：“{opener}”之后是空的");
        return Some(finding(Severity::Error, place, message));
    }
    let message = format!("“{quote}”没有说明增减的原因");
    (!is_explained).then(|| finding(Severity::Warning, place, message))
}

/// Whether a paragraph of the first section gives a reason, or what follows in the section and those below it does.
fn is_explained(sections: &[Section], at: usize) -> bool {
    let Some((section, rest)) = sections.split_first() else {
        return false;
    };
    let own = whole_paragraph(section, at).replace("因公", "");
    let below = rest.iter().take_while(|other| other.level > section.level);
    let later = section.paragraphs.iter().skip(at + 1);
    let mut later = later.chain(below.flat_map(|other| std::iter::once(&other.title).chain(&other.paragraphs)));
    WORDS.given.iter().chain(&WORDS.given_beside).any(|word| own.contains(word))
        || later.any(|text| WORDS.given.iter().any(|word| text.text.contains(word)))
}

/// A paragraph with what a page break cut off before it.
fn whole_paragraph(section: &Section, at: usize) -> String {
    let is_cut = |text: &str| !text.trim_end().ends_with(['。', '；', '：', ':', ';', '！', '”']);
    let before = at.checked_sub(1).map(|before| section.paragraphs[before].text.as_str()).filter(|text| is_cut(text));
    format!("{}{}", before.unwrap_or_default(), section.paragraphs[at].text)
}

/// Whether the sentence calls the change level: 增长0.5%，与上年基本持平.
fn is_level(paragraph: &Placed, change: &Claim) -> bool {
    let from = change.place.offset.map_or(0, |offset| offset as usize);
    let rest: String = paragraph.text.chars().skip(from).take_while(|c| *c != '。').collect();
    rest.contains("持平")
}

fn finding(severity: Severity, place: mingsuan_model::Place, message: String) -> Finding {
    Finding::new(RULE.code, severity, place, message)
        .english("a change is stated without its reason")
        .advise("补写增减的具体原因")
}

/// 主要原因是 with nothing behind it.
fn empty_reason(text: &str) -> Option<&'static str> {
    let text = normalized(text);
    WORDS.left_empty.iter().map(String::as_str).find(|opener| {
        text.match_indices(opener).any(|(at, word)| {
            let rest = text[at + word.len()..].trim_start_matches(':');
            rest.is_empty() || rest.starts_with(['。', ',', ';'])
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_reasons_are_seen() {
        assert!(empty_reason("减少0.25万元，主要原因是。").is_some());
        assert!(empty_reason("减少0.25万元，主要原因是人员调出。").is_none());
    }
}
