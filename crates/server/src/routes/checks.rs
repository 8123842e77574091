//! Checks: opened with or without files, added to, looked at, taken away.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use mingsuan_examine::date;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::waivers;
use crate::App;
use crate::check::Check;
use crate::document::DocumentRow;
use crate::extract::Path;
use crate::limits::Told;
use crate::openapi::{ReportFinding, ReportSummary};
use crate::problem::{Problem, Result};
use crate::upload;

/// A check as it stands.
#[derive(Serialize, ToSchema)]
#[schema(as = Check)]
pub(crate) struct Shown {
    /// Its id; whoever has it may see everything.
    id: String,
    /// `running` or `done`.
    state: Progress,
    /// When it was opened.
    created: String,
    /// When it will be gone, if nobody looks at it.
    expires: String,
    /// The profile that was asked for; without one, each document has its own.
    profile: Option<String>,
    /// `zh` or `en`.
    lang: &'static str,
    /// What an upload may be.
    limits: Told,
    /// The documents; left out in events.
    #[serde(skip_serializing_if = "Option::is_none")]
    documents: Option<Vec<DocumentRow>>,
    /// The sums as in the report.
    #[schema(value_type = ReportSummary)]
    summary: Value,
    /// What the documents say together, when all are done.
    #[schema(value_type = Vec<ReportFinding>)]
    crossings: Value,
    /// The waivers that were given.
    waivers: Vec<waivers::Listed>,
}

/// How far a check is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = CheckState)]
enum Progress {
    Running,
    Done,
}

/// What is uploaded.
#[derive(ToSchema)]
#[schema(as = Upload)]
#[allow(dead_code, reason = "it only describes the body")]
pub(crate) struct Uploaded {
    /// 文件，文件名可以带文件夹
    #[schema(value_type = Vec<String>, format = Binary)]
    file: Vec<u8>,
    /// 口径，例如 hebei
    profile: Option<String>,
    /// 只看这些规则，用逗号分隔
    select: Option<String>,
    /// 不看这些规则
    ignore: Option<String>,
    /// 豁免文件（TOML）的内容
    waivers: Option<String>,
    /// zh 或 en
    lang: Option<String>,
}

/// Tells a check, with its documents or without.
pub(crate) fn shown(app: &App, check: &Check, documents: Option<Vec<DocumentRow>>) -> Shown {
    let sums = check.sums();
    Shown {
        id: check.id.clone(),
        state: if sums.is_done { Progress::Done } else { Progress::Running },
        created: date::moment(check.created),
        expires: date::moment(check.expires(app.store.limits.lifetime)),
        profile: check.wishes.profile.clone(),
        lang: check.wishes.lang.say("zh", "en"),
        limits: Told::from(&app.store.limits),
        documents,
        summary: sums.summary,
        crossings: sums.crossings,
        waivers: waivers::listed(check),
    }
}

fn shown_whole(app: &App, check: &Check) -> Shown {
    shown(app, check, Some(check.rows_since(0).0))
}

/// 新建一次检查，可以同时放入文件
#[utoipa::path(post, path = "/checks", operation_id = "open_check", tag = "checks",
    params(("X-Mingsuan" = String, Header, description = "1")),
    request_body(content = Uploaded, content_type = "multipart/form-data"),
    responses((status = 201, body = Shown), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn open(State(app): State<Arc<App>>, request: Request) -> Result<(StatusCode, Json<Shown>)> {
    let upload = upload::receive(&app, request).await?;
    let check = app.store.open(upload.wishes)?;
    if let Err(problem) = check.add(upload.files, app.store.limits.files, &app.work) {
        let _ = app.store.remove(&check.id);
        return Err(problem);
    }
    Ok((StatusCode::CREATED, Json(shown_whole(&app, &check))))
}

/// 向一次检查添加文件
#[utoipa::path(post, path = "/checks/{id}/documents", operation_id = "add_documents", tag = "checks",
    params(("id" = String, Path), ("X-Mingsuan" = String, Header, description = "1")),
    request_body(content = Uploaded, content_type = "multipart/form-data"),
    responses((status = 201, body = Vec<DocumentRow>), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn add(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    request: Request,
) -> Result<(StatusCode, Json<Vec<DocumentRow>>)> {
    let check = app.store.find(&id)?;
    let upload = upload::receive(&app, request).await?;
    let rows = check.add(upload.files, app.store.limits.files, &app.work)?;
    Ok((StatusCode::CREATED, Json(rows)))
}

/// 一次检查的全部情况
#[utoipa::path(get, path = "/checks/{id}", operation_id = "show_check", tag = "checks", params(("id" = String, Path)),
    responses((status = 200, body = Shown), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Json<Shown>> {
    let check = app.store.find(&id)?;
    Ok(Json(shown_whole(&app, &check)))
}

/// 删除一次检查和它的全部文件
#[utoipa::path(delete, path = "/checks/{id}", operation_id = "remove_check", tag = "checks",
    params(("id" = String, Path), ("X-Mingsuan" = String, Header, description = "1")),
    responses((status = 204, description = "已删除"), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn remove(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<StatusCode> {
    app.store.remove(&id)?;
    app.cache.judged.forget(|key| key.check == id);
    app.cache.pages.forget(|key| key.0 == id);
    Ok(StatusCode::NO_CONTENT)
}
