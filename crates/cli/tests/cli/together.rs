//! Documents of one run compared with each other, and what is said of the run itself.

use serde_json::Value;

use crate::bulk::lines;
use crate::common::{Folder, mingsuan};
use crate::report::{fits, json};

/// The official costs of a year beside those of the year before, as a CSV that stands for a whole document.
fn official_costs(year: u16, before: &str, now: &str) -> String {
    let last = year - 1;
    format!(
        "云山县档案馆{year}年单位预算公开\n\n单位预算财政拨款“三公”经费支出表\n\t501002云山县档案馆\n\t预算年度：{year}\n\t单位：万元\n\n\t\
         项目\n\t{last}年预算数\n\t{year}年预算数\n\n\t“三公”经费合计\n\t{before}\n\t{now}\n\n\t公务接待费\n\t{before}\n\t{now}\n"
    )
}

fn two_years(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.file("文件/2025.txt", official_costs(2025, "9.00", "16.00").as_bytes());
    folder.file("文件/2026.txt", official_costs(2026, "15.00", "14.00").as_bytes());
    folder
}

#[test]
fn last_years_figures_are_held_against_last_years_document() {
    let folder = two_years("years");
    let files = folder.path("文件");
    let report = json(&["check", &files, "--select", "Y010", "--format", "json"]);
    let schema = json(&["schema"]);
    fits(&schema, &report, &schema, "report");
    let findings = report["together"]["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 2, "{findings:?}");
    let first = &findings[0];
    assert_eq!(
        (&first["code"], &first["expected"], &first["actual"]),
        (&"Y010".into(), &"16.00".into(), &"15.00".into())
    );
    assert!(first["path"].as_str().unwrap().ends_with("2026.txt") && first["place"]["row"].is_u64(), "{first}");
    let related = &first["related"][0];
    assert!(related["path"].as_str().unwrap().ends_with("2025.txt") && related["place"]["row"].is_u64(), "{related}");
    assert_eq!(report["together"]["rules"][0]["outcome"], "fail");
    assert_eq!((&report["summary"]["warning"], &report["summary"]["rules"][0]["code"]), (&2.into(), &"Y010".into()));

    let text = mingsuan(&["check", &files, "--select", "Y010"]).stdout;
    assert!(text.contains("警告[Y010]") && text.contains("2025.txt:"), "{text}");
    let alone = json(&["check", &folder.path("文件/2026.txt"), "--format", "json"]);
    assert_eq!(alone["together"], serde_json::json!({"findings": [], "rules": []}));
}

#[test]
fn what_is_taken_over_is_compared_too() {
    let folder = two_years("resumed");
    let (files, output) = (folder.path("文件"), folder.path("结果.ndjson"));
    let run = || {
        let run = mingsuan(&["check", &files, "--format", "ndjson", "--output", &output, "--resume"]);
        assert!(run.status < 2, "{}", run.stderr);
        lines(&std::fs::read_to_string(&output).unwrap()).pop().unwrap()
    };
    let (first, second) = (run(), run());
    assert_eq!(second["summary"]["kept"], 2);
    assert!(!first["together"]["findings"].as_array().unwrap().is_empty());
    assert_eq!(first["together"], second["together"]);
    for field in ["error", "warning", "info"] {
        assert_eq!(first["summary"][field], second["summary"][field]);
    }
}

#[test]
fn findings_between_documents_are_waived_like_others() {
    let folder = two_years("waived");
    let waivers = "[[waiver]]\ncode = \"Y010\"\nreason = \"口径调整\"\nby = \"张三\"\nagency = \"501002\"\n";
    let waivers = folder.file("豁免.toml", waivers.as_bytes());
    let files = folder.path("文件");
    let report = json(&["check", &files, "--select", "Y010,E", "--waivers", &waivers, "--format", "json"]);
    let findings = report["together"]["findings"].as_array().unwrap();
    assert!(
        findings.len() == 2 && findings.iter().all(|finding| finding["waived"] == "口径调整（张三）"),
        "{findings:?}"
    );
    assert_eq!((&report["summary"]["warning"], &report["summary"]["waived"]), (&0.into(), &2.into()));
}

#[test]
fn waivers_that_are_over_or_cover_nothing_are_findings() {
    let folder = two_years("stale");
    let text = "[[waiver]]\ncode = \"Y010\"\nreason = \"a\"\nby = \"张三\"\nuntil = 2020-01-01\n\n\
                # 没有用到\n[[waiver]]\ncode = \"A001\"\nreason = \"b\"\nby = \"李四\"\n\n\
                [[waiver]]\ncode = \"A001\"\nreason = \"c\"\nby = \"李四\"\nagency = \"别的单位\"\n";
    let waivers = folder.file("豁免.toml", text.as_bytes());
    let files = folder.path("文件");
    let check = |more: &[&str]| {
        let report = json(&[&["check", &files, "--waivers", &waivers, "--format", "json"], more].concat());
        let findings = report["together"]["findings"].as_array().unwrap().clone();
        findings
            .into_iter()
            .filter(|finding| finding["code"].as_str().unwrap().starts_with('E'))
            .collect::<Vec<Value>>()
    };
    let found = check(&[]);
    let told: Vec<_> =
        found.iter().map(|f| (f["code"].as_str().unwrap(), f["place"]["line"].as_u64().unwrap())).collect();
    assert_eq!(told, [("E002", 1), ("E001", 8)]);
    assert!(found.iter().all(|finding| finding["path"].as_str() == Some(waivers.as_str())));
    assert_eq!(check(&["--ignore", "E"]).len(), 0);
    // A rule that is not looked at cannot find anything to waive.
    assert_eq!(check(&["--select", "Y010,E"]).len(), 1);
}
