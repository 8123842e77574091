//! `new`, `compile` and `publish`: from a document to a workbook, from a workbook to a package, and every refusal.

use std::fs;
use std::path::Path;

use mingsuan_budget::workbook;

use crate::common::{Folder, mingsuan, root};

const BOOK: &str = "examples/yunshan-2026/budget.xlsx";
const CLEAN: &str = "examples/yunshan-2026/clean.docx";

/// The example's workbook with something changed.
fn changed(folder: &Folder, name: &str, change: impl FnOnce(&mut mingsuan_budget::Budget)) -> String {
    let bytes = fs::read(root().join(BOOK)).unwrap();
    let mut budget = workbook::read(&bytes, BOOK).unwrap();
    change(&mut budget);
    let path = folder.path(name);
    fs::write(&path, workbook::write(&budget).unwrap()).unwrap();
    path
}

fn names(folder: &str) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .map(|entries| entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect())
        .unwrap_or_default();
    names.sort();
    names
}

#[test]
fn the_example_is_compiled_and_published() {
    let folder = Folder::new("compile");
    let out = folder.path("公开");
    let formats = "docx,xlsx,html,json,fdp";
    let run = mingsuan(&["compile", BOOK, "--output", &out, "--formats", formats]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let base = "云山县林业和草原局2026年单位预算";
    for ending in ["docx", "xlsx", "html", "json"] {
        assert!(Path::new(&out).join(format!("{base}.{ending}")).is_file(), "{:?}", names(&out));
    }
    assert!(Path::new(&out).join("fdp/datapackage.json").is_file());
    assert!(Path::new(&out).join("内部（不公开）/公开前审查表.xlsx").is_file());
    // What is published is what anybody may check: no finding above a hint, in any format.
    for ending in ["docx", "xlsx", "html"] {
        let path = Path::new(&out).join(format!("{base}.{ending}"));
        let run = mingsuan(&["check", path.to_str().unwrap(), "--format", "json"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!((&report["summary"]["error"], &report["summary"]["warning"]), (&0.into(), &0.into()), "{ending}");
    }
    // A second run replaces the package; a folder with anything else in it is left alone.
    assert_eq!(mingsuan(&["compile", BOOK, "--output", &out, "--formats", "json"]).status, 0);
    assert_eq!(names(&out), ["manifest.json".to_owned(), format!("{base}.json"), "内部（不公开）".to_owned()]);
    fs::write(Path::new(&out).join("我的文件.txt"), "x").unwrap();
    let run = mingsuan(&["compile", BOOK, "--output", &out, "--formats", "json"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("我的文件.txt"), "{}", run.stderr);
    assert!(Path::new(&out).join("我的文件.txt").is_file());
}

#[test]
fn checking_a_workbook_checks_what_is_compiled_from_it() {
    let run = mingsuan(&["check", BOOK, "--format", "json"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(report["documents"][0]["agency"]["name"], "云山县林业和草原局");
    assert_eq!(report["documents"][0]["statements"].as_array().map(Vec::len), Some(11));
}

#[test]
fn an_error_stops_publication_unless_forced() {
    let folder = Folder::new("forced");
    let book = changed(&folder, "错.xlsx", |budget| {
        let cost = budget.projects[2].indicators.iter_mut().find(|indicator| indicator.level2 == "成本指标").unwrap();
        cost.value = "≤965万元".to_owned();
    });
    let out = folder.path("公开");
    let run = mingsuan(&["compile", &book, "--output", &out, "--formats", "json"]);
    assert_eq!(run.status, 1, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("错误[P006]") && run.stdout.contains("表"), "{}", run.stdout);
    assert!(names(&out).is_empty(), "nothing is written");
    let run = mingsuan(&["compile", &book, "--output", &out, "--formats", "json", "--force"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    let manifest = fs::read_to_string(Path::new(&out).join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!((&manifest["rules"]["forced"], &manifest["rules"]["error"]), (&true.into(), &1.into()));
}

#[test]
fn what_is_missing_is_told_all_at_once() {
    let folder = Folder::new("missing");
    let book = changed(&folder, "缺.xlsx", |budget| {
        budget.narrative.reasons.clear();
        budget.prior.insert("basic".to_owned(), mingsuan_model::Amount(100));
        budget.prior.insert("project".to_owned(), mingsuan_model::Amount(100));
    });
    let run = mingsuan(&["compile", &book, "--output", &folder.path("公开")]);
    assert_eq!(run.status, 2, "{}", run.stdout);
    for word in ["基本支出", "项目支出", "主要原因", "文字说明"] {
        assert!(run.stderr.contains(word), "{word}: {}", run.stderr);
    }
    let run = mingsuan(&["compile", CLEAN]);
    assert_eq!(run.status, 2, "a disclosure is no workbook");
    let run = mingsuan(&["compile", BOOK, "--formats", "docx,wps"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("wps"), "{}", run.stderr);
}

#[test]
fn mistakes_of_the_workbook_are_told_by_sheet_and_cell() {
    let folder = Folder::new("mistakes");
    let book = changed(&folder, "错.xlsx", |budget| {
        budget.procurement[0].amount = mingsuan_model::Amount(budget.procurement[0].amount.0 + 1_000_000);
        budget.projects[1].code = budget.projects[0].code.clone();
    });
    let out = folder.path("公开");
    let run = mingsuan(&["compile", &book, "--output", &out]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    for word in ["政府采购!", "项目!", "没有生成任何文件"] {
        assert!(run.stderr.contains(word), "{word}: {}", run.stderr);
    }
    assert!(names(&out).is_empty());
}

#[test]
fn a_document_becomes_a_workbook_and_the_document_again() {
    let folder = Folder::new("new");
    let book = folder.path("还原.xlsx");
    let run = mingsuan(&["new", &book, "--from", CLEAN]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("推断"), "{}", run.stdout);
    assert_eq!(mingsuan(&["new", &book, "--from", CLEAN]).status, 2, "an existing workbook is not overwritten");
    let out = folder.path("公开");
    let run = mingsuan(&["compile", &book, "--output", &out, "--formats", "docx"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let amounts = |path: &str| -> Vec<String> {
        let run = mingsuan(&["facts", path]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let mut reader = csv::Reader::from_reader(run.stdout.as_bytes());
        let head = reader.headers().unwrap().clone();
        let wanted =
            ["year", "side", "measure", "source", "fund", "function", "economic", "kind", "item", "amount_yuan"];
        let columns: Vec<usize> = wanted.iter().map(|name| head.iter().position(|h| h == *name).unwrap()).collect();
        let rows = reader.records().map(|row| {
            let row = row.unwrap();
            columns.iter().map(|column| row[*column].to_owned()).collect::<Vec<_>>().join(" ")
        });
        let mut rows: Vec<String> = rows.filter(|row| !row.ends_with(' ') && !row.ends_with(" 0.00")).collect();
        rows.sort();
        rows
    };
    let again = Path::new(&out).join("云山县林业和草原局2026年单位预算.docx");
    assert_eq!(amounts(CLEAN), amounts(again.to_str().unwrap()));
}

#[test]
fn a_later_year_is_filled_forward_and_last_years_document_is_compared() {
    let folder = Folder::new("forward");
    let book = folder.path("2027.xlsx");
    let run = mingsuan(&["new", &book, "--from", CLEAN, "--year", "2027"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("待填"), "{}", run.stdout);
    assert_eq!(mingsuan(&["new", &folder.path("a.xlsx"), "--from", CLEAN, "--year", "2025"]).status, 2);
    assert_eq!(mingsuan(&["new", &folder.path("b.xlsx"), "--year", "2027"]).status, 0);
    let run = mingsuan(&["compile", &folder.path("b.xlsx")]);
    assert_eq!(run.status, 2, "a blank workbook has everything still to be filled in");
    let run = mingsuan(&["compile", BOOK, "--prior", CLEAN, "--output", &folder.path("公开")]);
    assert_eq!(run.status, 2, "a document of the same year is not last year's");
    assert!(run.stderr.contains("2026"), "{}", run.stderr);
}

#[test]
fn a_document_is_published_again_without_its_traces() {
    let folder = Folder::new("publish");
    let out = folder.path("公开");
    let run = mingsuan(&["publish", CLEAN, "--output", &out, "--formats", "html,xlsx"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let path = Path::new(&out).join("云山县林业和草原局2026年单位预算.html");
    let run = mingsuan(&["check", path.to_str().unwrap()]);
    assert_eq!(run.status, 0, "{}", run.stdout);
    assert_eq!(mingsuan(&["publish", "没有这个文件.docx"]).status, 2);
}
