//! What the family knows of wording: `standards/wording.toml`, and the texts of a document in order.
//! No judgement here; the rules judge.

use std::collections::HashSet;
use std::sync::LazyLock;

use mingsuan_model::{Disclosure, Place, Placed};
use serde::Deserialize;

/// The word lists as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) never_doubled: Vec<String>,
    pub(super) allowed_doubles: Vec<String>,
    pub(super) shortest_phrase: usize,
    pub(super) allowed_phrases: Vec<String>,
    pub(super) doubled_punctuation: Vec<String>,
    pub(super) bounds: Vec<Bound>,
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

/// Every text that people wrote, each place once: headings and paragraphs, overall goals, the texts of projects and notes.
pub(super) fn texts(disclosure: &Disclosure) -> Vec<&Placed> {
    let sections = disclosure.sections.iter();
    let mut all: Vec<&Placed> = sections.flat_map(|s| std::iter::once(&s.title).chain(&s.paragraphs)).collect();
    let goals = &disclosure.goals;
    all.extend(goals.overall.iter().chain(&goals.safeguards));
    for task in &goals.tasks {
        all.extend(std::iter::once(&task.title).chain(&task.goal).chain(&task.indicators));
    }
    all.extend(project_texts(disclosure));
    let mut seen: HashSet<Place> = HashSet::new();
    all.retain(|placed| !placed.text.trim().is_empty() && is_new(&mut seen, placed));
    all
}

/// The texts of the projects' tables: goals, purposes and indicators.
pub(super) fn project_texts(disclosure: &Disclosure) -> impl Iterator<Item = &Placed> {
    disclosure.projects.iter().flat_map(|project| {
        let indicators = project.indicators.iter();
        let of_indicators = indicators.flat_map(|i| [&i.level3, &i.description, &i.value, &i.basis]);
        project.purpose.iter().chain(&project.goals).chain(of_indicators)
    })
}

/// Several lines of a cell have one place and differ in text; a text without any place is always new.
fn is_new(seen: &mut HashSet<Place>, placed: &Placed) -> bool {
    let bare = Place { text: None, ..placed.place.clone() };
    bare == Place::default()
        || seen.insert(placed.place.with_text(placed.text.as_str())) && {
            let is_cell = bare.table.is_some();
            is_cell || seen.insert(bare)
        }
}

/// The sentence around a byte range of a text.
pub(super) fn sentence(text: &str, from: usize, to: usize) -> &str {
    let ends = ['。', '！', '？', '；', '\n'];
    let begin = text[..from].rfind(ends).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let end = text[to..].find(ends).map_or(text.len(), |at| to + at);
    text[begin..end].trim()
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
