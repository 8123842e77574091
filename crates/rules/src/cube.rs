//! `Cube`: the facts of a disclosure made ready for equations — values in whole ticks, an index by coordinate, and
//! the conditions seen in this document that make different coordinates the same (no carry-over, one fund only).
//! The equations themselves are stated by the rules; solving them is `solver.rs`.

use std::collections::BTreeMap;

use crate::sums::Sum;
use crate::told_part;
use mingsuan_model::{CellValue, Coordinate, CoordinateMap, Dimension, Disclosure, Fact, Origin, Value};

/// A fact's value as a whole number of ticks: 分 for money, millionths for everything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticks {
    /// The value; a blank is 0.
    pub value: i64,
    /// What one unit of the last printed place is worth; 0 for a blank.
    pub grain: i64,
    /// Nothing is printed.
    pub blank: bool,
}

/// Facts that stand together: their sums are stated among themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// The cells of a statement.
    Statement(u32),
    /// The fields of a project's form.
    Project(u32),
    /// The claims of a paragraph.
    Paragraph(u32),
}

/// The conditions under which different coordinates hold the same money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conditions {
    /// No money is carried over from last year.
    pub no_carry_over: bool,
    /// No money remains at the end of the year.
    pub no_balance: bool,
    /// Fiscal money is general-budget money only.
    pub general_only: bool,
    /// There is no money but fiscal money.
    pub fiscal_only: bool,
    /// A statement lists money that remains at the end of the year.
    pub shows_balance: bool,
}

/// The facts made ready for equations.
pub struct Cube<'a> {
    /// The facts.
    pub facts: &'a [Fact],
    /// Their values; `None` where something is printed that is not a number, or no scale is known.
    pub ticks: Vec<Option<Ticks>>,
    /// The facts by where they stand together.
    pub groups: Vec<(Group, Vec<u32>)>,
    /// What was seen in this document.
    pub conditions: Conditions,
    /// The facts by canonical coordinate, without additive and unknown ones.
    by_canonical: CoordinateMap<Vec<u32>>,
    /// The claims that are told of a part of what their words name, with the position of that part.
    told: BTreeMap<u32, Coordinate>,
}

impl<'a> Cube<'a> {
    /// Indexes the facts of a disclosure.
    pub fn new(disclosure: &'a Disclosure) -> Self {
        let facts = &disclosure.facts;
        let conditions = Conditions::seen_in(facts);
        let mut by_canonical: CoordinateMap<Vec<u32>> =
            CoordinateMap::with_capacity_and_hasher(facts.len(), <_>::default());
        for (id, fact) in (0..).zip(facts) {
            if !fact.additive && !fact.coordinate.has_unknown() {
                by_canonical.entry(conditions.canonical(&fact.coordinate)).or_default().push(id);
            }
        }
        let ticks: Vec<Option<Ticks>> = facts.iter().map(ticks_of).collect();
        let told = told_part::find(facts, &ticks, &conditions, &by_canonical);
        for (id, part) in &told {
            if let Some(group) = by_canonical.get_mut(&conditions.canonical(&facts[*id as usize].coordinate)) {
                group.retain(|other| other != id);
            }
            by_canonical.entry(*part).or_default().push(*id);
        }
        Self { facts, ticks, groups: groups_of(disclosure), conditions, by_canonical, told: told.into_iter().collect() }
    }

    /// A fact.
    pub fn fact(&self, id: u32) -> &'a Fact {
        &self.facts[id as usize]
    }

    /// The position of a fact: where its words place it, or the part that a claim is told of.
    pub(crate) fn position(&self, id: u32) -> Coordinate {
        self.told.get(&id).copied().unwrap_or(self.fact(id).coordinate)
    }

    /// The value of a fact; `None` where it cannot be compared.
    pub fn value(&self, id: u32) -> Option<Ticks> {
        self.ticks[id as usize]
    }

    /// Whether a fact has something printed other than zero.
    pub fn is_nonzero(&self, id: u32) -> bool {
        self.value(id).is_none_or(|ticks| ticks.value != 0)
    }

    /// Whether a fact's measure can be added up: money, but not prices.
    pub fn is_summable(&self, id: u32) -> bool {
        matches!(self.fact(id).coordinate.key(Dimension::Measure), Some("amount" | "change" | "reserved"))
    }

    /// The row of a statement that a fact stands in: ordinals of statement and row.
    pub(crate) fn row_of(&self, id: u32) -> Option<(u32, u32)> {
        match self.fact(id).origin {
            Origin::Statement { statement, row, .. } => Some((statement, row)),
            _ => None,
        }
    }

    /// The column of a statement that a fact stands in.
    pub(crate) fn column_of(&self, id: u32) -> Option<u32> {
        match self.fact(id).origin {
            Origin::Statement { column, .. } => Some(column),
            _ => None,
        }
    }

    /// Whether total and parts stand in one row of one statement.
    pub(crate) fn is_one_row(&self, sum: &Sum) -> bool {
        let first = self.row_of(sum.total);
        first.is_some() && sum.parts.iter().all(|part| self.row_of(*part) == first)
    }

    /// All facts that stand for the same money as a coordinate in this document.
    pub fn same_as(&self, coordinate: &Coordinate) -> &[u32] {
        self.by_canonical.get(&self.conditions.canonical(coordinate)).map_or(&[], Vec::as_slice)
    }

    /// The groups of facts that stand for the same money, in a stable order.
    pub fn canonical_groups(&self) -> Vec<&[u32]> {
        let mut groups: Vec<&[u32]> = self.by_canonical.values().map(Vec::as_slice).collect();
        groups.sort_unstable_by_key(|group| group.first().copied());
        groups
    }
}

fn ticks_of(fact: &Fact) -> Option<Ticks> {
    match &fact.value {
        CellValue::Blank => Some(Ticks { value: 0, grain: 0, blank: true }),
        CellValue::Text(_) => None,
        CellValue::Number(number) => {
            let (value, unit) = if fact.is_money() {
                (fact.amount()?.0, fact.scale?.fen())
            } else {
                (i64::try_from(number.millionths()).ok()?, 1_000_000)
            };
            let grain = unit / 10_i64.checked_pow(u32::from(number.decimals()))?;
            Some(Ticks { value, grain: grain.max(1), blank: false })
        }
    }
}

fn groups_of(disclosure: &Disclosure) -> Vec<(Group, Vec<u32>)> {
    let mut groups: Vec<(Group, Vec<u32>)> = Vec::new();
    for (id, fact) in (0..).zip(&disclosure.facts) {
        let group = match fact.origin {
            Origin::Statement { statement, .. } => Group::Statement(statement),
            Origin::Project(project) => Group::Project(project),
            Origin::Claim(claim) => {
                let place = disclosure.claims.get(claim as usize).map(|claim| &claim.place);
                Group::Paragraph(place.and_then(|place| place.paragraph.or(place.row)).unwrap_or(0))
            }
        };
        match groups.last_mut() {
            Some((last, members)) if *last == group => members.push(id),
            _ => groups.push((group, vec![id])),
        }
    }
    groups
}

/// Whether the money carried over, as far as it is shown for fiscal money on its own, is all fiscal.
fn carries_fiscal_only(facts: &[Fact]) -> bool {
    let carried = |is_fund: fn(Option<&str>) -> bool| {
        let of_fund = facts.iter().filter(move |fact| {
            let at = &fact.coordinate;
            let is_whole = [Dimension::Function, Dimension::Kind].iter().all(|d| at.get(*d) == Value::All);
            !matches!(fact.origin, Origin::Claim(_))
                && is_whole
                && at.is_at(Dimension::Side, "revenue")
                && at.is_at(Dimension::Measure, "amount")
                && matches!(at.key(Dimension::Source), Some("carry-over" | "used-balance"))
                && is_fund(at.key(Dimension::Fund))
        });
        of_fund.map(|fact| fact.amount().map_or(0, |amount| amount.0)).max()
    };
    let fiscal = carried(|fund| matches!(fund, Some("fiscal" | "general" | "gov-fund" | "state-capital")));
    carried(|fund| fund.is_none()).is_none_or(|all| fiscal.is_none_or(|fiscal| all <= fiscal))
}

impl Conditions {
    /// Looks at the statements only: a wrong amount in the text must not hide that it is wrong.
    fn seen_in(facts: &[Fact]) -> Self {
        let money = facts.iter().filter(|fact| {
            let nonzero = fact.value.number().is_some_and(|number| !number.is_zero());
            nonzero && !matches!(fact.origin, Origin::Claim(_)) && fact.coordinate.is_at(Dimension::Measure, "amount")
        });
        let mut seen =
            Self { no_carry_over: true, no_balance: true, general_only: true, fiscal_only: true, shows_balance: false };
        let (mut lists_revenue, mut lists_all_revenue) = (false, false);
        for fact in money {
            let at = &fact.coordinate;
            lists_revenue |= at.is_at(Dimension::Side, "revenue");
            lists_all_revenue |= at.is_at(Dimension::Side, "revenue") && at.get(Dimension::Fund) == Value::All;
            seen.no_carry_over &= !matches!(at.key(Dimension::Source), Some("carry-over" | "used-balance"));
            seen.shows_balance |= at.is_at(Dimension::Side, "balance");
            match at.key(Dimension::Fund) {
                Some("gov-fund" | "state-capital") => seen.general_only = false,
                None | Some("fiscal" | "general") => {}
                Some(_) => seen.fiscal_only = false,
            }
        }
        // What no statement lists was not seen to be missing.
        seen.no_carry_over &= lists_revenue;
        seen.no_balance = lists_revenue && !seen.shows_balance;
        seen.general_only &= lists_revenue;
        seen.fiscal_only &= lists_all_revenue && carries_fiscal_only(facts);
        seen
    }

    /// The coordinate that stands for all those holding the same money under the conditions seen.
    pub fn canonical(&self, coordinate: &Coordinate) -> Coordinate {
        let mut at = *coordinate;
        if self.no_carry_over && at.is_at(Dimension::Source, "current") {
            at.set(Dimension::Source, Value::All);
        }
        if self.general_only && at.is_at(Dimension::Fund, "general") {
            at = at.at(Dimension::Fund, "fiscal");
        }
        if self.fiscal_only && at.is_at(Dimension::Fund, "fiscal") {
            at.set(Dimension::Fund, Value::All);
        }
        if self.no_balance && at.is_at(Dimension::Side, "outlay") {
            at = at.at(Dimension::Side, "expenditure");
        }
        // All revenue of a year, carry-over included, is what can be spent or remains.
        if at.is_at(Dimension::Side, "revenue") && at.get(Dimension::Source) == Value::All {
            at = at.at(Dimension::Side, if self.no_balance { "expenditure" } else { "outlay" });
        }
        at
    }
}
