//! The workbook of the example in the repository: it holds the test kit's budget, and compiles into a document with the
//! facts of the printed example and no finding above a hint.

mod common;

use std::path::Path;

use common::from_testkit;
use mingsuan_budget::{compile, figures_of, workbook};
use mingsuan_model::Severity;
use mingsuan_testkit::yunshan;

fn committed(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(yunshan::FOLDER).join(name);
    std::fs::read(&path).expect("the example is part of the repository")
}

#[test]
fn the_committed_workbook_holds_the_example() {
    let again = "run: cargo run -p mingsuan-budget --example write-workbook";
    let read = workbook::read(&committed("budget.xlsx"), "budget.xlsx").expect("the example has no mistake");
    let budget = from_testkit(&yunshan::clean());
    assert_eq!(read, budget, "{again}");
}

#[test]
fn the_example_compiles_into_what_is_printed() {
    let budget = workbook::read(&committed("budget.xlsx"), "budget.xlsx").expect("the example has no mistake");
    let compiled = mingsuan_import::import(&compile(&budget).expect("it can be compiled"), None);
    let printed = mingsuan_document::read(&committed("clean.docx"), "clean.docx").expect("it can be read");
    let printed = mingsuan_import::import(&printed, None);
    assert_eq!(figures_of(&compiled), figures_of(&printed));
    let judgement = mingsuan_rules::judge(&compiled);
    assert!(judgement.findings.iter().all(|finding| finding.severity == Severity::Info), "{:#?}", judgement.findings);
}
