//! How reports look, without colours. `cargo xtask bless` accepts a new look; then the diff is read.

use crate::common::mingsuan;

/// The output with times taken out.
fn timeless(arguments: &[&str]) -> String {
    let text = mingsuan(arguments).stdout;
    let lines = text.lines().map(|line| match line.trim_start() {
        rest if rest.ends_with(" ms") => format!("{}…", &line[..line.len() - rest.len()]),
        _ => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_planted_example() {
    insta::assert_snapshot!("planted", timeless(&["check", "examples/yunshan-2026/planted.txt"]));
}

#[test]
fn several_documents() {
    let report = timeless(&["check", "examples/yunshan-2026", "--select", "G", "--lang", "en"]);
    insta::assert_snapshot!("several_english", report);
}

#[test]
fn the_page() {
    let page = mingsuan(&["check", "examples/yunshan-2026/planted.txt", "--select", "A,P006,N001", "--format", "html"]);
    let (_, main) = page.stdout.split_once("<main>").unwrap();
    let (main, _) = main.split_once("<script>").unwrap();
    // A tag a line, that a difference can be read.
    insta::assert_snapshot!("page", main.replace("><", ">\n<"));
}

#[test]
fn the_catalogue() {
    insta::assert_snapshot!("rules", timeless(&["rules"]));
}

#[test]
fn a_manual_page() {
    insta::assert_snapshot!("explain", timeless(&["explain", "A001"]));
}
