//! The description of the API against the snapshot that the page's client is made from, and against itself.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;

/// As `cargo xtask generate` writes it.
#[test]
fn the_snapshot_is_current() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    let written: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    assert!(written == mingsuan_server::openapi(), "run `cargo xtask generate` and read the diff");
}

#[test]
fn every_reference_leads_somewhere() {
    fn collect<'v>(value: &'v Value, found: &mut BTreeSet<&'v str>) {
        match value {
            Value::Object(object) => {
                found.extend(object.get("$ref").and_then(Value::as_str));
                object.values().for_each(|value| collect(value, found));
            }
            Value::Array(array) => array.iter().for_each(|value| collect(value, found)),
            _ => {}
        }
    }
    let whole = mingsuan_server::openapi();
    let mut found = BTreeSet::new();
    collect(&whole, &mut found);
    assert!(found.len() > 10);
    for reference in found {
        assert!(whole.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
}
