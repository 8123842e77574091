//! An exact feasible point of sums of amounts that are not negative: phase one of the simplex method in whole fractions.
//! Only what bounds and greedy choices could not complete comes here, so the tables are small.

/// A fraction in lowest terms with a positive denominator.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Fraction(i128, i128);

const ZERO: Fraction = Fraction(0, 1);

/// Larger tables and longer searches are given up.
const MAX_TABLE: usize = 400_000;
const MAX_PIVOTS: usize = 1_000;

impl Fraction {
    fn new(numerator: i128, denominator: i128) -> Option<Self> {
        let divisor = gcd(numerator.unsigned_abs(), denominator.unsigned_abs()).max(1);
        let divisor = i128::try_from(divisor).ok()? * denominator.signum();
        (denominator != 0).then(|| Self(numerator / divisor, denominator / divisor))
    }

    fn less_product(self, a: Self, b: Self) -> Option<Self> {
        if a.0 == 0 || b.0 == 0 {
            return Some(self);
        }
        let (numerator, denominator) = (a.0.checked_mul(b.0)?, a.1.checked_mul(b.1)?);
        let left = self.0.checked_mul(denominator)?;
        Self::new(left.checked_sub(numerator.checked_mul(self.1)?)?, self.1.checked_mul(denominator)?)
    }

    fn over(self, other: Self) -> Option<Self> {
        Self::new(self.0.checked_mul(other.1)?, self.1.checked_mul(other.0)?)
    }

    fn is_below(self, other: Self) -> Option<bool> {
        Some(self.0.checked_mul(other.1)? < other.0.checked_mul(self.1)?)
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// Amounts, none negative, that satisfy the sums; `None` when there are none in whole 分, or the search was given up.
/// A sum is its members and their total, which must not be negative; every entry of the table that is looked at takes
/// from the work allowed.
pub(super) fn solve(variables: usize, sums: &[(Vec<usize>, i64)], work: &mut u64) -> Option<Vec<i64>> {
    let width = variables + 1;
    if width.checked_mul(sums.len() + 1)? > MAX_TABLE || sums.iter().any(|(_, total)| *total < 0) {
        return None;
    }
    let mut table: Vec<Vec<Fraction>> = Vec::with_capacity(sums.len() + 1);
    for (members, total) in sums {
        let mut row = vec![ZERO; width];
        members.iter().for_each(|member| row[*member] = Fraction(1, 1));
        row[variables] = Fraction(i128::from(*total), 1);
        table.push(row);
    }
    // What is missing from the sums as a whole: the row that has to come down to zero.
    let mut missing = vec![ZERO; width];
    for row in &table {
        for (entry, own) in missing.iter_mut().zip(row) {
            *entry = entry.less_product(Fraction(-1, 1), *own)?;
        }
    }
    table.push(missing);
    let mut basis: Vec<Option<usize>> = vec![None; sums.len()];
    for _ in 0..MAX_PIVOTS {
        let objective = sums.len();
        // The lowest column that still helps: with this choice the method cannot go round in circles.
        let Some(column) = (0..variables).find(|column| table[objective][*column].0 > 0) else { break };
        let row = leaving(&table, &basis, column, variables)?;
        *work = work.checked_sub(pivot(&mut table, row, column)?)?;
        basis[row] = Some(column);
    }
    if table[sums.len()][variables] != ZERO {
        return None;
    }
    let mut values = vec![0; variables];
    for (row, column) in basis.iter().enumerate() {
        let Some(column) = column else { continue };
        let Fraction(value, denominator) = table[row][variables];
        values[*column] = (denominator == 1).then(|| i64::try_from(value).ok()).flatten()?;
    }
    Some(values)
}

/// The row that limits a column most; among equals that of the lowest basis.
fn leaving(table: &[Vec<Fraction>], basis: &[Option<usize>], column: usize, last: usize) -> Option<usize> {
    let mut best: Option<(usize, Fraction)> = None;
    for row in (0..basis.len()).filter(|row| table[*row][column].0 > 0) {
        let limit = table[row][last].over(table[row][column])?;
        let is_better = match best {
            None => true,
            Some((other, least)) if limit == least => basis[row] < basis[other],
            Some((_, least)) => limit.is_below(least)?,
        };
        if is_better {
            best = Some((row, limit));
        }
    }
    best.map(|(row, _)| row)
}

/// Brings a column into the basis; gives how many entries were looked at.
fn pivot(table: &mut [Vec<Fraction>], row: usize, column: usize) -> Option<u64> {
    let divisor = table[row][column];
    let mut own: Vec<(usize, Fraction)> = Vec::new();
    for (at, entry) in table[row].iter_mut().enumerate().filter(|(_, entry)| entry.0 != 0) {
        *entry = entry.over(divisor)?;
        own.push((at, *entry));
    }
    let mut looks = table.len() + own.len();
    for (_, other) in table.iter_mut().enumerate().filter(|(at, other)| *at != row && other[column].0 != 0) {
        let factor = other[column];
        looks += own.len();
        for (at, entry) in &own {
            other[*at] = other[*at].less_product(factor, *entry)?;
        }
    }
    u64::try_from(looks).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_satisfied_exactly_or_not_at_all() {
        let mut work = 1_000;
        let sums = [(vec![0, 1], 9), (vec![1, 2], 8), (vec![0, 2], 7)];
        assert_eq!(solve(3, &sums, &mut work), Some(vec![4, 5, 3]));
        assert_eq!(solve(3, &[(vec![0, 1], 9), (vec![0, 1, 2], 5)], &mut work), None);
        // Half a 分 is no amount.
        assert_eq!(solve(3, &[(vec![0, 1], 1), (vec![1, 2], 1), (vec![0, 2], 1)], &mut work), None);
    }
}
