//! The second general law: a parent equals the sum of its exhaustive children, along each dimension, inside a group of
//! facts that stand together. Which rule reports which sum is the rules' business.

use std::sync::Arc;

use mingsuan_model::classification::parent_code;
use mingsuan_model::{Coordinate, CoordinateMap, Dimension, Equation, Grade, Relation, Tree, Value};

use crate::cube::Cube;

/// A sum that must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sum {
    /// The fact that is the total.
    pub total: u32,
    /// The facts that add up to it.
    pub parts: Vec<u32>,
    /// Whether the parts cover the total as the tree sees it.
    pub complete: bool,
}

impl Sum {
    /// The sum as an equation of a rule: a law where the parts cover the total, else no more than a hint.
    pub(crate) fn equation(self, rule: &'static str, name: &str) -> Equation {
        let grade = if self.complete { Grade::Law } else { Grade::Hint };
        Equation {
            rule,
            grade,
            name: name.to_owned(),
            relation: Relation::Sum { total: self.total, parts: self.parts },
        }
    }
}

/// The facts of a group by coordinate, with the cube they are from.
pub(crate) struct Shelf<'c, 'a> {
    cube: &'c Cube<'a>,
    stock: Arc<Stock>,
}

/// What stands on a shelf. Several rules look at the same one, so it is shared.
pub(crate) struct Stock {
    by_coordinate: CoordinateMap<Vec<u32>>,
    /// In the order the facts stand.
    order: Vec<Coordinate>,
    /// Facts with something printed whose position is not understood.
    unknown: Vec<(Coordinate, Option<u32>)>,
    /// For each dimension with a tree, the members that stand on the shelf, one bit each.
    present: [u64; 14],
}

impl Stock {
    /// Puts facts together under a view of their coordinates (`None` leaves a fact out).
    pub(crate) fn new(cube: &Cube<'_>, facts: &[u32], view: impl Fn(u32) -> Option<Coordinate>) -> Self {
        let mut stock = Self {
            by_coordinate: CoordinateMap::with_capacity_and_hasher(facts.len(), <_>::default()),
            order: Vec::new(),
            unknown: Vec::new(),
            present: [0; 14],
        };
        for id in facts {
            let Some(coordinate) = view(*id) else { continue };
            if coordinate.has_unknown() {
                if cube.is_nonzero(*id) {
                    stock.unknown.push((coordinate, cube.column_of(*id)));
                }
                continue;
            }
            for dimension in Dimension::ALL.into_iter().filter(|dimension| dimension.tree().is_some()) {
                stock.present[dimension.slot()] |= coordinate.get(dimension).member().map_or(0, |member| 1 << member);
            }
            let slot = stock.by_coordinate.entry(coordinate).or_default();
            if slot.is_empty() {
                stock.order.push(coordinate);
            }
            slot.push(*id);
        }
        stock
    }
}

impl<'c, 'a> Shelf<'c, 'a> {
    /// Puts facts on the shelf under a view of their coordinates (`None` leaves a fact out).
    pub(crate) fn new(cube: &'c Cube<'a>, facts: &[u32], view: impl Fn(u32) -> Option<Coordinate>) -> Self {
        Self::of(cube, Arc::new(Stock::new(cube, facts, view)))
    }

    /// A shelf with what was put together before.
    pub(crate) fn of(cube: &'c Cube<'a>, stock: Arc<Stock>) -> Self {
        Self { cube, stock }
    }

    fn facts(&self, coordinate: &Coordinate) -> &[u32] {
        self.stock.by_coordinate.get(coordinate).map_or(&[], Vec::as_slice)
    }

    /// Whether something not understood may belong to the sum of a total along a dimension.
    /// Classes stand below each other: of them only what stands in the same column can.
    fn is_blocked(&self, total: &Coordinate, dimension: Dimension) -> bool {
        let columns: Vec<Option<u32>> = self.facts(total).iter().map(|id| self.cube.column_of(*id)).collect();
        let is_upright = matches!(dimension, Dimension::Function | Dimension::Economic | Dimension::GovEconomic);
        self.stock.unknown.iter().any(|(unknown, column)| {
            if is_upright && column.is_some() && !columns.contains(column) {
                return false;
            }
            // What is under a part that stands there itself is counted with it.
            let part = unknown.get(dimension);
            if matches!(part, Value::Member(_))
                && part != total.get(dimension)
                && self.stock.by_coordinate.contains_key(&total.with(dimension, part))
            {
                return false;
            }
            Dimension::ALL.into_iter().all(|d| {
                let value = unknown.get(d);
                d == dimension || value == Value::Unknown || value == total.get(d)
            })
        })
    }

    /// The sums along a dimension of classification codes: each listed code is the sum of the listed codes whose
    /// nearest listed ancestor it is; the total, of those without one.
    pub(crate) fn class_sums(&self, dimension: Dimension) -> Vec<Sum> {
        let mut families: CoordinateMap<Vec<Coordinate>> = CoordinateMap::default();
        let mut totals: Vec<Coordinate> = Vec::new();
        for coordinate in &self.stock.order {
            let Some(code) = coordinate.code(dimension) else { continue };
            let mut parent = parent_code(code);
            while let Some(above) = parent
                && !self.stock.by_coordinate.contains_key(&coordinate.with(dimension, Value::Member(above)))
            {
                parent = parent_code(above);
            }
            let total = coordinate.with(dimension, parent.map_or(Value::All, Value::Member));
            let family = families.entry(total).or_default();
            if family.is_empty() {
                totals.push(total);
            }
            family.push(*coordinate);
        }
        let wanted = totals.into_iter().filter(|total| !self.is_blocked(total, dimension));
        wanted.flat_map(|total| self.sums_of(&total, families[&total].iter(), true)).collect()
    }

    /// The sums along a dimension of named members.
    pub(crate) fn tree_sums(&self, dimension: Dimension) -> Vec<Sum> {
        let mut sums = Vec::new();
        for coordinate in &self.stock.order {
            // Sides and items have no common total: only what has members of its own below it is a sum.
            let rootless =
                matches!(dimension, Dimension::Side | Dimension::Item) && coordinate.get(dimension) == Value::All;
            if rootless || self.is_blocked(coordinate, dimension) {
                continue;
            }
            let mut cover = Cover { shelf: self, found: Vec::new(), complete: true };
            if cover.add_children(coordinate, dimension, 0) && cover.found.len() >= 2 {
                let (found, complete) = (cover.found, cover.complete);
                sums.extend(self.sums_of(coordinate, found.iter(), complete));
            }
        }
        sums
    }

    /// One sum for each time the total is printed; parts printed more than once stand once, unless they are lines.
    fn sums_of<'p>(&self, total: &Coordinate, parts: impl Iterator<Item = &'p Coordinate>, complete: bool) -> Vec<Sum> {
        let positions: Vec<&Coordinate> = parts.collect();
        let everywhere: Vec<u32> = positions.iter().flat_map(|part| self.facts(part)).copied().collect();
        let totals = self.facts(total);
        if totals.len() > 1 {
            // Rows that share a position: where each has all the parts beside it, it is the total of its own row only.
            let own = |total: u32| {
                let row = self.cube.row_of(total);
                everywhere.iter().copied().filter(|part| self.cube.row_of(*part) == row).collect::<Vec<_>>()
            };
            let is_line = totals.iter().all(|id| self.cube.fact(*id).additive);
            let sums: Vec<Sum> =
                totals.iter().map(|total| Sum { total: *total, parts: own(*total), complete }).collect();
            if is_line || sums.iter().all(|sum| sum.parts.len() == positions.len()) {
                return sums.into_iter().filter(|sum| !sum.parts.is_empty()).collect();
            }
        }
        totals.iter().map(|total| Sum { total: *total, parts: self.parts_of(*total, &positions), complete }).collect()
    }

    /// The facts at the positions that add up to a total: one for each position; lines that share a position all count, as
    /// far as they stand in the column of the total.
    fn parts_of(&self, total: u32, positions: &[&Coordinate]) -> Vec<u32> {
        let mut parts = Vec::with_capacity(positions.len());
        for position in positions {
            let facts = self.facts(position);
            if !facts.iter().all(|id| self.cube.fact(*id).additive) {
                parts.extend(facts.first());
                continue;
            }
            let column = self.cube.column_of(total);
            let before = parts.len();
            parts.extend(facts.iter().filter(|id| self.cube.column_of(**id) == column));
            if parts.len() == before {
                parts.extend(facts);
            }
        }
        parts
    }

    /// 其中: pairs of a member that is only a part of its parent, and the parent.
    pub(crate) fn of_which(&self, dimension: Dimension) -> Vec<(u32, u32)> {
        let Some(tree) = dimension.tree() else { return Vec::new() };
        let mut pairs = Vec::new();
        for coordinate in &self.stock.order {
            let Some(member) =
                coordinate.get(dimension).member().filter(|id| tree.get(*id).is_some_and(|m| m.of_which))
            else {
                continue;
            };
            let parent = coordinate.with(dimension, tree.parent(member).map_or(Value::All, Value::Member));
            if let (Some(part), Some(whole)) = (self.facts(coordinate).first(), self.facts(&parent).first()) {
                pairs.push((*part, *whole));
            }
        }
        pairs
    }
}

/// The parts that cover a total.
struct Cover<'s, 'c, 'a> {
    shelf: &'s Shelf<'c, 'a>,
    found: Vec<Coordinate>,
    complete: bool,
}

impl Cover<'_, '_, '_> {
    /// Adds what covers the children of a coordinate along a dimension; tells whether anything was found.
    fn add_children(&mut self, total: &Coordinate, dimension: Dimension, depth: usize) -> bool {
        let Some(tree) = dimension.tree() else { return false };
        let before = self.found.len();
        for child in tree.children(total.get(dimension).member()) {
            self.add_child(total, dimension, tree, child, depth);
        }
        self.found.len() > before
    }

    fn add_child(&mut self, total: &Coordinate, dimension: Dimension, tree: &Tree, child: u32, depth: usize) {
        let Some(member) = tree.get(child).filter(|member| !member.of_which) else { return };
        // Only the current year may stand without a member of its own, fund by fund.
        if self.shelf.stock.present[dimension.slot()] & tree.bits_within(child) == 0 {
            self.complete &= member.optional;
            return;
        }
        let coordinate = total.with(dimension, Value::Member(child));
        if self.shelf.stock.by_coordinate.contains_key(&coordinate) {
            self.found.push(coordinate);
            return;
        }
        let deeper = depth < 3 && self.add_children(&coordinate, dimension, depth + 1);
        // The current year may be printed fund by fund beside one column for the carry-over.
        let across =
            !deeper && dimension == Dimension::Source && self.add_children(&coordinate, Dimension::Fund, depth + 1);
        if !deeper && !across && !member.optional {
            self.complete = false;
        }
    }
}
