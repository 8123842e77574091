//! A web page written down again while it is read, with where each text that was read stands in it: for somebody who
//! marks the page. What a mark looks like is not known here.

use std::io::Write as _;
use std::num::NonZeroU32;
use std::ops::Range;

use html5ever::serialize::{HtmlSerializer, Serialize as _, SerializeOpts, Serializer as _, TraversalScope};
use mingsuan_model::Place;
use scraper::node::{Doctype, Element};
use scraper::{ElementRef, Node};

use super::Walker;
use crate::error::ReadError;

/// A web page, written down as it was understood, and what stands where in it.
#[derive(Debug, Default)]
pub struct HtmlCopy {
    /// The page in UTF-8. What it says of its own encoding, and where it would lead the reader by itself, is left out.
    pub html: String,
    /// Where the head begins.
    pub head: usize,
    /// Where the body ends.
    pub end: usize,
    /// Its paragraphs and cells, as they were read.
    pub texts: Vec<HtmlText>,
}

/// A paragraph or cell.
#[derive(Debug, Default)]
pub struct HtmlText {
    /// The cell it is, or its number as a paragraph.
    pub place: Place,
    /// Its text.
    pub text: String,
    /// Where each character stands; nothing for those that the reader put in, as between two lines.
    pub characters: Vec<Option<HtmlCharacter>>,
    /// Where the text of a cell would begin that has none.
    pub inside: usize,
}

/// A character of a text in a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HtmlCharacter {
    /// The run it belongs to: between two characters of one run there is nothing but text.
    pub run: NonZeroU32,
    /// Its bytes; no page is longer than `u32` counts.
    pub bytes: Range<u32>,
}

/// Reads a web page and tells what stands where in it.
///
/// # Errors
/// It cannot be read.
pub fn html_copy(bytes: &[u8]) -> Result<HtmlCopy, ReadError> {
    let mut walker = Walker::new(Some(Copy::new()));
    walker.read(bytes)?;
    Ok(walker.copy.map(Copy::finish).unwrap_or_default())
}

/// The copy as far as it has been written.
pub(super) struct Copy {
    /// Writing into memory does not fail: results are not looked at.
    writer: HtmlSerializer<Vec<u8>>,
    head: usize,
    end: Option<usize>,
    runs: u32,
    texts: Vec<HtmlText>,
    /// The cells that are open, the innermost last.
    cells: Vec<HtmlText>,
}

impl Copy {
    fn new() -> Self {
        let options = SerializeOpts {
            scripting_enabled: true,
            traversal_scope: TraversalScope::IncludeNode,
            create_missing_parent: true,
        };
        let writer = HtmlSerializer::new(Vec::new(), options);
        Self { writer, head: 0, end: None, runs: 0, texts: Vec::new(), cells: Vec::new() }
    }

    fn at(&self) -> usize {
        self.writer.writer.len()
    }

    /// A node begins.
    pub(super) fn open(&mut self, node: &Node) {
        match node {
            Node::Element(element) if is_left_out(element) => {}
            Node::Element(element) => {
                let attributes = element.attrs.iter().map(|(name, value)| (name, &**value));
                self.writer.start_elem(element.name.clone(), attributes).ok();
            }
            Node::Text(text) => {
                self.writer.write_text(text).ok();
            }
            Node::Comment(comment) => {
                self.writer.write_comment(comment).ok();
            }
            Node::Doctype(doctype) => {
                self.writer.writer.write_all(declaration(doctype).as_bytes()).ok();
            }
            _ => {}
        }
    }

    /// A text begins; tells where each of its characters will stand.
    pub(super) fn open_text(&mut self, text: &str) -> Vec<Option<HtmlCharacter>> {
        let mut at = self.at();
        self.runs += 1;
        let run = NonZeroU32::new(self.runs);
        let stands = |character: char| {
            let start = at;
            at += written_length(character);
            let bytes = u32::try_from(start).ok()?..u32::try_from(at).ok()?;
            Some(HtmlCharacter { run: run?, bytes })
        };
        let mut characters: Vec<_> = text.chars().map(stands).collect();
        self.writer.write_text(text).ok();
        if at != self.at() {
            // The text of some elements is not escaped: nothing can be enclosed there.
            characters.fill(None);
        }
        characters
    }

    /// An element has ended.
    pub(super) fn close(&mut self, element: &Element) {
        if is_left_out(element) {
            return;
        }
        if element.name() == "body" {
            self.end = Some(self.at());
        }
        self.writer.end_elem(element.name.clone()).ok();
    }

    /// An element that is not shown, with all that stands in it.
    pub(super) fn hidden(&mut self, element: ElementRef<'_>) {
        if element.value().name() != "head" {
            element.serialize(&mut self.writer, TraversalScope::IncludeNode).ok();
            return;
        }
        self.open(&Node::Element(element.value().clone()));
        self.head = self.at();
        for child in element.children() {
            match ElementRef::wrap(child) {
                Some(element) if is_left_out(element.value()) => {}
                Some(element) => self.hidden(element),
                None => self.open(child.value()),
            }
        }
        self.close(element.value());
    }

    /// A cell begins.
    pub(super) fn open_cell(&mut self) {
        let inside = self.at();
        self.cells.push(HtmlText { inside, ..HtmlText::default() });
    }

    /// The innermost open cell has ended.
    pub(super) fn close_cell(&mut self, place: Place) {
        self.texts.extend(self.cells.pop().map(|cell| HtmlText { place, ..cell }));
    }

    /// A line of the innermost open cell.
    pub(super) fn add_line(&mut self, text: &str, stands: &[Option<HtmlCharacter>]) {
        let Some(cell) = self.cells.last_mut() else { return };
        if !cell.text.is_empty() {
            cell.text.push('\n');
            cell.characters.push(None);
        }
        cell.text.push_str(text);
        cell.characters.extend_from_slice(stands);
    }

    /// A paragraph.
    pub(super) fn add_paragraph(&mut self, place: &Place, text: &str, stands: &[Option<HtmlCharacter>]) {
        let (place, text, characters) = (place.clone(), text.to_owned(), stands.to_vec());
        self.texts.push(HtmlText { place, text, characters, inside: self.at() });
    }

    fn finish(self) -> HtmlCopy {
        let end = self.end.unwrap_or_else(|| self.at());
        let html = String::from_utf8_lossy(&self.writer.writer).into_owned();
        HtmlCopy { html, head: self.head, end, texts: self.texts }
    }
}

/// Encoding, redirection, policy: the copy has its own.
fn is_left_out(element: &Element) -> bool {
    element.name() == "meta" && (element.attr("charset").is_some() || element.attr("http-equiv").is_some())
}

/// The type of the document with its identifiers: they decide how a browser lays it out.
fn declaration(doctype: &Doctype) -> String {
    let (name, public, system) = (doctype.name(), doctype.public_id(), doctype.system_id());
    let is_plain = public.is_empty() || [public, system].iter().any(|id| id.contains(['"', '>']));
    if is_plain { format!("<!DOCTYPE {name}>") } else { format!("<!DOCTYPE {name} PUBLIC \"{public}\" \"{system}\">") }
}

/// Bytes of a character where it stands escaped.
fn written_length(character: char) -> usize {
    match character {
        '&' => "&amp;".len(),
        '<' | '>' => "&lt;".len(),
        '\u{a0}' => "&nbsp;".len(),
        other => other.len_utf8(),
    }
}
