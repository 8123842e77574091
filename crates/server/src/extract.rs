//! What a handler is given: as axum's own extractors, but what they refuse is a [`Problem`] in Chinese.
//! Uploads are read in `upload.rs`.

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::problem::Problem;
use crate::upload;

/// Bytes of a JSON body.
const MAX_JSON_BYTES: usize = 64 << 10;

/// The variable parts of the address.
pub(crate) struct Path<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let path = axum::extract::Path::from_request_parts(parts, state).await;
        path.map(|axum::extract::Path(path)| Self(path))
            .map_err(|_| Problem::not_found("地址有误：文件、页和问题的序号应为从 1 起的整数"))
    }
}

/// What stands behind the question mark.
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let query = axum::extract::Query::from_request_parts(parts, state).await;
        query
            .map(|axum::extract::Query(query)| Self(query))
            .map_err(|error| Problem::bad_request(format!("地址中问号后面的参数有误（{}）", error.body_text())))
    }
}

/// A JSON body.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request<Body>, _: &S) -> Result<Self, Problem> {
        let is_json = request
            .headers()
            .get(axum::http::header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .is_some_and(|kind| kind.split(';').next().is_some_and(|kind| kind.trim() == "application/json"));
        if !is_json {
            return Err(Problem::bad_request("请求的内容应为 JSON（Content-Type: application/json）"));
        }
        let bytes = tokio::time::timeout(upload::BODY_TIME, to_bytes(request.into_body(), MAX_JSON_BYTES)).await;
        let bytes = bytes
            .map_err(|_| Problem::too_slow())?
            .map_err(|_| Problem::too_large(format!("请求的内容没有传完，或超过 {} KB", MAX_JSON_BYTES >> 10)))?;
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|error| Problem::unprocessable(format!("请求的内容有误（{error}）")))
    }
}
