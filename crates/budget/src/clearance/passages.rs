//! Passages: each paragraph, cell and page margin of a document with what stands around it. Nothing is judged here.

use std::ops::Range;
use std::rc::Rc;
use std::sync::LazyLock;

use mingsuan_document::{Block, Document, Table, TraceKind};
use mingsuan_model::text::squeezed;
use mingsuan_model::{Disclosure, Place};
use regex::Regex;

use super::standard::{Standard, holds_any};

/// A text to be examined.
pub(super) struct Passage {
    /// As printed, digits, letters and brackets in half width (character for character).
    pub(super) text: String,
    /// Column headers and label of a cell, without blanks, separated by blanks; outside tables the end of an unfinished
    /// line before it.
    pub(super) context: String,
    /// The headers of the whole table; empty outside tables.
    pub(super) headers: Rc<str>,
    /// Where it stands.
    pub(super) place: Place,
    /// What part of the file it is in, when that is not the text.
    pub(super) part: Option<String>,
    /// Whether it is a cell.
    pub(super) is_cell: bool,
    /// Whether it is the name of a project.
    pub(super) is_project: bool,
}

static MONEY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\d\s?(?:万元|亿元|千元|元)").expect("a constant pattern, compiled by the tests"));

/// Whether a sentence names an amount of money.
pub(super) fn speaks_of_money(sentence: &str) -> bool {
    MONEY.is_match(sentence)
}

/// The sentence that a byte of a text stands in.
pub(super) fn sentence_around(text: &str, at: usize) -> Range<usize> {
    let is_end = |c: char| matches!(c, '。' | '；' | ';' | '\n');
    let start = text[..at].char_indices().rev().find(|(_, c)| is_end(*c)).map_or(0, |(end, c)| end + c.len_utf8());
    start..text[at..].find(is_end).map_or(text.len(), |end| at + end)
}

/// Rows at the top of a table that can hold its headers.
const HEADER_ROWS: usize = 4;

/// All passages of a document in reading order, the page margins last.
pub(super) fn passages(document: &Document, disclosure: &Disclosure, standard: &Standard) -> Vec<Passage> {
    let no_headers: Rc<str> = "".into();
    let outside = |text: &str, place: &Place, part: Option<String>| Passage {
        text: narrowed(text),
        context: String::new(),
        headers: no_headers.clone(),
        place: place.clone(),
        part,
        is_cell: false,
        is_project: false,
    };
    let (mut passages, mut unfinished) = (Vec::new(), String::new());
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let context = std::mem::replace(&mut unfinished, end_of_line(&paragraph.text));
                passages.push(Passage { context, ..outside(&paragraph.text, &paragraph.place, None) });
            }
            Block::Table(table) => {
                unfinished.clear();
                cells(table, &mut passages);
            }
        }
    }
    for trace in document.traces.iter().filter(|trace| trace.kind == TraceKind::Margin) {
        passages.push(outside(&trace.text, &trace.place, Some(trace.label.clone())));
    }
    mark_projects(&mut passages, disclosure, standard);
    passages
}

/// The last words of a line that goes on in the next one.
fn end_of_line(text: &str) -> String {
    const WORDS: usize = 24;
    if text.ends_with(['。', '；', '！']) {
        return String::new();
    }
    let from = text.char_indices().rev().nth(WORDS - 1).map_or(0, |(at, _)| at);
    narrowed(&text[from..])
}

fn cells(table: &Table, passages: &mut Vec<Passage>) {
    let headers: Vec<String> = (0..table.columns()).map(|column| header(table, column)).collect();
    let all: Rc<str> = headers.join(" ").into();
    for cell in table.cells().iter().filter(|cell| !cell.text.trim().is_empty()) {
        let label = cell.column.checked_sub(1).and_then(|left| table.at(cell.row, left));
        let above = if cell.row == 0 { "" } else { headers[cell.column].as_str() };
        let label = label.map_or("", |label| label.text.as_str());
        // A number broken over two lines of its cell is one number.
        let joined = squeezed(&cell.text);
        let is_number = joined.len() > 6 && joined.bytes().all(|b| b.is_ascii_digit() || b == b'X');
        passages.push(Passage {
            text: narrowed(if is_number { &joined } else { &cell.text }),
            context: narrowed(&format!("{above} {}", squeezed(label))),
            headers: all.clone(),
            place: cell.place.clone(),
            part: None,
            is_cell: true,
            is_project: false,
        });
    }
}

/// The texts at the top of a column, as far as they are no numbers.
fn header(table: &Table, column: usize) -> String {
    let mut header = String::new();
    for row in 0..HEADER_ROWS.min(table.rows()) {
        let text = table.at(row, column).map_or("", |cell| cell.text.trim());
        let is_header =
            !text.is_empty() && text.chars().count() <= 20 && !text.starts_with(|c: char| c.is_ascii_digit());
        // Below the header stand values; in a column of names they look just like it.
        if !is_header || row > 0 && table.origin_at(row, column).is_some() && has_number(table, row) {
            continue;
        }
        header.push_str(&squeezed(text));
        header.push(' ');
    }
    header
}

fn has_number(table: &Table, row: usize) -> bool {
    table.row_cells(row).any(|cell| {
        let text = cell.text.trim();
        text.len() > 2 && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'X'))
    })
}

/// Marks the passages that are names of projects: under such a header, or known as such.
fn mark_projects(passages: &mut [Passage], disclosure: &Disclosure, standard: &Standard) {
    let known: std::collections::HashSet<&str> = disclosure
        .projects
        .iter()
        .map(|project| project.name.text.as_str())
        .chain(disclosure.listed_projects.iter().map(|name| name.text.as_str()))
        .filter(|name| !name.is_empty())
        .collect();
    for passage in passages.iter_mut() {
        let is_named = passage.is_cell
            && passage.context.contains("项目")
            && !holds_any(&passage.context, &standard.numbers.money_words)
            && passage.context.contains("名称");
        passage.is_project = is_named || known.contains(passage.text.trim());
    }
}

/// Digits, letters, brackets and colons in half width, one character for one.
fn narrowed(text: &str) -> String {
    let narrow = |c: char| match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '（' | '）' | '：' | '＠' | '．' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
        }
        '－' | '—' | '–' | '―' => '-',
        '\u{a0}' | '\u{3000}' => ' ',
        _ => c,
    };
    text.chars().map(narrow).collect()
}
