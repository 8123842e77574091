//! The sheet of the text: a line a row in one wide column, titles of tables leading to their sheets.
//! Which lines there are is told by `plan.rs`.

use rust_xlsxwriter::{Format, Url, Worksheet, XlsxError};

use super::formats::{TEXT_POINTS, guarded, heading, linked, paragraph, title};
use super::plan::{Line, Look};
use crate::layout::measure::lines as count_lines;
use crate::markup;

/// The width of the column in digits of the usual font: no wider than the paper, for a single column is not made to fit it,
/// also where another font takes the place of the usual one and its digits are wider.
const COLUMN: u16 = 74;
/// Halves of a character that fit beside each other, with some to spare.
const HALVES: usize = 62;
/// Height of a line and the space below a text, points.
const LINE: u32 = TEXT_POINTS as u32 * 4 / 3;
const SPACE: u32 = 5;
/// No row can be higher than 409 points, so a longer text takes several rows.
const LINES_A_ROW: u32 = 20;

/// Writes the lines.
pub(super) fn write(lines: &[Line<'_>], page: &mut Worksheet) -> Result<(), XlsxError> {
    page.set_column_width(0, COLUMN)?;
    let mut row = 0;
    for line in lines {
        row = write_line(line, row, page)?;
    }
    Ok(())
}

/// Writes a line and gives the row behind it.
fn write_line(line: &Line<'_>, row: u32, page: &mut Worksheet) -> Result<u32, XlsxError> {
    let (format, indent, halves, height) = match line.look {
        Look::Title => (title(), "", HALVES * 2 / 3, LINE * 3 / 2),
        Look::Heading => (heading(), "", HALVES, LINE),
        Look::Text => (paragraph(), "\u{3000}\u{3000}", HALVES, LINE),
    };
    let text = format!("{indent}{}", markup::clean(line.text));
    let format = guarded(format, &text);
    let lines = u32::try_from(count_lines(&text, halves)).unwrap_or(1);
    let rows = lines.div_ceil(LINES_A_ROW);
    if rows > 1 {
        page.merge_range(row, 0, row + rows - 1, 0, "", &format)?;
    }
    // Not every program fits the height of a row to its text.
    for covered in row..row + rows {
        page.set_row_height(covered, lines.div_ceil(rows) * height + SPACE)?;
    }
    put(line, &text, row, &format, page)?;
    Ok(row + rows)
}

fn put(line: &Line<'_>, text: &str, row: u32, format: &Format, page: &mut Worksheet) -> Result<(), XlsxError> {
    match &line.target {
        Some(target) => {
            let link = Url::new(format!("internal:'{target}'!A1")).set_text(text);
            page.write_url_with_format(row, 0, link, &linked(format))?;
        }
        None => {
            page.write_string_with_format(row, 0, text, format)?;
        }
    }
    Ok(())
}
