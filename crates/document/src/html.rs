//! HTML: headings, paragraphs and tables as a browser would show them. Style sheets are not applied; only what an
//! element says of itself (`hidden`, `display:none`) counts. What a table means is not known here.

mod copy;
mod guard;
mod scan;
mod table;
mod text;
mod traces;

use encoding_rs::{Encoding, GB18030, UTF_8};
use mingsuan_model::Place;
use scraper::node::Element;
use scraper::{ElementRef, Html, Node};

use self::copy::Copy;
pub use self::copy::{HtmlCharacter, HtmlCopy, HtmlText, html_copy};
use self::table::OpenTable;
use self::text::Line;
use crate::body::{Body, OpenTable as _};
use crate::content::{Document, Format};
use crate::error::ReadError;
use crate::trace::Traces;

/// Reads an HTML file.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut walker = Walker::new(None);
    walker.read(bytes)?;
    let (mut document, traces) = (walker.body.finish(), walker.traces);
    traces.finish_into(&mut document);
    Ok(document)
}

/// A byte order mark decides; then what a `meta` says, then UTF-8 if it fits, then GB18030.
fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let declared = declared_encoding(&bytes[..bytes.len().min(4096)]).filter(|encoding| *encoding != UTF_8);
    declared.unwrap_or(GB18030).decode_without_bom_handling(bytes).0.into_owned()
}

/// The encoding in `charset=…` of the head. Those that are not ASCII-compatible cannot be true where this was read.
fn declared_encoding(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset")?;
    let value = rest.trim_start().strip_prefix('=')?.trim_start_matches(['"', '\'', ' ']);
    let end = value.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_')).unwrap_or(value.len());
    let encoding = Encoding::for_label(&value.as_bytes()[..end])?;
    // GB2312 and GBK label files that hold characters of GB18030 as well.
    if encoding == encoding_rs::GBK { Some(GB18030) } else { Some(encoding).filter(|e| e.is_ascii_compatible()) }
}

struct Walker {
    body: Body<OpenTable>,
    line: Line,
    level: Option<u8>,
    preformatted: usize,
    traces: Traces,
    copy: Option<Copy>,
}

impl Walker {
    fn new(copy: Option<Copy>) -> Self {
        Self {
            body: Body::new(Format::Html),
            line: Line::default(),
            level: None,
            preformatted: 0,
            traces: Traces::default(),
            copy,
        }
    }

    fn read(&mut self, bytes: &[u8]) -> Result<(), ReadError> {
        let text = decode(bytes);
        guard::check(&text)?;
        self.walk(&Html::parse_document(&text))
    }

    /// Goes through the tree without recursion, whatever its depth.
    fn walk(&mut self, html: &Html) -> Result<(), ReadError> {
        let mut node = html.tree.root();
        loop {
            let invisible = ElementRef::wrap(node).filter(|element| is_invisible(element.value()));
            if let Some(element) = invisible {
                if is_block(element.value().name()) {
                    self.flush()?;
                }
                let place = self.place();
                traces::invisible(element, &place, &mut self.traces);
                self.copy.iter_mut().for_each(|copy| copy.hidden(element));
            } else {
                self.enter(node.value())?;
                if let Some(child) = node.first_child() {
                    node = child;
                    continue;
                }
            }
            loop {
                if let Node::Element(element) = node.value() {
                    self.close(element)?;
                }
                if let Some(next) = node.next_sibling() {
                    node = next;
                    break;
                }
                let Some(parent) = node.parent() else {
                    return self.flush();
                };
                node = parent;
            }
        }
    }

    /// Handles the start of a node that is shown.
    fn enter(&mut self, node: &Node) -> Result<(), ReadError> {
        match node {
            Node::Text(text) => {
                let stands = self.copy.as_mut().map(|copy| copy.open_text(text)).unwrap_or_default();
                self.line.push_text(text, self.preformatted > 0, &stands);
                return Ok(());
            }
            Node::Comment(remark) => traces::comment(remark, &self.place(), &mut self.traces),
            Node::Element(element) => {
                traces::link(element, &self.place(), &mut self.traces);
            }
            _ => {}
        }
        self.copy.iter_mut().for_each(|copy| copy.open(node));
        node.as_element().map_or(Ok(()), |element| self.open(element))
    }

    /// Where the walker stands: in a table, or before the paragraph that would come next.
    fn place(&self) -> Place {
        let table = |table: &OpenTable| Place { table: Some(table.ordinal()), ..Place::default() };
        self.body.tables.last().map_or_else(|| self.body.next_place(), table)
    }

    fn open(&mut self, element: &Element) -> Result<(), ReadError> {
        let name = element.name();
        if name == "br" {
            self.line.break_line();
            return Ok(());
        }
        if !is_block(name) {
            return Ok(());
        }
        self.flush()?;
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.level = name[1..].parse().ok(),
            "pre" => self.preformatted += 1,
            "table" => self.body.open_table()?,
            "tr" => self.body.tables.iter_mut().rev().take(1).for_each(OpenTable::open_row),
            "td" | "th" => {
                let span = |name| element.attr(name).and_then(parse_span).unwrap_or(1);
                let (rows, columns) = (span("rowspan"), span("colspan"));
                if let Some(table) = self.body.tables.last_mut() {
                    table.open_cell(rows, columns);
                    self.copy.iter_mut().for_each(Copy::open_cell);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, element: &Element) -> Result<(), ReadError> {
        if is_invisible(element) {
            return Ok(());
        }
        let name = element.name();
        if is_block(name) {
            self.flush()?;
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.level = None,
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            "td" | "th" => {
                if let Some(table) = self.body.tables.last_mut() {
                    let place = table.close_cell(&mut self.body.budget)?;
                    self.copy.iter_mut().for_each(|copy| copy.close_cell(place.clone()));
                }
            }
            "table" => self.body.close_table()?,
            _ => {}
        }
        self.copy.iter_mut().for_each(|copy| copy.close(element));
        Ok(())
    }

    /// Ends the current line of text: it belongs to the open cell, or is a paragraph.
    fn flush(&mut self) -> Result<(), ReadError> {
        let Some((text, stands)) = self.line.take() else { return Ok(()) };
        if let Some(table) = self.body.tables.iter_mut().rev().find(|table| table.has_open_cell()) {
            table.add_line(&text);
            self.copy.iter_mut().for_each(|copy| copy.add_line(&text, &stands));
            return Ok(());
        }
        let place = self.body.next_place();
        self.copy.iter_mut().for_each(|copy| copy.add_paragraph(&place, &text, &stands));
        self.body.add_paragraph(text, self.level)
    }
}

/// A span attribute as browsers read it: leading digits; 0 and nonsense are none.
fn parse_span(value: &str) -> Option<usize> {
    let value = value.trim_start();
    let end = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
    value[..end.min(6)].parse().ok().filter(|span| *span > 0)
}

fn is_invisible(element: &Element) -> bool {
    let is_never_shown = matches!(
        element.name(),
        "head"
            | "script"
            | "style"
            | "template"
            | "noscript"
            | "title"
            | "iframe"
            | "object"
            | "svg"
            | "textarea"
            | "select"
            // Links to what stands elsewhere: a menu, a table of contents.
            | "nav"
    );
    let is_display_none = || {
        element.attr("style").is_some_and(|style| {
            let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
            style.to_ascii_lowercase().contains("display:none")
        })
    };
    is_never_shown || traces::is_page_margin(element) || element.attr("hidden").is_some() || is_display_none()
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "caption"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "pre"
            | "hr"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "aside"
            | "blockquote"
            | "center"
            | "address"
            | "fieldset"
            | "legend"
            | "form"
            | "figure"
            | "figcaption"
            | "body"
            | "html"
            | "details"
            | "summary"
    )
}
