//! The statement of “三公” costs: what its total is the total of. Items may stand in columns or in rows, with or without
//! 会议费 and 培训费. What the items are called is the lexicon's; how columns and rows are read, `header.rs` and `row.rs`.

use mingsuan_model::{Column, ColumnRole, Coordinate, Dimension, StatementRow, Value};

/// Items beside which a total without an item of its own is theirs.
const OFFICIAL: [&str; 4] = ["abroad", "vehicle", "vehicle-running", "reception"];
/// Items that many statements add to the “三公” ones.
const MEETINGS: [&str; 2] = ["meeting", "training"];

/// Gives the total columns of items side by side their item.
pub(crate) fn settle_columns(columns: &mut [Column]) {
    let frame = |column: &Column| {
        [Dimension::Year, Dimension::Phase, Dimension::Measure].map(|dimension| column.coordinate.get(dimension))
    };
    for at in 0..columns.len() {
        let column = &columns[at];
        let beside: Vec<Coordinate> =
            columns.iter().filter(|other| frame(other) == frame(column)).map(|other| other.coordinate).collect();
        let speaks = column.header.iter().any(|text| text.contains("三公"));
        if column.role == ColumnRole::Value {
            columns[at].coordinate = with_item(columns[at].coordinate, &beside, speaks);
        }
    }
}

/// Gives the total rows of items below each other their item.
pub(crate) fn settle_rows(rows: &mut [StatementRow]) {
    let all: Vec<Coordinate> = rows.iter().map(|row| row.coordinate).collect();
    for row in rows.iter_mut().filter(|row| row.code.is_none()) {
        row.coordinate = with_item(row.coordinate, &all, row.label.contains("三公"));
    }
}

/// The total of what stands beside it: of the “三公” items, with meetings and training where they are there and the total
/// does not speak of “三公” alone.
fn with_item(total: Coordinate, beside: &[Coordinate], speaks: bool) -> Coordinate {
    let any =
        |keys: &[&str]| beside.iter().any(|other| other.key(Dimension::Item).is_some_and(|key| keys.contains(&key)));
    if total.get(Dimension::Item) != Value::All || !any(&OFFICIAL) {
        return total;
    }
    let item = if !speaks && any(&MEETINGS) { "official-and-meetings" } else { "official-costs" };
    total.at(Dimension::Item, item)
}
