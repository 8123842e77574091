//! Reads 文字说明 into the narrative: a text a row, by its category.
//! Whether a text that is needed is there is not asked here.

use super::cells::Records;
use super::choices;
use super::fault::Fault;
use super::report::Report;
use super::spec::{Category, Subject, book};
use super::take::{Setting, Taker};
use super::take_projects::ProjectIndex;
use crate::budget::{Narrative, Task, Titled};

/// Reads the texts. Rows that name a category and say nothing wait to be filled in and are skipped.
pub(super) fn narrative(records: &Records, setting: Setting, index: &ProjectIndex, report: &mut Report) -> Narrative {
    let mut narrative = Narrative::default();
    for record in &records.rows {
        let mut taker = Taker { records, record, setting, report: &mut *report, label: None };
        let text = taker.text("text");
        let subject = taker.text("subject");
        let category = taker.choice("category", "narrative", Fault::UnknownChoice);
        let Some(category) = category.and_then(|key| book().narrative.iter().find(|row| row.key == key)) else {
            if taker.text("category").is_empty() && !(text.is_empty() && subject.is_empty()) {
                taker.fail("category", Fault::TextWithoutCategory, &[]);
            }
            continue;
        };
        // A reason that is known to be open is no text, but asked for already.
        let is_open = taker.is_open("text") && matches!(category.subject, Subject::Figure);
        // A title alone says something where rows have titles; elsewhere it waits for its text.
        if text.is_empty() && !is_open && (subject.is_empty() || category.subject != Subject::Title) {
            continue;
        }
        if !keyed(&mut taker, category, (&subject, &text), &mut narrative) {
            listed(&mut taker, category, (subject, text), (&mut narrative, index));
        }
    }
    narrative
}

/// Takes a text that is about a figure or statement; `false` when the category has no such texts.
fn keyed(taker: &mut Taker<'_>, category: &Category, (subject, text): (&str, &str), narrative: &mut Narrative) -> bool {
    if !matches!(category.subject, Subject::Figure | Subject::Statement) {
        return false;
    }
    if subject.is_empty() {
        taker.fail("subject", Fault::SubjectMissing, &[("name", &category.title)]);
        return true;
    }
    let Some(key) = choices::subject(category.subject, subject) else {
        taker.fail("subject", Fault::UnknownSubject, &[("value", subject), ("choices", &choices::labels("subject"))]);
        return true;
    };
    let texts = match category.key.as_str() {
        "reason" => &mut narrative.reasons,
        "use" => &mut narrative.uses,
        _ => {
            narrative.notes.entry(key).or_default().push(text.to_owned());
            return true;
        }
    };
    if texts.insert(key, text.to_owned()).is_some() {
        taker.fail("subject", Fault::DuplicateText, &[("subject", subject), ("name", &category.title)]);
    }
    true
}

/// Takes a text that is one of a list.
fn listed(
    taker: &mut Taker<'_>,
    category: &Category,
    (subject, text): (String, String),
    (narrative, index): (&mut Narrative, &ProjectIndex),
) {
    match category.key.as_str() {
        "duties" => narrative.duties.push(text),
        "overall-goal" => narrative.overall_goal.push(text),
        "task" => narrative.tasks.push(Task { title: subject, goal: text, indicators: Vec::new() }),
        "task-indicator" => {
            let named = narrative.tasks.iter().rposition(|task| subject.is_empty() || task.title == subject);
            match named.and_then(|at| narrative.tasks.get_mut(at)) {
                Some(task) => task.indicators.push(text),
                None => taker.fail("category", Fault::IndicatorWithoutTask, &[]),
            }
        }
        "safeguards-intro" => narrative.safeguards_intro.push(text),
        "safeguard" => narrative.safeguards.push(Titled { title: subject, text }),
        "other-matters" => narrative.other_matters.push(text),
        "glossary" => narrative.glossary.push(Titled { title: subject, text }),
        "project-order" => {
            if !index.has_name(&text) {
                taker.doubt("text", Fault::OrderOfUnknownProject, &[("value", &text)]);
            }
            narrative.project_order.push(text);
        }
        _ => {}
    }
}
