//! A page of HTML that draws a document as it was read, with the findings marked: for formats that take no marks.
//! Nothing in it comes from elsewhere, and nothing of the document is ever markup.

use mingsuan_document::{Block, Document, Paragraph, Table};
use mingsuan_model::{Finding, Place};

use super::AnnotatedCopy;
use super::marks::{self, Marks, Piece};
use crate::markup::Markup;
use crate::report::Lang;

const STYLE: &str = "body{font-family:'Noto Serif SC','Songti SC',SimSun,serif;line-height:1.7;max-width:60em;margin:2em auto;padding:0 1em}\
table{border-collapse:collapse;margin:1em 0;font-size:.9em;line-height:1.4}td{border:1px solid #888;padding:.2em .5em;white-space:pre-line;vertical-align:top}\
p,h1,h2,h3,h4,h5,h6{white-space:pre-line}.sheet{color:#555;border-bottom:1px solid #ccc}";

/// Draws a document with its marks.
pub(super) fn draw(document: &Document, findings: &[Finding], lang: Lang) -> AnnotatedCopy {
    let mut marks = Marks::new(findings, lang);
    let mut page = Markup::new("<!DOCTYPE html>\n");
    let language = lang.say("zh-CN", "en");
    page.element("html", &[("lang", language)], |html| {
        html.element("head", &[], |head| {
            head.empty("meta", &[("charset", "utf-8")]);
            head.empty(
                "meta",
                &[
                    ("http-equiv", "Content-Security-Policy"),
                    ("content", "default-src 'none'; style-src 'unsafe-inline'"),
                ],
            );
            head.text_element("title", &[], lang.say("标注副本", "Annotated copy"));
            head.element("style", &[], |style| {
                style.fixed(STYLE);
                style.fixed(marks::STYLE);
            });
        });
        html.element("body", &[], |body| draw_body(body, document, &mut marks));
    });
    AnnotatedCopy { extension: "html", bytes: page.finish().into_bytes(), unplaced: marks.unplaced(), remark: None }
}

fn draw_body(body: &mut Markup, document: &Document, marks: &mut Marks<'_>) {
    let mut sheet = None;
    for block in &document.blocks {
        let place = match block {
            Block::Paragraph(paragraph) => &paragraph.place,
            Block::Table(table) => &table.place,
        };
        if place.sheet.is_some() && place.sheet != sheet {
            sheet.clone_from(&place.sheet);
            body.text_element("h2", &[("class", "sheet")], sheet.as_deref().unwrap_or_default());
        }
        match block {
            Block::Paragraph(paragraph) => draw_paragraph(body, paragraph, marks),
            Block::Table(table) => draw_table(body, table, marks),
        }
    }
    marks.list(body);
}

fn draw_paragraph(body: &mut Markup, paragraph: &Paragraph, marks: &mut Marks<'_>) {
    const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
    let level = paragraph.level.map(|level| usize::from(level.clamp(1, 6)) - 1);
    let element = level.and_then(|level| HEADINGS.get(level)).copied().unwrap_or("p");
    body.element(element, &[], |inner| draw_text(inner, &paragraph.place, &paragraph.text, marks));
}

fn draw_table(body: &mut Markup, table: &Table, marks: &mut Marks<'_>) {
    let mut cells = table.cells().iter().peekable();
    body.element("table", &[], |body| {
        for row in 0..table.rows() {
            body.element("tr", &[], |line| {
                while let Some(cell) = cells.next_if(|cell| cell.row <= row) {
                    let spans = (cell.column_span.to_string(), cell.row_span.to_string());
                    let spans = [("colspan", spans.0.as_str()), ("rowspan", spans.1.as_str())];
                    line.element("td", &spans, |inner| draw_text(inner, &cell.place, &cell.text, marks));
                }
            });
        }
    });
}

fn draw_text(out: &mut Markup, place: &Place, text: &str, marks: &mut Marks<'_>) {
    let Some(pieces) = marks.of(place, text) else { return out.text(text) };
    let mut rest = text.chars();
    for piece in pieces {
        let characters: String = rest.by_ref().take(piece.characters.len()).collect();
        match piece.findings.as_slice() {
            [] => out.text(&characters),
            findings => marks.mark(out, findings, Piece::text(&characters)),
        }
    }
}
