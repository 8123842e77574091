//! The founding document rebuilt into lines and compiled again: every printed number comes back, and what nobody told
//! is marked. Reads `../shared/fixtures`; without it the test says so, and fails only on the build server.

#![allow(clippy::panic)] // A test may stop.

use std::collections::BTreeMap;
use std::path::PathBuf;

use mingsuan_budget::rebuild::rebuild;
use mingsuan_budget::{Certainty, Part, compile};
use mingsuan_model::{CellValue, Disclosure, Origin};

fn fixture() -> Option<Disclosure> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures/dachang-2024.docx");
    let Ok(bytes) = std::fs::read(&path) else {
        assert!(std::env::var_os("CI").is_none(), "{} is missing", path.display());
        eprintln!("skipped: {} is missing", path.display());
        return None;
    };
    let document = mingsuan_document::read(&bytes, "dachang-2024.docx").expect("the fixture can be read");
    Some(mingsuan_import::import(&document, None))
}

/// The numbers of the facts by coordinate and kind of origin. A zero that is printed is as good as a blank.
fn numbers(disclosure: &Disclosure) -> BTreeMap<String, Vec<String>> {
    let mut numbers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for fact in &disclosure.facts {
        let CellValue::Number(number) = fact.value else { continue };
        if number.is_zero() {
            continue;
        }
        let origin = match fact.origin {
            Origin::Statement { .. } => "statement",
            Origin::Project(_) => "project",
            _ => "text",
        };
        numbers.entry(format!("{origin} {:?}", fact.coordinate)).or_default().push(number.to_string());
    }
    numbers.values_mut().for_each(|values| values.sort());
    numbers
}

#[test]
fn the_founding_document_comes_back() {
    let Some(disclosure) = fixture() else { return };
    let rebuilt = rebuild(&disclosure);
    assert!(rebuilt.unexplained.is_empty(), "{:#?}", rebuilt.unexplained);
    let document = compile(&rebuilt.budget).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let again = mingsuan_import::import(&document, None);
    let (before, after) = (numbers(&disclosure), numbers(&again));
    for key in before.keys().chain(after.keys()) {
        assert_eq!(before.get(key), after.get(key), "{key}");
    }
    let indicators = |d: &Disclosure| -> Vec<String> {
        let all = d.projects.iter().flat_map(|project| &project.indicators);
        all.map(|i| format!("{} {} {} {} {}", i.level1, i.level2, i.level3.text, i.value.text, i.basis.text)).collect()
    };
    assert_eq!(indicators(&disclosure), indicators(&again));
    assert_eq!(again.projects.len(), 19);
    // The text of the document leaves one of its projects out; what is compiled names them all.
    assert_eq!((disclosure.listed_projects.len(), again.listed_projects.len()), (18, 19));
}

#[test]
fn what_the_founding_document_does_not_tell_is_marked() {
    let Some(disclosure) = fixture() else { return };
    let budget = rebuild(&disclosure).budget;
    let of_projects = (0..).zip(&budget.lines).filter(|(_, line)| line.project.is_some());
    for (row, line) in of_projects {
        let mark = |field: &str| {
            let remarks = budget.remarks.iter().filter(|r| r.part == Part::Lines && r.row == row && r.field == field);
            remarks.map(|remark| remark.certainty).next()
        };
        // Only one assignment of the 19 projects to the 7 functions satisfies all sums.
        assert_eq!(mark("function"), Some(Certainty::Inferred), "{line:?}");
        assert!(mark("economic").is_some(), "{line:?}");
    }
}
