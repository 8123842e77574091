//! Faults in the statements: sums, codes and names of classes. Procurement and assets are in `annex.rs`.

use super::site::{beside, cells, rows, set, spoil, spoiled, table, table_after};
use super::{FaultKind, Spot, kind};
use crate::draft::{CellRef, Draft};
use crate::faults::is_money;
use crate::rng::Rng;

pub(super) const KINDS: &[FaultKind] = &[
    kind("subtotal", "A001", subtotal),
    kind("item-total", "A001", item_total),
    kind("balance", "A003", balance),
    kind("carried-over", "A003", carried_over),
    kind("official-costs-total", "A002", official_total),
    kind("official-costs", "A004", official_costs),
    kind("classes-exchanged", "X001", classes_exchanged).and(&["X001"]),
    kind("not-a-number", "A011", not_a_number),
    kind("unknown-code", "K001", unknown_code),
    kind("name-of-other-code", "K002", name_of_other_code),
    kind("parent-row-gone", "K003", parent_row_gone),
    // The item is gone from the sums of its column.
    kind("economic-code-among-functions", "K006", economic_code).and(&["A001"]),
];

const EXPENDITURE: &str = "单位预算支出总表";

type Row = Vec<(CellRef, String)>;

/// The rows of a statement by class that have a code, with the block.
fn class_rows(draft: &Draft, title: &str) -> Option<(usize, Vec<Row>)> {
    let block = table_after(draft, title)?;
    let coded = |row: &Row| row.len() > 3 && row[1].1.len() >= 3 && row[1].1.bytes().all(|b| b.is_ascii_digit());
    // The row of column numbers has numbers, too.
    let all = rows(draft, block).into_iter().map(|(_, row)| row).filter(|row| coded(row));
    Some((block, all.collect()))
}

/// A class with two or more sections: its total.
fn subtotal(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let (_, rows) = class_rows(draft, EXPENDITURE)?;
    let sections = |row: &Row| rows.iter().filter(|r| r[1].1.len() == 5 && r[1].1.starts_with(&row[1].1)).count();
    let one_fund = |row: &Row| is_money(&row[3].1);
    let fitting = rows.iter().filter(|row| row[1].1.len() == 3 && sections(row) > 1 && one_fund(row));
    let places: Vec<_> = fitting.map(|row| row[3].clone()).collect();
    spoil(draft, &places, rng)
}

/// The total of an item, which is in the sum of its section, too.
fn item_total(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let (_, rows) = class_rows(draft, EXPENDITURE)?;
    let fitting = rows.iter().filter(|row| row[1].1.len() == 7);
    let places: Vec<_> = fitting.map(|row| row[3].clone()).collect();
    spoil(draft, &places, rng)
}

fn balance(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let block = table_after(draft, "单位预算收支总表")?;
    let total = beside(draft, block, "支出总计")?;
    spoil(draft, &[total], rng)
}

fn carried_over(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let block = table_after(draft, "单位预算收支总表")?;
    let place = beside(draft, block, "上年结转结余").filter(|(_, text)| text != "0.00")?;
    spoil(draft, &[place], rng)
}

/// The total of “三公”, which is the sum of its row as well as of the items.
fn official_total(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let block = table_after(draft, "单位预算财政拨款“三公”经费支出表")?;
    let total = beside(draft, block, "“三公”经费小计").filter(|(_, text)| text != "0.00")?;
    spoil(draft, &[total], rng)
}

/// The total of “三公” and its only fund: the row agrees with itself, the items do not agree with it.
fn official_costs(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let block = table_after(draft, "单位预算财政拨款“三公”经费支出表")?;
    let row =
        rows(draft, block).into_iter().map(|(_, row)| row).find(|row| row.len() == 6 && row[1].1.contains("小计"))?;
    let (total, fund) = (&row[2], &row[3]);
    if total.1 != fund.1 || !is_money(&total.1) || total.1 == "0.00" {
        return None;
    }
    let other = spoiled(&total.1, rng);
    draft.set_cell(fund.0, other.clone());
    set(draft, total.0, other)?;
    Some(Spot::Row(block, total.0.row))
}

/// Two classes of the summary have each other's amounts: its sums hold, the other statements differ.
fn classes_exchanged(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    let block = table_after(draft, "单位预算收支总表")?;
    let all = rows(draft, block).into_iter().map(|(_, row)| row);
    let is_class = |row: &Row| row.len() == 5 && row[3].1.contains('、') && is_money(&row[4].1) && row[4].1 != "0.00";
    let classes: Vec<(CellRef, String)> = all.filter(is_class).map(|row| row[4].clone()).collect();
    let [first, second, ..] = classes.as_slice() else { return None };
    draft.set_cell(second.0, first.1.clone());
    set(draft, first.0, second.1.clone())
}

/// A letter O for a zero, in any statement.
fn not_a_number(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let block = table_after(draft, EXPENDITURE)?;
    let amounts: Vec<_> =
        cells(draft, block).into_iter().filter(|(_, text)| is_money(text) && text.contains('0')).collect();
    let (place, text) = rng.pick(&amounts)?;
    set(draft, *place, text.replacen('0', "O", 1))
}

/// An item of the general budget's statement with a number that no item has.
fn unknown_code(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let (_, rows) = class_rows(draft, EXPENDITURE)?;
    let items: Vec<&Row> = rows.iter().filter(|row| row[1].1.len() == 7).collect();
    let row = rng.pick(&items)?;
    let code = format!("{}97", &row[1].1[..5]);
    set(draft, row[1].0, code)
}

/// An item with the name of the item below or above it.
fn name_of_other_code(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let (_, rows) = class_rows(draft, EXPENDITURE)?;
    let row = rng.pick(&rows)?;
    let other = rows.iter().find(|other| other[2].1 != row[2].1 && other[1].1.len() == row[1].1.len())?;
    set(draft, row[2].0, other[2].1.clone())
}

/// A section whose row is gone, its items still there.
fn parent_row_gone(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let (block, rows) = class_rows(draft, EXPENDITURE)?;
    let sections: Vec<&Row> = rows.iter().filter(|row| row[1].1.len() == 5).collect();
    let gone = rng.pick(&sections)?[1].0;
    table(draft, block)?.rows.remove(gone.row - 1);
    // What was the next row is shown: the first item without its section.
    Some(Spot::Row(block, gone.row))
}

fn economic_code(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let (_, rows) = class_rows(draft, EXPENDITURE)?;
    let items: Vec<&Row> = rows.iter().filter(|row| row[1].1.len() == 7).collect();
    let row = rng.pick(&items)?;
    draft.set_cell(row[2].0, "办公费");
    set(draft, row[1].0, "30201")
}
