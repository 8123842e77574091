//! Marks in HTML: which characters of a text are marked for which findings, the element that marks them, the list that they
//! lead to. Where the text around them comes from, `drawn.rs` and `html.rs` know.

use std::collections::BTreeMap;
use std::ops::Range;

use mingsuan_model::{Finding, Place, Severity};

use super::note::{note, places};
use crate::markup::Markup;
use crate::report::Lang;

/// How marks and their list look.
pub(super) const STYLE: &str = "mark.mingsuan{background:#ffe0b2;color:inherit}mark.mingsuan.error{background:#ffcdd2}\
mark.mingsuan.info{background:#bbdefb}mark.mingsuan.waived{background:#e0e0e0}\
.mingsuan-list{text-align:left}.mingsuan-list h2{color:#555;border-bottom:1px solid #ccc}.mingsuan-list li{white-space:pre-line;margin:.6em 0}";

/// What stands in an empty cell so that its mark is seen.
const BLANK: &str = "　";

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

/// Characters that are marked for the same findings.
pub(super) struct Marked {
    pub(super) characters: Range<usize>,
    /// Ordinals of the findings; none where nothing is marked.
    pub(super) findings: Vec<usize>,
}

/// The findings of a document and which of them have been marked.
pub(super) struct Marks<'f> {
    findings: &'f [Finding],
    lang: Lang,
    index: BTreeMap<Spot<'f>, Vec<(usize, &'f Place)>>,
    is_marked: Vec<bool>,
}

impl<'f> Marks<'f> {
    pub(super) fn new(findings: &'f [Finding], lang: Lang) -> Self {
        let mut index: BTreeMap<Spot<'f>, Vec<(usize, &Place)>> = BTreeMap::new();
        for (ordinal, finding) in findings.iter().enumerate() {
            for place in places(finding) {
                index.entry(spot(place)).or_default().push((ordinal, place));
            }
        }
        Self { findings, lang, index, is_marked: vec![false; findings.len()] }
    }

    /// A paragraph or cell cut where marks begin and end; nothing when none is there. A cell is marked as a whole.
    pub(super) fn of(&self, place: &Place, text: &str) -> Option<Vec<Marked>> {
        let found = self.index.get(&spot(place))?;
        let count = text.chars().count();
        let is_cell = place.row.is_some();
        let quoted = |place: &Place| if is_cell { 0..count } else { quoted(text, place) };
        let ranges: Vec<(usize, Range<usize>)> =
            found.iter().map(|(ordinal, place)| (*ordinal, quoted(place))).collect();
        if count == 0 {
            let findings = ranges.into_iter().map(|(ordinal, _)| ordinal).collect();
            return Some(vec![Marked { characters: 0..0, findings }]);
        }
        let mut cuts: Vec<usize> = ranges.iter().flat_map(|(_, range)| [range.start, range.end]).collect();
        cuts.extend([0, count]);
        cuts.sort_unstable();
        cuts.dedup();
        let pieces = cuts.windows(2).map(|cut| {
            let here = ranges.iter().filter(|(_, range)| range.start <= cut[0] && cut[1] <= range.end);
            let mut findings: Vec<usize> = here.map(|(ordinal, _)| *ordinal).collect();
            findings.dedup();
            Marked { characters: cut[0]..cut[1], findings }
        });
        Some(pieces.collect())
    }

    /// The element that marks a piece for findings; a number at its end leads to the list.
    pub(super) fn mark(&mut self, out: &mut Markup, ordinals: &[usize], piece: Piece<'_>) {
        let with_finding = |ordinal: &usize| self.findings.get(*ordinal).map(|finding| (*ordinal, finding));
        let mut here: Vec<(usize, &Finding)> = ordinals.iter().filter_map(with_finding).collect();
        here.sort_by_key(|(_, finding)| std::cmp::Reverse((finding.waived.is_none(), finding.severity)));
        let Some((first, worst)) = here.first() else { return piece.write(out) };
        let told = here.iter().map(|(_, finding)| note(finding, self.lang)).collect::<Vec<_>>().join("\n\n");
        let class = format!("mingsuan {}", class(worst));
        let (number, target) = ((first + 1).to_string(), format!("#mingsuan-{}", first + 1));
        out.element("mark", &[("class", &class), ("title", &told), ("aria-label", &told)], |mark| {
            piece.write(mark);
            if piece.is_last {
                mark.element("sup", &[], |sup| sup.text_element("a", &[("href", &target)], &number));
            }
        });
        for (ordinal, _) in here {
            self.is_marked[ordinal] = true;
        }
    }

    /// All findings, those with a mark and those without.
    pub(super) fn list(&self, body: &mut Markup) {
        body.element("section", &[("class", "mingsuan-list")], |section| {
            section.text_element("h2", &[], self.lang.say("标注的问题", "Findings"));
            section.element("ol", &[], |list| {
                for (ordinal, finding) in (1..).zip(self.findings) {
                    let id = format!("mingsuan-{ordinal}");
                    let text = format!("{}\n{}", note(finding, self.lang), self.lang.place(&finding.place));
                    list.text_element("li", &[("id", &id)], &text);
                }
            });
        });
    }

    /// Ordinals of the findings without a mark.
    pub(super) fn unplaced(&self) -> Vec<usize> {
        (0..).zip(&self.is_marked).filter(|(_, is_marked)| !**is_marked).map(|(at, _)| at).collect()
    }
}

/// What is marked.
#[derive(Clone, Copy)]
pub(super) struct Piece<'t> {
    text: &'t str,
    is_markup: bool,
    is_last: bool,
}

impl<'t> Piece<'t> {
    /// Text; a blank where there is none.
    pub(super) fn text(text: &'t str) -> Self {
        Self { text: if text.is_empty() { BLANK } else { text }, is_markup: false, is_last: true }
    }

    /// Text that is escaped already, the last of what belongs together or not.
    pub(super) fn escaped(text: &'t str, is_last: bool) -> Self {
        Self { text, is_markup: true, is_last }
    }

    fn write(self, out: &mut Markup) {
        if self.is_markup { out.escaped(self.text) } else { out.text(self.text) }
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

/// The characters of a text that a place quotes, all of them when it does not say or the text is another.
fn quoted(text: &str, place: &Place) -> Range<usize> {
    let characters = |bytes: usize| text[..bytes].chars().count();
    let whole = 0..text.chars().count();
    let Some(wanted) = place.text.as_deref().filter(|wanted| !wanted.is_empty()) else { return whole };
    let told = place.offset.unwrap_or(0) as usize;
    let found = text.match_indices(wanted).map(|(at, _)| characters(at)).min_by_key(|at| at.abs_diff(told));
    found.map_or(whole, |at| at..at + wanted.chars().count())
}
