//! What vouches for each number printed in a table: the equations its cell takes part in, and the rules that compared it one
//! by one. Worked out when somebody asks; the share of vouched numbers is in `coverage.rs`.

use std::collections::HashMap;

use mingsuan_model::{Disclosure, Finding, Place};
use serde::Serialize;

use crate::context::Context;
use crate::coverage::{Position, position};
use crate::judge::{check, solve_all};
use crate::rule::Found;
use crate::solver::{Solution, State};

/// A number in a table with what vouches for it; nothing does where the list is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Vouched {
    /// Where the number stands.
    pub place: Place,
    /// What it was compared by, in the order of the rules.
    pub equations: Vec<Vouch>,
}

/// One comparison that a number takes part in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Vouch {
    /// The rule that compares.
    pub rule: &'static str,
    /// What has to hold, in Chinese: `类款项之和=合计`.
    pub name: String,
    /// Whether it does.
    pub state: VouchState,
    /// How often: a number may take part in several comparisons of one name.
    pub times: usize,
}

/// How a comparison came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum VouchState {
    /// It holds.
    Holds,
    /// It fails.
    Fails,
    /// It is off by what rounding explains.
    Rounds,
}

/// What is said of a comparison that is no equation.
const ONE_BY_ONE: &str = "与另一处印出的数逐项比较";

/// For each number in a table of a disclosure what vouches for it, in the order of the document.
pub fn vouching(disclosure: &Disclosure) -> Vec<Vouched> {
    let context = Context::new(disclosure);
    let (checked, (solution, _)) = rayon::join(|| check(&context), || solve_all(&context));
    let mut ledger = Ledger::default();
    ledger.add_equations(&context, &solution);
    checked.iter().for_each(|(rule, found)| ledger.add_comparisons(rule, found));
    let told = disclosure.money_tokens.iter().map(|place| Vouched {
        place: place.clone(),
        equations: ledger.cells.get(&position(place)).map(Cell::told).unwrap_or_default(),
    });
    told.collect()
}

/// The comparisons of all cells.
#[derive(Default)]
struct Ledger<'p> {
    cells: HashMap<Position<'p>, Cell<'p>>,
}

/// How often each comparison was made at one cell.
#[derive(Default)]
struct Cell<'p> {
    times: HashMap<(&'static str, &'p str, VouchState), usize>,
}

impl<'p> Ledger<'p> {
    fn count(&mut self, place: &'p Place, rule: &'static str, name: &'p str, state: VouchState) {
        *self.cells.entry(position(place)).or_default().times.entry((rule, name, state)).or_default() += 1;
    }

    fn add_equations(&mut self, context: &'p Context<'_>, solution: &'p Solution) {
        for (equation, state) in solution.equations.iter().zip(&solution.states) {
            let state = match state {
                State::Holds => VouchState::Holds,
                State::Fails(_) => VouchState::Fails,
                State::Rounds(_) => VouchState::Rounds,
                State::Insufficient | State::Empty => continue,
            };
            for member in equation.members() {
                self.count(&context.cube.fact(member).place, equation.rule, &equation.name, state);
            }
        }
    }

    fn add_comparisons(&mut self, rule: &'static str, found: &'p Found) {
        let places = found.findings.iter().flat_map(places_of);
        let failed: Vec<Position<'_>> = places.map(position).collect();
        for place in &found.vouched {
            let fails = failed.contains(&position(place));
            self.count(place, rule, ONE_BY_ONE, if fails { VouchState::Fails } else { VouchState::Holds });
        }
    }
}

fn places_of(finding: &Finding) -> impl Iterator<Item = &Place> {
    std::iter::once(&finding.place).chain(finding.related.iter().map(|related| &related.place))
}

impl Cell<'_> {
    fn told(&self) -> Vec<Vouch> {
        let told = self.times.iter();
        let told = told.map(|((rule, name, state), times)| Vouch {
            rule,
            name: (*name).to_owned(),
            state: *state,
            times: *times,
        });
        let mut told: Vec<Vouch> = told.collect();
        told.sort_unstable();
        told
    }
}
