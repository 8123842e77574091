//! Real documents rebuilt into a workbook, read from it, compiled and compared with what they print, statement by
//! statement. Reads `../shared/corpus`; without it the test says so, and fails only on the build server.
//! `cargo xtask corpus --rebuild` shows the comparison; `cargo xtask bless` accepts new counts.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use mingsuan_budget::rebuild::{Rebuilt, Returned, rebuild, returned};
use mingsuan_budget::{Certainty, workbook};
use mingsuan_model::{Disclosure, DisclosureKind};

/// What became of one document.
struct Outcome {
    name: String,
    /// Whether the workbook could be read again and its budget compiled, with what stood in the way.
    obstacles: Vec<String>,
    statements: Vec<Returned>,
    unexplained: Vec<String>,
    /// Open cells by what they are.
    open: BTreeMap<String, usize>,
    is_budget: bool,
}

#[test]
fn real_documents_come_back_as_last_seen() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus"));
    if !folder.join("labels.json").is_file() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "{} is missing", folder.display());
        eprintln!("skipped: {} is not there", folder.display());
        return;
    }
    let only = std::env::var("MINGSUAN_CORPUS_ONLY").unwrap_or_default();
    let outcomes = outcomes(&folder, &only.split_whitespace().collect::<Vec<_>>());
    if std::env::var_os("MINGSUAN_CORPUS_DETAILS").is_some() {
        outcomes.iter().for_each(show);
        summary(&outcomes);
    }
    let counts: String = outcomes.iter().map(line).collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus.txt");
    if !only.is_empty() {
        return;
    }
    if std::env::var_os("MINGSUAN_BLESS").is_some() {
        std::fs::write(&path, &counts).unwrap();
    }
    let seen = std::fs::read_to_string(&path).unwrap();
    for (now, before) in counts.lines().zip(seen.lines()) {
        assert_eq!(now, before, "`cargo xtask corpus --rebuild` shows details, `cargo xtask bless` accepts");
    }
    assert_eq!(counts.lines().count(), seen.lines().count());
}

/// All documents, two at a time.
fn outcomes(folder: &Path, only: &[&str]) -> Vec<Outcome> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "pdf"));
    paths.retain(|path| only.is_empty() || only.iter().any(|word| path.to_string_lossy().contains(word)));
    let (queue, done) = (Mutex::new(paths), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let Some(path) = queue.lock().unwrap().pop() else { break };
                    let outcome = outcome(&path);
                    done.lock().unwrap().push(outcome);
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap();
    done.sort_by(|a, b| a.name.cmp(&b.name));
    done
}

fn outcome(path: &Path) -> Outcome {
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    let document = mingsuan_document::read(&std::fs::read(path).unwrap(), &name).unwrap();
    let disclosure: Disclosure = mingsuan_import::import(&document, None);
    let Rebuilt { budget, unexplained } = rebuild(&disclosure);
    let mut open = BTreeMap::new();
    for remark in budget.remarks.iter().filter(|remark| remark.certainty == Certainty::Open) {
        let field = remark.field.split('.').next().unwrap_or_default();
        *open.entry(format!("{:?}.{field}", remark.part)).or_default() += 1;
    }
    let examined = workbook::examine(&workbook::write(&budget).unwrap(), "");
    let mut obstacles: Vec<String> = Vec::new();
    let mut statements = Vec::new();
    match workbook::read(&workbook::write(&budget).unwrap(), "") {
        Err(_) => obstacles.extend(examined.issues.iter().map(ToString::to_string)),
        Ok(read) => match returned(&disclosure, &read) {
            Ok(all) => statements = all,
            Err(problems) => obstacles.extend(problems.iter().map(ToString::to_string)),
        },
    }
    let unexplained = unexplained.iter().map(|one| format!("{} {}", one.place.describe(), one.message)).collect();
    let is_budget = disclosure.kind == DisclosureKind::Budget;
    Outcome { name, obstacles, statements, unexplained, open, is_budget }
}

/// One document in counts.
fn line(outcome: &Outcome) -> String {
    let sum = |count: fn(&Returned) -> usize| outcome.statements.iter().map(count).sum::<usize>();
    let equal = outcome.statements.iter().filter(|statement| statement.is_equal()).count();
    let mut line = format!(
        "{} statements={equal}/{} cells={} differing={} filled={} beyond={} lost={} unknown={} said={}",
        outcome.name,
        outcome.statements.len(),
        sum(|statement| statement.equal),
        sum(|statement| statement.differing.len()),
        sum(|statement| statement.filled),
        sum(|statement| statement.beyond.0),
        sum(|statement| statement.beyond.1),
        sum(|statement| statement.foreign),
        outcome.unexplained.len()
    );
    if !outcome.obstacles.is_empty() {
        write!(line, " obstacles={}", outcome.obstacles.len()).unwrap();
    }
    for (what, count) in &outcome.open {
        write!(line, " {what}={count}").unwrap();
    }
    line.push('\n');
    line
}

/// One document in words: the statements that did not come back, and what the rebuilding itself said.
fn show(outcome: &Outcome) {
    print!("{}", line(outcome));
    outcome.obstacles.iter().take(10).for_each(|obstacle| println!("    stops: {obstacle}"));
    for statement in outcome.statements.iter().filter(|statement| !statement.is_equal()) {
        println!("    {} {}: {} equal", statement.id.key(), statement.place.describe(), statement.equal);
        for cell in statement.differing.iter().take(6) {
            let rounding = if cell.is_rounding { ", rounding" } else { "" };
            let (place, at) = (cell.place.describe(), cell.coordinate);
            println!("        {place} {at:?}: printed {}, rebuilt {}{rounding}", cell.printed, cell.found);
        }
    }
    outcome.unexplained.iter().take(6).for_each(|one| println!("    said: {one}"));
}

fn summary(outcomes: &[Outcome]) {
    let budgets: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.is_budget).collect();
    let compiled = budgets.iter().filter(|outcome| outcome.obstacles.is_empty()).count();
    let whole =
        |outcome: &&&Outcome| !outcome.statements.is_empty() && outcome.statements.iter().all(Returned::is_equal);
    let equal = budgets.iter().filter(whole).count();
    println!("\nof {} budgets: {compiled} compiled, {equal} with every statement equal", budgets.len());
}
