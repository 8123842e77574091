//! The lexicon: phrases of titles, headers, labels and sentences and what they mean, read from `standards/lexicon`.
//! It only answers what a phrase means; where phrases are looked for is the business of the readers beside it.

use std::collections::HashMap;
use std::sync::LazyLock;

use mingsuan_model::text::normalized;
use mingsuan_model::{ColumnRole, Coordinate, Dimension, StatementId, Value};
use serde::Deserialize;

use crate::claim_words::ClaimWords;

/// What a phrase means.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meaning {
    /// What it restricts.
    pub(crate) coordinate: Coordinate,
    /// What a column under it holds.
    pub(crate) role: Option<ColumnRole>,
    /// The classification its codes and names belong to.
    pub(crate) class: Option<Dimension>,
    /// A total row.
    pub(crate) total: bool,
    /// The rows below belong to it.
    pub(crate) opens: bool,
    /// In a summary of both sides it counts what is kept for next year, too.
    pub(crate) closes: bool,
    /// Dimensions that it lifts.
    pub(crate) clears: Vec<Dimension>,
}

/// An entry of a collection as written.
#[derive(Debug, Deserialize)]
pub(crate) struct Entry {
    pub(crate) phrases: Vec<String>,
    #[serde(default)]
    whole: bool,
    role: Option<String>,
    class: Option<String>,
    #[serde(default)]
    total: bool,
    #[serde(default)]
    opens: bool,
    #[serde(default)]
    closes: bool,
    #[serde(default)]
    clears: Vec<String>,
    #[serde(flatten)]
    restricts: HashMap<String, String>,
}

impl Entry {
    pub(crate) fn meaning(&self) -> Meaning {
        Meaning {
            coordinate: coordinate_of(&self.restricts),
            role: self.role.as_deref().and_then(role_of),
            class: self.class.as_deref().and_then(Dimension::from_key),
            total: self.total,
            opens: self.opens,
            closes: self.closes,
            clears: self.clears.iter().filter_map(|key| Dimension::from_key(key)).collect(),
        }
    }
}

fn coordinate_of(restricts: &HashMap<String, String>) -> Coordinate {
    restricts.iter().fold(Coordinate::default(), |at, (key, member)| match Dimension::from_key(key) {
        Some(dimension) => at.at(dimension, member),
        None => at.with(Dimension::Item, Value::Unknown),
    })
}

fn role_of(key: &str) -> Option<ColumnRole> {
    match key {
        "sequence" => Some(ColumnRole::Sequence),
        "code" => Some(ColumnRole::Code),
        "label" => Some(ColumnRole::Label),
        "text" => Some(ColumnRole::Text),
        _ => None,
    }
}

/// A collection of phrases: found as a whole, else by the longest phrase contained.
#[derive(Debug)]
pub(crate) struct PhraseBook {
    meanings: Vec<Meaning>,
    exact: HashMap<String, usize>,
    contained: Vec<(String, usize)>,
    /// Phrases that say what a column holds when a header ends with them.
    endings: Vec<(String, ColumnRole)>,
}

impl PhraseBook {
    fn new(entries: &[Entry]) -> Self {
        let mut book = Self { meanings: Vec::new(), exact: HashMap::new(), contained: Vec::new(), endings: Vec::new() };
        for (id, entry) in entries.iter().enumerate() {
            book.meanings.push(entry.meaning());
            for phrase in &entry.phrases {
                let phrase = normalized(phrase);
                book.exact.insert(phrase.clone(), id);
                if entry.whole {
                    continue;
                }
                if let Some(role) = book.meanings[id].role {
                    book.endings.push((phrase.clone(), role));
                }
                book.contained.push((phrase, id));
            }
        }
        book.contained.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        book.endings.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        book
    }

    /// The meaning of a whole (normalized) text.
    pub(crate) fn exact(&self, text: &str) -> Option<&Meaning> {
        self.exact.get(text).map(|id| &self.meanings[*id])
    }

    /// What a column holds whose (normalized) header ends with one of the phrases: `支出经济分类科目名称`.
    pub(crate) fn role_at_end(&self, text: &str) -> Option<ColumnRole> {
        self.endings.iter().find(|(phrase, _)| text.ends_with(phrase.as_str())).map(|(_, role)| *role)
    }

    /// The meaning of the longest phrase that a (normalized) text contains, and that phrase.
    pub(crate) fn longest_within(&self, text: &str) -> Option<(&Meaning, &str)> {
        let (phrase, id) = self.contained.iter().find(|(phrase, _)| text.contains(phrase.as_str()))?;
        Some((&self.meanings[*id], phrase))
    }

    /// The whole text, else the longest phrase in it.
    pub(crate) fn find(&self, text: &str) -> Option<&Meaning> {
        self.exact(text).or_else(|| self.longest_within(text).map(|(meaning, _)| meaning))
    }
}

/// A title pattern.
#[derive(Debug, Deserialize)]
pub(crate) struct TitleEntry {
    pub(crate) id: StatementId,
    #[serde(default)]
    all: Vec<String>,
    #[serde(default)]
    any: Vec<String>,
    #[serde(default)]
    none: Vec<String>,
    #[serde(default)]
    bare: bool,
    #[serde(default)]
    scope: HashMap<String, String>,
}

impl TitleEntry {
    fn fits(&self, title: &str) -> bool {
        (self.bare || title.contains('表'))
            && self.all.iter().all(|word| title.contains(word.as_str()))
            && (self.any.is_empty() || self.any.iter().any(|word| title.contains(word.as_str())))
            && !self.none.iter().any(|word| title.contains(word.as_str()))
    }

    /// What a statement of this title restricts.
    pub(crate) fn scope(&self) -> Coordinate {
        coordinate_of(&self.scope)
    }
}

/// Labels of project forms, normalized.
#[derive(Debug, Deserialize)]
pub(crate) struct ProjectWords {
    #[serde(deserialize_with = "normalized_list")]
    pub(crate) code: Vec<String>,
    #[serde(deserialize_with = "normalized_list")]
    pub(crate) name: Vec<String>,
    #[serde(deserialize_with = "normalized_list")]
    pub(crate) list_name: Vec<String>,
    #[serde(deserialize_with = "normalized_list")]
    pub(crate) list_budget: Vec<String>,
    #[serde(deserialize_with = "normalized_list")]
    pub(crate) budget: Vec<String>,
    #[serde(deserialize_with = "normalized_list")]
    pub(crate) fiscal: Vec<String>,
    #[serde(deserialize_with = "normalized_list")]
    pub(crate) other: Vec<String>,
    #[serde(deserialize_with = "normalized_list")]
    pub(crate) purpose: Vec<String>,
    #[serde(deserialize_with = "normalized_list")]
    pub(crate) plan: Vec<String>,
    #[serde(deserialize_with = "normalized_list")]
    pub(crate) goal: Vec<String>,
    pub(crate) goal_of_years: Vec<String>,
    #[serde(deserialize_with = "normalized_list")]
    pub(crate) level1: Vec<String>,
    #[serde(deserialize_with = "normalized_list")]
    pub(crate) level2: Vec<String>,
    #[serde(deserialize_with = "normalized_list")]
    pub(crate) level3: Vec<String>,
    #[serde(deserialize_with = "normalized_list")]
    pub(crate) description: Vec<String>,
    #[serde(deserialize_with = "normalized_list")]
    pub(crate) value: Vec<String>,
    #[serde(deserialize_with = "normalized_list")]
    pub(crate) basis: Vec<String>,
    #[serde(deserialize_with = "normalized_list")]
    pub(crate) weight: Vec<String>,
}

fn normalized_list<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let words: Vec<String> = Vec::deserialize(deserializer)?;
    Ok(words.iter().map(|word| normalized(word)).collect())
}

/// Small word lists.
#[derive(Debug, Deserialize)]
pub(crate) struct Words {
    pub(crate) up: Vec<String>,
    pub(crate) down: Vec<String>,
    pub(crate) level: Vec<String>,
    pub(crate) after_direction: Vec<String>,
    pub(crate) parts: Vec<String>,
    pub(crate) reasons: Vec<String>,
    pub(crate) money: Vec<String>,
    pub(crate) compare: Vec<String>,
    pub(crate) bodies: Vec<String>,
    pub(crate) body_codes: Vec<String>,
    pub(crate) neutral: Vec<String>,
    pub(crate) spent: Vec<String>,
    pub(crate) list_openers: Vec<String>,
    pub(crate) common_classes: Vec<String>,
    pub(crate) project: ProjectWords,
}

/// Everything the readers look up.
#[derive(Debug)]
pub(crate) struct Lexicon {
    titles: Vec<TitleEntry>,
    pub(crate) headers: PhraseBook,
    pub(crate) rows: PhraseBook,
    pub(crate) claims: ClaimWords,
    pub(crate) words: Words,
}

#[derive(Deserialize)]
struct Titles {
    title: Vec<TitleEntry>,
}
#[derive(Deserialize)]
struct Headers {
    header: Vec<Entry>,
}
#[derive(Deserialize)]
struct Rows {
    row: Vec<Entry>,
}

fn parsed<T: serde::de::DeserializeOwned>(text: &str) -> T {
    toml::from_str(text).expect("standards/lexicon is part of the program and a test reads it")
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon {
    titles: parsed::<Titles>(include_str!("../../../standards/lexicon/titles.toml")).title,
    headers: PhraseBook::new(&parsed::<Headers>(include_str!("../../../standards/lexicon/headers.toml")).header),
    rows: PhraseBook::new(&parsed::<Rows>(include_str!("../../../standards/lexicon/rows.toml")).row),
    claims: ClaimWords::new(&parsed(include_str!("../../../standards/lexicon/claims.toml"))),
    words: parsed(include_str!("../../../standards/lexicon/words.toml")),
});

/// The lexicon.
pub(crate) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

impl Lexicon {
    /// The statement a title names, if the text can be a title at all.
    pub(crate) fn title(&self, text: &str) -> Option<&TitleEntry> {
        // No character has more than four bytes: most paragraphs are told from titles by their length alone.
        if text.len() > 4 * 60 || text.contains('。') {
            return None;
        }
        let title = normalized(text);
        let length = title.chars().count();
        if !(3..=60).contains(&length) || title.contains(['。', '!', '?']) {
            return None;
        }
        self.titles.iter().find(|entry| entry.fits(&title))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_restricts_members_that_exist() {
        let lexicon = lexicon();
        for meaning in lexicon.claims.meanings() {
            assert!(!meaning.coordinate.has_unknown(), "{:?}", meaning.coordinate);
        }
        for book in [&lexicon.headers, &lexicon.rows] {
            for (phrase, id) in &book.exact {
                assert!(!book.meanings[*id].coordinate.has_unknown(), "{phrase}");
            }
        }
        for title in &lexicon.titles {
            assert!(!title.scope().has_unknown(), "{:?}", title.id);
        }
    }

    #[test]
    fn titles_name_statements() {
        for (title, id) in [
            ("单位预算收支总表", StatementId::RevenueExpenditureSummary),
            ("单位预算收入总表", StatementId::RevenueSummary),
            ("单位预算支出总表", StatementId::ExpenditureSummary),
            ("单位预算财政拨款收支总表", StatementId::FiscalSummary),
            ("单位预算一般公共预算财政拨款支出表", StatementId::GeneralExpenditure),
            ("单位预算一般公共预算财政拨款基本支出表", StatementId::GeneralBasic),
            ("单位预算政府性基金预算财政拨款支出表", StatementId::GovernmentFund),
            ("单位预算国有资本经营预算财政拨款支出表", StatementId::StateCapital),
            ("单位预算财政拨款“三公”经费支出表", StatementId::OfficialCosts),
            ("单位政府采购预算", StatementId::Procurement),
            ("单位固定资产占用情况表", StatementId::Assets),
            ("1、办公用房租金绩效目标表", StatementId::PerformanceProject),
        ] {
            assert_eq!(lexicon().title(title).map(|entry| entry.id), Some(id), "{title}");
        }
        for text in ["八、国有资产信息", "四、财政拨款“三公”经费预算情况及增减变化原因", "二、单位预算安排的总体情况"]
        {
            assert_eq!(lexicon().title(text).map(|entry| entry.id), None, "{text}");
        }
    }
}
