//! A statement of the form as a table: caption, header, and the sum or field that stands in each cell.
//! Which rows there are is told in `rows.rs`.

use mingsuan_document::{Spans, Table, TableBuilder};
use mingsuan_model::{Coordinate, Place};

use super::header;
use super::print::Print;
use super::rows::{Row, rows};
use crate::budget::Purchase;
use crate::cube::{is_within, total};
use crate::form::{FormColumn, FormStatement};

/// A statement laid out, and whether it shows any amount.
pub(super) struct Laid {
    pub(super) table: Option<Table>,
    pub(super) is_empty: bool,
}

/// Lays a statement out as the document's table number `ordinal`.
pub(super) fn lay_out(print: &Print<'_>, form: &FormStatement, ordinal: u32) -> Laid {
    let place = Place { table: Some(ordinal), ..Place::default() };
    let mut builder = TableBuilder::new(Spans::Known, place.clone());
    let columns: Vec<&FormColumn> = form.sides.iter().flat_map(|side| &side.columns).collect();
    let paths: Vec<Vec<String>> = columns.iter().map(|column| column.header.clone()).collect();
    let caption = if form.caption.is_empty() { &print.form.caption } else { &form.caption };
    let first = header::write(print, &mut builder, caption, &paths, form.numbers_columns, &place);
    let body = body(print, form);
    let is_empty = !body.iter().any(|row| row.shows_amount);
    let blank_form = is_empty && form.empty.is_some();
    for (index, row) in body.iter().take(if blank_form { 1 } else { usize::MAX }).enumerate() {
        for (column, text) in row.cells.iter().enumerate() {
            let text = if blank_form { String::new() } else { text.clone() };
            builder.put(first + index, column, text, 1, 1, place.clone());
        }
    }
    Laid { table: builder.finish(None), is_empty }
}

struct Line {
    cells: Vec<String>,
    shows_amount: bool,
}

/// The rows of all sides beside each other, the feet on one height.
fn body(print: &Print<'_>, form: &FormStatement) -> Vec<Line> {
    let sides: Vec<(Coordinate, Vec<Row>, Vec<Row>)> = form
        .sides
        .iter()
        .map(|side| {
            let scope = form.at.0.refined(&side.at.0);
            let (above, foot) = rows(print, &scope, &side.rows);
            (scope, above, foot)
        })
        .collect();
    let height = sides.iter().map(|(_, above, _)| above.len()).max().unwrap_or(0);
    let depth = sides.iter().map(|(_, _, foot)| foot.len()).max().unwrap_or(0);
    let mut lines = Vec::with_capacity(height + depth);
    for index in 0..height + depth {
        let mut line = Line { cells: Vec::new(), shows_amount: false };
        for (side, (scope, above, foot)) in form.sides.iter().zip(&sides) {
            let row = if index < height { above.get(index) } else { foot.get(index - height) };
            for column in &side.columns {
                let text = cell(print, scope, row, column, index + 1);
                line.shows_amount |= column.field.is_none() && !text.is_empty();
                line.cells.push(text);
            }
        }
        lines.push(line);
    }
    lines
}

/// What stands in a cell.
fn cell(print: &Print<'_>, scope: &Coordinate, row: Option<&Row>, column: &FormColumn, number: usize) -> String {
    let field = column.field.as_deref();
    if field == Some("sequence") {
        return number.to_string();
    }
    let Some(row) = row else { return String::new() };
    let purchase = row.record.and_then(|index| print.budget.procurement.get(index)).filter(|_| row.label.is_empty());
    match (field, purchase) {
        (Some("code"), _) => row.code.clone(),
        (Some(field), Some(purchase)) => purchase_field(print, purchase, field),
        (Some("label"), None) => row.label.clone(),
        (Some("reserved"), None) => print.cell(total(print.budget.procurement.iter().filter_map(|line| line.reserved))),
        (Some(_), None) => String::new(),
        (None, Some(purchase)) => {
            let counts = is_within(&purchase.coordinate(), &column.at.0);
            if counts { print.cell(Some(purchase.amount)) } else { String::new() }
        }
        (None, None) if row.label_only => String::new(),
        (None, None) if let Some(open) = &row.open => print.cell(open.amount(print, &scope.refined(&column.at.0))),
        (None, None) => print.at(&scope.refined(&row.at).refined(&column.at.0)),
    }
}

fn purchase_field(print: &Print<'_>, purchase: &Purchase, field: &str) -> String {
    let project = purchase.project.and_then(|index| print.budget.projects.get(index));
    match field {
        "label" => project.map_or_else(|| "公用经费".to_owned(), |project| project.name.clone()),
        "project-amount" => match purchase.project {
            Some(index) => print.cell(print.budget.project_amount(index)),
            None => String::new(),
        },
        "item" => purchase.item.clone(),
        "catalogue-code" => purchase.code.clone(),
        "unit" => purchase.unit.clone(),
        "quantity" => purchase.quantity.map(|quantity| quantity.to_string()).unwrap_or_default(),
        "price" => purchase.price.map(|price| print.number(price)).unwrap_or_default(),
        "reserved" => print.cell(purchase.reserved),
        _ => String::new(),
    }
}
