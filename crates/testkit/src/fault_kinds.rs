//! The declared kinds of faults: what is done to a correct generated draft, and which rule must say so at which place.
//! Each kind leaves the rest of the draft as correct as it was. Nothing is judged here.

use crate::draft::{CellRef, Draft};
use crate::rng::Rng;

mod annex;
mod form;
mod projects;
mod site;
mod statements;
mod text;
mod wording;

/// A kind of fault.
#[derive(Clone, Copy)]
pub struct FaultKind {
    /// Its name, in words joined by hyphens.
    pub name: &'static str,
    /// The rule that must find it.
    pub code: &'static str,
    /// Rules that are right to speak as well.
    pub also: &'static [&'static str],
    /// Puts it in, and says where; `None` where this draft has no place for it.
    pub put: fn(&mut Draft, &mut Rng) -> Option<Spot>,
}

/// Where a fault must be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// At a cell of the faulty draft.
    Cell(CellRef),
    /// At a heading or paragraph, an index into [`Draft::blocks`].
    Block(usize),
    /// Somewhere in a row of a table: the block and the row from 1.
    Row(usize, usize),
    /// At no place: something is missing from the whole document.
    Document,
}

/// A kind that no second rule speaks of.
const fn kind(name: &'static str, code: &'static str, put: fn(&mut Draft, &mut Rng) -> Option<Spot>) -> FaultKind {
    FaultKind { name, code, also: &[], put }
}

impl FaultKind {
    /// The same kind where other rules are right to speak as well.
    const fn and(self, also: &'static [&'static str]) -> Self {
        Self { also, ..self }
    }
}

/// All kinds, family by family.
pub fn all() -> impl Iterator<Item = &'static FaultKind> {
    [statements::KINDS, annex::KINDS, projects::KINDS, form::KINDS, text::KINDS, wording::KINDS].into_iter().flatten()
}
