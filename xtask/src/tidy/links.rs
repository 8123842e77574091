//! Links between our own Markdown pages lead somewhere.
//! Addresses on the network are not visited.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::{Violations, files, shown};
use crate::process;

/// Folders with pages, besides the root itself.
const FOLDERS: [&str; 4] = ["docs", "standards", "examples", "crates"];
/// What is generated is held against the program by `cargo xtask generate --check`.
const GENERATED: [&str; 2] = ["docs/rules", "docs/schema"];

pub(super) fn check() -> Result<Violations> {
    let mut violations = Violations::new();
    for page in pages()? {
        let text = std::fs::read_to_string(&page).with_context(|| format!("cannot read {}", page.display()))?;
        let folder = page.parent().unwrap_or(Path::new("."));
        for target in targets(&text).filter(|target| !leads_somewhere(folder, target)) {
            violations.push(format!("{} links to {target}, which does not exist", shown(&page)));
        }
    }
    Ok(violations)
}

fn pages() -> Result<Vec<PathBuf>> {
    let root = process::root();
    let mut pages = Vec::new();
    for entry in root.read_dir()? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            pages.push(path);
        }
    }
    for folder in FOLDERS {
        pages.extend(files(&root.join(folder), "md")?);
    }
    Ok(pages)
}

/// What stands between `](` and `)`.
fn targets(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target)
}

fn leads_somewhere(folder: &Path, target: &str) -> bool {
    let file = target.split('#').next().unwrap_or_default();
    let is_elsewhere = file.is_empty() || file.contains("://") || file.starts_with("mailto:");
    is_elsewhere || GENERATED.iter().any(|folder| holds(folder, file)) || folder.join(file).exists()
}

/// Whether a link, seen from wherever it stands, leads into a generated folder.
fn holds(generated: &str, file: &str) -> bool {
    let last = generated.rsplit('/').next().unwrap_or(generated);
    file.split('/').any(|part| part == last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_taken_out_of_text() {
        let found: Vec<_> = targets("see [a](b.md) and [c](d/e.md#f), not [g]").collect();
        assert_eq!(found, ["b.md", "d/e.md#f"]);
    }

    #[test]
    fn dead_links_are_seen() {
        let root = process::root();
        assert!(leads_somewhere(&root, "Cargo.toml#anything"));
        assert!(leads_somewhere(&root, "https://rustup.rs"));
        assert!(!leads_somewhere(&root, "no-such-page.md"));
    }
}
