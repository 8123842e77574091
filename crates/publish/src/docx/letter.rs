//! An official letter (GB/T 9704) as a docx: title, addressee, text, enclosures, signature and date; each enclosure on its own
//! pages. What it says is the caller's business; the styles are those of publications.

use super::geometry::Paper;
use super::{paragraph, parts, run, section_end, section_properties, table};
use crate::error::WriteError;
use crate::layout::{Grid, Layout};
use crate::markup::Markup;

/// One piece of a letter.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// The title.
    Title(String),
    /// An empty line.
    Gap,
    /// 主送机关, from the left edge.
    Addressee(String),
    /// A paragraph.
    Text(String),
    /// A paragraph that stays on the page of the next one.
    Kept(String),
    /// Signature or date: the text, and how far from the right edge it ends, in hundredths of a character.
    Signed(String, u32),
    /// 附件1, from the left edge.
    Mark(String),
    /// The title of an enclosure.
    EnclosureTitle(String),
    /// A small line above or below a table.
    Note(String),
    /// A table.
    Table(Grid),
}

/// A letter.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    /// The title, for the file's properties.
    pub(crate) title: String,
    /// Who writes, for the file's properties.
    pub(crate) by: String,
    /// The letter itself.
    pub(crate) text: Vec<Part>,
    /// The enclosures, on lying paper.
    pub(crate) enclosures: Vec<Vec<Part>>,
}

/// The print of tables in half points.
const TABLE_PRINT: u32 = 20;

/// The letter as a docx file.
pub(crate) fn write(letter: Letter) -> Result<Vec<u8>, WriteError> {
    let mut out = Markup::default();
    letter.text.iter().for_each(|part| write_part(part, &Paper::TEXT, &mut out));
    let mut paper = &Paper::TEXT;
    for (at, enclosure) in letter.enclosures.iter().enumerate() {
        section_end(paper, at == 0, &mut out);
        paper = &Paper::LYING_TABLE;
        enclosure.iter().for_each(|part| write_part(part, paper, &mut out));
    }
    section_properties(paper, letter.enclosures.is_empty(), &mut out);
    let properties = Layout { title: letter.title, agency: letter.by, sections: Vec::new() };
    parts::packed(&parts::all(&properties, out.finish()))
}

fn write_part(part: &Part, paper: &Paper, out: &mut Markup) {
    match part {
        Part::Title(text) => paragraph("Title", text, None, out),
        Part::Gap => paragraph("BodyText", "", None, out),
        Part::Addressee(text) => paragraph("Addressee", text, None, out),
        Part::Text(text) => paragraph("BodyText", text, None, out),
        Part::Kept(text) => kept("BodyText", text, None, out),
        Part::Signed(text, right) => kept("Addressee", text, Some(*right), out),
        Part::Mark(text) => paragraph("EnclosureMark", text, None, out),
        Part::EnclosureTitle(text) => paragraph("StatementTitle", text, None, out),
        Part::Note(text) => paragraph("TableNote", text, None, out),
        Part::Table(grid) if grid.is_void() => {}
        Part::Table(grid) => table::write_in_print(grid, paper, TABLE_PRINT, out),
    }
}

/// A paragraph that stays with the next one; one that stands at the right ends so many hundredths of a character before the
/// edge.
fn kept(style: &str, text: &str, right: Option<u32>, out: &mut Markup) {
    out.element("w:p", &[], |p| {
        p.element("w:pPr", &[], |properties| {
            properties.empty("w:pStyle", &[("w:val", style)]);
            properties.empty("w:keepNext", &[]);
            if let Some(right) = right {
                // A character of the text is 16 points wide.
                let (characters, twips) = (right.to_string(), (right * 320 / 100).to_string());
                properties.empty("w:ind", &[("w:rightChars", &characters), ("w:right", &twips)]);
                properties.empty("w:jc", &[("w:val", "right")]);
            }
        });
        run(text, p);
    });
}
