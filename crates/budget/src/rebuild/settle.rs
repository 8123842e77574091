//! Which of sums that contradict each other a `System` keeps: the first ones, and as many as can hold together.
//! The system itself is in `transport.rs`; the order in which sums are relied upon is the caller's.

use super::transport::{MAX_WORK, Sum, System};

/// More contradicting sums than this are not looked for one by one.
const MAX_LEFT_OUT: usize = 24;

impl System {
    /// A system of variables between nothing and a ceiling with as many of the sums as can hold together: of those that
    /// contradict the ones before them, as few as possible are left out. It is not completed yet.
    pub(super) fn settled(variables: usize, ceiling: i64, sums: &[Sum], preference: &[u32]) -> Self {
        let mut kept: Vec<&Sum> = sums.iter().collect();
        let mut work = MAX_WORK;
        // The beginning that is known to hold together.
        let mut holds = 0;
        for _ in 0..MAX_LEFT_OUT {
            let system = Self::of(variables, ceiling, &kept);
            if system.clone().complete_within(preference, &mut work) {
                return system;
            }
            // Where the contradiction begins: looked for in growing steps, for contradictions come together.
            let (mut fails, mut step) = (kept.len(), 1);
            while fails - holds > 1 && work > 0 {
                let next = holds.saturating_add(step);
                let middle = if next < fails { next } else { holds.midpoint(fails) };
                match Self::of(variables, ceiling, &kept[..middle]).complete_within(preference, &mut work) {
                    true => (holds, step) = (middle, step.saturating_mul(2)),
                    false => (fails, step) = (middle, usize::MAX),
                }
            }
            if holds >= kept.len() || work == 0 {
                break;
            }
            kept.remove(holds);
        }
        Self::of(variables, ceiling, &kept)
    }

    /// Completes with what is left of a common allowance of work.
    fn complete_within(&mut self, preference: &[u32], work: &mut u64) -> bool {
        self.work = *work;
        let is_done = self.complete(preference);
        *work = self.work;
        is_done
    }

    /// Whether all sums can hold together.
    pub(super) fn holds_together(variables: usize, ceiling: i64, sums: &[Sum], preference: &[u32]) -> bool {
        let mut system = Self::new(variables, ceiling);
        sums.iter().all(|sum| system.add(sum.variables.clone(), sum.amount)) && system.complete(preference)
    }

    fn of(variables: usize, ceiling: i64, sums: &[&Sum]) -> Self {
        let mut system = Self::new(variables, ceiling);
        for sum in sums {
            system.add(sum.variables.clone(), sum.amount);
        }
        system
    }
}
