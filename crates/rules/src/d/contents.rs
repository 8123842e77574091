//! The contents page of a document: the headings that stand at its beginning and again, with their content, in its body.
//! No judgement here; the rules judge.

use mingsuan_model::text::{normalized, without_numbering};
use mingsuan_model::{Disclosure, Section};

/// A contents page and what follows it.
pub(super) struct Contents<'a> {
    pub(super) entries: &'a [Section],
    pub(super) body: &'a [Section],
}

/// So many headings without content make a contents page.
const FEWEST_ENTRIES: usize = 4;

impl<'a> Contents<'a> {
    /// The contents page of a document: the run of headings without content that ends where the first of them stands
    /// again. `None` where there is no such run.
    pub(super) fn of(disclosure: &'a Disclosure) -> Option<Self> {
        let sections = disclosure.sections.as_slice();
        let start = sections.iter().position(|section| section.level > 0)?;
        let first = bare(&sections[start].title.text);
        let again = |section: &Section| {
            let title = bare(&section.title.text);
            title == first || title.is_empty() && same_number(section, &sections[start])
        };
        let length = 1 + sections[start + 1..].iter().position(again)?;
        let (entries, body) = sections[start..].split_at(length);
        let filled = entries.iter().filter(|entry| !entry.paragraphs.is_empty() || entry.has_table).count();
        // What stands between the contents page and the body is read as the last entry's own.
        (length >= FEWEST_ENTRIES && filled <= 1).then_some(Self { entries, body })
    }
}

fn same_number(a: &Section, b: &Section) -> bool {
    let number = |section: &Section| normalized(&section.title.text).chars().take(4).collect::<String>();
    number(a) == number(b)
}

/// A heading in comparable form without its number, the number of its part, the year and what stands in brackets behind.
pub(super) fn bare(title: &str) -> String {
    // A number right before a year (二、2026年…) is not told from a decimal by the general reading.
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| "一二三四五六七八九十".contains(c));
    let title = title.trim_start().split_once('、').filter(|(head, _)| is_number(head)).map_or(title, |(_, rest)| rest);
    let title = normalized(without_numbering(title).0);
    let behind_part = title.strip_prefix('第').and_then(|rest| rest.split_once("部分"));
    let title = behind_part.map_or(title.as_str(), |(_, rest)| rest.trim_start_matches([':', '、', ',']));
    let title = title.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '…' | '-'));
    let title = match title.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        Some((before, inner)) if inner.contains('见') => before,
        _ => title,
    };
    without_year(title)
}

/// A title without the years it names (2026年, 2026年度).
fn without_year(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    let mut rest = title;
    while let Some(at) = rest.find("20") {
        let year = rest[at..].chars().take_while(char::is_ascii_digit).count();
        let behind = &rest[at + year..];
        let is_year = year == 4 && behind.starts_with('年');
        let end = if is_year { at } else { at + year };
        out.push_str(&rest[..end]);
        rest = if is_year { behind.trim_start_matches('年').trim_start_matches("度") } else { behind };
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_compared_without_numbers_and_years() {
        for (title, expected) in [
            ("第一部分 部门概况", "部门概况"),
            ("第三部分：2026年度部门预算情况说明", "部门预算情况说明"),
            ("（二）收入预算情况说明（详见表1-3）", "收入预算情况说明"),
            ("一、主要职责........3", "主要职责"),
            ("二、2026年度工作任务", "工作任务"),
            ("第一部分", ""),
        ] {
            assert_eq!(bare(title), expected, "{title}");
        }
    }
}
