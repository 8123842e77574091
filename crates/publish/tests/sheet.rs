//! The inspection sheet, read back by a library that is not the one that wrote it: every finding is a row, numbers are numbers,
//! nothing is a formula, and earlier results give the same sheet.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::Cursor;
use std::time::Duration;

use calamine::{Data, DataType, Range, Reader, Xlsx};
use mingsuan_model::{Disclosure, Finding, Place, Severity};
use mingsuan_publish::report::sheet::Sheet;
use mingsuan_publish::report::{Docket, Entry, Reading, Results, Summary, json, ndjson};
use mingsuan_rules::{Crossing, Judgement, judge};

fn planted() -> Entry {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/yunshan-2026/planted.docx");
    let document = mingsuan_document::read(&std::fs::read(path).unwrap(), "planted.docx").unwrap();
    let disclosure = mingsuan_import::import(&document, None);
    let judgement = judge(&disclosure);
    entry("全部/planted.docx", disclosure, judgement)
}

fn entry(path: &str, disclosure: Disclosure, judgement: Judgement) -> Entry {
    let reading = Ok(Reading { format: "docx", disclosure, judgement });
    Entry { path: path.to_owned(), sha256: None, reading, elapsed: Duration::ZERO }
}

fn unreadable() -> Entry {
    Entry {
        path: "坏.pdf".to_owned(), sha256: None, reading: Err("文件是空的".to_owned()), elapsed: Duration::ZERO
    }
}

fn crossing(path: &str) -> Crossing {
    let mut finding = Finding::new("Y010", Severity::Warning, Place::default(), "上年数与上年公开的不同");
    finding.waived = Some("已核对（张三）".to_owned());
    Crossing { path: path.to_owned(), finding }
}

fn summary(entries: &[Entry]) -> Summary {
    let mut summary = Summary { tallies: entries.iter().map(Entry::tally).collect(), ..Summary::default() };
    summary.add(vec![crossing("全部/planted.docx"), crossing("豁免.toml")], Vec::new());
    summary
}

fn sheet(entries: &[Entry]) -> Vec<u8> {
    let mut sheet = Sheet::default();
    entries.iter().for_each(|entry| sheet.add(entry));
    sheet.finish(&summary(entries)).unwrap()
}

fn pages(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

fn says(cell: &Data, text: &str) -> bool {
    cell.get_string() == Some(text)
}

/// The rows below the header, each as the cells of these columns.
fn rows(range: &Range<Data>, titles: &[&str]) -> Vec<Vec<Data>> {
    let head: Vec<String> = range.rows().nth(2).unwrap().iter().map(ToString::to_string).collect();
    let at: Vec<usize> = titles.iter().map(|title| head.iter().position(|one| one == title).unwrap()).collect();
    range.rows().skip(3).map(|row| at.iter().map(|at| row[*at].clone()).collect()).collect()
}

#[test]
fn every_finding_is_a_row_with_real_numbers() {
    let entry = planted();
    let findings = entry.reading.as_ref().unwrap().judgement.findings.clone();
    let mut book = pages(sheet(&[entry, unreadable()]));
    assert_eq!(book.sheet_names(), ["检查表", "检查范围", "汇总"]);
    let range = book.worksheet_range("检查表").unwrap();
    let rows =
        rows(&range, &["单位名称", "文件", "位置", "程度", "问题", "应为", "实际", "差额", "金额单位", "规则", "豁免"]);
    // The findings, two between documents, and the file that could not be read.
    assert_eq!(rows.len(), findings.len() + 3);
    for finding in &findings {
        let row =
            rows.iter().find(|row| says(&row[4], &finding.message) && row[9].to_string().starts_with(finding.code));
        assert!(row.is_some(), "{}", finding.message);
    }
    let subtotal = rows.iter().find(|row| row[9].to_string().starts_with("A001")).unwrap();
    assert_eq!(subtotal[0].to_string(), "云山县林业和草原局（318001）");
    assert!(subtotal[2].to_string().contains('《') && subtotal[2].to_string().contains("表5"), "{subtotal:?}");
    assert_eq!(subtotal[5..8], [Data::Float(1700.47), Data::Float(1706.47), Data::Float(6.0)]);
    assert_eq!(subtotal[8].to_string(), "万元");
    let waived = rows.iter().filter(|row| says(&row[10], "已豁免：已核对（张三）")).count();
    assert_eq!(waived, 2);
    let broken = rows.iter().find(|row| says(&row[1], "坏.pdf")).unwrap();
    assert_eq!((broken[3].to_string(), broken[4].to_string()), ("无法读取".into(), "文件是空的".into()));
}

#[test]
fn what_was_checked_is_told_by_family_and_agency() {
    let entry = planted();
    let judgement = &entry.reading.as_ref().unwrap().judgement;
    let comparisons: usize = judgement.outcomes.iter().map(|outcome| outcome.comparisons).sum();
    let coverage = judgement.coverage.numeric_cells as f64;
    let mut book = pages(sheet(&[entry, unreadable()]));
    let scope = book.worksheet_range("检查范围").unwrap();
    let scope = rows(&scope, &["检查内容", "比较处数", "表中金额"]);
    assert_eq!(scope[0], [Data::String("全部".into()), Data::Float(comparisons as f64), Data::Float(coverage)]);
    assert!(scope.iter().any(|row| says(&row[0], "表内勾稽")));
    assert!(scope.iter().any(|row| row[0].to_string().starts_with("无法读取")));
    let sums = book.worksheet_range("汇总").unwrap();
    let sums = rows(&sums, &["单位名称", "文件数", "无法读取", "已豁免"]);
    assert_eq!(
        sums[0],
        [Data::String("云山县林业和草原局".into()), Data::Float(1.0), Data::Float(0.0), Data::Float(1.0)]
    );
    assert_eq!(sums.last().unwrap()[1..], [Data::Float(2.0), Data::Float(1.0), Data::Float(2.0)]);
}

#[test]
fn nothing_is_a_formula() {
    let hostile = ["=HYPERLINK(\"http://x\",\"y\")", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\u{1}<b>&\"", "\t=1"];
    let mut judgement = Judgement::default();
    for text in hostile {
        let mut finding = Finding::new("A001", Severity::Error, Place::default().with_text(text), text).advise(text);
        (finding.expected, finding.actual, finding.difference) =
            (Some(text.into()), Some(text.into()), Some(text.into()));
        finding.waived = Some(text.to_owned());
        judgement.findings.push(finding);
    }
    let mut disclosure = Disclosure::default();
    disclosure.agency.name = hostile[0].to_owned();
    let bytes = sheet(&[entry(&format!("{}{}", hostile[0], "长".repeat(40_000)), disclosure, judgement)]);
    let mut book = pages(bytes);
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).unwrap();
        assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()), "{name}");
    }
    let range = book.worksheet_range("检查表").unwrap();
    let told = rows(&range, &["问题", "应为"]);
    assert!(told.iter().any(|row| says(&row[0], hostile[0]) && says(&row[1], hostile[0])));
    assert!(told.iter().any(|row| says(&row[0], "<b>&\"")), "control characters are left out");
}

#[test]
fn earlier_results_give_the_same_sheet() {
    let entries = [planted(), unreadable()];
    let summary = summary(&entries);
    let report: Vec<String> = entries.iter().map(json::document).collect();
    let report = format!("{}{}{}", json::head(), report.join(","), json::tail(&summary));
    let mut lines: String = entries.iter().map(|entry| ndjson::document(entry, "x")).collect();
    lines.push_str(&ndjson::summary(&summary));
    let direct = sheet(&entries);
    for text in [report.as_str(), &lines] {
        let results = Results::read(text.as_bytes()).unwrap();
        assert_eq!(results.dockets[1], Docket::of(&entries[1]));
        assert!(Sheet::of_results(results).unwrap() == direct);
    }
    let half = &lines[..lines.find("坏.pdf").unwrap()];
    assert_eq!(Results::read(half.as_bytes()).unwrap().dockets.len(), 1);
    for wrong in
        ["", "[]", "{}", "PK\u{3}\u{4}", "{\"path\":\"a\"}\n", "{\"documents\":[{}],\"together\":{\"findings\":[]}}"]
    {
        assert!(Results::read(wrong.as_bytes()).is_err(), "{wrong}");
    }
}
