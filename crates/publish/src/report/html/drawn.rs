//! What must be seen of a finding, drawn in HTML: rows of a table with the wrong cell marked, or a sentence with the wrong piece marked.
//! What is shown was decided in `exhibit.rs`.

use super::vouchers::Vouchers;
use crate::markup::{Attribute, Markup};
use crate::report::exhibit::{Exhibit, Grid, Row, Sentence};
use crate::report::told::pieces;
use crate::report::words::Lang;

/// Draws an exhibit.
pub(super) fn write(exhibit: &Exhibit, vouchers: Option<&Vouchers>, lang: Lang, out: &mut Markup) {
    match exhibit {
        Exhibit::Grid(grid) => self::grid(grid, vouchers, lang, out),
        Exhibit::Sentence(sentence) => self::sentence(sentence, out),
    }
}

fn grid(grid: &Grid, vouchers: Option<&Vouchers>, lang: Lang, out: &mut Markup) {
    let name = if grid.title.is_empty() { lang.say("表格", "table") } else { &grid.title };
    // A box that scrolls must be reached with the keyboard.
    out.element("div", &[("class", "scroll"), ("role", "region"), ("aria-label", name), ("tabindex", "0")], |scroll| {
        scroll.element("table", &[("class", "drawn")], |table| {
            let caption = grid.caption(lang);
            if !caption.is_empty() {
                table.text_element("caption", &[], &caption);
            }
            table.element("thead", &[], |head| {
                head.element("tr", &[], |tr| {
                    for (title, is_number) in &grid.columns {
                        let class = if *is_number { "number" } else { "text" };
                        tr.text_element("th", &[("scope", "col"), ("class", class)], title);
                    }
                });
            });
            table.element("tbody", &[], |body| {
                for row in &grid.rows {
                    self::row(grid, row, vouchers, body);
                }
            });
        });
    });
}

fn row(grid: &Grid, row: &Row, vouchers: Option<&Vouchers>, out: &mut Markup) {
    if row.is_after_gap {
        out.element("tr", &[("class", "gap")], |tr| {
            tr.text_element("td", &[("colspan", &grid.columns.len().to_string())], "⋮");
        });
    }
    out.element("tr", &[], |tr| {
        for (at, text) in row.cells.iter().enumerate() {
            let is_number = grid.columns.get(at).is_some_and(|(_, is_number)| *is_number);
            let is_marked = row.marks.contains(&at);
            let place = row.places.get(at).and_then(Option::as_ref);
            let vouched = place.and_then(|place| vouchers?.of(place));
            let note = if is_marked { row.note.as_str() } else { "" };
            cell(text, note, is_number, is_marked, vouched, tr);
        }
    });
}

fn cell(text: &str, note: &str, is_number: bool, is_marked: bool, vouched: Option<&str>, out: &mut Markup) {
    let mut attributes: Vec<Attribute<'_>> = Vec::new();
    let class = match (is_number, is_marked) {
        (true, true) => "number marked",
        (true, false) => "number",
        (false, true) => "text marked",
        (false, false) => "text",
    };
    attributes.push(("class", class));
    if let Some(vouched) = vouched {
        attributes.extend([("title", vouched), ("tabindex", "0")]);
    }
    out.element("td", &attributes, |td| {
        if is_marked {
            td.text_element("mark", &[], if text.is_empty() { "\u{a0}" } else { text });
        } else {
            td.text(text);
        }
        if !note.is_empty() {
            td.text_element("span", &[("class", "note")], note);
        }
    });
}

fn sentence(sentence: &Sentence, out: &mut Markup) {
    out.element("blockquote", &[], |quote| {
        let pieces = pieces(sentence);
        let last = pieces.iter().rposition(|(_, is_marked)| *is_marked);
        for (at, (piece, is_marked)) in pieces.iter().enumerate() {
            if *is_marked {
                quote.text_element("mark", &[], piece);
            } else {
                quote.text(piece);
            }
            if Some(at) == last && !sentence.note.is_empty() {
                quote.text_element("span", &[("class", "note")], &sentence.note);
            }
        }
    });
}
