//! The glossary and the public types of the ground: each type has its Chinese word, each row its type.
//! The sentences of the glossary are for people; only their presence is checked.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use super::source::Source;
use super::{Violations, files, shown};
use crate::process;

const GLOSSARY: &str = "standards/glossary.csv";

/// A row of the glossary.
struct Word {
    english: String,
    is_type: bool,
}

pub(super) fn check() -> Result<Violations> {
    let (words, mut violations) = words()?;
    let types = types()?;
    for (name, file) in &types {
        if !words.iter().any(|word| word.is_type && word.english == *name) {
            violations.push(format!("`{name}` of {file} has no row of kind `type` in {GLOSSARY}"));
        }
    }
    for word in words.iter().filter(|word| word.is_type && !types.contains_key(&word.english)) {
        violations.push(format!("{GLOSSARY} speaks of a type `{}`, which crates/model does not have", word.english));
    }
    Ok(violations)
}

/// The rows, and what is wrong with them as rows.
fn words() -> Result<(Vec<Word>, Violations)> {
    let mut reader = csv::Reader::from_path(process::root().join(GLOSSARY)).with_context(|| GLOSSARY.to_owned())?;
    let mut violations = Violations::new();
    let mut words: Vec<Word> = Vec::new();
    if reader.headers()? != &csv::StringRecord::from(vec!["english", "chinese", "definition", "kind"]) {
        violations.push(format!("{GLOSSARY} should have the columns english,chinese,definition,kind"));
    }
    for record in reader.records() {
        let record = record.with_context(|| GLOSSARY.to_owned())?;
        let english = record[0].to_owned();
        if record.iter().any(|field| field.trim().is_empty()) {
            violations.push(format!("{GLOSSARY}: the row of `{english}` has an empty field"));
        }
        if !matches!(&record[3], "type" | "word") {
            violations.push(format!("{GLOSSARY}: the kind of `{english}` is neither `type` nor `word`"));
        }
        if words.iter().any(|word| word.english == english) {
            violations.push(format!("{GLOSSARY} has `{english}` twice"));
        }
        words.push(Word { english, is_type: &record[3] == "type" });
    }
    Ok((words, violations))
}

/// The public types of the ground and the file each stands in.
fn types() -> Result<BTreeMap<String, String>> {
    let mut types = BTreeMap::new();
    for path in files(&process::root().join("crates/model/src"), "rs")? {
        for (_, code) in Source::read(&path)?.code() {
            if let Some(name) = type_of(&code) {
                types.insert(name.to_owned(), shown(&path));
            }
        }
    }
    Ok(types)
}

/// The name of the public type that a line declares.
fn type_of(code: &str) -> Option<&str> {
    let rest = ["pub struct ", "pub enum ", "pub type "].iter().find_map(|keyword| code.strip_prefix(keyword))?;
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    Some(&rest[..end])
}

#[cfg(test)]
mod tests {
    use super::type_of;

    #[test]
    fn declarations_are_recognised() {
        assert_eq!(type_of("pub struct Amount(pub i64);"), Some("Amount"));
        assert_eq!(type_of("pub enum Coordinate<T> {"), Some("Coordinate"));
        assert_eq!(type_of("    pub struct Inner;"), None);
        assert_eq!(type_of("pub(crate) struct Own;"), None);
    }
}
