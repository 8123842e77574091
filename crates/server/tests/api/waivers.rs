//! Waivers: given with a reason and a name, taken back, and taken along as a file.

use serde_json::{Value, json};

use crate::common::{Site, example};

#[tokio::test]
async fn a_waiver_goes_all_the_way_round() {
    let site = Site::new();
    let planted = example("planted.txt");
    let file = ("file", Some("云杉/planted.txt"), &planted[..]);
    let id = site.checked(&[file]).await;
    let before = site.done(&id).await;
    let document = site.get(&format!("/checks/{id}/documents/1")).await.json();
    let error = document["findings"].as_array().unwrap().iter().find(|finding| finding["severity"] == "error").unwrap();
    let wanted = json!({"document": 1, "finding": error["id"], "reason": "已与财政局核对\"[[waiver]]\n", "by": "张三", "until": "2099-12-31"});
    let reply = site.post(&format!("/checks/{id}/waivers"), &wanted).await;
    assert_eq!(reply.status, 201, "{}", reply.text());
    let given = reply.json();
    assert_eq!(given["waivers"][0]["code"], error["code"]);
    assert_eq!(given["document"]["counts"]["waived"], 1);
    assert_eq!(counted(&given["document"]), counted(&before["documents"][0]) - 1);
    let after = site.done(&id).await;
    assert_eq!((&after["summary"]["waived"], after["waivers"].as_array().unwrap().len()), (&json!(1), 1));
    let document = site.get(&format!("/checks/{id}/documents/1")).await.json();
    let waived: Vec<&Value> =
        document["findings"].as_array().unwrap().iter().filter(|finding| !finding["waived"].is_null()).collect();
    assert_eq!((waived.len(), &waived[0]["id"]), (1, &error["id"]));
    assert!(waived[0]["waived"].as_str().unwrap().contains("张三，至 2099-12-31"));
    // The file says the same to another check.
    let reply = site.get(&format!("/checks/{id}/waivers.toml")).await;
    assert_eq!(reply.header("content-disposition"), "attachment; filename*=UTF-8''waivers.toml");
    let other = site.checked(&[file, ("waivers", None, &reply.body)]).await;
    assert_eq!(site.done(&other).await["summary"]["waived"], 1);
    assert_eq!(site.get(&format!("/checks/{other}/waivers.toml")).await.text(), reply.text().trim_end());
    // Taken back, all is as before.
    let number = &given["waivers"][0]["number"];
    let taken = site.delete(&format!("/checks/{id}/waivers/{number}")).await.json();
    assert_eq!((&taken["waivers"], &taken["document"]["counts"]), (&json!([]), &before["documents"][0]["counts"]));
    site.delete(&format!("/checks/{id}/waivers/{number}")).await.is_problem(404);
    assert_eq!(site.done(&id).await["summary"]["error"], before["summary"]["error"]);
}

fn counted(row: &Value) -> u64 {
    ["error", "warning", "info"].iter().map(|severity| row["counts"][severity].as_u64().unwrap()).sum()
}

#[tokio::test]
async fn without_a_reason_and_a_name_there_is_none() {
    let site = Site::new();
    let id = site.checked(&[("file", Some("a.txt"), &example("planted.txt"))]).await;
    let good = json!({"document": 1, "finding": 1, "reason": "理由", "by": "张三"});
    let path = format!("/checks/{id}/waivers");
    for (field, value, status) in [
        ("reason", json!(" "), 422),
        ("by", json!(""), 422),
        ("by", Value::Null, 422),
        ("reason", json!("长".repeat(501)), 422),
        ("until", json!("明年"), 422),
        ("until", json!("2020-01-01"), 422),
        ("finding", json!(0), 422),
        ("finding", json!(9_999), 422),
        ("finding", json!(-1), 422),
        ("document", json!(2), 404),
        ("colour", json!("red"), 422),
    ] {
        let mut wanted = good.clone();
        wanted[field] = value;
        site.post(&path, &wanted).await.is_problem(status);
    }
    assert_eq!(site.done(&id).await["waivers"], json!([]));
    site.post(&format!("/checks/{}/waivers", "0".repeat(32)), &good).await.is_problem(404);
    assert_eq!(site.post(&path, &good).await.status, 201);
}

#[tokio::test]
async fn a_finding_between_documents_is_waived_too() {
    let site = Site::new();
    let planted = String::from_utf8(example("planted.txt").clone()).unwrap();
    let other = planted.replace("1918.72", "1928.72");
    assert_ne!(planted, other);
    let files = [("file", Some("a.txt"), planted.as_bytes()), ("file", Some("b.txt"), other.as_bytes())];
    let id = site.checked(&files).await;
    let before = site.done(&id).await;
    let open = |check: &Value| {
        let crossings = check["crossings"].as_array().unwrap().clone();
        crossings.into_iter().filter(|finding| finding["waived"].is_null()).count()
    };
    assert!(open(&before) > 0, "{before}");
    let path = format!("/checks/{id}/waivers");
    let last = before["crossings"].as_array().unwrap().len();
    let wanted = json!({"finding": last, "reason": "后一份为更正稿", "by": "张三"});
    let given = site.post(&path, &wanted).await;
    assert_eq!(given.status, 201, "{}", given.text());
    let given = given.json();
    assert_eq!((&given["document"], &given["waivers"][0]["document"]), (&Value::Null, &Value::Null));
    let after = site.done(&id).await;
    assert!(after["crossings"][last - 1]["waived"].as_str().unwrap().contains("张三"));
    assert!(open(&after) < open(&before));
    site.post(&path, &json!({"finding": last + 1, "reason": "理由", "by": "张三"})).await.is_problem(422);
    let number = &given["waivers"][0]["number"];
    assert_eq!(site.delete(&format!("{path}/{number}")).await.json()["waivers"], json!([]));
    assert_eq!(open(&site.done(&id).await), open(&before));
}
