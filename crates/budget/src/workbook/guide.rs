//! The first sheet: what to fill in, in which order, how to compile, and what the colours mean; behind it what of a
//! document did not come back.
//! Its words stand in the template.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::BookNote;
use super::spec::{Entry, book};
use super::styles::{Look, Styles};
use crate::budget::Certainty;

const MARGIN_WIDTH: f64 = 3.0;
const TEXT_WIDTH: f64 = 110.0;
const TITLE_HEIGHT: f64 = 30.0;

/// Writes the sheet.
pub(super) fn write(workbook: &mut Workbook, styles: &Styles) -> Result<(), XlsxError> {
    let guide = &book().guide;
    let sheet = workbook.add_worksheet();
    sheet.set_name(&guide.title)?.set_screen_gridlines(false).protect();
    sheet.set_column_width(0, MARGIN_WIDTH)?.set_column_width(1, TEXT_WIDTH)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 1);
    sheet.set_row_height(0, TITLE_HEIGHT)?;
    sheet.write_string_with_format(0, 1, &guide.heading, &styles.title)?;
    sheet.write_string_with_format(1, 1, &guide.intro, &styles.plain)?;
    let mut row = 3;
    for section in &guide.section {
        sheet.write_string_with_format(row, 1, &section.title, &styles.section)?;
        for line in &section.lines {
            row += 1;
            sheet.write_string_with_format(row, 1, line, &styles.plain)?;
        }
        row += 2;
    }
    let legend = &guide.legend;
    sheet.write_string_with_format(row, 1, &legend.title, &styles.section)?;
    let looks = [
        (&legend.input, Look::new(Entry::Text, false, None)),
        (&legend.computed, Look::new(Entry::Computed, false, None)),
        (&legend.inferred, Look::new(Entry::Text, false, Some(Certainty::Inferred))),
        (&legend.assumed, Look::new(Entry::Text, false, Some(Certainty::Assumed))),
        (&legend.open, Look::new(Entry::Text, false, Some(Certainty::Open))),
    ];
    for (text, look) in looks {
        row += 1;
        sheet.write_string_with_format(row, 1, text, &styles.entry(look).as_ref().clone().set_locked())?;
    }
    Ok(())
}

/// Columns of the sheet of notes.
const PLACE_WIDTH: f64 = 28.0;

/// Writes the sheet that says what of a document did not come back.
pub(super) fn write_notes(workbook: &mut Workbook, styles: &Styles, notes: &[BookNote]) -> Result<(), XlsxError> {
    let words = &book().guide.notes;
    let sheet = workbook.add_worksheet();
    sheet.set_name(&words.title)?.protect();
    sheet.set_column_width(0, PLACE_WIDTH)?.set_column_width(1, TEXT_WIDTH)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_row_height(0, TITLE_HEIGHT)?;
    sheet.write_string_with_format(0, 0, &words.title, &styles.title)?;
    sheet.write_string_with_format(1, 0, &words.hint, &styles.hint)?;
    sheet.write_string_with_format(3, 0, &words.place, &styles.header)?;
    sheet.write_string_with_format(3, 1, &words.message, &styles.header)?;
    for (row, note) in (4..).zip(notes) {
        sheet.write_string_with_format(row, 0, &note.place, &styles.plain)?;
        sheet.write_string_with_format(row, 1, &note.message, &styles.plain)?;
    }
    sheet.set_freeze_panes(4, 0)?;
    Ok(())
}
