//! What every Rust file keeps: a head, a length, no hidden way to crash, and no floating point or I/O on the ground.
//! What crates may depend on is in `layers.rs`.

use std::path::Path;

use anyhow::Result;

use super::source::{Source, has_word};
use super::{Violations, files, shown};
use crate::process;

/// A longer file holds more than one thing.
const MAX_LINES: usize = 500;

/// Ways to crash that clippy would let pass somewhere; a broken promise is said with `expect("why this cannot fail")`.
const CRASHES: [&str; 5] = [".unwrap()", "todo!(", "panic!(", "unimplemented!(", "dbg!("];

/// Where the ground may speak of floating point: never for money.
const FLOATS_ALLOWED: [(&str, &str); 1] = [("crates/model/src/place.rs", "a box on a page is printed in points")];

/// What the ground does not do: whatever it knows is handed to it.
const OUTSIDE_WORLD: [&str; 6] = ["std::fs", "std::net", "std::env", "std::process", "SystemTime", "Instant"];

pub(super) fn check() -> Result<Violations> {
    let mut violations = Violations::new();
    let root = process::root();
    for path in files(&root.join("crates"), "rs")?.into_iter().chain(files(&root.join("xtask"), "rs")?) {
        let source = Source::read(&path)?;
        let file = shown(&path);
        violations.extend(shape(&file, &source));
        violations.extend(crashes(&file, &source));
        if path.starts_with(root.join(Path::new("crates/model/src"))) {
            violations.extend(ground(&file, &source));
        }
    }
    Ok(violations)
}

fn shape(file: &str, source: &Source) -> Violations {
    let mut violations = Violations::new();
    if !source.text.starts_with("//!") {
        violations
            .push(format!("{file} does not open with `//!`: one sentence on what lives here, one on what does not"));
    }
    let lines = source.text.lines().count();
    if lines > MAX_LINES && !source.is_generated() {
        violations.push(format!("{file} has {lines} lines, more than {MAX_LINES}: split it"));
    }
    violations
}

fn crashes(file: &str, source: &Source) -> Violations {
    let hits = source.code().filter_map(|(number, code)| {
        let way = CRASHES.iter().find(|way| code.contains(**way))?;
        Some(format!("{file}:{number} has `{way}` outside tests"))
    });
    hits.collect()
}

fn ground(file: &str, source: &Source) -> Violations {
    let floats_are_allowed = FLOATS_ALLOWED.iter().any(|(allowed, _)| *allowed == file);
    let mut violations = Violations::new();
    for (number, code) in source.code() {
        if !floats_are_allowed && (has_word(&code, "f32") || has_word(&code, "f64")) {
            violations.push(format!("{file}:{number} uses floating point, which has no place beside money"));
        }
        if let Some(word) = OUTSIDE_WORLD.iter().find(|word| has_word(&code, word)) {
            violations.push(format!("{file}:{number} names {word}: the ground does not reach outside"));
        }
    }
    violations
}
