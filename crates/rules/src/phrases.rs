//! The phrases that rules look for, by rule and name: `standards/phrases.toml`.
//! No judgement here, and nothing that is more than a list; pairs of words have files and types of their own.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{LazyLock, OnceLock};

/// The lists as written, by table and name.
type Tables = BTreeMap<String, BTreeMap<String, Vec<String>>>;

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../standards/phrases.toml"))
        .expect("standards/phrases.toml is part of the program and a test reads it")
});

/// The table of lists that stand in others as `@name`, or that several rules use.
const SHARED: &str = "shared";

/// A list of phrases, looked up once when it is first used.
pub(crate) struct Phrases {
    table: &'static str,
    name: &'static str,
    words: OnceLock<Vec<&'static str>>,
}

/// The list of a name in the table of a rule's code, or in `shared`.
pub(crate) const fn phrases(table: &'static str, name: &'static str) -> Phrases {
    Phrases { table, name, words: OnceLock::new() }
}

impl Deref for Phrases {
    type Target = [&'static str];

    fn deref(&self) -> &Self::Target {
        self.words.get_or_init(|| words(self.table, self.name))
    }
}

fn written(table: &str, name: &str) -> &'static [String] {
    TABLES.get(table).and_then(|lists| lists.get(name)).map_or(&[], Vec::as_slice)
}

/// The words of a list, those of shared lists in the place of their names.
fn words(table: &str, name: &str) -> Vec<&'static str> {
    let list = written(table, name).iter();
    list.flat_map(|word| match word.strip_prefix('@') {
        Some(shared) => words(SHARED, shared),
        None => vec![word.as_str()],
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    /// Table and name of each list that the sources below a folder ask for.
    fn asked(folder: &Path) -> BTreeSet<(String, String)> {
        let mut found = BTreeSet::new();
        for entry in std::fs::read_dir(folder).expect("the folder is there").flatten() {
            let path = entry.path();
            if path.is_dir() {
                found.extend(asked(&path));
                continue;
            }
            let source = std::fs::read_to_string(&path).expect("sources are text");
            let calls = source.split("= phrases(").chain(source.split("(phrases(")).filter_map(|call| {
                let (call, _) = call.split_once(')')?;
                let (table, name) = call.strip_prefix('"')?.strip_suffix('"')?.split_once("\", \"")?;
                Some((table.to_owned(), name.to_owned()))
            });
            found.extend(calls);
        }
        found
    }

    #[test]
    fn lists_are_all_used_and_those_asked_for_are_there() {
        let asked = asked(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
        let lists = || TABLES.iter().flat_map(|(table, lists)| lists.iter().map(move |list| (table.clone(), list)));
        let within = lists().flat_map(|(_, (_, words))| words).filter_map(|word| word.strip_prefix('@'));
        let used: BTreeSet<_> = within.map(|name| (SHARED.to_owned(), name.to_owned())).chain(asked).collect();
        let there: BTreeSet<_> = lists().map(|(table, (name, _))| (table, name.clone())).collect();
        assert_eq!(used, there);
    }

    #[test]
    fn lists_have_words_and_none_twice() {
        for (table, lists) in TABLES.iter() {
            for name in lists.keys() {
                let words = words(table, name);
                let distinct: BTreeSet<_> = words.iter().collect();
                assert!(!words.is_empty() && words.len() == distinct.len(), "{table}.{name}: {words:?}");
                assert!(words.iter().all(|word| !word.is_empty()), "{table}.{name}");
            }
        }
    }

    #[test]
    fn a_shared_list_stands_where_it_is_named() {
        static UNITS: Phrases = phrases("T011", "units");
        assert_eq!(UNITS.first(), Some(&"元"));
        assert!(UNITS.contains(&"%") && !UNITS.contains(&"@percent"));
    }
}
