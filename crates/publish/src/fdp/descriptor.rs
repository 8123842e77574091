//! `datapackage.json`: what the package says about itself, and its model of measures and dimensions.

use mingsuan_model::{Disclosure, DisclosureKind};
use serde_json::{Map, Value, json};

use super::About;
use super::table::{Field, Kind, Table};

/// Column types of ours that the taxonomy does not know.
const OWN_TYPES: [(&str, Option<&str>); 14] = [
    ("economic-classification:government:level1:code", None),
    ("economic-classification:government:level1:label", Some("economic-classification:government:level1:code")),
    ("economic-classification:government:level2:code", None),
    ("economic-classification:government:level2:label", Some("economic-classification:government:level2:code")),
    ("fin-source:year:code", None),
    ("fin-source:year:label", Some("fin-source:year:code")),
    ("expenditure-type:level1:code", None),
    ("expenditure-type:level1:label", Some("expenditure-type:level1:code")),
    ("expenditure-type:level2:code", None),
    ("expenditure-type:level2:label", Some("expenditure-type:level2:code")),
    ("budget-item:code", None),
    ("budget-item:label", Some("budget-item:code")),
    ("procurement-classification:catalogue:code", None),
    ("procurement-classification:catalogue:label", Some("procurement-classification:catalogue:code")),
];

const CONVENTIONS: &str = "金额单位为元，保留两位小数（factor 为 1），原表单位见 printed_scale。\
    空白表示原表未填或不区分。文件为 UTF-8 编码（不带 BOM），换行为 CRLF（RFC 4180）。\
    文字单元格以 = + - @ 开头的，前面加了半角单引号，以免被电子表格当作公式；数值列不加。";

/// The whole descriptor.
pub(super) fn descriptor(disclosure: &Disclosure, about: &About, tables: &[Table], resources: Vec<Value>) -> Value {
    let what = match disclosure.kind {
        DisclosureKind::Budget => "预算",
        DisclosureKind::FinalAccounts => "决算",
    };
    let year = disclosure.year.map(|year| format!("{year}年")).unwrap_or_default();
    let title = format!("{}{year}{what}公开数据", disclosure.agency.name);
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| drop(out.insert(key.to_owned(), value));
    put("profile", "fiscal-data-package".into());
    put("name", name(disclosure).into());
    put("title", title.clone().into());
    put("description", format!("{title}。{CONVENTIONS}").into());
    if let Some(created) = &about.created {
        put("created", created.as_str().into());
    }
    put("licenses", licences(about));
    if !disclosure.agency.name.is_empty() {
        put("contributors", json!([{ "title": disclosure.agency.name, "role": "publisher" }]));
    }
    if let Some(source) = &about.source {
        put("sources", json!([{ "title": source }]));
    }
    put("countryCode", "CN".into());
    if let Some(region) = &disclosure.region {
        put("regionCode", region.as_str().into());
    }
    put("granularity", "aggregated".into());
    if let Some(year) = disclosure.year {
        put("fiscalPeriod", json!({ "start": format!("{year}-01-01"), "end": format!("{year}-12-31") }));
    }
    put("columnTypes", own_types());
    put("resources", resources.into());
    if let Some(facts) = tables.iter().find(|table| table.name == "facts") {
        put("model", model(facts));
    }
    out.into()
}

/// A name that can stand in an address: `budget-318001-2026`.
fn name(disclosure: &Disclosure) -> String {
    let kind = match disclosure.kind {
        DisclosureKind::Budget => "budget",
        DisclosureKind::FinalAccounts => "final-accounts",
    };
    let usable =
        |code: &String| code.to_ascii_lowercase().chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let agency = disclosure.agency.code.as_ref().or(disclosure.region.as_ref()).map(usable);
    let parts = [Some(kind.to_owned()), agency.filter(|code| !code.is_empty()), disclosure.year.map(|y| y.to_string())];
    parts.into_iter().flatten().collect::<Vec<_>>().join("-")
}

/// Government information is public by law; a licence beyond that is the agency's to grant.
fn licences(about: &About) -> Value {
    match &about.licence {
        Some(licence) => json!([{ "name": licence }]),
        None => {
            json!([{ "name": "notspecified", "title": "依据《中华人民共和国政府信息公开条例》主动公开；使用时请注明来源单位" }])
        }
    }
}

fn own_types() -> Value {
    let own = |(name, label_of): (&str, Option<&str>)| match label_of {
        Some(code) => json!({ "name": name, "dataType": "string", "labelOf": code }),
        None => json!({ "name": name, "dataType": "string" }),
    };
    OWN_TYPES.into_iter().map(own).collect()
}

/// Measures and dimensions of the facts, in the words of the JSON schema of the specification (0.3).
fn model(facts: &Table) -> Value {
    let mut dimensions = Map::new();
    for field in facts.fields.iter().filter(|field| field.kind != Kind::Money) {
        let Some((dimension, kind, classification)) = field.column_type.and_then(dimension_of) else {
            continue;
        };
        let entry = dimensions
            .entry(dimension)
            .or_insert_with(|| json!({ "dimensionType": kind, "attributes": {}, "primaryKey": [] }));
        if let Some(classification) = classification {
            entry["classificationType"] = classification.into();
        }
        let mut attribute = json!({ "source": field.name, "resource": facts.name });
        match label_of(field, facts.fields) {
            Some(code) => attribute["labelfor"] = code.into(),
            None => entry["primaryKey"].as_array_mut().into_iter().for_each(|key| key.push(field.name.into())),
        }
        entry["attributes"][field.name] = attribute;
    }
    json!({
        "measures": { "amount": { "source": "amount", "resource": facts.name, "currency": "CNY", "factor": 1 } },
        "dimensions": dimensions,
    })
}

/// The field whose code a label goes with.
fn label_of(field: &Field, fields: &[Field]) -> Option<&'static str> {
    let stem = field.column_type?.strip_suffix(":label")?;
    let is_code =
        |other: &&Field| other.column_type.is_some_and(|t| t == format!("{stem}:code") || t == format!("{stem}:id"));
    fields.iter().find(is_code).map(|code| code.name)
}

/// Name, type and classification of the dimension that a column type belongs to.
fn dimension_of(column_type: &str) -> Option<(&'static str, &'static str, Option<&'static str>)> {
    const DIMENSIONS: [(&str, &str, &str, Option<&str>); 13] = [
        ("budget-line-id", "line", "fact", None),
        ("date:", "date", "datetime", None),
        ("phase:", "phase", "other", None),
        ("direction", "direction", "other", None),
        ("value-kind:", "measure", "other", None),
        ("value-currency:", "currency", "other", None),
        ("administrative-classification:", "agency", "entity", Some("administrative")),
        ("functional-classification:", "function", "classification", Some("functional")),
        ("economic-classification:generic:", "economic", "classification", Some("economic")),
        ("economic-classification:government:", "government_economic", "classification", Some("economic")),
        ("fin-source:", "fund", "other", None),
        ("expenditure-type:", "expenditure_type", "other", None),
        ("activity:", "project", "activity", None),
    ];
    let found = DIMENSIONS.iter().find(|(prefix, ..)| column_type.starts_with(prefix));
    found.map(|(_, name, kind, classification)| (*name, *kind, *classification))
}
