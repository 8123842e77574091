//! The report as SARIF 2.1.0 (OASIS), for tools that collect findings of many checkers: one log with one run. Written piece
//! by piece as the other forms are. What our own report says beyond SARIF stands in `json.rs`.

use std::fmt::Write;

use mingsuan_model::{Finding, Place, Severity};
use mingsuan_rules::{Rule, registry};
use serde_json::{Map, Value, json};

use super::words::Lang;
use super::{Entry, Summary};
use crate::manifest::sha256;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What stands before the results: the tool with its rules.
pub fn head(lang: Lang) -> String {
    let driver = json!({
        "name": "mingsuan",
        "fullName": lang.say("明算 预算公开检查", "Mingsuan, checks of published budgets"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "language": lang.say("zh-CN", "en"),
        "rules": registry::RULES.iter().map(|rule| descriptor(rule, lang)).collect::<Vec<_>>(),
    });
    format!(
        "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{driver}}},\
         \"columnKind\":\"unicodeCodePoints\",\"results\":["
    )
}

/// What stands before the results of a document.
pub fn before(is_first: bool) -> &'static str {
    if is_first { "\n" } else { ",\n" }
}

/// The results of a document; empty when there are none.
pub fn document(entry: &Entry, lang: Lang) -> String {
    let Ok(reading) = &entry.reading else { return String::new() };
    let (agency, year) = (&reading.disclosure.agency.name, reading.disclosure.year);
    let whose = format!("{agency} {}", year.map(|year| year.to_string()).unwrap_or_default());
    joined(reading.judgement.findings.iter().map(|finding| result(&entry.path, finding, &whose, lang)))
}

/// What stands behind the results of the documents: those of several documents and of the run, and how the run went.
pub fn tail(summary: &Summary, lang: Lang, is_first: bool) -> String {
    let crossings = summary.crossings.iter().map(|crossing| result(&crossing.path, &crossing.finding, "", lang));
    let results = joined(crossings);
    let before = if results.is_empty() { "" } else { before(is_first) };
    let unread = summary.tallies.iter().filter_map(|tally| Some((&tally.path, tally.unreadable.as_ref()?)));
    let notifications: Vec<Value> = unread
        .map(|(path, message)| {
            json!({"level": "error", "message": {"text": message}, "locations": [location(path, &Place::default(), lang)]})
        })
        .collect();
    let invocation = json!({
        "executionSuccessful": notifications.is_empty() && !summary.is_partial(),
        "toolExecutionNotifications": notifications,
    });
    format!("{before}{results}\n],\"invocations\":[{invocation}]}}]}}\n")
}

fn joined(results: impl Iterator<Item = Value>) -> String {
    results.map(|result| result.to_string()).collect::<Vec<_>>().join(",\n")
}

/// A rule: what it finds, its manual page, and how bad it is.
fn descriptor(rule: &Rule, lang: Lang) -> Value {
    let title = lang.title(rule);
    let family = match lang {
        Lang::Zh => rule.family().title(),
        Lang::En => rule.family().title_en(),
    };
    let manual = rule.manual();
    let (full, help) = match lang {
        Lang::Zh => (about(&manual).unwrap_or_else(|| title.clone()), plain(&manual)),
        Lang::En => (title.clone(), rule.advice_en().to_owned()),
    };
    json!({
        "id": rule.code,
        "name": pascal(rule.name),
        "shortDescription": {"text": title},
        "fullDescription": {"text": full},
        "help": {"text": help, "markdown": manual},
        "defaultConfiguration": {"level": level(rule.severity)},
        "properties": {"tags": [family], "basis": rule.basis, "since": rule.since},
    })
}

/// `subtotal-mismatch` → `SubtotalMismatch`, the way SARIF writes names.
fn pascal(name: &str) -> String {
    let words = name.split('-').filter_map(|word| {
        let mut letters = word.chars();
        Some(letters.next()?.to_uppercase().chain(letters).collect::<String>())
    });
    words.collect()
}

/// The first section of a manual page.
fn about(manual: &str) -> Option<String> {
    let section = manual.split("\n## ").nth(1)?;
    let (_, text) = section.split_once('\n')?;
    Some(text.trim().replace('\n', ""))
}

/// A manual page without the marks of headings.
fn plain(manual: &str) -> String {
    let lines = manual.lines().map(|line| line.trim_start_matches('#').trim_start());
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(path: &str, finding: &Finding, whose: &str, lang: Lang) -> Value {
    let index = registry::RULES.iter().position(|rule| rule.code == finding.code);
    let message = lang.message(finding).trim_end_matches('。');
    let message = match (lang.advice(finding), lang) {
        ("", _) => message.to_owned(),
        (advice, Lang::Zh) => format!("{message}。{advice}"),
        (advice, Lang::En) => format!("{message}. {advice}"),
    };
    let related = finding.related.iter().zip(1..).map(|(related, id)| {
        let mut place = location(related.path.as_deref().unwrap_or(path), &related.place, lang);
        place["id"] = json!(id);
        place["message"] = json!({"text": lang.related(related)});
        place
    });
    let mut result = json!({
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": level(finding.severity),
        "message": {"text": message},
        "locations": [location(path, &finding.place, lang)],
        "relatedLocations": related.collect::<Vec<_>>(),
        "partialFingerprints": {"mingsuan/v1": fingerprint(finding, whose)},
        "properties": properties(finding),
    });
    if let Some(reason) = &finding.waived {
        result["suppressions"] = json!([{"kind": "external", "status": "accepted", "justification": reason}]);
    }
    result
}

/// The same for the same fault of the same agency and year, whatever the file is called and on whatever page it stands.
fn fingerprint(finding: &Finding, whose: &str) -> String {
    let place = Place { page: None, page_last: None, line: None, bbox: None, ..finding.place.clone() };
    let text = place.text.as_deref().unwrap_or_default();
    let whole = format!("{}\n{whose}\n{}\n{text}\n{}", finding.code, place.describe(), finding.message);
    sha256(whole.as_bytes())[..32].to_owned()
}

fn properties(finding: &Finding) -> Map<String, Value> {
    let fields = [
        ("expected", &finding.expected),
        ("actual", &finding.actual),
        ("difference", &finding.difference),
        ("suggested", &finding.suggested),
    ];
    let filled = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), json!(value.as_ref()?))));
    let scale = finding.scale.map(|scale| ("scale".to_owned(), json!(scale)));
    filled.chain(scale).collect()
}

/// A place: the file, the line where it has lines, and in words what a budget has instead: page, table, row, column.
fn location(path: &str, place: &Place, lang: Lang) -> Value {
    let mut physical = json!({"artifactLocation": {"uri": uri(path)}});
    if let Some(line) = place.line {
        physical["region"] = json!({"startLine": line});
    }
    let logical =
        json!({"fullyQualifiedName": lang.place(place), "kind": if place.table.is_some() { "cell" } else { "text" }});
    json!({"physicalLocation": physical, "logicalLocations": [logical]})
}

/// A path as a URI: what is no letter, digit or mark of its own is written by its bytes.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_paths_are_written_as_sarif_wants_them() {
        assert_eq!(pascal("subtotal-mismatch"), "SubtotalMismatch");
        assert_eq!(uri("全部 单位/a#1.pdf"), "%E5%85%A8%E9%83%A8%20%E5%8D%95%E4%BD%8D/a%231.pdf");
        assert_eq!(uri("/tmp/a.pdf"), "file:///tmp/a.pdf");
    }

    #[test]
    fn a_fault_keeps_its_fingerprint_on_another_page() {
        let at = |page, row| Place { page: Some(page), table: Some(2), row: Some(row), ..Place::default() };
        let print = |place| fingerprint(&Finding::new("A001", Severity::Error, place, "不符"), "甲局 2026");
        assert_eq!(print(at(3, 5)), print(at(4, 5)));
        assert_ne!(print(at(3, 5)), print(at(3, 6)));
    }
}
