//! SARIF: what the standard requires of a log, checked on a run with findings, waivers, two years and a bad file.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::common::{Folder, mingsuan};

const PLANTED: &str = "examples/yunshan-2026/planted.txt";

fn log(arguments: &[&str]) -> Value {
    let run = mingsuan(&[&["check"], arguments, &["--format", "sarif"]].concat());
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}", run.stdout))
}

fn text(value: &Value) -> &str {
    value.as_str().filter(|text| !text.trim().is_empty()).unwrap_or_else(|| panic!("no text: {value}"))
}

/// What the standard requires of a location, and what we promise of ours.
fn location(value: &Value) {
    let uri = text(&value["physicalLocation"]["artifactLocation"]["uri"]);
    assert!(uri.bytes().all(|byte| byte.is_ascii_graphic()), "{uri}");
    let region = &value["physicalLocation"]["region"];
    assert!(region.is_null() || region["startLine"].as_u64().unwrap() > 0);
    text(&value["logicalLocations"][0]["fullyQualifiedName"]);
}

/// What the standard requires of a log.
fn check(log: &Value) -> &Vec<Value> {
    assert_eq!(log["version"], "2.1.0");
    assert!(text(&log["$schema"]).contains("sarif-schema-2.1.0"));
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "mingsuan");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let mut ids = BTreeSet::new();
    for rule in rules {
        assert!(ids.insert(text(&rule["id"])));
        for field in ["shortDescription", "fullDescription", "help"] {
            text(&rule[field]["text"]);
        }
        assert!(["error", "warning", "note"].contains(&text(&rule["defaultConfiguration"]["level"])));
    }
    let results = run["results"].as_array().unwrap();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&text(&result["level"])));
        text(&result["message"]["text"]);
        assert_eq!(text(&result["partialFingerprints"]["mingsuan/v1"]).len(), 32);
        let locations = result["locations"].as_array().unwrap();
        assert_eq!(locations.len(), 1);
        locations.iter().chain(result["relatedLocations"].as_array().unwrap()).for_each(location);
    }
    assert!(run["invocations"][0]["executionSuccessful"].is_boolean());
    results
}

#[test]
fn a_log_has_what_the_standard_requires() {
    let whole = log(&["examples/yunshan-2026", "没有.docx"]);
    let results = check(&whole);
    assert!(results.iter().any(|result| result["ruleId"] == "A001" && result["level"] == "error"));
    let invocation = &whole["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert!(text(&invocation["toolExecutionNotifications"][0]["message"]["text"]).contains("找不到"));

    let empty = log(&["examples/yunshan-2026/clean.txt", "--select", "A001"]);
    assert!(check(&empty).is_empty());
    assert_eq!(empty["runs"][0]["invocations"][0]["executionSuccessful"], true);
}

#[test]
fn results_are_those_of_the_other_reports() {
    let json = mingsuan(&["check", PLANTED, "--format", "json"]).stdout;
    let report: Value = serde_json::from_str(&json).unwrap();
    let codes = |findings: &Vec<Value>, field: &str| -> Vec<String> {
        findings.iter().map(|finding| finding[field].as_str().unwrap().to_owned()).collect()
    };
    let log = log(&[PLANTED]);
    assert_eq!(codes(check(&log), "ruleId"), codes(report["documents"][0]["findings"].as_array().unwrap(), "code"));
}

#[test]
fn waived_findings_are_suppressed_and_what_stands_between_documents_is_there() {
    let folder = Folder::new("sarif");
    let waivers =
        folder.file("豁免.toml", "[[waiver]]\ncode = \"A001\"\nreason = \"已核对\"\nby = \"张三\"\n".as_bytes());
    let log = log(&[PLANTED, "examples/yunshan-2026/clean.txt", "--waivers", &waivers]);
    let results = check(&log);
    let waived: Vec<_> = results.iter().filter(|result| result["ruleId"] == "A001").collect();
    assert!(!waived.is_empty());
    for result in waived {
        assert_eq!(result["suppressions"][0]["kind"], "external");
        assert!(text(&result["suppressions"][0]["justification"]).contains("张三"));
    }
    // Of the two copies of one budget one has wrong amounts.
    let copies = results.iter().find(|result| result["ruleId"] == "X012").unwrap();
    let places: Vec<_> = copies["relatedLocations"].as_array().unwrap().iter().collect();
    assert!(places.iter().any(|p| p["physicalLocation"]["artifactLocation"]["uri"]
        != copies["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]));
}
