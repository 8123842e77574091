//! The report of `check` in the chosen format, written while the run goes on: what is written is not kept.
//! How a document is told in each format is the business of `mingsuan-publish`.

use mingsuan_publish::report::round::{DocumentRound, Earlier, Round};
use mingsuan_publish::report::sheet::Sheet;
use mingsuan_publish::report::text::Look;
use mingsuan_publish::report::{Docket, Entry, Lang, Summary, Tally, json, ndjson, sarif, text};
use mingsuan_rules::Imprint;

use crate::failure::{Failure, Result, complain};
use crate::output::Sink;
use crate::progress::Progress;

/// The format of a report.
#[derive(Clone, Debug)]
pub(crate) enum Form {
    /// For people.
    Text(Look),
    /// One object.
    Json,
    /// One object a line.
    Ndjson {
        /// What the documents are judged with.
        judged_with: String,
    },
    /// For tools that collect findings of many checkers.
    Sarif(Lang),
    /// The inspection sheet.
    Xlsx,
}

/// What is left of a document once it is judged.
#[derive(Debug)]
pub(crate) struct Told {
    /// Its counts.
    pub(crate) tally: Tally,
    /// What is compared with other documents; nothing when it could not be read.
    pub(crate) imprint: Option<Box<Imprint>>,
    body: String,
    /// What a sheet holds of it.
    docket: Option<Docket>,
    /// What became of the findings of an earlier report.
    round: Option<Round>,
}

/// What is kept of a document for the end of the run.
#[derive(Debug)]
pub(crate) struct Kept {
    /// Its counts.
    pub(crate) tally: Tally,
    /// What is compared with other documents.
    pub(crate) imprint: Option<Box<Imprint>>,
    /// What became of the findings of an earlier report.
    pub(crate) round: Option<DocumentRound>,
}

impl Form {
    /// Tells a document, against an earlier report if there is one; done where it was judged, so that nothing but text is
    /// handed on.
    pub(crate) fn tell(&self, entry: &Entry, earlier: Option<&Earlier>) -> Told {
        let docket = (earlier.is_some() || matches!(self, Self::Xlsx)).then(|| Docket::of(entry));
        let round = earlier.zip(docket.as_ref()).map(|(earlier, docket)| earlier.round(docket));
        let body = match self {
            Self::Text(look) => {
                let rectified = round.as_ref().map(|round| text::round(round, *look)).unwrap_or_default();
                text::document(entry, *look) + &rectified
            }
            Self::Json => json::document_in_round(entry, round.as_ref()),
            Self::Ndjson { judged_with } => ndjson::document_in_round(entry, judged_with, round.as_ref()),
            Self::Sarif(lang) => sarif::document(entry, *lang),
            Self::Xlsx => String::new(),
        };
        let imprint = entry.reading.as_ref().ok().map(|reading| Box::new(Imprint::of(&reading.disclosure)));
        Told { tally: entry.tally(), imprint, body, docket, round }
    }
}

/// A report in the making.
#[derive(Debug)]
pub(crate) struct Record<'p> {
    form: Form,
    sink: Sink,
    progress: &'p Progress,
    is_begun: bool,
    /// What becomes a sheet at the end.
    sheet: Sheet,
}

impl<'p> Record<'p> {
    /// A report without a document yet.
    pub(crate) fn new(form: Form, sink: Sink, progress: &'p Progress) -> Self {
        Self { form, sink, progress, is_begun: false, sheet: Sheet::default() }
    }

    /// Adds a document and gives back what is kept of it. One that could not be read is also said on stderr.
    pub(crate) fn add(&mut self, told: Told) -> Result<Kept> {
        let Told { tally, imprint, body, docket, round } = told;
        if let Some(message) = &tally.unreadable {
            self.progress.aside(|| complain("无法读取", format!("{}：{message}", tally.path)));
        }
        if !body.is_empty() {
            if self.sink.is_seen() { self.progress.aside(|| self.put(&body)) } else { self.put(&body) }?;
            self.is_begun = true;
        }
        let kept = round.as_ref().map(|round| DocumentRound {
            path: tally.path.clone(),
            earlier: round.earlier.clone(),
            counts: round.counts(),
        });
        if let (Form::Xlsx, Some(docket)) = (&self.form, docket) {
            self.sheet.add_docket(docket, round);
        }
        Ok(Kept { tally, imprint, round: kept })
    }
}

impl Record<'_> {
    fn put(&mut self, body: &str) -> Result<()> {
        let is_first = !self.is_begun;
        match &self.form {
            Form::Text(_) => {
                let before = if is_first { "" } else { "\n" };
                self.sink.text(&format!("{before}{body}"))
            }
            Form::Json => {
                let head = if is_first { json::head() } else { String::new() };
                self.sink.data(&format!("{head}{}{body}", json::before(is_first)))
            }
            Form::Ndjson { .. } | Form::Xlsx => self.sink.data(body),
            Form::Sarif(lang) => {
                let head = if is_first { sarif::head(*lang) } else { String::new() };
                self.sink.data(&format!("{head}{}{body}", sarif::before(is_first)))
            }
        }
    }

    /// Ends the report with its summary.
    pub(crate) fn close(mut self, summary: &Summary) -> Result<()> {
        match &self.form {
            Form::Text(look) => {
                let crossings = text::crossings(&summary.crossings, *look);
                if !crossings.is_empty() {
                    let before = if self.is_begun { "\n" } else { "" };
                    self.sink.text(&format!("{before}{crossings}"))?;
                    self.is_begun = true;
                }
                if summary.tallies.len() + summary.remaining > 1 {
                    let before = if self.is_begun { "\n" } else { "" };
                    self.sink.text(&format!("{before}{}", text::closing(summary, *look)))?;
                } else {
                    self.sink.text(&text::rounds(summary, *look))?;
                }
            }
            Form::Json => {
                let head = if self.is_begun { String::new() } else { json::head() };
                self.sink.data(&format!("{head}{}", json::tail(summary)))?;
            }
            Form::Ndjson { .. } => self.sink.data(&ndjson::summary(summary))?,
            Form::Xlsx => {
                let sheet = self.sheet.finish(summary).map_err(|error| Failure(error.to_string()))?;
                self.sink.bytes(&sheet)?;
            }
            Form::Sarif(lang) => {
                let head = if self.is_begun { String::new() } else { sarif::head(*lang) };
                self.sink.data(&format!("{head}{}", sarif::tail(summary, *lang, !self.is_begun)))?;
            }
        }
        self.sink.finish()
    }
}
