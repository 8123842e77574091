//! The sums over all documents of a run: by severity, by agency, by rule, and which documents are the same twice.
//! How they are printed is the business of `json.rs` and `closing.rs`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use mingsuan_model::{RuleOutcome, Severity};
use mingsuan_rules::Crossing;

use super::round::Rounds;
use super::tally::{AgencyName, Counts, Tally};

/// What a run over many documents came to.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// The documents, in the order of the inputs.
    pub tallies: Vec<Tally>,
    /// Findings of several documents or of the run, by the file they stand in.
    pub crossings: Vec<Crossing>,
    /// How the rules that compare documents ended.
    pub compared: Vec<RuleOutcome>,
    /// The counts of findings that stand in no document (waivers).
    pub run: Tally,
    /// What became of the findings of an earlier report, when there is one to hold them against.
    pub rounds: Option<Rounds>,
    /// How many of them were taken over from an earlier run.
    pub kept: usize,
    /// Inputs that were not reached before the run was broken off.
    pub remaining: usize,
    /// The whole run.
    pub elapsed: Duration,
}

/// Findings of one severity, those that are waived left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeverityRow {
    /// Which severity.
    pub severity: Severity,
    /// How many findings.
    pub findings: usize,
    /// In so many documents.
    pub documents: usize,
}

/// One agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyRow {
    /// Its name and code.
    pub agency: AgencyName,
    /// Its documents.
    pub documents: usize,
    /// Their findings.
    pub counts: Counts,
}

/// One rule that found something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleRow {
    /// Its code.
    pub code: String,
    /// Documents with a finding of it.
    pub documents: usize,
    /// Its findings.
    pub counts: Counts,
}

impl Summary {
    /// Whether the run was broken off before all was done.
    pub fn is_partial(&self) -> bool {
        self.remaining > 0
    }

    /// Documents that could not be read.
    pub fn unreadable(&self) -> usize {
        self.tallies.iter().filter(|tally| tally.unreadable.is_some()).count()
    }

    /// Adds what is said of several documents or of the run; each finding counts for the document it stands in.
    pub fn add(&mut self, crossings: Vec<Crossing>, compared: Vec<RuleOutcome>) {
        let places: HashMap<&str, usize> = self.tallies.iter().map(|tally| tally.path.as_str()).zip(0..).collect();
        let at: Vec<Option<usize>> =
            crossings.iter().map(|crossing| places.get(crossing.path.as_str()).copied()).collect();
        for (crossing, at) in crossings.iter().zip(at) {
            let tally = match at {
                Some(at) => &mut self.tallies[at],
                None => &mut self.run,
            };
            tally.count(crossing.finding.code, crossing.finding.severity, crossing.finding.waived.as_deref());
        }
        self.crossings.extend(crossings);
        self.compared.extend(compared);
    }

    /// The counts of the documents and of the run.
    fn all(&self) -> impl Iterator<Item = &Tally> {
        self.tallies.iter().chain(std::iter::once(&self.run))
    }

    /// All findings.
    pub fn counts(&self) -> Counts {
        self.all().fold(Counts::default(), |mut sum, tally| {
            sum.add(tally.counts);
            sum
        })
    }

    /// By severity, the worst first.
    pub fn severities(&self) -> [SeverityRow; 3] {
        let row = |severity, count: fn(&Counts) -> usize| {
            let counts = || self.all().map(|tally| count(&tally.counts));
            SeverityRow { severity, findings: counts().sum(), documents: counts().filter(|count| *count > 0).count() }
        };
        [
            row(Severity::Error, |counts| counts.error),
            row(Severity::Warning, |counts| counts.warning),
            row(Severity::Info, |counts| counts.info),
        ]
    }

    /// By agency, those with most errors first. A document without a code belongs to the agency of the same name, unless several have it.
    pub fn agencies(&self) -> Vec<AgencyRow> {
        let mut codes: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
        for agency in self.tallies.iter().filter_map(|tally| tally.agency.as_ref()) {
            let codes = codes.entry(&agency.name).or_default();
            if let Some(code) = agency.code.as_ref().filter(|code| !codes.contains(code)) {
                codes.push(code);
            }
        }
        let mut sums: BTreeMap<AgencyName, (usize, Counts)> = BTreeMap::new();
        for tally in &self.tallies {
            let Some(mut agency) = tally.agency.clone() else { continue };
            if let (None, Some([only])) = (&agency.code, codes.get(agency.name.as_str()).map(Vec::as_slice)) {
                agency.code = Some((*only).clone());
            }
            let (documents, counts) = sums.entry(agency).or_default();
            *documents += 1;
            counts.add(tally.counts);
        }
        let rows = sums.into_iter().map(|(agency, (documents, counts))| AgencyRow { agency, documents, counts });
        let mut rows: Vec<AgencyRow> = rows.collect();
        rows.sort_by_key(|row| worst_first(&row.counts));
        rows
    }

    /// By rule, those with most errors first.
    pub fn rules(&self) -> Vec<RuleRow> {
        let mut sums: BTreeMap<&str, (usize, Counts)> = BTreeMap::new();
        for (code, found) in self.all().flat_map(|tally| &tally.rules) {
            let (documents, counts) = sums.entry(code).or_default();
            *documents += 1;
            counts.add(*found);
        }
        let rows =
            sums.into_iter().map(|(code, (documents, counts))| RuleRow { code: code.to_owned(), documents, counts });
        let mut rows: Vec<RuleRow> = rows.collect();
        rows.sort_by_key(|row| worst_first(&row.counts));
        rows
    }

    /// Documents with the same bytes under several names: the digest and the paths, in the order of the inputs.
    pub fn duplicates(&self) -> Vec<(&str, Vec<&str>)> {
        let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for (tally, digest) in self.tallies.iter().filter_map(|tally| Some((tally, tally.sha256.as_deref()?))) {
            let at = *places.entry(digest).or_insert_with(|| {
                found.push((digest, Vec::new()));
                found.len() - 1
            });
            found[at].1.push(&tally.path);
        }
        found.retain(|(_, paths)| paths.len() > 1);
        found
    }
}

fn worst_first(counts: &Counts) -> (Reverse<usize>, Reverse<usize>, Reverse<usize>) {
    (Reverse(counts.error), Reverse(counts.warning), Reverse(counts.info))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(path: &str, digest: &str, name: &str, code: Option<&str>, rules: &[(&str, Severity)]) -> Tally {
        let agency = AgencyName { name: name.to_owned(), code: code.map(str::to_owned) };
        let mut tally = Tally { path: path.to_owned(), sha256: Some(digest.to_owned()), ..Tally::default() };
        tally.agency = Some(agency);
        rules.iter().for_each(|(code, severity)| tally.count(code, *severity, None));
        tally
    }

    fn summary() -> Summary {
        let tallies = vec![
            tally("1", "a", "甲局", None, &[("A001", Severity::Warning)]),
            tally("2", "b", "乙局", Some("2"), &[("A001", Severity::Error), ("T001", Severity::Info)]),
            tally("3", "a", "甲局", Some("1"), &[]),
            tally("4", "c", "丙局", Some("3"), &[]),
            tally("5", "d", "丙局", Some("4"), &[]),
            tally("6", "e", "丙局", None, &[]),
            Tally { path: "7".to_owned(), unreadable: Some("空的".to_owned()), ..Tally::default() },
        ];
        Summary { tallies, ..Summary::default() }
    }

    #[test]
    fn agencies_with_errors_come_first_and_a_missing_code_is_found_by_name() {
        let rows = summary().agencies();
        let told: Vec<_> =
            rows.iter().map(|row| (row.agency.name.as_str(), row.agency.code.as_deref(), row.documents)).collect();
        let expected = [
            ("乙局", Some("2"), 1),
            ("甲局", Some("1"), 2),
            ("丙局", None, 1),
            ("丙局", Some("3"), 1),
            ("丙局", Some("4"), 1),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn rules_and_severities_count_findings_and_documents() {
        let summary = summary();
        let rows = summary.rules();
        assert_eq!((rows[0].code.as_str(), rows[0].documents), ("A001", 2));
        assert_eq!(rows[0].counts, Counts { error: 1, warning: 1, ..Counts::default() });
        assert_eq!(summary.severities().map(|row| (row.findings, row.documents)), [(1, 1), (1, 1), (1, 1)]);
        assert_eq!((summary.unreadable(), summary.is_partial()), (1, false));
    }

    #[test]
    fn the_same_bytes_twice_are_named_together() {
        assert_eq!(summary().duplicates(), [("a", vec!["1", "3"])]);
    }
}
