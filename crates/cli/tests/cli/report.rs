//! The report as JSON keeps what the public contract says, and its schema tells the same.

use serde_json::Value;

use crate::common::mingsuan;

pub(crate) fn json(arguments: &[&str]) -> Value {
    let run = mingsuan(arguments);
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {}", run.stderr))
}

/// Follows the words of JSON schema that ours uses; says where it does not fit.
pub(crate) fn fits(schema: &Value, value: &Value, whole: &Value, at: &str) {
    if let Some(name) = schema["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")) {
        return fits(&whole["$defs"][name], value, whole, at);
    }
    if let Some(any) = schema["anyOf"].as_array() {
        let null = any.iter().any(|one| one["type"] == "null");
        if !(null && value.is_null()) {
            fits(&any[0], value, whole, at);
        }
        return;
    }
    assert!(schema.get("const").is_none_or(|only| only == value), "{at}: {value}");
    assert!(schema["enum"].as_array().is_none_or(|all| all.contains(value)), "{at}: {value}");
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_u64() || number.is_i64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let is_kind = |wanted: &Value| wanted == kind || (wanted == "number" && kind == "integer");
    let wanted = &schema["type"];
    assert!(
        wanted.is_null() || is_kind(wanted) || wanted.as_array().is_some_and(|all| all.iter().any(is_kind)),
        "{at}: {value}"
    );
    if let Some(number) = value.as_i64() {
        assert!(schema["minimum"].as_i64().is_none_or(|least| number >= least), "{at}: {number}");
    }
    for (ordinal, item) in value.as_array().into_iter().flatten().enumerate() {
        fits(&schema["items"], item, whole, &format!("{at}[{ordinal}]"));
    }
    if let (Some(object), Some(properties)) = (value.as_object(), schema["properties"].as_object()) {
        for name in schema["required"].as_array().into_iter().flatten() {
            assert!(object.contains_key(name.as_str().unwrap()), "{at} lacks {name}");
        }
        for (name, field) in object {
            let known = properties.get(name).unwrap_or_else(|| panic!("{at}.{name} is not in the schema"));
            fits(known, field, whole, &format!("{at}.{name}"));
        }
    }
}

#[test]
fn reports_fit_their_schema() {
    let schema = json(&["schema"]);
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let report = json(&["check", "examples/yunshan-2026", "没有.docx", "--format", "json"]);
    fits(&schema, &report, &schema, "report");
    assert_eq!(report["summary"]["documents"], 6);
    assert_eq!(report["summary"]["unreadable"], 1);
}

#[test]
fn the_committed_schema_is_the_programs() {
    let path = crate::common::root().join("docs/schema/report.schema.json");
    let committed = std::fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    assert_eq!(committed, mingsuan(&["schema"]).stdout, "run `cargo xtask generate`");
}

#[test]
fn the_clean_example_is_clean_and_the_planted_one_is_not() {
    for format in ["txt", "docx"] {
        let clean = json(&["check", &format!("examples/yunshan-2026/clean.{format}"), "--format", "json"]);
        let document = &clean["documents"][0];
        assert_eq!(clean["summary"]["error"], 0, "{format}");
        assert_eq!(clean["summary"]["warning"], 0, "{format}");
        assert_eq!(document["format"], format);
        assert_eq!(document["kind"], "budget");
        assert_eq!(document["year"], 2026);
        assert_eq!(document["agency"]["name"], "云山县林业和草原局");
        assert!(document["coverage"]["verified_cells"].as_u64().unwrap() > 250);

        let planted = json(&["check", &format!("examples/yunshan-2026/planted.{format}"), "--format", "json"]);
        let findings = planted["documents"][0]["findings"].as_array().unwrap();
        let subtotal = findings.iter().find(|finding| finding["code"] == "A001").unwrap();
        assert_eq!(subtotal["name"], "subtotal-mismatch");
        assert_eq!(subtotal["severity"], "error");
        assert_eq!(subtotal["expected"], "1700.47");
        assert_eq!(subtotal["actual"], "1706.47");
        assert_eq!(subtotal["suggested"], "1700.47");
        assert_eq!(subtotal["suspect"], true);
        assert_eq!(subtotal["scale"], "万元");
        assert_eq!(subtotal["place"]["table"], 5);
        assert_eq!(subtotal["place"]["column"], 4);
        assert!(!subtotal["related"].as_array().unwrap().is_empty());
        assert!(findings.iter().any(|finding| !finding["suspects"].as_array().unwrap().is_empty()));
    }
}

#[test]
fn every_finding_is_told_in_english_too() {
    let report = json(&["check", "examples/yunshan-2026", "--format", "json"]);
    let documents = report["documents"].as_array().unwrap().iter();
    let findings: Vec<&Value> = documents.flat_map(|document| document["findings"].as_array().unwrap()).collect();
    assert!(findings.len() > 20);
    for finding in findings.into_iter().chain(report["together"]["findings"].as_array().unwrap()) {
        assert!(!finding["message_en"].as_str().unwrap().is_empty(), "{finding}");
        assert!(finding["advice_en"].as_str().unwrap().is_ascii(), "{finding}");
    }
    let text = mingsuan(&["check", "examples/yunshan-2026/planted.txt", "--lang", "en"]).stdout;
    assert!(text.contains("Sum of items differs from the subtotal") && !text.contains("建议"), "{text}");
}

#[test]
fn the_catalogue_lists_every_rule() {
    let catalogue = json(&["rules", "--format", "json"]);
    let rules = catalogue["rules"].as_array().unwrap();
    assert!(rules.len() > 40);
    for rule in rules {
        for field in [
            "code",
            "name",
            "title",
            "title_en",
            "advice_en",
            "family",
            "family_code",
            "family_en",
            "severity",
            "since",
        ] {
            assert!(rule[field].is_string(), "{rule}");
        }
        assert!(rule["code"].as_str().unwrap().starts_with(rule["family_code"].as_str().unwrap()), "{rule}");
        assert!(rule["basis"].as_array().is_some_and(|basis| !basis.is_empty()), "{rule}");
        assert!(rule["years"].is_null() || rule["years"]["from"].is_u64() || rule["years"]["until"].is_u64(), "{rule}");
        assert!(rule["regions"].is_null() || rule["regions"].is_array(), "{rule}");
    }
    let catalogue_codes = rules.iter().find(|rule| rule["name"] == "unknown-procurement-code").unwrap();
    assert_eq!(catalogue_codes["years"], serde_json::json!({"from": 2023, "until": null}));
}
