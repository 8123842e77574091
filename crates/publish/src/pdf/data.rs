//! What the template is given: the pieces of a layout, cleaned, with tables made sound and fitted to the paper.
//! The look itself is the template's; here is only what has to be reckoned.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::layout::{Grid, Layout, Orientation, Piece, Section};

use super::choice::{Choice, Role};
use super::columns::{INDENT_EM, INSET_EM, LINE_EM};
use super::fitted::Fitted;
use super::text::{Measure, clean};

/// 三号, the size of the text of official documents (GB/T 9704).
const BODY_PT: f64 = 16.0;
/// 二号, for titles.
const TITLE_PT: f64 = 22.0;
/// 四号, for the contents, and what they may shrink to so that they stand on one page.
const CONTENTS_PT: [f64; 4] = [14.0, 13.0, 12.0, 11.0];
/// From one line of the contents to the next, in ems.
const CONTENTS_LINE_EM: f64 = 1.75;
/// How deep the contents go.
const CONTENTS_DEPTH: u8 = 2;
/// 小四, for notes.
const NOTE_PT: f64 = 12.0;
/// The template's own words and signs.
const TEMPLATE_TEXT: &str = "目录—·0123456789 \u{3000}";
/// The title of a file that has no text to name it by: PDF/UA wants one.
const UNTITLED: &str = "单位预算公开";
const PT_PER_MM: f64 = 72.0 / 25.4;

/// Everything the template prints.
#[derive(Serialize)]
pub(super) struct Data {
    title: String,
    author: String,
    faces: Faces,
    sizes: Sizes,
    /// Titles that have the first page to themselves, with the paragraphs under them.
    cover: Vec<Part>,
    has_contents: bool,
    /// The paper of both.
    upright: Paper,
    sections: Vec<Sheet>,
}

/// For each role the names of its faces, best first.
#[derive(Serialize)]
struct Faces {
    body: Vec<String>,
    title: Vec<String>,
    heading: Vec<String>,
}

/// Sizes of text in points, distances in cells in ems.
#[derive(Serialize)]
struct Sizes {
    body: f64,
    title: f64,
    note: f64,
    contents: f64,
    inset: f64,
    line: f64,
    indent: f64,
}

/// A4 paper of one orientation; margins in millimetres.
#[derive(Clone, Copy, Serialize)]
pub(super) struct Paper {
    flipped: bool,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

/// The paper of the cover and the contents: the margins of GB/T 9704.
const UPRIGHT: Paper = Paper { flipped: false, left: 28.0, right: 26.0, top: 37.0, bottom: 35.0 };

#[derive(Serialize)]
struct Sheet {
    paper: Paper,
    parts: Vec<Part>,
}

/// A piece, with its text as lines.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Part {
    Title { lines: Vec<String> },
    Heading { level: u8, lines: Vec<String> },
    StatementTitle { level: u8, lines: Vec<String> },
    TableTitle { level: u8, lines: Vec<String> },
    Paragraph { lines: Vec<String> },
    Note { lines: Vec<String> },
    Table(Fitted),
}

/// All characters that a layout puts on paper.
pub(super) fn characters(layout: &Layout) -> BTreeSet<char> {
    let mut characters: BTreeSet<char> = TEMPLATE_TEXT.chars().collect();
    let mut add = |text: &str| characters.extend(clean(text).chars().filter(|c| *c != '\n'));
    for piece in layout.sections.iter().flat_map(|section| &section.pieces) {
        match piece {
            Piece::Table(grid) => grid.rows.iter().flat_map(|row| &row.cells).for_each(|cell| add(&cell.text)),
            Piece::Title(text)
            | Piece::Heading(_, text)
            | Piece::StatementTitle(text)
            | Piece::TableTitle(text)
            | Piece::Paragraph(text)
            | Piece::Note(text) => add(text),
        }
    }
    characters
}

impl Data {
    /// Prepares a layout for the template.
    pub(super) fn new(layout: &Layout, choice: &Choice, measure: &Measure) -> Self {
        let mut levels = Levels::default();
        let mut sheet = |section| Sheet::new(section, &mut levels, measure);
        let mut sections: Vec<Sheet> = layout.sections.iter().map(&mut sheet).collect();
        let cover = sections.first_mut().map(Sheet::take_cover).unwrap_or_default();
        sections.retain(|sheet| !sheet.parts.is_empty());
        let mut parts = sections.iter().flat_map(|sheet| &sheet.parts);
        let has_contents = parts.any(|part| matches!(part, Part::Heading { .. } | Part::StatementTitle { .. }));
        Self {
            title: title(layout),
            author: one_line(&layout.agency),
            faces: Faces {
                body: names(choice, Role::Body),
                title: names(choice, Role::Title),
                heading: names(choice, Role::Heading),
            },
            sizes: Sizes {
                body: BODY_PT,
                title: TITLE_PT,
                note: NOTE_PT,
                contents: contents_pt(&sections, measure),
                inset: INSET_EM,
                line: LINE_EM,
                indent: INDENT_EM,
            },
            cover,
            has_contents,
            upright: UPRIGHT,
            sections,
        }
    }
}

/// The name of a face in the template.
pub(super) fn face_name(index: usize) -> String {
    format!("face{index}")
}

fn names(choice: &Choice, role: Role) -> Vec<String> {
    choice.order(role).map(face_name).collect()
}

/// The title for the file's properties.
fn title(layout: &Layout) -> String {
    let pieces = layout.sections.iter().flat_map(|section| &section.pieces);
    let titles = pieces.filter_map(|piece| match piece {
        Piece::Title(text) => Some(text.as_str()),
        _ => None,
    });
    let named = [layout.title.as_str()].into_iter().chain(titles).chain([layout.agency.as_str(), UNTITLED]);
    named.map(one_line).find(|title| !title.is_empty()).unwrap_or_default()
}

/// The size of the contents: the largest in which they stand on one page, or the first.
fn contents_pt(sections: &[Sheet], measure: &Measure) -> f64 {
    let entries = sections.iter().flat_map(|sheet| &sheet.parts).filter_map(|part| match part {
        Part::Heading { level, lines } | Part::StatementTitle { level, lines } if *level <= CONTENTS_DEPTH => {
            // Indented by two ems a level, and a page number with dots before it.
            Some(measure.width(&lines.concat()) + 2.0 * f64::from(*level) + 2.0)
        }
        _ => None,
    });
    let entries: Vec<f64> = entries.collect();
    let room_pt = UPRIGHT.height_pt() - 3.0 * TITLE_PT;
    let fits = |size: &f64| {
        let lines: f64 = entries.iter().map(|width| (width * size / UPRIGHT.width_pt()).ceil()).sum();
        lines * CONTENTS_LINE_EM * size <= room_pt
    };
    CONTENTS_PT.into_iter().find(fits).unwrap_or(CONTENTS_PT[0])
}

fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Heading levels: PDF/UA wants none left out on the way down.
#[derive(Default)]
struct Levels {
    last: u8,
}

impl Levels {
    fn enter(&mut self, level: u8) -> u8 {
        self.last = level.clamp(1, self.last.saturating_add(1).min(9));
        self.last
    }

    /// The level of a title that holds nothing below itself.
    fn below(&self) -> u8 {
        self.last.saturating_add(1).min(9)
    }
}

impl Paper {
    fn of(orientation: Orientation) -> Self {
        match orientation {
            // The sides are those of GB/T 9704; above and below leave tables more room than a letter has.
            Orientation::Portrait => Self { flipped: false, left: 28.0, right: 26.0, top: 30.0, bottom: 28.0 },
            Orientation::Landscape => Self { flipped: true, left: 20.0, right: 20.0, top: 24.0, bottom: 22.0 },
        }
    }

    pub(super) fn width_pt(self) -> f64 {
        let paper = if self.flipped { 297.0 } else { 210.0 };
        (paper - self.left - self.right) * PT_PER_MM
    }

    pub(super) fn height_pt(self) -> f64 {
        let paper = if self.flipped { 210.0 } else { 297.0 };
        (paper - self.top - self.bottom) * PT_PER_MM
    }
}

impl Sheet {
    fn new(section: &Section, levels: &mut Levels, measure: &Measure) -> Self {
        let paper = Paper::of(section.orientation);
        let mut parts = Vec::new();
        // Tables with nothing between them are one form.
        for run in section.pieces.chunk_by(|one, next| matches!((one, next), (Piece::Table(_), Piece::Table(_)))) {
            let grids: Vec<&Grid> = run.iter().filter_map(grid).collect();
            parts.extend(Fitted::all(&grids, paper, measure).into_iter().map(Part::Table));
            parts.extend(run.iter().flat_map(|piece| Part::of(piece, paper, levels, measure)));
        }
        Self { paper, parts }
    }

    /// Takes the leading titles, and the paragraphs below them when nothing else follows.
    fn take_cover(&mut self) -> Vec<Part> {
        let is_title = |part: &Part| matches!(part, Part::Title { .. });
        let titles = self.parts.iter().take_while(|part| is_title(part)).count();
        let is_all = self.parts.iter().all(|part| is_title(part) || matches!(part, Part::Paragraph { .. }));
        let end = if titles > 0 && is_all { self.parts.len() } else { titles };
        self.parts.drain(..end).collect()
    }
}

impl Part {
    /// A piece of text as parts: none when it has no text, several when a paragraph holds line ends.
    fn of(piece: &Piece, paper: Paper, levels: &mut Levels, measure: &Measure) -> Vec<Self> {
        let lines = |text: &str, size_pt: f64| lines(text, paper.width_pt() / size_pt, measure);
        let part = match piece {
            Piece::Title(text) => Self::Title { lines: lines(text, TITLE_PT) },
            Piece::Heading(_, text) | Piece::StatementTitle(text) | Piece::TableTitle(text)
                if clean(text).trim().is_empty() =>
            {
                return Vec::new();
            }
            Piece::Heading(level, text) => Self::Heading { level: levels.enter(*level), lines: lines(text, BODY_PT) },
            Piece::StatementTitle(text) => {
                Self::StatementTitle { level: levels.enter(1), lines: lines(text, TITLE_PT) }
            }
            Piece::TableTitle(text) => Self::TableTitle { level: levels.below(), lines: lines(text, BODY_PT) },
            Piece::Paragraph(text) => {
                return lines(text, BODY_PT).into_iter().map(|line| Self::Paragraph { lines: vec![line] }).collect();
            }
            Piece::Note(text) => Self::Note { lines: lines(text, NOTE_PT) },
            Piece::Table(_) => return Vec::new(),
        };
        if part.is_empty() { Vec::new() } else { vec![part] }
    }

    fn is_empty(&self) -> bool {
        matches!(self, Self::Title { lines } | Self::Note { lines } if lines.is_empty())
    }
}

fn grid(piece: &Piece) -> Option<&Grid> {
    if let Piece::Table(grid) = piece { Some(grid) } else { None }
}

/// The lines of a text that have something on them, each able to fit a width.
pub(super) fn lines(text: &str, width_em: f64, measure: &Measure) -> Vec<String> {
    let text = clean(text);
    let lines = text.split('\n').map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| measure.breakable(line, width_em)).collect()
}
