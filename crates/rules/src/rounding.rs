//! Rounding: when a sum that is off by a few last places may be explained by its terms having been rounded.
//! A document whose other sums are exact gets no such excuse.

use mingsuan_model::{Equation, Grade, Origin, Relation};

use crate::cube::Cube;
use crate::solver::State;
use crate::thresholds::THRESHOLDS;

/// How far a sum may be off by rounding: half a unit of the last place for each printed term, and one more.
/// 0 for everything that is not a sum, and for a sum with a missing total.
pub(crate) fn tolerance(cube: &Cube<'_>, relation: &Relation) -> i64 {
    let Relation::Sum { total, parts } = relation else { return 0 };
    if cube.value(*total).is_none_or(|ticks| ticks.blank) {
        return 0;
    }
    let printed = || parts.iter().chain([total]).filter_map(|id| cube.value(*id)).filter(|ticks| !ticks.blank);
    let grain = printed().map(|ticks| ticks.grain).max().unwrap_or(0);
    let terms = i64::try_from(printed().count()).unwrap_or(0);
    if terms < 2 { 0 } else { (terms + 1).saturating_mul(grain) / 2 }
}

/// Whether a total is printed with fewer decimals than its parts and agrees with them as far as it is printed.
pub(crate) fn is_printed_shorter(cube: &Cube<'_>, relation: &Relation, residual: i64) -> bool {
    let Relation::Sum { total, parts } = relation else { return false };
    let Some(total) = cube.value(*total).filter(|ticks| !ticks.blank) else { return false };
    let printed = parts.iter().filter_map(|id| cube.value(*id)).filter(|ticks| !ticks.blank);
    let finest = printed.map(|ticks| ticks.grain).min().unwrap_or(total.grain);
    total.grain > finest && residual.unsigned_abs() * 2 <= total.grain.unsigned_abs()
}

/// Whether a failure is off by no more than rounding could explain.
pub(crate) fn is_small(cube: &Cube<'_>, equation: &Equation, state: State) -> bool {
    match (state, &equation.relation) {
        (State::Fails(residual) | State::Rounds(residual), Relation::Sum { .. }) => {
            residual.unsigned_abs() <= tolerance(cube, &equation.relation).unsigned_abs()
        }
        (State::Fails(_) | State::Rounds(_), Relation::Same(members)) => is_last_place(cube, members),
        _ => false,
    }
}

/// Whether a sum is off by one unit of the last place.
pub(crate) fn is_one_unit(cube: &Cube<'_>, equation: &Equation, state: State) -> bool {
    let (State::Fails(residual) | State::Rounds(residual)) = state else { return false };
    let grains = equation.members().into_iter().filter_map(|id| cube.value(id)).map(|ticks| ticks.grain);
    matches!(equation.relation, Relation::Sum { .. })
        && is_small(cube, equation, state)
        && grains.max().is_some_and(|grain| residual.unsigned_abs() <= grain.unsigned_abs())
}

/// Whether the places of one fact differ by one unit of the last place at most.
fn is_last_place(cube: &Cube<'_>, members: &[u32]) -> bool {
    let all: Vec<_> = members.iter().filter_map(|id| cube.value(*id)).collect();
    let (least, most) = (all.iter().map(|t| t.value).min(), all.iter().map(|t| t.value).max());
    let grain = all.iter().map(|ticks| ticks.grain).max().unwrap_or(0);
    !all.iter().any(|ticks| ticks.blank)
        && least.zip(most).is_some_and(|(least, most)| most.abs_diff(least) <= grain.unsigned_abs())
}

/// Which sums rounding may excuse if they are off by little: those in a statement that shows no other sum to be exact,
/// or several more that are off in the same way; and all, where so many are that no single cell can be behind them.
pub(crate) fn excusable(cube: &Cube<'_>, equations: &[Equation], states: &[State]) -> Vec<bool> {
    let small: Vec<bool> =
        equations.iter().zip(states).map(|(equation, state)| is_small(cube, equation, *state)).collect();
    let failed = |at: usize| matches!(states[at], State::Fails(_));
    let everywhere = rounds_everywhere(cube, equations, &small);
    (0..equations.len())
        .map(|at| failed(at) && (everywhere || rounds_elsewhere(cube, equations, states, &small, at)))
        .collect()
}

/// Whether the document's amounts were rounded one by one: many sums are off by little and have no cell in common.
fn rounds_everywhere(cube: &Cube<'_>, equations: &[Equation], small: &[bool]) -> bool {
    let off: Vec<Vec<u32>> = equations
        .iter()
        .zip(small)
        .filter(|(equation, small)| **small && equation.grade > Grade::Usual && has_parts(cube, equation))
        .map(|(equation, _)| equation.members())
        .collect();
    let Some((first, others)) = off.split_first() else { return false };
    off.len() >= THRESHOLDS.rounded_sums
        && !first.iter().any(|cell| others.iter().all(|members| members.contains(cell)))
}

/// Whether a sum adds up at least two amounts.
fn has_parts(cube: &Cube<'_>, equation: &Equation) -> bool {
    let Relation::Sum { parts, .. } = &equation.relation else { return false };
    parts.iter().filter(|part| cube.is_nonzero(**part)).count() >= 2
}

fn rounds_elsewhere(cube: &Cube<'_>, equations: &[Equation], states: &[State], small: &[bool], at: usize) -> bool {
    let Some(statement) = statement_of(cube, &equations[at]) else { return false };
    let (mut exact, mut rounded) = (0, 0);
    for (other, equation) in equations.iter().enumerate() {
        if other == at || equation.grade <= Grade::Usual || statement_of(cube, equation) != Some(statement) {
            continue;
        }
        let real = has_parts(cube, equation);
        exact += usize::from(real && states[other] == State::Holds);
        rounded += usize::from(real && small[other]);
    }
    exact == 0 || rounded >= 2 && rounded * 4 >= exact
}

fn statement_of(cube: &Cube<'_>, equation: &Equation) -> Option<u32> {
    let Relation::Sum { total, .. } = &equation.relation else { return None };
    match cube.fact(*total).origin {
        Origin::Statement { statement, .. } => Some(statement),
        _ => None,
    }
}
