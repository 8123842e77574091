//! The page: the files of `web/dist`, which are part of the program. Built by `cargo xtask web`, not here.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderMap, IF_NONE_MATCH};
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use rust_embed::Embed;

use crate::problem::Problem;

#[derive(Embed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Page;

/// Said instead of the page when the program was built without it.
const NO_PAGE: &str = "<!doctype html>\n<html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>明算</title>\n\
    <h1>明算</h1><p>这个程序编译时没有包含网页。请先运行 <code>cargo xtask web</code> 生成网页，再重新编译。</p>\
    <p>接口可以照常使用：<a href=\"/api/v1/openapi.json\">/api/v1/openapi.json</a></p></html>\n";

/// A file of the page; addresses that the page makes up itself (`/checks/…`) lead to its first file.
pub(crate) async fn file(uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    let is_view = !path.rsplit('/').next().unwrap_or_default().contains('.');
    let name = if is_view { "index.html" } else { path };
    let Some(file) = Page::get(name) else {
        return if is_view { missing() } else { Problem::not_found("没有这个文件").into_response() };
    };
    let tag = format!("W/\"{}\"", hex(&file.metadata.sha256_hash()[..12]));
    let is_known = headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut response =
        if is_known { StatusCode::NOT_MODIFIED.into_response() } else { file.data.into_owned().into_response() };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind(name)));
    // Files under `assets` have their digest in their name.
    let keep = if name.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(keep));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    response
}

fn missing() -> Response {
    ([(CONTENT_TYPE, "text/html; charset=utf-8")], NO_PAGE).into_response()
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
