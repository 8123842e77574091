//! Which cells a document's money can stand in: the members of each dimension that carry money anywhere in it.
//! What stands in the cells is worked out from the margins elsewhere.

use std::collections::BTreeSet;

use mingsuan_model::classification::parent_code;
use mingsuan_model::{Coordinate, Dimension, Value};

use super::margins::{Margin, Trust};
use super::scope::{Cell, Scope, bit};
use crate::budget::{Fund, Kind, Source};

/// The kinds of the first table: personnel and public money are told apart later.
const KINDS: [Kind; 6] = [Kind::Basic, Kind::Project, Kind::Operating, Kind::Remit, Kind::Subsidy, Kind::Balance];

/// The cells of the joint table of function, kind, fund and source, without projects and economic classes.
/// With `keeps_rest` also classes that are told in full by what stands below them may keep money: of documents whose
/// rows do not add up, or of which a row was not read.
pub(super) fn cells(margins: &[Margin], keeps_rest: bool) -> Vec<Cell> {
    let carrying: Vec<&Margin> = margins.iter().filter(|margin| margin.amount != 0).collect();
    let (sources, funds, kinds) = (sources(&carrying), funds(&carrying), kinds(margins, &carrying));
    let functions = functions(margins);
    let untold = Function { code: 0, listed: listed_in_all(margins) };
    let mut cells = Vec::new();
    for function in functions.iter().chain([&untold]) {
        let holds = |cell: &Cell| function.holds(cell) || keeps_rest && cell.kind != Kind::Balance;
        for kind in &kinds {
            for source in &sources {
                for fund in candidates(&funds, *source) {
                    let cell = Cell {
                        function: function.code,
                        kind: *kind,
                        fund,
                        source: *source,
                        project: None,
                        economic: 0,
                        gov_economic: 0,
                    };
                    // What remains is only given a function where the revenue is told by function.
                    let is_elsewhere = *kind == Kind::Balance && function.code != 0 && untold.holds(&cell);
                    if holds(&cell) && !is_elsewhere {
                        cells.push(cell);
                    }
                }
            }
        }
    }
    cells
}

/// Whether some printed money stands at a member or below it.
fn carries(margins: &[&Margin], dimension: Dimension, key: &str) -> bool {
    let own = bit(dimension, key);
    margins.iter().any(|margin| {
        let id = margin.at.get(dimension).member();
        id.is_some_and(|id| own == 1 << id)
    })
}

fn sources(margins: &[&Margin]) -> Vec<Source> {
    let has = |source: &Source| *source == Source::Current || carries(margins, Dimension::Source, source.key());
    Source::ALL.into_iter().filter(has).collect()
}

/// The funds that carry money. Money of a group whose members carry none is kept as a whole (单位资金); without any
/// word on funds everything is of the general budget.
fn funds(margins: &[&Margin]) -> Vec<Fund> {
    let units = [Fund::Business, Fund::Operating, Fund::Superior, Fund::Subsidiary, Fund::Other];
    let has = |fund: Fund| carries(margins, Dimension::Fund, fund.key());
    let mut funds: Vec<Fund> = Fund::ALL.into_iter().filter(|fund| has(*fund) && *fund != Fund::UnitFunds).collect();
    let told = |funds: &[Fund], of: &dyn Fn(Fund) -> bool| funds.iter().any(|fund| of(*fund));
    let non_fiscal = carries(margins, Dimension::Fund, "non-fiscal");
    let whole = has(Fund::UnitFunds) && !told(&funds, &|fund| units.contains(&fund));
    if whole || non_fiscal && !told(&funds, &|fund| !fund.is_fiscal()) {
        funds.push(Fund::UnitFunds);
    }
    let fiscal = carries(margins, Dimension::Fund, "fiscal") || funds.is_empty();
    if fiscal && !told(&funds, &Fund::is_fiscal) {
        funds.insert(0, Fund::General);
    }
    funds
}

/// Money brought forward is often told as one sum: if it is not fiscal, documents do not say which of the unit's own.
fn candidates(funds: &[Fund], source: Source) -> Vec<Fund> {
    let mut funds = funds.to_vec();
    if source != Source::Current && !funds.contains(&Fund::UnitFunds) {
        funds.push(Fund::UnitFunds);
    }
    funds
}

fn kinds(margins: &[Margin], carrying: &[&Margin]) -> Vec<Kind> {
    let most = |side: &str| {
        let printed = |margin: &&&Margin| margin.trust != Trust::Told && margin.at.is_at(Dimension::Side, side);
        carrying.iter().filter(printed).map(|margin| margin.amount).max()
    };
    let has = |kind: &Kind| match kind {
        Kind::Balance => match carries(carrying, Dimension::Side, "balance") {
            true => true,
            // A document with no row for it may still show that not all is spent.
            false if margins.iter().any(|margin| margin.at.is_at(Dimension::Side, "balance")) => false,
            false => most("expenditure").is_some_and(|spent| most("revenue").is_some_and(|received| received > spent)),
        },
        Kind::Basic => ["basic", "personnel", "public"].iter().any(|key| carries(carrying, Dimension::Kind, key)),
        kind => kind.key().is_some_and(|key| carries(carrying, Dimension::Kind, key)),
    };
    let mut kinds: Vec<Kind> = KINDS.into_iter().filter(has).collect();
    if kinds.iter().all(|kind| *kind == Kind::Balance) {
        // A document without any word on kinds: nothing speaks for projects.
        kinds.insert(0, Kind::Basic);
    }
    kinds
}

/// A function that lines may carry, and what is told of the functions below it.
struct Function {
    code: u32,
    /// Statements that list what stands below: they leave nothing to the code itself.
    listed: Vec<Scope>,
}

impl Function {
    fn holds(&self, cell: &Cell) -> bool {
        let bare = Cell { function: 0, ..*cell };
        !self.listed.iter().any(|scope| scope.covers(&bare))
    }
}

/// The deepest functions told, and those above them where some statement goes no deeper.
fn functions(margins: &[Margin]) -> Vec<Function> {
    let codes: BTreeSet<u32> = margins
        .iter()
        .filter(|margin| margin.amount != 0)
        .filter_map(|margin| margin.at.code(Dimension::Function))
        .collect();
    let parents: BTreeSet<u32> = codes.iter().filter_map(|code| nearest_above(*code, &codes)).collect();
    let listed = |code: u32| if parents.contains(&code) { listed_below(margins, code) } else { Vec::new() };
    codes.iter().map(|code| Function { code: *code, listed: listed(*code) }).collect()
}

fn nearest_above(code: u32, codes: &BTreeSet<u32>) -> Option<u32> {
    let mut above = parent_code(code);
    while let Some(code) = above {
        if codes.contains(&code) {
            return Some(code);
        }
        above = parent_code(code);
    }
    None
}

/// What statements that list functions below a code restrict besides.
fn listed_below(margins: &[Margin], code: u32) -> Vec<Scope> {
    let is_below = |margin: &&Margin| {
        let below = margin.at.code(Dimension::Function).is_some_and(|own| own != code);
        below
            && margin.statement.is_some()
            && Scope::of(&function_only(code)).is_some_and(|parent| {
                margin.at.code(Dimension::Function).is_some_and(|own| parent.covers_function(own))
            })
    };
    distinct(margins.iter().filter(is_below))
}

fn function_only(code: u32) -> Coordinate {
    Coordinate::default().at(Dimension::Side, "revenue").with(Dimension::Function, Value::Member(code))
}

/// What statements that list functions at all restrict besides: none of that money is without a function.
fn listed_in_all(margins: &[Margin]) -> Vec<Scope> {
    let lists = |margin: &&Margin| margin.at.code(Dimension::Function).is_some() && margin.statement.is_some();
    distinct(margins.iter().filter(lists))
}

fn distinct<'m>(margins: impl Iterator<Item = &'m Margin>) -> Vec<Scope> {
    let mut scopes: Vec<Scope> = Vec::new();
    for margin in margins.filter(|margin| !margin.scope.is_fine() && margin.scope.project().is_none()) {
        let scope = margin.scope.without_function();
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    scopes
}
