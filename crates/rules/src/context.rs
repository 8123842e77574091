//! `Context`: what every rule is given — the disclosure, its profile and the questions many rules ask.
//! No judgement here.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use mingsuan_model::{Dimension, Disclosure, FiscalYear, Origin, Placed, Profile, Statement, StatementId, Value};

use crate::cube::{Cube, Group};
use crate::lines::LineTable;
use crate::sums::{Shelf, Stock};
use crate::texts;

/// What a rule looks at.
pub struct Context<'a> {
    /// The document as understood.
    pub disclosure: &'a Disclosure,
    /// What its region and year ask.
    pub profile: &'a Profile,
    /// Its facts, ready for equations.
    pub cube: Cube<'a>,
    texts: OnceLock<Vec<&'a Placed>>,
    stocks: OnceLock<Vec<Arc<Stock>>>,
}

impl<'a> Context<'a> {
    /// The context of a disclosure with the profile it was read with.
    pub fn new(disclosure: &'a Disclosure) -> Self {
        let profile = Profile::named(&disclosure.profile)
            .unwrap_or_else(|| Profile::for_document(disclosure.region.as_deref(), disclosure.year));
        Self { disclosure, profile, cube: Cube::new(disclosure), texts: OnceLock::new(), stocks: OnceLock::new() }
    }

    /// Every text that people wrote, each place once, gathered when first asked for.
    pub fn texts(&self) -> &[&'a Placed] {
        self.texts.get_or_init(|| texts::gather(self.disclosure))
    }

    /// The statements of an id, in order.
    pub fn statements(&self, id: StatementId) -> impl Iterator<Item = &'a Statement> + use<'a> {
        self.disclosure.statements.iter().filter(move |statement| statement.id == id)
    }

    /// The first statement of an id.
    pub fn statement(&self, id: StatementId) -> Option<&'a Statement> {
        self.statements(id).next()
    }

    /// Whether a statement's rows are lines that add up, not positions of the cube.
    pub fn is_line_statement(&self, ordinal: u32) -> bool {
        self.disclosure.statements.get(ordinal as usize).is_some_and(|statement| is_of_lines(statement.id))
    }

    /// The money of each statement that is not of lines, ready for sums.
    pub(crate) fn shelves(&self) -> impl Iterator<Item = Shelf<'_, 'a>> {
        let stocks = self.stocks.get_or_init(|| self.stocks().collect());
        stocks.iter().map(|stock| Shelf::of(&self.cube, Arc::clone(stock)))
    }

    fn stocks(&self) -> impl Iterator<Item = Arc<Stock>> {
        let cube = &self.cube;
        cube.groups.iter().filter_map(move |(group, facts)| match group {
            Group::Statement(statement) if !self.is_line_statement(*statement) || self.has_funds(*statement) => {
                let view = |id| cube.is_summable(id).then(|| cube.fact(id).coordinate);
                Some(Arc::new(Stock::new(cube, facts, view)))
            }
            _ => None,
        })
    }

    /// Whether a statement of projects shows who pays for each: then its rows add up though its lines have names only.
    fn has_funds(&self, ordinal: u32) -> bool {
        self.disclosure
            .statements
            .get(ordinal as usize)
            .is_some_and(|statement| statement.id == StatementId::ProjectExpenditure)
    }

    /// The facts of each row of the statements of an id.
    pub fn rows_of(&self, id: StatementId) -> BTreeMap<(u32, u32), Vec<u32>> {
        let mut rows: BTreeMap<(u32, u32), Vec<u32>> = BTreeMap::new();
        for (fact_id, fact) in (0..).zip(self.cube.facts) {
            if let Origin::Statement { statement, row, .. } = fact.origin
                && self.disclosure.statements.get(statement as usize).is_some_and(|s| s.id == id)
            {
                rows.entry((statement, row)).or_default().push(fact_id);
            }
        }
        rows
    }

    /// Whether a fact is the figure of a procurement line over all funds, on one measure.
    pub fn is_whole_procurement(&self, id: u32, measure: &str) -> bool {
        let at = &self.cube.fact(id).coordinate;
        at.is_at(Dimension::Measure, measure)
            && at.is_at(Dimension::Side, "procurement")
            && at.get(Dimension::Fund) == Value::All
            && at.get(Dimension::Source) == Value::All
    }

    /// The statements of lines of an id.
    pub(crate) fn line_tables(&self, id: StatementId) -> Vec<LineTable> {
        let statements = (0..).zip(&self.disclosure.statements).filter(|(_, statement)| statement.id == id);
        statements.map(|(ordinal, statement)| LineTable::new(statement, ordinal, &self.cube)).collect()
    }

    /// The fiscal year of the document.
    pub fn year(&self) -> Option<FiscalYear> {
        self.disclosure.year
    }
}

fn is_of_lines(id: StatementId) -> bool {
    matches!(id, StatementId::Procurement | StatementId::PurchaseServices | StatementId::ProjectExpenditure)
}
