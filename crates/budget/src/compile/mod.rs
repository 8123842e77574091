//! Compilation: a budget's lines become the whole disclosure in the form of its profile, every printed sum computed.
//! What is printed is then read and judged like anybody's document (`mingsuan-import`, `mingsuan-rules`); nothing is here.

mod context;
mod header;
mod parts;
mod print;
mod problem;
mod project;
mod rows;
mod statement;

use mingsuan_document::{Document, Format};
use mingsuan_model::Profile;

use crate::budget::Budget;
use crate::form::Form;

pub use problem::Problem;
pub(crate) use problem::lacks_reason;

/// Compiles a budget into the document that its form prints.
///
/// # Errors
/// Everything that keeps the document from being complete, at once: reasons that the law asks for and nobody gave,
/// sums that overflow, figures of last year that are missing.
pub fn compile(budget: &Budget) -> Result<Document, Vec<Problem>> {
    let profile =
        Profile::named(&budget.profile).unwrap_or_else(|| Profile::for_region(budget.agency.region.as_deref()));
    let form = Form::of(profile, budget.year);
    let print = print::Print::new(budget, form);
    let mut problems = problem::problems(budget, profile);
    let text = match context::render(&print) {
        Ok(text) => text,
        Err(problem) => {
            problems.push(problem);
            return Err(problems);
        }
    };
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut document = Document::new(Format::Compiled);
    parts::assemble(&print, &text, &mut document);
    Ok(document)
}
