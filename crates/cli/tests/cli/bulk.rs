//! Folders of many files: bad ones among them, flat memory, and an orderly end in the middle.
//! What a second run takes over from a first is tested in `resume.rs`.

use std::collections::BTreeSet;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::common::{Folder, command, example, mingsuan};
use crate::report::{fits, json};

/// A text of a few amounts, another for each number; judged in a moment.
pub(crate) fn tiny(number: usize) -> String {
    let agency = ["云山县林业和草原局", "云山县水利局", "云山县档案馆"][number % 3];
    format!("{agency}2026年单位预算公开\n\n2026年单位收入总计{number}.00万元，支出总计{number}.00万元。\n")
}

/// A whole disclosure with mistakes, another for each number.
pub(crate) fn large(number: usize) -> Vec<u8> {
    let mut bytes = example("planted.txt");
    bytes.extend_from_slice(format!("\n第{number}份\n").as_bytes());
    bytes
}

/// A folder `文件` of so many files.
pub(crate) fn filled(name: &str, count: usize, content: impl Fn(usize) -> Vec<u8>) -> Folder {
    let folder = Folder::new(name);
    for number in 0..count {
        folder.file(&format!("文件/{:02}/{number:04}.txt", number / 50), &content(number));
    }
    folder
}

/// The lines of an ndjson report.
pub(crate) fn lines(text: &str) -> Vec<Value> {
    assert!(text.ends_with('\n'), "the last line is not whole");
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Starts the program, silent.
pub(crate) fn start(arguments: &[&str]) -> Child {
    command(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Waits until something is so; the run must not be over before.
pub(crate) fn wait_until(child: &mut Child, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(child.try_wait().unwrap().is_none(), "over before it could be disturbed");
        assert!(begun.elapsed() < Duration::from_secs(60));
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn every_line_is_a_document_and_the_last_the_summary() {
    let folder = filled("lines", 60, |number| tiny(number).into_bytes());
    let files = folder.path("文件");
    let run = mingsuan(&["check", &files, "--format", "ndjson"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let mut read = lines(&run.stdout);
    let last = read.pop().unwrap();
    let schema = json(&["schema"]);
    fits(&schema["properties"]["summary"], &last["summary"], &schema, "summary");
    assert_eq!((&last["schema"], &last["summary"]["documents"]), (&Value::from("mingsuan.report/1"), &Value::from(60)));

    let whole = json(&["check", &files, "--format", "json"]);
    let timeless = |document: &Value| {
        let mut document = document.clone();
        document["elapsed_ms"] = Value::Null;
        document.to_string()
    };
    let expected: BTreeSet<String> = whole["documents"].as_array().unwrap().iter().map(timeless).collect();
    let mut told = BTreeSet::new();
    for mut line in read {
        assert!(line.as_object_mut().unwrap().remove("imprint").unwrap()["figures"].is_array());
        let judged_with = line.as_object_mut().unwrap().remove("judged_with").unwrap();
        assert!(judged_with.as_str().unwrap().starts_with(env!("CARGO_PKG_VERSION")));
        fits(&schema["$defs"]["document"], &line, &schema, "line");
        told.insert(timeless(&line));
    }
    assert_eq!(told, expected);
    let paths: Vec<&str> =
        whole["documents"].as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap()).collect();
    assert!(paths.is_sorted(), "the object keeps the order of the inputs");
}

#[test]
fn a_summary_counts_by_agency_rule_and_severity() {
    let folder = filled("sums", 6, |number| tiny(number).into_bytes());
    folder.file("文件/错.txt", &large(0));
    folder.file("文件/又错.txt", &large(0));
    let report = json(&["check", &folder.path("文件"), "--format", "json"]);
    let (summary, documents) = (&report["summary"], report["documents"].as_array().unwrap());
    let findings = |severity: &str| {
        let of = |one: &Value| one["findings"].as_array().unwrap().iter().filter(|f| f["severity"] == severity).count();
        documents.iter().map(of).sum::<usize>()
    };
    for (row, severity) in summary["severities"].as_array().unwrap().iter().zip(["error", "warning", "info"]) {
        assert_eq!((&row["severity"], &row["findings"]), (&Value::from(severity), &Value::from(findings(severity))));
        assert_eq!(summary[severity], row["findings"]);
        assert_eq!(row["documents"], 2);
    }
    let sum = |rows: &Value, field: &str| -> u64 {
        rows.as_array().unwrap().iter().map(|row| row[field].as_u64().unwrap()).sum()
    };
    for rows in [&summary["rules"], &summary["agencies"]] {
        assert_eq!(summary["error"], sum(rows, "error"));
    }
    assert_eq!(sum(&summary["agencies"], "documents"), 8);
    assert_eq!(summary["agencies"][0]["name"], "云山县林业和草原局");
    assert_eq!(summary["agencies"][0]["documents"], 4);
    let twice: Vec<&str> =
        summary["duplicates"][0]["paths"].as_array().unwrap().iter().map(|path| path.as_str().unwrap()).collect();
    assert!(twice.len() == 2 && twice.iter().all(|path| path.ends_with("错.txt")), "{twice:?}");

    let text = mingsuan(&["check", &folder.path("文件")]).stdout;
    for part in ["━━ 汇总", "── 按严重程度", "── 按规则", "── 按单位", "── 内容完全相同的文件", "云山县水利局"]
    {
        assert!(text.contains(part), "{part}");
    }
}

#[cfg(unix)]
#[test]
fn bad_files_become_lines_of_the_summary() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = filled("bad", 200, |number| tiny(number).into_bytes());
    let in_folder = |name: &[u8]| std::path::Path::new(&folder.path("文件")).join(OsStr::from_bytes(name));
    folder.file("文件/空.docx", b"");
    folder.file("文件/图.pdf", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    folder.file("文件/半.pdf", b"%PDF-1.7\n1 0 obj <<");
    folder.file("文件/信.txt", "您好，见附件。".as_bytes());
    folder.file("文件/名为文档的文件夹.pdf/里面.txt", tiny(1000).as_bytes());
    folder.file("文件/~$空.docx", b"lock");
    folder.file("文件/.隐藏/a.txt", b"hidden");
    std::fs::create_dir(folder.path("文件/空文件夹")).unwrap();
    std::os::unix::fs::symlink(folder.path("没有这个文件.pdf"), folder.path("文件/断.pdf")).unwrap();
    std::os::unix::fs::symlink(folder.path("文件"), folder.path("文件/圈")).unwrap();
    for (name, number) in [(&b"\xD4\xC6\xC4\xCF.txt"[..], 1001), (&b"\xB8\xA3.txt"[..], 1002)] {
        std::fs::write(in_folder(name), tiny(number)).unwrap();
    }
    let run = mingsuan(&["check", &folder.path("文件"), "--format", "ndjson"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    let read = lines(&run.stdout);
    let (summary, documents) = read.split_last().unwrap();
    let bad: BTreeSet<&str> = documents.iter().filter(|line| !line["unreadable"].is_null()).map(name_of).collect();
    assert_eq!(bad, BTreeSet::from(["信.txt", "半.pdf", "图.pdf", "断.pdf", "空.docx"]));
    assert_eq!((&summary["summary"]["documents"], &summary["summary"]["unreadable"]), (&208.into(), &5.into()));
    for name in ["里面.txt", r"\xD4\xC6\xC4\xCF.txt", r"\xB8\xA3.txt"] {
        assert!(documents.iter().any(|line| name_of(line) == name), "{name}");
    }
    assert_eq!(run.stderr.matches("无法读取:").count(), 5, "{}", run.stderr);
    let text = mingsuan(&["check", &folder.path("文件")]).stdout;
    assert!(text.contains("其中 5 份无法读取") && text.contains("文件是空的"), "{text}");
}

fn name_of(line: &Value) -> &str {
    line["path"].as_str().unwrap().rsplit('/').next().unwrap()
}

/// The most memory that a run has ever held, in bytes; the second number is what of it was no part of a file when looked at.
#[cfg(target_os = "linux")]
fn peak_of(arguments: &[&str]) -> [u64; 2] {
    let mut child = start(arguments);
    let status = format!("/proc/{}/status", child.id());
    let mut peaks = [0; 2];
    while child.try_wait().unwrap().is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        for (peak, name) in peaks.iter_mut().zip(["VmHWM:", "RssAnon:"]) {
            let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
            *peak = u64::max(*peak, line.trim().trim_end_matches(" kB").parse().unwrap_or(0) << 10);
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    peaks
}

#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_number_of_files() {
    const ALLOWED: u64 = 8 << 20;
    let folder = filled("memory", 400, large);
    let report = folder.path("report.json");
    let few = peak_of(&["check", &folder.path("文件/00"), "--format", "json", "--output", &report]);
    let many = peak_of(&["check", &folder.path("文件"), "--format", "json", "--output", &report]);
    let size = std::fs::metadata(&report).unwrap().len();
    assert!(size > 2 * ALLOWED, "the report ({size} bytes) is too small to be noticed");
    assert!(few[0] > 0 && many[0] < few[0] + ALLOWED, "{few:?} bytes for 50 files, {many:?} for 400");
}

/// Breaks a run over many files off after its first results.
#[cfg(unix)]
fn interrupted(folder: &Folder, format: &str, signal: &str) -> String {
    let report = folder.path(&format!("report.{format}"));
    let mut child = start(&["check", &folder.path("文件"), "--format", format, "--output", &report, "--jobs", "1"]);
    let beside = folder.path(&format!(".report.{format}.{}.tmp", child.id()));
    let has_begun = || [&report, &beside].iter().any(|path| std::fs::metadata(path).is_ok_and(|file| file.len() > 0));
    wait_until(&mut child, has_begun);
    let begun = Instant::now();
    assert!(std::process::Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(130), "{format}");
    assert!(begun.elapsed() < Duration::from_secs(10), "{format}: {:?}", begun.elapsed());
    assert!(!std::path::Path::new(&beside).exists(), "{format}: something is left");
    std::fs::read_to_string(&report).unwrap()
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_a_report_that_says_so() {
    const COUNT: usize = 300;
    let folder = filled("interrupt", COUNT, large);
    let check = |summary: &Value, documents: usize| {
        assert_eq!(summary["partial"], true);
        assert_eq!(summary["documents"], documents);
        assert_eq!(summary["remaining"], COUNT - documents);
        assert!(documents > 0 && documents < COUNT, "{documents}");
    };
    let whole: Value = serde_json::from_str(&interrupted(&folder, "json", "-INT")).unwrap();
    check(&whole["summary"], whole["documents"].as_array().unwrap().len());
    let read = lines(&interrupted(&folder, "ndjson", "-TERM"));
    check(&read.last().unwrap()["summary"], read.len() - 1);
    let text = interrupted(&folder, "text", "-INT");
    assert!(text.contains("报告不完整") && text.contains("━━ 汇总"), "{text}");
}
