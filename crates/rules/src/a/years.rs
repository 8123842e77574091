//! Rows that print last year, this year and what lies between: the three cells that belong together.
//! No judgement here.

use mingsuan_model::{Coordinate, CoordinateMap, Dimension, Value};

use crate::cube::Cube;

/// This year's amount, last year's and the cell of `measure` that compares them, where all three are printed.
pub(super) fn triples(cube: &Cube<'_>, facts: &[u32], year: u16, measure: &str) -> Vec<[u32; 3]> {
    let prior = Value::Member(u32::from(year.saturating_sub(1)));
    let mut amounts: CoordinateMap<Vec<u32>> = CoordinateMap::default();
    for id in facts.iter().filter(|id| cube.fact(**id).coordinate.is_at(Dimension::Measure, "amount")) {
        amounts.entry(cube.fact(*id).coordinate).or_default().push(*id);
    }
    let compared = facts.iter().filter(|id| cube.fact(**id).coordinate.is_at(Dimension::Measure, measure));
    let compared = compared.filter(|id| !cube.fact(**id).coordinate.has_unknown());
    let triples = compared.filter_map(|third| {
        let at = cube.fact(*third).coordinate.at(Dimension::Measure, "amount");
        let beside = |at: &Coordinate| {
            let found = amounts.get(at)?;
            let row = cube.row_of(*third);
            let in_row = found.iter().copied().find(|id| cube.row_of(*id) == row);
            // The years may also be rows of one column.
            in_row.or_else(|| found.first().copied().filter(|_| found.len() == 1))
        };
        let triple = [beside(&at)?, beside(&at.with(Dimension::Year, prior))?, *third];
        triple.iter().any(|id| cube.value(*id).is_none_or(|ticks| !ticks.blank)).then_some(triple)
    });
    triples.collect()
}
