//! Checks: opened, added to, looked at, taken away, over.

use std::time::Duration;

use mingsuan_server::Limits;
use serde_json::json;

use crate::common::{Site, example, multipart, upload};

#[tokio::test]
async fn documents_are_judged_as_by_the_command_line() {
    let site = Site::new();
    let planted = example("planted.txt");
    let reply = site.upload("/checks", &[("file", Some("云杉/planted.txt"), &planted)]).await;
    assert_eq!(reply.status, 201);
    let check = reply.json();
    assert_eq!(check["documents"][0]["path"], "云杉/planted.txt");
    assert_eq!(check["documents"][0]["number"], 1);
    let check = site.done(check["id"].as_str().unwrap()).await;
    let row = &check["documents"][0];
    assert_eq!((&row["state"], &row["format"], &row["year"]), (&json!("done"), &json!("txt"), &json!(2026)));
    assert!(row["counts"]["error"].as_u64() > Some(0), "{row}");
    assert_eq!(check["summary"]["documents"], 1);
    assert_eq!(check["summary"]["error"], row["counts"]["error"]);
    assert_eq!(check["summary"]["agencies"][0]["name"], row["agency"]["name"]);
    assert_eq!(check["summary"]["partial"], false);
}

#[tokio::test]
async fn a_check_may_begin_empty_and_grow() {
    let site = Site::new();
    let reply = site.upload("/checks", &[]).await;
    let check = reply.json();
    assert_eq!((reply.status.as_u16(), &check["state"], &check["documents"]), (201, &json!("done"), &json!([])));
    let path = format!("/checks/{}", check["id"].as_str().unwrap());
    let (clean, planted) = (example("clean.txt"), example("planted.txt"));
    let reply = site.upload(&format!("{path}/documents"), &[("file", Some("a.txt"), &clean)]).await;
    assert_eq!(reply.status, 201, "{}", reply.text());
    // The same name again is another document.
    let reply = site.upload(&format!("{path}/documents"), &[("file", Some("a.txt"), &planted)]).await;
    assert_eq!((&reply.json()[0]["path"], &reply.json()[0]["number"]), (&json!("a（2）.txt"), &json!(2)));
    let check = site.done(check["id"].as_str().unwrap()).await;
    assert_eq!(check["summary"]["documents"], 2);
    // Two documents of one agency and year are compared with each other.
    assert!(check["crossings"].as_array().unwrap().iter().all(|finding| finding["path"].is_string()));
}

#[tokio::test]
async fn wishes_are_heeded_and_wrong_ones_refused() {
    let site = Site::new();
    let planted = example("planted.txt");
    let file = ("file", Some("a.txt"), &planted[..]);
    let id = site.checked(&[file, ("select", None, b"A, X"), ("lang", None, b"en")]).await;
    let document = site.get(&format!("/checks/{id}/documents/1")).await.json();
    let findings = document["findings"].as_array().unwrap();
    assert!(!findings.is_empty());
    assert!(findings.iter().all(|finding| ["A", "X"].contains(&&finding["code"].as_str().unwrap()[..1])));
    for (field, value, told) in [
        ("select", "ZZ9", "没有编号或名称为“ZZ9”的规则"),
        ("profile", "月球", "没有名为“月球”的口径"),
        ("waivers", "[[waiver]]\ncode = \"A001\"", "没有写理由"),
        ("lang", "fr", "zh 或 en"),
    ] {
        let problem = site.upload("/checks", &[file, (field, None, value.as_bytes())]).await.is_problem(422);
        assert!(problem["detail"].as_str().unwrap().contains(told), "{problem}");
    }
    site.upload("/checks", &[("colour", None, b"red")]).await.is_problem(400);
    site.upload("/checks", &[("select", None, b"\xff\xfe")]).await.is_problem(400);
}

#[tokio::test]
async fn what_is_taken_away_is_gone() {
    let site = Site::new();
    let id = site.checked(&[("file", Some("a.txt"), &example("clean.txt"))]).await;
    let path = format!("/checks/{id}");
    assert_eq!(site.delete(&path).await.status, 204);
    site.get(&path).await.is_problem(404);
    site.delete(&path).await.is_problem(404);
    site.upload(&format!("{path}/documents"), &[]).await.is_problem(404);
    for rest in ["documents/1", "documents/1/content", "documents/1/original", "events", "waivers.toml"] {
        site.get(&format!("{path}/{rest}")).await.is_problem(404);
    }
}

#[tokio::test]
async fn a_check_that_nobody_looks_at_is_over_and_its_room_free() {
    let clean = example("clean.txt");
    let limits = Limits {
        lifetime: Duration::from_millis(1_500),
        total_bytes: clean.len() as u64 + 10,
        checks: 2,
        ..Limits::default()
    };
    let site = Site::with(limits);
    let file = [("file", Some("a.txt"), &clean[..])];
    let id = site.checked(&file).await;
    site.upload("/checks", &file).await.is_problem(413);
    assert_eq!(site.upload("/checks", &[]).await.status, 201);
    site.upload("/checks", &[]).await.is_problem(429);
    tokio::time::sleep(Duration::from_millis(1_000)).await;
    assert_eq!(site.get(&format!("/checks/{id}")).await.status, 200);
    tokio::time::sleep(Duration::from_millis(1_000)).await;
    assert_eq!(site.server.sweep(), 1, "only the one that was not looked at");
    assert_eq!(site.get(&format!("/checks/{id}")).await.status, 200);
    tokio::time::sleep(Duration::from_millis(1_600)).await;
    site.get(&format!("/checks/{id}")).await.is_problem(404);
    assert_eq!(site.server.sweep(), 1);
    site.checked(&file).await;
}

#[tokio::test]
async fn uploads_beyond_the_limits_leave_nothing_behind() {
    let limits = Limits { file_bytes: 1_000, files: 3, total_files: 4, total_bytes: 3_000, ..Limits::default() };
    let site = Site::with(limits);
    let (small, large) = ([b'a'; 600], [b'a'; 1_001]);
    let file = |name, bytes| ("file", Some(name), bytes);
    let problem = site.upload("/checks", &[file("a", &small[..]), file("<b>.txt", &large)]).await.is_problem(413);
    assert!(problem["detail"].as_str().unwrap().contains("“<b>.txt”过大"), "{problem}");
    site.upload("/checks", &[file("a", &small[..]); 4]).await.is_problem(413);
    // Had anything been kept of these, there would be no room for three.
    let reply = site.upload("/checks", &[file("a", &small[..]); 3]).await;
    assert_eq!(reply.status, 201, "{}", reply.text());
    let path = format!("/checks/{}", reply.json()["id"].as_str().unwrap());
    site.upload(&format!("{path}/documents"), &[file("d", &small[..])]).await.is_problem(413);
    site.upload("/checks", &[file("a", &small[..]); 2]).await.is_problem(413);
    // One that breaks off is not taken in by half.
    let whole = multipart(&[file("a", &small[..])]);
    site.send(upload("/checks", whole[..whole.len() - 60].to_vec())).await.is_problem(400);
    assert_eq!(site.upload("/checks", &[file("a", &small[..])]).await.status, 201);
}

#[tokio::test]
async fn two_hundred_files_in_one_check() {
    let site = Site::new();
    let planted = String::from_utf8(example("planted.txt")).unwrap();
    let id = site.upload("/checks", &[]).await.json()["id"].as_str().unwrap().to_owned();
    for portion in 0..10 {
        let files: Vec<(String, String)> = (0..20)
            .map(|at| (format!("{portion}/{at}.txt"), planted.replace("林业", &format!("林{portion}{at}业"))))
            .collect();
        let parts: Vec<_> = files.iter().map(|(name, text)| ("file", Some(name.as_str()), text.as_bytes())).collect();
        assert_eq!(site.upload(&format!("/checks/{id}/documents"), &parts).await.status, 201);
    }
    let check = site.done(&id).await;
    assert_eq!(check["summary"]["documents"], 200);
    assert!(check["documents"].as_array().unwrap().iter().all(|row| row["state"] == "done"));
}
