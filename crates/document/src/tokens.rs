//! Money tokens: cells of tables that look like amounts of money, counted without understanding the table.
//! They are the ground that coverage is measured against; what they mean is not asked here.

use mingsuan_model::{Decimal, Place};

use crate::content::Document;

/// The places of all table cells that hold nothing but a number with decimals or with thousands separators.
pub fn money_tokens(document: &Document) -> Vec<Place> {
    let cells = document.tables().flat_map(|table| table.cells());
    let money = cells.filter(|cell| {
        let text = cell.text.trim();
        Decimal::parse(text).is_some_and(|number| number.decimals() > 0 || text.contains([',', '，']))
    });
    money.map(|cell| cell.place.with_text(cell.text.trim())).collect()
}
