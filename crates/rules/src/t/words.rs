//! What the family knows of wording: `standards/wording.toml`, and sentences of a text.
//! No judgement here; the rules judge.

use std::sync::LazyLock;

use mingsuan_model::{Finding, Placed};
use serde::Deserialize;

use crate::rule::Rule;

/// The word lists as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) never_doubled: Vec<String>,
    pub(super) allowed_doubles: Vec<String>,
    pub(super) shortest_phrase: usize,
    pub(super) allowed_phrases: Vec<String>,
    pub(super) doubled_punctuation: Vec<String>,
    pub(super) doubled_units: Vec<Misspelt>,
    pub(super) bounds: Vec<Bound>,
    pub(super) misspelt: Vec<Misspelt>,
    pub(super) units: Vec<Misspelt>,
}

/// A word or sign as it is wrongly written, and as it should be.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Misspelt {
    pub(super) wrong: String,
    pub(super) right: String,
}

/// A word that needs 于 before a number.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bound {
    pub(super) word: String,
    pub(super) full: String,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../standards/wording.toml"))
        .expect("standards/wording.toml is part of the program and a test reads it")
});

/// The sentence around a byte range of a text.
pub(super) fn sentence(text: &str, from: usize, to: usize) -> &str {
    let ends = ['。', '！', '？', '；', '\n'];
    let begin = text[..from].rfind(ends).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let end = text[to..].find(ends).map_or(text.len(), |at| to + at);
    text[begin..end].trim()
}

/// The bytes behind each run of digits of a text, where its unit stands; blanks between are passed over.
pub(super) fn behind_numbers(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let ends = (1..=bytes.len()).filter(move |at| is_digit(at - 1) && !is_digit(*at));
    ends.map(|at| text.len() - text[at..].trim_start().len())
}

/// A finding on a byte range of a text that should read otherwise: the sentence as printed names the place, the sentence
/// as it should be is suggested. The message is for the caller to add to what the sentence says.
pub(super) fn mended(rule: &Rule, placed: &Placed, range: (usize, usize), instead: &str, wrong: &str) -> Finding {
    let (from, to) = range;
    let text = placed.text.as_str();
    let shown = sentence(text, from, to);
    let whole = format!("{}{instead}{}", &text[..from], &text[to..]);
    let written = sentence(&whole, from, from + instead.len());
    let mut place = placed.place.with_text(shown);
    place.offset = u32::try_from(text[..from].chars().count()).ok();
    let mut finding = Finding::new(rule.code, rule.severity, place, format!("“{shown}”中{wrong}"))
        .advise(format!("改为“{written}”"))
        .values(instead, &text[from..to]);
    finding.suggested = Some(written.to_owned());
    finding
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_lists_are_read() {
        assert!(WORDS.bounds.iter().any(|bound| bound.full == "不少于"));
        assert!(WORDS.shortest_phrase > 2);
    }

    #[test]
    fn sentences_are_cut_at_full_stops() {
        let text = "一是加强管理。二是组织不少3次活动，确保质量。三是总结。";
        let at = text.find("不少").expect("it stands there");
        assert_eq!(sentence(text, at, at + 6), "二是组织不少3次活动，确保质量");
    }
}
