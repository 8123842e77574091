//! Licences and sources of everything we link, held against `deny.toml` without any tool to install.
//! `cargo deny` says more where it is installed; both read the same list.

use anyhow::{Context, Result};
use serde_json::Value;
use toml::Table;

use super::Violations;
use crate::process;

/// Where packages may come from.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

pub(super) fn check() -> Result<Violations> {
    let allowed = allowed()?;
    // Without the network when everything is here already, with it on a machine that has built nothing yet.
    let metadata = process::metadata(["--locked", "--offline"]).or_else(|_| process::metadata(["--locked"]))?;
    let mut violations = Violations::new();
    for package in metadata["packages"].as_array().context("no packages")? {
        violations.extend(wrong(package, &allowed));
    }
    Ok(violations)
}

/// The list in `deny.toml`.
fn allowed() -> Result<Vec<String>> {
    let text = std::fs::read_to_string(process::root().join("deny.toml")).context("deny.toml")?;
    let table: Table = text.parse().context("deny.toml")?;
    let list = table.get("licenses").and_then(|licences| licences.get("allow")).and_then(toml::Value::as_array);
    let list = list.context("deny.toml has no licenses.allow")?;
    Ok(list.iter().filter_map(|licence| licence.as_str().map(str::to_owned)).collect())
}

fn wrong(package: &Value, allowed: &[String]) -> Option<String> {
    let name = package["name"].as_str().unwrap_or("?");
    let source = package["source"].as_str()?;
    if source != REGISTRY {
        return Some(format!("{name} comes from {source}, not from the public registry"));
    }
    let Some(licence) = package["license"].as_str() else {
        return Some(format!("{name} states no licence"));
    };
    (!is_allowed(licence, allowed)).then(|| format!("{name} is under {licence}, which deny.toml does not allow"))
}

/// Whether an SPDX expression can be met with allowed licences alone.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut words = words.as_slice();
    any(&mut words, allowed) && words.is_empty()
}

/// `a OR b`, of which one is enough.
fn any(words: &mut &[&str], allowed: &[String]) -> bool {
    let mut met = all(words, allowed);
    while next_is(words, "OR") {
        met |= all(words, allowed);
    }
    met
}

/// `a AND b`, of which each is needed; it binds more closely than OR.
fn all(words: &mut &[&str], allowed: &[String]) -> bool {
    let mut met = one(words, allowed);
    while next_is(words, "AND") {
        met &= one(words, allowed);
    }
    met
}

/// A licence, perhaps with an exception (which only permits more), or an expression in brackets.
fn one(words: &mut &[&str], allowed: &[String]) -> bool {
    if next_is(words, "(") {
        return any(words, allowed) & next_is(words, ")");
    }
    let Some((licence, rest)) = words.split_first() else {
        return false;
    };
    *words = rest;
    if next_is(words, "WITH") {
        *words = words.get(1..).unwrap_or_default();
    }
    allowed.iter().any(|one| one == licence)
}

/// Takes the word when it comes next.
fn next_is(words: &mut &[&str], word: &str) -> bool {
    let is_next = words.first() == Some(&word);
    if is_next {
        *words = &words[1..];
    }
    is_next
}

#[cfg(test)]
mod tests {
    use super::is_allowed;

    #[test]
    fn expressions_are_understood() {
        let allowed = ["MIT", "Apache-2.0", "Unicode-3.0"].map(str::to_owned);
        for expression in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-3.0-only OR MIT",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-3.0-only",
        ] {
            assert!(is_allowed(expression, &allowed), "{expression}");
        }
        for expression in ["GPL-3.0-only", "MIT AND GPL-3.0-only", "(MIT OR Apache-2.0", ""] {
            assert!(!is_allowed(expression, &allowed), "{expression}");
        }
    }
}
