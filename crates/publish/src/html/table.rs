//! One grid as a `table` in a box that scrolls where the screen is narrow: caption, repeated head, headers for columns and rows.
//! Its looks are in `page.css`.

use super::{lines, piece, table_heading};
use crate::layout::{Align, Grid, GridCell, Piece, RowKind, Slot};
use crate::markup::Markup;

/// Writes a grid; `title` is the piece before it with its anchor and text, if that names the table.
pub(super) fn write(grid: &Grid, title: Option<(&Piece, &str, &str)>, out: &mut Markup) {
    let halves: usize = grid.widths.iter().map(|width| usize::from(*width)).sum();
    let name = match title {
        Some((_, id, _)) => ("aria-labelledby", id),
        None => ("aria-label", "表格"),
    };
    // A box that scrolls must be reached with the keyboard.
    out.element("div", &[("class", "scroll"), ("role", "region"), name, ("tabindex", "0")], |scroll| {
        scroll.element("table", &[("style", &format!("--halves:{halves}"))], |table| {
            if let Some((title @ (Piece::StatementTitle(_) | Piece::TableTitle(_)), id, _)) = title {
                caption(title, id, table);
            }
            table.element("colgroup", &[], |columns| {
                for width in &grid.widths {
                    let thousandths = usize::from(*width) * 1000 / halves.max(1);
                    let width = format!("width:{}.{}%", thousandths / 10, thousandths % 10);
                    columns.empty("col", &[("style", &width)]);
                }
            });
            let slots = grid.slots();
            let head = grid.header_rows.min(slots.len());
            for (element, range) in [("thead", 0..head), ("tbody", head..slots.len())] {
                if range.is_empty() {
                    continue;
                }
                table.element(element, &[], |part| {
                    for index in range {
                        row(grid, index, &slots[index], part);
                    }
                });
            }
        });
    });
}

fn caption(title: &Piece, id: &str, out: &mut Markup) {
    match title {
        Piece::TableTitle(text) if table_heading(text).is_none() => {
            out.element("caption", &[("id", id)], |caption| lines("span", &[], text, caption));
        }
        title => out.element("caption", &[], |caption| piece(title, id, caption)),
    }
}

fn row(grid: &Grid, index: usize, slots: &[Slot<'_>], out: &mut Markup) {
    let kind = grid.rows[index].kind;
    let class = match kind {
        RowKind::Caption => "caption",
        RowKind::Header => "header",
        RowKind::Body => "body",
        RowKind::Total => "total",
    };
    out.element("tr", &[("class", class)], |tr| {
        for slot in slots {
            match slot {
                Slot::Begins(cell) => self::cell(cell, kind, tr),
                Slot::GoesOn(_) => {}
                Slot::Empty(_) => tr.element("td", &[], |_| {}),
            }
        }
    });
}

fn cell(cell: &GridCell, kind: RowKind, out: &mut Markup) {
    let (columns, rows) = (cell.column_span.to_string(), cell.row_span.to_string());
    let mut attributes = Vec::new();
    let class = match (cell.is_number, cell.align) {
        (true, _) => "number",
        (_, Align::Left) => "left",
        (_, Align::Center) => "center",
        (_, Align::Right) => "right",
    };
    attributes.push(("class", class));
    if cell.column_span > 1 {
        attributes.push(("colspan", columns.as_str()));
    }
    if cell.row_span > 1 {
        attributes.push(("rowspan", rows.as_str()));
    }
    let element = match kind {
        RowKind::Header if !cell.text.is_empty() => {
            attributes.push(("scope", if cell.column_span > 1 { "colgroup" } else { "col" }));
            "th"
        }
        RowKind::Total if cell.align == Align::Left && !cell.text.is_empty() => {
            attributes.push(("scope", "row"));
            "th"
        }
        _ => "td",
    };
    lines(element, &attributes, &cell.indented(), out);
}
