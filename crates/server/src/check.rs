//! A check: documents that are judged together, what was asked for, what is waived, and the sums over them once all are done.
//! Where its files lie and how long it is kept is the business of `store.rs`.

use std::collections::HashSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use mingsuan_examine::{Selection, Settings, Waivers, Waiving, examine, written};
use mingsuan_publish::report::{Lang, Summary, json};
use mingsuan_rules::Together;
use serde_json::Value;
use tokio::sync::watch;

use crate::document::{Document, DocumentRow, Kept, State};
use crate::problem::{Problem, Result};
use crate::store::Stored;
use crate::work::Work;

/// The name under which the waivers of a check are spoken of.
pub(crate) const WAIVERS: &str = "waivers.toml";

/// What somebody asks for who opens a check.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wishes {
    /// The profile to read with.
    pub(crate) profile: Option<String>,
    /// Rules that count.
    pub(crate) select: Vec<String>,
    /// Rules that do not count.
    pub(crate) ignore: Vec<String>,
    /// A file of waivers.
    pub(crate) waivers: String,
    /// The language of results.
    pub(crate) lang: Lang,
}

/// A check.
pub(crate) struct Check {
    /// Nobody guesses it.
    pub(crate) id: String,
    /// When it was opened.
    pub(crate) created: SystemTime,
    /// What was asked for.
    pub(crate) wishes: Wishes,
    inner: Mutex<Inner>,
    used: Mutex<(Instant, SystemTime)>,
    /// Grows with every change; [`ENDED`] when the check is no more.
    revision: watch::Sender<u64>,
    /// Held by whoever changes waivers: one after the other.
    pub(crate) editing: tokio::sync::Mutex<()>,
    /// Held by whoever has a document judged to look at it.
    pub(crate) looking: tokio::sync::Mutex<()>,
}

/// The revision of a check that was taken away.
pub(crate) const ENDED: u64 = u64::MAX;

/// What changes.
struct Inner {
    documents: Vec<Document>,
    names: HashSet<String>,
    settings: Arc<Settings>,
    /// Waivers that were given since the check was opened.
    given: Vec<Given>,
    /// Waivers that were ever given.
    given_ever: usize,
    /// Counts how often the settings were changed.
    version: u64,
    /// The sums over all documents, when all are done.
    summed: Option<Arc<Summary>>,
    /// When the documents that are at work were begun.
    begun: Instant,
    is_ended: bool,
}

/// A waiver that was given in this check.
#[derive(Clone)]
pub(crate) struct Given {
    /// Its number in the check, from 1; not used again.
    pub(crate) number: usize,
    /// The document and the finding it was given for; no document for a finding between documents.
    pub(crate) of: (Option<usize>, usize),
    /// What it says.
    pub(crate) waiving: Waiving,
}

/// What is needed to judge a document.
pub(crate) struct Input {
    /// Its name.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) file: Arc<Stored>,
    /// How it is judged.
    pub(crate) settings: Arc<Settings>,
    /// Which state of the settings that is.
    pub(crate) version: u64,
}

/// All that is told of a check but its documents.
pub(crate) struct Sums {
    /// Whether every document is done.
    pub(crate) is_done: bool,
    /// The sums as in the report.
    pub(crate) summary: Value,
    /// What the documents say together.
    pub(crate) crossings: Value,
}

impl Wishes {
    /// The file of waivers with those that were given since.
    fn with(&self, given: &[Given]) -> String {
        let given: Vec<Waiving> = given.iter().map(|given| given.waiving.clone()).collect();
        let gap = if self.waivers.is_empty() || given.is_empty() { "" } else { "\n\n" };
        format!("{}{gap}{}", self.waivers.trim_end(), written(&given))
    }

    /// How documents are examined, with these waivers.
    fn settings(&self, waivers: &str) -> Result<Settings, String> {
        Ok(Settings {
            profile: mingsuan_examine::profile(self.profile.clone())?,
            selection: Selection::new(self.select.clone(), self.ignore.clone())?,
            waivers: Waivers::parse(waivers, WAIVERS.to_owned())?,
        })
    }
}

impl Check {
    /// A check without documents.
    pub(crate) fn new(id: String, wishes: Wishes) -> Result<Self> {
        let settings = wishes.settings(&wishes.waivers).map_err(Problem::unprocessable)?;
        let inner = Inner {
            documents: Vec::new(),
            names: HashSet::new(),
            settings: Arc::new(settings),
            given: Vec::new(),
            given_ever: 0,
            version: 0,
            summed: Some(Arc::default()),
            begun: Instant::now(),
            is_ended: false,
        };
        Ok(Self {
            id,
            created: SystemTime::now(),
            wishes,
            inner: Mutex::new(inner),
            used: Mutex::new((Instant::now(), SystemTime::now())),
            revision: watch::Sender::new(1),
            editing: tokio::sync::Mutex::default(),
            looking: tokio::sync::Mutex::default(),
        })
    }

    /// It is looked at now.
    pub(crate) fn used(&self) {
        *self.used.lock().unwrap_or_else(PoisonError::into_inner) = (Instant::now(), SystemTime::now());
    }

    /// Whether it has not been looked at for so long.
    pub(crate) fn is_over(&self, lifetime: Duration) -> bool {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).0.elapsed() >= lifetime
    }

    /// When it will be over, if nobody looks at it again.
    pub(crate) fn expires(&self, lifetime: Duration) -> SystemTime {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).1 + lifetime
    }

    /// Lets go of all files. Whoever follows it is told.
    pub(crate) fn end(&self) {
        let mut inner = self.inner();
        inner.is_ended = true;
        let documents = std::mem::take(&mut inner.documents);
        drop(inner);
        // A worker may be about to open one of them: it will not find it.
        documents.iter().for_each(|document| drop(fs::remove_file(document.file.path())));
        self.revision.send_replace(ENDED);
    }

    /// Follows the changes.
    pub(crate) fn follow(&self) -> watch::Receiver<u64> {
        self.revision.subscribe()
    }

    /// Adds documents and has them judged.
    pub(crate) fn add(
        self: &Arc<Self>,
        files: Vec<(String, Stored)>,
        most: usize,
        work: &Arc<Work>,
    ) -> Result<Vec<DocumentRow>> {
        let mut inner = self.inner();
        if inner.is_ended {
            return Err(Problem::no_check());
        }
        if inner.documents.len() + files.len() > most {
            return Err(Problem::too_large(format!("一次检查最多 {most} 份文件。请分几次检查")));
        }
        if files.is_empty() {
            return Ok(Vec::new());
        }
        if inner.summed.take().is_some() {
            inner.begun = Instant::now();
        }
        let first = inner.documents.len();
        let changed = self.next_revision();
        for (number, (name, file)) in (first + 1..).zip(files) {
            let name = unused(&name, &mut inner.names);
            inner.documents.push(Document { changed, ..Document::new(number, name, file) });
        }
        let rows: Vec<DocumentRow> = inner.documents[first..].iter().map(|document| document.row.clone()).collect();
        drop(inner);
        for row in &rows {
            let (check, number) = (Arc::clone(self), row.number);
            work.later(move || check.begin(number));
        }
        Ok(rows)
    }

    /// Judges a document for the first time.
    fn begin(&self, number: usize) {
        self.change(number, |document| document.row.state = State::Reading);
        self.judge(number);
    }

    /// Judges a document, and all of them together when it was the last.
    pub(crate) fn judge(&self, number: usize) {
        loop {
            let Some(input) = self.input(number) else { return };
            let entry = examine(&input.name, || read(&input.file), &input.settings);
            // A mistake of ours must leave no document undone for ever.
            let kept = catch_unwind(AssertUnwindSafe(|| Kept::of(&entry)))
                .unwrap_or_else(|_| Kept::of(&mingsuan_examine::failed(&input.name)));
            let mut inner = self.inner();
            // Somebody has waived something meanwhile.
            if inner.version != input.version {
                continue;
            }
            let Some(document) = inner.documents.get_mut(number - 1) else { return };
            document.judged(kept);
            document.changed = self.next_revision();
            let is_last = !inner.documents.iter().any(|document| document.row.state.is_pending());
            drop(inner);
            if is_last {
                self.sum_up();
            }
            return;
        }
    }

    /// Judges the documents together.
    pub(crate) fn sum_up(&self) {
        let inner = self.inner();
        let mut together = Together::default();
        for document in &inner.documents {
            if let Some(imprint) = &document.imprint {
                together.add(&document.row.path, (**imprint).clone());
            }
        }
        let mut summary = inner.sums_so_far();
        let settings = Arc::clone(&inner.settings);
        drop(inner);
        let compared = catch_unwind(AssertUnwindSafe(|| mingsuan_examine::together(&mut together, &settings)));
        let (crossings, compared) = compared.unwrap_or_default();
        summary.add(crossings, compared);
        summary.add(settings.waivers.stale(&summary, &settings.selection), Vec::new());
        let mut inner = self.inner();
        // Another document or another waiver has come: whoever brought it sums up again.
        let is_current = Arc::ptr_eq(&inner.settings, &settings)
            && inner.documents.len() == summary.tallies.len()
            && !inner.documents.iter().any(|document| document.row.state.is_pending());
        if is_current {
            summary.elapsed = inner.begun.elapsed();
            inner.summed = Some(Arc::new(summary));
            self.next_revision();
        }
    }

    /// Changes the row of a document.
    fn change(&self, number: usize, change: impl FnOnce(&mut Document)) {
        let mut inner = self.inner();
        let Some(document) = inner.documents.get_mut(number - 1) else { return };
        change(document);
        document.changed = self.next_revision();
    }

    /// What is needed to judge a document.
    pub(crate) fn input(&self, number: usize) -> Option<Input> {
        let inner = self.inner();
        let document = inner.documents.get(number.checked_sub(1)?)?;
        Some(Input {
            name: document.row.path.clone(),
            file: Arc::clone(&document.file),
            settings: Arc::clone(&inner.settings),
            version: inner.version,
        })
    }

    /// The waivers that were given.
    pub(crate) fn given(&self) -> Vec<Given> {
        self.inner().given.clone()
    }

    /// All waivers as a file: those the check was opened with and those that were given.
    pub(crate) fn waivers(&self) -> String {
        self.wishes.with(&self.inner().given)
    }

    /// Gives a waiver. The documents it may be for are to be judged again, by the caller.
    pub(crate) fn give(&self, of: (Option<usize>, usize), waiving: Waiving) -> Result<()> {
        let mut inner = self.inner();
        let number = inner.given_ever + 1;
        let mut given = inner.given.clone();
        given.push(Given { number, of, waiving });
        inner.waive(&self.wishes, given)?;
        inner.given_ever = number;
        Ok(())
    }

    /// Takes a waiver back and gives it to the caller, who has the documents judged again.
    pub(crate) fn take_back(&self, number: usize) -> Result<Given> {
        let mut inner = self.inner();
        let mut given = inner.given.clone();
        let at = given.iter().position(|given| given.number == number);
        let at = at.ok_or_else(|| Problem::not_found(format!("没有第 {number} 条豁免，可能已经撤销")))?;
        let taken = given.remove(at);
        inner.waive(&self.wishes, given)?;
        Ok(taken)
    }

    /// The numbers of the documents that a waiver may be for.
    pub(crate) fn meant_by(&self, waiving: &Waiving) -> Vec<usize> {
        let inner = self.inner();
        let meant = inner.documents.iter().filter(|document| waiving.is_for(&document.row.path));
        meant.map(|document| document.row.number).collect()
    }

    /// Whether a document of this path is here.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.inner().names.contains(path)
    }

    /// The row of a document.
    pub(crate) fn row(&self, number: usize) -> Result<DocumentRow> {
        let inner = self.inner();
        let document = number.checked_sub(1).and_then(|at| inner.documents.get(at));
        document.map(|document| document.row.clone()).ok_or_else(|| no_document(number))
    }

    /// The rows that have changed since a revision, and the revision they are of.
    pub(crate) fn rows_since(&self, revision: u64) -> (Vec<DocumentRow>, u64) {
        let inner = self.inner();
        let changed = inner.documents.iter().filter(|document| document.changed > revision);
        (changed.map(|document| document.row.clone()).collect(), *self.revision.borrow())
    }

    /// Whether every document is done, and what they say together is known.
    pub(crate) fn is_done(&self) -> bool {
        self.inner().summed.is_some()
    }

    /// The sums over all documents, once all are done, and how many documents that are.
    pub(crate) fn summary(&self) -> Option<(Arc<Summary>, usize)> {
        let inner = self.inner();
        inner.summed.clone().map(|summary| (summary, inner.documents.len()))
    }

    /// Everything else.
    pub(crate) fn sums(&self) -> Sums {
        let inner = self.inner();
        let summed = inner.summed.clone();
        let summary = summed.clone().unwrap_or_else(|| Arc::new(inner.sums_so_far()));
        drop(inner);
        Sums {
            is_done: summed.is_some(),
            summary: json::summary_value(&summary),
            crossings: json::together_value(&summary)["findings"].take(),
        }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells those who follow that something changes. Done only while `inner` is locked, so that they see it changed.
    fn next_revision(&self) -> u64 {
        self.revision.send_modify(|revision| *revision = revision.saturating_add(1));
        *self.revision.borrow()
    }
}

impl Inner {
    /// Goes on with these waivers.
    fn waive(&mut self, wishes: &Wishes, given: Vec<Given>) -> Result<()> {
        let settings = wishes.settings(&wishes.with(&given)).map_err(Problem::unprocessable)?;
        self.settings = Arc::new(settings);
        self.given = given;
        self.version += 1;
        self.summed = None;
        Ok(())
    }

    fn sums_so_far(&self) -> Summary {
        let tallies: Vec<_> = self.documents.iter().filter_map(|document| document.tally.clone()).collect();
        let remaining = self.documents.len() - tallies.len();
        Summary { tallies, remaining, elapsed: self.begun.elapsed(), ..Summary::default() }
    }
}

/// The bytes of a file.
pub(crate) fn read(file: &Stored) -> Result<Vec<u8>, String> {
    fs::read(file.path()).map_err(|_| "文件已经从临时空间删除，请重新上传".to_owned())
}

pub(crate) fn no_document(number: usize) -> Problem {
    Problem::not_found(format!("这次检查没有第 {number} 份文件"))
}

/// A name that no other document of the check has: findings of several documents name them by it.
fn unused(name: &str, names: &mut HashSet<String>) -> String {
    let mut free = name.to_owned();
    let mut count = 1;
    while !names.insert(free.clone()) {
        count += 1;
        free = match name.rsplit_once('.') {
            Some((stem, ending)) if !ending.contains('/') => format!("{stem}（{count}）.{ending}"),
            _ => format!("{name}（{count}）"),
        };
    }
    free
}
