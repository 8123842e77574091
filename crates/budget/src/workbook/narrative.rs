//! The texts of a budget as rows, a text a row, and the rows that wait for a text. Reading them is `take_texts.rs`.

use std::collections::BTreeMap;

use super::choices;
use super::rows::Row;
use super::spec::{Category, book};
use crate::Figure;
use crate::budget::{Narrative, Titled};

/// The rows of all categories in the order of the template; a category without text gets a row to fill in.
pub(super) fn rows(narrative: &Narrative) -> Vec<Row> {
    book().narrative.iter().flat_map(|category| of_category(category, narrative)).collect()
}

fn of_category(category: &Category, narrative: &Narrative) -> Vec<Row> {
    let plain = |field: &str, texts: &[String]| -> Vec<Row> {
        texts.iter().enumerate().map(|(index, text)| row(category, "", text).tagged(field, index)).collect()
    };
    let titled = |field: &str, texts: &[Titled]| -> Vec<Row> {
        let rows = texts.iter().enumerate();
        rows.map(|(index, item)| row(category, &item.title, &item.text).tagged(field, index)).collect()
    };
    let mut rows = match category.key.as_str() {
        "duties" => plain("duties", &narrative.duties),
        "reason" => keyed(category, "reasons", &narrative.reasons, |figure| figure.reason),
        "use" => keyed(category, "uses", &narrative.uses, |figure| book().figures.uses.contains(&figure.key)),
        "overall-goal" => plain("overall_goal", &narrative.overall_goal),
        "task" => tasks(category, narrative),
        "safeguards-intro" => plain("safeguards_intro", &narrative.safeguards_intro),
        "safeguard" => titled("safeguards", &narrative.safeguards),
        "other-matters" => plain("other_matters", &narrative.other_matters),
        "glossary" => titled("glossary", &narrative.glossary),
        "note" => notes(category, &narrative.notes),
        "project-order" => plain("project_order", &narrative.project_order),
        _ => Vec::new(),
    };
    // The indicators stand below their tasks; a row of their own would belong to none.
    let is_below_tasks = category.key == "task-indicator" && !narrative.tasks.is_empty();
    if rows.is_empty() && !is_below_tasks {
        rows.push(row(category, "", ""));
    }
    rows
}

fn row(category: &Category, subject: &str, text: &str) -> Row {
    Row::default()
        .with("category", &category.title)
        .with("subject", subject)
        .with("text", text)
        .with("help", &category.help)
}

impl Row {
    fn tagged(mut self, field: &str, index: usize) -> Self {
        self.tags.push((field.to_owned(), index));
        self
    }
}

/// Texts about figures: those that are there, and a row for each figure that may get one.
fn keyed(category: &Category, field: &str, texts: &BTreeMap<String, String>, wants: fn(&Figure) -> bool) -> Vec<Row> {
    let wanted: Vec<&str> = Figure::all().iter().filter(|f| wants(f)).map(|f| f.key.as_str()).collect();
    let others = texts.keys().map(String::as_str).filter(|key| !wanted.contains(key));
    wanted
        .iter()
        .copied()
        .chain(others)
        .map(|key| {
            let title = choices::subject_title(category.subject, key);
            let text = texts.get(key).map_or("", String::as_str);
            let row = row(category, &title, text).tagged(&format!("{field}.{key}"), 0);
            // Who goes through the texts counts those that are there.
            match texts.keys().position(|own| own == key) {
                Some(index) => row.tagged(field, index),
                None => row,
            }
        })
        .collect()
}

fn tasks(category: &Category, narrative: &Narrative) -> Vec<Row> {
    let Some(indicators) = book().narrative.iter().find(|category| category.key == "task-indicator") else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    for (index, task) in narrative.tasks.iter().enumerate() {
        rows.push(row(category, &task.title, &task.goal).tagged("tasks", index));
        rows.extend(task.indicators.iter().map(|text| row(indicators, "", text)));
    }
    rows
}

fn notes(category: &Category, notes: &BTreeMap<String, Vec<String>>) -> Vec<Row> {
    let mut rows = Vec::new();
    for (key, texts) in notes {
        let title = choices::subject_title(category.subject, key);
        let of_statement = texts.iter().enumerate();
        rows.extend(
            of_statement.map(|(index, text)| row(category, &title, text).tagged(&format!("notes.{key}"), index)),
        );
    }
    rows
}
