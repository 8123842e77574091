//! What vouches for a number agrees with coverage and with the findings.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;

use mingsuan_model::Disclosure;
use mingsuan_rules::{VouchState, judge, vouching};
use mingsuan_testkit::yunshan::FOLDER;

fn example(name: &str) -> Disclosure {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(FOLDER).join(name);
    let document = mingsuan_document::read(&std::fs::read(path).unwrap(), name).unwrap();
    mingsuan_import::import(&document, None)
}

#[test]
fn numbers_without_a_voucher_are_those_that_coverage_names() {
    for name in ["clean.docx", "planted.docx", "planted.txt"] {
        let disclosure = example(name);
        let unvouched: Vec<_> =
            vouching(&disclosure).into_iter().filter(|number| number.equations.is_empty()).collect();
        let places: Vec<_> = unvouched.into_iter().map(|number| number.place).collect();
        assert_eq!(places, judge(&disclosure).coverage.unverified, "{name}");
    }
}

#[test]
fn a_wrong_number_fails_where_it_is_compared_and_a_right_one_nowhere() {
    let fails = |disclosure: &Disclosure| {
        let numbers = vouching(disclosure);
        let fails = |rule: &str| {
            let failing = numbers.iter().filter(|number| {
                number.equations.iter().any(|vouch| vouch.rule == rule && vouch.state == VouchState::Fails)
            });
            failing.filter_map(|number| Some((number.place.table?, number.place.row?, number.place.column?))).collect()
        };
        let all: Vec<(u32, u32, u32)> = fails("A001");
        all
    };
    assert_eq!(fails(&example("clean.docx")), []);
    let planted = example("planted.docx");
    let failing = fails(&planted);
    let findings = judge(&planted).findings;
    let wrong = findings.iter().filter(|finding| finding.code == "A001");
    let wrong: Vec<_> = wrong.filter_map(|f| Some((f.place.table?, f.place.row?, f.place.column?))).collect();
    assert!(!wrong.is_empty());
    assert!(wrong.iter().all(|place| failing.contains(place)), "{wrong:?} {failing:?}");
}
