//! Last year's figures: printed beside this year's, or this year's less the change that the text tells.
//! The sentences around the changes are read in `texts.rs`.

use std::collections::BTreeMap;

use mingsuan_model::{Amount, CellValue, Coordinate, Dimension, Disclosure, Fact, Origin, Value};

use super::custom::custom;
use super::margins::is_of_year;
use crate::budget::Budget;
use crate::figures::Figure;

/// Last year's figures by key, as far as the document tells them.
pub(super) fn prior(disclosure: &Disclosure, budget: &Budget) -> BTreeMap<String, Amount> {
    let level = level_figures(disclosure);
    let mut prior = BTreeMap::new();
    for figure in Figure::all() {
        let now = || figure.amount(budget);
        let before = printed_before(disclosure, figure)
            .or_else(|| now()?.checked_sub(change(disclosure, figure)?))
            .or_else(|| level.contains(&figure.key.as_str()).then(now).flatten());
        // A change that was misread may be more than there is.
        if let Some(before) = before.filter(|before| before.0 >= 0) {
            prior.insert(figure.key.clone(), before);
        }
    }
    // 收入总计 and 支出总计 of a year are one amount; the text tells it once.
    for (told, same) in [("outlay", "total"), ("total", "outlay")] {
        if let (Some(amount), false) = (prior.get(told).copied(), prior.contains_key(same)) {
            prior.insert(same.to_owned(), amount);
        }
    }
    prior
}

/// A position without year, phase and measure.
fn bare(at: &Coordinate) -> Coordinate {
    [Dimension::Year, Dimension::Phase, Dimension::Measure]
        .into_iter()
        .fold(*at, |at, dimension| at.with(dimension, Value::All))
}

/// The figure that a position speaks of.
pub(super) fn figure_at(at: &Coordinate) -> Option<&'static Figure> {
    let at = bare(at);
    Figure::all().iter().find(|figure| figure.at.0 == at)
}

/// A column of last year's budget.
fn printed_before(disclosure: &Disclosure, figure: &Figure) -> Option<Amount> {
    let before = disclosure.year?.checked_sub(1);
    let mut own = disclosure.facts.iter().filter(|fact| {
        bare(&fact.coordinate) == figure.at.0
            && fact.coordinate.get(Dimension::Year).member() == before.map(u32::from)
            && is_of_year(&fact.coordinate, disclosure.kind, before)
    });
    own.find_map(Fact::amount)
}

/// The change against last year that the document tells, up counted as more.
fn change(disclosure: &Disclosure, figure: &Figure) -> Option<Amount> {
    let before = disclosure.year?.checked_sub(1)?;
    let mut own = disclosure.facts.iter().filter(|fact| {
        let base = match fact.origin {
            Origin::Claim(claim) => disclosure.claims.get(claim as usize).and_then(|claim| claim.base_year),
            _ => None,
        };
        fact.coordinate.is_at(Dimension::Measure, "change")
            && bare(&fact.coordinate) == figure.at.0
            && base.is_none_or(|base| base == before)
            && matches!(fact.value, CellValue::Number(_))
    });
    own.find_map(Fact::amount)
}

/// The figures that the text says are as last year: the word stands behind the words that name the figure.
fn level_figures(disclosure: &Disclosure) -> Vec<&'static str> {
    let mut level = Vec::new();
    for paragraph in disclosure.sections.iter().flat_map(|section| &section.paragraphs) {
        let mut subject: Option<&'static str> = None;
        for sentence in paragraph.text.split('。') {
            // The first clause of a sentence may name what it speaks of with its amount; later amounts are parts of it.
            let mut is_new = true;
            for clause in sentence.split(['，', '；', '：']) {
                let has_amount = clause.chars().any(|c| c.is_ascii_digit()) && clause.contains('元');
                if let Some(key) = figure_named(clause).filter(|_| is_new || !has_amount && !clause.contains("其中"))
                {
                    (subject, is_new) = (Some(key), false);
                }
                if custom().words.level.iter().any(|word| clause.contains(word.as_str())) {
                    level.extend(subject);
                }
            }
        }
    }
    level
}

/// The figure that a clause names with the longest words.
fn figure_named(clause: &str) -> Option<&'static str> {
    let named = custom().subject.iter().filter_map(|subject| {
        let phrases = subject.phrases.iter().filter(|phrase| clause.contains(phrase.as_str()));
        Some((phrases.map(String::len).max()?, subject.figure.as_str()))
    });
    named.max().map(|(_, key)| key)
}
