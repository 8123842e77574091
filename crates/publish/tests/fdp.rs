//! The open data package: every table obeys the schema that the descriptor states, keys are unique and lead somewhere,
//! and the amounts are those of the disclosure.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;

use mingsuan_document::read;
use mingsuan_import::import;
use mingsuan_model::{Disclosure, Origin};
use mingsuan_publish::fdp::{About, write};
use regex::Regex;
use serde_json::Value;

type Rows = Vec<HashMap<String, String>>;

struct Package {
    descriptor: Value,
    files: BTreeMap<String, Vec<u8>>,
    tables: BTreeMap<String, Rows>,
}

fn package(disclosure: &Disclosure) -> Package {
    let about = About { created: Some("2026-01-31T09:00:00+08:00".to_owned()), ..About::default() };
    let files: BTreeMap<String, Vec<u8>> = write(disclosure, &about).unwrap().into_iter().collect();
    let descriptor: Value = serde_json::from_slice(&files["datapackage.json"]).unwrap();
    let tables = descriptor["resources"].as_array().unwrap().iter().map(|resource| {
        let mut reader = csv::Reader::from_reader(files[resource["path"].as_str().unwrap()].as_slice());
        let header = reader.headers().unwrap().clone();
        let fields: Vec<&str> = resource["schema"]["fields"]
            .as_array()
            .unwrap()
            .iter()
            .map(|field| field["name"].as_str().unwrap())
            .collect();
        assert_eq!(header.iter().collect::<Vec<_>>(), fields);
        let record = |record: csv::StringRecord| {
            header.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect::<HashMap<_, _>>()
        };
        let rows = reader.records().map(|r| record(r.unwrap())).collect();
        (resource["name"].as_str().unwrap().to_owned(), rows)
    });
    let tables = tables.collect();
    Package { descriptor, files, tables }
}

/// What a value breaks of its field, if anything.
fn broken(value: &str, field: &Value) -> Option<&'static str> {
    let constraints = &field["constraints"];
    if value.is_empty() {
        return (constraints["required"] == true).then_some("required");
    }
    let is_number = |text: &str| Regex::new(r"^-?\d+(\.\d+)?$").unwrap().is_match(text);
    let has_type = match field["type"].as_str().unwrap() {
        "integer" => value.parse::<i64>().is_ok(),
        "number" if field["currency"] == "CNY" => {
            is_number(value) && value.rsplit_once('.').is_some_and(|p| p.1.len() >= 2)
        }
        "number" => is_number(value),
        "boolean" => matches!(value, "true" | "false"),
        "date" => Regex::new(r"^\d{4}-\d{2}-\d{2}$").unwrap().is_match(value),
        "string" => !value.starts_with(['=', '+', '@']),
        other => panic!("no type {other}"),
    };
    if !has_type {
        return Some("type");
    }
    if let Some(values) = constraints["enum"].as_array()
        && !values.iter().any(|allowed| allowed == value)
    {
        return Some("enum");
    }
    let pattern = constraints["pattern"].as_str().map(|pattern| Regex::new(&format!("^(?:{pattern})$")).unwrap());
    pattern.filter(|pattern| !pattern.is_match(value)).map(|_| "pattern")
}

fn key(row: &HashMap<String, String>, fields: &Value) -> Vec<String> {
    fields.as_array().unwrap().iter().map(|field| row[field.as_str().unwrap()].clone()).collect()
}

fn assert_sound(package: &Package, name: &str) {
    for resource in package.descriptor["resources"].as_array().unwrap() {
        let (table, schema) = (resource["name"].as_str().unwrap(), &resource["schema"]);
        let rows = &package.tables[table];
        assert_eq!(resource["bytes"], package.files[resource["path"].as_str().unwrap()].len());
        for row in rows {
            for field in schema["fields"].as_array().unwrap() {
                let value = &row[field["name"].as_str().unwrap()];
                assert_eq!(broken(value, field), None, "{name} {table} {} {value:?}", field["name"]);
            }
        }
        let keys: HashSet<Vec<String>> = rows.iter().map(|row| key(row, &schema["primaryKey"])).collect();
        assert_eq!(keys.len(), rows.len(), "{name} {table}: a key stands twice");
        for foreign in schema["foreignKeys"].as_array().into_iter().flatten() {
            let target = &package.tables[foreign["reference"]["resource"].as_str().unwrap()];
            let known: HashSet<_> = target.iter().map(|row| key(row, &foreign["reference"]["fields"])).collect();
            let own = rows.iter().map(|row| key(row, &foreign["fields"])).filter(|key| !key[0].is_empty());
            own.for_each(|key| assert!(known.contains(&key), "{name} {table}: {key:?} leads nowhere"));
        }
    }
}

fn example() -> Disclosure {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/yunshan-2026/clean.docx");
    import(&read(&std::fs::read(path).unwrap(), "clean.docx").unwrap(), None)
}

fn fen(amount: &str) -> i64 {
    let (yuan, fen) = amount.split_once('.').unwrap();
    format!("{yuan}{fen}").parse().unwrap()
}

#[test]
fn the_example_is_sound() {
    let disclosure = example();
    let package = package(&disclosure);
    assert_sound(&package, "example");
    let names: Vec<&str> = package.tables.keys().map(String::as_str).collect();
    let wanted = ["assets", "facts", "goals", "indicators", "payment-plan", "procurement", "projects", "statements"];
    assert_eq!(names, wanted);
    assert_eq!(package.descriptor["profile"], "fiscal-data-package");
    assert_eq!(package.descriptor["name"], "budget-318001-2026");
    assert_eq!(package.descriptor["countryCode"], "CN");
    assert_eq!(package.descriptor["fiscalPeriod"]["end"], "2026-12-31");
    assert_eq!(package.descriptor["model"]["measures"]["amount"]["currency"], "CNY");
    let facts = disclosure.facts.iter().filter(|fact| !matches!(fact.origin, Origin::Claim(_)));
    assert_eq!(package.tables["facts"].len(), facts.filter(|fact| fact.value.number().is_some()).count());
    assert_eq!(package.tables["projects"].len(), disclosure.projects.len());
}

#[test]
fn what_is_no_total_adds_up_to_the_total() {
    let package = package(&example());
    for statement in
        ["expenditure-summary", "revenue-summary", "general-expenditure", "general-basic", "official-costs", "assets"]
    {
        let rows: Vec<_> = package.tables["facts"]
            .iter()
            .filter(|row| {
                row["statement"] == statement && !row["amount"].is_empty() && row["item_code"] != "asset-purchase"
            })
            .collect();
        let is_leaf = |row: &&&HashMap<String, String>| row["is_total"] == "false" && row["is_of_which"] == "false";
        let leaves: i64 = rows.iter().filter(is_leaf).map(|row| fen(&row["amount"])).sum();
        let largest = rows.iter().map(|row| fen(&row["amount"])).max().unwrap();
        assert_eq!(leaves, largest, "{statement}");
    }
}

#[test]
fn classifications_stand_in_columns_of_their_own() {
    let package = package(&example());
    let row = package.tables["facts"].iter().find(|row| !row["function_item_code"].is_empty()).unwrap();
    assert_eq!(row["function_item_code"][..3], row["function_class_code"]);
    assert_eq!(row["function_item_code"][..5], row["function_section_code"]);
    assert!(!row["function_class_name"].is_empty());
    assert_eq!(
        (row["phase"].as_str(), row["currency"].as_str(), row["printed_scale"].as_str()),
        ("approved", "CNY", "万元")
    );
    let purchase = package.tables["procurement"].iter().find(|row| row["is_total"] == "false").unwrap();
    assert!(
        !purchase["catalogue_code"].is_empty() && !purchase["amount"].is_empty() && !purchase["project_id"].is_empty()
    );
    let assets = &package.tables["assets"];
    assert!(assets.iter().all(|row| row["date"] == "2025-12-31"));
}

#[test]
fn generated_budgets_are_sound() {
    for seed in 0..20 {
        let draft = mingsuan_testkit::Generator::new(seed).budget().draft();
        let bytes = mingsuan_testkit::write_docx::write_docx(&draft).unwrap();
        let disclosure = import(&read(&bytes, "x.docx").unwrap(), None);
        assert_sound(&package(&disclosure), &format!("seed {seed}"));
    }
}

#[test]
fn an_empty_disclosure_still_makes_a_package() {
    let package = package(&Disclosure::default());
    assert_sound(&package, "empty");
    assert_eq!(package.tables.keys().map(String::as_str).collect::<Vec<_>>(), ["facts"]);
}
