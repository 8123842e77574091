//! The blocks of a document as lines and tables: empty ones left out, frames of text taken as text, a contents page marked.
//! What a line means is told by `script.rs`.

use std::collections::HashSet;

use mingsuan_document::{Block, Document, Table};
use mingsuan_import::is_text;
use mingsuan_model::Disclosure;
use mingsuan_model::text::{normalized, squeezed, without_numbering};

use super::is_title;

/// A line of text or a table.
pub(super) enum Shown<'d> {
    /// The text, and whether it belongs to a contents page.
    Line(&'d str, bool),
    Table(&'d Table),
}

/// The blocks that are shown.
pub(super) fn shown<'d>(document: &'d Document, disclosure: &Disclosure) -> Vec<Shown<'d>> {
    let mut shown = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => shown.push(Shown::Line(paragraph.text.trim(), false)),
            Block::Table(table) if is_text(table) => {
                let lines = table.cells().iter().flat_map(|cell| cell.text.lines());
                shown.extend(lines.map(|line| Shown::Line(line.trim(), false)));
            }
            Block::Table(table) => shown.push(Shown::Table(table)),
        }
    }
    shown.retain(|block| !matches!(block, Shown::Line("", _)));
    mark_contents(&mut shown, disclosure);
    shown
}

/// Marks the lines of a contents page: 目录 and the titles behind it, down to the last that stands again further down or ends
/// in a leader or a page number.
fn mark_contents(blocks: &mut [Shown<'_>], disclosure: &Disclosure) {
    let line = |block: &Shown<'_>| match block {
        Shown::Line(text, _) => Some((*text).to_owned()),
        Shown::Table(_) => None,
    };
    let lines: Vec<Option<String>> = blocks.iter().map(line).collect();
    let is_head = |line: &Option<String>| line.as_ref().is_some_and(|text| squeezed(text) == "目录");
    let Some(start) = lines.iter().position(is_head) else { return };
    let run =
        lines[start + 1..].iter().take_while(|line| line.as_ref().is_some_and(|text| is_title(entry(text).0))).count();
    let mut seen: HashSet<String> = disclosure.statements.iter().map(|statement| bare(&statement.title)).collect();
    // From the end, so that what has been seen stands further down.
    let mut end = None;
    for at in (start + 1..lines.len()).rev() {
        let Some(text) = &lines[at] else { continue };
        let (title, has_page) = entry(text);
        let title = bare(title);
        if end.is_none() && at <= start + run && (has_page || seen.contains(&title)) {
            end = Some(at);
        }
        seen.insert(title);
    }
    for block in end.map_or(&mut [][..], |end| &mut blocks[start..=end]) {
        if let Shown::Line(_, is_contents) = block {
            *is_contents = true;
        }
    }
}

/// A title as two places may print it: without its number and its blanks.
fn bare(title: &str) -> String {
    normalized(without_numbering(title).0)
}

/// A contents line without its leader and page number, and whether it had any.
fn entry(text: &str) -> (&str, bool) {
    const LEADERS: [char; 9] = ['.', '．', '…', '·', '_', '＿', '-', '—', '\t'];
    let page = text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '—'));
    let title = page.trim_end_matches(|c: char| c.is_whitespace() || LEADERS.contains(&c));
    let leader = page[title.len()..].chars().count();
    let has_any = leader >= 3 || leader > 0 && page.len() < text.len();
    (if has_any { title } else { text }, has_any)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(texts: &[&str]) -> usize {
        let mut blocks: Vec<Shown<'_>> = texts.iter().map(|text| Shown::Line(text, false)).collect();
        mark_contents(&mut blocks, &Disclosure::default());
        blocks.iter().filter(|block| matches!(block, Shown::Line(_, true))).count()
    }

    #[test]
    fn contents_pages_are_known_by_what_comes_again() {
        assert_eq!(
            marked(&["某局", "目　录", "一、职责", "1.收入", "二、情况", "一、职责", "文字。", "收入", "二、情况"]),
            4
        );
        assert_eq!(marked(&["目录", "一、职责……3", "二、情况\t5", "正文。"]), 3);
        let leader = "…".repeat(60);
        assert_eq!(marked(&["目录", &format!("一、职责{leader}"), "正文。"]), 2);
        assert_eq!(marked(&["目录", "一、职责", "正文。", "二、情况"]), 0);
        assert_eq!(marked(&["一、职责", "2024年", "一、职责"]), 0);
    }
}
