//! Faults in the table of procurement and the table of assets.

use mingsuan_model::Decimal;

use super::site::{beside, cells, rows, set, spoil, table_after, year};
use super::{FaultKind, Spot, kind};
use crate::draft::{CellRef, Draft};
use crate::faults::is_money;
use crate::rng::Rng;

pub(super) const KINDS: &[FaultKind] = &[
    kind("quantity-times-price", "G004", quantity),
    kind("procurement-sum", "G005", procurement_sum),
    kind("unknown-procurement-code", "G001", unknown_code),
    kind("procurement-name-of-other-code", "G002", other_name),
    kind("unit-is-money", "G007", unit_is_money),
    // The sums of both columns disagree in the same way.
    kind("reserved-above-amount", "G008", reserved).and(&["G008"]),
    kind("procurement-of-no-project", "G016", unknown_project),
    kind("assets-total", "G009", assets_total),
    kind("asset-date", "G010", asset_date),
    kind("half-a-vehicle", "G024", half_a_vehicle),
];

type Row = Vec<(CellRef, String)>;

/// The rows of the procurement table: sums, then lines.
fn procurement(draft: &Draft) -> Option<(Vec<Row>, Vec<Row>)> {
    let block = table_after(draft, "单位政府采购预算")?;
    let all = rows(draft, block).into_iter().map(|(_, row)| row).filter(|row| row.len() == 15);
    let (lines, rest): (Vec<Row>, Vec<Row>) = all.partition(|row| is_money(&row[6].1));
    let sums = rest.into_iter().filter(|row| is_money(&row[7].1)).collect();
    Some((sums, lines))
}

fn any_line(draft: &Draft, rng: &mut Rng) -> Option<Row> {
    let (_, lines) = procurement(draft)?;
    rng.pick(&lines).cloned()
}

fn quantity(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let line = any_line(draft, rng)?;
    let count: u32 = line[5].1.parse().ok()?;
    set(draft, line[5].0, (count + 1).to_string())?;
    Some(Spot::Row(line[5].0.block, line[5].0.row))
}

fn procurement_sum(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let (sums, _) = procurement(draft)?;
    let total = sums.first()?[7].clone();
    spoil(draft, &[total], rng)
}

fn unknown_code(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let line = any_line(draft, rng)?;
    set(draft, line[3].0, format!("{}8877", &line[3].1[..5]))
}

/// A line with the name of another line's code.
fn other_name(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let line = any_line(draft, rng)?;
    let name = if line[3].1.starts_with('C') { "台式计算机" } else { "物业管理服务" };
    set(draft, line[2].0, name)
}

fn unit_is_money(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let line = any_line(draft, rng)?;
    set(draft, line[4].0, "万元")
}

/// The share for small firms above the amount by ten million, in the sums as well.
fn reserved(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let (sums, lines) = procurement(draft)?;
    let line = rng.pick(&lines).filter(|_| lines.len() > 1)?;
    for (place, text) in sums.iter().chain([line]).map(|row| &row[14]) {
        let hundredths = Decimal::parse(text)?.millionths() / 10_000 + 1_000_000_000;
        draft.set_cell(*place, format!("{}.{:02}", hundredths / 100, hundredths % 100));
    }
    Some(Spot::Cell(line[14].0))
}

fn unknown_project(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    // With few lines one cannot tell whether they name projects at all.
    let (_, lines) = procurement(draft)?;
    let line = rng.pick(&lines).filter(|_| lines.len() > 3)?;
    set(draft, line[0].0, "星际航线勘察经费")
}

fn assets_total(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let block = table_after(draft, "单位固定资产占用情况表")?;
    let all = cells(draft, block);
    let at = all.iter().position(|(_, text)| text == "资产总额")?;
    let total = all.get(at + 2).filter(|(_, text)| text != "0.00")?.clone();
    spoil(draft, &[total], rng)
}

fn asset_date(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    let block = table_after(draft, "单位固定资产占用情况表")?;
    let year = year(draft)?;
    let (place, _) = cells(draft, block).into_iter().find(|(_, text)| text.starts_with("截止时间"))?;
    set(draft, place, format!("截止时间：{}-12-31", year - 2))
}

fn half_a_vehicle(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    let block = table_after(draft, "单位固定资产占用情况表")?;
    let (place, count) = beside(draft, block, "2、车辆（台、辆）")?;
    (!count.is_empty()).then(|| set(draft, place, format!("{count}.5")))?
}
