//! Real documents: what was recognised of each, in counts without content, is what it was when a person last looked.
//! `cargo xtask corpus` compares the same documents with their labels; `cargo xtask bless` accepts new counts.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::Value;

use crate::common::{mingsuan, root};

#[test]
fn counts_of_real_documents_are_as_last_seen() {
    let folder = root().join("../shared/corpus");
    if !folder.join("labels.json").is_file() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "{} is missing", folder.display());
        eprintln!("skipped: {} is not there", folder.display());
        return;
    }
    let run = mingsuan(&["check", folder.to_str().unwrap(), "--format", "json"]);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let mut lines: Vec<String> = report["documents"].as_array().unwrap().iter().filter_map(line).collect();
    lines.sort();
    let counts = lines.concat();
    let path = root().join("crates/cli/tests/cli/corpus.txt");
    if std::env::var_os("MINGSUAN_BLESS").is_some() {
        std::fs::write(&path, &counts).unwrap();
    }
    let seen = std::fs::read_to_string(&path).unwrap();
    for (now, before) in counts.lines().zip(seen.lines()) {
        assert_eq!(now, before, "`cargo xtask corpus` shows details, `cargo xtask bless` accepts");
    }
    assert_eq!(counts.lines().count(), seen.lines().count());
}

/// One document in counts.
fn line(document: &Value) -> Option<String> {
    let name = document["path"].as_str()?.rsplit('/').next()?.strip_suffix(".pdf")?;
    let statements = document["statements"].as_array()?;
    let cells: u64 = statements.iter().filter_map(|statement| statement["numeric_cells"].as_u64()).sum();
    let coverage = &document["coverage"];
    let mut findings: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in document["findings"].as_array()? {
        *findings.entry(finding["code"].as_str()?).or_default() += 1;
    }
    let mut line = format!(
        "{name} statements={} cells={cells} money={} verified={} issues={}",
        statements.len(),
        coverage["numeric_cells"],
        coverage["verified_cells"],
        document["issues"].as_array()?.len()
    );
    for (code, count) in findings {
        write!(line, " {code}={count}").ok()?;
    }
    line.push('\n');
    Some(line)
}
