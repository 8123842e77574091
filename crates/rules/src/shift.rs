//! Numbers that stand one place off: a whole statement or a row moved by one column, a column moved by one row, wholly or
//! from a cell on. Moving them back must mend every failure they touch. Single wrong cells are `solver.rs`' business.

use std::collections::{BTreeMap, BTreeSet};

use mingsuan_model::Origin;

use crate::cube::Cube;
use crate::solver::{Cause, Component, Search, Suspect};

/// What was moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Moved {
    /// All rows of a statement, by one column.
    Rows,
    /// A row, by one column.
    Row,
    /// A column, by one row.
    Column,
}

/// Numbers that stand one place off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shift {
    /// What was moved.
    pub moved: Moved,
    /// Whether they stand too far to the right, or too far down.
    pub forward: bool,
    /// The cells that change, with what stands in them when all is moved back.
    pub cells: Vec<Suspect>,
}

impl Shift {
    /// What to do, in Chinese.
    pub(crate) fn step(&self) -> &'static str {
        match (self.moved, self.forward) {
            (Moved::Column, true) => "上移一行",
            (Moved::Column, false) => "下移一行",
            (_, true) => "左移一栏",
            (_, false) => "右移一栏",
        }
    }

    /// What to do, in English.
    pub(crate) fn step_en(&self) -> &'static str {
        match (self.moved, self.forward) {
            (Moved::Column, true) => "move up",
            (Moved::Column, false) => "move down",
            (_, true) => "move left",
            (_, false) => "move right",
        }
    }
}

/// Statements with more failures than this were read or made wrongly altogether: lines are not looked at one by one.
const MAX_FAILURES: usize = 400;

/// Parts of a line that end within this many numbers are looked at.
const MAX_RUN: usize = 64;

/// Finds what was moved and takes the failures it explains out of those left.
pub(crate) fn find(search: &Search<'_, '_>, left: &mut BTreeSet<usize>) -> Vec<Component> {
    if left.len() < 2 || left.len() > MAX_FAILURES {
        return Vec::new();
    }
    let mut found = Vec::new();
    for grid in grids(search.cube) {
        for candidate in grid.candidates(search, left) {
            let failed = touched(search, &candidate, left);
            let assumed: Vec<(u32, i64)> =
                candidate.cells.iter().filter_map(|cell| Some((cell.fact, cell.value?))).collect();
            let emptied = assumed.iter().filter(|(_, value)| *value == 0).map(|(cell, _)| *cell).collect();
            if failed.len() >= 2 && search.agrees(&assumed, &emptied, &failed) && !search.is_explained_alone(&failed) {
                failed.iter().for_each(|ordinal| {
                    left.remove(ordinal);
                });
                found.push(Component { failed, cause: Cause::Shift(candidate) });
            }
        }
    }
    found
}

fn touched(search: &Search<'_, '_>, shift: &Shift, left: &BTreeSet<usize>) -> Vec<usize> {
    let all: BTreeSet<usize> = shift.cells.iter().flat_map(|cell| search.failures_of(cell.fact, left)).collect();
    all.into_iter().collect()
}

/// The money cells of one statement, by row and by column.
#[derive(Default)]
struct Grid {
    rows: BTreeMap<u32, Vec<u32>>,
    columns: BTreeMap<u32, Vec<u32>>,
}

fn grids(cube: &Cube<'_>) -> Vec<Grid> {
    let mut grids: BTreeMap<u32, Grid> = BTreeMap::new();
    for (id, fact) in (0..).zip(cube.facts) {
        if let Origin::Statement { statement, row, column } = fact.origin
            && fact.is_money()
            && cube.value(id).is_some()
        {
            let grid = grids.entry(statement).or_default();
            grid.rows.entry(row).or_default().push(id);
            grid.columns.entry(column).or_default().push(id);
        }
    }
    for grid in grids.values_mut() {
        grid.rows.values_mut().for_each(|line| line.sort_by_key(|id| cube.column_of(*id)));
        grid.columns.values_mut().for_each(|line| line.sort_by_key(|id| cube.row_of(*id)));
    }
    grids.into_values().collect()
}

impl Grid {
    /// What may have been moved, the whole before its lines.
    fn candidates(&self, search: &Search<'_, '_>, left: &BTreeSet<usize>) -> Vec<Shift> {
        let mut shifts = Vec::new();
        let fails = |id: u32| !search.failures_of(id, left).is_empty();
        if !self.rows.values().flatten().any(|id| fails(*id)) {
            return shifts;
        }
        for forward in [true, false] {
            let lines: Vec<Vec<Suspect>> =
                self.rows.values().map(|row| moved_back(search.cube, row, forward)).collect();
            if lines.iter().filter(|cells| !cells.is_empty()).count() >= 2 {
                shifts.push(Shift { moved: Moved::Rows, forward, cells: lines.concat() });
            }
        }
        for (moved, lines) in [(Moved::Row, &self.rows), (Moved::Column, &self.columns)] {
            for line in lines.values() {
                for forward in [true, false] {
                    let parts = segments(search.cube, line, forward, &fails);
                    let cells = parts.into_iter().map(|part| moved_back(search.cube, &part, forward));
                    let cells = cells.filter(|cells| cells.len() >= 2);
                    shifts.extend(cells.map(|cells| Shift { moved, forward, cells }));
                }
            }
        }
        shifts
    }
}

/// The parts of a line that may have been moved as a whole: from a blank next to a number to the end of the line, or to
/// some number before the next blank, where the first cells and the last take part in failures. The longest come first.
fn segments(cube: &Cube<'_>, line: &[u32], forward: bool, fails: &dyn Fn(u32) -> bool) -> Vec<Vec<u32>> {
    let mut cells = line.to_vec();
    if !forward {
        cells.reverse();
    }
    let is_number = |id: u32| cube.value(id).is_some_and(|ticks| !ticks.blank);
    let mut parts = Vec::new();
    for start in 0..cells.len().saturating_sub(1) {
        if is_number(cells[start]) || !is_number(cells[start + 1]) || !fails(cells[start]) || !fails(cells[start + 1]) {
            continue;
        }
        let run = cells[start + 1..].iter().take_while(|id| is_number(**id)).take(MAX_RUN).count();
        let ends = (start + 2..=start + 1 + run).filter(|end| fails(cells[end - 1])).chain([cells.len()]);
        for end in ends.collect::<BTreeSet<usize>>().into_iter().rev() {
            let mut part = cells[start..end].to_vec();
            if !forward {
                part.reverse();
            }
            parts.push(part);
        }
    }
    parts
}

/// A line with everything moved back by one place; the place that becomes free is blank. Only the cells that change.
fn moved_back(cube: &Cube<'_>, line: &[u32], forward: bool) -> Vec<Suspect> {
    let value = |at: usize| line.get(at).and_then(|id| cube.value(*id)).map_or(0, |ticks| ticks.value);
    let new = |at: usize| if forward { value(at + 1) } else { at.checked_sub(1).map_or(0, value) };
    let all = (0..line.len()).map(|at| (line[at], value(at), new(at)));
    let changed = all.filter(|(_, old, new)| old != new);
    changed.map(|(fact, _, new)| Suspect { fact, value: Some(new) }).collect()
}
