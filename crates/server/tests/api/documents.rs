//! One document: what is said of it, and its bytes.

use crate::common::{Site, example};

#[tokio::test]
async fn a_document_is_told_as_in_the_report_with_stable_ids() {
    let site = Site::new();
    let planted = example("planted.docx");
    let id = site.checked(&[("file", Some("planted.docx"), &planted)]).await;
    let path = format!("/checks/{id}/documents/1");
    let document = site.get(&path).await.json();
    assert_eq!(document["format"], "docx");
    let findings = document["findings"].as_array().unwrap();
    assert!(findings.len() > 3);
    for (at, finding) in findings.iter().enumerate() {
        assert_eq!(finding["id"], at + 1);
        for field in ["code", "severity", "message", "message_en", "advice", "place", "related", "basis"] {
            assert!(!finding[field].is_null(), "{field}");
        }
    }
    assert!(!document["rules"].as_array().unwrap().is_empty());
    assert_eq!(site.get(&path).await.json(), document);
}

#[tokio::test]
async fn what_is_no_budget_says_so() {
    let site = Site::new();
    let id =
        site.checked(&[("file", Some("信.txt"), "今天天气很好。".as_bytes()), ("file", Some("空.pdf"), b"")]).await;
    let check = site.done(&id).await;
    assert_eq!(check["summary"]["unreadable"], 2);
    for row in check["documents"].as_array().unwrap() {
        assert_eq!(row["state"], "unreadable");
        assert!(!row["message"].as_str().unwrap().is_empty());
    }
    let document = site.get(&format!("/checks/{id}/documents/1")).await.json();
    assert_eq!(document["unreadable"], check["documents"][0]["message"]);
}

#[tokio::test]
async fn there_is_nothing_beyond_the_last_document() {
    let site = Site::new();
    let id = site.checked(&[("file", Some("a.txt"), &example("clean.txt"))]).await;
    for number in ["0", "2", "99999999999999999999999", "-1", "x"] {
        for rest in ["", "/content", "/original", "/pages/1"] {
            site.get(&format!("/checks/{id}/documents/{number}{rest}")).await.is_problem(404);
        }
    }
}

#[tokio::test]
async fn the_original_comes_back_as_an_attachment() {
    let site = Site::new();
    let html = b"<script>alert(1)</script>";
    let id = site.checked(&[("file", Some("../a/\"预算\".html"), html)]).await;
    let reply = site.get(&format!("/checks/{id}/documents/1/original")).await;
    assert_eq!(reply.body, html);
    assert_eq!(reply.header("content-type"), "application/octet-stream");
    assert_eq!(reply.header("content-disposition"), "attachment; filename*=UTF-8''%2522%E9%A2%84%E7%AE%97%2522.html");
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
}
