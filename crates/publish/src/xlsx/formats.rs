//! Fonts, borders and number formats of cells. Where a cell stands is not known here.

use mingsuan_model::Decimal;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::layout::{Align, GridCell, RowKind};

const SONG: &str = "宋体";
const TITLE: &str = "方正小标宋简体";
const BLACK: &str = "黑体";
const TEXT: &str = "仿宋_GB2312";

/// The size of print in tables, points.
pub(super) const TABLE_POINTS: u16 = 10;
/// The size of print of the text, points.
pub(super) const TEXT_POINTS: u16 = 12;
/// A number with more digits than a workbook keeps is written as text.
const MOST_DIGITS: usize = 15;

fn base(font: &str, points: u16) -> Format {
    Format::new().set_font_name(font).set_font_size(points).set_align(FormatAlign::VerticalCenter).set_text_wrap()
}

/// A title above a table.
pub(super) fn table_title() -> Format {
    base(TITLE, 16).set_align(FormatAlign::Center)
}

/// A note under a table.
pub(super) fn note() -> Format {
    base(SONG, TABLE_POINTS).set_align(FormatAlign::Left)
}

/// A title of the text.
pub(super) fn title() -> Format {
    base(TITLE, 18).set_align(FormatAlign::Center)
}

/// A heading of the text.
pub(super) fn heading() -> Format {
    base(BLACK, TEXT_POINTS).set_align(FormatAlign::Left).set_align(FormatAlign::Top)
}

/// A paragraph of the text.
pub(super) fn paragraph() -> Format {
    base(TEXT, TEXT_POINTS).set_align(FormatAlign::Left).set_align(FormatAlign::Top)
}

/// A cell of a table.
pub(super) fn cell(cell: &GridCell, kind: RowKind) -> Format {
    let align = match cell.align {
        Align::Left => FormatAlign::Left,
        Align::Center => FormatAlign::Center,
        Align::Right => FormatAlign::Right,
    };
    let mut format = base(SONG, TABLE_POINTS).set_align(align);
    if kind != RowKind::Caption {
        format = format.set_border(FormatBorder::Thin);
    }
    if matches!(kind, RowKind::Header | RowKind::Total) {
        format = format.set_bold();
    }
    if let Some((_, decimals)) = number(cell) {
        // Numbers are not wrapped: a broken number would be another one.
        return format.unset_text_wrap().set_num_format(number_format(&cell.text, decimals));
    }
    guarded(format, &cell.text)
}

/// Money with thousands separators and the decimals it was printed with; counts as they were printed.
fn number_format(text: &str, decimals: usize) -> String {
    match decimals {
        0 if text.contains([',', '，']) => "#,##0".to_owned(),
        0 => "0".to_owned(),
        decimals => format!("#,##0.{}", "0".repeat(decimals)),
    }
}

/// Text that begins like a formula stays text, also after somebody has edited the cell.
pub(crate) fn guarded(format: Format, text: &str) -> Format {
    if text.starts_with(['=', '+', '-', '@']) { format.set_quote_prefix() } else { format }
}

/// A line that leads to another sheet.
pub(super) fn linked(format: &Format) -> Format {
    format.clone().set_font_color("#0B4F8A").set_underline(FormatUnderline::Single)
}

/// The number in a cell as a workbook stores it, and how many decimals it shows.
pub(super) fn number(cell: &GridCell) -> Option<(f64, usize)> {
    stored(&cell.text).filter(|_| cell.is_number)
}

/// A text that is a number, as a workbook stores it, and how many decimals it shows.
pub(crate) fn stored(text: &str) -> Option<(f64, usize)> {
    let number = Decimal::parse(text)?;
    let plain = number.to_string();
    let digits = plain.chars().filter(char::is_ascii_digit).count();
    let value = plain.parse().ok().filter(|_| digits <= MOST_DIGITS)?;
    Some((value, usize::from(number.decimals())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_of_value_columns_are_numbers() {
        let cell = |text: &str, is_number| GridCell { text: text.to_owned(), is_number, ..GridCell::empty(0) };
        assert_eq!(number(&cell("1,696.750", true)), Some((1696.75, 3)));
        assert_eq!(number(&cell("12", true)), Some((12.0, 0)));
        assert_eq!(number(&cell("2010301", false)), None);
        assert_eq!(number(&cell("1234567890123.456", true)), None);
        assert_eq!(number(&cell("—", true)), None);
        assert_eq!(
            ["7", "1,234", "1696.750"]
                .map(|text| number_format(text, text.len() - text.find('.').map_or(text.len(), |at| at + 1))),
            ["0", "#,##0", "#,##0.000"]
        );
    }
}
