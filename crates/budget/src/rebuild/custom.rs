//! `Custom`: what is usual where the sums of a document leave a choice, and the words that introduce parts of its text:
//! read from `standards/rebuild.toml`. What is done with it stands in the files that ask for it.

use std::sync::LazyLock;

use mingsuan_model::ListId;
use mingsuan_model::text::normalized;
use serde::Deserialize;

use super::scope::Cell;

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Custom {
    common_words: Vec<String>,
    main_functions: Vec<String>,
    personnel_classes: Vec<String>,
    prefer: Vec<Prefer>,
    tie: Vec<Tie>,
    /// The items of “三公” that stand below no other, the likeliest of each group first.
    pub(super) official_items: Vec<String>,
    pub(super) subject: Vec<Subject>,
    pub(super) words: Words,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Prefer {
    kind: String,
    fund: Option<String>,
    source: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tie {
    economic: Vec<String>,
    functions: Vec<String>,
}

/// The words that name a figure.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Subject {
    /// Key of the figure.
    pub(super) figure: String,
    pub(super) phrases: Vec<String>,
}

/// Words of the text.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) reasons: Vec<String>,
    pub(super) uses: Vec<String>,
    pub(super) level: Vec<String>,
    pub(super) duties: Vec<String>,
    pub(super) institution: Vec<String>,
    pub(super) safeguards: Vec<String>,
    pub(super) other_matters: Vec<String>,
    pub(super) notes: Vec<String>,
}

static CUSTOM: LazyLock<Custom> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../standards/rebuild.toml"))
        .expect("standards/rebuild.toml is part of the program and its test reads it")
});

/// What is usual.
pub(super) fn custom() -> &'static Custom {
    &CUSTOM
}

impl Custom {
    /// The rank of a cell of function, kind, fund and source: the lowest is filled first.
    pub(super) fn rank(&self, cell: &Cell) -> usize {
        let is = |wanted: &Option<String>, key: &str| wanted.as_deref().is_none_or(|wanted| wanted == key);
        let fits = |prefer: &Prefer| {
            cell.kind.key() == Some(prefer.kind.as_str())
                && is(&prefer.fund, cell.fund.key())
                && is(&prefer.source, cell.source.key())
        };
        self.prefer.iter().position(fits).unwrap_or(self.prefer.len())
    }

    /// The rank of basic expenditure by function and economic class: ties first, then what pays staff and office.
    pub(super) fn basic_rank(&self, cell: &Cell) -> usize {
        let (function, economic) = (cell.function.to_string(), cell.economic.to_string());
        let has = |codes: &[String], code: &str| codes.iter().any(|begin| code.starts_with(begin.as_str()));
        let is_personnel = has(&self.personnel_classes, &economic);
        let wrong_kind = match cell.kind {
            crate::budget::Kind::Personnel => !is_personnel,
            crate::budget::Kind::Public => is_personnel,
            _ => false,
        };
        let tied: Vec<&Tie> = self.tie.iter().filter(|tie| has(&tie.economic, &economic)).collect();
        let rank = match () {
            () if tied.iter().any(|tie| has(&tie.functions, &function)) => 0,
            () if self.tie.iter().any(|tie| has(&tie.functions, &function)) => 3,
            () if self.pays_office(&function) => 1,
            () => 2,
        };
        rank + if wrong_kind { 4 } else { 0 }
    }

    fn pays_office(&self, function: &str) -> bool {
        ListId::Function
            .list()
            .by_code(function)
            .is_some_and(|class| self.main_functions.iter().any(|name| name == class.name))
    }

    /// How much of a functional class's name, and of those above it, comes back in the words of a project.
    pub(super) fn likeness(&self, words: &str, function: u32) -> usize {
        let words = self.pairs(words);
        let code = function.to_string();
        let levels = [(7, 3), (5, 2), (3, 1)];
        levels
            .into_iter()
            .filter_map(|(digits, weight)| Some((ListId::Function.list().by_code(code.get(..digits)?)?, weight)))
            .map(|(class, weight)| weight * self.pairs(class.name).iter().filter(|pair| words.contains(pair)).count())
            .sum()
    }

    /// The pairs of neighbouring characters of a text, without common words.
    fn pairs(&self, text: &str) -> Vec<[char; 2]> {
        let mut text = normalized(text);
        for word in &self.common_words {
            text = text.replace(word.as_str(), "\u{0}");
        }
        let chars: Vec<char> = text.chars().collect();
        let pairs = chars.windows(2).filter_map(|pair| <[char; 2]>::try_from(pair).ok());
        pairs.filter(|pair| pair.iter().all(|c| c.is_alphanumeric())).collect()
    }
}

#[cfg(test)]
mod tests {
    use mingsuan_model::Dimension;

    use super::*;
    use crate::budget::{Fund, Kind, Source};
    use crate::figures::Figure;

    #[test]
    fn the_file_names_members_that_exist() {
        let custom = custom();
        for subject in &custom.subject {
            assert!(Figure::named(&subject.figure).is_some() && !subject.phrases.is_empty(), "{}", subject.figure);
        }
        for prefer in &custom.prefer {
            for (dimension, key) in [
                (Dimension::Kind, Some(&prefer.kind)),
                (Dimension::Fund, prefer.fund.as_ref()),
                (Dimension::Source, prefer.source.as_ref()),
            ] {
                assert!(key.is_none_or(|key| dimension.tree().and_then(|tree| tree.id(key)).is_some()), "{key:?}");
            }
        }
        let economic = ListId::Economic.list();
        let functions = ListId::Function.list();
        for tie in &custom.tie {
            assert!(tie.economic.iter().all(|code| economic.by_code(code).is_some()), "{tie:?}");
            assert!(tie.functions.iter().all(|code| functions.by_code(code).is_some()), "{tie:?}");
        }
        let items = Dimension::Item.tree().expect("items have a tree");
        assert!(custom.official_items.iter().all(|item| items.id(item).is_some()));
    }

    #[test]
    fn ties_and_names_are_preferred() {
        let cell = |function, economic| Cell {
            function,
            kind: Kind::Personnel,
            fund: Fund::General,
            source: Source::Current,
            project: None,
            economic,
            gov_economic: 0,
        };
        let rank = |function, economic| custom().basic_rank(&cell(function, economic));
        assert!(rank(2_080_505, 30_108) < rank(2_010_301, 30_108));
        assert!(rank(2_010_301, 30_101) < rank(2_080_505, 30_101));
        assert!(rank(2_010_301, 30_101) < rank(2_010_301, 30_201));
        let like = |words, function| custom().likeness(words, function);
        assert!(like("水污染防治项目经费", 2_110_302) > like("水污染防治项目经费", 2_010_301));
    }
}
