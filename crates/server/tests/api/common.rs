//! A server without a socket, and the requests that the tests send to it.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use http_body_util::BodyExt;
use mingsuan_server::http::header::CONTENT_TYPE;
use mingsuan_server::http::request::Builder;
use mingsuan_server::http::{HeaderMap, Request, StatusCode};
use mingsuan_server::{Body, Limits, Router, Server};
use serde_json::Value;
use tower::ServiceExt;

/// What the server is called by.
pub(crate) const HOST: &str = "127.0.0.1:8642";
const BOUNDARY: &str = "------------------------a8f3";

/// A server.
pub(crate) struct Site {
    pub(crate) server: Server,
    router: Router,
}

/// What was answered.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// An uploaded part: the name of the field, the name of the file, the bytes.
pub(crate) type Part<'p> = (&'p str, Option<&'p str>, &'p [u8]);

impl Site {
    /// With the usual limits.
    pub(crate) fn new() -> Self {
        Self::with(Limits::default())
    }

    pub(crate) fn with(limits: Limits) -> Self {
        let server = Server::new(HOST.parse().unwrap(), limits).unwrap();
        Self { router: server.router(), server }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Reply { status: head.status, headers: head.headers, body }
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(ask("GET", path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        self.send(ask("DELETE", path).header("x-mingsuan", "1").body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Reply {
        let request = ask("POST", path).header("x-mingsuan", "1").header(CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    pub(crate) async fn upload(&self, path: &str, parts: &[Part<'_>]) -> Reply {
        self.send(upload(path, multipart(parts))).await
    }

    /// Opens a check with files and waits until all are judged; gives its id.
    pub(crate) async fn checked(&self, parts: &[Part<'_>]) -> String {
        let reply = self.upload("/checks", parts).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
        let id = reply.json()["id"].as_str().unwrap().to_owned();
        self.done(&id).await;
        id
    }

    /// Waits until a check is done and gives it.
    pub(crate) async fn done(&self, id: &str) -> Value {
        for _ in 0..6_000 {
            let check = self.get(&format!("/checks/{id}")).await.json();
            if check["state"] == "done" {
                return check;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("the check does not end");
    }
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// It is a refusal with this status that says in Chinese what to do.
    #[track_caller]
    pub(crate) fn is_problem(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], status);
        assert!(problem["type"].as_str().unwrap().starts_with("urn:mingsuan:problem:"));
        for field in ["title", "detail"] {
            assert!(problem[field].as_str().unwrap().chars().any(|c| ('一'..='龥').contains(&c)), "{problem}");
        }
        problem
    }
}

/// A request as the page sends it.
pub(crate) fn ask(method: &str, path: &str) -> Builder {
    let path = if path.starts_with("/checks") || path.starts_with("/rules") {
        format!("/api/v1{path}")
    } else {
        path.to_owned()
    };
    Request::builder().method(method).uri(path).header("host", HOST)
}

/// An upload of these bytes.
pub(crate) fn upload(path: &str, body: impl Into<Body>) -> Request<Body> {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    ask("POST", path).header("x-mingsuan", "1").header(CONTENT_TYPE, kind).body(body.into()).unwrap()
}

/// The body of an upload, as browsers write it.
pub(crate) fn multipart(parts: &[Part<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (field, name, bytes) in parts {
        let name = name.map(|name| {
            let name = name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
            format!("; filename=\"{name}\"\r\nContent-Type: application/octet-stream")
        });
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"{}\r\n\r\n",
            name.unwrap_or_default()
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

/// A file of the example.
pub(crate) fn example(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/yunshan-2026").join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What stands on the two pages of [`pdf`].
const LINES: [&str; 2] = ["云杉县林业站2026年单位预算公开", "2026年单位预算收入12345.67万元，比上年增加100.00万元。"];

/// A PDF of two A4 pages with a line of text and a black bar each. Its font is not embedded: what it says can be read all
/// the same.
pub(crate) fn pdf() -> Vec<u8> {
    let mut letters: Vec<char> = LINES.concat().chars().collect();
    letters.sort_unstable();
    letters.dedup();
    let code = |c: char| letters.iter().position(|known| *known == c).unwrap() + 1;
    let mapped = letters.iter().map(|c| format!("<{:04X}> <{:04X}>\n", code(*c), u32::from(*c)));
    let map = format!("{} beginbfchar\n{}endbfchar\n", letters.len(), mapped.collect::<String>());
    let page = |line: &str| {
        let codes: String = line.chars().map(|c| format!("{:04X}", code(c))).collect();
        format!("BT /F 12 Tf 60 700 Td <{codes}> Tj ET\n60 600 300 40 re f\n")
    };
    let stream = |text: String| format!("<< /Length {} >>\nstream\n{text}endstream", text.len());
    let child = "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /DW 1000 /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>";
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [6 0 R 8 0 R] /Count 2 /MediaBox [0 0 595 842] >>".to_owned(),
        "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>".to_owned(),
        child.to_owned(),
        stream(map),
    ];
    for (line, content) in LINES.iter().zip([7, 9]) {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /Contents {content} 0 R /Resources << /Font << /F 3 0 R >> >> >>"
        ));
        objects.push(stream(page(line)));
    }
    let mut file = "%PDF-1.7\n".to_owned();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        offsets.push(file.len());
        file += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let (table, count) = (file.len(), objects.len() + 1);
    file += &format!("xref\n0 {count}\n0000000000 65535 f \n");
    for offset in offsets {
        file += &format!("{offset:010} 00000 n \n");
    }
    file += &format!("trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
    file.into_bytes()
}
