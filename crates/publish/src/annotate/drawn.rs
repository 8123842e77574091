//! A page of HTML that draws a document as it was read, with the findings marked: for formats that take no marks.
//! Nothing in it comes from elsewhere, and nothing of the document is ever markup.

use std::collections::BTreeMap;

use mingsuan_document::{Block, Document, Paragraph, Table};
use mingsuan_model::{Finding, Place, Severity};

use super::AnnotatedCopy;
use super::note::{note, places};
use crate::markup::Markup;
use crate::report::Lang;

const STYLE: &str = "body{font-family:'Noto Serif SC','Songti SC',SimSun,serif;line-height:1.7;max-width:60em;margin:2em auto;padding:0 1em}\
table{border-collapse:collapse;margin:1em 0;font-size:.9em;line-height:1.4}td{border:1px solid #888;padding:.2em .5em;white-space:pre-line;vertical-align:top}\
p,h1,h2,h3,h4,h5,h6{white-space:pre-line}mark{background:#ffe0b2;color:inherit}mark.error{background:#ffcdd2}mark.info{background:#bbdefb}mark.waived{background:#e0e0e0}\
ol li{white-space:pre-line;margin:.6em 0}.sheet{color:#555;border-bottom:1px solid #ccc}";

/// What of a place tells one block or cell from others.
type Spot<'p> = (Option<&'p str>, Option<u32>, Option<u32>, Option<u32>, Option<u32>);

fn spot(place: &Place) -> Spot<'_> {
    let sheet = place.sheet.as_deref();
    match (place.row, place.column) {
        (Some(row), Some(column)) => (sheet, place.table, Some(row), Some(column), None),
        _ if place.table.is_some() => (sheet, place.table, None, None, None),
        _ => (sheet, None, None, None, place.paragraph.or(place.line)),
    }
}

/// The findings of each spot, with the place that led there.
type Index<'f> = BTreeMap<Spot<'f>, Vec<(usize, &'f Place)>>;

/// Draws a document with its marks.
pub(super) fn draw(document: &Document, findings: &[Finding], lang: Lang) -> AnnotatedCopy {
    let mut index = Index::new();
    for (ordinal, finding) in findings.iter().enumerate() {
        for place in places(finding) {
            index.entry(spot(place)).or_default().push((ordinal, place));
        }
    }
    let mut drawing = Drawing { findings, lang, index, is_marked: vec![false; findings.len()] };
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
            head.element("style", &[], |style| style.fixed(STYLE));
        });
        html.element("body", &[], |body| drawing.body(body, document));
    });
    let unplaced = (0..).zip(&drawing.is_marked).filter(|(_, is_marked)| !**is_marked).map(|(at, _)| at).collect();
    AnnotatedCopy { extension: "html", bytes: page.finish().into_bytes(), unplaced, remark: None }
}

struct Drawing<'f> {
    findings: &'f [Finding],
    lang: Lang,
    index: Index<'f>,
    is_marked: Vec<bool>,
}

impl Drawing<'_> {
    fn body(&mut self, body: &mut Markup, document: &Document) {
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
                Block::Paragraph(paragraph) => self.paragraph(body, paragraph),
                Block::Table(table) => self.table(body, table),
            }
        }
        self.list(body);
    }

    fn paragraph(&mut self, body: &mut Markup, paragraph: &Paragraph) {
        const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
        let level = paragraph.level.map(|level| usize::from(level.clamp(1, 6)) - 1);
        let element = level.and_then(|level| HEADINGS.get(level)).copied().unwrap_or("p");
        let found = self.index.get(&spot(&paragraph.place)).cloned().unwrap_or_default();
        body.element(element, &[], |inner| self.text(inner, &paragraph.text, &found));
    }

    fn table(&mut self, body: &mut Markup, table: &Table) {
        let mut cells = table.cells().iter().peekable();
        body.element("table", &[], |body| {
            for row in 0..table.rows() {
                body.element("tr", &[], |line| {
                    while let Some(cell) = cells.next_if(|cell| cell.row <= row) {
                        let spans = (cell.column_span.to_string(), cell.row_span.to_string());
                        let spans = [("colspan", spans.0.as_str()), ("rowspan", spans.1.as_str())];
                        let found = self.index.get(&spot(&cell.place)).cloned().unwrap_or_default();
                        let whole: Vec<(usize, Place)> =
                            found.iter().map(|(ordinal, _)| (*ordinal, Place::default())).collect();
                        let whole: Vec<(usize, &Place)> =
                            whole.iter().map(|(ordinal, place)| (*ordinal, place)).collect();
                        line.element("td", &spans, |inner| self.text(inner, &cell.text, &whole));
                    }
                });
            }
        });
    }

    /// A text cut where marks begin and end.
    fn text(&mut self, out: &mut Markup, text: &str, found: &[(usize, &Place)]) {
        let ranges: Vec<(usize, std::ops::Range<usize>)> =
            found.iter().map(|(ordinal, place)| (*ordinal, quoted(text, place))).collect();
        let mut cuts: Vec<usize> = ranges.iter().flat_map(|(_, range)| [range.start, range.end]).collect();
        cuts.extend([0, text.len()]);
        cuts.sort_unstable();
        cuts.dedup();
        if text.is_empty() && !ranges.is_empty() {
            self.mark(out, "　", &ranges.iter().map(|(ordinal, _)| *ordinal).collect::<Vec<_>>());
        }
        for cut in cuts.windows(2) {
            let piece = &text[cut[0]..cut[1]];
            let here = ranges.iter().filter(|(_, range)| range.start <= cut[0] && cut[1] <= range.end);
            let mut here: Vec<usize> = here.map(|(ordinal, _)| *ordinal).collect();
            here.dedup();
            if here.is_empty() { out.text(piece) } else { self.mark(out, piece, &here) }
        }
    }

    fn mark(&mut self, out: &mut Markup, piece: &str, ordinals: &[usize]) {
        let mut here: Vec<(usize, &Finding)> = ordinals
            .iter()
            .filter_map(|ordinal| self.findings.get(*ordinal).map(|finding| (*ordinal, finding)))
            .collect();
        here.sort_by_key(|(_, finding)| std::cmp::Reverse((finding.waived.is_none(), finding.severity)));
        let Some((first, worst)) = here.first() else { return out.text(piece) };
        let told = here.iter().map(|(_, finding)| note(finding, self.lang)).collect::<Vec<_>>().join("\n\n");
        let class = class(worst);
        let target = format!("#f{}", first + 1);
        out.element("mark", &[("class", class), ("title", &told), ("aria-label", &told)], |mark| {
            mark.text(piece);
            mark.element("sup", &[], |sup| sup.text_element("a", &[("href", &target)], &(first + 1).to_string()));
        });
        for (ordinal, _) in here {
            self.is_marked[ordinal] = true;
        }
    }

    fn list(&self, body: &mut Markup) {
        body.text_element("h2", &[("class", "sheet")], self.lang.say("标注的问题", "Findings"));
        body.element("ol", &[], |list| {
            for (ordinal, finding) in (1..).zip(self.findings) {
                let id = format!("f{ordinal}");
                let text = format!("{}\n{}", note(finding, self.lang), self.lang.place(&finding.place));
                list.text_element("li", &[("id", &id)], &text);
            }
        });
    }
}

fn class(finding: &Finding) -> &'static str {
    match finding.severity {
        _ if finding.waived.is_some() => "waived",
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// The bytes of a text that a place quotes, all of them when it does not say or the text is another.
fn quoted(text: &str, place: &Place) -> std::ops::Range<usize> {
    let whole = 0..text.len();
    let Some(wanted) = place.text.as_deref().filter(|wanted| !wanted.is_empty()) else { return whole };
    let told =
        place.offset.map_or(0, |offset| text.char_indices().nth(offset as usize).map_or(text.len(), |(at, _)| at));
    let found = text.match_indices(wanted).map(|(at, _)| at).min_by_key(|at| at.abs_diff(told));
    found.map_or(whole, |at| at..at + wanted.len())
}
