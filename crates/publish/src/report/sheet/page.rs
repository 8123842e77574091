//! One sheet of the workbook: title, frozen header, filter, widths, print set-up; and its cells. What they say is not known here.

use mingsuan_model::Severity;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::markup::clean;
use crate::xlsx::formats::{guarded, stored};

/// A4 in the list of papers of workbooks.
const A4: u8 = 9;
/// The row of the column titles; title and note stand above.
const HEAD: u32 = 2;
/// No cell is longer, in characters: a workbook takes 32,767.
const LONGEST: usize = 2_000;
/// The last row that is written: a workbook takes 1,048,576.
const LAST: u32 = 1_000_000;
const FONT: &str = "宋体";
/// The height of a line in points.
const LINE: f64 = 13.5;

/// A column: its title, and its width in digits.
pub(super) type Column = (&'static str, u16);

/// What a cell holds.
#[derive(Clone, Debug)]
pub(super) enum Cell {
    /// Text.
    Text(String),
    /// Text in the middle.
    Short(String),
    /// A number where it is one, text else.
    Printed {
        /// As printed.
        text: String,
        /// Money has separators of thousands.
        is_money: bool,
    },
    /// The number of the row.
    Ordinal(usize),
    /// A count.
    Count(usize),
    /// A share: so many of so many.
    Share(usize, usize),
    /// A severity.
    Severity(Severity),
    /// A severity that no longer counts.
    Waived(Severity),
    /// Something that is wrong.
    Bad(String),
    /// Something that is right.
    Good(String),
    /// Nothing.
    Empty,
}

impl Cell {
    pub(super) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A sheet in the making.
pub(super) struct Page<'b> {
    sheet: &'b mut Worksheet,
    columns: &'static [Column],
    row: u32,
    left_out: usize,
}

impl<'b> Page<'b> {
    /// A sheet with its title, a note under it, and the header of the columns.
    pub(super) fn new(
        book: &'b mut Workbook,
        name: &str,
        title: &str,
        note: &str,
        columns: &'static [Column],
    ) -> Result<Self, XlsxError> {
        let sheet = book.add_worksheet();
        sheet.set_name(name)?;
        let last = last_column(columns);
        let big = Format::new().set_font_name("方正小标宋简体").set_font_size(18);
        let big = big.set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
        let small = Format::new().set_font_name(FONT).set_font_size(10).set_align(FormatAlign::VerticalCenter);
        sheet.merge_range(0, 0, 0, last, title, &big)?;
        sheet.merge_range(1, 0, 1, last, note, &small.set_align(FormatAlign::Left))?;
        sheet.set_row_height(0, 30)?;
        sheet.set_row_height(1, 18)?;
        let head = base().set_bold().set_align(FormatAlign::Center).set_background_color(Color::RGB(0xDCE6F1));
        for (at, (title, width)) in (0..).zip(columns) {
            sheet.set_column_width(at, *width)?;
            sheet.write_string_with_format(HEAD, at, *title, &head)?;
        }
        sheet.set_row_height(HEAD, 30)?;
        sheet.set_freeze_panes(HEAD + 1, 0)?;
        sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
        sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
        sheet.set_footer("&C第 &P 页，共 &N 页");
        sheet.set_repeat_rows(HEAD, HEAD)?;
        Ok(Self { sheet, columns, row: HEAD + 1, left_out: 0 })
    }

    /// Adds a row.
    pub(super) fn add(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        if self.row > LAST {
            self.left_out += 1;
            return Ok(());
        }
        let mut lines = 1;
        for ((at, (_, width)), cell) in (0..).zip(self.columns).zip(cells) {
            lines = lines.max(self.put(at, *width, cell)?);
        }
        // Not every program fits the height of a row to its text. No row can be higher than 409 points.
        self.sheet.set_row_height(self.row, (f64::from(lines) * LINE + 4.0).min(400.0))?;
        self.row += 1;
        Ok(())
    }

    /// Writes a cell and gives the lines it takes.
    fn put(&mut self, at: u16, width: u16, cell: &Cell) -> Result<u32, XlsxError> {
        let left = base().set_align(FormatAlign::Left);
        let middle = base().set_align(FormatAlign::Center);
        let right = base().set_align(FormatAlign::Right);
        match cell {
            Cell::Text(text) => self.string(at, width, text, left),
            Cell::Short(text) => self.string(at, width, text, middle),
            Cell::Bad(text) => self.string(at, width, text, coloured(middle, Severity::Error)),
            Cell::Good(text) => {
                let green = middle.set_background_color(Color::RGB(0xE2F0D9)).set_font_color(Color::RGB(0x2E6B1F));
                self.string(at, width, text, green)
            }
            Cell::Severity(severity) => self.string(at, width, word(*severity), coloured(middle, *severity)),
            Cell::Waived(severity) => {
                let grey = middle.set_font_color(Color::RGB(0x7F7F7F)).set_font_strikethrough();
                self.string(at, width, word(*severity), grey)
            }
            Cell::Printed { text, is_money } => match stored(text) {
                Some((number, decimals)) => {
                    let whole = if *is_money { "#,##0" } else { "0" };
                    let point = if decimals == 0 { "" } else { "." };
                    let shown = format!("{whole}{point}{}", "0".repeat(decimals));
                    self.number(at, number, right.unset_text_wrap().set_shrink().set_num_format(shown))
                }
                None => self.string(at, width, text, left),
            },
            Cell::Ordinal(number) => self.number(at, float(*number), middle),
            Cell::Count(count) => self.number(at, float(*count), right.set_num_format("#,##0")),
            Cell::Share(part, whole) => {
                self.number(at, float(*part) / float(*whole).max(1.0), right.set_num_format("0.0%"))
            }
            Cell::Empty => {
                self.sheet.write_blank(self.row, at, &base())?;
                Ok(1)
            }
        }
    }

    /// Text stays text: what begins like a formula is neither one now nor after somebody has edited the cell.
    fn string(&mut self, at: u16, width: u16, text: &str, format: Format) -> Result<u32, XlsxError> {
        let mut text = clean(text);
        if let Some((end, _)) = text.char_indices().nth(LONGEST) {
            text.truncate(end);
            text.push('…');
        }
        let halves = usize::from(width.saturating_sub(2)).max(2);
        let lines = crate::layout::measure::lines(&text, halves);
        self.sheet.write_string_with_format(self.row, at, &text, &guarded(format, &text))?;
        Ok(u32::try_from(lines).unwrap_or(1))
    }

    fn number(&mut self, at: u16, number: f64, format: Format) -> Result<u32, XlsxError> {
        self.sheet.write_number_with_format(self.row, at, number, &format)?;
        Ok(1)
    }

    /// Ends the sheet: the filter over all rows, and what found no room.
    pub(super) fn finish(self) -> Result<(), XlsxError> {
        let last = last_column(self.columns);
        self.sheet.autofilter(HEAD, 0, (self.row - 1).max(HEAD), last)?;
        if self.left_out > 0 {
            let text = format!("另有 {} 行超出表格的上限，没有列出；请分批检查，或用 --format json", self.left_out);
            self.sheet.write_string_with_format(self.row, 0, text, &Format::new().set_font_name(FONT))?;
        }
        Ok(())
    }
}

/// A count as a workbook stores it; none comes near the numbers that a float cannot hold.
fn float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn last_column(columns: &[Column]) -> u16 {
    u16::try_from(columns.len().saturating_sub(1)).unwrap_or(0)
}

fn base() -> Format {
    let format = Format::new().set_font_name(FONT).set_font_size(10).set_text_wrap();
    format.set_align(FormatAlign::VerticalCenter).set_border(FormatBorder::Thin).set_border_color(Color::RGB(0xA6A6A6))
}

fn coloured(format: Format, severity: Severity) -> Format {
    let (ground, print) = match severity {
        Severity::Error => (0xFBE3E1, 0x9C0006),
        Severity::Warning => (0xFFF2CC, 0x7F4F00),
        Severity::Info => (0xE8EEF7, 0x1F3864),
    };
    format.set_background_color(Color::RGB(ground)).set_font_color(Color::RGB(print))
}

fn word(severity: Severity) -> &'static str {
    crate::report::Lang::Zh.severity(severity)
}
