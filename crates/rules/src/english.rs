//! The rules in English: `standards/english.toml`. Messages of findings are written by the rules themselves.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// A rule's words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct English {
    /// What is wrong, in a few words.
    pub(crate) title: String,
    /// What to do.
    pub(crate) advice: String,
}

static ALL: LazyLock<BTreeMap<String, English>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../standards/english.toml"))
        .expect("standards/english.toml is part of the program and a test reads it")
});

/// The words of a rule, where it has some already.
pub(crate) fn of(code: &str) -> Option<&'static English> {
    ALL.get(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::{RULES, find};

    fn is_english(text: &str) -> bool {
        !text.trim().is_empty() && text.is_ascii()
    }

    #[test]
    fn no_han_character_stands_in_english_titles_and_advice() {
        for rule in RULES.iter() {
            assert!(is_english(&rule.title_en()), "{}: {}", rule.code, rule.title_en());
            assert!(is_english(rule.advice_en()), "{}: {}", rule.code, rule.advice_en());
            assert!(is_english(rule.family().title_en()), "{}", rule.code);
        }
    }

    #[test]
    fn the_words_belong_to_rules() {
        assert!(ALL.keys().all(|code| find(code).is_some_and(|rule| rule.code == code)), "{:?}", ALL.keys());
    }
}
