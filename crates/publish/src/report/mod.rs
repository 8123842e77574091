//! The report of what was checked: one entry a document, as JSON, as lines of JSON, as SARIF, as its schema and as text for a terminal.
//! No judgement here and no file is written: the caller decides where a report goes.

mod closing;
mod coloured;
mod docket;
mod draw;
mod exhibit;
pub mod filed;
pub mod html;
pub mod json;
mod locate;
pub mod ndjson;
mod rectified;
pub mod round;
pub mod sarif;
pub mod schema;
pub mod sheet;
mod summary;
mod tail;
mod tally;
pub mod text;
mod told;
mod whereabouts;
pub mod whose;
mod width;
mod words;

use std::time::Duration;

use mingsuan_model::Disclosure;
use mingsuan_rules::Judgement;

pub use docket::{Agency, Cover, Docket, Ended, Results, Row};
pub use summary::{AgencyRow, RuleRow, SeverityRow, Summary};
pub use tally::{AgencyName, Counts, Tally};
pub use told::{Account, Edition};
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
    /// The SHA-256 of its bytes; nothing when there were none.
    pub sha256: Option<String>,
    /// What came of it, or why it could not be read, in Chinese.
    pub reading: Result<Reading, String>,
    /// From opening the file to the last rule.
    pub elapsed: Duration,
}

/// Milliseconds with one decimal, as reports print them.
pub fn milliseconds(elapsed: Duration) -> f64 {
    (elapsed.as_secs_f64() * 10_000.0).round() / 10.0
}
