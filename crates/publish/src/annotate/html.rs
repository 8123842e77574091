//! Marks in a web page: each text that a finding names is enclosed where it stands, the markup around it is kept, and all
//! findings stand in a list at its end. The copy runs no scripts and asks nothing of the network.

use std::ops::Range;

use mingsuan_document::{HtmlText, html_copy};
use mingsuan_model::Finding;

use super::AnnotatedCopy;
use super::marks::{self, Marked, Marks, Piece};
use crate::error::WriteError;
use crate::markup::Markup;
use crate::report::Lang;

/// Pictures and style sheets may lie beside the page, as browsers save them.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline' file:; img-src data: file:; font-src data: file:; form-action 'none'";

/// Bytes of the page that markup takes the place of.
type Change = (Range<usize>, String);

/// A copy of a web page with its marks.
pub(super) fn annotate(bytes: &[u8], findings: &[Finding], lang: Lang) -> Result<AnnotatedCopy, WriteError> {
    let copy = html_copy(bytes).map_err(|error| WriteError::Annotate(error.to_string()))?;
    let mut marks = Marks::new(findings, lang);
    let mut changes: Vec<Change> = vec![(copy.head..copy.head, head())];
    for text in &copy.texts {
        for piece in marks.of(&text.place, &text.text).unwrap_or_default() {
            changes.extend(enclosed(&copy.html, text, &piece, &mut marks));
        }
    }
    let mut list = Markup::new("");
    marks.list(&mut list);
    changes.push((copy.end..copy.end, list.finish()));
    let bytes = changed(&copy.html, changes).into_bytes();
    Ok(AnnotatedCopy { extension: "html", bytes, unplaced: marks.unplaced(), remark: None })
}

fn head() -> String {
    let mut head = Markup::new("");
    head.empty("meta", &[("charset", "utf-8")]);
    head.empty("meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]);
    head.element("style", &[], |style| style.fixed(marks::STYLE));
    head.finish()
}

/// The marks of one piece: one in each run of text that it goes through.
fn enclosed(html: &str, text: &HtmlText, piece: &Marked, marks: &mut Marks<'_>) -> Vec<Change> {
    if piece.findings.is_empty() {
        return Vec::new();
    }
    let mark = |range: Range<usize>, piece: Piece<'_>, findings: &[usize], marks: &mut Marks<'_>| {
        let mut out = Markup::new("");
        marks.mark(&mut out, findings, piece);
        (range, out.finish())
    };
    if text.text.is_empty() {
        return vec![mark(text.inside..text.inside, Piece::text(""), &piece.findings, marks)];
    }
    let characters = text.characters.get(piece.characters.clone()).unwrap_or_default();
    let characters: Vec<_> = characters.iter().flatten().collect();
    let runs: Vec<_> = characters.chunk_by(|one, next| one.run == next.run).collect();
    let mut changes = Vec::new();
    for (at, run) in runs.iter().enumerate() {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let range = first.bytes.start as usize..last.bytes.end as usize;
        let Some(markup) = html.get(range.clone()) else { continue };
        changes.push(mark(range, Piece::escaped(markup, at + 1 == runs.len()), &piece.findings, marks));
    }
    changes
}

/// The page with its changes, which do not overlap.
fn changed(html: &str, mut changes: Vec<Change>) -> String {
    changes.sort_by_key(|(range, _)| (range.start, range.end));
    let added: usize = changes.iter().map(|(_, markup)| markup.len()).sum();
    let mut out = String::with_capacity(html.len() + added);
    let mut at = 0;
    for (range, markup) in changes {
        if let Some(between) = html.get(at..range.start) {
            out.push_str(between);
            out.push_str(&markup);
            at = range.end;
        }
    }
    out.push_str(&html[at..]);
    out
}
