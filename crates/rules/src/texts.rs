//! Every text that people wrote in a document, each place once: the ground of the wording rules. No judgement here.

use std::collections::HashSet;

use mingsuan_model::{Disclosure, Place, Placed};

/// Every text that people wrote, each place once: headings and paragraphs, overall goals, the texts of projects and notes.
pub(crate) fn gather(disclosure: &Disclosure) -> Vec<&Placed> {
    let sections = disclosure.sections.iter();
    let mut all: Vec<&Placed> = sections.flat_map(|s| std::iter::once(&s.title).chain(&s.paragraphs)).collect();
    let goals = &disclosure.goals;
    all.extend(goals.overall.iter().chain(&goals.safeguards));
    for task in &goals.tasks {
        all.extend(std::iter::once(&task.title).chain(&task.goal).chain(&task.indicators));
    }
    all.extend(project_texts(disclosure));
    let mut seen: HashSet<Spot<'_>> = HashSet::new();
    all.retain(|placed| !placed.text.trim().is_empty() && is_new(&mut seen, placed));
    all
}

/// The texts of the projects' tables: goals, purposes and indicators.
pub(crate) fn project_texts(disclosure: &Disclosure) -> impl Iterator<Item = &Placed> {
    disclosure.projects.iter().flat_map(|project| {
        let indicators = project.indicators.iter();
        let of_indicators = indicators.flat_map(|i| [&i.level3, &i.description, &i.value, &i.basis]);
        project.purpose.iter().chain(&project.goals).chain(of_indicators)
    })
}

/// Several lines of a cell have one place and differ in text; a text without any place is always new.
fn is_new<'a>(seen: &mut HashSet<Spot<'a>>, placed: &'a Placed) -> bool {
    let Place { page, line, table, row, column, paragraph, .. } = placed.place;
    let sheet = placed.place.sheet.as_deref();
    let spot = (sheet, [page, line, table, row, column, paragraph]);
    let nowhere = sheet.is_none() && spot.1.iter().all(Option::is_none);
    // A paragraph is one text; the lines of a cell differ in text.
    let text = if table.is_some() { placed.text.as_str() } else { "" };
    nowhere || seen.insert((spot.0, spot.1, text))
}

/// A place and, within a table, the text that stands there.
type Spot<'a> = (Option<&'a str>, [Option<u32>; 6], &'a str);
