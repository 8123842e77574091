//! One document: what is said of it, and its bytes. It is judged anew when somebody looks at it.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use mingsuan_examine::examine_whole;
use mingsuan_publish::report::json;
use serde_json::Value;
use utoipa::ToSchema;

use super::download;
use crate::App;
use crate::cache::{Judged, JudgedKey};
use crate::check::{Check, no_document, read};
use crate::extract::Path;
use crate::openapi::{ReportDocument, ReportPlace};
use crate::problem::{Problem, Result};

/// Judges a document, unless it was judged just now.
pub(crate) async fn judged(app: &Arc<App>, check: &Arc<Check>, number: usize) -> Result<Arc<Judged>> {
    // A page asks for several things at once: one of them judges, the others find it done.
    let _turn = check.looking.lock().await;
    let input = check.input(number).ok_or_else(|| no_document(number))?;
    if check.row(number)?.state.is_pending() {
        return Err(Problem::conflict("这份文件还没有检查完，请稍候"));
    }
    let key = JudgedKey { check: check.id.clone(), number, version: input.version };
    if let Some(judged) = app.cache.judged.get(&key) {
        return Ok(judged);
    }
    let work = move || {
        let (entry, document) = examine_whole(&input.name, || read(&input.file), &input.settings);
        Arc::new(Judged { entry, document })
    };
    let judged = app.work.now(work).await?;
    app.cache.judged.put(key, Arc::clone(&judged), judged.weight());
    Ok(judged)
}

/// 一份文件的检查结果，与 check --format json 中的一份相同，每个问题另有序号 id
#[utoipa::path(get, path = "/checks/{id}/documents/{n}", operation_id = "show_document", tag = "documents",
    params(("id" = String, Path), ("n" = usize, Path, minimum = 1)),
    responses((status = 200, body = ReportDocument), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show(State(app): State<Arc<App>>, Path((id, n)): Path<(String, usize)>) -> Result<Json<Value>> {
    let check = app.store.find(&id)?;
    let judged = judged(&app, &check, n).await?;
    Ok(Json(told(&judged)))
}

/// A document as in the report, with the ids of its findings.
pub(crate) fn told(judged: &Judged) -> Value {
    let mut value = json::document_value(&judged.entry);
    for (ordinal, finding) in (1..).zip(value["findings"].as_array_mut().into_iter().flatten()) {
        finding["id"] = Value::from(ordinal);
    }
    value
}

/// A number with what vouches for it.
#[derive(ToSchema)]
#[allow(dead_code, reason = "it only describes what is written")]
pub(crate) struct Vouched {
    /// Where it stands.
    #[schema(value_type = ReportPlace)]
    place: (),
    /// What it was compared by; nothing vouches for it where there is none.
    equations: Vec<Vouch>,
}

/// One comparison.
#[derive(ToSchema)]
#[allow(dead_code, reason = "it only describes what is written")]
struct Vouch {
    /// The code of the rule.
    rule: String,
    /// What has to hold, in Chinese.
    name: String,
    /// `holds`, `fails` or `rounds`.
    state: String,
    /// How often it was made.
    times: usize,
}

/// 每个数字由哪些勾稽关系印证
#[utoipa::path(get, path = "/checks/{id}/documents/{n}/vouching", operation_id = "vouching", tag = "documents",
    params(("id" = String, Path), ("n" = usize, Path, minimum = 1)),
    responses((status = 200, body = Vec<Vouched>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn vouching(
    State(app): State<Arc<App>>,
    Path((id, n)): Path<(String, usize)>,
) -> Result<Json<Vec<mingsuan_rules::Vouched>>> {
    let check = app.store.find(&id)?;
    let judged = judged(&app, &check, n).await?;
    let work = move || match &judged.entry.reading {
        Ok(reading) => mingsuan_rules::vouching(&reading.disclosure),
        Err(_) => Vec::new(),
    };
    Ok(Json(app.work.if_wanted(work).await?))
}

/// 上传的原文件
#[utoipa::path(get, path = "/checks/{id}/documents/{n}/original", operation_id = "original", tag = "documents",
    params(("id" = String, Path), ("n" = usize, Path, minimum = 1)),
    responses((status = 200, description = "原文件", content_type = "application/octet-stream", body = Vec<u8>),
              (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn original(State(app): State<Arc<App>>, Path((id, n)): Path<(String, usize)>) -> Result<Response> {
    let check = app.store.find(&id)?;
    let input = check.input(n).ok_or_else(|| no_document(n))?;
    let bytes = tokio::fs::read(input.file.path()).await.map_err(|_| Problem::no_check())?;
    Ok(download::attachment(&input.name, "application/octet-stream", bytes))
}
