//! What the workbook formats share: number formats, and the grid of a sheet. How a file stores them is not known here.

mod format;
mod hidden;
mod number;
mod sheet;

pub(crate) use format::NumberFormat;
pub(crate) use sheet::{LAST_COLUMN, LAST_ROW, Sheet};
