//! The reference lists: every file is described, every description has its file and the right number of rows.
//! What the codes mean, and whether they are right, is the business of `mingsuan-model` and of the lists' own sources.

use anyhow::{Context, Result};
use toml::{Table, Value};

use super::{Violations, files};
use crate::process;

const FOLDER: &str = "standards/lists";
const STANDINGS: [&str; 3] = ["sourced", "seen in print", "from memory"];
const REQUIRED: [&str; 7] = ["id", "file", "title", "source", "edition", "valid_from", "standing"];

pub(super) fn check() -> Result<Violations> {
    let folder = process::root().join(FOLDER);
    let index = std::fs::read_to_string(folder.join("index.toml")).context("standards/lists/index.toml")?;
    let index: Table = index.parse().context("standards/lists/index.toml")?;
    let lists = index.get("list").and_then(Value::as_array).context("index.toml has no [[list]]")?;
    let mut violations = Violations::new();
    let mut described = Vec::new();
    for list in lists.iter().filter_map(Value::as_table) {
        let file = list.get("file").and_then(Value::as_str).context("a list without a file")?;
        described.push(file);
        for key in REQUIRED.iter().filter(|key| !list.contains_key(**key)) {
            violations.push(format!("index.toml: {file} has no `{key}`"));
        }
        let standing = list.get("standing").and_then(Value::as_str).unwrap_or_default();
        if !STANDINGS.contains(&standing) {
            violations.push(format!("index.toml: the standing of {file} is none of {STANDINGS:?}"));
        }
        let rows = csv::Reader::from_path(folder.join(file)).context(file.to_owned())?.into_records();
        let rows = i64::try_from(rows.collect::<Result<Vec<_>, _>>().context(file.to_owned())?.len())?;
        if list.get("rows").and_then(Value::as_integer) != Some(rows) {
            violations.push(format!("index.toml: {file} has {rows} rows"));
        }
    }
    for path in files(&folder, "csv")? {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        if !described.contains(&file.as_ref()) {
            violations.push(format!("{FOLDER}/{file} is not described in index.toml"));
        }
    }
    Ok(violations)
}
