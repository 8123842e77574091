//! The cube of facts as a table: one row a fact that has a number, in the columns of the public contract.

use std::io::Write;

use mingsuan_model::{Coordinate, Dimension, Disclosure, Fact, ListId, Origin, Value};

/// The columns of the facts table, in order.
pub const COLUMNS: [&str; 33] = [
    "path",
    "agency_code",
    "agency",
    "year",
    "phase",
    "statement",
    "side",
    "measure",
    "source",
    "fund",
    "function",
    "function_name",
    "economic",
    "economic_name",
    "gov_economic",
    "kind",
    "project_code",
    "project",
    "project_category",
    "item",
    "value",
    "amount_yuan",
    "printed",
    "scale",
    "page",
    "sheet",
    "line",
    "table",
    "row",
    "column",
    "origin",
    "offset",
    "additive",
];

/// A project that has no form of its own in the document is not known by name.
fn written_project(at: &Coordinate) -> String {
    match at.get(Dimension::Project) {
        Value::Member(_) => "unknown".to_owned(),
        _ => at.written(Dimension::Project),
    }
}

/// One fact by column, in the order of [`COLUMNS`]; `None` for a fact without a number.
pub fn fact_row(path: &str, disclosure: &Disclosure, fact: &Fact) -> Option<Vec<String>> {
    let number = fact.value.number()?;
    let at = &fact.coordinate;
    let project = match at.get(Dimension::Project) {
        Value::Member(ordinal) => disclosure.projects.get(ordinal as usize),
        _ => None,
    };
    let (statement, origin) = match fact.origin {
        Origin::Statement { statement, .. } => {
            (disclosure.statements.get(statement as usize).map_or("", |s| s.id.key()), "statement")
        }
        Origin::Project(_) => ("performance-project", "project"),
        Origin::Claim(_) => ("", "text"),
    };
    let place = &fact.place;
    let number_of = |value: Option<u32>| value.map(|v| v.to_string()).unwrap_or_default();
    Some(vec![
        path.to_owned(),
        disclosure.agency.code.clone().unwrap_or_default(),
        disclosure.agency.name.clone(),
        at.written(Dimension::Year),
        at.written(Dimension::Phase),
        statement.to_owned(),
        at.written(Dimension::Side),
        at.written(Dimension::Measure),
        at.written(Dimension::Source),
        at.written(Dimension::Fund),
        at.written(Dimension::Function),
        class_name(at, Dimension::Function, ListId::Function),
        at.written(Dimension::Economic),
        class_name(at, Dimension::Economic, ListId::Economic),
        at.written(Dimension::GovEconomic),
        at.written(Dimension::Kind),
        project.and_then(|p| p.code.as_ref()).map(|code| code.text.clone()).unwrap_or_default(),
        project.map_or_else(|| written_project(at), |p| p.name.text.clone()),
        at.written(Dimension::Category),
        at.written(Dimension::Item),
        number.to_string(),
        fact.amount().filter(|_| at.is_at(Dimension::Measure, "amount")).map(|a| a.to_string()).unwrap_or_default(),
        place.text.as_deref().unwrap_or_default().to_owned(),
        fact.scale.map(|scale| scale.name().to_owned()).unwrap_or_default(),
        number_of(place.page),
        place.sheet.as_deref().unwrap_or_default().to_owned(),
        number_of(place.line),
        number_of(place.table),
        number_of(place.row),
        number_of(place.column),
        origin.to_owned(),
        number_of(place.offset),
        if fact.additive { "1" } else { "" }.to_owned(),
    ])
}

fn class_name(at: &Coordinate, dimension: Dimension, list: ListId) -> String {
    let code = at.code(dimension).map(|code| code.to_string()).unwrap_or_default();
    list.list().by_code(&code).map(|class| class.name.to_owned()).unwrap_or_default()
}

/// Writes the facts of one document as CSV; the header row only when asked for.
pub fn write_csv(out: impl Write, header: bool, path: &str, disclosure: &Disclosure) -> Result<(), csv::Error> {
    let mut writer = csv::Writer::from_writer(out);
    if header {
        writer.write_record(COLUMNS)?;
    }
    for row in disclosure.facts.iter().filter_map(|fact| fact_row(path, disclosure, fact)) {
        writer.write_record(&row)?;
    }
    writer.flush()?;
    Ok(())
}

/// The facts of one document as a JSON array of objects with the same columns.
pub fn to_json(path: &str, disclosure: &Disclosure) -> Vec<serde_json::Value> {
    let rows = disclosure.facts.iter().filter_map(|fact| fact_row(path, disclosure, fact));
    rows.map(|row| {
        COLUMNS
            .iter()
            .map(|c| (*c).to_owned())
            .zip(row.into_iter().map(serde_json::Value::from))
            .collect::<serde_json::Map<_, _>>()
            .into()
    })
    .collect()
}
