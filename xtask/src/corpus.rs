//! `cargo xtask corpus`: reads every real document of the development corpus and compares what was recognised with its
//! labels: statements, pages, scales, counts of money, identity; with coverage, findings and time beside it.
//! No content is kept: the snapshot that tests compare with holds counts only (`crates/cli/tests/cli/corpus.rs`).

mod compare;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use self::compare::{Score, compare};
use crate::process;

/// Reads the corpus, prints the score; false when the folder is missing on the build server.
pub(crate) fn run(only: &[String], details: bool, debug: bool) -> Result<bool> {
    let folder = process::root().join("../shared/corpus");
    let labels_path = folder.join("labels.json");
    if !labels_path.is_file() {
        println!("the development corpus is not here: {}", folder.display());
        return Ok(std::env::var("CI").as_deref() != Ok("true"));
    }
    let labels: Value = serde_json::from_slice(&std::fs::read(&labels_path)?).context("labels.json is not JSON")?;
    let program = if debug { build_debug()? } else { process::build_release()? };
    let mut total = Score::default();
    let mut coverages: Vec<(f64, String)> = Vec::new();
    println!(
        "{:<24}{:>12}{:>10}{:>8}{:>10}{:>8}  errors",
        "document", "statements", "counts", "money", "coverage", "ms"
    );
    for label in labels["documents"].as_array().context("labels.json lists no documents")? {
        let file = label["file"].as_str().unwrap_or_default();
        if !only.is_empty() && !only.iter().any(|word| file.contains(word.as_str())) {
            continue;
        }
        let report = check(&program, &folder.join(file))?;
        let document = &report["documents"][0];
        let (score, notes) = compare(label, document);
        let coverage = share(&document["coverage"]);
        println!("{}", line(file, &score, coverage, document));
        if details {
            notes.iter().for_each(|note| println!("    {note}"));
        }
        coverages.push((coverage, file.to_owned()));
        total.add(&score);
    }
    print_total(&total, coverages);
    Ok(true)
}

/// Rebuilds, compiles and compares the documents: the test that keeps the counts shows what became of each.
pub(crate) fn rebuild(only: &[String]) -> Result<bool> {
    let mut test =
        process::cargo(["test", "--quiet", "--package", "mingsuan-budget", "--test", "corpus", "--", "--nocapture"]);
    test.env("MINGSUAN_CORPUS_DETAILS", "1").env("MINGSUAN_CORPUS_ONLY", only.join(" "));
    process::succeeds(&mut test)
}

fn build_debug() -> Result<PathBuf> {
    if !process::succeeds(&mut process::cargo(["build", "--quiet", "--package", "mingsuan-cli"]))? {
        bail!("mingsuan does not build");
    }
    Ok(process::target()?.join("debug").join(format!("mingsuan{}", std::env::consts::EXE_SUFFIX)))
}

fn check(program: &Path, path: &Path) -> Result<Value> {
    let mut command = Command::new(program);
    command.arg("check").arg(path).args(["--format", "json"]);
    let output = command.output().with_context(|| format!("cannot start `{}`", process::typed(&command)))?;
    serde_json::from_slice(&output.stdout)
        .with_context(|| format!("{}: {}", path.display(), String::from_utf8_lossy(&output.stderr).trim()))
}

/// The share of money tokens that something vouches for.
fn share(coverage: &Value) -> f64 {
    let count = |key: &str| coverage[key].as_f64().unwrap_or(0.0);
    if count("numeric_cells") > 0.0 { count("verified_cells") / count("numeric_cells") } else { 1.0 }
}

/// The findings of a severity by rule.
fn findings(document: &Value, severity: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for finding in document["findings"].as_array().into_iter().flatten() {
        if finding["severity"] == severity {
            *counts.entry(finding["code"].as_str().unwrap_or_default().to_owned()).or_default() += 1;
        }
    }
    counts
}

fn line(file: &str, score: &Score, coverage: f64, document: &Value) -> String {
    let errors = findings(document, "error");
    let errors: Vec<String> = errors.iter().map(|(code, count)| format!("{code}×{count}")).collect();
    let money = document["coverage"]["numeric_cells"].as_u64().unwrap_or(0);
    format!(
        "{:<24}{:>12}{:>10}{money:>8}{coverage:>10.2}{:>8.1}  {}",
        file.trim_end_matches(".pdf"),
        format!("{}/{}", score.found, score.statements),
        format!("{}/{}", score.counts, score.reliable),
        document["elapsed_ms"].as_f64().unwrap_or(0.0),
        errors.join(" ")
    )
}

fn print_total(total: &Score, mut coverages: Vec<(f64, String)>) {
    coverages.sort_by(|a, b| a.0.total_cmp(&b.0));
    println!("\nstatements {} · found {} · spurious {}", total.statements, total.found, total.spurious);
    println!(
        "pages {} · scales {} · counts {} of {} reliable",
        total.pages, total.scales, total.counts, total.reliable
    );
    println!(
        "of {} documents: agency {} · year {} · kind {} · level {}",
        total.documents, total.agency, total.year, total.kind, total.level
    );
    if let (Some((worst, file)), Some((median, _))) = (coverages.first(), coverages.get(coverages.len() / 2)) {
        println!("coverage: median {median:.3}, worst {worst:.3} ({file})");
    }
}
