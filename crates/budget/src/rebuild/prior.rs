//! Last year's figures: printed beside this year's, or this year's less the change that the text tells.
//! The sentences around the changes are read in `texts.rs`.

use std::collections::BTreeMap;

use mingsuan_model::{Amount, CellValue, Coordinate, Dimension, Disclosure, Origin, Value};

use super::custom::{Figure, custom};
use super::margins::is_of_year;
use crate::budget::{Budget, Kind};

/// Last year's figures by key, as far as the document tells them.
pub(super) fn prior(disclosure: &Disclosure, budget: &Budget) -> BTreeMap<String, Amount> {
    let level = level_figures(disclosure);
    let mut prior = BTreeMap::new();
    for figure in &custom().figure {
        let now = || figure_of(disclosure, budget, figure);
        let before = printed_before(disclosure, figure)
            .or_else(|| now()?.checked_sub(change(disclosure, figure)?))
            .or_else(|| level.contains(&figure.key.as_str()).then(now).flatten());
        if let Some(before) = before {
            prior.insert(figure.key.clone(), before);
        }
    }
    prior
}

/// The claim's or fact's position without year, phase and measure.
fn bare(at: &Coordinate) -> Coordinate {
    [Dimension::Year, Dimension::Phase, Dimension::Measure]
        .into_iter()
        .fold(*at, |at, dimension| at.with(dimension, Value::All))
}

/// The figure that a position speaks of.
pub(super) fn figure_at(at: &Coordinate) -> Option<&'static Figure> {
    let at = bare(at);
    custom().figure.iter().find(|figure| figure.coordinate() == at)
}

/// A column of last year's budget.
fn printed_before(disclosure: &Disclosure, figure: &Figure) -> Option<Amount> {
    let before = disclosure.year?.checked_sub(1);
    let mut own = disclosure.facts.iter().filter(|fact| {
        bare(&fact.coordinate) == figure.coordinate()
            && fact.coordinate.get(Dimension::Year).member() == before.map(u32::from)
            && is_of_year(&fact.coordinate, disclosure.kind, before)
    });
    own.find_map(mingsuan_model::Fact::amount)
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
            && bare(&fact.coordinate) == figure.coordinate()
            && base.is_none_or(|base| base == before)
            && matches!(fact.value, CellValue::Number(_))
    });
    own.find_map(mingsuan_model::Fact::amount)
}

/// This year's figure: as the rebuilt budget has it, or as printed where the lines do not tell it.
fn figure_of(disclosure: &Disclosure, budget: &Budget, figure: &Figure) -> Option<Amount> {
    own_figure(budget, &figure.key).or_else(|| {
        let mut own = disclosure.facts.iter().filter(|fact| {
            bare(&fact.coordinate) == figure.coordinate()
                && is_of_year(&fact.coordinate, disclosure.kind, disclosure.year)
        });
        own.find_map(mingsuan_model::Fact::amount)
    })
}

/// A figure of a budget by its key, from its lines and stated amounts.
pub(super) fn own_figure(budget: &Budget, key: &str) -> Option<Amount> {
    let sum = |passes: &dyn Fn(Kind) -> bool| {
        let own = budget.lines.iter().filter(|line| passes(line.kind));
        own.map(|line| line.amount).try_fold(Amount::ZERO, Amount::checked_add)
    };
    match key {
        "total" | "revenue" => sum(&|_| true),
        "basic" => sum(&Kind::is_basic),
        "personnel" => sum(&|kind| kind == Kind::Personnel),
        "public" => sum(&|kind| kind == Kind::Public),
        "project" => sum(&|kind| kind == Kind::Project),
        "operating-costs" => budget.operating_costs.or_else(|| {
            let general =
                |line: &&crate::budget::Line| line.kind == Kind::Public && line.fund == crate::budget::Fund::General;
            budget.lines.iter().filter(general).map(|line| line.amount).try_fold(Amount::ZERO, Amount::checked_add)
        }),
        item => official_figure(budget, item),
    }
}

/// An item of “三公” with all below it.
fn official_figure(budget: &Budget, item: &str) -> Option<Amount> {
    let is_within = |official: &super::custom::Official| {
        item == "official-costs" || official.parent == item || official.item == item
    };
    let officials: Vec<_> = custom().official.iter().filter(|official| is_within(official)).collect();
    if officials.is_empty() {
        return None;
    }
    if !budget.official_costs.is_empty() {
        let own =
            budget.official_costs.iter().filter(|cost| officials.iter().any(|official| official.item == cost.item));
        return own.map(|cost| cost.amount).try_fold(Amount::ZERO, Amount::checked_add);
    }
    let pays = |line: &&crate::budget::Line| {
        let economic = line.economic.as_deref().unwrap_or_default();
        line.fund.is_fiscal() && officials.iter().any(|official| official.economic.iter().any(|code| code == economic))
    };
    budget.lines.iter().filter(pays).map(|line| line.amount).try_fold(Amount::ZERO, Amount::checked_add)
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
    let named = custom().figure.iter().filter_map(|figure| {
        let phrases = figure.phrases.iter().filter(|phrase| clause.contains(phrase.as_str()));
        Some((phrases.map(String::len).max()?, figure.key.as_str()))
    });
    named.max().map(|(_, key)| key)
}
