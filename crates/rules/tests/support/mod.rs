//! What the tests on the founding document share: where it is, its truth, and reading with judging in one call.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::panic)]

pub mod bench;
pub mod put;

use std::path::PathBuf;

use mingsuan_document::{Document, txt};
use mingsuan_model::{Disclosure, Finding, Severity};
use mingsuan_rules::{Judgement, judge};
use serde_json::Value;

/// The folder of fixtures beside the repository; `None` (said plainly) where it is absent, a failure in CI.
pub fn fixtures() -> Option<PathBuf> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/fixtures"));
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "../shared/fixtures is missing, but CI needs it");
    eprintln!("../shared/fixtures is not here: the tests on the founding document are skipped");
    None
}

/// The founding document's truth.
pub fn truth() -> Option<Value> {
    let text = std::fs::read_to_string(fixtures()?.join("dachang-2024.truth.json")).unwrap();
    Some(serde_json::from_str(&text).unwrap())
}

/// The founding document as text.
pub fn seed() -> Option<String> {
    Some(std::fs::read_to_string(fixtures()?.join("dachang-2024.txt")).unwrap())
}

/// The folder of real documents beside the repository, under the same terms.
pub fn corpus() -> Option<PathBuf> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus"));
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "../shared/corpus is missing, but CI needs it");
    eprintln!("../shared/corpus is not here: the tests on real documents are skipped");
    None
}

/// Reads one fixture.
pub fn read(name: &str) -> Option<Document> {
    let bytes = std::fs::read(fixtures()?.join(name)).unwrap();
    Some(mingsuan_document::read(&bytes, name).unwrap())
}

/// Reads and judges a text.
pub fn judged(text: &str) -> (Disclosure, Judgement) {
    let disclosure = mingsuan_import::import(&txt::parse(text), None);
    let judgement = judge(&disclosure);
    (disclosure, judgement)
}

/// Findings that a person has to act upon.
pub fn serious(judgement: &Judgement) -> impl Iterator<Item = &Finding> {
    judgement.findings.iter().filter(|finding| finding.severity > Severity::Info)
}

/// One line a finding, for messages of failed tests.
pub fn shown(finding: &Finding) -> String {
    format!("{:?} {} {} {}", finding.severity, finding.code, finding.place.describe(), finding.message)
}
