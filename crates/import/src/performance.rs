//! Performance tables as statements: which money they print and on which pages they stand. Their projects, goals and
//! indicators are read in `project.rs` and `project_list.rs`; what is counted here takes no part in sums.

use std::ops::Range;

use mingsuan_document::{Cell, Table};
use mingsuan_model::text::{normalized, squeezed};
use mingsuan_model::{
    CellValue, Column, ColumnRole, Coordinate, Decimal, Dimension, Placed, Scale, Statement, StatementCell,
    StatementId, StatementRow, Value,
};

use crate::caption::scale_in;
use crate::project::find_indicators;

/// The statement of a performance table or form.
pub(crate) fn read_performance(
    table: &Table,
    rows: Range<usize>,
    id: StatementId,
    title: Placed,
    scale: Option<Scale>,
) -> Statement {
    let indicators = find_indicators(table, rows.start).filter(|(header, _)| *header < rows.end);
    // In a list the indicators stand beside the projects, in a form below them.
    let (last_row, last_column) = match &indicators {
        Some((header, columns)) if *header <= rows.start + 2 => (rows.end, columns.first()),
        Some((header, _)) => (*header, table.columns()),
        None => (rows.end, table.columns()),
    };
    let unknown = Coordinate::default().with(Dimension::Item, Value::Unknown);
    let role = |index: usize| if index == 0 { ColumnRole::Label } else { ColumnRole::Value };
    let column =
        |index| Column { index, header: Vec::new(), role: role(index), coordinate: unknown, label_column: Some(0) };
    let body = rows.start..last_row.min(rows.end);
    let told = || {
        table.cells().iter().filter(|cell| rows.contains(&cell.row)).find_map(|cell| scale_in(&normalized(&cell.text)))
    };
    Statement {
        id,
        title: title.text,
        scale: scale.or_else(told),
        year: None,
        agency: None,
        scope: unknown,
        columns: (0..table.columns()).map(column).collect(),
        rows: body.filter_map(|row| money_row(table, row, last_column, unknown)).collect(),
        notes: Vec::new(),
        place: table.place.clone(),
        title_place: title.place,
    }
}

/// The money of a row, if it prints any.
fn money_row(table: &Table, row: usize, last_column: usize, unknown: Coordinate) -> Option<StatementRow> {
    let mut cells = Vec::new();
    let mut label = None;
    for cell in table.row_cells(row).filter(|cell| cell.column < last_column) {
        let text = cell.text.trim();
        match CellValue::read(without_unit(text)) {
            value @ CellValue::Number(_) if cell.column > 0 && is_money(text, value.number(), label) => {
                let place = cell.place.with_text(text);
                cells.push(StatementCell { column: cell.column, text: text.to_owned(), value, place });
            }
            CellValue::Text(_) => label = Some(cell),
            _ => {}
        }
    }
    let first = cells.first()?;
    let place = label.map_or_else(|| first.place.clone(), |cell| cell.place.with_text(cell.text.trim()));
    let label = label.map(|cell| squeezed(&cell.text)).unwrap_or_default();
    Some(StatementRow { index: row, code: None, label, place, coordinate: unknown, cells })
}

/// Money has decimals or separators, or stands beside a label that speaks of money.
fn is_money(text: &str, number: Option<Decimal>, label: Option<&Cell>) -> bool {
    let speaks = || label.is_some_and(|label| ["资金", "拨款"].iter().any(|word| label.text.contains(word)));
    number.is_some_and(|number| number.decimals() > 0) || text.contains([',', '，']) || speaks()
}

/// The number of `805.66万元`.
fn without_unit(text: &str) -> &str {
    let bare = text.trim_end_matches("万元").trim_end_matches('元').trim_end();
    if bare.ends_with(|c: char| c.is_ascii_digit()) { bare } else { text }
}

/// Whether a statement goes on in a table that stands behind it: the same one printed again, or no title at all, on the
/// same or the next page.
pub(crate) fn goes_on(last: &Statement, id: StatementId, title: Option<&Placed>, table: &Table) -> bool {
    let (Some(end), Some(page)) = (last.place.page_last.or(last.place.page), table.place.page) else { return false };
    let is_same = title.is_none_or(|title| normalized(&title.text) == normalized(&last.title));
    last.id == id && is_same && (end..=end + 1).contains(&page)
}

/// Appends the part of a statement that stands in a later table.
pub(crate) fn append(last: &mut Statement, part: Statement) {
    let columns = last.columns.len();
    last.columns.extend(part.columns.into_iter().skip(columns));
    let offset = last.rows.iter().map(|row| row.index + 1).max().unwrap_or(0);
    last.rows.extend(part.rows.into_iter().map(|row| StatementRow { index: row.index + offset, ..row }));
    last.scale = last.scale.or(part.scale);
    let end = part.place.page_last.or(part.place.page);
    last.place.page_last = end.filter(|end| Some(*end) != last.place.page).or(last.place.page_last);
}
