//! `Cell` and `Scope`: the smallest unit of money that is looked for, and which of them a printed coordinate covers.
//! How much stands in a cell is worked out in `transport.rs`.

use mingsuan_model::{Coordinate, Dimension, Value};

use crate::budget::{Fund, Kind, Source};

/// One position of the joint table that the statements give only margins of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Cell {
    /// 支出功能分类 as printed; 0 where it is not told.
    pub(super) function: u32,
    pub(super) kind: Kind,
    pub(super) fund: Fund,
    pub(super) source: Source,
    /// Ordinal of the project in the budget.
    pub(super) project: Option<u32>,
    /// 部门预算支出经济分类; 0 where it is not told.
    pub(super) economic: u32,
    /// 政府预算支出经济分类; 0 where it is not told.
    pub(super) gov_economic: u32,
}

/// Which money a coordinate speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Side {
    /// Received: what is spent and what remains.
    Everything,
    Spent,
    Remaining,
}

/// A coordinate made ready for many comparisons: bit sets and ranges of codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Scope {
    side: Side,
    fund: u64,
    source: u64,
    kind: u64,
    function: (u32, u32),
    economic: (u32, u32),
    gov_economic: (u32, u32),
    project: Option<u32>,
}

/// Digits of the deepest function and economic codes; of the latter the state numbers five, some regions seven.
const FUNCTION_DIGITS: u32 = 7;
const ECONOMIC_DIGITS: u32 = 7;

impl Scope {
    /// The money of a position; `None` where it is no money of this budget's lines (procurement, assets, “三公” items)
    /// or was not understood.
    pub(super) fn of(at: &Coordinate) -> Option<Self> {
        let foreign = [Dimension::Agency, Dimension::Category, Dimension::Item];
        if at.has_unknown() || foreign.iter().any(|dimension| at.get(*dimension) != Value::All) {
            return None;
        }
        let side = match at.key(Dimension::Side)? {
            "revenue" | "outlay" => Side::Everything,
            "expenditure" => Side::Spent,
            "balance" => Side::Remaining,
            _ => return None,
        };
        Some(Self {
            side,
            fund: bits(at, Dimension::Fund),
            source: bits(at, Dimension::Source),
            kind: bits(at, Dimension::Kind),
            function: range(at, Dimension::Function, FUNCTION_DIGITS),
            economic: range(at, Dimension::Economic, ECONOMIC_DIGITS),
            gov_economic: range(at, Dimension::GovEconomic, ECONOMIC_DIGITS),
            project: at.get(Dimension::Project).member(),
        })
    }

    /// Whether a cell's money is part of it.
    pub(super) fn covers(&self, cell: &Cell) -> bool {
        let remains = cell.kind == Kind::Balance;
        let side = match self.side {
            Side::Everything => true,
            Side::Spent => !remains,
            Side::Remaining => remains,
        };
        side && self.fund & bit(Dimension::Fund, cell.fund.key()) != 0
            && self.source & bit(Dimension::Source, cell.source.key()) != 0
            && cell.kind.key().map_or(self.kind == u64::MAX, |key| self.kind & bit(Dimension::Kind, key) != 0)
            && within(self.function, cell.function, FUNCTION_DIGITS)
            && within(self.economic, cell.economic, ECONOMIC_DIGITS)
            && within(self.gov_economic, cell.gov_economic, ECONOMIC_DIGITS)
            && (self.project.is_none() || self.project == cell.project)
    }

    /// The same without what it says of economic classes and of personnel or public money: what the cells of the first
    /// table are summed by.
    pub(super) fn coarse(&self) -> Self {
        let basic = bit(Dimension::Kind, "basic");
        let fine = bit(Dimension::Kind, "personnel") | bit(Dimension::Kind, "public");
        let kind = if self.kind & !fine == 0 { basic } else { self.kind };
        Self { kind, economic: ANY, gov_economic: ANY, ..*self }
    }

    /// Whether it tells personnel from public money or names an economic class.
    pub(super) fn is_fine(&self) -> bool {
        *self != self.coarse()
    }

    /// Whether it names an economic class.
    pub(super) fn names_economic(&self) -> bool {
        self.economic != ANY
    }

    /// Whether it names a class of the government's economic classification.
    pub(super) fn names_gov_economic(&self) -> bool {
        self.gov_economic != ANY
    }

    /// Whether it speaks of one project.
    pub(super) fn project(&self) -> Option<u32> {
        self.project
    }

    /// The same of all economic classes.
    pub(super) fn without_classes(&self) -> Self {
        Self { economic: ANY, gov_economic: ANY, ..*self }
    }

    /// Whether it restricts nothing but the side.
    pub(super) fn is_plain(&self) -> bool {
        let all = [self.fund, self.source, self.kind].iter().all(|bits| *bits == u64::MAX);
        all && self.function == ANY && !self.is_fine() && self.project.is_none()
    }

    /// Whether it covers a function, whatever else it restricts.
    pub(super) fn covers_function(&self, function: u32) -> bool {
        within(self.function, function, FUNCTION_DIGITS)
    }

    /// The same for all functions: statements are compared row by row without it.
    pub(super) fn without_function(&self) -> Self {
        Self { function: ANY, ..*self }
    }
}

/// All codes, and what has none.
const ANY: (u32, u32) = (0, u32::MAX);

fn bits(at: &Coordinate, dimension: Dimension) -> u64 {
    match (at.get(dimension), dimension.tree()) {
        (Value::Member(member), Some(tree)) => tree.bits_within(member),
        _ => u64::MAX,
    }
}

/// The bit of a named member; 0 for a name the tree does not have.
pub(super) fn bit(dimension: Dimension, key: &str) -> u64 {
    dimension.tree().and_then(|tree| tree.id(key)).map_or(0, |id| 1 << id)
}

fn range(at: &Coordinate, dimension: Dimension, digits: u32) -> (u32, u32) {
    at.code(dimension).map_or(ANY, |code| {
        let grain = grain(code, digits);
        (code.saturating_mul(grain), code.saturating_mul(grain).saturating_add(grain - 1))
    })
}

fn within(range: (u32, u32), code: u32, digits: u32) -> bool {
    if code == 0 {
        return range == ANY;
    }
    (range.0..=range.1).contains(&code.saturating_mul(grain(code, digits)))
}

/// How many deepest codes a code has room for.
fn grain(code: u32, digits: u32) -> u32 {
    10_u32.pow(digits.saturating_sub(code.max(1).ilog10() + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_covers_what_stands_below_it() {
        let cell = Cell {
            function: 2_080_505,
            kind: Kind::Personnel,
            fund: Fund::Business,
            source: Source::Current,
            project: None,
            economic: 30_108,
            gov_economic: 0,
        };
        let at = Coordinate::default().at(Dimension::Side, "expenditure");
        let code = |at: Coordinate, dimension, code| at.with(dimension, Value::Member(code));
        for (at, covered) in [
            (at, true),
            (at.at(Dimension::Fund, "non-fiscal").at(Dimension::Kind, "basic"), true),
            (at.at(Dimension::Fund, "fiscal"), false),
            (code(at, Dimension::Function, 208), true),
            (code(at, Dimension::Function, 20_805), true),
            (code(at, Dimension::Function, 20_806), false),
            (code(at, Dimension::Economic, 301), true),
            (code(at, Dimension::GovEconomic, 501), false),
            (at.at(Dimension::Side, "balance"), false),
            (Coordinate::default().at(Dimension::Side, "revenue"), true),
        ] {
            assert_eq!(Scope::of(&at).map(|scope| scope.covers(&cell)), Some(covered), "{at:?}");
        }
        let part = Cell { function: 208, ..cell };
        let scope = Scope::of(&code(at, Dimension::Function, 208)).unwrap();
        assert!(scope.covers(&part) && !Scope::of(&code(at, Dimension::Function, 20_805)).unwrap().covers(&part));
    }
}
