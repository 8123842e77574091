//! `cargo xtask bench`: whole runs of the program on one document in several formats, beside two common Python libraries
//! that merely open the same files; and all rules beside reading, in process. What is timed is what a user waits for.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::process;

/// A format, the longest time allowed in milliseconds, and the line of Python that opens such a file.
struct Case {
    ending: &'static str,
    limit_ms: f64,
    peer: Option<(&'static str, &'static str)>,
}

const CASES: [Case; 3] = [
    Case { ending: "txt", limit_ms: 15.0, peer: None },
    Case {
        ending: "docx",
        limit_ms: 40.0,
        peer: Some(("python-docx", "import sys, docx; docx.Document(sys.argv[1])")),
    },
    Case {
        ending: "xlsx",
        limit_ms: 40.0,
        peer: Some(("openpyxl", "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1])")),
    },
];
const LIMIT_MB: f64 = 60.0;
/// The longest time allowed for all rules on a document of forty pages.
const JUDGE_LIMIT_MS: f64 = 5.0;
/// GNU time, which measures the peak memory of a process.
const TIME: &str = "/usr/bin/time";

pub(crate) fn run(runs: usize) -> Result<bool> {
    let program = process::build_release()?;
    let documents = documents()?;
    let peers = Peers::find();
    if let Err(reason) = &peers {
        println!("no comparison: {reason}");
    }
    println!(
        "\nmedian of {runs} whole runs of `mingsuan check FILE --format json`; limits are for a two-core machine\n"
    );
    println!("{:<8}{:>10}{:>10}{:>10}{:>8}  beside", "format", "ms", "limit ms", "peak MB", "limit");
    let mut within = true;
    for (case, document) in CASES.iter().zip(&documents) {
        let check = || {
            let mut command = Command::new(&program);
            command.arg("check").arg(document).args(["--format", "json"]);
            command
        };
        ensure_report(check())?;
        let (ms, memory) = (median_ms(runs, check)?, peak_mb(check)?);
        within &= ms <= case.limit_ms && memory.is_none_or(|mb| mb <= LIMIT_MB);
        let memory = memory.map_or("—".to_owned(), |mb| format!("{mb:.1}"));
        let beside = beside(case, document, &peers, ms, runs)?;
        println!("{:<8}{ms:>10.1}{:>10.0}{memory:>10}{LIMIT_MB:>8.0}  {beside}", case.ending, case.limit_ms);
    }
    if let Ok(peers) = &peers {
        let start = median_ms(runs.min(11), || peers.python("pass", Path::new("")))?;
        println!("\nof the times beside, {start:.0} ms are the start of python3 itself");
    }
    if !Path::new(TIME).is_file() {
        println!("\npeak memory was not measured: {TIME} is missing (Debian package `time`)");
    }
    within &= judging(&documents)?;
    println!("{}", if within { "all within the limits" } else { "OVER the limits" });
    Ok(within)
}

/// The time of all rules after reading, on the same document and on a generated one of forty pages.
fn judging(documents: &[PathBuf]) -> Result<bool> {
    let mut example =
        process::cargo(["run", "--release", "--quiet", "-p", "mingsuan-rules", "--example", "judge-time"]);
    let told = process::output(example.arg("--").args(documents.first()))?;
    println!("\nall rules after reading, in process; processor time is that of all threads together\n");
    println!("{:>10}{:>10}{:>10}{:>10}{:>12}  document", "read ms", "judge ms", "limit ms", "to read", "processor");
    let mut within = true;
    for line in told.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [name, read, judge, _, processor] = fields.as_slice() else { bail!("judge-time printed `{line}`") };
        let (read_ms, judge_ms): (f64, f64) = (read.parse()?, judge.parse()?);
        within &= judge_ms <= JUDGE_LIMIT_MS;
        let ratio = judge_ms / read_ms;
        println!("{read_ms:>10.1}{judge_ms:>10.1}{JUDGE_LIMIT_MS:>10.0}{ratio:>10.2}{processor:>12}  {name}");
    }
    Ok(within)
}

/// One document in each format: the founding document, or the repository's own example where that folder is absent.
fn documents() -> Result<Vec<PathBuf>> {
    let root = process::root();
    let stems = [root.join("../shared/fixtures/dachang-2024"), root.join("examples/yunshan-2026/clean")];
    let all = |stem: &PathBuf| CASES.iter().map(|case| stem.with_extension(case.ending)).collect::<Vec<_>>();
    let found = stems.iter().map(all).find(|paths| paths.iter().all(|path| path.is_file()));
    let found = found.context("neither ../shared/fixtures nor the example has a txt, a docx and an xlsx document")?;
    println!("document: {}", found[0].with_extension("*").display());
    Ok(found)
}

/// The time of a peer on the same file, as a sentence.
fn beside(case: &Case, document: &Path, peers: &Result<Peers, String>, ours_ms: f64, runs: usize) -> Result<String> {
    let (Some((name, line)), Ok(peers)) = (case.peer, peers) else {
        return Ok("—".to_owned());
    };
    let theirs = median_ms(runs.min(11), || peers.python(line, document))?;
    Ok(format!("{name} opens it in {theirs:.0} ms, {:.0} times as long", theirs / ours_ms))
}

/// Where Python and the two libraries are.
struct Peers {
    interpreter: PathBuf,
    folder: PathBuf,
}

impl Peers {
    /// Finds them, bringing the libraries when they are missing; or says why there is no comparison.
    fn find() -> Result<Self, String> {
        // The interpreter itself: a wrapper script on the path would be timed with it.
        let line = "import sys; print(sys.executable)";
        let interpreter = process::output(Command::new("python3").args(["-c", line]));
        let interpreter = interpreter.map_err(|_| "python3 is not installed".to_owned())?;
        let folder = process::target().map_err(|error| error.to_string())?.join("bench-peers");
        let peers = Self { interpreter: PathBuf::from(interpreter.trim()), folder };
        if peers.can_import() {
            return Ok(peers);
        }
        eprintln!("fetching python-docx and openpyxl into {}", peers.folder.display());
        let mut pip = Command::new(&peers.interpreter);
        pip.args(["-m", "pip", "install", "--quiet", "--target"]).arg(&peers.folder).args(["python-docx", "openpyxl"]);
        match process::output(pip.stdin(Stdio::null())) {
            Ok(_) if peers.can_import() => Ok(peers),
            Ok(_) => Err("python-docx and openpyxl were fetched, but cannot be imported".to_owned()),
            Err(error) => Err(format!("python-docx and openpyxl cannot be fetched ({error:#})")),
        }
    }

    fn can_import(&self) -> bool {
        process::output(&mut self.python("import docx, openpyxl", Path::new(""))).is_ok()
    }

    fn python(&self, line: &str, document: &Path) -> Command {
        let mut command = Command::new(&self.interpreter);
        command.args(["-c", line]).arg(document).env("PYTHONPATH", &self.folder);
        command
    }
}

/// Makes sure that what is timed is a judgement, not a program that gives up early.
fn ensure_report(mut check: Command) -> Result<()> {
    let output = check.output().with_context(|| format!("cannot start `{}`", process::typed(&check)))?;
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    if report["summary"]["documents"] != 1 {
        bail!("`{}` gives no report: {}", process::typed(&check), String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(())
}

/// The median time of whole runs. Errors in the document (status 1) are a result like any other.
fn median_ms(runs: usize, command: impl Fn() -> Command) -> Result<f64> {
    let mut times = Vec::new();
    for _ in 0..=runs {
        let mut command = command();
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let begun = Instant::now();
        let output = command.output().with_context(|| format!("cannot start `{}`", process::typed(&command)))?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
        if !matches!(output.status.code(), Some(0 | 1)) {
            bail!("`{}` failed: {}", process::typed(&command), String::from_utf8_lossy(&output.stderr).trim());
        }
    }
    // The first run only warms the file cache.
    times.remove(0);
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().context("at least one run is needed")
}

/// The peak resident memory of one run; `None` without GNU time.
fn peak_mb(command: impl Fn() -> Command) -> Result<Option<f64>> {
    if !Path::new(TIME).is_file() {
        return Ok(None);
    }
    let plain = command();
    let mut timed = Command::new(TIME);
    timed.args(["-f", "%M"]).arg(plain.get_program()).args(plain.get_args()).stdout(Stdio::null());
    let output = timed.output().context("cannot start GNU time")?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let kilobytes: f64 = said.lines().last().unwrap_or_default().trim().parse().context("GNU time says no number")?;
    Ok(Some(kilobytes / 1024.0))
}
