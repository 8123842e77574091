//! `standards/clearance.toml` as types, its patterns compiled once. What is done with them is the other modules' business.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::ExposureKind;

/// What is said of a kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KindEntry {
    pub(super) title: String,
    pub(super) why: String,
    pub(super) basis: Vec<String>,
    pub(super) advice: String,
}

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Standard {
    kind: HashMap<String, KindEntry>,
    pub(super) numbers: Numbers,
    pub(super) names: Names,
    pub(super) addresses: Addresses,
    pub(super) secrets: Secrets,
    pub(super) internal: Internal,
    pub(super) traces: TraceWords,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Numbers {
    pub(super) codes: Vec<String>,
    pub(super) identity_words: Vec<String>,
    pub(super) account_words: Vec<String>,
    pub(super) phone_words: Vec<String>,
    pub(super) public_words: Vec<String>,
    pub(super) money_words: Vec<String>,
    pub(super) money_units: Vec<String>,
    pub(super) public_domains: Vec<String>,
    pub(super) plate_regions: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    pub(super) surnames: String,
    pub(super) weak_surnames: String,
    pub(super) compound_surnames: Vec<String>,
    pub(super) recipient_labels: Vec<String>,
    pub(super) contact_labels: Vec<String>,
    pub(super) titles: Vec<String>,
    pub(super) evidence: Vec<String>,
    pub(super) not_names: Vec<String>,
    pub(super) not_endings: String,
    pub(super) public_figures: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Addresses {
    pub(super) labels: Vec<String>,
    pub(super) patterns: Vec<Pattern>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Secrets {
    pub(super) marks: Vec<Pattern>,
    pub(super) marks_alone: Vec<Pattern>,
    pub(super) level_headers: Vec<String>,
    pub(super) matters: Vec<Pattern>,
    pub(super) ordinary: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Internal {
    pub(super) drafts: Vec<String>,
    pub(super) longest_line: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TraceWords {
    pub(super) harmless: Vec<String>,
    pub(super) harmless_remarks: Vec<String>,
    pub(super) private_links: Pattern,
}

/// A compiled pattern.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Pattern(pub(super) Regex);

impl TryFrom<String> for Pattern {
    type Error = regex::Error;

    fn try_from(pattern: String) -> Result<Self, regex::Error> {
        Regex::new(&pattern).map(Self)
    }
}

impl Standard {
    /// What is said of a kind.
    pub(super) fn kind(&self, kind: ExposureKind) -> &KindEntry {
        self.kind.get(kind.key()).expect("standards/clearance.toml has an entry for every kind, by test")
    }
}

/// Whether a text holds one of these words.
pub(super) fn holds_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

/// The standard, read when first asked for.
pub(super) static STANDARD: LazyLock<Standard> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../standards/clearance.toml"))
        .expect("standards/clearance.toml is part of the program and its test reads it")
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_described() {
        for kind in ExposureKind::ALL {
            let entry = STANDARD.kind(kind);
            assert!(!entry.basis.is_empty() && !entry.advice.is_empty() && !entry.title.is_empty(), "{kind:?}");
        }
        assert_eq!(STANDARD.kind.len(), ExposureKind::ALL.len());
    }

    #[test]
    fn strong_and_weak_names_are_told_apart() {
        let names = &STANDARD.names;
        let both: Vec<char> = names.surnames.chars().filter(|c| names.weak_surnames.contains(*c)).collect();
        assert_eq!(both, [], "a family name is either an everyday word or not");
    }
}
