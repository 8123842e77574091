//! What is taken away from a check: reports, marked copies, notices; and two documents side by side.

use std::io::Cursor;

use serde_json::Value;
use zip::ZipArchive;

use crate::common::{Site, example, pdf};

#[tokio::test]
async fn everything_can_be_downloaded_once_all_is_done() {
    let site = Site::new();
    let (planted, clean) = (example("planted.docx"), example("clean.docx"));
    let files = [("file", Some("云山/planted.docx"), &planted[..]), ("file", Some("../clean.docx"), &clean)];
    let id = site.checked(&files).await;
    let shown = site.done(&id).await;
    for (rest, begins) in [
        ("report.html", &b"<!DOCTYPE html>"[..]),
        ("report.html?lang=en", b"<!DOCTYPE html>"),
        ("report.docx", b"PK"),
        ("sheet.xlsx", b"PK"),
        ("copies.zip", b"PK"),
        ("notices.zip", b"PK"),
        ("documents/1/copy", b"PK"),
    ] {
        let reply = site.get(&format!("/checks/{id}/{rest}")).await;
        assert_eq!(reply.status, 200, "{rest}: {}", reply.text());
        assert!(reply.body.starts_with(begins), "{rest}");
        assert!(reply.header("content-disposition").starts_with("attachment; filename*=UTF-8''"), "{rest}");
    }
    let report = site.get(&format!("/checks/{id}/report.html")).await.text();
    assert!(report.contains("云山县林业和草原局") && report.contains("../clean.docx"));
    let copies = site.get(&format!("/checks/{id}/copies.zip")).await.body;
    let copies = ZipArchive::new(Cursor::new(copies)).unwrap();
    for name in ["云山/planted.标注.docx", "clean.标注.docx"] {
        assert!(copies.index_for_name(name).is_some(), "{name}");
    }
    let notices = site.get(&format!("/checks/{id}/notices.zip")).await.body;
    assert_eq!(
        ZipArchive::new(Cursor::new(notices)).unwrap().len(),
        shown["summary"]["agencies"].as_array().unwrap().len()
    );
    // The sheet read back has a row for each finding.
    let sheet = site.get(&format!("/checks/{id}/sheet.xlsx")).await.body;
    let other = site.checked(&[("file", Some("sheet.xlsx"), &sheet)]).await;
    assert_eq!(site.done(&other).await["documents"][0]["state"], "unreadable", "it is no budget");
    for rest in ["report.html?lang=fr", "report.pdf?lang="] {
        site.get(&format!("/checks/{id}/{rest}")).await.is_problem(400);
    }
}

#[tokio::test]
async fn a_report_is_printed_or_says_what_is_missing() {
    let site = Site::new();
    let id = site.checked(&[("file", Some("a.pdf"), &pdf()), ("file", Some("信.txt"), "你好".as_bytes())]).await;
    let reply = site.get(&format!("/checks/{id}/report.pdf")).await;
    // Fonts are brought by `cargo xtask fonts`.
    if reply.status == 200 {
        assert!(reply.body.starts_with(b"%PDF-"))
    } else {
        drop(reply.is_problem(422))
    }
    let reply = site.get(&format!("/checks/{id}/documents/1/copy")).await;
    assert!(reply.status == 200 && reply.body.starts_with(b"%PDF-"), "{}", reply.text());
    site.get(&format!("/checks/{id}/documents/2/copy")).await.is_problem(422);
    let copies = site.get(&format!("/checks/{id}/copies.zip")).await.body;
    assert!(ZipArchive::new(Cursor::new(copies)).unwrap().by_name("说明.txt").is_ok());
}

#[tokio::test]
async fn numbers_are_vouched_for() {
    let site = Site::new();
    let id = site.checked(&[("file", Some("a.docx"), &example("clean.docx"))]).await;
    let numbers = site.get(&format!("/checks/{id}/documents/1/vouching")).await.json();
    let row = &site.done(&id).await["documents"][0];
    assert_eq!(numbers.as_array().unwrap().len() as u64, row["coverage"]["numeric_cells"].as_u64().unwrap());
    let is_vouched = |number: &&Value| number["equations"].as_array().is_some_and(|equations| !equations.is_empty());
    let vouched = numbers.as_array().unwrap().iter().filter(is_vouched).count();
    assert_eq!(vouched as u64, row["coverage"]["verified_cells"].as_u64().unwrap());
}

#[tokio::test]
async fn two_documents_stand_side_by_side() {
    let site = Site::new();
    let (planted, clean) = (example("planted.txt"), example("clean.txt"));
    let parts = [("file", Some("a.txt"), &planted[..]), ("file", Some("b.txt"), &clean), ("file", Some("c.txt"), b"x")];
    let id = site.checked(&parts).await;
    let path = format!("/checks/{id}/comparison");
    let compared = site.get(&format!("{path}?before=1&after=2")).await.json();
    let count = |value: &Value, name: &str| value[name].as_array().unwrap().len();
    let before = site.get(&format!("/checks/{id}/documents/1")).await.json();
    assert!(count(&compared, "closed") > 5 && count(&compared, "figures") > 0);
    assert_eq!(
        count(&compared, "closed") + count(&compared, "remaining") + count(&compared, "unconfirmed"),
        count(&before, "findings")
    );
    let figure = &compared["figures"][0];
    assert!(figure["what"].as_str().unwrap().contains(" · ") && figure["place_after"]["line"].is_u64(), "{figure}");
    let same = site.get(&format!("{path}?before=1&after=1")).await.json();
    assert_eq!((count(&same, "closed"), count(&same, "new"), count(&same, "figures")), (0, 0, 0));
    for (query, status) in [
        ("", 400),
        ("?before=1", 400),
        ("?before=1&after=9", 404),
        ("?before=1&after=3", 422),
        ("?before=0&after=1", 404),
    ] {
        site.get(&format!("{path}{query}")).await.is_problem(status);
    }
}
