//! Compilation against an independent printer: the test kit prints the same budgets in its own way, and both have to
//! be read as the same facts. What is compiled has no finding above a hint.

#![allow(clippy::panic)] // A test may stop.

mod common;

use std::collections::BTreeMap;

use common::from_testkit;
use mingsuan_budget::{Budget, Figure, compile, figures_of, fill_prior};
use mingsuan_model::{Amount, CellValue, Coordinate, Dimension, Disclosure, Origin, Severity, Value};
use mingsuan_testkit::Generator;

const SEEDS: u64 = 150;

/// The numbers by what they are numbers of; a zero is as good as a blank. Names of projects stand for their ordinals.
fn facts(disclosure: &Disclosure, wanted: impl Fn(&Origin) -> bool) -> BTreeMap<String, Vec<String>> {
    let mut facts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for fact in disclosure.facts.iter().filter(|fact| wanted(&fact.origin)) {
        let CellValue::Number(number) = &fact.value else { continue };
        if number.is_zero() {
            continue;
        }
        facts.entry(shown(&fact.coordinate)).or_default().push(number.to_string());
    }
    facts.values_mut().for_each(|values| values.sort());
    facts
}

fn shown(coordinate: &Coordinate) -> String {
    format!("{:?}", coordinate.with(Dimension::Agency, Value::All))
}

fn draft(budget: &mingsuan_testkit::Budget) -> Disclosure {
    let text = mingsuan_testkit::write_txt::write_txt(&budget.draft());
    let document = mingsuan_document::read(text.as_bytes(), "draft.txt").expect("the test kit writes what can be read");
    mingsuan_import::import(&document, None)
}

#[test]
fn compiled_budgets_hold_the_facts_of_an_independent_printer() {
    for seed in 0..SEEDS {
        let mut kit = Generator::new(seed).budget();
        kit.style.groups_thousands = false;
        kit.style.prints_zero = false;
        let document = compile(&from_testkit(&kit)).unwrap_or_else(|problems| panic!("seed {seed}: {problems:?}"));
        let (ours, theirs) = (mingsuan_import::import(&document, None), draft(&kit));
        for (what, wanted) in [
            ("statements", (|origin| matches!(origin, Origin::Statement { .. })) as fn(&Origin) -> bool),
            ("projects", |origin| matches!(origin, Origin::Project(_))),
        ] {
            let (ours, theirs) = (facts(&ours, wanted), facts(&theirs, wanted));
            for key in ours.keys().chain(theirs.keys()) {
                assert_eq!(ours.get(key), theirs.get(key), "seed {seed} {what} {key}");
            }
            assert!(!ours.is_empty() || kit.projects.is_empty(), "seed {seed}: no facts of the {what}");
        }
    }
}

#[test]
fn compiled_budgets_are_found_correct_in_every_form() {
    for (seed, profile) in (0..SEEDS).flat_map(|seed| ["hebei", "national"].map(|profile| (seed, profile))) {
        let kit = Generator::new(seed).budget();
        let budget = Budget { profile: profile.to_owned(), ..from_testkit(&kit) };
        let document = compile(&budget).unwrap_or_else(|problems| panic!("seed {seed} {profile}: {problems:?}"));
        let disclosure = mingsuan_import::import(&document, Some(profile));
        assert_eq!(disclosure.projects.len(), budget.projects.len(), "seed {seed} {profile}");
        let judgement = mingsuan_rules::judge(&disclosure);
        let found: Vec<_> = judgement
            .findings
            .iter()
            .filter(|finding| finding.severity != Severity::Info)
            .map(|finding| format!("{} {}", finding.code, finding.message))
            .collect();
        assert!(found.is_empty(), "seed {seed} {profile}: {found:#?}");
    }
}

#[test]
fn the_figures_of_a_document_are_those_of_its_budget() {
    for seed in 0..SEEDS {
        let budget = Budget { profile: "hebei".to_owned(), ..from_testkit(&Generator::new(seed).budget()) };
        let document = compile(&budget).unwrap_or_else(|problems| panic!("seed {seed}: {problems:?}"));
        let told = figures_of(&mingsuan_import::import(&document, None));
        for key in ["total", "outlay", "basic", "project", "official-costs", "reception", "operating-costs", "general"]
        {
            let figure = Figure::named(key).expect("the figure is listed");
            assert_eq!(told.get(key).copied(), figure.amount(&budget), "seed {seed} {key}");
        }
    }
}

#[test]
fn last_years_document_fills_in_and_contradicts() {
    let last = Budget { profile: "hebei".to_owned(), ..from_testkit(&Generator::new(1).budget()) };
    let document = compile(&last).expect("the test kit's budgets can be compiled");
    let last_year = mingsuan_import::import(&document, None);
    let mut budget = Budget { year: last.year + 1, prior: Default::default(), ..last.clone() };
    fill_prior(&mut budget, &last_year).expect("nothing was entered");
    assert_eq!(budget.prior.get("basic").copied(), Figure::named("basic").and_then(|figure| figure.amount(&last)));
    budget.prior.insert("basic".into(), Amount(1));
    assert_eq!(fill_prior(&mut budget, &last_year).map_err(|problems| problems.len()), Err(1));
    budget.year += 1;
    assert!(fill_prior(&mut budget, &last_year).is_err(), "a document of another year");
}

#[test]
fn sums_beyond_all_bounds_are_told_and_never_wrap() {
    let mut budget = Budget { profile: "hebei".to_owned(), ..from_testkit(&Generator::new(0).budget()) };
    assert!(budget.procurement.len() >= 2, "the sample has purchases");
    for line in &mut budget.procurement {
        (line.amount, line.reserved) = (Amount(i64::MAX), Some(Amount(i64::MAX)));
    }
    budget.lines.iter_mut().for_each(|line| line.amount = Amount(i64::MAX));
    let problems = compile(&budget).expect_err("no such sum can be printed");
    for subject in ["支出总计", "政府采购预算"] {
        assert!(problems.iter().any(|problem| problem.subject == subject), "{subject}: {problems:#?}");
    }
}

#[test]
fn a_document_with_absurd_assets_is_rebuilt_without_overflow() {
    let rows = ["1、房屋", "2、车辆", "3、其他固定资产"]
        .map(|label| format!("<tr><td>{label}</td><td>1</td><td>900000000</td></tr>"));
    let html = format!(
        "<p>单位固定资产占用情况表</p><p>单位：亿元</p><table><tr><td>项目</td><td>数量</td><td>价值</td></tr>{}</table>",
        rows.concat()
    );
    let document = mingsuan_document::read(html.as_bytes(), "a.html").expect("it is html");
    let budget = mingsuan_budget::rebuild::rebuild(&mingsuan_import::import(&document, None)).budget;
    assert_eq!(budget.assets.rows.len(), 3);
    assert!(budget.assets.rows.iter().all(|row| row.value.is_none()) && budget.assets.total.is_none());
}
