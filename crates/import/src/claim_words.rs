//! The words that stand before a number in the text, read from `standards/lexicon/claims.toml`.
//! How they go together is `subject.rs`.

use mingsuan_model::Dimension;
use mingsuan_model::Value;
use mingsuan_model::text::normalized;
use serde::Deserialize;

use crate::lexicon::{Entry, Meaning};

/// What a word before a number does.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Word<'l> {
    /// It names something.
    Subject(&'l Meaning),
    /// It restricts what is named behind it.
    Qualifier(&'l Meaning),
    /// The body speaks of itself.
    Own,
    /// The figure is a planned one.
    Planned,
    /// The year before.
    LastYear,
    /// It adds nothing.
    Filler,
}

/// The file as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    claim: Vec<Entry>,
    qualifier: Vec<Entry>,
    own: Vec<String>,
    planned: Vec<String>,
    last_year: Vec<String>,
    filler: Vec<String>,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Subject(usize),
    Qualifier(usize),
    Own,
    Planned,
    LastYear,
    Filler,
}

/// All words, the longest first.
#[derive(Debug)]
pub(crate) struct ClaimWords {
    meanings: Vec<Meaning>,
    words: Vec<(String, Kind)>,
}

impl ClaimWords {
    pub(crate) fn new(file: &File) -> Self {
        let mut all = Self { meanings: Vec::new(), words: Vec::new() };
        all.add(&file.claim, Kind::Subject);
        all.add(&file.qualifier, Kind::Qualifier);
        let lists = [
            (&file.own, Kind::Own),
            (&file.planned, Kind::Planned),
            (&file.last_year, Kind::LastYear),
            (&file.filler, Kind::Filler),
        ];
        for (list, kind) in lists {
            all.words.extend(list.iter().map(|word| (normalized(word), kind)));
        }
        all.words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        all
    }

    fn add(&mut self, entries: &[Entry], kind: fn(usize) -> Kind) {
        for entry in entries {
            let id = self.meanings.len();
            self.meanings.push(entry.meaning());
            self.words.extend(entry.phrases.iter().map(|phrase| (normalized(phrase), kind(id))));
        }
    }

    /// The longest word that a (normalized) text ends with, and its length in bytes.
    pub(crate) fn word_at_end(&self, text: &str) -> Option<(Word<'_>, usize)> {
        let (word, kind) = self.words.iter().find(|(word, _)| text.ends_with(word.as_str()))?;
        let word_of = match *kind {
            Kind::Subject(id) => Word::Subject(&self.meanings[id]),
            Kind::Qualifier(id) => Word::Qualifier(&self.meanings[id]),
            Kind::Own => Word::Own,
            Kind::Planned => Word::Planned,
            Kind::LastYear => Word::LastYear,
            Kind::Filler => Word::Filler,
        };
        Some((word_of, word.len()))
    }

    /// The one fund that a (normalized) heading speaks of.
    pub(crate) fn fund_in(&self, heading: &str) -> Option<Value> {
        let is_named = |word: &str, kind: &Kind| matches!(kind, Kind::Qualifier(_)) && heading.contains(word);
        let funds = self.words.iter().filter(|(word, kind)| is_named(word, kind)).filter_map(|(_, kind)| match kind {
            Kind::Qualifier(id) => Some(self.meanings[*id].coordinate.get(Dimension::Fund)),
            _ => None,
        });
        // The longest words come first: 一般公共预算财政拨款 is of the general budget.
        funds.into_iter().find(|fund| *fund != Value::All)
    }

    #[cfg(test)]
    pub(crate) fn meanings(&self) -> &[Meaning] {
        &self.meanings
    }
}
