//! `Layout` → one HTML page that needs nothing else: to be read on any screen, by ear, and to be printed.
//! No script, no outside resource; what stands where was decided in the layout.

mod table;

use mingsuan_model::text::without_numbering;

use crate::error::WriteError;
use crate::layout::{Entry, Layout, Orientation, Piece, Section, contents};
use crate::markup::Markup;

const STYLE: &str = include_str!("html/page.css");
/// The anchor of the text behind the contents.
const TEXT: &str = "text";

/// The layout as an HTML page. Nothing can go wrong here; the signature is that of all writers.
pub fn write(layout: &Layout) -> Result<Vec<u8>, WriteError> {
    let mut out = Markup::new("<!DOCTYPE html>\n");
    out.element("html", &[("lang", "zh-CN")], |html| {
        html.element("head", &[], |head| self::head(layout, head));
        html.element("body", &[], |body| {
            nav(layout, body);
            body.element("main", &[("id", TEXT)], |main| {
                for (ordinal, section) in layout.sections.iter().enumerate() {
                    self::section(ordinal, section, main);
                }
            });
        });
    });
    Ok(out.finish().into_bytes())
}

fn head(layout: &Layout, out: &mut Markup) {
    out.empty("meta", &[("charset", "utf-8")]);
    out.empty("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    out.empty("meta", &[("name", "author"), ("content", &layout.agency)]);
    out.text_element("title", &[], &layout.title);
    out.element("style", &[], |style| style.fixed(STYLE));
}

/// The contents. Readers of documents pass a `nav` over, for all of it stands in the text.
fn nav(layout: &Layout, out: &mut Markup) {
    let entries = contents(layout, 2);
    out.element("nav", &[("aria-label", "目录")], |nav| {
        nav.text_element("a", &[("class", "skip"), ("href", &format!("#{TEXT}"))], "跳到正文");
        lines("p", &[("class", "file")], &layout.title_lines().join("\n"), nav);
        nav.text_element("h2", &[], "目录");
        nav.element("ol", &[], |list| {
            let mut rest = entries.as_slice();
            while let [first, behind @ ..] = rest {
                let below = behind.iter().take_while(|entry| entry.level > first.level).count();
                list.element("li", &[], |item| {
                    link(first, item);
                    if below > 0 {
                        item.element("ol", &[], |list| {
                            for entry in &behind[..below] {
                                list.element("li", &[], |item| link(entry, item));
                            }
                        });
                    }
                });
                rest = &behind[below..];
            }
        });
    });
}

fn link(entry: &Entry<'_>, out: &mut Markup) {
    out.text_element("a", &[("href", &format!("#{}", entry.anchor()))], entry.title);
}

fn section(ordinal: usize, section: &Section, out: &mut Markup) {
    let class = match section.orientation {
        Orientation::Portrait => "upright",
        Orientation::Landscape => "lying",
    };
    out.element("section", &[("class", class)], |out| {
        for (index, piece) in section.pieces.iter().enumerate() {
            let before = index.checked_sub(1).map(|before| &section.pieces[before]);
            let anchor = |at: usize| Entry { at: (ordinal, at), level: 1, title: "" }.anchor();
            match piece {
                Piece::Table(grid) if grid.is_void() => {}
                Piece::Table(grid) => {
                    let title = before.and_then(|title| Some((title, anchor(index - 1), title_text(title)?)));
                    table::write(grid, title.as_ref().map(|(title, id, text)| (*title, id.as_str(), *text)), out);
                }
                // The title of a table stands in the table, as its caption.
                Piece::StatementTitle(_) | Piece::TableTitle(_)
                    if matches!(section.pieces.get(index + 1), Some(Piece::Table(grid)) if !grid.is_void()) => {}
                piece => self::piece(piece, &anchor(index), out),
            }
        }
    });
}

/// The text of a piece that may be the title of a table.
fn title_text(piece: &Piece) -> Option<&str> {
    match piece {
        Piece::StatementTitle(text) | Piece::TableTitle(text) | Piece::Heading(_, text) => Some(text),
        _ => None,
    }
}

/// Writes a piece that is no table.
fn piece(piece: &Piece, id: &str, out: &mut Markup) {
    match piece {
        // The titles of a cover are no chapters, so they are no `h1`.
        Piece::Title(text) => lines("p", &[("class", "title"), ("role", "heading"), ("aria-level", "1")], text, out),
        Piece::Heading(level, text) => lines(&format!("h{}", (*level).clamp(1, 6)), &[("id", id)], text, out),
        Piece::StatementTitle(text) => lines("h1", &[("id", id), ("class", "statement")], text, out),
        Piece::TableTitle(text) => match table_heading(text) {
            Some(element) => lines(element, &[("id", id), ("class", "table")], text, out),
            None => lines("p", &[("id", id), ("class", "table")], text, out),
        },
        Piece::Paragraph(text) => lines("p", &[], text, out),
        Piece::Note(text) => lines("p", &[("class", "note")], text, out),
        Piece::Table(_) => {}
    }
}

/// The element of a table's title inside the text: one with a number is a heading.
fn table_heading(text: &str) -> Option<&'static str> {
    without_numbering(text).1.then_some("h2")
}

/// An element with text: line breaks as `br`, and blanks beside each other kept apart, which HTML would take for one.
fn lines(element: &str, attributes: &[(&str, &str)], text: &str, out: &mut Markup) {
    out.element(element, attributes, |inner| {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                inner.empty("br", &[]);
            }
            inner.text(&with_hard_blanks(line));
        }
    });
}

fn with_hard_blanks(line: &str) -> String {
    if line.contains("  ") { line.replace("  ", "\u{a0}\u{a0}") } else { line.to_owned() }
}
