//! Waivers: a finding that somebody accepts, with a reason and a name. They live as long as the check; whoever wants to keep
//! them takes the file.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use mingsuan_examine::{Waiving, date};
use mingsuan_model::Finding;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::documents::judged;
use super::download;
use crate::App;
use crate::check::{Check, Given, WAIVERS};
use crate::document::DocumentRow;
use crate::extract::{Json as Body, Path};
use crate::problem::{Problem, Result};

/// Characters of a reason or a name.
const MAX_WORDS: usize = 500;
/// Waivers of a check.
const MAX_WAIVERS: usize = 2_000;

/// What is accepted, why, and by whom.
#[derive(Deserialize, ToSchema)]
#[schema(as = WaiverWanted)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    /// The number of the document; none for a finding between documents.
    #[schema(minimum = 1)]
    document: Option<usize>,
    /// The `id` of the finding; of one between documents its ordinal among the `crossings` of the check.
    #[schema(minimum = 1)]
    finding: usize,
    /// Why it is accepted.
    reason: String,
    /// Who accepts it.
    by: String,
    /// The last day on which it holds: `2026-12-31`.
    until: Option<String>,
}

/// A waiver that was given.
#[derive(Serialize, ToSchema)]
#[schema(as = Waiver)]
pub(crate) struct Listed {
    /// Its number in the check.
    number: usize,
    /// The document it was given for; none for a finding between documents.
    document: Option<usize>,
    /// The finding it was given for.
    finding: usize,
    /// As in the file of waivers: code, reason, by, until, path, place.
    #[serde(flatten)]
    #[schema(value_type = Written)]
    waiving: Waiving,
}

/// A waiver as in the file.
#[derive(ToSchema)]
#[schema(as = WaiverWritten)]
#[allow(dead_code, reason = "it only describes what is written")]
struct Written {
    code: String,
    reason: String,
    by: String,
    until: Option<String>,
    path: String,
    place: String,
}

/// The waivers, and the document after the change if it was given for one.
#[derive(Serialize, ToSchema)]
#[schema(as = WaiversChanged)]
pub(crate) struct Changed {
    waivers: Vec<Listed>,
    document: Option<DocumentRow>,
}

/// The waivers that were given in a check.
pub(crate) fn listed(check: &Check) -> Vec<Listed> {
    let listed = |Given { number, of: (document, finding), waiving }| Listed { number, document, finding, waiving };
    check.given().into_iter().map(listed).collect()
}

/// 豁免一个问题，必须有理由和责任人
#[utoipa::path(post, path = "/checks/{id}/waivers", operation_id = "give_waiver", tag = "waivers",
    params(("id" = String, Path), ("X-Mingsuan" = String, Header, description = "1")),
    request_body = Wanted,
    responses((status = 201, body = Changed), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn give(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Body(wanted): Body<Wanted>,
) -> Result<(StatusCode, Json<Changed>)> {
    let check = app.store.find(&id)?;
    let _turn = check.editing.lock().await;
    if check.given().len() >= MAX_WAIVERS {
        return Err(Problem::too_large(format!("一次检查最多豁免 {MAX_WAIVERS} 处")));
    }
    let reason = words(&wanted.reason, "理由（reason）")?;
    let by = words(&wanted.by, "责任人（by）")?;
    let until = wanted.until.map(|until| until.trim().to_owned()).filter(|until| !until.is_empty());
    if let Some(until) = &until {
        match date::parse(until) {
            None => return Err(Problem::unprocessable(format!("截止日期“{until}”写法有误，应为 YYYY-MM-DD"))),
            Some(date) if date < date::today() => {
                return Err(Problem::unprocessable(format!("截止日期 {until} 已经过去")));
            }
            Some(_) => {}
        }
    }
    let (path, findings) = match wanted.document {
        Some(document) => {
            let judged = judged(&app, &check, document).await?;
            let findings = judged.entry.reading.as_ref().map(|reading| reading.judgement.findings.clone());
            (judged.entry.path.clone(), findings.unwrap_or_default())
        }
        None => crossings(&check, wanted.finding)?,
    };
    let of = (wanted.document, wanted.finding);
    let finding = of.1.checked_sub(1).and_then(|at| findings.get(at)).ok_or_else(|| no_finding(of))?;
    let waiving = Waiving::new(finding, &findings, &path, reason, by, until);
    check.give(of, waiving.clone())?;
    judge_again(&app, &check, &waiving).await?;
    Ok((StatusCode::CREATED, Json(changed(&check, wanted.document)?)))
}

/// All findings between documents, and the path of the document that one of them stands in.
fn crossings(check: &Check, ordinal: usize) -> Result<(String, Vec<Finding>)> {
    let (summary, _) = check.summary().ok_or_else(|| Problem::conflict("还有文件没有检查完，请稍后再试"))?;
    let wanted = ordinal.checked_sub(1).and_then(|at| summary.crossings.get(at));
    // What is said of the waivers themselves stands in no document.
    let wanted = wanted.filter(|crossing| check.has(&crossing.path));
    let path = wanted.map(|crossing| crossing.path.clone()).unwrap_or_default();
    let all = summary.crossings.iter().map(|crossing| crossing.finding.clone());
    Ok((path.clone(), if path.is_empty() { Vec::new() } else { all.collect() }))
}

fn no_finding((document, ordinal): (Option<usize>, usize)) -> Problem {
    let whose = document.map_or_else(|| "文件之间".to_owned(), |document| format!("第 {document} 份文件"));
    Problem::unprocessable(format!("{whose}没有序号为 {ordinal} 的问题"))
}

fn changed(check: &Check, document: Option<usize>) -> Result<Changed> {
    let document = document.map(|document| check.row(document)).transpose()?;
    Ok(Changed { waivers: listed(check), document })
}

/// 撤销一条豁免
#[utoipa::path(delete, path = "/checks/{id}/waivers/{k}", operation_id = "take_back_waiver", tag = "waivers",
    params(("id" = String, Path), ("k" = usize, Path, minimum = 1), ("X-Mingsuan" = String, Header, description = "1")),
    responses((status = 200, body = Changed), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn take_back(
    State(app): State<Arc<App>>,
    Path((id, k)): Path<(String, usize)>,
) -> Result<Json<Changed>> {
    let check = app.store.find(&id)?;
    let _turn = check.editing.lock().await;
    let taken = check.take_back(k)?;
    judge_again(&app, &check, &taken.waiving).await?;
    Ok(Json(changed(&check, taken.of.0)?))
}

/// 全部豁免，可用于 mingsuan check --waivers
#[utoipa::path(get, path = "/checks/{id}/waivers.toml", operation_id = "waivers_file", tag = "waivers", params(("id" = String, Path)),
    responses((status = 200, description = "豁免文件", content_type = "application/toml", body = String),
              (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn file(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Response> {
    let check = app.store.find(&id)?;
    Ok(download::attachment(WAIVERS, "application/toml", check.waivers()))
}

/// Judges the documents that a waiver may be for, also when the client goes away meanwhile.
async fn judge_again(app: &Arc<App>, check: &Arc<Check>, waiving: &Waiving) -> Result<()> {
    let (check, numbers) = (Arc::clone(check), check.meant_by(waiving));
    app.work.now(move || numbers.into_iter().for_each(|number| check.judge(number))).await
}

fn words(text: &str, what: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::unprocessable(format!("没有写{what}，不予接受")));
    }
    if text.chars().count() > MAX_WORDS {
        return Err(Problem::unprocessable(format!("{what}过长，最多 {MAX_WORDS} 字")));
    }
    Ok(text.to_owned())
}
