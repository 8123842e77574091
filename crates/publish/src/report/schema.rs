//! The JSON schema (Draft 2020-12) of the report that `json.rs` writes. `mingsuan schema` prints it.

use mingsuan_model::StatementId;
use serde_json::{Map, Value, json};

use super::json::SCHEMA;

/// The schema of `check --format json`.
pub fn schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        "title": "明算检查报告 / Mingsuan report",
        "$defs": definitions(),
    })
    .as_object()
    .map(|head| {
        let mut whole = head.clone();
        whole.extend(report());
        Value::Object(whole)
    })
    .unwrap_or_default()
}

/// An object with exactly these fields, all of them there.
fn object(description: &str, fields: &[(&str, Value)]) -> Map<String, Value> {
    let required: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    let properties: Map<String, Value> =
        fields.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    let mut map = Map::new();
    map.insert("type".to_owned(), json!("object"));
    map.insert("description".to_owned(), json!(description));
    map.insert("properties".to_owned(), Value::Object(properties));
    map.insert("required".to_owned(), json!(required));
    map
}

fn list_of(definition: &str) -> Value {
    json!({"type": "array", "items": {"$ref": format!("#/$defs/{definition}")}})
}

fn a(definition: &str) -> Value {
    json!({"$ref": format!("#/$defs/{definition}")})
}

fn count() -> Value {
    json!({"type": "integer", "minimum": 0})
}

fn counted(description: &str) -> Value {
    json!({"type": "integer", "minimum": 0, "description": description})
}

fn text() -> Value {
    json!({"type": "string"})
}

fn text_saying(description: &str) -> Value {
    json!({"type": "string", "description": description})
}

fn maybe_text() -> Value {
    json!({"type": ["string", "null"]})
}

fn maybe_text_saying(description: &str) -> Value {
    json!({"type": ["string", "null"], "description": description})
}

fn milliseconds() -> Value {
    json!({"type": "number", "minimum": 0})
}

fn report() -> Map<String, Value> {
    let summary = object(
        "Counts over all documents; findings that are waived count under `waived` only.",
        &[
            ("documents", count()),
            ("unreadable", count()),
            ("error", count()),
            ("warning", count()),
            ("info", count()),
            ("waived", count()),
            ("elapsed_ms", milliseconds()),
            ("partial", json!({"type": "boolean", "description": "The run was broken off before all was done."})),
            ("remaining", counted("Inputs that were not reached; they are not among the documents.")),
            ("kept", counted("Documents taken over from an earlier run, unchanged (`--resume`).")),
            ("severities", list_of("by_severity")),
            ("agencies", list_of("by_agency")),
            ("rules", list_of("by_rule")),
            ("duplicates", list_of("duplicate")),
        ],
    );
    object(
        "The object that `mingsuan check --format json` prints. Fields may be added within version 1, never taken away. \
         `--format ndjson` prints a document a line, with `judged_with` and `imprint` beside its fields, in the order they \
         were finished; the last line has `schema`, `version`, `together` and `summary`.",
        &[
            ("schema", json!({"const": SCHEMA})),
            ("version", text()),
            ("documents", list_of("document")),
            ("together", Value::Object(together())),
            ("summary", Value::Object(with_optional(summary, [("against", Value::Object(rounds()))]))),
        ],
    )
}

fn definitions() -> Value {
    json!({
        "place": place(),
        "scale": {"enum": ["元", "千元", "万元", "百万元", "亿元", null]},
        "agency": object(
            "The public body whose document it is.",
            &[("code", maybe_text()), ("name", text()), ("level", json!({"enum": ["unit", "department", null]}))],
        ),
        "statement": statement(),
        "related": with_optional(
            object(
                "A consequence, another witness, the place compared with.",
                &[("message", text()), ("message_en", text()), ("place", a("place"))],
            ),
            [("path", json!({"type": "string", "description": "The other document it stands in."}))],
        ),
        "finding": with_optional(
            finding(),
            [
                ("path", json!({"type": "string", "description": "The file it stands in, where no document is around it."})),
                (
                    "round",
                    json!({"enum": ["remaining", "new"],
                           "description": "With `--against`: whether the earlier report had it. Not for what is waived."}),
                ),
            ],
        ),
        "outcome": object(
            "How a rule ended. Not checked is not passed.",
            &[
                ("code", a("code")),
                ("outcome", json!({"enum": ["pass", "fail", "not-applicable", "insufficient"]})),
                ("comparisons", count()),
                ("reason", maybe_text_saying("Why something could not be checked.")),
            ],
        ),
        "coverage": object(
            "Money in tables, and how much of it at least one comparison stands behind.",
            &[("numeric_cells", count()), ("verified_cells", count()), ("unverified", list_of("place"))],
        ),
        "issue": object("What is odd about the file itself.", &[("message", text()), ("place", a("place"))]),
        "code": {"type": "string", "pattern": "^[A-Z][0-9]{3}$"},
        "document": with_optional(document(), [("against", Value::Object(against()))]),
        "past": past(),
        "by_severity": by_severity(),
        "by_agency": by(
            "The documents of one agency; those with most errors first.",
            [("code", maybe_text()), ("name", json!({"type": "string", "description": "Empty when it was not recognised."}))],
        ),
        "by_rule": by(
            "A rule that found something, and in how many documents; those with most errors first.",
            [("code", a("code")), ("name", maybe_text())],
        ),
        "duplicate": duplicate(),
    })
}

fn place() -> Map<String, Value> {
    let number = || json!({"type": ["integer", "null"], "minimum": 1});
    let place = object(
        "Where something stands, counted from 1. What a format does not have is null.",
        &[
            ("page", number()),
            ("sheet", maybe_text()),
            ("line", number()),
            ("table", number()),
            ("row", number()),
            ("column", number()),
            ("text", maybe_text()),
            (
                "bbox",
                json!({"type": ["array", "null"], "items": {"type": "number"}, "minItems": 4, "maxItems": 4,
                       "description": "Left, top, right, bottom in points, origin top left."}),
            ),
        ],
    );
    with_optional(
        place,
        [
            ("page_last", json!({"type": "integer", "minimum": 1})),
            ("paragraph", json!({"type": "integer", "minimum": 0})),
            (
                "offset",
                json!({"type": "integer", "minimum": 0, "description": "Characters before it in its paragraph."}),
            ),
        ],
    )
}

/// The object with more fields, which need not be there.
fn with_optional<const N: usize>(mut object: Map<String, Value>, fields: [(&str, Value); N]) -> Map<String, Value> {
    if let Some(properties) = object.get_mut("properties").and_then(Value::as_object_mut) {
        properties.extend(fields.map(|(name, schema)| (name.to_owned(), schema)));
    }
    object
}

fn together() -> Map<String, Value> {
    object(
        "What the documents of the run say together: a department and its units, copies, this year and last; and what is \
         said of the run itself (waivers). Each finding has a `path`. `rules` is empty where there was nothing to compare.",
        &[("findings", list_of("finding")), ("rules", list_of("outcome"))],
    )
}

fn statement() -> Map<String, Value> {
    let ids: Vec<&str> = STATEMENTS.iter().map(|id| id.key()).collect();
    object(
        "A recognised statement.",
        &[
            ("id", json!({"enum": ids})),
            ("title", text()),
            ("scale", a("scale")),
            ("rows", count()),
            ("numeric_cells", count()),
            ("place", a("place")),
        ],
    )
}

const STATEMENTS: [StatementId; 17] = [
    StatementId::RevenueExpenditureSummary,
    StatementId::RevenueSummary,
    StatementId::ExpenditureSummary,
    StatementId::FiscalSummary,
    StatementId::GeneralExpenditure,
    StatementId::GeneralBasic,
    StatementId::GeneralEconomic,
    StatementId::OfficialCosts,
    StatementId::GovernmentFund,
    StatementId::StateCapital,
    StatementId::ProjectExpenditure,
    StatementId::Procurement,
    StatementId::PurchaseServices,
    StatementId::PerformanceProject,
    StatementId::PerformanceOverall,
    StatementId::Assets,
    StatementId::Other,
];

fn finding() -> Map<String, Value> {
    object(
        "Something that is wrong. Amounts are strings in the scale as printed.",
        &[
            ("code", a("code")),
            ("name", maybe_text_saying("The rule's name.")),
            ("severity", json!({"enum": ["error", "warning", "info"]})),
            ("message", text()),
            ("message_en", text()),
            ("advice", text()),
            ("advice_en", maybe_text_saying("What to do about a finding of this rule, in English.")),
            ("place", a("place")),
            ("related", list_of("related")),
            ("expected", maybe_text()),
            ("actual", maybe_text()),
            ("difference", maybe_text_saying("Actual less expected.")),
            ("scale", a("scale")),
            (
                "suspect",
                json!({"type": "boolean", "description": "The place is the one cell that explains everything."}),
            ),
            ("suggested", maybe_text_saying("The value that would make everything agree.")),
            ("suspects", list_of("place")),
            ("basis", json!({"type": "array", "items": {"type": "string"}})),
            ("waived", maybe_text_saying("The reason of the waiver that covers it, and who gave it.")),
            ("where", text_saying("The place in Chinese words: statement, row, column; and where that stands.")),
            (
                "fingerprint",
                text_saying("The same for the same fault of a mended document, on whatever page or row it stands."),
            ),
        ],
    )
}

fn document() -> Map<String, Value> {
    object(
        "One input. Of one that could not be read only `path`, `unreadable` and `elapsed_ms` say something.",
        &[
            ("path", text()),
            ("format", maybe_text()),
            ("kind", json!({"enum": ["budget", "final-accounts", null]})),
            ("profile", maybe_text()),
            ("agency", json!({"anyOf": [a("agency"), {"type": "null"}]})),
            ("year", json!({"type": ["integer", "null"]})),
            ("statements", list_of("statement")),
            ("findings", list_of("finding")),
            ("rules", list_of("outcome")),
            ("coverage", a("coverage")),
            ("issues", list_of("issue")),
            ("unreadable", maybe_text_saying("Why it could not be read.")),
            ("elapsed_ms", milliseconds()),
            ("sha256", maybe_text_saying("The digest of the bytes, in lower-case hexadecimal.")),
        ],
    )
}

/// What became of the findings of one document.
fn against() -> Map<String, Value> {
    object(
        "With `--against`: this document against the earlier report. What its rule could not look for again is not closed.",
        &[
            ("path", maybe_text_saying("The earlier document; null when there was none, then everything is new.")),
            ("closed", list_of("past")),
            ("unconfirmed", list_of("past")),
            ("remaining", count()),
            ("new", count()),
        ],
    )
}

fn past() -> Map<String, Value> {
    let finding = object(
        "A finding of the earlier report, the fields as there.",
        &[
            ("code", a("code")),
            ("severity", json!({"enum": ["error", "warning", "info"]})),
            ("message", text()),
            ("advice", text()),
            ("where", text()),
            ("expected", maybe_text()),
            ("actual", maybe_text()),
            ("difference", maybe_text()),
            ("suggested", maybe_text()),
            ("scale", a("scale")),
            ("basis", json!({"type": "array", "items": {"type": "string"}})),
            ("waived", maybe_text()),
            ("fingerprint", text()),
        ],
    );
    with_optional(finding, [("path", text_saying("The document, where none is around it."))])
}

fn rounds() -> Map<String, Value> {
    let counts = ["closed", "remaining", "new", "unconfirmed"].map(|name| (name, count()));
    let document = [("path", text()), ("earlier", maybe_text())];
    let document = object(
        "A document of the round, the findings between documents that stand in it counted too.",
        &[&document[..], &counts].concat(),
    );
    let fields = [
        ("documents", json!({"type": "array", "items": document})),
        (
            "missing",
            json!({"type": "array", "items": text(),
                   "description": "Earlier documents with findings that no document of this run mends."}),
        ),
        ("closed_between", list_of("past")),
        ("unconfirmed_between", list_of("past")),
    ];
    object("With `--against`: the round as a whole.", &[&fields[..], &counts].concat())
}

fn by_severity() -> Map<String, Value> {
    object(
        "Findings of one severity that are not waived, and in how many documents.",
        &[("severity", json!({"enum": ["error", "warning", "info"]})), ("findings", count()), ("documents", count())],
    )
}

/// The documents of one agency or one rule, and their findings.
fn by(description: &str, key: [(&str, Value); 2]) -> Map<String, Value> {
    let counts = ["documents", "error", "warning", "info", "waived"].map(|name| (name, count()));
    object(description, &[&key[..], &counts[..]].concat())
}

fn duplicate() -> Map<String, Value> {
    object(
        "The same bytes under several names.",
        &[("sha256", text()), ("paths", json!({"type": "array", "items": {"type": "string"}}))],
    )
}
