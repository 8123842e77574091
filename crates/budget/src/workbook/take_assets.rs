//! Reads 国有资产 and checks that its parts fit into its whole.

use mingsuan_model::Amount;

use super::cells::{Record, Records};
use super::choices;
use super::fault::Fault;
use super::report::Report;
use super::spec::book;
use super::sums::total;
use super::take::{Setting, Taker};
use super::take_basics::form;
use super::take_money::shown;
use crate::budget::{Asset, Assets};

/// Reads the form and the rows.
pub(super) fn assets(
    form_records: Option<&Records>,
    rows: Option<&Records>,
    setting: Setting,
    report: &mut Report,
) -> Assets {
    let mut assets = Assets::default();
    if let Some(records) = rows {
        assets.rows = asset_rows(records, setting, report);
    }
    let Some(records) = form_records else { return assets };
    let sum = parts(&assets.rows);
    form(records, setting, report, |row, taker| match row.key.as_str() {
        "date" => assets.date = date(taker),
        "purchases" => assets.purchases = taker.amount("value"),
        "total" => {
            assets.total = taker.amount("value");
            if let (Some(total), Some(sum)) = (assets.total, sum)
                && sum > total
            {
                let (sum, total) = (shown(sum, setting.scale), shown(total, setting.scale));
                taker.doubt("value", Fault::AssetsAboveTotal, &[("sum", &sum), ("value", &total)]);
            }
        }
        _ => {}
    });
    assets
}

/// The sum of the rows without 其中; `None` when it does not fit.
fn parts(rows: &[Asset]) -> Option<Amount> {
    total(rows.iter().filter(|row| row.item != book().assets.office).filter_map(|row| row.value))
}

fn asset_rows(records: &Records, setting: Setting, report: &mut Report) -> Vec<Asset> {
    let mut rows: Vec<Asset> = Vec::new();
    let mut office: Option<&Record> = None;
    for record in &records.rows {
        let mut taker = Taker { records, record, setting, report: &mut *report, label: None };
        let faults = (Fault::AssetMissing, Fault::UnknownChoice);
        let item = taker.required_choice("item", "asset", faults).unwrap_or_default();
        if rows.iter().any(|row| !item.is_empty() && row.item == item) {
            taker.doubt("item", Fault::DuplicateAsset, &[("name", choices::label("asset", item))]);
        }
        let row = Asset { item: item.to_owned(), quantity: taker.number("quantity"), value: taker.amount("value") };
        if row.item == book().assets.office {
            office = Some(record);
        }
        rows.push(row);
    }
    let of = |item: &str| rows.iter().find(|row| row.item == item);
    if let (Some(record), Some(part), Some(whole)) = (office, of(&book().assets.office), of(&book().assets.house)) {
        let mut taker = Taker { records, record, setting, report, label: None };
        if let (Some(own), Some(most)) = (part.value, whole.value)
            && own > most
        {
            let (own, most) = (shown(own, setting.scale), shown(most, setting.scale));
            taker.doubt("value", Fault::OfficeAboveHouse, &[("value", &own), ("house", &most)]);
        }
        if let (Some(own), Some(most)) = (part.quantity, whole.quantity)
            && own > most
        {
            let (own, most) = (own.to_string(), most.to_string());
            taker.doubt("quantity", Fault::OfficeAboveHouse, &[("value", &own), ("house", &most)]);
        }
    }
    rows
}

/// A date as `2024-12-31`, from any of the ways people write one; empty when blank.
fn date(taker: &mut Taker<'_>) -> String {
    let text = taker.text("value");
    if text.is_empty() {
        return text;
    }
    let parts: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .filter_map(|part| part.parse().ok())
        .collect();
    if let [year @ 1949..=2999, month @ 1..=12, day] = parts[..]
        && (1..=days_in(year, month)).contains(&day)
    {
        return format!("{year:04}-{month:02}-{day:02}");
    }
    taker.fail("value", Fault::MalformedDate, &[("value", &text)]);
    text
}

fn days_in(year: u32, month: u32) -> u32 {
    let is_leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
    match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
