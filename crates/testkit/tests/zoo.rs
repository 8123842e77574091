//! The zoo is read right: every specimen as a page, as office files and, where the programs are there, as other programs
//! print it. What a specimen tells is computed from its budget, not read.

#![allow(clippy::panic)] // A test may stop.

use std::path::Path;
use std::process::{Command, Stdio};

use mingsuan_testkit::write_docx::write_docx;
use mingsuan_testkit::zoo::{Specimen, differences, specimens};

/// What was read wrong of a file with a specimen in it.
fn wrong(specimen: &Specimen, bytes: &[u8], name: &str) -> Vec<String> {
    let document = mingsuan_document::read(bytes, name).unwrap_or_else(|error| panic!("{name}: {error}"));
    differences(specimen, &mingsuan_import::import(&document, None))
}

/// Stops with the first lines of what was read wrong.
fn assert_right(specimen: &Specimen, how: &str, lines: &[String]) {
    let shown: Vec<&str> = lines.iter().take(12).map(String::as_str).collect();
    assert!(lines.is_empty(), "{} as {how}, {} differences:\n{}", specimen.name, lines.len(), shown.join("\n"));
}

#[test]
fn every_specimen_tells_something() {
    let all = specimens();
    assert!(all.len() >= 25, "{} specimens", all.len());
    for specimen in &all {
        let told: usize = specimen.sheets.iter().map(|sheet| sheet.told.len()).sum();
        assert!(told > 100, "{}: {told} facts", specimen.name);
    }
}

#[test]
fn a_wrong_amount_is_noticed() {
    let all = specimens();
    let specimen = all.first().unwrap_or_else(|| panic!("there are specimens"));
    let (place, text) = specimen
        .draft
        .cells()
        .into_iter()
        .find(|(_, cell)| cell.text.contains('.') && cell.text.len() > 4)
        .map(|(place, cell)| (place, cell.text.clone()))
        .unwrap_or_else(|| panic!("an amount is printed"));
    let mut draft = specimen.draft.clone();
    assert!(draft.set_cell(place, format!("1{text}")));
    let bytes = write_docx(&draft).unwrap_or_else(|error| panic!("{error}"));
    assert!(!wrong(specimen, &bytes, "样本.docx").is_empty());
}

#[test]
fn pages_are_read_right() {
    for specimen in specimens() {
        assert_right(&specimen, "a page", &wrong(&specimen, specimen.html.as_bytes(), "样本.html"));
    }
}

#[test]
fn office_files_are_read_right() {
    for specimen in specimens() {
        let bytes = write_docx(&specimen.draft).unwrap_or_else(|error| panic!("{error}"));
        assert_right(&specimen, "docx", &wrong(&specimen, &bytes, "样本.docx"));
    }
}

/// The specimens that a browser prints in this test: each draws its tables in another way.
const PRINTED: [&str; 18] = [
    "public-tables",
    "chapters",
    "agency-columns",
    "mixed-scales",
    "gaps",
    "dark-head-plain",
    "bold",
    "flat-watermark",
    "horizontal",
    "no-rules",
    "zebra",
    "names-only",
    "left",
    "sideways",
    "sideways-gaps",
    "target-forms",
    "target-list",
    "final-horizontal",
];

#[test]
fn printed_pages_are_read_right() {
    let folder = std::env::temp_dir().join(format!("mingsuan-zoo-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{error}"));
    let mut printed = 0;
    for specimen in specimens().iter().filter(|specimen| PRINTED.contains(&specimen.name.as_str())) {
        let (html, pdf) = (folder.join("样本.html"), folder.join("样本.pdf"));
        std::fs::write(&html, &specimen.html).unwrap_or_else(|error| panic!("{error}"));
        if !prints(&html, &pdf) {
            assert!(std::env::var("CI").as_deref() != Ok("true"), "chromium is missing: no printed page was read");
            println!("chromium is not here: printed pages were not read");
            break;
        }
        let bytes = std::fs::read(&pdf).unwrap_or_else(|error| panic!("{}: {error}", specimen.name));
        assert_right(specimen, "a printed page", &wrong(specimen, &bytes, "样本.pdf"));
        printed += 1;
    }
    assert!(printed == 0 || printed == PRINTED.len(), "{printed} of {} were printed", PRINTED.len());
    std::fs::remove_dir_all(&folder).unwrap_or_else(|error| panic!("{error}"));
}

/// Prints a page with a browser; false when there is none.
fn prints(html: &Path, pdf: &Path) -> bool {
    let mut command = Command::new("chromium");
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]);
    command.arg(format!("--print-to-pdf={}", pdf.display())).arg(html);
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
