//! A cheap look at the tags before the real parser runs: the time and memory of an HTML tree grow with the product of
//! tags and nesting, so what nests too deep or would make too many nodes is refused. It follows the rules of tree
//! building only as far as needed to not overcount real pages.

use crate::error::ReadError;
use crate::limits::{MAX_HTML_DEPTH, MAX_HTML_NODES};

/// Refuses what would make too deep or too large a tree.
pub(super) fn check(text: &str) -> Result<(), ReadError> {
    let mut guard = Guard::default();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let (is_end, tag) = rest.strip_prefix('/').map_or((false, rest), |tag| (true, tag));
        if !tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let end = tag_end(tag);
        let (inside, after) = tag.split_at(end);
        rest = after;
        let name_end = inside
            .find(|c: char| c.is_ascii_whitespace() || c == '/')
            .unwrap_or(inside.len());
        let name = inside[..name_end].to_ascii_lowercase();
        if is_end {
            guard.close(&name);
            continue;
        }
        guard.open(&name, inside)?;
        if matches!(
            name.as_str(),
            "script" | "style" | "textarea" | "title" | "noscript" | "iframe" | "xmp"
        ) {
            rest = after_raw_text(rest, &name);
            guard.close(&name);
        }
    }
    Ok(())
}

/// The end of a tag: the first `>` outside quotes (of attribute values).
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    let mut is_value_start = false;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') if is_value_start => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        is_value_start = byte == b'=' || (is_value_start && byte.is_ascii_whitespace());
    }
    tag.len()
}

fn after_raw_text<'t>(text: &'t str, name: &str) -> &'t str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        if rest[at + 2..]
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name))
        {
            return &rest[at..];
        }
        rest = &rest[at + 2..];
    }
    ""
}

#[derive(Default)]
struct Guard {
    open: Vec<String>,
    /// Formatting elements that were closed by something else than their own end tag: each is opened again in every
    /// block that follows. Three equal ones at most count.
    reopened: Vec<String>,
    nodes: usize,
}

impl Guard {
    fn open(&mut self, name: &str, tag: &str) -> Result<(), ReadError> {
        // Each tag makes a node and mostly a text beside it, and each block reopens what was left open.
        self.nodes += 2 + self.reopened.len();
        if self.nodes > MAX_HTML_NODES || self.reopened.len() > MAX_HTML_DEPTH {
            return Err(ReadError::TooLarge {
                what: "网页元素",
                limit: format!("{MAX_HTML_NODES} 个"),
            });
        }
        match name {
            "td" | "th" | "caption" => self.close_down_to(&["tr", "tbody", "thead", "tfoot", "table"]),
            "tr" => self.close_down_to(&["tbody", "thead", "tfoot", "table"]),
            "tbody" | "thead" | "tfoot" | "col" | "colgroup" => self.close_down_to(&["table"]),
            "li" | "dt" | "dd" | "option" => self.close_in_scope(name),
            _ => {}
        }
        if is_paragraph_closing(name) {
            self.close_in_scope("p");
        }
        if is_void(name) {
            return Ok(());
        }
        if is_formatting(name) {
            self.open.push(tag.to_owned());
        } else {
            self.open.push(name.to_owned());
        }
        if self.open.len() > MAX_HTML_DEPTH {
            return Err(ReadError::TooDeep {
                what: "网页元素",
                limit: MAX_HTML_DEPTH,
            });
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        let is_cell = matches!(name, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "table");
        if !is_cell && is_formatting(name) {
            if let Some(at) = self.open.iter().rposition(|tag| tag_name(tag) == name) {
                self.open.remove(at);
            } else if let Some(at) = self.reopened.iter().rposition(|tag| tag_name(tag) == name) {
                self.reopened.remove(at);
            }
        } else if is_cell {
            if self.open.iter().any(|tag| tag == name) {
                self.close_down_to(&[name]);
                self.open.pop();
            }
        } else {
            self.close_in_scope(name);
        }
    }

    /// Closes what is open above the nearest of these elements. A cell takes its formatting with it.
    fn close_down_to(&mut self, names: &[&str]) {
        if let Some(at) = self.open.iter().rposition(|tag| names.contains(&tag.as_str())) {
            self.open.truncate(at + 1);
        }
    }

    /// Closes an element and what is open in it, unless a table cell stands between.
    fn close_in_scope(&mut self, name: &str) {
        let scope = self
            .open
            .iter()
            .rposition(|tag| matches!(tag.as_str(), "td" | "th" | "caption" | "table" | "button"));
        let from = scope.map_or(0, |at| if self.open[at] == name { at } else { at + 1 });
        let Some(at) = self.open[from..].iter().rposition(|tag| tag == name) else {
            return;
        };
        for tag in self.open.drain(from + at..) {
            let is_left_open = is_formatting(tag_name(&tag)) && self.reopened.iter().filter(|t| **t == tag).count() < 3;
            if is_left_open && scope.is_none() {
                self.reopened.push(tag);
            }
        }
    }
}

fn tag_name(tag: &str) -> &str {
    tag.split(|c: char| c.is_ascii_whitespace() || c == '/')
        .next()
        .unwrap_or(tag)
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "br" | "img"
            | "hr"
            | "input"
            | "meta"
            | "link"
            | "col"
            | "area"
            | "base"
            | "embed"
            | "param"
            | "source"
            | "wbr"
    )
}

fn is_formatting(name: &str) -> bool {
    let names = [
        "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
    ];
    names.iter().any(|formatting| formatting.eq_ignore_ascii_case(name))
}

fn is_paragraph_closing(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "ul"
            | "ol"
            | "dl"
            | "li"
            | "dt"
            | "dd"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "pre"
            | "hr"
            | "center"
            | "form"
            | "blockquote"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "aside"
            | "address"
            | "fieldset"
            | "table"
    )
}
