//! Scope: where statements of one fact may rightly differ, for one counts what was carried over or remains and another
//! does not. What rounding explains is found in `rounding.rs`.

use mingsuan_model::{Dimension, Origin, Relation};

use crate::cube::Cube;

/// Whether money is carried over or remains, so that one statement may count it in what another leaves out.
pub(crate) fn may_differ(cube: &Cube<'_>, relation: &Relation) -> bool {
    let is_told = |id: &u32| matches!(cube.fact(*id).origin, Origin::Claim(_));
    matches!(relation, Relation::Same(members) if !members.iter().any(is_told))
        && !(cube.conditions.no_carry_over && cube.conditions.no_balance)
}

/// Whether the places of one fact differ by no more than was carried over or remains: then nothing shows that a number
/// is wrong.
pub(crate) fn is_explained(cube: &Cube<'_>, relation: &Relation) -> bool {
    let Relation::Same(members) = relation else { return false };
    let values = || members.iter().filter_map(|id| cube.value(*id)).filter(|ticks| !ticks.blank).map(|t| t.value);
    let spread = values().min().zip(values().max()).map(|(least, most)| most.abs_diff(least));
    may_differ(cube, relation) && spread.is_some_and(|spread| spread <= carried(cube))
}

/// The largest amount that a statement shows as carried over or remaining.
fn carried(cube: &Cube<'_>) -> u64 {
    let is_carried = |id: &u32| {
        let fact = cube.fact(*id);
        let at = &fact.coordinate;
        let is_beside = matches!(at.key(Dimension::Source), Some("carry-over" | "used-balance"));
        !matches!(fact.origin, Origin::Claim(_))
            && at.is_at(Dimension::Measure, "amount")
            && (is_beside || at.is_at(Dimension::Side, "balance"))
    };
    let amounts = (0..).take(cube.facts.len()).filter(is_carried).filter_map(|id| cube.value(id));
    amounts.map(|ticks| ticks.value.unsigned_abs()).max().unwrap_or(0)
}
