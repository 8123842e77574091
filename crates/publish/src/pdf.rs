//! A `Layout` as a PDF: tagged, archival (PDF/A-2a), accessible (PDF/UA-1), with contents, bookmarks and page numbers.
//! What the pages look like stands in `templates/publication.typ`, what they say in the layout.

mod choice;
mod columns;
mod data;
mod face;
mod fitted;
mod fonts;
mod grid;
mod text;
mod world;

use std::path::PathBuf;

use thiserror::Error;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst::layout::Abs;
use typst::text::{FontVariant, FontVariations};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

pub use fonts::{FONTS_VARIABLE, Fonts};

use crate::layout::Layout;

use choice::{Choice, Role};
use data::Data;
use text::Measure;
use world::Press;

/// Why no PDF could be made. The messages say what to do.
#[derive(Debug, Error)]
pub enum PdfError {
    /// The folder of fonts that the user or the environment names does not exist.
    #[error("字体目录 {} 不存在；请检查 --fonts 或环境变量 {FONTS_VARIABLE}", .0.display())]
    FontFolder(PathBuf),
    /// No font on this machine has the text's characters.
    #[error("没有找到可用的中文字体，无法生成 PDF；{remedy}")]
    NoFont {
        /// How to get one.
        remedy: String,
    },
    /// A font file is damaged.
    #[error("字体文件 {} 已损坏，无法读取；请重新安装或移走该文件", .0.display())]
    BrokenFont(PathBuf),
    /// Characters that no font has.
    #[error("本机字体缺少下列字符，无法生成 PDF：{characters}；{remedy}，或改写含有这些字符的文字")]
    MissingGlyphs {
        /// The first of them, with their codes.
        characters: String,
        /// How to get a font that has them.
        remedy: String,
    },
    /// A report of more findings than one file can hold: pages are set in memory, all at once.
    #[error("报告有 {found} 个问题，一份 pdf 最多 {most} 个；请分几次检查，或改用 html、docx 格式")]
    TooLong {
        /// The findings.
        found: usize,
        /// How many would do.
        most: usize,
    },
    /// The typesetter refused: a fault of the template, not of the document.
    #[error("排版失败：{0}（这是程序的缺陷，请报告）")]
    Typesetting(String),
}

/// The year of a file whose title names none.
const NO_YEAR: i32 = 2000;
/// Stands for a character that no font has.
const GAP: char = '〓';
/// Beijing is eight hours east of Greenwich.
const MINUTES_EAST: i32 = 8 * 60;

/// Year, month, day.
pub type Date = (i32, u8, u8);

/// Sets a layout in the fonts of this machine and writes it as a PDF. The same layout and fonts give the same bytes:
/// the file is dated the first day of the year that the title names. See [`write_dated`].
pub fn write(layout: &Layout, fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
    write_dated(layout, fonts, (year(&layout.title).unwrap_or(NO_YEAR), 1, 1))
}

/// As [`write`], with the date of making that PDF/A wants in a file. A date that no calendar has is replaced as there.
pub fn write_dated(layout: &Layout, fonts: &Fonts, made: Date) -> Result<Vec<u8>, PdfError> {
    press(layout, Choice::new(fonts, &data::characters(layout))?, made)
}

/// As [`write_dated`], with 〓 (as printers put for a type they lack) for each character that no font has.
pub fn write_with_gaps(mut layout: Layout, fonts: &Fonts, made: Date) -> Result<Vec<u8>, PdfError> {
    let mut characters = data::characters(&layout);
    characters.insert(GAP);
    let (choice, missing) = Choice::with_gaps(fonts, &characters)?;
    if !missing.is_empty() {
        let gap = if missing.contains(&GAP) { '?' } else { GAP };
        layout.replace(|c| if missing.contains(&c) { gap } else { c });
    }
    press(&layout, choice, made)
}

fn press(layout: &Layout, choice: Choice, made: Date) -> Result<Vec<u8>, PdfError> {
    let data = Data::new(layout, &choice, &measure(&choice));
    let data = serde_json::to_vec(&data).map_err(|error| PdfError::Typesetting(error.to_string()))?;
    let press = Press::new(data, choice.fonts);
    // What the typesetter remembers of the last document does not help with this one. A program that prints once never pays.
    comemo::evict(0);
    let pages = typst::compile::<PagedDocument>(&press).output.map_err(|errors| refusal(&errors))?;
    typst_pdf::pdf(&pages, &options(made)?).map_err(|errors| refusal(&errors))
}

/// PDF/A-2a and PDF/UA-1: the strictest that go together in PDF 1.7, which every reader and archive takes.
fn options((year, month, day): Date) -> Result<PdfOptions, PdfError> {
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]);
    let standards = standards.map_err(|error| PdfError::Typesetting(error.message().to_string()))?;
    let creator = concat!("Mingsuan ", env!("CARGO_PKG_VERSION")).to_owned();
    let midnight = |year, month, day| Datetime::from_ymd_hms(year, month, day, 0, 0, 0);
    let made = midnight(year, month, day).or_else(|| midnight(NO_YEAR, 1, 1));
    let timestamp = made.and_then(|made| Timestamp::new_local(made, MINUTES_EAST));
    Ok(PdfOptions { standards, timestamp, creator: Smart::Custom(Some(creator)), ..PdfOptions::default() })
}

/// The first year named in a title.
fn year(title: &str) -> Option<i32> {
    let (before, _) = title.split_once('年')?;
    let digits = before.get(before.len().checked_sub(4)?..)?;
    digits.parse().ok().filter(|year| (1900..2200).contains(year))
}

/// The widths of the face that tables are set in.
fn measure(choice: &Choice) -> Measure {
    let face = choice.order(Role::Body).next().and_then(|index| choice.fonts.get(index)).cloned();
    let face = face.map(|face| face.instantiate(FontVariant::default(), Abs::pt(10.5), &FontVariations::default()));
    Measure::new(|c| {
        let face = face.as_ref()?;
        Some(face.x_advance(face.ttf().glyph_index(c)?.0)?.get())
    })
}

fn refusal(errors: &[SourceDiagnostic]) -> PdfError {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    PdfError::Typesetting(messages.join("；"))
}
