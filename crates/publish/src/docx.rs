//! `Layout` → docx: WordprocessingML with the fonts and margins of official papers, and a table of contents that is filled.
//! What stands where was decided in the layout. The same layout gives the same bytes.

mod contents;
mod geometry;
pub(crate) mod letter;
mod pages;
mod parts;
mod styles;
mod table;

use self::geometry::Paper;
use crate::error::WriteError;
use crate::layout::{Entry, Layout, Piece, Section, contents};
use crate::markup::Markup;

/// The layout as a docx file.
pub fn write(layout: &Layout) -> Result<Vec<u8>, WriteError> {
    parts::packed(&parts::all(layout, body(layout)))
}

/// The content of `w:body`.
fn body(layout: &Layout) -> String {
    let entries = contents(layout, 1);
    let mut out = Markup::default();
    if !entries.is_empty() {
        contents::write(layout, &entries, &pages::numbers(layout, &entries), &mut out);
        section_end(&Paper::TEXT, true, &mut out);
    }
    for (s, section) in layout.sections.iter().enumerate() {
        let paper = Paper::of(section);
        let is_last = s + 1 == layout.sections.len();
        for (p, piece) in section.pieces.iter().enumerate() {
            let anchor = entries.iter().position(|entry| entry.at == (s, p));
            let next = section.pieces.get(p + 1);
            self::piece(piece, next, anchor.map(|id| (id, &entries[id])), &paper, &mut out);
        }
        if !is_last {
            section_end(&paper, false, &mut out);
        }
    }
    // The last section's properties stand at the end of the body, not in a paragraph.
    if let Some(section) = layout.sections.last() {
        section_properties(&Paper::of(section), entries.is_empty() && layout.sections.len() == 1, &mut out);
    }
    out.finish()
}

fn piece(piece: &Piece, next: Option<&Piece>, anchor: Option<(usize, &Entry<'_>)>, paper: &Paper, out: &mut Markup) {
    match piece {
        Piece::Title(text) => paragraph("Title", text, anchor, out),
        Piece::Heading(level, text) => paragraph(&format!("Heading{}", (*level).clamp(1, 6)), text, anchor, out),
        Piece::StatementTitle(text) => paragraph("StatementTitle", text, anchor, out),
        Piece::TableTitle(text) => paragraph(styles::table_title(text), text, anchor, out),
        Piece::Paragraph(text) => paragraph("BodyText", text, anchor, out),
        Piece::Note(text) => paragraph("TableNote", text, anchor, out),
        Piece::Table(grid) if grid.is_void() => {}
        Piece::Table(grid) => {
            table::write(grid, paper, out);
            // Tables that touch would grow together, and a section cannot end in a table.
            if !matches!(next, Some(Piece::Note(_))) {
                paragraph("TableGap", "", None, out);
            }
        }
    }
}

/// A paragraph of a style, with the bookmark the table of contents leads to.
fn paragraph(style: &str, text: &str, anchor: Option<(usize, &Entry<'_>)>, out: &mut Markup) {
    out.element("w:p", &[], |p| {
        p.element("w:pPr", &[], |properties| properties.empty("w:pStyle", &[("w:val", style)]));
        let id = anchor.map(|(id, entry)| ((id + 1).to_string(), entry.anchor()));
        if let Some((id, name)) = &id {
            p.empty("w:bookmarkStart", &[("w:id", id), ("w:name", name)]);
        }
        run(text, p);
        if let Some((id, _)) = &id {
            p.empty("w:bookmarkEnd", &[("w:id", id)]);
        }
    });
}

/// A run of text with its line breaks and tabs.
fn run(text: &str, out: &mut Markup) {
    if text.is_empty() {
        return;
    }
    out.element("w:r", &[], |r| {
        for (l, line) in text.split('\n').enumerate() {
            if l > 0 {
                r.empty("w:br", &[]);
            }
            for (t, part) in line.split('\t').enumerate() {
                if t > 0 {
                    r.empty("w:tab", &[]);
                }
                if !part.is_empty() {
                    r.text_element("w:t", &[("xml:space", "preserve")], part);
                }
            }
        }
    });
}

/// Ends a section with a paragraph of no height.
fn section_end(paper: &Paper, is_first: bool, out: &mut Markup) {
    out.element("w:p", &[], |p| {
        p.element("w:pPr", &[], |properties| {
            properties.empty("w:pStyle", &[("w:val", "SectionEnd")]);
            section_properties(paper, is_first, properties);
        });
    });
}

fn section_properties(paper: &Paper, is_first: bool, out: &mut Markup) {
    out.element("w:sectPr", &[], |section| {
        // Later sections take over the footer of the first.
        if is_first {
            section.empty("w:footerReference", &[("w:type", "default"), ("r:id", parts::FOOTER_ID)]);
        }
        section.empty("w:type", &[("w:val", "nextPage")]);
        paper.write(section);
    });
}

/// Whether a section holds tables and their titles only.
fn is_table_page(section: &Section) -> bool {
    section.pieces.iter().all(|piece| !matches!(piece, Piece::Paragraph(_) | Piece::Title(_)))
}
