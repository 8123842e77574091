//! `cargo xtask test`: every check and every test, in one command, on a machine that has only Rust.
//! The checks themselves live elsewhere (`tidy`, the crates' tests); this file orders, times and sums them.

use std::time::Instant;

use anyhow::Result;

use crate::ensure::{Source, Tool, ensure, is_present};
use crate::process::{cargo, listened, succeeds, typed};
use crate::{fonts, generate, process, tidy, verapdf, web};

const RUSTFMT: Tool = Tool { command: "cargo-fmt", source: Source::Component("rustfmt") };
const CLIPPY: Tool = Tool { command: "cargo-clippy", source: Source::Component("clippy") };
const DENY: Tool =
    Tool { command: "cargo-deny", source: Source::Crate { name: "cargo-deny", minutes: "3 minutes on two cores" } };
/// Reads printed pages back, independently of us.
const PDFTOTEXT: Tool = Tool { command: "pdftotext", source: Source::Apt(&["poppler-utils"]) };
/// Prints made-up documents, with the fonts that their pages name.
const CHROMIUM: Tool = Tool { command: "chromium", source: Source::Apt(&["chromium", "fonts-noto-cjk"]) };

/// How a step ended.
enum Outcome {
    Passed,
    Failed,
    Skipped(String),
}

/// How many tests ended how, over all runners.
#[derive(Default)]
struct Count {
    passed: u32,
    failed: u32,
    skipped: u32,
}

/// The steps done so far.
#[derive(Default)]
struct Run {
    steps: Vec<(&'static str, Outcome, f64)>,
    count: Count,
}

pub(crate) fn run(fast: bool) -> Result<bool> {
    let mut run = Run::default();
    // The program takes the page in when it is compiled.
    web::build_if_possible();
    run.step("format", |_| with(&RUSTFMT, || command(cargo(["fmt", "--all", "--check"]))));
    run.step("tidy", |_| tidy::run().map(Outcome::from));
    if !fast {
        run.step("licences", |_| licences());
        run.step("clippy", |_| {
            with(&CLIPPY, || {
                command(cargo(["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]))
            })
        });
    }
    run.step("tests", tests);
    if !fast {
        run.step("page", page);
        run.step("veraPDF", |_| Ok(archival()));
        run.step("doc tests", |count| counted(cargo(["test", "--workspace", "--doc", "--quiet"]), count));
        run.step("generated docs", |_| generate::run(true).map(Outcome::from));
    }
    Ok(run.report())
}

/// The unit and integration tests, by nextest where it is installed.
fn tests(count: &mut Count) -> Result<Outcome> {
    let mut command = if is_present("cargo-nextest") {
        cargo(["nextest", "run", "--workspace", "--no-fail-fast", "--status-level", "fail"])
    } else {
        cargo(["test", "--workspace", "--lib", "--bins", "--tests", "--no-fail-fast"])
    };
    fonts::tell(&mut command);
    for tool in [&PDFTOTEXT, &CHROMIUM] {
        if let Err(sentence) = ensure(tool) {
            // Its tests say that they are skipped, and fail on the build server.
            eprintln!("{sentence}");
        }
    }
    counted(command, count)
}

/// The page: types, licences of what it is made of, and the whole of it in a browser.
fn page(count: &mut Count) -> Result<Outcome> {
    web::build()?;
    if let Err(sentence) = ensure(&CHROMIUM) {
        eprintln!("{sentence}");
        return Ok(Outcome::Failed);
    }
    if !succeeds(&mut cargo(["build", "--quiet", "--package", "mingsuan-cli"]))? {
        return Ok(Outcome::Failed);
    }
    let program = process::target()?.join("debug").join(format!("mingsuan{}", std::env::consts::EXE_SUFFIX));
    let mut tests = web::tests(&program)?;
    fonts::tell(&mut tests);
    counted(tests, count)
}

/// The real `cargo deny` where it is installed, and always on the build server; elsewhere `tidy` has checked the same list.
fn licences() -> Result<Outcome> {
    let on_build_server = std::env::var_os("CI").is_some();
    if !is_present(DENY.command) && !on_build_server {
        let reason = "cargo-deny is not installed; tidy has read the same list in deny.toml";
        return Ok(Outcome::Skipped(reason.to_owned()));
    }
    with(&DENY, || {
        command(cargo([
            "deny",
            "--workspace",
            "--log-level",
            "warn",
            "check",
            "--hide-inclusion-graph",
            "licenses",
            "bans",
            "sources",
        ]))
    })
}

/// The files that the tests have printed, judged by others. Without Java or the registries there is no judgement.
fn archival() -> Outcome {
    match verapdf::of_tests() {
        Ok(Ok(conform)) => Outcome::from(conform),
        Ok(Err(error)) | Err(error) => Outcome::Skipped(format!("{error:#}")),
    }
}

fn with(tool: &Tool, step: impl FnOnce() -> Result<Outcome>) -> Result<Outcome> {
    match ensure(tool) {
        Ok(()) => step(),
        Err(sentence) => {
            eprintln!("{sentence}");
            Ok(Outcome::Failed)
        }
    }
}

fn command(mut command: std::process::Command) -> Result<Outcome> {
    eprintln!("$ {}", typed(&command));
    succeeds(&mut command).map(Outcome::from)
}

fn counted(mut command: std::process::Command, count: &mut Count) -> Result<Outcome> {
    eprintln!("$ {}", typed(&command));
    listened(&mut command, |line| count.add(line)).map(Outcome::from)
}

impl From<bool> for Outcome {
    fn from(passed: bool) -> Self {
        if passed { Self::Passed } else { Self::Failed }
    }
}

impl Count {
    /// Adds a runner's summary line (`Summary [ 1.2s] 3 tests run: 3 passed, 0 skipped`, `test result: ok. 3 passed; …`;
    /// Node's runner gives a line a number: `ℹ pass 3`).
    fn add(&mut self, line: &str) {
        if let Some((word, number)) = line.strip_prefix("ℹ ").and_then(|rest| rest.split_once(' ')) {
            let number = number.parse().unwrap_or(0);
            match word {
                "pass" => self.passed += number,
                "fail" | "cancelled" => self.failed += number,
                "skipped" => self.skipped += number,
                _ => {}
            }
            return;
        }
        // Below nextest, what a failed test has printed is indented; its own result line is not a summary.
        if !line.trim_start().starts_with("Summary [") && !line.starts_with("test result:") {
            return;
        }
        let words: Vec<&str> = line.split([' ', ',', ';']).filter(|word| !word.is_empty()).collect();
        for pair in words.windows(2) {
            let (Ok(number), word) = (pair[0].parse::<u32>(), pair[1]) else {
                continue;
            };
            match word {
                "passed" => self.passed += number,
                "failed" | "exec" | "timed" => self.failed += number,
                "skipped" | "ignored" => self.skipped += number,
                _ => {}
            }
        }
    }
}

impl Run {
    fn step(&mut self, name: &'static str, step: impl FnOnce(&mut Count) -> Result<Outcome>) {
        eprintln!("\n=== {name}");
        let begun = Instant::now();
        let outcome = step(&mut self.count).unwrap_or_else(|error| {
            eprintln!("{error:#}");
            Outcome::Failed
        });
        self.steps.push((name, outcome, begun.elapsed().as_secs_f64()));
    }

    /// Prints the table; true when no step failed.
    fn report(&self) -> bool {
        println!("\n{:<16}{:<10}{:>9}", "step", "outcome", "seconds");
        for (name, outcome, seconds) in &self.steps {
            let (word, note) = match outcome {
                Outcome::Passed => ("passed", ""),
                Outcome::Failed => ("FAILED", ""),
                Outcome::Skipped(reason) => ("skipped", reason.as_str()),
            };
            println!("{name:<16}{word:<10}{seconds:>9.1}  {note}");
        }
        let total: f64 = self.steps.iter().map(|(_, _, seconds)| seconds).sum();
        let failed = self.steps.iter().filter(|(_, outcome, _)| matches!(outcome, Outcome::Failed)).count();
        println!("{:<16}{:<10}{total:>9.1}", "all", if failed == 0 { "passed" } else { "FAILED" });
        let Count { passed, failed: failed_tests, skipped } = self.count;
        println!(
            "{passed} passed, {failed_tests} failed, {skipped} skipped; {failed} of {} steps failed",
            self.steps.len()
        );
        failed == 0
    }
}

#[cfg(test)]
mod tests {
    use super::Count;

    #[test]
    fn all_runners_are_counted() {
        let mut count = Count::default();
        count.add("     Summary [   0.010s] 5 tests run: 3 passed (1 slow), 1 failed, 1 timed out, 2 skipped");
        count.add("test result: FAILED. 4 passed; 1 failed; 1 ignored; 0 measured; 9 filtered out; finished in 0.1s");
        count.add("    test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 1 filtered out");
        count.add("a test prints 99 passed");
        count.add("ℹ pass 2");
        count.add("ℹ fail 1");
        assert_eq!((count.passed, count.failed, count.skipped), (9, 4, 3));
    }
}
