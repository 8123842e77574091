//! What this server is, and how it is spoken to.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use mingsuan_examine::{ENDINGS, date};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::App;
use crate::limits::Told;

/// What this server is.
#[derive(Serialize, ToSchema)]
pub(crate) struct About {
    /// The version of the program.
    version: &'static str,
    /// The present moment, in China.
    now: String,
    /// What an upload may be.
    limits: Told,
    /// Endings of files that are read.
    formats: Vec<&'static str>,
}

/// 版本、上限和能读取的格式
#[utoipa::path(get, path = "/about", operation_id = "about", tag = "about", responses((status = 200, body = About)))]
pub(crate) async fn show(State(app): State<Arc<App>>) -> Json<About> {
    Json(About {
        version: env!("CARGO_PKG_VERSION"),
        now: date::now(),
        limits: Told::from(&app.store.limits),
        formats: ENDINGS.to_vec(),
    })
}

/// 本接口的说明（OpenAPI 3.1）
#[utoipa::path(get, path = "/openapi.json", operation_id = "openapi", tag = "about", responses((status = 200, description = "OpenAPI", body = Value)))]
pub(crate) async fn openapi() -> Json<Value> {
    Json(crate::openapi())
}
