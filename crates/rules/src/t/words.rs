//! What the family knows of wording: `standards/wording.toml`, and sentences of a text.
//! No judgement here; the rules judge.

use std::sync::LazyLock;

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
