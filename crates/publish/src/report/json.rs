//! The report as JSON: the object of the public contract, `mingsuan.report/1`.
//! Its schema is `schema.rs`; whoever adds a field here adds it there, a test compares them.

use std::time::Duration;

use mingsuan_model::{Finding, RuleOutcome};
use mingsuan_rules::{Coverage, registry};
use serde_json::{Value, json};

use super::{Entry, Reading, Tally, milliseconds};
use crate::extract;

/// The name of this form of report.
pub const SCHEMA: &str = "mingsuan.report/1";

/// The whole report around its documents, as [`document`] wrote them: a report on thousands is put together as text, since
/// as values it would not fit into memory.
pub fn report(documents: &[String], tallies: &[Tally], elapsed: Duration) -> String {
    let sum = |count: fn(&Tally) -> usize| tallies.iter().map(count).sum::<usize>();
    let summary = json!({
        "documents": tallies.len(),
        "unreadable": sum(|tally| usize::from(tally.unreadable.is_some())),
        "error": sum(|tally| tally.error),
        "warning": sum(|tally| tally.warning),
        "info": sum(|tally| tally.info),
        "waived": sum(|tally| tally.waived),
        "elapsed_ms": milliseconds(elapsed),
    });
    let version = env!("CARGO_PKG_VERSION");
    let mut out = format!("{{\n  \"schema\": \"{SCHEMA}\",\n  \"version\": \"{version}\",\n  \"documents\": [");
    for (ordinal, document) in documents.iter().enumerate() {
        out.push_str(if ordinal == 0 { "\n    " } else { ",\n    " });
        out.push_str(document);
    }
    out.push_str(if documents.is_empty() { "]" } else { "\n  ]" });
    out.push_str(&format!(",\n  \"summary\": {}\n}}\n", indented(&summary, "  ")));
    out
}

/// One document of the report, as it stands there.
pub fn document(entry: &Entry) -> String {
    let elapsed_ms = milliseconds(entry.elapsed);
    let value = match &entry.reading {
        Ok(reading) => read(&entry.path, reading, elapsed_ms),
        Err(message) => unread(&entry.path, message, elapsed_ms),
    };
    indented(&value, "    ")
}

/// Pretty JSON set in by so much; strings have no line breaks of their own in JSON.
fn indented(value: &Value, by: &str) -> String {
    format!("{value:#}").replace('\n', &format!("\n{by}"))
}

fn read(path: &str, reading: &Reading, elapsed_ms: f64) -> Value {
    let Reading { format, disclosure, judgement } = reading;
    json!({
        "path": path,
        "format": format,
        "kind": disclosure.kind,
        "profile": disclosure.profile,
        "agency": extract::agency(disclosure),
        "year": disclosure.year,
        "statements": disclosure.statements.iter().map(extract::statement_entry).collect::<Vec<_>>(),
        "findings": judgement.findings.iter().map(finding).collect::<Vec<_>>(),
        "rules": judgement.outcomes.iter().map(outcome).collect::<Vec<_>>(),
        "coverage": coverage(&judgement.coverage),
        "issues": disclosure.issues,
        "unreadable": null,
        "elapsed_ms": elapsed_ms,
    })
}

fn unread(path: &str, message: &str, elapsed_ms: f64) -> Value {
    json!({
        "path": path,
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
        "elapsed_ms": elapsed_ms,
    })
}

fn finding(finding: &Finding) -> Value {
    let rule = registry::find(finding.code);
    let own = rule.map_or(&[][..], |rule| rule.basis).iter().copied();
    let basis: Vec<&str> = own.chain(finding.basis.iter().map(String::as_str)).collect();
    let related: Vec<Value> =
        finding.related.iter().map(|related| json!({"message": related.message, "place": related.place})).collect();
    json!({
        "code": finding.code,
        "name": rule.map(|rule| rule.name),
        "severity": finding.severity,
        "message": finding.message,
        "message_en": finding.message_en,
        "advice": finding.advice,
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
    })
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
