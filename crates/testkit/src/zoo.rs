//! The zoo: made-up documents in many made-up templates and styles of page, each with the facts that it tells.
//! A reader that understands any city's template reads them all; nothing is read here, and no real template is copied.

use std::collections::HashMap;

use mingsuan_model::Amount;

use self::template::Template;
use crate::budget::Budget;
use crate::draft::Draft;
use crate::generate::{Generator, Shape};

mod compare;
mod header;
mod money;
mod page;
mod sheet;
mod targets;
mod template;

pub use compare::differences;
pub use sheet::{Sheet, Told};
pub use targets::Form;

/// A document of the zoo.
#[derive(Clone, Debug)]
pub struct Specimen {
    /// The template's name.
    pub name: String,
    /// The document as an HTML page.
    pub html: String,
    /// The same for the writers of other formats; its look is theirs.
    pub draft: Draft,
    /// The statements with what they tell.
    pub sheets: Vec<Sheet>,
    /// The performance tables of its projects, behind the statements.
    pub forms: Vec<Form>,
    /// The budget that is printed.
    pub budget: Budget,
    /// Whether it is a department's.
    pub is_department: bool,
    /// Whether it tells final accounts.
    pub is_final: bool,
}

/// All documents of the zoo, in the order of their templates.
pub fn specimens() -> Vec<Specimen> {
    let (layouts, looks) = (template::layouts(), template::looks());
    template::templates().iter().map(|template| specimen(template, &layouts, &looks)).collect()
}

fn specimen(
    template: &Template,
    layouts: &HashMap<String, template::Layout>,
    looks: &HashMap<String, String>,
) -> Specimen {
    let shape = Shape {
        has_basic: true,
        projects: 4,
        classes: 5,
        has_government_fund: true,
        has_state_capital: template.seed.is_multiple_of(2),
        has_carry_over: true,
        has_unit_money: true,
        has_official_costs: true,
        ..Shape::simplest()
    };
    let mut budget = Generator::new(template.seed).budget_of(&shape);
    coarsen(&mut budget, template);
    let printer = sheet::Printer { budget: &budget, template };
    let sheets: Vec<Sheet> = template
        .tables
        .iter()
        .filter_map(|[title, key]| Some(printer.sheet(&page::filled(title, &budget), key, layouts.get(key)?)))
        .collect();
    let forms = targets::forms(&budget, template);
    let html = page::page(&budget, template, (&sheets, &forms), looks);
    let draft = page::draft(&budget, template, (&sheets, &forms));
    Specimen {
        name: template.name.clone(),
        html,
        draft,
        sheets,
        forms,
        is_department: template.is_department,
        is_final: template.is_final,
        budget,
    }
}

/// Rounds the lines so that every amount prints exactly.
fn coarsen(budget: &mut Budget, template: &Template) {
    let in_yuan = template.in_yuan && template.other_scale.is_empty();
    let scale = if in_yuan { 100 } else { 1_000_000 };
    let grain = (scale / 10_i64.pow(u32::from(template.decimals))).max(1);
    for line in &mut budget.lines {
        line.amount = Amount((line.amount.0 / grain).max(1) * grain);
    }
}
