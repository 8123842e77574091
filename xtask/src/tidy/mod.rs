//! `cargo xtask tidy`: the house rules that a compiler cannot check, one family a file; `cargo test` runs them too.
//! No formatting and no lints: rustfmt and clippy do those.

mod glossary;
mod layers;
mod licences;
mod links;
mod lists;
mod source;
mod sources;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};

use crate::process;

/// What a check found, one sentence each; none when all is well.
type Violations = Vec<String>;

/// A family of checks.
type Check = fn() -> Result<Violations>;

/// Every family, by name.
const CHECKS: [(&str, Check); 6] = [
    ("layers", layers::check),
    ("sources", sources::check),
    ("glossary", glossary::check),
    ("lists", lists::check),
    ("links", links::check),
    ("licences", licences::check),
];

pub(crate) fn run() -> Result<bool> {
    let mut clean = true;
    for (name, check) in CHECKS {
        let begun = Instant::now();
        let violations = check().with_context(|| format!("tidy cannot check the {name}"))?;
        for violation in &violations {
            eprintln!("{name}: {violation}");
        }
        eprintln!("tidy {name}: {} in {:.2} s", outcome(&violations), begun.elapsed().as_secs_f64());
        clean &= violations.is_empty();
    }
    Ok(clean)
}

fn outcome(violations: &Violations) -> String {
    match violations.len() {
        0 => "clean".to_owned(),
        1 => "1 violation".to_owned(),
        many => format!("{many} violations"),
    }
}

/// Every file with this ending below a folder of the repository, sorted; none when the folder is absent.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = folder.read_dir() else { continue };
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A path as seen from the root of the repository, with `/`.
fn shown(path: &Path) -> String {
    let root = process::root();
    path.strip_prefix(&root).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_point_downwards() -> Result<()> {
        assert_eq!(layers::check()?, Violations::new());
        Ok(())
    }

    #[test]
    fn sources_keep_the_house_rules() -> Result<()> {
        assert_eq!(sources::check()?, Violations::new());
        Ok(())
    }

    #[test]
    fn glossary_and_types_match() -> Result<()> {
        assert_eq!(glossary::check()?, Violations::new());
        Ok(())
    }

    #[test]
    fn reference_lists_are_described() -> Result<()> {
        assert_eq!(lists::check()?, Violations::new());
        Ok(())
    }

    #[test]
    fn links_lead_somewhere() -> Result<()> {
        assert_eq!(links::check()?, Violations::new());
        Ok(())
    }

    #[test]
    fn licences_are_allowed() -> Result<()> {
        assert_eq!(licences::check()?, Violations::new());
        Ok(())
    }
}
