//! A cheap look at the tags before the real parser runs: the time and memory of an HTML tree grow with the product of
//! tags and nesting, so what nests too deep or would make too many nodes is refused. It follows the rules of tree
//! building (HTML, 13.2.6) where real pages need it, and where in doubt counts too much, never too little.

use super::scan::{Tag, Tags};
use crate::error::ReadError;
use crate::limits::{MAX_HTML_DEPTH, MAX_HTML_NODES};

/// Refuses what would make too deep or too large a tree.
pub(super) fn check(text: &str) -> Result<(), ReadError> {
    let mut guard = Guard::default();
    let mut tags = Tags::new(text);
    while let Some(tag) = tags.next() {
        let name = tag.name();
        if matches!(name.as_str(), "html" | "head" | "body") {
            continue;
        }
        if tags.has_cdata && guard.is_foreign() {
            return Err(ReadError::malformed("网页", "SVG 里含有 CDATA 段，不读取"));
        }
        if tag.is_end {
            guard.close(&name);
            continue;
        }
        let is_foreign = guard.is_foreign();
        guard.open(&name, &tag, is_foreign)?;
        // Inside SVG, or frames, nothing is raw text.
        if !is_foreign && !guard.has_frames && tags.skip_raw_text(&name) {
            guard.close(&name);
        }
    }
    Ok(())
}

#[derive(Default)]
struct Guard {
    open: Vec<String>,
    /// Formatting elements that were closed by something else than their own end tag: each is opened again in every
    /// block that follows. Three equal ones at most count.
    reopened: Vec<String>,
    nodes: usize,
    templates: usize,
    has_frames: bool,
}

impl Guard {
    fn is_foreign(&self) -> bool {
        self.open.iter().any(|tag| tag == "svg" || tag == "math")
    }

    fn open(&mut self, name: &str, tag: &Tag<'_>, is_foreign: bool) -> Result<(), ReadError> {
        // Each tag makes a node and mostly a text beside it, and each block reopens what was left open.
        self.nodes += 2 + self.reopened.len();
        self.has_frames |= name == "frameset";
        self.templates += usize::from(name == "template");
        if self.nodes > MAX_HTML_NODES || self.reopened.len() > MAX_HTML_DEPTH {
            return Err(ReadError::TooLarge { what: "网页元素", limit: format!("{MAX_HTML_NODES} 个") });
        }
        if is_foreign {
            if tag.text.ends_with('/') {
                return Ok(());
            }
        } else {
            self.close_implied(name);
            if is_void(name) {
                return Ok(());
            }
        }
        self.open.push(if is_formatting(name) { tag.text.to_owned() } else { name.to_owned() });
        if self.open.len() > MAX_HTML_DEPTH || self.templates > MAX_HTML_DEPTH {
            return Err(ReadError::TooDeep { what: "网页元素", limit: MAX_HTML_DEPTH });
        }
        Ok(())
    }

    /// Closes what a start tag closes by itself.
    fn close_implied(&mut self, name: &str) {
        match name {
            "td" | "th" | "caption" => self.close_down_to(&["tr", "tbody", "thead", "tfoot", "table"]),
            "tr" => self.close_down_to(&["tbody", "thead", "tfoot", "table"]),
            "tbody" | "thead" | "tfoot" | "col" | "colgroup" => self.close_down_to(&["table"]),
            "li" => self.close_item(&["li"]),
            "dt" | "dd" => self.close_item(&["dt", "dd"]),
            "option" if self.open.last().is_some_and(|tag| tag == "option") => drop(self.open.pop()),
            _ => {}
        }
        if is_paragraph_closing(name) {
            self.close_in_scope("p");
        }
    }

    fn close(&mut self, name: &str) {
        if self.is_foreign() {
            if let Some(at) = self.open.iter().rposition(|tag| tag_name(tag) == name) {
                self.open.truncate(at);
            }
        } else if is_formatting(name) || name == "form" {
            if let Some(at) = self.open.iter().rposition(|tag| tag_name(tag) == name) {
                self.open.remove(at);
            } else if let Some(at) = self.reopened.iter().rposition(|tag| tag_name(tag) == name) {
                self.reopened.remove(at);
            }
        } else if is_table_part(name) {
            // A part of an outer table cannot be closed from within an inner one.
            let table = self.open.iter().rposition(|tag| tag == "table").unwrap_or(0);
            if let Some(at) = self.open[table..].iter().rposition(|tag| tag == name) {
                self.open.truncate(table + at);
            }
        } else if is_special(name) {
            self.close_in_scope(name);
        } else {
            let found = self.open.iter().rposition(|tag| tag == name || is_special(tag));
            if let Some(at) = found.filter(|at| self.open[*at] == name) {
                self.close_from(at, false);
            }
        }
    }

    /// Closes what is open above the nearest of these elements. A cell takes its formatting with it.
    fn close_down_to(&mut self, names: &[&str]) {
        if let Some(at) = self.open.iter().rposition(|tag| names.contains(&tag.as_str())) {
            self.open.truncate(at + 1);
        }
    }

    /// A list item closes the one before it, unless a list stands between.
    fn close_item(&mut self, names: &[&str]) {
        let is_item = |tag: &str| names.contains(&tag);
        let is_boundary = |tag: &str| is_special(tag) && !matches!(tag, "address" | "div" | "p");
        let found = self.open.iter().rposition(|tag| is_item(tag) || is_boundary(tag));
        if let Some(at) = found.filter(|at| is_item(&self.open[*at])) {
            self.close_from(at, true);
        }
    }

    /// Closes an element and what is open in it, unless a table cell or the like stands between.
    fn close_in_scope(&mut self, name: &str) {
        let is_scope = |tag: &str| {
            matches!(tag, "td" | "th" | "caption" | "table" | "button" | "object" | "applet" | "marquee" | "template")
                || (name == "li" && matches!(tag, "ul" | "ol"))
        };
        let found = self.open.iter().rposition(|tag| tag == name || is_scope(tag));
        if let Some(at) = found.filter(|at| self.open[*at] == name) {
            self.close_from(at, true);
        }
    }

    /// Closes everything from here on; formatting among it will be opened again, except in a cell, where it ends.
    fn close_from(&mut self, at: usize, reopens: bool) {
        let is_in_cell = self.open[..at].iter().any(|tag| matches!(tag.as_str(), "td" | "th" | "caption"));
        for tag in self.open.drain(at..) {
            let is_left_open = is_formatting(tag_name(&tag)) && self.reopened.iter().filter(|t| **t == tag).count() < 3;
            if is_left_open && (!is_in_cell || !reopens) {
                self.reopened.push(tag);
            }
        }
    }
}

fn tag_name(tag: &str) -> &str {
    tag.split(|c: char| c.is_ascii_whitespace() || c == '/').next().unwrap_or(tag)
}

fn is_table_part(name: &str) -> bool {
    matches!(name, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "table" | "caption" | "colgroup")
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
            | "track"
            | "frame"
    )
}

fn is_formatting(name: &str) -> bool {
    let names = ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
    names.iter().any(|formatting| formatting.eq_ignore_ascii_case(name))
}

/// Elements whose start tag closes an open `p`.
fn is_paragraph_closing(name: &str) -> bool {
    const NAMES: &str = " p div ul ol dl li dt dd h1 h2 h3 h4 h5 h6 pre hr center form blockquote section article \
        header footer main nav aside address fieldset table ";
    is_among(name, NAMES)
}

/// The special elements of the HTML standard (13.2.4.2): an end tag of an ordinary element does not reach past them.
fn is_special(name: &str) -> bool {
    const NAMES: &str = " address applet area article aside base basefont bgsound blockquote body br button caption \
        center col colgroup dd details dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 \
        h3 h4 h5 h6 head header hgroup hr html iframe img input keygen li link listing main marquee menu meta nav \
        noembed noframes noscript object ol p param plaintext pre script search section select source style summary \
        table tbody td template textarea tfoot th thead title tr track ul wbr xmp ";
    is_among(name, NAMES)
}

fn is_among(name: &str, names: &str) -> bool {
    names.split(' ').any(|known| known == name)
}
