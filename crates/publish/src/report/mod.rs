//! The report of what was checked: one entry a document, as JSON, as its schema and as text for a terminal.
//! No judgement here and no file is written: the caller decides where a report goes.

mod coloured;
mod draw;
mod exhibit;
pub mod json;
mod locate;
pub mod schema;
mod tail;
pub mod text;
mod width;
mod words;

use std::time::Duration;

use mingsuan_model::{Disclosure, Severity};
use mingsuan_rules::Judgement;

pub use width::{pad, width, wrap};
pub use words::Lang;

/// A document that was read and judged.
#[derive(Debug)]
pub struct Reading {
    /// The format it was read from: `docx`.
    pub format: &'static str,
    /// What was understood.
    pub disclosure: Disclosure,
    /// What the rules say, with waivers applied.
    pub judgement: Judgement,
}

/// One input of a report.
#[derive(Debug)]
pub struct Entry {
    /// As the user named it.
    pub path: String,
    /// What came of it, or why it could not be read, in Chinese.
    pub reading: Result<Reading, String>,
    /// From opening the file to the last rule.
    pub elapsed: Duration,
}

/// The counts of one entry: all that a summary over many documents needs.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// As the user named it.
    pub path: String,
    /// Why it could not be read.
    pub unreadable: Option<String>,
    /// Findings of each severity that are not waived.
    pub error: usize,
    /// Probable mistakes.
    pub warning: usize,
    /// Explained ones, and style.
    pub info: usize,
    /// Findings that are waived.
    pub waived: usize,
    /// Statements recognised.
    pub statements: usize,
    /// Money tokens in tables, and those that a comparison stands behind.
    pub coverage: (usize, usize),
}

impl Entry {
    /// The counts.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally { path: self.path.clone(), ..Tally::default() };
        let reading = match &self.reading {
            Ok(reading) => reading,
            Err(message) => {
                tally.unreadable = Some(message.clone());
                return tally;
            }
        };
        for finding in &reading.judgement.findings {
            let count = match finding.severity {
                _ if finding.waived.is_some() => &mut tally.waived,
                Severity::Error => &mut tally.error,
                Severity::Warning => &mut tally.warning,
                Severity::Info => &mut tally.info,
            };
            *count += 1;
        }
        tally.statements = reading.disclosure.statements.len();
        let coverage = &reading.judgement.coverage;
        tally.coverage = (coverage.numeric_cells, coverage.verified_cells);
        tally
    }
}

/// Milliseconds with one decimal, as reports print them.
pub fn milliseconds(elapsed: Duration) -> f64 {
    (elapsed.as_secs_f64() * 10_000.0).round() / 10.0
}
