//! Whether the statements of a document come back: each printed cell against what the compiled budget prints at its
//! position. Layout, order and labels do not count; why a cell differs is not asked here.

use std::collections::HashMap;

use mingsuan_model::text::normalized;
use mingsuan_model::{
    Amount, CellValue, Coordinate, Dimension, Disclosure, Fact, Origin, Place, Profile, Statement, StatementId, Value,
};

use super::margins::{Grains, is_of_year};
use crate::budget::Budget;
use crate::compile::{Problem, compile};
use crate::form::Form;

/// How a statement of the document came back.
#[derive(Clone, Debug)]
pub struct Returned {
    /// Which statement.
    pub id: StatementId,
    /// Its title as printed.
    pub title: String,
    /// Where it begins.
    pub place: Place,
    /// Cells that the form prints, too, and that are equal.
    pub equal: usize,
    /// Cells that the form prints and that are not equal: the statement did not come back.
    pub differing: Vec<Differing>,
    /// Cells left blank where the form prints a sum.
    pub filled: usize,
    /// Cells at positions that the form does not print: those that the budget holds, and those it does not give back.
    pub beyond: (usize, usize),
    /// Cells that neither the form nor the budget knows (units of a department, other years, positions not understood).
    pub foreign: usize,
}

/// A cell that is not equal.
#[derive(Clone, Debug)]
pub struct Differing {
    /// Where it stands in the document.
    pub place: Place,
    /// What it speaks of, without year and project.
    pub coordinate: Coordinate,
    /// The amount as printed.
    pub printed: Amount,
    /// The amount that came back.
    pub found: Amount,
    /// Whether rounding explains it.
    pub is_rounding: bool,
}

impl Returned {
    /// Whether all that the form prints came back.
    pub fn is_equal(&self) -> bool {
        self.differing.is_empty()
    }
}

/// A position, and the name of a project where a statement lists projects.
pub(super) type Key = (Coordinate, String);

/// How the statements that the budget's form prints came back.
///
/// # Errors
/// What keeps the budget from being compiled.
pub fn returned(disclosure: &Disclosure, budget: &Budget) -> Result<Vec<Returned>, Vec<Problem>> {
    let again = mingsuan_import::import(&compile(budget)?, Some(&budget.profile));
    let profile = Profile::named(&budget.profile).unwrap_or_else(|| Profile::for_region(None));
    let (form, printed) = (Form::of(profile, budget.year), printed(&again));
    let side = Compiled { form, budget, printed, grains: Grains::of(disclosure) };
    let known = (0..).zip(&disclosure.statements).filter(|(_, statement)| form.statement(statement.id).is_some());
    Ok(known.map(|(ordinal, statement)| side.compare(disclosure, ordinal, statement)).collect())
}

/// The compiled side.
struct Compiled<'b> {
    form: &'static Form,
    budget: &'b Budget,
    printed: HashMap<Key, Amount>,
    /// Of the document.
    grains: Grains,
}

/// What there is at a position.
enum Found {
    Printed(Amount),
    Held(Amount),
    Unknown,
}

impl Compiled<'_> {
    fn compare(&self, disclosure: &Disclosure, ordinal: u32, statement: &Statement) -> Returned {
        let mut own = Returned {
            id: statement.id,
            title: statement.title.clone(),
            place: statement.place.clone(),
            equal: 0,
            differing: Vec::new(),
            filled: 0,
            beyond: (0, 0),
            foreign: 0,
        };
        for Cell { key, fact, printed } in cells(disclosure, ordinal, &mut own.foreign) {
            let wanted = printed.unwrap_or(Amount::ZERO);
            match self.at(statement.id, &key) {
                Found::Unknown => own.foreign += usize::from(printed.is_some()),
                Found::Held(found) if found == wanted => own.beyond.0 += 1,
                Found::Held(_) => own.beyond.1 += usize::from(printed.is_some()),
                Found::Printed(found) if found == wanted => own.equal += 1,
                // A blank beside sums is a number that is missing; an empty statement says that there is nothing.
                Found::Printed(_) if printed.is_none() && !statement.is_empty() => own.filled += 1,
                Found::Printed(found) => own.differing.push(Differing {
                    place: fact.place.clone(),
                    coordinate: key.0,
                    printed: wanted,
                    found,
                    is_rounding: self.grains.explain(fact, found),
                }),
            }
        }
        own
    }

    fn at(&self, id: StatementId, (at, name): &Key) -> Found {
        let foreign = [Dimension::Agency, Dimension::Category];
        let is_purchase = at.is_at(Dimension::Side, "procurement") && id != StatementId::Procurement;
        if is_purchase || foreign.iter().any(|dimension| at.get(*dimension) != Value::All) {
            return Found::Unknown;
        }
        if self.form.prints(at, !name.is_empty()) {
            let key = (*at, name.clone());
            return Found::Printed(self.printed.get(&key).copied().unwrap_or(Amount::ZERO));
        }
        let held = if name.is_empty() { self.budget.amount_at(at) } else { self.of_project(at, name) };
        held.map_or(Found::Unknown, Found::Held)
    }

    /// The money of the projects of a name.
    fn of_project(&self, at: &Coordinate, name: &str) -> Option<Amount> {
        let own = (0..).zip(&self.budget.projects).filter(|(_, project)| normalized(&project.name) == name);
        own.filter_map(|(project, _)| self.budget.amount_at(&at.with(Dimension::Project, Value::Member(project))))
            .try_fold(Amount::ZERO, Amount::checked_add)
    }
}

/// A cell that can be compared; nothing where it is blank.
struct Cell<'d> {
    key: Key,
    fact: &'d Fact,
    printed: Option<Amount>,
}

/// The cells of a statement; several rows at one position are one cell. Of a list of purchases that has a total, the
/// total is the cell.
fn cells<'d>(disclosure: &'d Disclosure, ordinal: u32, foreign: &mut usize) -> Vec<Cell<'d>> {
    let totals = Totals::of(disclosure);
    let mut at: HashMap<Key, usize> = HashMap::new();
    let mut cells: Vec<Cell<'d>> = Vec::new();
    let own = |fact: &&Fact| matches!(fact.origin, Origin::Statement { statement, .. } if statement == ordinal);
    for fact in disclosure.facts.iter().filter(own) {
        let Some((key, printed)) = key_of(disclosure, fact).zip(amount_of(fact)) else {
            *foreign += usize::from(fact.value.number().is_some());
            continue;
        };
        if totals.repeats(disclosure, fact, &key.0) {
            continue;
        }
        match at.get(&key).filter(|_| is_summed(disclosure, fact)) {
            Some(known) => {
                let sum = &mut cells[*known].printed;
                *sum = match (*sum, printed) {
                    (Some(sum), Some(amount)) => sum.checked_add(amount),
                    (sum, amount) => sum.or(amount),
                };
            }
            None => {
                at.insert(key.clone(), cells.len());
                cells.push(Cell { key, fact, printed });
            }
        }
    }
    cells
}

/// What a cell prints, a blank as nothing; the outer `None` where it is text or no money.
fn amount_of(fact: &Fact) -> Option<Option<Amount>> {
    match fact.value {
        CellValue::Blank => Some(None),
        CellValue::Text(_) => None,
        CellValue::Number(_) => fact.amount().map(Some),
    }
}

/// The position of a fact among those of its document's own year; `None` where it was not understood or is of another.
pub(super) fn key_of(disclosure: &Disclosure, fact: &Fact) -> Option<Key> {
    let Origin::Statement { statement, row, .. } = fact.origin else { return None };
    let statement = disclosure.statements.get(statement as usize)?;
    let at = &fact.coordinate;
    // A cell among the “三公” that names no item was not understood.
    if !is_of_year(at, disclosure.kind, disclosure.year)
        || statement.id == StatementId::OfficialCosts && at.get(Dimension::Item) == Value::All
    {
        return None;
    }
    if statement.id == StatementId::Procurement {
        let only = [Dimension::Side, Dimension::Fund, Dimension::Source];
        let bare =
            only.into_iter().fold(Coordinate::default(), |bare, dimension| bare.with(dimension, at.get(dimension)));
        return (!bare.has_unknown()).then_some((bare, String::new()));
    }
    let mut bare = bare(at);
    let mut name = String::new();
    if bare.get(Dimension::Project) != Value::All && statement.id == StatementId::ProjectExpenditure {
        name = normalized(&statement.rows.get(row as usize)?.label);
        bare = bare.with(Dimension::Project, Value::All);
    }
    (!bare.has_unknown()).then_some((bare, name))
}

/// A position of the own year without saying so.
fn bare(at: &Coordinate) -> Coordinate {
    [Dimension::Year, Dimension::Phase, Dimension::Measure]
        .into_iter()
        .fold(*at, |at, dimension| at.with(dimension, Value::All))
}

/// What the statements of a disclosure print, by position; rows that add up are added up.
fn printed(disclosure: &Disclosure) -> HashMap<Key, Amount> {
    let totals = Totals::of(disclosure);
    let mut printed: HashMap<Key, Amount> = HashMap::new();
    for fact in disclosure.facts.iter().filter(|fact| matches!(fact.origin, Origin::Statement { .. })) {
        let Some((key, amount)) = key_of(disclosure, fact).zip(amount_of(fact)) else { continue };
        if totals.repeats(disclosure, fact, &key.0) {
            continue;
        }
        let entry = printed.entry(key).or_insert(Amount::ZERO);
        *entry = match amount {
            Some(amount) if is_summed(disclosure, fact) => entry.checked_add(amount).unwrap_or(*entry),
            // A statement may leave blank what another one prints.
            amount => amount.unwrap_or(*entry),
        };
    }
    printed
}

fn is_summed(disclosure: &Disclosure, fact: &Fact) -> bool {
    fact.additive || Totals::line(disclosure, fact).is_some()
}

/// Which facts of lists of purchases are totals.
struct Totals {
    /// By statement and position, the row that holds the first total.
    first: HashMap<(u32, Coordinate), u32>,
}

impl Totals {
    fn of(disclosure: &Disclosure) -> Self {
        let mut first = HashMap::new();
        for fact in &disclosure.facts {
            if let (Origin::Statement { statement, row, .. }, Some(true)) = (fact.origin, Self::line(disclosure, fact))
                && let Some((at, _)) = key_of(disclosure, fact)
            {
                first.entry((statement, at)).or_insert(row);
            }
        }
        Self { first }
    }

    /// Whether a fact of a list of purchases stands in a total rather than in a purchase; `None` for other facts.
    fn line(disclosure: &Disclosure, fact: &Fact) -> Option<bool> {
        let Origin::Statement { statement, row, .. } = fact.origin else { return None };
        let own = |line: &&mingsuan_model::ProcurementLine| line.statement == statement && line.row == row;
        disclosure.procurement.iter().find(own).map(|line| line.is_total)
    }

    /// Whether a fact of a list of purchases is told already by its first total.
    fn repeats(&self, disclosure: &Disclosure, fact: &Fact, at: &Coordinate) -> bool {
        let Origin::Statement { statement, row, .. } = fact.origin else { return false };
        Self::line(disclosure, fact).is_some() && self.first.get(&(statement, *at)).is_some_and(|first| *first != row)
    }
}
