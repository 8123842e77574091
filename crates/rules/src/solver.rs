//! The solver: which equations fail, which failures hang together, and which one or two cells, if wrong, explain a
//! whole component and break nothing that holds. What is then said about it is `verdict.rs`.

use std::collections::{BTreeMap, BTreeSet};

use mingsuan_model::{Dimension, Equation, Grade, Relation};

use crate::cube::{Cube, Ticks};
use crate::rounding;
use crate::shift::{self, Shift};
use crate::slip::{self, Slip};

/// How an equation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Something in it cannot be compared.
    Insufficient,
    /// Nothing is printed in any of its places.
    Empty,
    /// It holds.
    Holds,
    /// It fails by this many ticks (total less parts, first less second; 0 where that makes no sense).
    Fails(i64),
    /// It is off by this many ticks, which rounding explains.
    Rounds(i64),
}

/// A cell that would explain a component, with the value it would need; `None` where only a bound follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Suspect {
    /// The fact.
    pub fact: u32,
    /// The value that makes everything agree.
    pub value: Option<i64>,
}

/// What was found out about a component of failed equations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// One cell explains everything.
    One(Suspect),
    /// Two cells together explain everything, and no other two do.
    Two(Suspect, Suspect),
    /// Any one of several cells would explain everything, but only the first by a slip of the pen.
    Likely(Suspect, Vec<Suspect>),
    /// Any one of several cells would explain everything.
    Tie(Vec<Suspect>),
    /// The numbers of a row or column stand one place off.
    Shift(Shift),
    /// No one or two cells explain it.
    Open,
}

/// Failed equations that hang together.
#[derive(Clone, Debug)]
pub(crate) struct Component {
    /// Ordinals of the failed equations.
    pub failed: Vec<usize>,
    /// What explains them.
    pub cause: Cause,
}

/// The equations of a document with their state and causes.
pub(crate) struct Solution {
    /// The equations.
    pub equations: Vec<Equation>,
    /// How each stands.
    pub states: Vec<State>,
    /// The failures, grouped by cause.
    pub components: Vec<Component>,
}

/// More pairs than these are not tried: beyond them a component is reported as it is.
const MAX_PAIRS: usize = 4096;

/// Evaluates equations and looks for the causes of what fails.
pub(crate) fn solve(cube: &Cube<'_>, equations: Vec<Equation>) -> Solution {
    let mut states: Vec<State> = equations.iter().map(|equation| evaluate(cube, equation)).collect();
    let excusable = rounding::excusable(cube, &equations, &states);
    for (ordinal, state) in states.iter_mut().enumerate() {
        if let State::Fails(residual) = *state
            && (excusable[ordinal] && rounding::is_small(cube, &equations[ordinal], *state)
                || rounding::is_printed_shorter(cube, &equations[ordinal].relation, residual))
        {
            *state = State::Rounds(residual);
        }
    }
    let mut of_fact: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (ordinal, equation) in equations.iter().enumerate() {
        for member in equation.members() {
            of_fact.entry(member).or_default().push(ordinal);
        }
    }
    let search = Search { cube, equations: &equations, states: &states, excusable: &excusable, of_fact: &of_fact };
    let mut left = search.failed();
    let mut components = shift::find(&search, &mut left);
    let rest = search.components(left).into_iter();
    components.extend(rest.map(|failed| Component { cause: search.cause(&failed), failed }));
    Solution { equations, states, components }
}

fn evaluate(cube: &Cube<'_>, equation: &Equation) -> State {
    let members = equation.members();
    let Some(values) = members.iter().map(|id| cube.value(*id)).collect::<Option<Vec<Ticks>>>() else {
        return State::Insufficient;
    };
    if values.iter().all(|ticks| ticks.blank) {
        return State::Empty;
    }
    let value = |id: u32| cube.value(id);
    if holds(cube, &equation.relation, &value) {
        State::Holds
    } else {
        State::Fails(residual(&equation.relation, &value))
    }
}

type Values<'v> = dyn Fn(u32) -> Option<Ticks> + 'v;

fn number(values: &Values<'_>, id: u32) -> i128 {
    values(id).map_or(0, |ticks| i128::from(ticks.value))
}

fn residual(relation: &Relation, values: &Values<'_>) -> i64 {
    let difference = match relation {
        Relation::Sum { total, parts } => {
            number(values, *total) - parts.iter().map(|part| number(values, *part)).sum::<i128>()
        }
        Relation::AtMost(low, high) => number(values, *low) - number(values, *high),
        Relation::Same(_) | Relation::Product { .. } => 0,
    };
    i64::try_from(difference).unwrap_or(i64::MAX)
}

fn holds(cube: &Cube<'_>, relation: &Relation, values: &Values<'_>) -> bool {
    match relation {
        Relation::Sum { .. } => residual(relation, values) == 0,
        Relation::Same(members) => {
            let all: Vec<Ticks> = members.iter().filter_map(|id| values(*id)).collect();
            all.iter()
                .min_by_key(|ticks| (ticks.blank, ticks.grain))
                .is_none_or(|first| all.iter().all(|other| agree(*first, *other)))
        }
        Relation::AtMost(..) => residual(relation, values) <= 0,
        Relation::Product { quantity, price, amount } => {
            let grain = cube.value(*amount).map_or(1, |ticks| i128::from(ticks.grain));
            let off = number(values, *quantity) * number(values, *price) - number(values, *amount) * 1_000_000;
            off.abs() * 2 <= grain.min(100) * 1_000_000
        }
    }
}

/// The same fact in the same precision agrees exactly; in different ones, within a unit of the coarser last place, for
/// what is printed shorter is rounded or cut off.
pub(crate) fn agree(a: Ticks, b: Ticks) -> bool {
    if a.grain == b.grain || a.blank || b.blank {
        return a.value == b.value;
    }
    a.value.abs_diff(b.value) < a.grain.max(b.grain).unsigned_abs()
}

/// What the search for causes looks at.
pub(crate) struct Search<'s, 'a> {
    pub cube: &'s Cube<'a>,
    equations: &'s [Equation],
    states: &'s [State],
    excusable: &'s [bool],
    of_fact: &'s BTreeMap<u32, Vec<usize>>,
}

impl Search<'_, '_> {
    /// The failed equations that are worth a report.
    fn failed(&self) -> BTreeSet<usize> {
        let failed = |ordinal: &usize| self.is_reported(*ordinal) && matches!(self.states[*ordinal], State::Fails(_));
        (0..self.equations.len()).filter(failed).collect()
    }

    fn is_reported(&self, ordinal: usize) -> bool {
        self.equations[ordinal].grade > Grade::Hint
    }

    /// The failed equations that a fact takes part in.
    pub(crate) fn failures_of(&self, fact: u32, left: &BTreeSet<usize>) -> Vec<usize> {
        let equations = self.of_fact.get(&fact).into_iter().flatten();
        equations.copied().filter(|ordinal| left.contains(ordinal)).collect()
    }

    /// The failed equations left, grouped by shared cells; what rounding explains stands alone.
    fn components(&self, mut left: BTreeSet<usize>) -> Vec<Vec<usize>> {
        let mut components = Vec::new();
        while let Some(first) = left.pop_first() {
            components.push(self.connected(first, &mut left));
        }
        let rounded = (0..self.equations.len())
            .filter(|ordinal| self.is_reported(*ordinal) && matches!(self.states[*ordinal], State::Rounds(_)));
        components.extend(rounded.map(|ordinal| vec![ordinal]));
        components
    }

    /// What hangs together with an equation, taken out of those left.
    fn connected(&self, first: usize, left: &mut BTreeSet<usize>) -> Vec<usize> {
        let mut component = vec![first];
        let mut at = 0;
        while at < component.len() {
            for member in self.equations[component[at]].members() {
                for neighbour in self.of_fact.get(&member).into_iter().flatten() {
                    if left.remove(neighbour) {
                        component.push(*neighbour);
                    }
                }
            }
            at += 1;
        }
        component.sort_unstable();
        component
    }

    fn cause(&self, failed: &[usize]) -> Cause {
        let cells: BTreeSet<u32> = failed.iter().flat_map(|ordinal| self.equations[*ordinal].members()).collect();
        let alone: Vec<Suspect> = cells.iter().filter_map(|cell| self.explains(*cell, failed)).collect();
        match alone.as_slice() {
            [one] => return Cause::One(*one),
            [] => {}
            several => return self.tie(several),
        }
        if failed.len() < 2 {
            return Cause::Open;
        }
        self.pair(failed)
    }

    /// Two cells that explain everything together, if no other two do. One of them stands in the shortest failed equation,
    /// the other in all those that the first is not in.
    fn pair(&self, failed: &[usize]) -> Cause {
        let members = |ordinal: &usize| self.equations[*ordinal].members();
        let shortest = |of: &mut dyn Iterator<Item = &usize>| of.map(members).min_by_key(Vec::len);
        let mut pairs: BTreeSet<(Suspect, Suspect)> = BTreeSet::new();
        let mut tried = 0;
        for first in shortest(&mut failed.iter()).unwrap_or_default() {
            let mut others = failed.iter().filter(|ordinal| !members(ordinal).contains(&first));
            let second = shortest(&mut others).or_else(|| shortest(&mut failed.iter()));
            for second in second.unwrap_or_default().into_iter().filter(|second| *second != first) {
                tried += 1;
                if tried > MAX_PAIRS {
                    return Cause::Open;
                }
                let ordered = (first.min(second), first.max(second));
                pairs.extend(self.explain_together(ordered.0, ordered.1, failed));
            }
        }
        match pairs.len() {
            1 => pairs.pop_first().map_or(Cause::Open, |(first, second)| Cause::Two(first, second)),
            _ => Cause::Open,
        }
    }

    /// Several cells would do. Where only one of them is a slip of the pen away from what it should be, that is likely it.
    fn tie(&self, suspects: &[Suspect]) -> Cause {
        let telling =
            |suspect: &Suspect| slip::of(self.cube, suspect).filter(|slip| slip::is_telling(self.cube, suspect, *slip));
        let slips: Vec<Option<Slip>> = suspects.iter().map(telling).collect();
        let only = |is_likely: &dyn Fn(Slip) -> bool| {
            let mut likely = suspects.iter().zip(&slips).filter(|(_, slip)| slip.is_some_and(is_likely));
            likely.next().filter(|_| likely.next().is_none()).map(|(suspect, _)| *suspect)
        };
        if let Some(one) = only(&|slip| slip == Slip::Sign) {
            return Cause::One(one);
        }
        // A number is sooner miscopied than just the amount left out that would make up for it.
        let miscopied = slips.iter().flatten().any(|slip| *slip != Slip::LeftOut);
        match only(&|slip| !miscopied || slip != Slip::LeftOut) {
            Some(one) => Cause::Likely(one, suspects.iter().filter(|suspect| **suspect != one).copied().collect()),
            None => Cause::Tie(suspects.to_vec()),
        }
    }

    /// Whether one cell alone explains all of some failures.
    pub(crate) fn is_explained_alone(&self, failed: &[usize]) -> bool {
        let cells: BTreeSet<u32> = failed.iter().flat_map(|ordinal| self.equations[*ordinal].members()).collect();
        cells.into_iter().any(|cell| self.explains(cell, failed).is_some())
    }

    /// The value a cell needs so that all these failures go and nothing that holds breaks.
    fn explains(&self, cell: u32, failed: &[usize]) -> Option<Suspect> {
        if !failed.iter().all(|ordinal| self.equations[*ordinal].members().contains(&cell)) {
            return None;
        }
        let current = |id: u32| self.cube.value(id);
        // What must hold exactly says what the value is; a sum that may be rounded only has to come near it.
        let exact_first =
            failed.iter().filter(|at| !self.excusable[**at]).chain(failed.iter().filter(|at| self.excusable[**at]));
        let value = exact_first.into_iter().find_map(|ordinal| self.implied(*ordinal, cell, &current));
        let Some(value) = value else {
            // Only bounds fail: a side that can be moved to the other one may be wrong, but by how much is not known.
            let bound = self.bound(failed, cell)?;
            return self.is_sound(&[(cell, bound)], failed).then_some(Suspect { fact: cell, value: None });
        };
        self.is_sound(&[(cell, value)], failed).then_some(Suspect { fact: cell, value: Some(value) })
    }

    /// The nearest value of a cell that keeps the first bound.
    fn bound(&self, failed: &[usize], cell: u32) -> Option<i64> {
        let value = |id: u32| self.cube.value(id).map(|ticks| ticks.value);
        failed.iter().find_map(|ordinal| match self.equations[*ordinal].relation {
            Relation::AtMost(low, high) => value(if low == cell { high } else { low }),
            _ => None,
        })
    }

    fn explain_together(&self, first: u32, second: u32, failed: &[usize]) -> Option<(Suspect, Suspect)> {
        let has = |ordinal: &usize, cell: u32| self.equations[*ordinal].members().contains(&cell);
        if !failed.iter().all(|ordinal| has(ordinal, first) || has(ordinal, second)) {
            return None;
        }
        let current = |id: u32| self.cube.value(id);
        let own = |cell: u32, other: u32| {
            let mut only = failed.iter().filter(|ordinal| has(ordinal, cell) && !has(ordinal, other));
            only.find_map(|ordinal| self.implied(*ordinal, cell, &current))
        };
        let (a, b) = match (own(first, second), own(second, first)) {
            (Some(a), Some(b)) => (a, b),
            (Some(a), None) => (a, self.implied_given(second, (first, a), failed)?),
            (None, Some(b)) => (self.implied_given(first, (second, b), failed)?, b),
            (None, None) => return None,
        };
        let sound = self.is_sound(&[(first, a), (second, b)], failed);
        sound.then_some((Suspect { fact: first, value: Some(a) }, Suspect { fact: second, value: Some(b) }))
    }

    fn implied_given(&self, cell: u32, given: (u32, i64), failed: &[usize]) -> Option<i64> {
        let values = |id: u32| self.with(&[given], id);
        let both = failed.iter().filter(|ordinal| self.equations[**ordinal].members().contains(&cell));
        both.filter_map(|ordinal| self.implied(*ordinal, cell, &values)).next()
    }

    /// A cell's value under an assumption; an assumed value keeps the precision of the cell.
    fn with(&self, assumed: &[(u32, i64)], id: u32) -> Option<Ticks> {
        let ticks = self.cube.value(id)?;
        let Some((_, value)) = assumed.iter().find(|(cell, _)| *cell == id) else { return Some(ticks) };
        Some(Ticks { value: *value, blank: *value == 0 && ticks.blank, ..ticks })
    }

    /// Whether assumed values satisfy the failed equations, break none that holds, and can be printed at all.
    fn is_sound(&self, assumed: &[(u32, i64)], failed: &[usize]) -> bool {
        self.agrees(assumed, &BTreeSet::new(), failed)
    }

    /// The same, where some of the cells have nothing in them any more and so bound nothing.
    pub(crate) fn agrees(&self, assumed: &[(u32, i64)], emptied: &BTreeSet<u32>, failed: &[usize]) -> bool {
        let values = |id: u32| self.with(assumed, id);
        if !assumed.iter().all(|(cell, value)| self.can_carry(*cell, *value)) {
            return false;
        }
        let touched: BTreeSet<usize> =
            assumed.iter().flat_map(|(cell, _)| self.of_fact.get(cell).into_iter().flatten().copied()).collect();
        let relevant = touched.iter().filter(|ordinal| match self.states[**ordinal] {
            State::Holds | State::Rounds(_) => self.equations[**ordinal].grade > Grade::Shown,
            State::Empty => self.equations[**ordinal].grade > Grade::Hint,
            State::Insufficient | State::Fails(_) => false,
        });
        relevant.chain(failed).all(|ordinal| {
            let relation = &self.equations[*ordinal].relation;
            if let Relation::AtMost(_, high) = relation
                && emptied.contains(high)
            {
                return true;
            }
            let slack = if self.excusable[*ordinal] { rounding::tolerance(self.cube, relation) } else { 0 };
            holds(self.cube, relation, &values) || slack > 0 && residual(relation, &values).abs() <= slack
        })
    }

    /// Whether a cell can hold a value: a real change, not negative where nothing is, and printable with its decimals.
    fn can_carry(&self, cell: u32, value: i64) -> bool {
        let Some(ticks) = self.cube.value(cell) else { return false };
        let coordinate = &self.cube.fact(cell).coordinate;
        let signed = coordinate.is_at(Dimension::Measure, "change") || ticks.value < 0;
        let whole = ticks.grain == 0 || value % ticks.grain == 0;
        value != ticks.value && (signed || value >= 0) && whole
    }

    /// The value of a cell that makes one equation hold, the others being as they are.
    fn implied(&self, ordinal: usize, cell: u32, values: &Values<'_>) -> Option<i64> {
        let value = |id: u32| number(values, id);
        let wanted = match &self.equations[ordinal].relation {
            Relation::Sum { total, parts } => {
                let sum: i128 = parts.iter().map(|part| value(*part)).sum();
                if *total == cell { sum } else { value(cell) + value(*total) - sum }
            }
            Relation::Same(members) => {
                let others: Vec<Ticks> =
                    members.iter().filter(|id| **id != cell).filter_map(|id| values(*id)).collect();
                let first = others.iter().min_by_key(|ticks| (ticks.blank, ticks.grain))?;
                if !others.iter().all(|other| agree(*first, *other)) {
                    return None;
                }
                i128::from(first.value)
            }
            Relation::AtMost(..) => return None,
            Relation::Product { quantity, price, amount } => {
                let (divisor, product) = match cell {
                    _ if cell == *amount => (1_000_000, value(*quantity) * value(*price)),
                    _ if cell == *price => (value(*quantity), value(*amount) * 1_000_000),
                    _ => (value(*price), value(*amount) * 1_000_000),
                };
                if divisor == 0 || product % divisor != 0 {
                    return None;
                }
                product / divisor
            }
        };
        i64::try_from(wanted).ok()
    }
}
