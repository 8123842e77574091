//! Who may ask, and what a browser is told.

use mingsuan_server::Body;
use mingsuan_server::http::Request;

use crate::common::{HOST, Site, ask, example, multipart, upload};

#[tokio::test]
async fn only_this_machine_is_answered() {
    let site = Site::new();
    for host in ["evil.example", "evil.example:8642", "127.0.0.1:9", "127.0.0.1", "", "127.0.0.1:8642.evil.example"] {
        let request = Request::builder().uri("/api/v1/rules").header("host", host).body(Body::empty()).unwrap();
        site.send(request).await.is_problem(403);
    }
    site.send(Request::builder().uri("/").body(Body::empty()).unwrap()).await.is_problem(403);
    for host in [HOST, "localhost:8642", "LOCALHOST:8642", "[::1]:8642"] {
        let request = Request::builder().uri("/api/v1/about").header("host", host).body(Body::empty()).unwrap();
        assert_eq!(site.send(request).await.status, 200, "{host}");
    }
}

#[tokio::test]
async fn pages_of_other_sites_are_refused() {
    let site = Site::new();
    for origin in [
        "http://evil.example",
        "https://127.0.0.1:8642",
        "null",
        "http://127.0.0.1:9",
        "http://localhost:8642.evil.example",
    ] {
        for method in ["GET", "POST"] {
            let request = ask(method, "/checks").header("origin", origin).header("x-mingsuan", "1");
            site.send(request.body(Body::empty()).unwrap()).await.is_problem(403);
        }
    }
    let mut request = upload("/checks", multipart(&[]));
    request.headers_mut().insert("origin", "http://localhost:8642".parse().unwrap());
    assert_eq!(site.send(request).await.status, 201);
}

#[tokio::test]
async fn changes_need_a_header_that_forms_cannot_send() {
    let site = Site::new();
    let id = site.checked(&[("file", Some("a.txt"), &example("clean.txt"))]).await;
    for (method, path) in [
        ("POST", "/checks"),
        ("DELETE", &format!("/checks/{id}")),
        ("POST", &format!("/checks/{id}/waivers")),
        ("OPTIONS", "/checks"),
        ("PUT", "/checks"),
    ] {
        site.send(ask(method, path).body(Body::empty()).unwrap()).await.is_problem(403);
    }
    assert_eq!(site.get(&format!("/checks/{id}")).await.status, 200);
}

#[tokio::test]
async fn every_answer_binds_the_browser() {
    let site = Site::new();
    for path in ["/", "/api/v1/about", "/api/v1/nothing", "/nothing.js", "/checks/x"] {
        let reply = site.get(path).await;
        let policy = reply.header("content-security-policy");
        assert!(policy.starts_with("default-src 'self'; ") && policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(!policy.contains("script-src") && !policy.contains("unsafe-eval"), "{policy}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.header("referrer-policy"), "no-referrer");
        assert!(reply.header("access-control-allow-origin").is_empty());
        assert_eq!(
            reply.header("cache-control") == "no-store",
            path.starts_with("/api/") || path.starts_with("/checks"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn what_is_not_there_is_said_in_words() {
    let site = Site::new();
    site.get("/api/v1/nothing").await.is_problem(404);
    site.get("/api/v2").await.is_problem(404);
    site.get("/../../etc/passwd.txt").await.is_problem(404);
    site.get("/..%2f..%2fetc%2fpasswd.txt").await.is_problem(404);
    for (method, path) in [("PUT", "/checks"), ("DELETE", "/rules"), ("PATCH", "/api/v1/about")] {
        site.send(ask(method, path).header("x-mingsuan", "1").body(Body::empty()).unwrap()).await.is_problem(405);
    }
    let page = site.get("/").await;
    assert_eq!((page.status.as_u16(), page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert!(page.text().contains("明算"));
}
