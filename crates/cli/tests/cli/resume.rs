//! `--resume`: killed in the middle and run again, nothing is done twice and nothing is missing; what has changed is done anew.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::bulk::{filled, large, lines, start, tiny, wait_until};
use crate::common::{Folder, Run, mingsuan};

/// What a run has left, apart from times.
#[derive(Debug, PartialEq)]
struct Left {
    documents: BTreeMap<String, Value>,
    kept: usize,
}

fn arguments<'a>(files: &'a str, report: &'a str) -> [&'a str; 7] {
    ["check", files, "--format", "ndjson", "--output", report, "--resume"]
}

/// Runs it to its end and reads what is left.
fn resumed(folder: &Folder, more: &[&str]) -> (Left, Run) {
    let (files, report) = (folder.path("文件"), folder.path("结果.ndjson"));
    let run = mingsuan(&[&arguments(&files, &report), more].concat());
    assert!(run.status < 2, "{}", run.stderr);
    let mut read = lines(&std::fs::read_to_string(&report).unwrap());
    let summary = read.pop().unwrap()["summary"].clone();
    assert_eq!((&summary["partial"], &summary["remaining"]), (&false.into(), &0.into()));
    let count = read.len();
    let mut documents = BTreeMap::new();
    for mut line in read {
        line["elapsed_ms"] = Value::Null;
        documents.insert(line["path"].as_str().unwrap().to_owned(), line);
    }
    assert_eq!(documents.len(), count, "a document is there twice");
    assert_eq!(summary["documents"], count);
    let kept = usize::try_from(summary["kept"].as_u64().unwrap()).unwrap();
    (Left { documents, kept }, run)
}

#[test]
fn killed_and_run_again_nothing_is_done_twice_and_nothing_is_missing() {
    const COUNT: usize = 200;
    let folder = filled("killed", COUNT, large);
    let (files, report) = (folder.path("文件"), folder.path("结果.ndjson"));
    let whole_lines = || std::fs::read_to_string(&report).unwrap_or_default().matches('\n').count();
    let mut child = start(&arguments(&files, &report));
    wait_until(&mut child, || whole_lines() >= 20);
    child.kill().unwrap();
    child.wait().unwrap();
    let done = whole_lines();
    assert!((20..COUNT).contains(&done), "{done}");
    // Killed while a line was being written.
    let mut text = std::fs::read_to_string(&report).unwrap();
    text.truncate(text.rfind('\n').unwrap() + 1);
    let half = text.lines().next().unwrap();
    let half: String = half.chars().take(half.chars().count() / 2).collect();
    std::fs::write(&report, format!("{text}{half}")).unwrap();

    let (second, run) = resumed(&folder, &[]);
    assert_eq!(second.kept, done, "what was done is done again");
    assert!(run.stderr.contains("1 行不完整"), "{}", run.stderr);
    std::fs::remove_file(&report).unwrap();
    let (uninterrupted, _) = resumed(&folder, &[]);
    assert_eq!(uninterrupted.kept, 0);
    assert_eq!(uninterrupted.documents.len(), COUNT);
    assert_eq!(second.documents, uninterrupted.documents);
}

#[test]
fn only_what_has_changed_is_done_again() {
    let folder = filled("changed", 40, |number| tiny(number).into_bytes());
    let (first, _) = resumed(&folder, &[]);
    assert_eq!((first.kept, first.documents.len()), (0, 40));
    let (same, _) = resumed(&folder, &[]);
    assert_eq!((same.kept, &same.documents), (40, &first.documents));

    let changed = folder.file("文件/00/0007.txt", tiny(7_000).as_bytes());
    folder.file("文件/新.txt", tiny(8_000).as_bytes());
    std::fs::remove_file(folder.path("文件/00/0011.txt")).unwrap();
    let (second, run) = resumed(&folder, &[]);
    assert_eq!((second.kept, second.documents.len()), (38, 40));
    assert!(run.stderr.contains("1 份已不在"), "{}", run.stderr);
    assert_ne!(second.documents[&changed], first.documents[&changed]);
    assert!(!second.documents.keys().any(|path| path.ends_with("0011.txt")));

    let (otherwise, run) = resumed(&folder, &["--select", "T"]);
    assert_eq!((otherwise.kept, otherwise.documents.len()), (0, 40));
    assert!(run.stderr.contains("40 份的结果出自其他版本或其他选项"), "{}", run.stderr);
}

#[test]
fn waivers_are_part_of_how_documents_are_judged() {
    let folder = filled("waived", 3, |number| tiny(number).into_bytes());
    let waiver = |reason: &str| {
        let text = format!("[[waiver]]\ncode = \"T001\"\nreason = \"{reason}\"\nby = \"张三\"\n");
        folder.file("豁免.toml", text.as_bytes())
    };
    assert_eq!(resumed(&folder, &["--waivers", &waiver("已核对")]).0.kept, 0);
    assert_eq!(resumed(&folder, &["--waivers", &waiver("已核对")]).0.kept, 3);
    assert_eq!(resumed(&folder, &["--waivers", &waiver("另一个理由")]).0.kept, 0);
}

#[test]
fn a_bad_file_is_kept_as_long_as_it_is_the_same() {
    let folder = filled("bad-kept", 3, |number| tiny(number).into_bytes());
    folder.file("文件/空.docx", b"");
    let (files, report) = (folder.path("文件"), folder.path("结果.ndjson"));
    for kept in [0, 4] {
        let run = mingsuan(&arguments(&files, &report));
        assert_eq!(run.status, 2, "{}", run.stderr);
        let read = lines(&std::fs::read_to_string(&report).unwrap());
        let summary = &read.last().unwrap()["summary"];
        assert_eq!((&summary["kept"], &summary["unreadable"]), (&kept.into(), &1.into()));
    }
}

#[test]
fn a_file_of_something_else_is_left_alone() {
    let folder = filled("foreign", 2, |number| tiny(number).into_bytes());
    for foreign in ["我的笔记\n第二行\n", "{\"a\":1}\n"] {
        let report = folder.file("结果.ndjson", foreign.as_bytes());
        let run = mingsuan(&arguments(&folder.path("文件"), &report));
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains("没有改动"), "{}", run.stderr);
        assert_eq!(std::fs::read_to_string(&report).unwrap(), foreign);
    }
}
