//! A `Docket`: what a report says of one document, owned and small, for sheets, letters and later rounds; made from what was
//! judged or read from a report in JSON, by one definition, which is that of `json.rs`. Nothing is judged or printed here.

use std::io::BufRead;

use mingsuan_model::{AgencyLevel, DisclosureKind, Outcome, Scale, Severity};
use mingsuan_rules::{Crossing, registry};
use serde::{Deserialize, Serialize};

use super::{Counts, Entry, json};

/// One finding, as people are told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The rule's code.
    pub code: String,
    /// How bad.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub advice: String,
    /// The place in words.
    #[serde(rename = "where")]
    pub place: String,
    /// What should stand there.
    pub expected: Option<String>,
    /// What stands there.
    pub actual: Option<String>,
    /// Actual less expected.
    pub difference: Option<String>,
    /// The value that would make everything agree.
    pub suggested: Option<String>,
    /// The scale of these values.
    pub scale: Option<Scale>,
    /// Legal or professional basis.
    pub basis: Vec<String>,
    /// The reason of the waiver that covers it.
    pub waived: Option<String>,
    /// The same for the same fault of a mended document.
    pub fingerprint: String,
}

impl Row {
    /// The title of its rule; the code where this program has no such rule.
    pub fn title(&self) -> &str {
        registry::find(&self.code).map_or(self.code.as_str(), |rule| rule.title)
    }

    /// What should stand there, the value that explains most before the one of this comparison.
    pub fn wanted(&self) -> Option<&str> {
        self.suggested.as_deref().or(self.expected.as_deref())
    }

    /// The scale as printed, or nothing.
    pub fn scale_name(&self) -> &'static str {
        self.scale.map_or("", Scale::name)
    }
}

/// Whose document it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    /// The code, if printed.
    pub code: Option<String>,
    /// The name as printed; empty when it was not recognised.
    pub name: String,
    /// Unit or department.
    pub level: Option<AgencyLevel>,
}

/// How a rule ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// The rule's code.
    pub code: String,
    /// How.
    pub outcome: Outcome,
    /// How many comparisons were made.
    pub comparisons: usize,
    /// Why it could not be checked.
    pub reason: Option<String>,
}

/// Money in tables, and how much of it a comparison stands behind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// All of it.
    pub numeric_cells: usize,
    /// What was compared.
    pub verified_cells: usize,
}

/// What is said of one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Docket {
    /// As the user named it.
    pub path: String,
    /// Whose it is; nothing when it could not be read.
    pub agency: Option<Agency>,
    /// Budget or final accounts.
    pub kind: Option<DisclosureKind>,
    /// The year.
    pub year: Option<u16>,
    /// Its findings.
    #[serde(rename = "findings")]
    pub rows: Vec<Row>,
    /// Findings between it and other documents, which stand in it.
    #[serde(skip)]
    pub crossings: Vec<Row>,
    /// How the rules ended.
    pub rules: Vec<Ended>,
    /// Money in tables.
    pub coverage: Cover,
    /// Why it could not be read.
    pub unreadable: Option<String>,
}

/// A report read again.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// The documents, each with the findings between documents that stand in it.
    pub dockets: Vec<Docket>,
    /// What is said of the run itself, with the file it stands in.
    pub of_run: Vec<(String, Row)>,
}

#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    documents: Vec<Docket>,
    together: Together,
}

#[derive(Deserialize)]
struct Together {
    findings: Vec<Placed>,
}

#[derive(Deserialize)]
struct Placed {
    path: String,
    #[serde(flatten)]
    row: Row,
}

impl Docket {
    /// What is said of a document that was judged.
    pub fn of(entry: &Entry) -> Self {
        serde_json::from_value(json::document_value(entry)).expect("a docket reads what this program writes, by test")
    }

    /// All findings.
    pub fn all(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().chain(&self.crossings)
    }

    /// The counts of its findings.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        self.all().for_each(|row| counts.count(row.severity, row.waived.is_some()));
        counts
    }

    /// The name of its agency; empty when it was not recognised.
    pub fn agency_name(&self) -> &str {
        self.agency.as_ref().map_or("", |agency| agency.name.as_str())
    }

    /// The code of its agency.
    pub fn agency_code(&self) -> &str {
        self.agency.as_ref().and_then(|agency| agency.code.as_deref()).unwrap_or_default()
    }

    /// The last part of its path.
    pub fn file_name(&self) -> &str {
        self.path.rsplit(['/', '\\']).next().unwrap_or_default()
    }
}

impl Row {
    /// A finding that is not told with the document around it.
    pub fn of(crossing: &Crossing) -> Self {
        serde_json::from_value(json::crossing_value(crossing)).expect("a row reads what this program writes, by test")
    }
}

impl Results {
    /// Documents of one run with what is said of several of them.
    pub fn new(mut dockets: Vec<Docket>, crossings: &[Crossing]) -> Self {
        let placed = crossings.iter().map(|crossing| (crossing.path.clone(), Row::of(crossing)));
        let of_run = distribute(&mut dockets, placed);
        Self { dockets, of_run }
    }

    /// Reads a report of `check --format json` or `ndjson`; the message says what is wrong with it.
    ///
    /// # Errors
    /// It is none, or one of an earlier version.
    pub fn read(mut reader: impl BufRead) -> Result<Self, String> {
        let begin = reader.fill_buf().map_err(|error| format!("读取失败（{error}）"))?;
        let mut results = Self::default();
        if begin.starts_with(b"{\"path\":") {
            results.read_lines(reader)?;
        } else {
            let written: Written = serde_json::from_reader(reader).map_err(|error| no_report(&error, None))?;
            results.dockets = written.documents;
            results.put(written.together);
        }
        Ok(results)
    }

    fn read_lines(&mut self, mut reader: impl BufRead) -> Result<(), String> {
        let mut line = Vec::new();
        for number in 1.. {
            line.clear();
            if reader.read_until(b'\n', &mut line).map_err(|error| format!("读取失败（{error}）"))? == 0 {
                break;
            }
            if line.starts_with(b"{\"path\":") {
                match serde_json::from_slice(&line) {
                    Ok(docket) => self.dockets.push(docket),
                    // The run was killed while it wrote.
                    Err(_) if !line.ends_with(b"\n") => break,
                    Err(error) => return Err(no_report(&error, Some(number))),
                }
            } else {
                let written: Written =
                    serde_json::from_slice(&line).map_err(|error| no_report(&error, Some(number)))?;
                self.put(written.together);
            }
        }
        Ok(())
    }

    fn put(&mut self, together: Together) {
        let placed = together.findings.into_iter().map(|placed| (placed.path, placed.row));
        self.of_run.extend(distribute(&mut self.dockets, placed));
    }
}

/// Puts findings to the documents they stand in, and gives back those that stand in none.
pub(super) fn distribute(dockets: &mut [Docket], placed: impl Iterator<Item = (String, Row)>) -> Vec<(String, Row)> {
    let by_path: std::collections::HashMap<String, usize> =
        dockets.iter().map(|docket| docket.path.clone()).zip(0..).collect();
    let mut rest = Vec::new();
    for (path, row) in placed {
        match by_path.get(&path) {
            Some(at) => dockets[*at].crossings.push(row),
            None => rest.push((path, row)),
        }
    }
    rest
}

fn no_report(error: &serde_json::Error, line: Option<usize>) -> String {
    let at = line.map(|line| format!("第{line}行")).unwrap_or_default();
    if error.is_data() {
        return format!("{at}不是本版本 check --format json 或 ndjson 的结果（{error}）。请用本版本重新检查一次再用");
    }
    format!("{at}不是完整的 JSON（{error}）。请用 mingsuan check --format json 或 ndjson 的结果")
}
