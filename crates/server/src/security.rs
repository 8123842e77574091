//! Who may ask: only a page that this very server gave out. A site somewhere else must neither read nor change anything,
//! although the browser that shows it can reach this machine. Also the headers that hold a browser to the same.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{HOST, HeaderMap, HeaderName, ORIGIN};
use axum::http::{HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::App;
use crate::problem::{Problem, Result};

/// A header that forms of other sites cannot send without being asked for it first, which we refuse.
const OURS: &str = "x-mingsuan";

/// What a browser may do with what it is given: use files of ours, nothing inline, nothing from elsewhere.
const POLICY: &str =
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HEADERS: [(&str, &str); 6] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
];

/// What `Host` may say when this address is listened at.
pub(crate) fn hosts(address: SocketAddr) -> Vec<String> {
    let port = address.port();
    let names = ["127.0.0.1".to_owned(), "localhost".to_owned(), "[::1]".to_owned(), address_name(address)];
    let with_port = names.iter().map(|name| format!("{name}:{port}"));
    if port == 80 { with_port.chain(names.clone()).collect() } else { with_port.collect() }
}

fn address_name(address: SocketAddr) -> String {
    if address.is_ipv6() { format!("[{}]", address.ip()) } else { address.ip().to_string() }
}

/// Lets a request through, or not; and puts the headers on every response.
pub(crate) async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let mut response = match allowed(&app, request.method(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if is_api {
        headers.insert("cache-control", HeaderValue::from_static("no-store"));
    }
    response
}

fn allowed(app: &App, method: &Method, headers: &HeaderMap) -> Result<()> {
    let is_ours = |host: &str| app.hosts.iter().any(|known| known.eq_ignore_ascii_case(host));
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if !is_ours(host) {
        // Somebody else's name that leads to this machine: DNS rebinding.
        return Err(Problem::forbidden(format!("只接受对本机的访问。请在浏览器中打开 http://{}", app.hosts[0])));
    }
    if let Some(origin) = headers.get(ORIGIN) {
        let origin = origin.to_str().unwrap_or_default();
        if !origin.strip_prefix("http://").is_some_and(is_ours) {
            return Err(Problem::forbidden("请求来自别的网站，不予接受。请在明算自己的页面中操作"));
        }
    }
    let is_reading = matches!(*method, Method::GET | Method::HEAD);
    if !is_reading && headers.get(OURS).is_none_or(|value| value != "1") {
        return Err(Problem::forbidden("缺少请求头 X-Mingsuan: 1。请在明算自己的页面中操作；程序调用时加上这个请求头"));
    }
    Ok(())
}
