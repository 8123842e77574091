//! Claims that speak of a part without naming it: an amount of the text that disagrees with the statements where its
//! words place it, but is to its last place the figure of a part of that, is told of the part (in a section on one fund,
//! "支出" is what that fund pays). Where the words place a claim is decided in the import.

use mingsuan_model::{Coordinate, CoordinateMap, Dimension, Fact, Origin, Value};

use crate::cube::{Conditions, Ticks};
use crate::solver::agree;

/// Short and round amounts are equal to others by chance.
const DIGITS: usize = 3;

/// The claims that are told of a part, with the canonical position of that part.
pub(crate) fn find(
    facts: &[Fact],
    ticks: &[Option<Ticks>],
    conditions: &Conditions,
    by_canonical: &CoordinateMap<Vec<u32>>,
) -> Vec<(u32, Coordinate)> {
    let is_stated = |id: &u32| matches!(facts[*id as usize].origin, Origin::Statement { .. });
    let tells = |claim: Ticks, group: &[u32]| {
        group
            .iter()
            .filter(|id| is_stated(id))
            .filter_map(|id| ticks[*id as usize])
            .any(|other| !other.blank && agree(claim, other))
    };
    let claims = (0..).zip(facts).filter(|(_, fact)| {
        matches!(fact.origin, Origin::Claim(_))
            && fact.coordinate.is_at(Dimension::Measure, "amount")
            && !fact.coordinate.has_unknown()
    });
    let told = claims.filter_map(|(id, fact)| {
        let claim = ticks[id as usize].filter(|ticks| digits(*ticks) >= DIGITS)?;
        let own = conditions.canonical(&fact.coordinate);
        let here = by_canonical.get(&own)?;
        if !here.iter().any(is_stated) || tells(claim, here) {
            return None;
        }
        let parts = by_canonical.iter().filter(|(at, group)| is_part(at, &own) && tells(claim, group));
        // The largest part, the one that the fewest words would have named.
        let (at, _) = parts.min_by_key(|(at, _)| (restrictions(at), **at))?;
        Some((id, *at))
    });
    told.collect()
}

/// The digits of an amount without the zeros at either end.
fn digits(ticks: Ticks) -> usize {
    let printed = (ticks.value / ticks.grain.max(1)).unsigned_abs().to_string();
    printed.trim_end_matches('0').len()
}

/// Whether a position is the other one with more restricted.
fn is_part(part: &Coordinate, whole: &Coordinate) -> bool {
    part != whole
        && Dimension::ALL.into_iter().all(|dimension| {
            let (own, of) = (part.get(dimension), whole.get(dimension));
            let is_spent = dimension == Dimension::Side
                && whole.is_at(dimension, "outlay")
                && part.is_at(dimension, "expenditure");
            of == Value::All || own == of || is_spent
        })
}

fn restrictions(at: &Coordinate) -> usize {
    Dimension::ALL.into_iter().filter(|dimension| at.get(*dimension) != Value::All).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_at_the_end_are_no_digits() {
        let ticks = |value, grain| Ticks { value, grain, blank: false };
        assert_eq!([digits(ticks(1_250_000, 100)), digits(ticks(500_000, 100)), digits(ticks(0, 100))], [3, 1, 0]);
    }

    #[test]
    fn a_part_restricts_more_and_nothing_else() {
        let outlay = Coordinate::default().at(Dimension::Side, "outlay");
        let basic = Coordinate::default().at(Dimension::Side, "expenditure").at(Dimension::Kind, "basic");
        assert!(is_part(&basic, &outlay) && !is_part(&outlay, &basic) && !is_part(&basic, &basic));
        assert!(!is_part(&basic.at(Dimension::Kind, "project"), &basic));
    }
}
