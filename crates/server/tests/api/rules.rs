//! The catalogue, and what the server says of itself.

use crate::common::Site;

#[tokio::test]
async fn rules_come_with_their_manual_in_both_languages() {
    let site = Site::new();
    let rules = site.get("/rules").await.json();
    assert!(rules.as_array().unwrap().len() > 100);
    let zh = site.get("/rules/A001").await.json();
    assert_eq!((zh["code"].as_str(), zh["family"].as_str()), (Some("A001"), Some("A")));
    assert!(zh["manual"].as_str().unwrap().contains("检查内容"));
    let en = site.get("/rules/subtotal-mismatch?lang=en").await.json();
    assert_eq!(en["code"], "A001");
    assert_ne!(en["title"], zh["title"]);
    site.get("/rules/A999").await.is_problem(404);
    site.get("/rules?lang=fr").await.is_problem(400);
}

#[tokio::test]
async fn the_server_says_what_it_takes() {
    let about = Site::new().get("/api/v1/about").await.json();
    assert!(about["formats"].as_array().unwrap().iter().any(|ending| ending == "pdf"));
    assert!(about["limits"]["file_bytes"].as_u64() > Some(1 << 20));
}
