//! The report as lines of JSON: one a document as soon as it is finished, the last with the summary; and such lines read
//! again, as far as a later run needs to know them. The fields are those of `json.rs`.

use mingsuan_model::Severity;
use mingsuan_rules::Imprint;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use super::json::{SCHEMA, document_value, round_value, summary_value, together_value};
use super::round::Round;
use super::{AgencyName, Entry, Summary, Tally};

/// The line of one document, with the line's end. Its `imprint` is what a later run needs to compare it with others. `judged_with` tells program, standards and options it was judged with:
/// a line of the same bytes and the same `judged_with` would be the same again.
pub fn document(entry: &Entry, judged_with: &str) -> String {
    document_in_round(entry, judged_with, None)
}

/// The same, with what became of the findings of an earlier report.
pub fn document_in_round(entry: &Entry, judged_with: &str, round: Option<&Round>) -> String {
    let mut value = round_value(document_value(entry), round);
    value["judged_with"] = Value::from(judged_with);
    let imprint = entry.reading.as_ref().ok().map(|reading| Imprint::of(&reading.disclosure));
    value["imprint"] = serde_json::to_value(imprint).unwrap_or_default();
    format!("{value}\n")
}

/// The last line.
pub fn summary(summary: &Summary) -> String {
    let value = json!({"schema": SCHEMA, "version": env!("CARGO_PKG_VERSION"),
        "together": together_value(summary), "summary": summary_value(summary)});
    format!("{value}\n")
}

/// A line of an earlier report.
#[derive(Debug)]
pub enum Line {
    /// A document.
    Document {
        /// Its counts.
        tally: Box<Tally>,
        /// What it was judged with.
        judged_with: String,
        /// What is compared with other documents; nothing when it could not be read.
        imprint: Option<Box<Imprint>>,
    },
    /// The summary.
    Summary,
}

#[derive(Deserialize)]
struct DocumentLine {
    path: String,
    sha256: Option<String>,
    agency: Option<AgencyName>,
    statements: Vec<IgnoredAny>,
    findings: Vec<FindingLine>,
    coverage: CoverageLine,
    unreadable: Option<String>,
    judged_with: String,
    imprint: Option<Box<Imprint>>,
}

#[derive(Deserialize)]
struct FindingLine {
    code: String,
    severity: Severity,
    waived: Option<String>,
}

#[derive(Deserialize)]
struct CoverageLine {
    numeric_cells: usize,
    verified_cells: usize,
}

#[derive(Deserialize)]
struct SummaryLine {
    #[serde(rename = "summary")]
    _summary: IgnoredAny,
}

/// Reads a line; nothing when it is none of ours or only half of one.
pub fn parse(line: &[u8]) -> Option<Line> {
    let Ok(read) = serde_json::from_slice::<DocumentLine>(line) else {
        return serde_json::from_slice::<SummaryLine>(line).ok().map(|_| Line::Summary);
    };
    let mut tally = Tally {
        path: read.path,
        sha256: read.sha256,
        agency: read.agency,
        unreadable: read.unreadable,
        statements: read.statements.len(),
        coverage: (read.coverage.numeric_cells, read.coverage.verified_cells),
        ..Tally::default()
    };
    for finding in read.findings {
        tally.count(&finding.code, finding.severity, finding.waived.as_deref());
    }
    Some(Line::Document { tally: Box::new(tally), judged_with: read.judged_with, imprint: read.imprint })
}
