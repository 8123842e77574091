//! Which of sums that contradict each other a `System` keeps: the first ones, and as many as can hold together.
//! The system itself is in `transport.rs`; the order in which sums are relied upon is the caller's.

use super::transport::{MAX_WORK, Sum, System};

/// More contradicting sums than this are not looked for one by one.
const MAX_LEFT_OUT: usize = 24;

/// A system that was settled.
pub(super) struct Settled {
    /// Not completed yet.
    pub(super) system: System,
    /// How many sums contradict the others by more than rounding, and were left out.
    pub(super) left_out: usize,
    /// Whether the rest is known to hold together; else the work ran out before.
    is_sure: bool,
}

/// How many rounded sums that contradict others are loosened one by one before all that stand behind them are.
const ONE_BY_ONE: [usize; 2] = [usize::MAX, 3];

impl System {
    /// A system of variables between nothing and a ceiling with as many of the sums as can hold together: of those that
    /// contradict the ones before them some are loosened, for they were rounded, and as few as possible left out.
    pub(super) fn settled(variables: usize, ceiling: i64, sums: &[Sum], preference: &[u32]) -> Settled {
        let [careful, quick] = ONE_BY_ONE;
        let settled = Self::settled_by(careful, variables, ceiling, sums, preference);
        if settled.is_sure {
            return settled;
        }
        // Looking for each took too long.
        let other = Self::settled_by(quick, variables, ceiling, sums, preference);
        if other.is_sure { other } else { settled }
    }

    /// Loosens so many sums one by one and then the others together.
    fn settled_by(one_by_one: usize, variables: usize, ceiling: i64, sums: &[Sum], preference: &[u32]) -> Settled {
        let mut kept: Vec<(&Sum, bool)> = sums.iter().map(|sum| (sum, false)).collect();
        let (mut work, mut left_out, mut loosened) = (MAX_WORK, 0, 0);
        // The beginning that is known to hold together.
        let mut holds = 0;
        while left_out < MAX_LEFT_OUT {
            let (system, dropped) = Self::of(variables, ceiling, &kept);
            if system.clone().complete_within(preference, &mut work) {
                return Settled { system, left_out: left_out + dropped, is_sure: true };
            }
            // Where the contradiction begins: looked for in growing steps, for contradictions come together.
            let (mut fails, mut step) = (kept.len(), 1);
            while fails - holds > 1 && work > 0 {
                let next = holds.saturating_add(step);
                let middle = if next < fails { next } else { holds.midpoint(fails) };
                match Self::of(variables, ceiling, &kept[..middle]).0.complete_within(preference, &mut work) {
                    true => (holds, step) = (middle, step.saturating_mul(2)),
                    false => (fails, step) = (middle, usize::MAX),
                }
            }
            if holds >= kept.len() || work == 0 {
                break;
            }
            if kept[holds].1 || kept[holds].0.slack == 0 {
                kept.remove(holds);
                left_out += 1;
            } else {
                kept[holds].1 = true;
                loosened += 1;
                if loosened == one_by_one {
                    kept[holds..].iter_mut().for_each(|(sum, is_loose)| *is_loose |= sum.slack > 0);
                }
            }
        }
        Settled { system: Self::of(variables, ceiling, &kept).0, left_out: left_out + 1, is_sure: false }
    }

    /// Completes with what is left of a common allowance of work.
    fn complete_within(&mut self, preference: &[u32], work: &mut u64) -> bool {
        self.work = *work;
        let is_done = self.complete(preference);
        *work = self.work;
        is_done
    }

    /// The system of sums, and how many of them contradict the ones before them at first sight by more than rounding.
    fn of(variables: usize, ceiling: i64, sums: &[(&Sum, bool)]) -> (Self, usize) {
        let (mut system, mut dropped) = (Self::new(variables, ceiling), 0);
        for (sum, is_loose) in sums {
            let holds = !is_loose && system.add(sum.variables.clone(), sum.amount);
            dropped += usize::from(!(holds || sum.slack > 0 && system.add_loosely(sum)));
        }
        (system, dropped)
    }
}
