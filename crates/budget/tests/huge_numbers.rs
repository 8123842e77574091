//! Documents whose numbers lie at the end of what a number can hold: sums of them must not overflow anywhere, from
//! understanding to judging and back to a budget. What reasonable numbers give is tested elsewhere.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::from_testkit;
use mingsuan_budget::compile;
use mingsuan_budget::rebuild::{fill_forward, rebuild};
use mingsuan_budget::workbook::{self, Fault};
use mingsuan_document::read;
use mingsuan_model::{Amount, Decimal};
use mingsuan_testkit::write_txt::write_txt;
use mingsuan_testkit::{Generator, Rng};

/// As 万元, the first is about the largest amount there is, as 元, the last; the second as 万元 nearly all that 分 in an
/// `i64` can count.
const HUGE: [&str; 7] = [
    "9223372036.85",
    "9223372036854.77",
    "-9223372036.85",
    "4611686018.43",
    "9223372036854775807",
    "-922337203685477.5807",
    "92233720368547.75",
];

/// A correct document, in which every so many numbers are replaced.
fn document(seed: u64, percent: usize) -> String {
    let mut rng = Rng::new(seed);
    let mut draft = Generator::new(seed).budget().draft();
    let numbers: Vec<_> = draft
        .cells()
        .into_iter()
        .filter(|(_, cell)| Decimal::parse(&cell.text).is_some_and(|number| number.decimals() > 0))
        .map(|(place, _)| place)
        .collect();
    for place in numbers {
        if rng.chance(percent) {
            draft.set_cell(place, rng.word(&HUGE));
        }
    }
    write_txt(&draft)
}

#[test]
fn sums_of_huge_numbers_do_not_overflow() {
    for seed in 0..24 {
        let text = document(seed, [3, 30, 100][usize::try_from(seed % 3).unwrap()]);
        let disclosure = mingsuan_import::import(&read(text.as_bytes(), "a.txt").unwrap(), None);
        assert!(!disclosure.statements.is_empty());
        let judgement = mingsuan_rules::judge(&disclosure);
        assert!(!judgement.findings.is_empty(), "what does not add up is found");
        let budget = rebuild(&disclosure).budget;
        for budget in [fill_forward(&budget, budget.year + 1), budget] {
            if let Ok(compiled) = compile(&budget) {
                mingsuan_rules::judge(&mingsuan_import::import(&compiled, Some(&budget.profile)));
            }
        }
    }
}

#[test]
fn a_workbook_with_more_money_than_can_be_counted_is_told() {
    let mut budget = from_testkit(&Generator::new(0).budget());
    let mut line = budget.lines[0].clone();
    line.amount = Amount(Amount::LARGEST_FEN);
    budget.lines.extend(std::iter::repeat_n(line, 1_100));
    let issues = workbook::examine(&workbook::write(&budget).unwrap(), "").issues;
    assert!(issues.iter().any(|issue| issue.fault == Fault::TotalTooLarge), "{issues:?}");
}
