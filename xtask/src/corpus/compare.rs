//! One document's report against its labels. Running the program and printing is the business of `corpus.rs`.

use serde_json::Value;

/// How much of the labels was met.
#[derive(Debug, Default)]
pub(super) struct Score {
    pub(super) documents: usize,
    pub(super) statements: usize,
    pub(super) found: usize,
    pub(super) spurious: usize,
    pub(super) pages: usize,
    pub(super) scales: usize,
    pub(super) reliable: usize,
    pub(super) counts: usize,
    pub(super) agency: usize,
    pub(super) year: usize,
    pub(super) kind: usize,
    pub(super) level: usize,
}

impl Score {
    /// Adds the score of another document.
    pub(super) fn add(&mut self, other: &Self) {
        self.documents += other.documents;
        self.statements += other.statements;
        self.found += other.found;
        self.spurious += other.spurious;
        self.pages += other.pages;
        self.scales += other.scales;
        self.reliable += other.reliable;
        self.counts += other.counts;
        self.agency += other.agency;
        self.year += other.year;
        self.kind += other.kind;
        self.level += other.level;
    }
}

/// A statement of the report.
struct Found<'r> {
    id: &'r str,
    first: u64,
    last: u64,
    entry: &'r Value,
    is_used: bool,
}

/// The score of a document and what is wrong with it, without its content.
pub(super) fn compare(label: &Value, document: &Value) -> (Score, Vec<String>) {
    let mut score = Score { documents: 1, ..Score::default() };
    let mut notes = Vec::new();
    let identity = [
        ("agency", &label["agency"], &document["agency"]["name"]),
        ("year", &label["year"], &document["year"]),
        ("kind", &label["kind"], &document["kind"]),
        ("level", &label["level"], &document["agency"]["level"]),
    ];
    let fields = [&mut score.agency, &mut score.year, &mut score.kind, &mut score.level];
    for ((name, wanted, got), field) in identity.into_iter().zip(fields) {
        *field = usize::from(wanted == got);
        if wanted != got {
            notes.push(format!("{name}: {got} instead of {wanted}"));
        }
    }
    let mut found: Vec<Found<'_>> = document["statements"].as_array().into_iter().flatten().map(Found::of).collect();
    for wanted in label["statements"].as_array().into_iter().flatten() {
        statement(wanted, &mut found, &mut score, &mut notes);
    }
    for statement in found.iter().filter(|statement| !statement.is_used) {
        score.spurious += 1;
        notes.push(format!("spurious: {} on pages {}-{}", statement.id, statement.first, statement.last));
    }
    (score, notes)
}

impl<'r> Found<'r> {
    fn of(entry: &'r Value) -> Self {
        let first = entry["place"]["page"].as_u64().unwrap_or(0);
        let last = entry["place"]["page_last"].as_u64().unwrap_or(first);
        Self { id: entry["id"].as_str().unwrap_or_default(), first, last, entry, is_used: false }
    }
}

/// Compares one labelled statement with the one that was found in its place.
fn statement(wanted: &Value, found: &mut [Found<'_>], score: &mut Score, notes: &mut Vec<String>) {
    let page = |key: &str| wanted[key].as_u64().unwrap_or(0);
    let (first, last) = (page("page_first"), page("page_last"));
    let ids = [&wanted["id"], &wanted["alt_id"]].map(|id| id.as_str().unwrap_or_default());
    score.statements += 1;
    let is_reliable = wanted["reliable"] == true;
    score.reliable += usize::from(is_reliable);
    let fits = |statement: &&mut Found<'_>| {
        !statement.is_used && ids.contains(&statement.id) && statement.first <= last && statement.last >= first
    };
    let Some(got) = found.iter_mut().filter(fits).min_by_key(|statement| statement.first != first) else {
        notes.push(format!("missing: {} on pages {first}-{last}", ids[0]));
        return;
    };
    got.is_used = true;
    score.found += 1;
    if (got.first, got.last) == (first, last) {
        score.pages += 1;
    } else {
        notes.push(format!("{}: pages {}-{} instead of {first}-{last}", ids[0], got.first, got.last));
    }
    let scale = got.entry["scale"].as_str().unwrap_or("unknown");
    if wanted["scale"] == scale {
        score.scales += 1;
    } else {
        notes.push(format!("{} on page {first}: scale {scale} instead of {}", ids[0], wanted["scale"]));
    }
    let (count, wanted_count) = (&got.entry["numeric_cells"], &wanted["n_numbers"]);
    if is_reliable && count == wanted_count {
        score.counts += 1;
    } else if is_reliable {
        notes.push(format!("{} on pages {first}-{last}: {count} money cells instead of {wanted_count}", ids[0]));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::compare;

    #[test]
    fn a_report_is_scored() {
        let label = json!({"agency": "甲局", "year": 2026, "kind": "budget", "level": "unit", "statements": [
            {"id": "revenue-summary", "page_first": 2, "page_last": 3, "scale": "万元", "n_numbers": 5, "reliable": true},
            {"id": "other", "alt_id": "general-basic", "page_first": 4, "page_last": 4, "scale": "元", "n_numbers": 0, "reliable": false}]});
        let document = json!({"agency": {"name": "甲局", "level": null}, "year": 2026, "kind": "budget", "statements": [
            {"id": "revenue-summary", "scale": "万元", "numeric_cells": 5, "place": {"page": 2, "page_last": 3}},
            {"id": "general-basic", "scale": "万元", "numeric_cells": 1, "place": {"page": 4}},
            {"id": "assets", "scale": null, "numeric_cells": 1, "place": {"page": 9}}]});
        let (score, notes) = compare(&label, &document);
        assert_eq!((score.found, score.pages, score.scales, score.counts, score.spurious), (2, 2, 1, 1, 1));
        assert_eq!((score.agency, score.level, notes.len()), (1, 0, 3));
    }
}
