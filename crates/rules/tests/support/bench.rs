//! The fault bench: a document as read, faults put into it one by one, and how each was answered. A fault is answered
//! when something new above info is said; pinned when what is new accuses exactly the faulty cells; repaired when the
//! right values are proposed.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use mingsuan_document::Document;
use mingsuan_model::{CellValue, Decimal, Disclosure, Fact, Finding, Origin, Place, Severity};
use mingsuan_rules::{Judgement, judge};
use mingsuan_testkit::Rng;
use mingsuan_testkit::read_faults::{CellAt, CellIndex, text_of, with_cells};

/// What a finding says, in a form that a change elsewhere in the document leaves alone.
type Key = (String, String, String);

fn key(finding: &Finding) -> Key {
    (finding.code.to_owned(), finding.place.describe(), finding.message.clone())
}

/// Where a fault was put, and what stood there.
#[derive(Clone, Debug)]
pub struct Truth {
    pub place: Place,
    /// `None` for a blank and for words.
    pub value: Option<Decimal>,
}

/// How faults of one kind were answered.
#[derive(Clone, Default)]
pub struct Score {
    pub faults: usize,
    pub detected: usize,
    pub pinned: usize,
    pub repaired: usize,
    pub most_new: usize,
    /// One line for each fault that was not answered in full.
    pub misses: Vec<String>,
}

impl Score {
    pub fn add(&mut self, other: Score) {
        self.faults += other.faults;
        self.detected += other.detected;
        self.pinned += other.pinned;
        self.repaired += other.repaired;
        self.most_new = self.most_new.max(other.most_new);
        self.misses.extend(other.misses);
    }

    /// The rates of detected, pinned and repaired.
    pub fn rates(&self) -> [f64; 3] {
        let all = f64::from(u32::try_from(self.faults.max(1)).unwrap());
        [self.detected, self.pinned, self.repaired].map(|n| f64::from(u32::try_from(n).unwrap()) / all)
    }

    pub fn shown(&self, name: &str) -> String {
        let [detected, pinned, repaired] = self.rates();
        format!(
            "{name}: {} faults, detected {detected:.3}, pinned {pinned:.3}, repaired {repaired:.3}, at most {} new",
            self.faults, self.most_new
        )
    }

    /// Fails below floors; prints what was missed when asked to by `MINGSUAN_MISSES`.
    pub fn demand(&self, name: &str, floors: [f64; 3]) {
        println!("{}", self.shown(name));
        if std::env::var_os("MINGSUAN_MISSES").is_some() {
            self.misses.iter().for_each(|miss| println!("  {miss}"));
        }
        let rates = self.rates();
        assert!(self.faults > 0, "{name}: no fault could be put in");
        assert!(rates.iter().zip(floors).all(|(rate, floor)| *rate >= floor), "{name} below {floors:?}: {rates:?}");
    }
}

/// A document with what was found in it before any fault.
pub struct Bench {
    pub name: String,
    pub document: Document,
    pub disclosure: Disclosure,
    pub index: CellIndex,
    before: BTreeSet<Key>,
}

fn judged(document: &Document) -> (Disclosure, Judgement) {
    let disclosure = mingsuan_import::import(document, None);
    let judgement = judge(&disclosure);
    (disclosure, judgement)
}

impl Bench {
    pub fn new(name: &str, document: Document) -> Self {
        let (disclosure, judgement) = judged(&document);
        let before = judgement.findings.iter().map(key).collect();
        Self { name: name.to_owned(), index: CellIndex::new(&document), document, disclosure, before }
    }

    /// The facts of statements that are money, with their cells: printed numbers or blanks.
    pub fn money(&self, blank: bool) -> Vec<(&Fact, CellAt)> {
        let wanted = |fact: &&Fact| {
            matches!(fact.origin, Origin::Statement { .. })
                && fact.is_money()
                && matches!((&fact.value, blank), (CellValue::Number(_), false) | (CellValue::Blank, true))
        };
        let facts = self.disclosure.facts.iter().filter(wanted);
        facts.filter_map(|fact| Some((fact, self.index.at(&fact.place)?))).collect()
    }

    /// The money cells of tables, whatever was understood of them.
    pub fn tokens(&self) -> Vec<(Truth, CellAt)> {
        let tokens = self.disclosure.money_tokens.iter();
        let known = tokens.filter_map(|place| {
            let value = Decimal::parse(place.text.as_deref()?)?;
            Some((Truth { place: place.clone(), value: Some(value) }, self.index.at(place)?))
        });
        known.collect()
    }

    pub fn text(&self, at: CellAt) -> &str {
        text_of(&self.document, at)
    }

    /// What is new in a faulty document.
    pub fn news(&self, faulty: &Document) -> Vec<Finding> {
        let (_, judgement) = judged(faulty);
        judgement.findings.into_iter().filter(|finding| !self.before.contains(&key(finding))).collect()
    }

    /// Puts other texts into cells and scores the answer.
    pub fn try_cells(&self, edits: &[(CellAt, String)], truths: &[Truth]) -> Score {
        let news = self.news(&with_cells(&self.document, edits));
        let what: Vec<String> = edits.iter().map(|(at, new)| format!("{:?}→{new:?}", self.text(*at).trim())).collect();
        self.score(&news, truths, &what.join(", "))
    }

    /// Scores findings against the places that were made wrong.
    pub fn score(&self, news: &[Finding], truths: &[Truth], what: &str) -> Score {
        let same = |a: &Place, b: &Place| {
            (a.table, a.row, a.column, a.line, a.paragraph) == (b.table, b.row, b.column, b.line, b.paragraph)
                && (a.offset.is_none() || b.offset.is_none() || a.offset == b.offset)
        };
        let suspects: Vec<&Finding> = news.iter().filter(|finding| finding.suspect).collect();
        let accused = |truth: &Truth| suspects.iter().find(|finding| same(&finding.place, &truth.place));
        let detected = news.iter().any(|finding| finding.severity > Severity::Info);
        let pinned = suspects.len() == truths.len() && truths.iter().all(|truth| accused(truth).is_some());
        let proposed = |truth: &Truth| {
            let value = accused(truth).and_then(|finding| finding.suggested.as_deref()).and_then(Decimal::parse);
            value == truth.value || truth.value.is_none() && value.is_none_or(|value| value.is_zero())
        };
        let repaired = pinned && truths.iter().all(proposed);
        let mut score = Score {
            faults: 1,
            detected: detected.into(),
            pinned: pinned.into(),
            repaired: repaired.into(),
            most_new: news.len(),
            misses: Vec::new(),
        };
        if !repaired {
            let place = truths.first().map(|truth| truth.place.describe()).unwrap_or_default();
            let mut miss = format!("{} {place} {what}:", self.name);
            news.iter().for_each(|finding| write!(miss, " | {}", super::shown(finding)).unwrap());
            score.misses.push(miss);
        }
        score
    }

    /// Every fault of a list, scored together.
    pub fn run<T>(&self, faults: impl IntoIterator<Item = T>, put: impl Fn(T) -> Score) -> Score {
        let mut all = Score::default();
        faults.into_iter().for_each(|fault| all.add(put(fault)));
        all
    }
}

/// At most `n` of some items, drawn by chance and in their order.
pub fn sample<T>(items: Vec<T>, n: usize, rng: &mut Rng) -> Vec<T> {
    let mut chosen = rng.some_of(items.len(), n);
    chosen.sort_unstable();
    let chosen: BTreeSet<usize> = chosen.into_iter().collect();
    items.into_iter().enumerate().filter(|(at, _)| chosen.contains(at)).map(|(_, item)| item).collect()
}
