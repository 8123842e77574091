//! The report as JSON: the object of the public contract, `mingsuan.report/1`.
//! Its schema is `schema.rs`; whoever adds a field here adds it there, a test compares them.

use mingsuan_model::{Disclosure, Finding, Related, RuleOutcome};
use mingsuan_rules::{Coverage, Crossing, registry};
use serde_json::{Value, json};

use super::round::{Fate, Round, RoundCounts, Rounds};
use super::{AgencyRow, Counts, Entry, Reading, Row, RuleRow, Summary, milliseconds, whereabouts};
use crate::extract;

/// The name of this form of report.
pub const SCHEMA: &str = "mingsuan.report/1";

/// What stands before the documents. A report is written piece by piece: thousands of documents would not fit into memory.
pub fn head() -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!("{{\n  \"schema\": \"{SCHEMA}\",\n  \"version\": \"{version}\",\n  \"documents\": [")
}

/// What stands before a document.
pub fn before(is_first: bool) -> &'static str {
    if is_first { "\n    " } else { ",\n    " }
}

/// What stands behind the documents, if there are any.
pub fn tail(summary: &Summary) -> String {
    let end = if summary.tallies.is_empty() { "]" } else { "\n  ]" };
    let [together, summary] = [together_value(summary), summary_value(summary)].map(|value| indented(&value, "  "));
    format!("{end},\n  \"together\": {together},\n  \"summary\": {summary}\n}}\n")
}

/// One document of the report, as it stands there.
pub fn document(entry: &Entry) -> String {
    document_in_round(entry, None)
}

/// The same, with what became of the findings of an earlier report.
pub fn document_in_round(entry: &Entry, round: Option<&Round>) -> String {
    indented(&round_value(document_value(entry), round), "    ")
}

/// Puts a round to a document.
pub(super) fn round_value(mut document: Value, round: Option<&Round>) -> Value {
    let Some(round) = round else { return document };
    for (finding, fate) in document["findings"].as_array_mut().into_iter().flatten().zip(&round.fates) {
        put_fate(finding, *fate);
    }
    let RoundCounts { remaining, new, .. } = round.counts();
    document["against"] = json!({"path": round.earlier, "closed": round.closed, "unconfirmed": round.unconfirmed,
        "remaining": remaining, "new": new});
    document
}

fn put_fate(finding: &mut Value, fate: Option<Fate>) {
    if let Some(fate) = fate {
        finding["round"] = json!(fate.key());
    }
}

/// What became of the findings of an earlier report, documents and what stands between them.
fn rounds_value(rounds: &Rounds) -> Value {
    let placed = |rows: &[(String, Row)]| -> Value {
        let rows = rows.iter().map(|(path, row)| {
            let mut value = json!(row);
            value["path"] = json!(path);
            value
        });
        rows.collect()
    };
    let documents = rounds.documents.iter().map(|document| {
        let mut value = json!({"path": document.path, "earlier": document.earlier});
        put_round(&mut value, document.counts);
        value
    });
    let mut value = json!({"documents": documents.collect::<Vec<_>>(), "missing": rounds.missing,
        "closed_between": placed(&rounds.closed), "unconfirmed_between": placed(&rounds.unconfirmed)});
    put_round(&mut value, rounds.counts());
    value
}

fn put_round(value: &mut Value, counts: RoundCounts) {
    value["closed"] = json!(counts.closed);
    value["remaining"] = json!(counts.remaining);
    value["new"] = json!(counts.new);
    value["unconfirmed"] = json!(counts.unconfirmed);
}

/// One document of the report.
pub fn document_value(entry: &Entry) -> Value {
    match &entry.reading {
        Ok(reading) => read(entry, reading),
        Err(message) => unread(entry, message),
    }
}

/// What the documents say together, and what is said of the run.
pub fn together_value(summary: &Summary) -> Value {
    let findings = summary.crossings.iter().enumerate().map(|(at, crossing)| {
        let mut value = crossing_value(crossing);
        put_fate(&mut value, summary.rounds.as_ref().and_then(|rounds| *rounds.crossings.get(at)?));
        value
    });
    json!({"findings": findings.collect::<Vec<_>>(), "rules": summary.compared.iter().map(outcome).collect::<Vec<_>>()})
}

pub(super) fn crossing_value(crossing: &Crossing) -> Value {
    let mut value = finding(None, &crossing.finding);
    value["path"] = json!(crossing.path);
    value
}

/// The sums over all documents.
pub fn summary_value(summary: &Summary) -> Value {
    let counts = summary.counts();
    let mut value = json!({"documents": summary.tallies.len(), "unreadable": summary.unreadable()});
    put_counts(&mut value, counts);
    value["elapsed_ms"] = json!(milliseconds(summary.elapsed));
    value["partial"] = json!(summary.is_partial());
    value["remaining"] = json!(summary.remaining);
    value["kept"] = json!(summary.kept);
    let severities = summary
        .severities()
        .map(|row| json!({"severity": row.severity, "findings": row.findings, "documents": row.documents}));
    value["severities"] = json!(severities);
    value["agencies"] = summary.agencies().iter().map(agency_row).collect();
    value["rules"] = summary.rules().iter().map(rule_row).collect();
    if let Some(rounds) = &summary.rounds {
        value["against"] = rounds_value(rounds);
    }
    let duplicates = summary.duplicates();
    value["duplicates"] = duplicates.iter().map(|(sha256, paths)| json!({"sha256": sha256, "paths": paths})).collect();
    value
}

fn put_counts(value: &mut Value, counts: Counts) {
    value["error"] = json!(counts.error);
    value["warning"] = json!(counts.warning);
    value["info"] = json!(counts.info);
    value["waived"] = json!(counts.waived);
}

fn agency_row(row: &AgencyRow) -> Value {
    let mut value = json!({"code": row.agency.code, "name": row.agency.name, "documents": row.documents});
    put_counts(&mut value, row.counts);
    value
}

fn rule_row(row: &RuleRow) -> Value {
    let name = registry::find(&row.code).map(|rule| rule.name);
    let mut value = json!({"code": row.code, "name": name, "documents": row.documents});
    put_counts(&mut value, row.counts);
    value
}

/// Pretty JSON set in by so much; strings have no line breaks of their own in JSON.
fn indented(value: &Value, by: &str) -> String {
    format!("{value:#}").replace('\n', &format!("\n{by}"))
}

fn read(entry: &Entry, reading: &Reading) -> Value {
    let Reading { format, disclosure, judgement } = reading;
    json!({
        "path": entry.path,
        "format": format,
        "kind": disclosure.kind,
        "profile": disclosure.profile,
        "agency": extract::agency(disclosure),
        "year": disclosure.year,
        "statements": disclosure.statements.iter().map(extract::statement_entry).collect::<Vec<_>>(),
        "findings": judgement.findings.iter().map(|found| finding(Some(disclosure), found)).collect::<Vec<_>>(),
        "rules": judgement.outcomes.iter().map(outcome).collect::<Vec<_>>(),
        "coverage": coverage(&judgement.coverage),
        "issues": disclosure.issues,
        "unreadable": null,
        "elapsed_ms": milliseconds(entry.elapsed),
        "sha256": entry.sha256,
    })
}

fn unread(entry: &Entry, message: &str) -> Value {
    json!({
        "path": entry.path,
        "format": null,
        "kind": null,
        "profile": null,
        "agency": null,
        "year": null,
        "statements": [],
        "findings": [],
        "rules": [],
        "coverage": coverage(&Coverage::default()),
        "issues": [],
        "unreadable": message,
        "elapsed_ms": milliseconds(entry.elapsed),
        "sha256": entry.sha256,
    })
}

/// A finding with its place in words, as far as the document around it is there.
fn finding(disclosure: Option<&Disclosure>, finding: &Finding) -> Value {
    let rule = registry::find(finding.code);
    let own = rule.map_or(&[][..], |rule| rule.basis).iter().copied();
    let basis: Vec<&str> = own.chain(finding.basis.iter().map(String::as_str)).collect();
    let related: Vec<Value> = finding.related.iter().map(related).collect();
    json!({
        "code": finding.code,
        "name": rule.map(|rule| rule.name),
        "severity": finding.severity,
        "message": finding.message,
        "message_en": finding.message_en,
        "advice": finding.advice,
        "advice_en": rule.map(mingsuan_rules::Rule::advice_en),
        "place": finding.place,
        "related": related,
        "expected": finding.expected,
        "actual": finding.actual,
        "difference": finding.difference,
        "scale": finding.scale,
        "suspect": finding.suspect,
        "suggested": finding.suggested,
        "suspects": finding.suspects,
        "basis": basis,
        "waived": finding.waived,
        "where": whereabouts::words(disclosure, finding),
        "fingerprint": whereabouts::fingerprint(disclosure, finding),
    })
}

fn related(related: &Related) -> Value {
    let mut value = json!({"message": related.message, "message_en": related.message_en, "place": related.place});
    if let Some(path) = &related.path {
        value["path"] = json!(&**path);
    }
    value
}

fn outcome(outcome: &RuleOutcome) -> Value {
    json!({
        "code": outcome.code,
        "outcome": outcome.outcome,
        "comparisons": outcome.comparisons,
        "reason": outcome.reason,
    })
}

fn coverage(coverage: &Coverage) -> Value {
    json!({
        "numeric_cells": coverage.numeric_cells,
        "verified_cells": coverage.verified_cells,
        "unverified": coverage.unverified,
    })
}
