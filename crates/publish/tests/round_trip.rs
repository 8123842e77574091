//! What is published and read again says the same: the founding document, the example and made-up budgets, format by format.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use mingsuan_document::read;
use mingsuan_testkit::compare::differences;
use support::{Source, WRITERS, example, fixture, generated};

/// Made-up budgets that go through every writer.
const SEEDS: u64 = 300;

/// Publishes in every format, reads the files again and compares.
fn assert_unchanged(source: &Source) {
    for (format, write) in WRITERS {
        let bytes = write(&source.layout).unwrap_or_else(|error| panic!("{} as {format}: {error}", source.name));
        let again = read(&bytes, &format!("again.{format}")).unwrap();
        let differences = differences(&source.disclosure, &mingsuan_import::import(&again, None));
        let shown = differences.iter().take(20).map(String::as_str).collect::<Vec<_>>().join("\n");
        assert!(differences.is_empty(), "{} as {format}: {} lines differ\n{shown}", source.name, differences.len());
    }
}

#[test]
fn the_founding_document_comes_back() {
    for name in ["dachang-2024.docx", "dachang-2024.html", "dachang-2024.txt"] {
        let Some(source) = fixture(name) else { return };
        assert_unchanged(&source);
    }
}

#[test]
fn the_example_comes_back() {
    assert_unchanged(&example());
}

#[test]
fn made_up_budgets_come_back() {
    for seed in 0..SEEDS {
        assert_unchanged(&generated(seed));
    }
}
