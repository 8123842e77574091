//! What a document leaves to a budget: totals stated a little otherwise than the lines add up, and cells that are open.
//! Mistakes of people who fill a workbook in are the business of `workbook_faults.rs`.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod common;

use mingsuan_budget::workbook::{self, BookIssue, Fault};
use mingsuan_budget::{Budget, Certainty, Part, Remark, Stated};
use mingsuan_model::{Amount, Coordinate, Dimension, Value};
use mingsuan_testkit::yunshan;

fn example() -> Budget {
    let mut budget = common::from_testkit(&yunshan::clean());
    budget.agency.region = None;
    budget
}

/// The example with a total that is stated a little otherwise than its lines add up.
fn with_stated(printed: i64, sum: i64) -> Vec<BookIssue> {
    let at = Coordinate::default().at(Dimension::Side, "expenditure").with(Dimension::Function, Value::Member(213));
    let mut budget = example();
    budget.stated = vec![Stated { at, printed: Amount(printed), sum: Amount(sum) }];
    let examined = workbook::examine(&workbook::write(&budget).unwrap(), "");
    if let Some(read) = examined.budget {
        assert_eq!(read.stated, budget.stated);
    }
    examined.issues
}

#[test]
fn stated_totals_count_within_rounding_and_while_the_lines_stand() {
    let at = Coordinate::default().at(Dimension::Side, "expenditure").with(Dimension::Function, Value::Member(213));
    let sum = example().amount_at(&at).unwrap().0;
    assert_eq!(with_stated(sum + 10_000, sum), []);
    let faults = |issues: Vec<BookIssue>| issues.into_iter().map(|issue| issue.fault).collect::<Vec<_>>();
    assert_eq!(faults(with_stated(sum + 100_000_000, sum)), [Fault::StatedTooFar]);
    assert_eq!(faults(with_stated(sum + 20_000, sum + 10_000)), [Fault::StatedOutdated]);
    let mut budget = example();
    budget.stated = vec![Stated { at, printed: Amount(sum + 10_000), sum: Amount(sum) }];
    assert_eq!(budget.amount_at(&at), Some(Amount(sum + 10_000)));
    budget.lines[0].amount = Amount(budget.lines[0].amount.0 + 1_000_000);
    assert_eq!(budget.amount_at(&at), Some(Amount(sum + 1_000_000)));
}

#[test]
fn an_open_cell_is_said_and_stops_nothing_but_a_blank_one_does() {
    let mut budget = example();
    budget.agency.code.clear();
    let issues = |budget: &Budget| workbook::examine(&workbook::write(budget).unwrap(), "").issues;
    let faults: Vec<Fault> = issues(&budget).into_iter().map(|issue| issue.fault).collect();
    assert_eq!(faults, [Fault::BasicMissing]);
    let reason = "公开文档没有印单位编码".to_owned();
    let (part, field, certainty) = (Part::Basics, "code".to_owned(), Certainty::Open);
    budget.remarks.push(Remark { part, row: 0, field, certainty, reason });
    let found = issues(&budget);
    assert_eq!(
        found.iter().map(|issue| (issue.fault, issue.cell.as_str())).collect::<Vec<_>>(),
        [(Fault::OpenCell, "C5")]
    );
    let read = workbook::read(&workbook::write(&budget).unwrap(), "").unwrap();
    assert_eq!(read.agency.code, "");
    assert!(mingsuan_budget::compile(&read).is_ok());
}
