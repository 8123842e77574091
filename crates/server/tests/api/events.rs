//! Progress as server-sent events.

use std::time::Duration;

use http_body_util::BodyExt;
use mingsuan_server::Body;
use serde_json::Value;
use tokio::time::timeout;
use tower::ServiceExt;

use crate::common::{Site, ask, example};

/// The events of a check, up to the first of this name.
async fn events(site: &Site, id: &str, last: &str) -> Vec<(String, Value)> {
    let request = ask("GET", &format!("/checks/{id}/events")).body(Body::empty()).unwrap();
    let mut body = site.server.router().oneshot(request).await.unwrap().into_body();
    let mut text = String::new();
    let ends = format!("event: {last}\n");
    while !text.split_once(&ends).is_some_and(|(_, data)| data.contains("\n\n")) {
        let Ok(Some(frame)) = timeout(Duration::from_secs(60), body.frame()).await else { break };
        text.push_str(std::str::from_utf8(frame.unwrap().data_ref().unwrap()).unwrap());
    }
    let event = |event: &str| {
        let (name, data) = event.strip_prefix("event: ")?.split_once("\ndata: ")?;
        Some((name.to_owned(), serde_json::from_str(data).unwrap()))
    };
    text.split("\n\n").filter_map(event).collect()
}

#[tokio::test]
async fn each_document_goes_forward_and_the_sums_come_last() {
    let site = Site::new();
    let planted = example("planted.txt");
    let names: Vec<String> = (0..12).map(|at| format!("{at}.txt")).collect();
    let parts: Vec<_> = names.iter().map(|name| ("file", Some(name.as_str()), &planted[..])).collect();
    let id = site.upload("/checks", &parts).await.json()["id"].as_str().unwrap().to_owned();
    // Several readers see the same.
    let (one, other) = tokio::join!(events(&site, &id, "summary"), events(&site, &id, "summary"));
    for seen in [one, other] {
        assert_eq!(seen.last().unwrap().0, "summary");
        assert_eq!(seen.iter().filter(|(name, _)| name == "summary").count(), 1);
        for number in 1..=12 {
            let order = ["waiting", "reading", "done"];
            let states = seen.iter().filter(|(name, row)| name == "document" && row["number"] == number);
            let states: Vec<usize> =
                states.map(|(_, row)| order.iter().position(|state| row["state"] == *state).unwrap()).collect();
            assert!(states.is_sorted_by(|one, other| one < other), "{states:?}");
            assert_eq!(states.last(), Some(&2));
        }
        let check = &seen.last().unwrap().1;
        assert_eq!((check["state"].as_str(), check["summary"]["documents"].as_u64()), (Some("done"), Some(12)));
        assert!(check["documents"].is_null());
    }
    // Who comes late is told how it stands.
    let late = events(&site, &id, "summary").await;
    assert_eq!(late.len(), 13);
    assert!(late[..12].iter().all(|(name, row)| name == "document" && row["state"] == "done"));
}

#[tokio::test]
async fn readers_are_told_when_it_is_over() {
    let site = Site::new();
    let id = site.checked(&[("file", Some("a.txt"), &example("clean.txt"))]).await;
    let path = format!("/checks/{id}");
    let take_away = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        site.delete(&path).await
    };
    let (seen, _) = tokio::join!(events(&site, &id, "expired"), take_away);
    assert_eq!(seen.last().unwrap().0, "expired");
    // When the server ends, streams end without a word.
    let id = site.checked(&[("file", Some("a.txt"), &example("clean.txt"))]).await;
    let (seen, ()) = tokio::join!(events(&site, &id, "nothing"), async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        site.server.close();
    });
    assert_eq!(seen.last().unwrap().0, "summary");
}
