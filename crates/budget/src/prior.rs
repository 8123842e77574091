//! Last year's figures from last year's document: each figure where the document states it.
//! Comparing them with what was entered is for `compile`; reading the document is `mingsuan-import`'s.

use std::collections::BTreeMap;

use mingsuan_model::{Amount, Coordinate, Dimension, Disclosure, Fact, Origin, Value};

use crate::budget::{Budget, Part};
use crate::compile::Problem;
use crate::figures::Figure;

/// The figures that a document states, by key. A figure told twice with different amounts is left out: the document
/// contradicts itself there.
pub fn figures_of(disclosure: &Disclosure) -> BTreeMap<String, Amount> {
    let mut told: BTreeMap<String, Amount> = BTreeMap::new();
    for figure in Figure::all() {
        let wanted = bare(&figure.at.0);
        let stated = disclosure
            .facts
            .iter()
            .filter(|fact| is_amount(fact) && is_own_year(fact, disclosure) && bare(&fact.coordinate) == wanted);
        let mut amounts: Vec<Amount> = stated.filter_map(amount_of).collect();
        amounts.sort();
        amounts.dedup();
        if let [amount] = amounts.as_slice() {
            told.insert(figure.key.clone(), *amount);
        }
    }
    told
}

/// Fills last year's figures in from last year's document.
///
/// # Errors
/// Every figure that was entered and differs from what the document states, and a document of another year.
pub fn fill_prior(budget: &mut Budget, document: &Disclosure) -> Result<(), Vec<Problem>> {
    let mut problems = Vec::new();
    if let Some(year) = document.year
        && year + 1 != budget.year
    {
        problems.push(problem(
            "",
            format!("上年文件是{year}年的，预算是{}年的", budget.year),
            "请给出上一年度的公开文件",
        ));
        return Err(problems);
    }
    for (key, stated) in figures_of(document) {
        let name = Figure::named(&key).map_or(key.as_str(), |figure| &figure.name);
        match budget.prior.get(&key) {
            Some(entered) if *entered != stated => problems.push(problem(
                name,
                format!("填写的上年数为{}元，上年公开文件为{}元", entered, stated),
                "请核对后改正，或清空这一格由程序从上年文件取数",
            )),
            Some(_) => {}
            None => {
                budget.prior.insert(key, stated);
            }
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn problem(subject: &str, message: String, advice: &str) -> Problem {
    let subject = if subject.is_empty() { String::new() } else { format!("“{subject}”") };
    Problem { part: Part::Prior, subject, message, advice: advice.to_owned() }
}

/// A position without what a figure leaves open: year, phase, agency, and the measure of money.
fn bare(at: &Coordinate) -> Coordinate {
    [Dimension::Year, Dimension::Phase, Dimension::Agency, Dimension::Measure]
        .into_iter()
        .fold(*at, |at, dimension| at.with(dimension, Value::All))
}

fn is_amount(fact: &Fact) -> bool {
    matches!(fact.origin, Origin::Statement { .. } | Origin::Claim(_))
        && !fact.additive
        && fact.coordinate.is_at(Dimension::Measure, "amount")
}

/// Whether a fact is of the document's own year: some statements print several years side by side.
fn is_own_year(fact: &Fact, disclosure: &Disclosure) -> bool {
    match fact.coordinate.get(Dimension::Year) {
        Value::All => true,
        Value::Member(year) => disclosure.year.is_none_or(|own| u32::from(own) == year),
        Value::Unknown => false,
    }
}

/// The amount of a fact; a blank cell of a statement is nothing, for the statement shows the row.
fn amount_of(fact: &Fact) -> Option<Amount> {
    match fact.value.number() {
        Some(number) => Amount::from_printed(number, fact.scale?),
        None if fact.value == mingsuan_model::CellValue::Blank => Some(Amount::ZERO),
        None => None,
    }
}
