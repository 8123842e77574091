//! One document of a check: its file, how far it is, and the little that is kept once it is judged. The judgement itself is
//! not kept: it is made again when somebody looks at it (`routes/documents.rs`).

use std::sync::Arc;

use mingsuan_model::DisclosureKind;
use mingsuan_publish::report::{Entry, Tally, milliseconds};
use mingsuan_rules::Imprint;
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::Stored;

/// How far a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = DocumentState)]
pub(crate) enum State {
    /// In the queue.
    Waiting,
    /// Being read and judged.
    Reading,
    /// Judged.
    Done,
    /// It could not be read; `message` says why.
    Unreadable,
}

impl State {
    /// Whether the document is still to be judged.
    pub(crate) fn is_pending(self) -> bool {
        matches!(self, Self::Waiting | Self::Reading)
    }
}

/// A document in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DocumentRow {
    /// Its number in the check, from 1.
    pub(crate) number: usize,
    /// Its name as it was uploaded: text, not a path of this machine.
    pub(crate) path: String,
    /// Its length.
    pub(crate) bytes: u64,
    /// How far it is.
    pub(crate) state: State,
    /// Why it could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<String>,
    /// What it is: `pdf`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) format: Option<&'static str>,
    /// `budget` or `final-accounts`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub(crate) kind: Option<DisclosureKind>,
    /// Whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) agency: Option<AgencyNamed>,
    /// The fiscal year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) year: Option<u16>,
    /// How many statements were recognised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) statements: Option<usize>,
    /// Its findings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) counts: Option<Counted>,
    /// How much of its money was verified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) coverage: Option<Covered>,
    /// From opening the file to the last rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) elapsed_ms: Option<f64>,
}

/// Whose document it is.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Agency)]
pub(crate) struct AgencyNamed {
    code: Option<String>,
    /// Empty when it was not recognised.
    name: String,
    /// `unit` or `department`.
    #[schema(value_type = Option<String>)]
    level: Option<mingsuan_model::AgencyLevel>,
}

/// Findings by severity; those that are waived count under `waived` only.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = Counts)]
pub(crate) struct Counted {
    error: usize,
    warning: usize,
    info: usize,
    waived: usize,
}

/// Money in tables, and how much of it at least one comparison stands behind.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = Coverage)]
pub(crate) struct Covered {
    numeric_cells: usize,
    verified_cells: usize,
}

/// What is kept of a judged document.
pub(crate) struct Kept {
    row: DocumentRow,
    tally: Tally,
    imprint: Option<Arc<Imprint>>,
}

impl Kept {
    /// What is kept of this judgement.
    pub(crate) fn of(entry: &Entry) -> Self {
        let tally = entry.tally();
        let elapsed_ms = Some(milliseconds(entry.elapsed));
        let waiting = DocumentRow::waiting();
        let reading = match &entry.reading {
            Ok(reading) => reading,
            Err(message) => {
                let row =
                    DocumentRow { state: State::Unreadable, message: Some(message.clone()), elapsed_ms, ..waiting };
                return Self { row, tally, imprint: None };
            }
        };
        let disclosure = &reading.disclosure;
        let agency = &disclosure.agency;
        let counts = tally.counts;
        let (numeric_cells, verified_cells) = tally.coverage;
        let row = DocumentRow {
            state: State::Done,
            format: Some(reading.format),
            kind: Some(disclosure.kind),
            agency: Some(AgencyNamed { code: agency.code.clone(), name: agency.name.clone(), level: agency.level }),
            year: disclosure.year,
            statements: Some(tally.statements),
            counts: Some(Counted {
                error: counts.error,
                warning: counts.warning,
                info: counts.info,
                waived: counts.waived,
            }),
            coverage: Some(Covered { numeric_cells, verified_cells }),
            elapsed_ms,
            ..waiting
        };
        Self { row, tally, imprint: Some(Arc::new(Imprint::of(disclosure))) }
    }
}

impl DocumentRow {
    /// Of a document of which nothing is known yet.
    fn waiting() -> Self {
        Self {
            number: 0,
            path: String::new(),
            bytes: 0,
            state: State::Waiting,
            message: None,
            format: None,
            kind: None,
            agency: None,
            year: None,
            statements: None,
            counts: None,
            coverage: None,
            elapsed_ms: None,
        }
    }
}

/// A document of a check.
pub(crate) struct Document {
    /// What is told of it.
    pub(crate) row: DocumentRow,
    /// Its bytes.
    pub(crate) file: Arc<Stored>,
    /// Its counts, once it is judged.
    pub(crate) tally: Option<Tally>,
    /// What is compared with other documents.
    pub(crate) imprint: Option<Arc<Imprint>>,
    /// The revision of the check at which its row changed last.
    pub(crate) changed: u64,
}

impl Document {
    /// A document that waits.
    pub(crate) fn new(number: usize, path: String, file: Stored) -> Self {
        let row = DocumentRow { number, path, bytes: file.bytes, ..DocumentRow::waiting() };
        Self { row, file: Arc::new(file), tally: None, imprint: None, changed: 0 }
    }

    /// Keeps what is kept of a judged document.
    pub(crate) fn judged(&mut self, kept: Kept) {
        let Kept { row, tally, imprint } = kept;
        let DocumentRow { number, path, bytes, .. } = &self.row;
        self.row = DocumentRow { number: *number, path: path.clone(), bytes: *bytes, ..row };
        self.tally = Some(tally);
        self.imprint = imprint;
    }
}
