//! Slips of the pen: the small mistakes of copying that turn the right number into the printed one. They tell which of
//! several cells that would each explain a failure is likely the wrong one. The search for such cells is `solver.rs`.

use crate::cube::Cube;
use crate::solver::Suspect;

/// A small mistake of copying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slip {
    /// Nothing was put in.
    LeftOut,
    /// The sign is the other one.
    Sign,
    /// The decimal point stands elsewhere, or another scale was used.
    Point,
    /// Two neighbouring digits stand in each other's place.
    Swapped,
    /// One digit is another one.
    Digit,
    /// A digit was left out or put in.
    Length,
}

/// The slip that turns the value a cell needs into what is printed there, if one does.
pub(crate) fn of(cube: &Cube<'_>, suspect: &Suspect) -> Option<Slip> {
    let (ticks, wanted) = (cube.value(suspect.fact)?, suspect.value?);
    if ticks.blank {
        return Some(Slip::LeftOut);
    }
    let printed = ticks.value;
    if printed == 0 || wanted == 0 {
        return None;
    }
    if printed == wanted.checked_neg()? {
        return Some(Slip::Sign);
    }
    if (printed < 0) != (wanted < 0) {
        return None;
    }
    let times = |a: i64, b: i64| [10, 100, 1000, 10_000].iter().any(|k| b.checked_mul(*k) == Some(a));
    if times(printed, wanted) || times(wanted, printed) {
        return Some(Slip::Point);
    }
    let grain = ticks.grain.max(1);
    between(&digits(wanted / grain), &digits(printed / grain))
}

/// Whether a number is likely another one miscopied: both in units of their last place.
pub(crate) fn is_likely(right: i64, wrong: i64) -> bool {
    let is_long = |value: i64| length(value) > 3;
    let is_shifted = [10, 100, 1000, 10_000]
        .iter()
        .any(|k| right.checked_mul(*k) == Some(wrong) || wrong.checked_mul(*k) == Some(right));
    right != wrong && is_long(right) && (is_shifted || between(&digits(right), &digits(wrong)).is_some())
}

/// Whether a slip tells more than chance: in short and round numbers, one digit is much of the number.
pub(crate) fn is_telling(cube: &Cube<'_>, suspect: &Suspect, slip: Slip) -> bool {
    let grain = cube.value(suspect.fact).map_or(1, |ticks| ticks.grain.max(1));
    let length = suspect.value.map_or(0, |value| length(value / grain));
    match slip {
        Slip::Sign | Slip::Point => true,
        Slip::LeftOut => length > 2,
        Slip::Swapped | Slip::Digit | Slip::Length => length > 3,
    }
}

/// The digits of a number without the zeros at its end.
fn length(value: i64) -> usize {
    value.unsigned_abs().to_string().trim_end_matches('0').len()
}

fn digits(value: i64) -> Vec<u8> {
    value.unsigned_abs().to_string().into_bytes()
}

fn between(right: &[u8], wrong: &[u8]) -> Option<Slip> {
    if right.len() != wrong.len() {
        let (long, short) = if right.len() > wrong.len() { (right, wrong) } else { (wrong, right) };
        let first = long.iter().zip(short).take_while(|(a, b)| a == b).count();
        let is_one_more = long.len() == short.len() + 1 && long[first + 1..] == short[first..];
        return (is_one_more && short.len() > 1).then_some(Slip::Length);
    }
    let differing: Vec<usize> = (0..right.len()).filter(|at| right[*at] != wrong[*at]).collect();
    match differing.as_slice() {
        // A number of one digit that is another one is another number.
        [_] if right.len() > 1 => Some(Slip::Digit),
        [a, b] if b - a == 1 && right[*a] == wrong[*b] && right[*b] == wrong[*a] => Some(Slip::Swapped),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_from_other_numbers() {
        let slip = |right: i64, wrong: i64| between(&digits(right), &digits(wrong));
        assert_eq!(slip(51_524, 51_254), Some(Slip::Swapped));
        assert_eq!(slip(51_524, 51_724), Some(Slip::Digit));
        assert_eq!(slip(51_524, 5_124), Some(Slip::Length));
        assert_eq!(slip(51_524, 515_244), Some(Slip::Length));
        assert_eq!(slip(51_524, 52_525), None);
        assert_eq!(slip(5, 7), None);
        assert_eq!(slip(51_524, 11), None);
    }
}
