//! `Layout` → xlsx: a sheet a statement, and the text on a sheet of its own whose table titles lead to the tables.
//! Numbers are numbers, everything else is text; what stands where was decided in the layout.

mod columns;
pub(crate) mod formats;
mod grid;
mod names;
mod plan;
mod text;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use self::plan::{Sheet, TableSheet};
use crate::error::WriteError;
use crate::layout::{Layout, Orientation};

/// A4 in the list of papers of workbooks.
const A4: u8 = 9;

/// The layout as a workbook.
pub fn write(layout: &Layout) -> Result<Vec<u8>, WriteError> {
    let mut book = Workbook::new();
    // Without a date of its own the library would write that of the moment.
    let properties = DocProperties::new()
        .set_title(&layout.title)
        .set_author(&layout.agency)
        .set_company(&layout.agency)
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    book.set_properties(&properties);
    for sheet in plan::sheets(layout) {
        let page = book.add_worksheet();
        match sheet {
            Sheet::Text { name, lines } => {
                page.set_name(name)?;
                text::write(&lines, page)?;
                set_page(page, Orientation::Portrait);
            }
            Sheet::Table(sheet) => table(&sheet, page)?,
        }
    }
    Ok(book.save_to_buffer()?)
}

fn table(sheet: &TableSheet<'_>, page: &mut Worksheet) -> Result<(), XlsxError> {
    page.set_name(&sheet.name)?;
    grid::write(sheet, page)?;
    set_page(page, sheet.orientation);
    Ok(())
}

/// Paper, margins in inches, page numbers; as many pages down as it takes, one across.
fn set_page(page: &mut Worksheet, orientation: Orientation) {
    if orientation == Orientation::Landscape {
        page.set_landscape();
    }
    page.set_paper_size(A4);
    page.set_print_fit_to_pages(1, 0);
    page.set_print_center_horizontally(true);
    page.set_margins(0.6, 0.6, 0.8, 0.8, 0.3, 0.4);
    page.set_footer("&C— &P —");
    page.set_screen_gridlines(false);
}
