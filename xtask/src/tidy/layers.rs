//! The layers: which crate may name which, and which foreign libraries are kept in one place.
//! Only what `cargo metadata` says is read; no source file.

use anyhow::{Context, Result};
use serde_json::Value;

use super::Violations;
use crate::process;

/// The crates from the ground up, with what each holds and never holds. A crate depends only on crates that stand above it here.
const LAYERS: [(&str, &str); 11] = [
    ("mingsuan-model", "money, places, classifications, facts, findings; never I/O, a clock or async"),
    ("mingsuan-document", "bytes to paragraphs and tables; never budget knowledge"),
    ("mingsuan-import", "paragraphs and tables to a disclosure; never file formats"),
    ("mingsuan-rules", "a disclosure to findings; never parsing or printing"),
    ("mingsuan-publish", "disclosures and reports to files; names the report's types of `rules`, never a rule"),
    ("mingsuan-budget", "budget lines, compilation, life cycle; never SQL or HTTP"),
    ("mingsuan-examine", "from a named input to its judgement; never a terminal or HTTP"),
    ("mingsuan-store", "the only SQL; never HTTP"),
    ("mingsuan-server", "the only HTTP; never SQL"),
    ("mingsuan-cli", "the command line; no logic of its own"),
    ("mingsuan-lake", "many documents as one database; its heavy libraries stay here"),
];

/// Serves the tests of the other crates: it may name any of them, they may name it only among their dev-dependencies.
const TEST_TOOL: &str = "mingsuan-testkit";
/// Serves the developers: it names no crate of ours, so that it compiles in seconds, and none names it.
const DEVELOPER_TOOL: &str = "xtask";

/// Libraries that belong to one layer, by the beginning of their name, and the crates that may name them.
const KEPT: [(&str, &[&str], &str); 11] = [
    ("sqlx", &["mingsuan-store"], "SQL stands in one crate"),
    ("axum", &["mingsuan-server"], "HTTP stands in one crate"),
    ("hyper", &["mingsuan-server"], "HTTP stands in one crate"),
    ("tower", &["mingsuan-server"], "HTTP stands in one crate"),
    ("utoipa", &["mingsuan-server"], "HTTP stands in one crate"),
    ("rust-embed", &["mingsuan-server"], "the page is part of what serves it"),
    ("reqwest", &[], "the product never calls out"),
    ("datafusion", &["mingsuan-lake"], "heavy libraries stay in a leaf"),
    ("ballista", &["mingsuan-lake"], "heavy libraries stay in a leaf"),
    ("typst", &["mingsuan-publish"], "only what prints pays for the typesetter"),
    ("tokio", &["mingsuan-store", "mingsuan-server", "mingsuan-cli", "mingsuan-lake"], "what judges is not async"),
];

/// One dependency as declared.
struct Edge<'a> {
    from: &'a str,
    to: &'a str,
    is_for_tests: bool,
}

pub(super) fn check() -> Result<Violations> {
    let metadata = process::metadata(["--no-deps", "--offline"])?;
    let packages = metadata["packages"].as_array().context("no packages")?;
    let mut violations = Violations::new();
    for package in packages {
        let from = package["name"].as_str().context("a package without a name")?;
        if rank(from).is_none() && from != TEST_TOOL && from != DEVELOPER_TOOL {
            violations.push(format!("{from} has no layer: give it a row in xtask/src/tidy/layers.rs"));
        }
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let Some(edge) = edge(from, dependency) else { continue };
            violations.extend(own(&edge));
            violations.extend(foreign(&edge));
        }
    }
    Ok(violations)
}

fn edge<'a>(from: &'a str, dependency: &'a Value) -> Option<Edge<'a>> {
    Some(Edge { from, to: dependency["name"].as_str()?, is_for_tests: dependency["kind"] == "dev" })
}

fn rank(name: &str) -> Option<usize> {
    LAYERS.iter().position(|(layer, _)| *layer == name)
}

/// What is wrong with a dependency between crates of ours.
fn own(edge: &Edge<'_>) -> Option<String> {
    let Edge { from, to, is_for_tests } = edge;
    if *to == DEVELOPER_TOOL {
        return Some(format!("{from} depends on {to}, which serves developers only"));
    }
    if *to == TEST_TOOL {
        let allowed = *is_for_tests || *from == TEST_TOOL;
        return (!allowed).then(|| format!("{from} ships {to}: it may only be a dev-dependency"));
    }
    let below = rank(to)?;
    if *from == DEVELOPER_TOOL {
        return Some(format!("{from} depends on {to}: it calls the binary instead, to compile fast"));
    }
    let (_, holds) = LAYERS[below];
    let above = rank(from)?;
    (below >= above).then(|| format!("{from} depends upwards on {to} ({holds})"))
}

/// What is wrong with a dependency on a foreign library.
fn foreign(edge: &Edge<'_>) -> Option<String> {
    let (_, keepers, reason) = KEPT.iter().find(|(library, ..)| edge.to.starts_with(library))?;
    (!edge.is_for_tests && !keepers.contains(&edge.from)).then(|| format!("{} names {}: {reason}", edge.from, edge.to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(from: &str, to: &str, is_for_tests: bool) -> bool {
        let edge = Edge { from, to, is_for_tests };
        own(&edge).or_else(|| foreign(&edge)).is_some()
    }

    #[test]
    fn wrong_directions_are_seen() {
        assert!(wrong("mingsuan-model", "mingsuan-rules", false));
        assert!(wrong("mingsuan-document", "mingsuan-testkit", false));
        assert!(wrong("mingsuan-cli", "xtask", true));
        assert!(wrong("xtask", "mingsuan-model", false));
        assert!(wrong("mingsuan-rules", "tokio", false));
        assert!(wrong("mingsuan-cli", "sqlx-core", false));
    }

    #[test]
    fn right_directions_are_left_alone() {
        assert!(!wrong("mingsuan-rules", "mingsuan-import", false));
        assert!(!wrong("mingsuan-document", "mingsuan-testkit", true));
        assert!(!wrong("mingsuan-testkit", "mingsuan-rules", false));
        assert!(!wrong("mingsuan-model", "serde", false));
    }
}
