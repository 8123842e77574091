//! What the tests of rebuilding share: documents, and the sums of rebuilt lines computed in the plainest way, apart from
//! the code under test. What has to come back is said in the tests.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use mingsuan_budget::rebuild::Rebuilt;
use mingsuan_budget::{Budget, Certainty, Fund, Kind, Part, compile};
use mingsuan_model::{CellValue, Coordinate, Dimension, Disclosure, Fact, Origin, StatementId, Value};
use mingsuan_testkit::{budget as truth, write_txt};

/// The founding document; `None` (said plainly) where it is absent, a failure in CI.
pub(crate) fn founding() -> Option<Disclosure> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/fixtures/dachang-2024.docx"));
    if path.is_file() {
        return Some(read(&std::fs::read(path).unwrap(), "x.docx"));
    }
    assert!(std::env::var_os("CI").is_none(), "../shared/fixtures is missing, but CI needs it");
    eprintln!("../shared/fixtures is not here: the test on the founding document is skipped");
    None
}

pub(crate) fn example(name: &str) -> Disclosure {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/yunshan-2026")).join(name);
    read(&std::fs::read(path).unwrap(), name)
}

pub(crate) fn read(bytes: &[u8], name: &str) -> Disclosure {
    mingsuan_import::import(&mingsuan_document::read(bytes, name).unwrap(), None)
}

pub(crate) fn printed(budget: &truth::Budget) -> Disclosure {
    read(write_txt::write_txt(&budget.draft()).as_bytes(), "x.txt")
}

/// Whether a line's position lies at or below another on one dimension.
pub(crate) fn is_within(line: &Coordinate, at: &Coordinate, dimension: Dimension) -> bool {
    match (at.get(dimension), line.get(dimension)) {
        (Value::All, _) => true,
        (Value::Member(above), Value::Member(own)) => match dimension.tree() {
            Some(tree) => tree.is_within(own, above),
            None if dimension.is_coded() => own.to_string().starts_with(&above.to_string()),
            None => own == above,
        },
        _ => false,
    }
}

/// What a budget has at a position; `None` where its lines do not speak of it.
pub(crate) fn amount_at(budget: &Budget, at: &Coordinate) -> Option<i64> {
    if let Some(item) = at.key(Dimension::Item) {
        return official_at(budget, at, item);
    }
    let side = at.key(Dimension::Side)?;
    let same = [
        Dimension::Source,
        Dimension::Fund,
        Dimension::Function,
        Dimension::Economic,
        Dimension::GovEconomic,
        Dimension::Kind,
        Dimension::Project,
    ];
    let counts = |line: &&mingsuan_budget::Line| {
        let own = line.coordinate();
        let of_side = match side {
            "revenue" | "outlay" => true,
            "balance" => line.kind == Kind::Balance,
            "expenditure" => line.kind != Kind::Balance,
            other => panic!("unexpected side {other}"),
        };
        of_side && same.into_iter().all(|dimension| is_within(&own, at, dimension))
    };
    Some(budget.lines.iter().filter(counts).map(|line| line.amount.0).sum())
}

pub(crate) fn official_at(budget: &Budget, at: &Coordinate, item: &str) -> Option<i64> {
    let leaves: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("abroad-teaching", [].as_slice()),
        ("abroad-other", ["30212"].as_slice()),
        ("vehicle-purchase", ["31013"].as_slice()),
        ("vehicle-running", ["30231"].as_slice()),
        ("reception", ["30217"].as_slice()),
    ]);
    let tree = Dimension::Item.tree().unwrap();
    let below: Vec<&str> =
        leaves.keys().copied().filter(|leaf| tree.is_within(tree.id(leaf).unwrap(), tree.id(item).unwrap())).collect();
    if below.is_empty() {
        return None;
    }
    let of_fund = |fund: Fund| {
        let own = Coordinate::default().at(Dimension::Fund, fund.key());
        fund.is_fiscal() && is_within(&own, at, Dimension::Fund)
    };
    if !budget.official_costs.is_empty() {
        let own = budget.official_costs.iter().filter(|cost| below.contains(&cost.item.as_str()) && of_fund(cost.fund));
        return Some(own.map(|cost| cost.amount.0).sum());
    }
    let pays = |line: &&mingsuan_budget::Line| {
        let code = line.economic.as_deref().unwrap_or_default();
        of_fund(line.fund) && below.iter().any(|leaf| leaves[leaf].contains(&code))
    };
    Some(budget.lines.iter().filter(pays).map(|line| line.amount.0).sum())
}

/// The printed cells that do not come back, and how many do.
pub(crate) fn compare(disclosure: &Disclosure, budget: &Budget) -> (usize, Vec<String>) {
    let (mut same, mut other) = (0, Vec::new());
    for fact in disclosure.facts.iter().filter(|fact| is_compared(disclosure, fact)) {
        let wanted = match fact.value {
            CellValue::Blank => 0,
            _ => fact.amount().unwrap().0,
        };
        match amount_at(budget, &fact.coordinate) {
            Some(found) if found == wanted => same += 1,
            Some(found) => {
                other.push(format!("{} {:?}: {wanted}, rebuilt {found}", fact.place.describe(), fact.coordinate));
            }
            None => {}
        }
    }
    (same, other)
}

pub(crate) fn is_compared(disclosure: &Disclosure, fact: &Fact) -> bool {
    let own = match fact.origin {
        Origin::Statement { statement, .. } => {
            let id = disclosure.statements[statement as usize].id;
            !matches!(id, StatementId::Procurement | StatementId::Assets)
        }
        Origin::Project(_) => true,
        Origin::Claim(_) => false,
    };
    own && fact.coordinate.is_at(Dimension::Measure, "amount") && !fact.coordinate.has_unknown()
}

pub(crate) fn remarks(rebuilt: &Rebuilt, certainty: Certainty, field: &str) -> Vec<usize> {
    let own = |remark: &&mingsuan_budget::Remark| {
        remark.part == Part::Lines && remark.certainty == certainty && remark.field == field
    };
    rebuilt.budget.remarks.iter().filter(own).map(|remark| remark.row).collect()
}

/// The amounts that are not zero, in 元, by their position, of statements and projects (and of the text if asked).
pub(crate) fn amounts(disclosure: &Disclosure, with_text: bool) -> BTreeMap<String, Vec<String>> {
    let mut amounts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for fact in &disclosure.facts {
        let is_text = matches!(fact.origin, Origin::Claim(_));
        let value = match fact.amount() {
            Some(amount) => amount.to_string(),
            None => fact.value.number().map(|number| number.to_string()).unwrap_or_default(),
        };
        let is_nothing = fact.value.number().is_none_or(|number| number.is_zero());
        if !is_nothing && (with_text || !is_text) {
            amounts.entry(format!("{} {:?}", is_text, fact.coordinate)).or_default().push(value);
        }
    }
    amounts.values_mut().for_each(|values| values.sort());
    amounts
}

/// Compiles what was rebuilt and compares what is read from it with what was read at first.
pub(crate) fn assert_compiles_to(disclosure: &Disclosure, budget: &Budget, with_text: bool, name: &str) {
    let document = compile(budget).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
    let again = mingsuan_import::import(&document, None);
    let (wanted, found) = (amounts(disclosure, with_text), amounts(&again, with_text));
    for key in wanted.keys().chain(found.keys()) {
        assert_eq!(found.get(key), wanted.get(key), "{name} {key}");
    }
}

/// The functions of each project by name.
pub(crate) fn functions(budget: &Budget) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in &budget.lines {
        let Some(project) = line.project else { continue };
        let own = found.entry(budget.projects[project].name.clone()).or_default();
        if !own.contains(&line.function) {
            own.push(line.function.clone());
        }
    }
    found
}

pub(crate) fn true_functions(budget: &truth::Budget) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in &budget.lines {
        let truth::Kind::Project(project) = line.kind else { continue };
        let own = found.entry(budget.projects[project].name.clone()).or_default();
        if !own.contains(&line.function) {
            own.push(line.function.clone());
        }
    }
    found
}
