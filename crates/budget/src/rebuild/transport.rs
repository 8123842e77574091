//! `System`: amounts that have to add up to printed sums, worked out by what is forced, then completed.
//! It knows no budget: variables are numbers of 分 that are not negative, rows are sums of some of them.

use std::collections::HashMap;

/// Variables with bounds and the sums they have to satisfy.
#[derive(Clone)]
pub(super) struct System {
    low: Vec<i64>,
    high: Vec<i64>,
    rows: Vec<Row>,
    rows_of: Vec<Vec<u32>>,
    /// Bounds as they were before the changes that may have to be taken back.
    trail: Vec<(u32, i64, i64)>,
    queue: Vec<u32>,
    is_queued: Vec<bool>,
    /// The first variable of our own: those take up what rounding left.
    first_slack: u32,
    /// How much work is still allowed; a step is a look at one variable of one row.
    pub(super) work: u64,
}

/// What some variables add up to.
#[derive(Clone, Debug)]
pub(super) struct Sum {
    pub(super) variables: Vec<u32>,
    /// 分
    pub(super) amount: i64,
    /// How far it may be off where it contradicts others, for it was rounded; 分.
    pub(super) slack: i64,
}

/// A sum, with what its variables come to at least and at most: kept up to date, so that most rows need no look at them.
#[derive(Clone)]
struct Row {
    variables: Vec<u32>,
    sum: i64,
    lows: i128,
    highs: i128,
    /// No variable has more between its bounds.
    widest: i64,
    /// How many variables are open.
    open: usize,
}

/// A system that needs more work is completed as far as it goes.
pub(super) const MAX_WORK: u64 = 20_000_000;

/// Up to so many rounded sums stand behind others that give what they leave; more of them leave too much open.
const FEW_SLACKS: usize = 24;

/// So many looks at rows for each change are enough: bounds that still creep are left as they are.
const VISITS_PER_ROW: usize = 40;

impl System {
    /// Variables between nothing and a ceiling.
    pub(super) fn new(variables: usize, ceiling: i64) -> Self {
        Self {
            low: vec![0; variables],
            high: vec![ceiling.max(0); variables],
            rows: Vec::new(),
            rows_of: vec![Vec::new(); variables],
            trail: Vec::new(),
            queue: Vec::new(),
            is_queued: Vec::new(),
            first_slack: u32::try_from(variables).unwrap_or(u32::MAX),
            work: MAX_WORK,
        }
    }

    /// Adds a sum with all that follows from it; `false`, and nothing changed, when it contradicts what is known.
    pub(super) fn add(&mut self, variables: Vec<u32>, sum: i64) -> bool {
        // Two different sums of the same variables need not show in the bounds.
        if self.known_sum(&variables).is_some_and(|known| known != sum) {
            return false;
        }
        let row = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let (mut lows, mut highs, mut widest, mut open) = (0, 0, 0, 0);
        for variable in &variables {
            let at = *variable as usize;
            self.rows_of[at].push(row);
            let (low, high) = (self.low[at], self.high[at]);
            (lows, highs) = (lows + i128::from(low), highs + i128::from(high));
            (widest, open) = (widest.max(high - low), open + usize::from(low != high));
        }
        self.rows.push(Row { variables, sum, lows, highs, widest, open });
        self.is_queued.push(false);
        self.enqueue(row);
        if self.propagate() {
            return true;
        }
        let taken_back = self.rows.pop().map(|row| row.variables).unwrap_or_default();
        self.is_queued.pop();
        for variable in taken_back {
            self.rows_of[variable as usize].pop();
        }
        false
    }

    /// Adds a sum that may be off by its slack.
    pub(super) fn add_loosely(&mut self, sum: &Sum) -> bool {
        let Ok(own) = u32::try_from(self.low.len()) else { return false };
        self.low.push(0);
        self.high.push(sum.slack.saturating_mul(2));
        self.rows_of.push(Vec::new());
        let variables = sum.variables.iter().copied().chain([own]).collect();
        let holds = self.add(variables, sum.amount.saturating_add(sum.slack));
        if !holds {
            self.low.pop();
            self.high.pop();
            self.rows_of.pop();
        }
        holds
    }

    /// Gives a variable a value with all that follows; `false`, and nothing changed, when that is impossible.
    pub(super) fn fix(&mut self, variable: u32, value: i64) -> bool {
        let at = variable as usize;
        if value < self.low[at] || value > self.high[at] || self.work == 0 {
            return false;
        }
        self.narrow(variable, value, value);
        self.propagate()
    }

    /// The value of a variable that can have no other.
    pub(super) fn known(&self, variable: u32) -> Option<i64> {
        let at = variable as usize;
        (self.low[at] == self.high[at]).then_some(self.low[at])
    }

    /// The least a variable can be: its value once the system is complete.
    pub(super) fn least(&self, variable: u32) -> i64 {
        self.low[variable as usize]
    }

    /// The most a variable can be.
    pub(super) fn most(&self, variable: u32) -> i64 {
        self.high[variable as usize]
    }

    /// What variables add up to, if that follows from the bounds or from one row.
    pub(super) fn known_sum(&self, variables: &[u32]) -> Option<i64> {
        let (open, fixed) = self.split(variables);
        let Some(first) = open.first() else { return Some(fixed) };
        self.rows_of[*first as usize].iter().find_map(|row| {
            let row = &self.rows[*row as usize];
            if row.open != open.len() {
                return None;
            }
            let (others, known) = self.split(&row.variables);
            (others == open).then(|| row.sum - known + fixed)
        })
    }

    /// The variables still open, in order, and the sum of the others.
    fn split(&self, variables: &[u32]) -> (Vec<u32>, i64) {
        let mut open: Vec<u32> = variables.iter().copied().filter(|variable| self.known(*variable).is_none()).collect();
        open.sort_unstable();
        (open, variables.iter().filter_map(|variable| self.known(*variable)).sum())
    }

    /// Gives every open variable a value: in the order of preference as much as is possible.
    /// `false` when some sum cannot be satisfied that way; the variables concerned stay as low as they can be.
    pub(super) fn complete(&mut self, preference: &[u32]) -> bool {
        let slacks = self.first_slack..u32::try_from(self.low.len()).unwrap_or(u32::MAX);
        if slacks.len() > FEW_SLACKS {
            // As many of the rounded sums as possible exactly as printed.
            let mut exact = self.clone();
            for slack in slacks {
                exact.fix(slack, i64::midpoint(exact.least(slack), exact.most(slack)));
            }
            if exact.complete_by_choice(preference) {
                *self = exact;
                return true;
            }
            self.work = exact.work;
        }
        self.complete_by_choice(preference)
    }

    /// Completes by choices in the order of preference, or exactly where they end in a corner.
    fn complete_by_choice(&mut self, preference: &[u32]) -> bool {
        let before = self.clone();
        let mut stuck = false;
        for variable in preference {
            if self.known(*variable).is_some() {
                continue;
            }
            let (low, high) = (self.least(*variable), self.most(*variable));
            stuck |= !(self.fix(*variable, high) || self.fix(*variable, low));
        }
        if !stuck {
            return true;
        }
        // The choices ended in a corner: an exact solution of everything that was open, or of what still is.
        let mut exact = Self { work: self.work, ..before };
        if exact.complete_exactly(preference) {
            *self = exact;
            return true;
        }
        self.work = exact.work;
        self.complete_exactly(preference)
    }

    /// What is still open by an exact solution of all its sums together, in which the preferred come first.
    fn complete_exactly(&mut self, preference: &[u32]) -> bool {
        let is_open = |variable: &u32| self.known(*variable).is_none();
        let slacks = self.first_slack..u32::try_from(self.low.len()).unwrap_or(u32::MAX);
        let open: Vec<u32> = preference.iter().copied().chain(slacks).filter(is_open).collect();
        let column: HashMap<u32, usize> = open.iter().copied().zip(0..).collect();
        let mut touched: Vec<u32> =
            open.iter().flat_map(|variable| self.rows_of[*variable as usize].iter().copied()).collect();
        touched.sort_unstable();
        touched.dedup();
        let mut sums: Vec<(Vec<usize>, i64)> = touched
            .iter()
            .map(|row| {
                let row = &self.rows[*row as usize];
                let lows: i64 = row.variables.iter().map(|variable| self.low[*variable as usize]).sum();
                let members = row.variables.iter().filter_map(|variable| column.get(variable).copied()).collect();
                (members, row.sum - lows)
            })
            .collect();
        // What rounding leaves is bounded, each by a variable that takes up the rest; the others bound each other.
        let bounded: Vec<usize> = (0..open.len()).filter(|at| open[*at] >= self.first_slack).collect();
        for (rest, at) in bounded.iter().enumerate() {
            let room = self.most(open[*at]) - self.least(open[*at]);
            sums.push((vec![*at, open.len() + rest], room));
        }
        let width = open.len() + bounded.len();
        let Some(values) = super::simplex::solve(width, &sums, &mut self.work) else { return false };
        let wanted: Vec<i64> = open.iter().zip(values).map(|(variable, value)| self.least(*variable) + value).collect();
        let mut all = true;
        for (variable, value) in open.iter().zip(wanted) {
            all &= self.known(*variable).is_some() || self.fix(*variable, value);
        }
        all
    }

    fn enqueue(&mut self, row: u32) {
        if !std::mem::replace(&mut self.is_queued[row as usize], true) {
            self.queue.push(row);
        }
    }

    fn narrow(&mut self, variable: u32, low: i64, high: i64) {
        let at = variable as usize;
        self.trail.push((variable, self.low[at], self.high[at]));
        self.set(at, low, high);
        for i in 0..self.rows_of[at].len() {
            self.enqueue(self.rows_of[at][i]);
        }
    }

    /// Sets the bounds of a variable and what its rows know of them.
    fn set(&mut self, at: usize, low: i64, high: i64) {
        let (was_low, was_high) = (self.low[at], self.high[at]);
        (self.low[at], self.high[at]) = (low, high);
        for row in &self.rows_of[at] {
            let row = &mut self.rows[*row as usize];
            row.lows += i128::from(low) - i128::from(was_low);
            row.highs += i128::from(high) - i128::from(was_high);
            row.widest = row.widest.max(high - low);
            row.open = row.open + usize::from(low != high) - usize::from(was_low != was_high);
        }
    }

    /// Draws all conclusions from the queued rows; takes everything since the last success back on a contradiction.
    fn propagate(&mut self) -> bool {
        let mut visits = VISITS_PER_ROW * (self.rows.len() + 1);
        let mut holds = true;
        let mut at = 0;
        while at < self.queue.len() && holds {
            let row = self.queue[at];
            at += 1;
            self.is_queued[row as usize] = false;
            if visits > 0 {
                visits -= 1;
                holds = self.tighten(row as usize);
            }
        }
        for row in self.queue.drain(..) {
            self.is_queued[row as usize] = false;
        }
        if !holds {
            while let Some((variable, low, high)) = self.trail.pop() {
                self.set(variable as usize, low, high);
            }
        }
        self.trail.clear();
        holds
    }

    /// Narrows the variables of one row by what the others leave; `false` if nothing is possible.
    fn tighten(&mut self, row: usize) -> bool {
        let Row { variables, sum, lows, highs, widest, .. } = &self.rows[row];
        let (missing, spare) = (i128::from(*sum) - lows, highs - i128::from(*sum));
        self.work = self.work.saturating_sub(1);
        if missing < 0 || spare < 0 {
            return false;
        }
        if missing >= i128::from(*widest) && spare >= i128::from(*widest) {
            return true;
        }
        self.work = self.work.saturating_sub(variables.len() as u64);
        let (mut changes, mut widest) = (Vec::new(), 0);
        for variable in variables {
            let (low, high) = (self.low[*variable as usize], self.high[*variable as usize]);
            let new_high = i64::try_from(i128::from(low) + missing).map_or(high, |most| most.min(high));
            let new_low = i64::try_from(i128::from(high) - spare).map_or(low, |least| least.max(low));
            widest = widest.max(high - low);
            if (new_low, new_high) != (low, high) {
                changes.push((*variable, new_low, new_high));
            }
        }
        self.rows[row].widest = widest;
        for (variable, low, high) in changes {
            self.narrow(variable, low, high);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_is_known_and_what_contradicts_is_refused() {
        // x0 + x1 = 10, x1 + x2 = 7, x2 = 3.
        let mut system = System::new(3, 1000);
        assert!(system.add(vec![0, 1], 10) && system.add(vec![1, 2], 7));
        assert_eq!((system.known(0), system.most(1)), (None, 7));
        assert!(system.add(vec![2], 3));
        assert_eq!([0, 1, 2].map(|variable| system.known(variable)), [Some(6), Some(4), Some(3)]);
        assert!(!system.add(vec![0, 1, 2], 14));
        assert_eq!(system.known(0), Some(6));
    }

    #[test]
    fn a_table_is_completed_from_its_margins() {
        // Two rows and three columns.
        let mut system = System::new(6, 1000);
        for (variables, sum) in
            [(vec![0, 1, 2], 30), (vec![3, 4, 5], 12), (vec![0, 3], 10), (vec![1, 4], 15), (vec![2, 5], 17)]
        {
            assert!(system.add(variables, sum));
        }
        assert_eq!((system.known_sum(&[4, 1]), system.known_sum(&[0, 1])), (Some(15), None));
        assert!(system.complete(&[5, 0, 1, 2, 3, 4]));
        let values: Vec<i64> = (0..6).map(|variable| system.least(variable)).collect();
        assert_eq!(values, [10, 15, 5, 0, 0, 12]);
    }

    #[test]
    fn three_way_tables_are_completed_even_where_the_first_choice_is_wrong() {
        // A 2×2×2 table of which all three families of pairs are given: greedy choices may end in a corner.
        let at = |i: u32, j: u32, k: u32| i * 4 + j * 2 + k;
        let truth = [3, 4, 5, 6, 7, 8, 9, 10];
        let mut system = System::new(8, 1000);
        for a in 0..2 {
            for b in 0..2 {
                let families = [[at(a, b, 0), at(a, b, 1)], [at(a, 0, b), at(a, 1, b)], [at(0, a, b), at(1, a, b)]];
                for pair in families {
                    assert!(system.add(pair.to_vec(), pair.iter().map(|v| truth[*v as usize]).sum()));
                }
            }
        }
        assert!(system.complete(&[0, 7, 3, 1, 2, 4, 5, 6]));
        for row in &system.rows {
            assert_eq!(row.variables.iter().map(|v| system.least(*v)).sum::<i64>(), row.sum);
        }
    }
}
