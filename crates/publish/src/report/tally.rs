//! The counts of one document: all that a summary over many needs, so that thousands of documents fit into memory.
//! No sums over documents: those are in `summary.rs`.

use std::collections::{BTreeMap, BTreeSet};

use mingsuan_model::{Agency, Severity};
use serde::Deserialize;

use super::Entry;

/// Findings by severity; those that are waived count under `waived` only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// The document contradicts itself, a code or the law.
    pub error: usize,
    /// Probable mistakes.
    pub warning: usize,
    /// Explained ones, and style.
    pub info: usize,
    /// Findings that are waived.
    pub waived: usize,
}

impl Counts {
    /// Counts one finding.
    pub(crate) fn count(&mut self, severity: Severity, is_waived: bool) {
        let count = match severity {
            _ if is_waived => &mut self.waived,
            Severity::Error => &mut self.error,
            Severity::Warning => &mut self.warning,
            Severity::Info => &mut self.info,
        };
        *count += 1;
    }

    /// The findings of a severity.
    pub fn of(self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
            Severity::Info => self.info,
        }
    }

    /// Counts those of another place too.
    pub(super) fn add(&mut self, other: Self) {
        self.error += other.error;
        self.warning += other.warning;
        self.info += other.info;
        self.waived += other.waived;
    }
}

/// Whose document it is, as far as it says.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct AgencyName {
    /// The name as printed; empty when it was not recognised.
    pub name: String,
    /// 单位编码, if printed.
    pub code: Option<String>,
}

impl From<&Agency> for AgencyName {
    fn from(agency: &Agency) -> Self {
        Self { name: agency.name.clone(), code: agency.code.clone() }
    }
}

/// The counts of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// As the user named it.
    pub path: String,
    /// The SHA-256 of its bytes; nothing when there were none.
    pub sha256: Option<String>,
    /// Whose it is; nothing when it could not be read.
    pub agency: Option<AgencyName>,
    /// Why it could not be read.
    pub unreadable: Option<String>,
    /// All findings.
    pub counts: Counts,
    /// The findings of each rule that found something, by code.
    pub rules: BTreeMap<String, Counts>,
    /// The rules and reasons of the waivers that cover findings.
    pub waivers: BTreeSet<(String, String)>,
    /// Statements recognised.
    pub statements: usize,
    /// Money tokens in tables, and those that a comparison stands behind.
    pub coverage: (usize, usize),
}

impl Tally {
    /// Counts a finding; one that is waived comes with the reason.
    pub(crate) fn count(&mut self, code: &str, severity: Severity, waived: Option<&str>) {
        self.counts.count(severity, waived.is_some());
        self.rules.entry(code.to_owned()).or_default().count(severity, waived.is_some());
        if let Some(reason) = waived {
            self.waivers.insert((code.to_owned(), reason.to_owned()));
        }
    }
}

impl Entry {
    /// The counts.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally { path: self.path.clone(), sha256: self.sha256.clone(), ..Tally::default() };
        let reading = match &self.reading {
            Ok(reading) => reading,
            Err(message) => {
                tally.unreadable = Some(message.clone());
                return tally;
            }
        };
        for finding in &reading.judgement.findings {
            tally.count(finding.code, finding.severity, finding.waived.as_deref());
        }
        tally.agency = Some(AgencyName::from(&reading.disclosure.agency));
        tally.statements = reading.disclosure.statements.len();
        let coverage = &reading.judgement.coverage;
        tally.coverage = (coverage.numeric_cells, coverage.verified_cells);
        tally
    }
}
