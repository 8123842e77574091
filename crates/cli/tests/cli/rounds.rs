//! What the inspector hands back: the sheet, the letters, and the round in which mended documents are held against what was found.

use serde_json::Value;

use crate::common::{Folder, example, mingsuan, root};
use crate::report::{fits, json};

const PLANTED: &str = "examples/yunshan-2026/planted.txt";

/// The planted example with its subtotal mended, and everything some lines further down.
fn mended() -> String {
    let text = String::from_utf8(example("planted.txt")).unwrap();
    assert!(text.contains("1706.47"), "the planted subtotal");
    format!("\n\n\n\n\n{}", text.replace("1706.47", "1700.47"))
}

fn counts(value: &Value) -> [u64; 4] {
    ["closed", "remaining", "new", "unconfirmed"].map(|name| value[name].as_u64().unwrap())
}

#[test]
fn the_same_document_again_has_mended_nothing() {
    let folder = Folder::new("round-same");
    let before = folder.path("上次.json");
    mingsuan(&["check", PLANTED, "--format", "json", "--output", &before]);
    let report = json(&["check", PLANTED, "--against", &before, "--format", "json"]);
    let schema = json(&["schema"]);
    fits(&schema, &report, &schema, "report");
    let document = &report["documents"][0];
    let findings = document["findings"].as_array().unwrap();
    assert!(findings.iter().all(|finding| finding["round"] == "remaining"), "{findings:?}");
    assert_eq!(counts(&report["summary"]["against"]), [0, findings.len() as u64, 0, 0]);
    assert_eq!(document["against"]["path"], PLANTED);
}

#[test]
fn a_round_tells_what_is_mended_and_what_is_not() {
    let folder = Folder::new("round");
    let earlier = folder.path("上次.ndjson");
    mingsuan(&["check", PLANTED, "--format", "ndjson", "--output", &earlier]);
    let now = folder.file("整改后/新文件.txt", mended().as_bytes());
    let report = json(&["check", &now, "--against", &earlier, "--format", "json"]);
    let schema = json(&["schema"]);
    fits(&schema, &report, &schema, "report");
    let against = &report["documents"][0]["against"];
    let closed: Vec<&str> =
        against["closed"].as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect();
    assert_eq!(closed, ["A001"]);
    let before = json(&["check", PLANTED, "--format", "json"]);
    let asked = before["documents"][0]["findings"].as_array().unwrap().len() as u64;
    assert_eq!(counts(&report["summary"]["against"]), [1, asked - 1, 0, 0], "lines that moved change nothing");
    let text = mingsuan(&["check", &now, "--against", &earlier]).stdout;
    assert!(text.contains("已整改 [A001]") && text.contains("新增 0"), "{text}");
    for format in ["html", "docx"] {
        let path = folder.path(&format!("整改情况.{format}"));
        mingsuan(&["check", &now, "--against", &earlier, "--format", format, "--output", &path]);
        let document = mingsuan_document::read(&std::fs::read(&path).unwrap(), &path).unwrap();
        let tables = document.blocks.iter().filter_map(|block| match block {
            mingsuan_document::Block::Table(table) => Some(table),
            mingsuan_document::Block::Paragraph(_) => None,
        });
        let rows = tables.flat_map(|table| table.cells().iter().map(|cell| cell.text.trim().to_owned()));
        let cells: Vec<String> = rows.collect();
        let at =
            cells.iter().position(|cell| cell.starts_with("已整改")).unwrap_or_else(|| panic!("{format}: {cells:?}"));
        assert_eq!(cells[at + 5], "1", "{format}: {cells:?}");
        assert!(cells[at + 4].contains("对照上次的"), "{format}");
    }
}

#[test]
fn a_rule_that_did_not_look_has_closed_nothing() {
    let folder = Folder::new("round-select");
    let before = folder.path("上次.json");
    mingsuan(&["check", PLANTED, "--format", "json", "--output", &before]);
    let clean = "examples/yunshan-2026/clean.txt";
    let all = json(&["check", clean, "--against", &before, "--format", "json"]);
    let some = json(&["check", clean, "--against", &before, "--select", "A", "--format", "json"]);
    let [closed, remaining, _, unconfirmed] = counts(&all["summary"]["against"]);
    let [fewer, _, _, more] = counts(&some["summary"]["against"]);
    assert!(closed > fewer && fewer > 0 && more > unconfirmed, "{closed} {fewer} {more} {unconfirmed}");
    assert_eq!(remaining, 0);
    let missing = json(&["check", "没有.txt", "--against", &before, "--format", "json"]);
    assert_eq!(missing["summary"]["against"]["missing"], serde_json::json!([PLANTED]));
}

#[test]
fn the_round_in_words() {
    let folder = Folder::new("round-text");
    let before = folder.path("上次.json");
    mingsuan(&["check", PLANTED, "--select", "A,G", "--format", "json", "--output", &before]);
    let run = mingsuan(&["check", "examples/yunshan-2026/clean.txt", PLANTED, "--select", "A", "--against", &before]);
    let from = run.stdout.find("── 整改情况").unwrap();
    let first: String = run.stdout[from..].lines().take(9).collect::<Vec<_>>().join("\n");
    let last = &run.stdout[run.stdout.rfind("── 整改情况").unwrap()..];
    insta::assert_snapshot!("round", format!("{first}\n…\n{last}"));
}

#[test]
fn what_is_no_result_is_refused() {
    let folder = Folder::new("round-refused");
    let wrong = folder.file("错.json", b"{\"a\": 1}");
    for arguments in [&["check", PLANTED, "--against", &wrong][..], &["notice", &wrong, "--output", &folder.path("x")]]
    {
        let run = mingsuan(arguments);
        assert_eq!(run.status, 2, "{arguments:?}");
        assert!(run.stderr.contains("重新检查"), "{}", run.stderr);
    }
    let run = mingsuan(&["check", PLANTED, "--against", &folder.path("没有.json")]);
    assert!(run.status == 2 && run.stderr.contains("没有.json"), "{}", run.stderr);
    for more in [&["--format", "sarif"][..], &["--format", "ndjson", "--output", &folder.path("a"), "--resume"]] {
        let run = mingsuan(&[&["check", PLANTED, "--against", &wrong], more].concat());
        assert!(run.status == 2 && run.stderr.contains("--against"), "{}", run.stderr);
    }
}

#[test]
fn the_sheet_goes_into_a_file() {
    let folder = Folder::new("sheet");
    let run = mingsuan(&["check", PLANTED, "--format", "xlsx"]);
    assert!(run.status == 2 && run.stderr.contains("--output") && run.stdout.is_empty(), "{}", run.stderr);
    let (before, path) = (folder.path("上次.json"), folder.path("检查表.xlsx"));
    mingsuan(&["check", PLANTED, "--format", "json", "--output", &before]);
    let run =
        mingsuan(&["check", "examples/yunshan-2026", "--against", &before, "--format", "xlsx", "--output", &path]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    let document = mingsuan_document::read(&std::fs::read(&path).unwrap(), "检查表.xlsx").unwrap();
    let text = format!("{document:?}");
    for part in ["公开情况检查表", "检查范围", "按单位汇总", "整改情况", "未整改", "已整改"] {
        assert!(text.contains(part), "{part}");
    }
}

#[test]
fn every_agency_gets_its_letter() {
    let folder = Folder::new("notice");
    let (result, output) = (folder.path("结果.json"), folder.path("通知"));
    mingsuan(&["check", PLANTED, "--format", "json", "--output", &result]);
    let run = mingsuan(&["notice", &result, "--output", &output, "--by", "云山县财政局", "--deadline", "2026-12-31"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let name = "整改通知书-云山县林业和草原局（318001）.docx";
    assert!(run.stdout.contains(name), "{}", run.stdout);
    let letter = std::fs::read(std::path::Path::new(&output).join(name)).unwrap();
    let read = mingsuan_document::read(&letter, name).unwrap();
    let text = format!("{read:?}");
    for part in
        ["云山县林业和草原局：", "云山县财政局", "2026年12月31日", "整改回执", "1700.47万元", "责任人", "planted.txt"]
    {
        assert!(text.contains(part), "{part}");
    }
    // From documents the same letter, and the folder is not overwritten.
    let again = folder.path("再次");
    assert_eq!(
        mingsuan(&["notice", PLANTED, "--output", &again, "--by", "云山县财政局", "--deadline", "2026-12-31"]).status,
        0
    );
    assert!(std::fs::read(std::path::Path::new(&again).join(name)).unwrap() == letter);
    assert_eq!(mingsuan(&["notice", PLANTED, "--output", &output]).status, 2);
    let run = mingsuan(&["notice", "examples/yunshan-2026/clean.txt", "--output", &folder.path("无")]);
    assert!(run.status == 0 && run.stderr.contains("没有需要整改的问题"), "{}", run.stderr);
    let run = mingsuan(&["notice", PLANTED, "--output", &folder.path("日期"), "--deadline", "年底"]);
    assert!(run.status == 2 && run.stderr.contains("--deadline"), "{}", run.stderr);
    assert!(root().join("templates/notice/notice.toml").is_file());
}
