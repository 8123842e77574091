//! Traces of a docx: tracked changes and hidden text as the body is read, then comments and page margins.
//! Properties and links are the package's (`package.rs`).

use std::collections::HashSet;

use mingsuan_model::Place;

use crate::archive::Archive;
use crate::error::ReadError;
use crate::package::{elements, note_failure};
use crate::trace::{TraceKind, Traces};
use crate::xml::{Element, Token, Xml};

/// A tracked insertion whose end has not come yet.
pub(super) struct OpenInsertion {
    label: String,
    /// Where it began in the text of its paragraph.
    from: usize,
}

impl OpenInsertion {
    /// An insertion that has just begun at this length of the paragraph's text.
    pub(super) fn new(element: &Element<'_>, from: usize) -> Self {
        Self { label: change_label(element, "新增"), from }
    }

    /// The insertion has ended; `text` is that of its paragraph.
    pub(super) fn close(self, text: &str, place: Place, traces: &mut Traces) {
        traces.add_text(TraceKind::Insertion, &self.label, text.get(self.from..).unwrap_or_default(), place);
    }
}

/// Reads deleted content to its end.
pub(super) fn deletion(
    xml: &mut Xml<'_>,
    element: &Element<'_>,
    place: Place,
    traces: &mut Traces,
) -> Result<(), ReadError> {
    let label = change_label(element, "删除");
    let mut text = String::new();
    xml.text_into(&mut text)?;
    traces.add_text(TraceKind::Deletion, &label, &text, place);
    Ok(())
}

/// Reads the rest of a hidden run.
pub(super) fn hidden_run(xml: &mut Xml<'_>, place: Place, traces: &mut Traces) -> Result<(), ReadError> {
    let mut text = String::new();
    xml.children(|xml, child| match child.name() {
        "t" => xml.text_into(&mut text),
        _ => Ok(()),
    })?;
    traces.add_text(TraceKind::HiddenText, "隐藏文字", &text, place);
    Ok(())
}

fn change_label(element: &Element<'_>, what: &str) -> String {
    match element.attribute("author").filter(|author| !author.trim().is_empty()) {
        Some(author) => format!("修订（{what}，{author}）"),
        None => format!("修订（{what}）"),
    }
}

/// Comments, headers, footers and notes: the parts beside the main one.
pub(super) fn beside(
    archive: &mut Archive<'_>,
    folder: &str,
    traces: &mut Traces,
    issues: &mut Vec<mingsuan_model::Issue>,
) {
    let mut margins = HashSet::new();
    for part in archive.names() {
        let Some(file) = part.strip_prefix(folder).map(|file| file.trim_start_matches('/')) else {
            continue;
        };
        let is_numbered = |name: &str| file.starts_with(name) && file.ends_with(".xml") && !file.contains('/');
        let result = if file == "comments.xml" {
            comments(archive, &part, traces)
        } else if is_numbered("header") || is_numbered("footer") {
            margin(archive, &part, "页眉页脚", &mut margins, traces)
        } else if is_numbered("footnotes") || is_numbered("endnotes") {
            margin(archive, &part, "脚注尾注", &mut margins, traces)
        } else {
            Ok(())
        };
        note_failure(result, &part, issues);
    }
}

fn comments(archive: &mut Archive<'_>, part: &str, traces: &mut Traces) -> Result<(), ReadError> {
    elements(archive, part, |xml, element| {
        if element.name() != "comment" {
            return Ok(());
        }
        let label = match element.attribute("author").filter(|author| !author.trim().is_empty()) {
            Some(author) => format!("批注（{author}）"),
            None => "批注".to_owned(),
        };
        let mut text = String::new();
        xml.text_into(&mut text)?;
        traces.add(TraceKind::Comment, &label, &text, Place::default());
        Ok(())
    })
}

/// The text of a part that prints at the edge of the page; the same text on many pages counts once.
fn margin(
    archive: &mut Archive<'_>,
    part: &str,
    label: &str,
    seen: &mut HashSet<String>,
    traces: &mut Traces,
) -> Result<(), ReadError> {
    let Some(content) = archive.text(part)? else {
        return Ok(());
    };
    let (mut xml, mut text) = (Xml::new(part, &content), String::new());
    loop {
        match xml.next()? {
            Token::Start(element) if element.name() == "t" => xml.text_into(&mut text)?,
            Token::Start(element) if element.name() == "p" => text.push('\n'),
            Token::Start(element) if element.name() == "instrText" => xml.skip()?,
            Token::Eof => break,
            _ => {}
        }
    }
    for line in text.lines().map(str::trim).filter(|line| line.chars().any(|c| c.is_alphabetic())) {
        if seen.insert(line.to_owned()) {
            traces.add(TraceKind::Margin, label, line, Place::default());
        }
    }
    Ok(())
}
