//! The report of `check` in the chosen format, written while the run goes on: what is written is not kept.
//! How a document is told in each format is the business of `mingsuan-publish`.

use std::path::PathBuf;

use mingsuan_publish::pdf::Fonts;
use mingsuan_publish::report::round::{DocumentRound, Earlier, Round};
use mingsuan_publish::report::sheet::Sheet;
use mingsuan_publish::report::text::Look;
use mingsuan_publish::report::{
    Account, Docket, Edition, Entry, Lang, Summary, Tally, filed, html, json, ndjson, sarif, text,
};
use mingsuan_rules::Imprint;

use crate::failure::{Failure, Result, complain, remark};
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
    /// One page for a browser.
    Html(Edition),
    /// For printing and filing.
    Docx(Edition),
    /// For printing and filing, in the fonts of this machine or of a folder.
    Pdf(Edition, Option<PathBuf>),
}

/// A document in a report: written as soon as it is its turn, or kept for a file that is written as a whole.
#[derive(Debug)]
enum Body {
    Text(String),
    Account(Box<Account>),
    Docket(Box<Docket>),
}

/// What is left of a document once it is judged.
#[derive(Debug)]
pub(crate) struct Told {
    /// Its counts.
    pub(crate) tally: Tally,
    /// What is compared with other documents; nothing when it could not be read.
    pub(crate) imprint: Option<Box<Imprint>>,
    /// What is to be said of its marked copy.
    pub(crate) of_copy: Option<String>,
    /// What became of the findings of an earlier report.
    round: Option<Round>,
    body: Body,
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
    /// Tells a document, against an earlier report if there is one; done where it was judged, so that little is handed on.
    pub(crate) fn tell(&self, entry: &Entry, earlier: Option<&Earlier>) -> Told {
        let round = earlier.map(|earlier| earlier.round(&Docket::of(entry)));
        let body = match self {
            Self::Text(look) => {
                let rectified = round.as_ref().map(|round| text::round(round, *look)).unwrap_or_default();
                Body::Text(text::document(entry, *look) + &rectified)
            }
            Self::Json => Body::Text(json::document_in_round(entry, round.as_ref())),
            Self::Ndjson { judged_with } => Body::Text(ndjson::document_in_round(entry, judged_with, round.as_ref())),
            Self::Sarif(lang) => Body::Text(sarif::document(entry, *lang)),
            Self::Xlsx => Body::Docket(Box::new(Docket::of(entry))),
            Self::Html(edition) => Body::Text(html::document(entry, *edition)),
            Self::Docx(edition) | Self::Pdf(edition, _) => Body::Account(Box::new(Account::new(entry, edition.lang))),
        };
        let imprint = entry.reading.as_ref().ok().map(|reading| Box::new(Imprint::of(&reading.disclosure)));
        Told { tally: entry.tally(), imprint, of_copy: None, round, body }
    }
}

/// A report in the making.
#[derive(Debug)]
pub(crate) struct Record<'p> {
    form: Form,
    sink: Sink,
    progress: &'p Progress,
    is_begun: bool,
    accounts: Vec<Account>,
    sheet: Sheet,
}

impl<'p> Record<'p> {
    /// A report without a document yet.
    pub(crate) fn new(form: Form, sink: Sink, progress: &'p Progress) -> Self {
        Self { form, sink, progress, is_begun: false, accounts: Vec::new(), sheet: Sheet::default() }
    }

    /// Adds a document and gives back what is kept of it. One that could not be read is also said on stderr.
    pub(crate) fn add(&mut self, told: Told) -> Result<Kept> {
        let Told { tally, imprint, of_copy, round, body } = told;
        if let Some(message) = &tally.unreadable {
            self.progress.aside(|| complain("无法读取", format!("{}：{message}", tally.path)));
        }
        if let Some(message) = of_copy {
            self.progress.aside(|| remark(message));
        }
        let kept = round.as_ref().map(|round| DocumentRound {
            path: tally.path.clone(),
            earlier: round.earlier.clone(),
            counts: round.counts(),
        });
        match body {
            Body::Account(account) => self.accounts.push(*account),
            Body::Docket(docket) => self.sheet.add_docket(*docket, round),
            Body::Text(body) if body.is_empty() => {}
            Body::Text(body) => {
                if self.sink.is_seen() { self.progress.aside(|| self.put(&body)) } else { self.put(&body) }?;
                self.is_begun = true;
            }
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
            Form::Ndjson { .. } => self.sink.data(body),
            Form::Sarif(lang) => {
                let head = if is_first { sarif::head(*lang) } else { String::new() };
                self.sink.data(&format!("{head}{}{body}", sarif::before(is_first)))
            }
            Form::Html(edition) => {
                let head = if is_first { html::head(*edition) } else { String::new() };
                self.sink.data(&format!("{head}{body}"))
            }
            // They are written as a whole.
            Form::Docx(_) | Form::Pdf(..) | Form::Xlsx => Ok(()),
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
            Form::Sarif(lang) => {
                let head = if self.is_begun { String::new() } else { sarif::head(*lang) };
                self.sink.data(&format!("{head}{}", sarif::tail(summary, *lang, !self.is_begun)))?;
            }
            Form::Xlsx => {
                let sheet = self.sheet.finish(summary).map_err(|error| Failure(error.to_string()))?;
                self.sink.bytes(&sheet)?;
            }
            Form::Html(edition) => {
                let head = if self.is_begun { String::new() } else { html::head(*edition) };
                self.sink.data(&format!("{head}{}", html::tail(summary, *edition)))?;
            }
            Form::Docx(edition) => {
                let file = filed::docx(&self.accounts, summary, *edition);
                self.sink.bytes(&file.map_err(|error| Failure(error.to_string()))?)?;
            }
            Form::Pdf(edition, fonts) => {
                let fonts = Fonts::of_machine(fonts.clone());
                let file = filed::pdf(&self.accounts, summary, *edition, &fonts);
                self.sink.bytes(&file.map_err(|error| Failure(error.to_string()))?)?;
            }
        }
        self.sink.finish()
    }
}
