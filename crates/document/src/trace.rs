//! `Trace`: what a file carries besides what a reader of the printed page sees: hidden text, comments, tracked changes,
//! properties, links. Whether a trace may go out is not decided here.

use mingsuan_model::{Issue, Place};

use crate::content::Document;
use crate::limits::{MAX_TRACE_CHARACTERS, MAX_TRACES};

/// What kind of trace it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TraceKind {
    /// Text that does not print: `w:vanish`, `display:none`, `hidden`.
    HiddenText,
    /// A worksheet that is not shown.
    HiddenSheet,
    /// A row or column of a worksheet that is not shown.
    HiddenCells,
    /// A comment on the text or on a cell.
    Comment,
    /// Text added by a tracked change that nobody has accepted.
    Insertion,
    /// Text deleted by a tracked change, still in the file.
    Deletion,
    /// A property of the file: author, company, manager, comments.
    Metadata,
    /// An embedded file or control.
    EmbeddedObject,
    /// Program code of an office document.
    Macro,
    /// A reference to another file or to an address.
    ExternalLink,
    /// A remark in the markup of a web page.
    MarkupComment,
    /// Program code of a web page.
    Script,
    /// Text that prints but is no part of [`crate::Document::blocks`]: headers, footers, notes.
    Margin,
}

/// One trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// What kind of trace it is.
    pub kind: TraceKind,
    /// Which one of its kind, in Chinese: the name of a property, whose comment.
    pub label: String,
    /// What it says, cut at [`MAX_TRACE_CHARACTERS`]; line breaks are blanks.
    pub text: String,
    /// Where it stands; the whole document for properties.
    pub place: Place,
}

/// Collects traces within limits.
#[derive(Debug, Default)]
pub(crate) struct Traces {
    found: Vec<Trace>,
    dropped: usize,
}

impl Traces {
    /// Adds a trace; a file with more than [`MAX_TRACES`] has the rest only counted.
    pub(crate) fn add(&mut self, kind: TraceKind, label: &str, text: &str, place: Place) {
        if self.found.len() >= MAX_TRACES {
            self.dropped += 1;
            return;
        }
        let label = label.chars().take(MAX_TRACE_CHARACTERS).collect();
        self.found.push(Trace { kind, label, text: excerpt(text), place });
    }

    /// Adds a trace that says something; one without text is none.
    pub(crate) fn add_text(&mut self, kind: TraceKind, label: &str, text: &str, place: Place) {
        if !text.trim().is_empty() {
            self.add(kind, label, text, place);
        }
    }

    /// The traces themselves.
    pub(crate) fn into_found(self) -> Vec<Trace> {
        self.found
    }

    /// Gives the traces to the document they are of, with an issue when there are too many.
    pub(crate) fn finish_into(self, document: &mut Document) {
        let free = MAX_TRACES.saturating_sub(document.traces.len());
        let dropped = self.dropped + self.found.len().saturating_sub(free);
        document.traces.extend(self.found.into_iter().take(free));
        if dropped > 0 {
            let message = format!("批注、修订、隐藏内容等痕迹过多，只列出前 {MAX_TRACES} 处，另有 {dropped} 处未列出");
            document.issues.push(Issue { message, place: Place::default() });
        }
    }
}

/// The text on one line, cut at the limit.
fn excerpt(text: &str) -> String {
    let mut out = String::new();
    let mut kept = 0;
    for word in text.split_whitespace() {
        if kept > 0 {
            out.push(' ');
        }
        for character in word.chars() {
            if kept == MAX_TRACE_CHARACTERS {
                out.push('…');
                return out;
            }
            out.push(character);
            kept += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Format;

    #[test]
    fn traces_are_bounded() {
        let mut traces = Traces::default();
        for _ in 0..MAX_TRACES + 3 {
            traces.add(TraceKind::Comment, "批注", &"长".repeat(MAX_TRACE_CHARACTERS + 1), Place::default());
        }
        traces.add_text(TraceKind::Comment, "批注", " \n", Place::default());
        let mut document = Document::new(Format::Docx);
        traces.finish_into(&mut document);
        assert_eq!(document.traces.len(), MAX_TRACES);
        assert_eq!(document.traces[0].text.chars().count(), MAX_TRACE_CHARACTERS + 1);
        assert!(document.issues[0].message.contains("另有 3 处"));
    }

    #[test]
    fn excerpts_stand_on_one_line() {
        assert_eq!(excerpt(" 甲\n\t乙  丙 "), "甲 乙 丙");
    }
}
