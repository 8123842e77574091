//! `Margin`: the printed sums that the lines of a budget have to give back, taken from the facts of a disclosure.
//! Only coordinates count, never the layout of a statement.

use std::collections::{HashMap, HashSet};

use mingsuan_model::{
    Amount, CellValue, Coordinate, Dimension, Disclosure, DisclosureKind, Fact, FiscalYear, Origin, Place, StatementId,
    Value,
};

use super::projects::Projects;
use super::scope::Scope;
use super::transport::Sum;

/// How far a printed sum is relied upon: what stands first is taken first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Trust {
    /// A number in a statement or a project's form.
    Printed,
    /// Nothing printed where a number would stand.
    Blank,
    /// Several rows of a statement at one position, added up.
    Added,
    /// A number in a sentence.
    Told,
}

/// A printed sum.
#[derive(Clone, Debug)]
pub(super) struct Margin {
    pub(super) at: Coordinate,
    pub(super) scope: Scope,
    /// 分
    pub(super) amount: i64,
    /// What one unit of the last printed place is worth, in 分; 0 for a blank.
    pub(super) grain: i64,
    pub(super) trust: Trust,
    /// The statement it stands in, if it stands in one.
    pub(super) statement: Option<u32>,
    pub(super) place: Place,
}

/// No public budget has more (ten trillion 元); what is beyond was misread, and sums of it would overflow.
const MOST_FEN: u64 = 1_000_000_000_000_000;

/// The printed sums of a disclosure's own year, with the ordinals of the budget's projects.
pub(super) fn margins(disclosure: &Disclosure, projects: &Projects) -> Vec<Margin> {
    let mut margins: Vec<Margin> = Vec::with_capacity(disclosure.facts.len());
    let mut added: HashMap<(Coordinate, u32), (usize, i64)> = HashMap::new();
    let grains = Grains::of(disclosure);
    let listing = listing(disclosure);
    for fact in &disclosure.facts {
        let Some(margin) = margin(disclosure, fact, projects, &grains) else { continue };
        match (margin.trust, margin.statement) {
            // Rows without a code at one position are totals that were told twice, not parts of one.
            (Trust::Added, _) if !has_code(&margin.at) => {}
            (Trust::Added, Some(statement)) => match added.get(&(margin.at, statement)) {
                // The same amount again is the same money again, unless the statement lists lines.
                Some((_, first)) if margin.amount == 0 || margin.amount == *first && !listing.contains(&statement) => {}
                Some((at, _)) => margins[*at].amount = margins[*at].amount.saturating_add(margin.amount),
                None if margin.amount == 0 => {}
                None => {
                    added.insert((margin.at, statement), (margins.len(), margin.amount));
                    margins.push(margin);
                }
            },
            _ => margins.push(margin),
        }
    }
    margins
}

/// The statements whose rows at one position have different amounts: those are lines to be added up, not one row printed
/// again.
fn listing(disclosure: &Disclosure) -> HashSet<u32> {
    let mut first: HashMap<(u32, Coordinate), Amount> = HashMap::new();
    let mut listing = HashSet::new();
    for fact in disclosure.facts.iter().filter(|fact| fact.additive && has_code(&fact.coordinate)) {
        let Origin::Statement { statement, .. } = fact.origin else { continue };
        let Some(amount) = fact.amount().filter(|amount| *amount != Amount::ZERO) else { continue };
        if *first.entry((statement, fact.coordinate)).or_insert(amount) != amount {
            listing.insert(statement);
        }
    }
    listing
}

fn has_code(at: &Coordinate) -> bool {
    [Dimension::Function, Dimension::Economic, Dimension::GovEconomic, Dimension::Project]
        .into_iter()
        .any(|dimension| at.get(dimension) != Value::All)
}

fn margin(disclosure: &Disclosure, fact: &Fact, projects: &Projects, grains: &Grains) -> Option<Margin> {
    if !is_of_year(&fact.coordinate, disclosure.kind, disclosure.year) {
        return None;
    }
    // A purchase repeats the budget of its project, and a cell among the “三公” that names no item was not understood.
    let annex =
        [StatementId::Procurement, StatementId::PurchaseServices, StatementId::Assets, StatementId::OfficialCosts];
    if let Origin::Statement { statement, .. } = fact.origin
        && disclosure.statements.get(statement as usize).is_some_and(|statement| annex.contains(&statement.id))
    {
        return None;
    }
    let project = match fact.coordinate.get(Dimension::Project) {
        Value::All => Value::All,
        named => Value::Member(projects.of(named, fact.origin)?),
    };
    let at = fact.coordinate.with(Dimension::Project, project);
    let scope = Scope::of(&at)?;
    let (amount, trust) = match (&fact.value, fact.origin) {
        (CellValue::Text(_), _) => return None,
        (CellValue::Blank, _) if fact.additive => (0, Trust::Added),
        (CellValue::Blank, _) => (0, Trust::Blank),
        (CellValue::Number(_), Origin::Claim(_)) => (fact.amount()?.0, Trust::Told),
        (CellValue::Number(_), _) if fact.additive => (fact.amount()?.0, Trust::Added),
        (CellValue::Number(_), _) => (fact.amount()?.0, Trust::Printed),
    };
    let statement = match fact.origin {
        Origin::Statement { statement, .. } => Some(statement),
        _ => None,
    };
    if amount.unsigned_abs() > MOST_FEN {
        return None;
    }
    Some(Margin { at, scope, amount, grain: grains.at(fact), trust, statement, place: fact.place.clone() })
}

impl Margin {
    /// Whether a sum differs from it by more than rounding explains.
    pub(super) fn is_missed_by(&self, sum: i128) -> bool {
        (sum - i128::from(self.amount)).abs() > i128::from(self.slack())
    }

    /// How far a sum may be away, in 分.
    pub(super) fn slack(&self) -> i64 {
        self.grain.saturating_mul(ROUNDED_PARTS) / 2
    }
}

/// What one unit of the last printed place is worth in each statement, in 分: numbers without decimals may have lost them
/// to a spreadsheet, so the finest number of a statement counts.
pub(super) struct Grains(HashMap<u32, i64>);

impl Grains {
    pub(super) fn of(disclosure: &Disclosure) -> Self {
        let mut grains: HashMap<u32, i64> = HashMap::new();
        for fact in disclosure.facts.iter().filter(|fact| fact.is_money()) {
            if let (Origin::Statement { statement, .. }, Some(own)) = (fact.origin, grain(fact)) {
                let finest = grains.entry(statement).or_insert(own);
                *finest = own.min(*finest);
            }
        }
        Self(grains)
    }

    /// The grain of a fact; 0 for what is no amount.
    fn at(&self, fact: &Fact) -> i64 {
        let own = grain(fact).unwrap_or(0);
        match fact.origin {
            Origin::Statement { statement, .. } => self.0.get(&statement).map_or(own, |finest| own.min(*finest)),
            _ => own,
        }
    }

    /// Whether rounding explains that an amount is not the printed one.
    pub(super) fn explain(&self, fact: &Fact, amount: Amount) -> bool {
        let printed = fact.amount().unwrap_or(Amount::ZERO);
        i128::from(amount.0.abs_diff(printed.0)) * 2 <= i128::from(self.at(fact)) * i128::from(ROUNDED_PARTS)
    }
}

/// What one unit of the last place of a printed number is worth, in 分.
fn grain(fact: &Fact) -> Option<i64> {
    let (number, scale) = fact.value.number().zip(fact.scale)?;
    Some((scale.fen() / 10_i64.checked_pow(u32::from(number.decimals())).unwrap_or(i64::MAX)).max(1))
}

/// Of sums of more rounded numbers than this, the last place may be off by more; so long ones are rare.
const ROUNDED_PARTS: i64 = 10;

/// Which of contradicting sums goes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum First {
    /// The one of fewer cells: the leaf before the total.
    Narrow,
    /// The one that is printed more often.
    Repeated,
}

/// Whether a position is an amount of the document's own year and phase.
pub(super) fn is_of_year(at: &Coordinate, kind: DisclosureKind, year: Option<FiscalYear>) -> bool {
    let phase = match kind {
        DisclosureKind::Budget => "budget",
        DisclosureKind::FinalAccounts => "final",
    };
    let own_year = match (at.get(Dimension::Year), year) {
        (Value::Member(printed), Some(year)) => printed == u32::from(year),
        (Value::All, _) | (Value::Member(_), None) => true,
        (Value::Unknown, _) => false,
    };
    own_year
        && at.is_at(Dimension::Measure, "amount")
        && (at.is_at(Dimension::Phase, phase) || at.get(Dimension::Phase) == Value::All)
}

/// The sums over cells in the order in which they are relied upon: printed before blank before told, then the narrow or
/// the often repeated; among contradicting ones for the same cells always the value that is printed more often.
pub(super) fn sums<'m, C>(
    margins: impl Iterator<Item = (&'m Margin, Scope)>,
    cells: &[C],
    covers: impl Fn(&Scope, &C) -> bool,
    first: First,
) -> Vec<Sum> {
    let mut by_scope: HashMap<(Scope, i64), (Trust, usize, i64)> = HashMap::new();
    let mut order: Vec<(Scope, i64)> = Vec::new();
    for (margin, scope) in margins {
        let entry = by_scope.entry((scope, margin.amount)).or_insert_with(|| {
            order.push((scope, margin.amount));
            (margin.trust, 0, margin.slack())
        });
        *entry = (entry.0.min(margin.trust), entry.1 + 1, entry.2.max(margin.slack()));
    }
    let mut by_cells: HashMap<(Vec<u32>, i64), usize> = HashMap::new();
    let mut sums: Vec<(Trust, usize, Sum)> = Vec::new();
    for (scope, amount) in order {
        let (trust, votes, slack) = by_scope[&(scope, amount)];
        let variables: Vec<u32> =
            (0..).zip(cells).filter(|(_, cell)| covers(&scope, cell)).map(|(variable, _)| variable).collect();
        if variables.is_empty() {
            continue;
        }
        match by_cells.get(&(variables.clone(), amount)) {
            Some(at) => {
                let (best, count, sum): &mut (Trust, usize, Sum) = &mut sums[*at];
                (*best, *count, sum.slack) = ((*best).min(trust), *count + votes, sum.slack.max(slack));
            }
            None => {
                by_cells.insert((variables.clone(), amount), sums.len());
                sums.push((trust, votes, Sum { variables, amount, slack }));
            }
        }
    }
    sums.sort_by_key(|(trust, votes, sum)| {
        let (width, often) = (sum.variables.len(), std::cmp::Reverse(*votes));
        let first = if first == First::Repeated { often } else { std::cmp::Reverse(0) };
        (*trust, first, width, often)
    });
    sums.into_iter().map(|(_, _, sum)| sum).collect()
}
