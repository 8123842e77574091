//! Amounts of this year with last year's amount of the same thing in the same statement.
//! No judgement here.

use mingsuan_model::{Coordinate, CoordinateMap, Dimension, Origin, Value};

use crate::context::Context;
use crate::cube::{Cube, Group};

/// The pairs of a statement.
pub(super) struct Pairs {
    /// Ordinal of the statement.
    pub(super) statement: u32,
    /// This year's and last year's fact.
    pub(super) pairs: Vec<[u32; 2]>,
}

/// The pairs of each statement that prints both years.
pub(super) fn pairs(context: &Context<'_>) -> Vec<Pairs> {
    let Some(year) = context.year() else { return Vec::new() };
    let this = Value::Member(u32::from(year));
    let prior = Value::Member(u32::from(year.saturating_sub(1)));
    let cube = &context.cube;
    let mut all = Vec::new();
    for (group, facts) in &cube.groups {
        let Group::Statement(statement) = group else { continue };
        let amounts = facts.iter().copied().filter(|id| {
            let at = &cube.fact(*id).coordinate;
            at.is_at(Dimension::Measure, "amount") && !at.has_unknown() && !cube.fact(*id).additive
        });
        let (now, before): (Vec<u32>, Vec<u32>) = {
            let is_prior = |id: &u32| cube.fact(*id).coordinate.get(Dimension::Year) == prior;
            amounts.partition(|id| !is_prior(id))
        };
        let (now, before) = (single(cube, now), single(cube, before));
        let beside = |(at, id): (Coordinate, u32)| {
            let is_now = at.get(Dimension::Year) == this || at.get(Dimension::Year) == Value::All;
            let other = before.get(&at.with(Dimension::Year, prior))?;
            (is_now && is_one_column(context, id, *other)).then_some([id, *other])
        };
        let mut pairs: Vec<[u32; 2]> = now.into_iter().filter_map(beside).collect();
        pairs.sort_unstable();
        if !pairs.is_empty() {
            all.push(Pairs { statement: *statement, pairs });
        }
    }
    all
}

/// The facts by coordinate; where two different amounts claim one coordinate, the header was not understood.
fn single(cube: &Cube<'_>, ids: Vec<u32>) -> CoordinateMap<u32> {
    let mut by_place: CoordinateMap<Option<u32>> = CoordinateMap::default();
    for id in ids {
        let first = by_place.entry(cube.fact(id).coordinate).or_insert(Some(id));
        let value = |id: u32| cube.value(id).map(|ticks| ticks.value);
        *first = first.filter(|first| value(*first) == value(id));
    }
    by_place.into_iter().filter_map(|(at, id)| id.map(|id| (at, id))).collect()
}

/// Whether two cells stand under the same words but for the year: else one of the headers was not understood.
fn is_one_column(context: &Context<'_>, one: u32, other: u32) -> bool {
    let words = |id: u32| {
        let Origin::Statement { statement, column, .. } = context.cube.fact(id).origin else { return None };
        let statement = context.disclosure.statements.get(statement as usize)?;
        let header = statement.columns.get(column as usize)?.header.last()?;
        Some(header.chars().filter(|c| !c.is_ascii_digit() && !"上本去今".contains(*c)).collect::<String>())
    };
    words(one) == words(other)
}
