//! Real documents rebuilt into a workbook, read from it, compiled and compared with what they print, statement by
//! statement. Reads `../shared/corpus`; without it the test says so, and fails only on the build server.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use std::path::PathBuf;

use mingsuan_budget::rebuild::{Rebuilt, rebuild, returned};
use mingsuan_budget::workbook;

#[test]
fn diag() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus"));
    let only = std::env::var("ONLY").unwrap_or_default();
    let most: usize = std::env::var("MOST").ok().and_then(|m| m.parse().ok()).unwrap_or(4);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "pdf") && only.split(',').any(|only| p.to_str().unwrap().contains(only)));
    paths.sort();
    let queue = std::sync::Mutex::new(paths);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let Some(path) = ({ let mut q = queue.lock().unwrap(); if q.is_empty() { None } else { Some(q.remove(0)) } }) else { break };
                    println!("{}", one(&path, most));
                }
            });
        }
    });
}

fn one(path: &std::path::Path, most: usize) -> String {
    let mut out = String::new();
    let name = path.file_stem().unwrap().to_str().unwrap();
    let document = mingsuan_document::read(&std::fs::read(path).unwrap(), name).unwrap();
    let disclosure = mingsuan_import::import(&document, None);
    let begun = std::time::Instant::now();
    let Rebuilt { budget: rebuilt, unexplained } = rebuild(&disclosure);
    let took = begun.elapsed();
    let book = workbook::write(&rebuilt).unwrap();
    let examined = workbook::examine(&book, "x.xlsx");
    let mut kinds: std::collections::BTreeMap<(String, &str), usize> = Default::default();
    for issue in &examined.issues {
        *kinds.entry((format!("{:?}", issue.severity), issue.fault.key())).or_default() += 1;
    }
    let read = examined.budget;
    let status = if read.is_some() { "read" } else { "BLOCKED" };
    let is_same = read.as_ref().is_none_or(|read| { let mut own = rebuilt.clone(); own.remarks.clear(); *read == own });
    let budget = read.unwrap_or(rebuilt);
    let (all, problems) = match returned(&disclosure, &budget) {
        Ok(all) => (all, Vec::new()),
        Err(problems) => (Vec::new(), problems),
    };
    let same = all.iter().filter(|r| r.is_equal()).count();
    let near = all.iter().filter(|r| r.differing.iter().all(|d| d.is_rounding)).count();
    let lost: usize = all.iter().map(|r| r.beyond.1).sum();
    out += &format!("== {name} {status} same={is_same} {} profile={} lines={} statements {same} (rounding {near}) of {} lost {lost} unexplained={} {took:?} {kinds:?}\n",
        if problems.is_empty() { "compiled" } else { "NOT COMPILED" }, budget.profile, budget.lines.len(), all.len(), unexplained.len());
    for p in problems.iter().take(most) { out += &format!("   problem {p}\n"); }
    for r in &all {
        if r.differing.is_empty() && r.beyond.1 == 0 { continue; }
        out += &format!("  {} p{:?} equal {} beyond {:?} filled {} foreign {} differing {}\n", r.id.key(), r.place.page, r.equal, r.beyond, r.filled, r.foreign, r.differing.len());
        for d in r.differing.iter().take(most) {
            out += &format!("     {} {:?} wanted {} found {}{}\n", d.place.describe(), d.coordinate, d.printed, d.found, if d.is_rounding {" ~"} else {""});
        }
    }
    for u in unexplained.iter().take(most) { out += &format!("   unexplained {} {}\n", u.place.describe(), u.message); }
    out
}
