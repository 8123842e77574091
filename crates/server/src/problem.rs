//! A request that cannot be answered: RFC 9457 problem details, in Chinese, with what to do.
//! What is wrong with a document is no problem in this sense: it stands in the document's row.

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// Why a request is not answered.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// `urn:mingsuan:problem:` and the kind.
    #[serde(rename = "type")]
    kind: String,
    /// The kind, in a few Chinese words.
    title: &'static str,
    /// The status of the response.
    status: u16,
    /// What is wrong, and what to do, in Chinese.
    detail: String,
}

/// The result of a request.
pub(crate) type Result<T, E = Problem> = std::result::Result<T, E>;

impl Problem {
    fn new(status: StatusCode, kind: &str, title: &'static str, detail: impl Into<String>) -> Self {
        let kind = format!("urn:mingsuan:problem:{kind}");
        Self { kind, title, status: status.as_u16(), detail: detail.into() }
    }

    /// The request itself is no request of this API.
    pub(crate) fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad-request", "请求有误", detail)
    }

    /// The request comes from where it must not come from.
    pub(crate) fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", "不允许", detail)
    }

    /// There is no such thing.
    pub(crate) fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", "没有找到", detail)
    }

    /// The check is not there, or no more.
    pub(crate) fn no_check() -> Self {
        Self::not_found("这次检查不存在，或者已经过期删除。请重新放入文件检查")
    }

    /// The method is not for this address.
    pub(crate) fn wrong_method() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "wrong-method",
            "不支持的操作",
            "这个地址不支持这种操作，接口说明见 /api/v1/openapi.json",
        )
    }

    /// The client takes too long.
    pub(crate) fn too_slow() -> Self {
        Self::new(StatusCode::REQUEST_TIMEOUT, "too-slow", "上传超时", "上传中断或过慢，没有收下。请检查网络后分批再传")
    }

    /// Not yet, or no more.
    pub(crate) fn conflict(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, "conflict", "现在还不能", detail)
    }

    /// More than is taken.
    pub(crate) fn too_large(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "超过上限", detail)
    }

    /// Well said, but it makes no sense.
    pub(crate) fn unprocessable(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "unprocessable", "无法处理", detail)
    }

    /// More at a time than is taken.
    pub(crate) fn too_many(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too-many", "数量过多", detail)
    }

    /// A mistake of ours, or a machine that fails.
    pub(crate) fn internal(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "程序出错", detail)
    }

    /// The disk does not take it.
    pub(crate) fn disk(error: &std::io::Error) -> Self {
        Self::internal(format!("无法写入临时文件（{error}）。请检查磁盘空间后再试"))
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, serde_json::to_vec(&self).unwrap_or_default()).into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}
