//! Two documents of a check side by side: this year and last, or a document and its mended version.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use mingsuan_examine::{Figure, figures};
use mingsuan_model::{Amount, Place};
use mingsuan_publish::report::round::{Fate, between};
use mingsuan_publish::report::{Docket, Entry, Reading, Row};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::documents::{judged, told};
use crate::App;
use crate::cache::Judged;
use crate::extract::{Path, Query};
use crate::openapi::{ReportFinding, ReportPlace};
use crate::problem::{Problem, Result};

/// Which documents.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// 先前的文件的序号
    #[param(minimum = 1)]
    before: usize,
    /// 现在的文件的序号
    #[param(minimum = 1)]
    after: usize,
}

/// Two documents side by side.
#[derive(Serialize, ToSchema)]
pub(crate) struct Comparison {
    /// Findings of the first that the second has no more.
    #[schema(value_type = Vec<ReportFinding>)]
    closed: Vec<Value>,
    /// Findings of the second that the first had too.
    #[schema(value_type = Vec<ReportFinding>)]
    remaining: Vec<Value>,
    /// Findings of the second that the first had not.
    #[schema(value_type = Vec<ReportFinding>)]
    new: Vec<Value>,
    /// Findings of the first whose rule could not look at the second.
    #[schema(value_type = Vec<ReportFinding>)]
    unconfirmed: Vec<Value>,
    /// Amounts in statements that differ; years count from that of each document.
    figures: Vec<Differing>,
}

/// An amount that is not the same in both.
#[derive(Serialize, ToSchema)]
pub(crate) struct Differing {
    /// Statement, row and column.
    what: String,
    /// In 元; null where the first has none.
    before: Option<String>,
    /// In 元; null where the second has none.
    after: Option<String>,
    /// In 元.
    difference: Option<String>,
    #[schema(value_type = Option<ReportPlace>)]
    place_before: Option<Place>,
    #[schema(value_type = Option<ReportPlace>)]
    place_after: Option<Place>,
}

/// 对比两份文件：哪些问题已改正、仍存在、新出现，哪些金额不同
#[utoipa::path(get, path = "/checks/{id}/comparison", operation_id = "comparison", tag = "documents",
    params(("id" = String, Path), Wanted),
    responses((status = 200, body = Comparison), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Comparison>> {
    let check = app.store.find(&id)?;
    let before = judged(&app, &check, wanted.before).await?;
    let after = judged(&app, &check, wanted.after).await?;
    app.work.if_wanted(move || compared(&before, &after)).await?.map(Json)
}

fn compared(before: &Judged, after: &Judged) -> Result<Comparison> {
    let (earlier, now) = (reading(&before.entry)?, reading(&after.entry)?);
    let round = between(&before.entry, &after.entry);
    let (mut remaining, mut new) = (Vec::new(), Vec::new());
    for (finding, fate) in findings(after).into_iter().zip(&round.fates) {
        match fate {
            Some(Fate::New) => new.push(finding),
            Some(_) => remaining.push(finding),
            None => {}
        }
    }
    let mut findings: Vec<Option<Value>> = findings(before).into_iter().map(Some).collect();
    let rows = Docket::of(&before.entry).rows;
    let mut taken = |gone: &[Row]| -> Vec<Value> {
        let mut one = |row: &Row| {
            let at = rows.iter().zip(&findings).position(|(known, finding)| known == row && finding.is_some())?;
            findings[at].take()
        };
        gone.iter().filter_map(&mut one).collect()
    };
    let (closed, unconfirmed) = (taken(&round.closed), taken(&round.unconfirmed));
    let figures = figures(&earlier.disclosure, &now.disclosure).into_iter().map(differing).collect();
    Ok(Comparison { closed, remaining, new, unconfirmed, figures })
}

fn reading(entry: &Entry) -> Result<&Reading> {
    let refused = |message| Problem::unprocessable(format!("“{}”没有读出来，不能对比：{message}", entry.path));
    entry.reading.as_ref().map_err(refused)
}

fn findings(judged: &Judged) -> Vec<Value> {
    match told(judged)["findings"].take() {
        Value::Array(findings) => findings,
        _ => Vec::new(),
    }
}

fn differing(figure: Figure) -> Differing {
    let Figure { what, before, after } = figure;
    let amount = |side: &Option<(Amount, Place)>| side.as_ref().map_or(Amount::ZERO, |(amount, _)| *amount);
    Differing {
        what,
        difference: amount(&after).checked_sub(amount(&before)).map(|amount| amount.to_string()),
        before: before.as_ref().map(|(amount, _)| amount.to_string()),
        after: after.as_ref().map(|(amount, _)| amount.to_string()),
        place_before: before.map(|(_, place)| place),
        place_after: after.map(|(_, place)| place),
    }
}
