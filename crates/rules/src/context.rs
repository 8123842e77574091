//! `Context`: what every rule is given — the disclosure, its profile and the questions many rules ask.
//! No judgement here.

use mingsuan_model::{Disclosure, FiscalYear, Profile, Statement, StatementId};

/// What a rule looks at.
pub struct Context<'a> {
    /// The document as understood.
    pub disclosure: &'a Disclosure,
    /// What its region and year ask.
    pub profile: &'a Profile,
}

impl<'a> Context<'a> {
    /// The context of a disclosure with the profile it was read with.
    pub fn new(disclosure: &'a Disclosure) -> Self {
        let profile =
            Profile::named(&disclosure.profile).unwrap_or_else(|| Profile::for_region(disclosure.region.as_deref()));
        Self { disclosure, profile }
    }

    /// The statements of an id, in order.
    pub fn statements(&self, id: StatementId) -> impl Iterator<Item = &'a Statement> + use<'a> {
        self.disclosure
            .statements
            .iter()
            .filter(move |statement| statement.id == id)
    }

    /// The first statement of an id.
    pub fn statement(&self, id: StatementId) -> Option<&'a Statement> {
        self.statements(id).next()
    }

    /// The fiscal year of the document.
    pub fn year(&self) -> Option<FiscalYear> {
        self.disclosure.year
    }
}
