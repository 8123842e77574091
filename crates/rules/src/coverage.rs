//! Coverage: the share of the money tokens standing in tables that at least one comparison stands behind.
//! The tokens are counted by the reader, whatever was understood of the tables.

use std::collections::HashSet;

use mingsuan_model::{Disclosure, Place};

use crate::cube::Cube;
use crate::solver::{Solution, State};

/// How much of a document's money in tables was verified.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// Money tokens in tables.
    pub numeric_cells: usize,
    /// Those that at least one comparison stands behind.
    pub verified_cells: usize,
    /// The others.
    pub unverified: Vec<Place>,
}

/// A cell by its position, whatever text it is quoted with.
pub(crate) type Position<'p> = (Option<&'p str>, Option<u32>, Option<u32>, Option<u32>, Option<u32>);

pub(crate) fn position(place: &Place) -> Position<'_> {
    (place.sheet.as_deref(), place.table, place.row, place.column, place.page)
}

/// Measures the coverage of a solved document; `vouched` are the places that rules compared one by one.
pub(crate) fn measure(disclosure: &Disclosure, cube: &Cube<'_>, solution: &Solution, vouched: &[Place]) -> Coverage {
    let mut verified: HashSet<Position<'_>> = vouched.iter().map(position).collect();
    for (equation, state) in solution.equations.iter().zip(&solution.states) {
        if matches!(state, State::Holds | State::Fails(_) | State::Rounds(_)) {
            verified.extend(equation.members().into_iter().map(|id| position(&cube.fact(id).place)));
        }
    }
    let unverified: Vec<Place> =
        disclosure.money_tokens.iter().filter(|place| !verified.contains(&position(place))).cloned().collect();
    let numeric_cells = disclosure.money_tokens.len();
    Coverage { numeric_cells, verified_cells: numeric_cells - unverified.len(), unverified }
}
