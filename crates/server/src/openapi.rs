//! The OpenAPI description of all routes. What the report says of a document is described by the report's own schema,
//! which is put in here as it is.

use mingsuan_publish::report::schema::schema;
use serde_json::{Map, Value, json};
use utoipa::openapi::{ObjectBuilder, RefOr, Schema};
use utoipa::{OpenApi, PartialSchema, ToSchema};

use crate::routes;

#[derive(OpenApi)]
#[openapi(info(
    title = "明算 Mingsuan",
    description = "检查预算公开文档的本机接口。上传的文件只放在本机的临时文件夹中，过期即删。会改动数据的请求要带请求头 X-Mingsuan: 1。\
        错误一律为 RFC 9457 的 problem+json，文字为中文。"
))]
pub(crate) struct Description;

/// Types of the report, described by its schema.
macro_rules! of_report {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        pub(crate) struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                // Replaced in `openapi`.
                ObjectBuilder::new().into()
            }
        }

        impl ToSchema for $name {}
    )*};
}

of_report! {
    /// A document of the report.
    ReportDocument
    /// A finding.
    ReportFinding
    /// The sums.
    ReportSummary
    /// Where something stands.
    ReportPlace
}

/// The description, as OpenAPI 3.1.
pub fn openapi() -> Value {
    let mut whole = serde_json::to_value(routes::api().into_openapi()).unwrap_or_default();
    if let Some(schemas) = whole["components"]["schemas"].as_object_mut() {
        schemas.extend(of_report());
    }
    whole
}

fn of_report() -> Map<String, Value> {
    let mut report = schema();
    let mut definitions = report["$defs"].as_object_mut().map(std::mem::take).unwrap_or_default();
    definitions.insert("summary".to_owned(), report["properties"]["summary"].take());
    definitions["finding"]["properties"]["id"] =
        json!({"type": "integer", "minimum": 1, "description": "Stable within its document."});
    definitions
        .into_iter()
        .map(|(name, mut definition)| {
            rename(&mut definition);
            (renamed(&name), definition)
        })
        .collect()
}

/// `by_agency` → `ReportByAgency`.
fn renamed(name: &str) -> String {
    let words = name.split('_').map(|word| format!("{}{}", word[..1].to_ascii_uppercase(), &word[1..]));
    format!("Report{}", words.collect::<String>())
}

fn rename(value: &mut Value) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                match value.as_str().and_then(|text| text.strip_prefix("#/$defs/")) {
                    Some(name) if key == "$ref" => *value = json!(format!("#/components/schemas/{}", renamed(name))),
                    _ => rename(value),
                }
            }
        }
        Value::Array(array) => array.iter_mut().for_each(rename),
        _ => {}
    }
}
