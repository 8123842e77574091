//! Rules become grids: tables as drawn, with merged cells where a rule between two cells is absent and with the outer
//! borders that were left out. What stands in the cells is found in `cells.rs`.

use super::geometry::{Area, Rule, Rules};

/// Rules that end this near to each other meet.
const MEET: f32 = 3.0;
/// Rules this near to each other bound no cell.
const NARROWEST: f32 = 3.0;
/// The part of a cell's side that must be drawn for the side to be there.
const DRAWN: f32 = 0.6;

/// A table's grid on one page: the positions of its rules and the cells between them.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    /// Sides of the columns, one more than there are columns.
    pub(super) xs: Vec<f32>,
    /// Sides of the rows, one more than there are rows.
    pub(super) ys: Vec<f32>,
    /// The cells from the top left.
    pub(super) boxes: Vec<Slot>,
}

/// A cell of a grid, in rows and columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
}

impl Grid {
    pub(super) fn slot_area(&self, slot: &Slot) -> Area {
        Area {
            left: self.xs[slot.column],
            top: self.ys[slot.row],
            right: self.xs[slot.column + slot.columns],
            bottom: self.ys[slot.row + slot.rows],
        }
    }

    /// The slot at each row and column.
    pub(super) fn map(&self) -> Vec<usize> {
        let columns = self.xs.len() - 1;
        let mut map = vec![usize::MAX; columns * (self.ys.len() - 1)];
        for (index, slot) in self.boxes.iter().enumerate() {
            for row in slot.row..slot.row + slot.rows {
                for column in slot.column..slot.column + slot.columns {
                    map[row * columns + column] = index;
                }
            }
        }
        map
    }
}

/// Coloured cells that carry a table on where its rules stop, as a header without lines of its own: their sides are
/// rules when they touch ruled ones, or other such cells. Colours inside a table, and stripes without any rule, are none.
pub(super) fn sides_of_fills(fills: &[Area], rules: &Rules) -> Rules {
    const CELL: std::ops::Range<f32> = 6.0..150.0;
    let mut open: Vec<&Area> =
        fills.iter().filter(|fill| CELL.contains(&fill.height()) && fill.width() > 8.0).collect();
    let cells = open.clone();
    let mut added = Rules::default();
    loop {
        let (next, rest): (Vec<&Area>, Vec<&Area>) =
            open.into_iter().partition(|fill| carries_on(fill, &cells, rules, &added));
        if next.is_empty() {
            return added;
        }
        next.iter().for_each(|fill| add_sides(fill, &mut added));
        open = rest;
    }
}

/// Puts the four sides of a cell to the rules.
pub(super) fn add_sides(cell: &Area, rules: &mut Rules) {
    rules.level.extend([cell.top, cell.bottom].map(|at| Rule { at, from: cell.left, to: cell.right }));
    rules.upright.extend([cell.left, cell.right].map(|at| Rule { at, from: cell.top, to: cell.bottom }));
}

/// Whether a coloured cell stands on the edge of what is ruled, or of the cells added to it.
fn carries_on(fill: &Area, cells: &[&Area], rules: &Rules, added: &Rules) -> bool {
    let spans = |rule: &Rule| rule.from - MEET <= fill.left && fill.right <= rule.to + MEET;
    let is_ruled = |y: f32| rules.level.iter().any(|rule| (rule.at - y).abs() <= MEET && spans(rule));
    // The cells of the next row may be narrower: together they stand below all of it.
    let is_joined = |y: f32| {
        let near = added.level.iter().filter(|rule| (rule.at - y).abs() <= MEET);
        let common = near.map(|rule| (rule.to.min(fill.right) - rule.from.max(fill.left)).max(0.0));
        common.sum::<f32>() > 0.9 * fill.width()
    };
    let has_row = cells.iter().any(|other| {
        let common = other.bottom.min(fill.bottom) - other.top.max(fill.top);
        common > 0.9 * other.height().min(fill.height())
            && ((other.left - fill.right).abs() <= MEET || (other.right - fill.left).abs() <= MEET)
    });
    let whole = rules.level.iter().any(|rule| {
        (rule.from - fill.left).abs() <= MEET
            && (rule.to - fill.right).abs() <= MEET
            && (rule.at - fill.bottom).abs() <= MEET
    });
    let is_outside = !(is_ruled(fill.top) && is_ruled(fill.bottom));
    let touches = [fill.top, fill.bottom].into_iter().any(|y| is_ruled(y) || is_joined(y));
    is_outside && touches && (has_row || whole)
}

/// The grids that rules form, and the level rules that are part of none.
pub(super) fn grids_of(rules: &Rules) -> (Vec<Grid>, Vec<Rule>) {
    let mut groups = Groups::new(rules.upright.len() + rules.level.len());
    let offset = rules.upright.len();
    for (at, level) in rules.level.iter().enumerate() {
        for (other, upright) in rules.upright.iter().enumerate() {
            let meets = |rule: &Rule, position: f32| rule.from - MEET <= position && position <= rule.to + MEET;
            if meets(level, upright.at) && meets(upright, level.at) {
                groups.unite(offset + at, other);
            }
        }
    }
    let mut members: Vec<(Vec<Rule>, Vec<Rule>)> = vec![(Vec::new(), Vec::new()); offset + rules.level.len()];
    for (at, rule) in rules.upright.iter().enumerate() {
        members[groups.find(at)].0.push(*rule);
    }
    for (at, rule) in rules.level.iter().enumerate() {
        members[groups.find(offset + at)].1.push(*rule);
    }
    let mut loose = Vec::new();
    let mut grids = Vec::new();
    for (upright, level) in members {
        if upright.is_empty() || upright.len() + level.len() < 3 {
            loose.extend(level);
        } else {
            grids.extend(grid_of(&upright, &level));
        }
    }
    grids.sort_by(|a, b| a.ys[0].total_cmp(&b.ys[0]).then(a.xs[0].total_cmp(&b.xs[0])));
    (grids, loose)
}

/// The grid of rules that hang together.
fn grid_of(upright: &[Rule], level: &[Rule]) -> Option<Grid> {
    // Where an outer border was left out, the ends of the crossing rules show where it would be.
    let ends = |rules: &[Rule]| {
        let from = rules.iter().map(|rule| rule.from).fold(f32::INFINITY, f32::min);
        let to = rules.iter().map(|rule| rule.to).fold(f32::NEG_INFINITY, f32::max);
        [from, to].into_iter().filter(|end| end.is_finite()).collect::<Vec<_>>()
    };
    let xs = sides(upright.iter().map(|rule| rule.at).collect(), &ends(level));
    let ys = sides(level.iter().map(|rule| rule.at).collect(), &ends(upright));
    (xs.len() >= 2 && ys.len() >= 2).then(|| {
        let boxes = slots(&xs, &ys, upright, level);
        Grid { xs, ys, boxes }
    })
}

/// Positions of sides: near ones are one; ends that lie outside are added.
fn sides(mut positions: Vec<f32>, ends: &[f32]) -> Vec<f32> {
    positions.sort_by(f32::total_cmp);
    let (first, last) = (positions.first().copied(), positions.last().copied());
    for end in ends {
        let outside = first.is_none_or(|first| *end < first - MEET) || last.is_none_or(|last| *end > last + MEET);
        if outside {
            positions.push(*end);
        }
    }
    positions.sort_by(f32::total_cmp);
    let mut sides: Vec<(f32, f32, u8)> = Vec::new();
    for position in positions {
        match sides.last_mut() {
            Some((mean, start, count)) if position - *start <= NARROWEST => {
                *mean = (*mean * f32::from(*count) + position) / (f32::from(*count) + 1.0);
                *count = count.saturating_add(1).min(200);
            }
            _ => sides.push((position, position, 1)),
        }
    }
    sides.into_iter().map(|(mean, ..)| mean).collect()
}

/// Which sides of the elementary cells are drawn: `drawn[side * spans + span]`.
fn drawn(sides: &[f32], spans: &[f32], rules: &[Rule]) -> Vec<bool> {
    let count = spans.len() - 1;
    let mut covered = vec![0.0_f32; sides.len() * count];
    for rule in rules {
        let Some(side) = nearest(sides, rule.at) else { continue };
        for (span, pair) in spans.windows(2).enumerate() {
            let common = rule.to.min(pair[1]) - rule.from.max(pair[0]);
            if common > 0.0 {
                covered[side * count + span] += common;
            }
        }
    }
    let long_enough = |(at, covered): (usize, &f32)| {
        let span = at % count;
        *covered >= DRAWN * (spans[span + 1] - spans[span])
    };
    covered.iter().enumerate().map(long_enough).collect()
}

fn nearest(sides: &[f32], position: f32) -> Option<usize> {
    let distance = |at: &usize| (sides[*at] - position).abs();
    (0..sides.len()).min_by(|a, b| distance(a).total_cmp(&distance(b))).filter(|at| distance(at) <= NARROWEST)
}

/// The cells: from each free position to the right until a side is drawn, then down while none is drawn below.
fn slots(xs: &[f32], ys: &[f32], upright: &[Rule], level: &[Rule]) -> Vec<Slot> {
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
    let walls = drawn(xs, ys, upright);
    let floors = drawn(ys, xs, level);
    let wall = |side: usize, row: usize| walls[side * rows + row];
    let floor = |side: usize, column: usize| floors[side * columns + column];
    let mut taken = vec![false; columns * rows];
    let mut found = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            if taken[row * columns + column] {
                continue;
            }
            let mut right = column + 1;
            while right < columns && !wall(right, row) && !taken[row * columns + right] {
                right += 1;
            }
            let mut bottom = row + 1;
            let goes_on = |bottom: usize| {
                let open = (column..right).all(|c| !floor(bottom, c) && !taken[bottom * columns + c]);
                open && (column + 1..right).all(|side| !wall(side, bottom)) && {
                    let closes = |side: usize| side == 0 || side == columns || wall(side, bottom) == wall(side, row);
                    closes(column) && closes(right)
                }
            };
            while bottom < rows && goes_on(bottom) {
                bottom += 1;
            }
            for r in row..bottom {
                taken[r * columns + column..r * columns + right].fill(true);
            }
            found.push(Slot { row, column, rows: bottom - row, columns: right - column });
        }
    }
    found
}

/// Sets of things that hang together.
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn find(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(at: f32, from: f32, to: f32) -> Rule {
        Rule { at, from, to }
    }

    #[test]
    fn absent_rules_merge_cells() {
        // Two columns and three rows; the first row is one cell, the left column's last two rows are one cell.
        let level =
            vec![rule(0.0, 0.0, 200.0), rule(20.0, 0.0, 200.0), rule(40.0, 100.0, 200.0), rule(60.0, 0.0, 200.0)];
        let upright = vec![rule(0.0, 0.0, 60.0), rule(100.0, 20.0, 60.0), rule(200.0, 0.0, 60.0)];
        let (grids, loose) = grids_of(&Rules { upright, level });
        assert_eq!((grids.len(), loose.len()), (1, 0));
        let slot = |row, column, rows, columns| Slot { row, column, rows, columns };
        assert_eq!(grids[0].boxes, [slot(0, 0, 1, 2), slot(1, 0, 2, 1), slot(1, 1, 1, 1), slot(2, 1, 1, 1)]);
    }

    #[test]
    fn left_out_outer_borders_are_found() {
        let level = vec![rule(0.0, 0.0, 200.0), rule(20.0, 0.0, 200.0), rule(40.0, 0.0, 200.0)];
        let (grids, _) = grids_of(&Rules { upright: vec![rule(100.0, 0.0, 40.0)], level });
        assert_eq!((grids[0].xs.len(), grids[0].ys.len(), grids[0].boxes.len()), (3, 3, 4));
    }

    #[test]
    fn two_tables_are_two_grids() {
        let table = |top: f32| {
            let level = vec![rule(top, 0.0, 100.0), rule(top + 20.0, 0.0, 100.0)];
            let upright = vec![rule(0.0, top, top + 20.0), rule(50.0, top, top + 20.0), rule(100.0, top, top + 20.0)];
            (upright, level)
        };
        let ((mut upright, mut level), (more_upright, more_level)) = (table(0.0), table(50.0));
        upright.extend(more_upright);
        level.extend(more_level);
        assert_eq!(grids_of(&Rules { upright, level }).0.len(), 2);
    }
}
