//! Reads 基本信息: agency, year, form and scale, and the institutions.
//! The other sheets are read with the scale and year found here.

use mingsuan_model::{AgencyLevel, ListId, Scale};

use super::DEFAULT_SCALE;
use super::cells::Records;
use super::choices;
use super::fault::Fault;
use super::report::Report;
use super::spec::{FormRow, book};
use super::take::{Setting, Taker};
use crate::budget::{Budget, Institution};

/// Calls `take` for every row of a form that has a value, with the row of the template it belongs to.
pub(super) fn form<'a>(
    records: &'a Records,
    setting: Setting,
    report: &mut Report,
    mut take: impl FnMut(&'a FormRow, &mut Taker<'_>),
) {
    let mut seen: Vec<&str> = Vec::new();
    for record in &records.rows {
        let has_value = records.text(record, "value").is_some();
        let Some(row) = row_of(records, records.text(record, "key"), records.text(record, "label")) else {
            if has_value {
                let text = records.text(record, "label").or_else(|| records.text(record, "key")).unwrap_or_default();
                report.fail(records.spot(record, "value"), Fault::UnknownEntry, &[("value", text)]);
            }
            continue;
        };
        let label = Some(row.label.trim_end_matches([' ', '*']));
        let mut taker = Taker { records, record, setting, report: &mut *report, label };
        if seen.contains(&row.key.as_str()) && has_value {
            taker.fail("value", Fault::DuplicateEntry, &[]);
            continue;
        }
        seen.push(&row.key);
        take(row, &mut taker);
    }
    // A row that was deleted leaves no cell to point at.
    for row in records.block.row.iter().filter(|row| row.label.ends_with('*') && !seen.contains(&row.key.as_str())) {
        let name = row.label.trim_end_matches([' ', '*']);
        report.fail(records.header_spot(), Fault::BasicMissing, &[("name", name)]);
    }
}

/// The row of the template: by its hidden key, or by its label where the key is gone.
fn row_of(records: &Records, key: Option<&str>, label: Option<&str>) -> Option<&'static FormRow> {
    let bare = |text: &str| mingsuan_model::text::normalized(text.trim_end_matches([' ', '*']));
    let rows = &records.block.row;
    rows.iter()
        .find(|row| key.is_some_and(|key| key == row.key))
        .or_else(|| rows.iter().find(|row| label.is_some_and(|label| bare(label) == bare(&row.label))))
}

/// Reads the form into the budget; returns what the other sheets are read with.
pub(super) fn basics(records: Option<&Records>, budget: &mut Budget, report: &mut Report) -> Setting {
    let mut setting = Setting { scale: DEFAULT_SCALE, year: None };
    let Some(records) = records else { return setting };
    form(records, setting, report, |row, taker| match row.key.as_str() {
        "code" => budget.agency.code = agency_code(taker),
        "name" => budget.agency.name = taker.required("value", Fault::BasicMissing),
        "level" => budget.agency.level = level(taker),
        "region" => budget.agency.region = region(taker),
        "year" => setting.year = year(taker),
        "profile" => {
            let faults = (Fault::BasicMissing, Fault::UnknownChoice);
            budget.profile = taker.required_choice("value", "profile", faults).unwrap_or_default().to_owned();
        }
        "scale" => budget.scale = scale(taker),
        _ => {}
    });
    budget.year = setting.year.unwrap_or_default();
    setting.scale = budget.scale.unwrap_or(DEFAULT_SCALE);
    setting
}

fn agency_code(taker: &mut Taker<'_>) -> String {
    let code = taker.required_or_open("value", Fault::BasicMissing);
    if !code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        taker.fail("value", Fault::MalformedAgencyCode, &[("value", &code)]);
    }
    code
}

fn level(taker: &mut Taker<'_>) -> Option<AgencyLevel> {
    choices::level(taker.choice("value", "level", Fault::UnknownChoice)?)
}

fn scale(taker: &mut Taker<'_>) -> Option<Scale> {
    choices::scale(taker.choice("value", "scale", Fault::UnknownChoice)?)
}

fn region(taker: &mut Taker<'_>) -> Option<String> {
    let region = taker.text("value");
    if region.is_empty() {
        return None;
    }
    if region.len() != 6 || !region.bytes().all(|byte| byte.is_ascii_digit()) {
        taker.fail("value", Fault::MalformedRegion, &[("value", &region)]);
    } else if ListId::Region.list().by_code(&region).is_none() {
        taker.doubt("value", Fault::UnknownRegion, &[("value", &region)]);
    }
    Some(region)
}

fn year(taker: &mut Taker<'_>) -> Option<u16> {
    let text = taker.required("value", Fault::BasicMissing);
    if text.is_empty() {
        return None;
    }
    let digits = text.trim_end_matches(['年', '度']);
    let year = digits.parse::<u16>().ok().filter(|_| digits.len() == 4);
    let Some(year) = year else {
        taker.fail("value", Fault::MalformedYear, &[("value", &text)]);
        return None;
    };
    let (from, to) = (book().first_year, book().last_year);
    if !(from..=to).contains(&year) {
        let values = [("value", text.as_str()), ("from", &from.to_string()), ("to", &to.to_string())];
        taker.fail("value", Fault::YearOutOfRange, &values);
        return None;
    }
    Some(year)
}

/// Reads 机构设置.
pub(super) fn institutions(records: &Records, setting: Setting, report: &mut Report) -> Vec<Institution> {
    let rows = records.rows.iter();
    rows.map(|record| {
        let mut taker = Taker { records, record, setting, report: &mut *report, label: None };
        Institution {
            name: taker.required("name", Fault::InstitutionWithoutName),
            nature: taker.text("nature"),
            rank: taker.text("rank"),
            support: taker.text("support"),
        }
    })
    .collect()
}
