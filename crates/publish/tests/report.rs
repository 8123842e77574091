//! The report for people: the page, the docx and the pdf tell the same findings, and nothing of a document gets into them
//! unescaped.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::path::Path;
use std::time::Duration;

use mingsuan_document::{Block, read};
use mingsuan_model::Disclosure;
use mingsuan_publish::pdf::{FONTS_VARIABLE, Fonts};
use mingsuan_publish::report::{Account, Edition, Entry, Lang, Reading, Summary, filed, html};
use mingsuan_rules::judge;
use support::{Source, fixture};

const EDITION: Edition = Edition { lang: Lang::Zh, made: (2026, 11, 26) };

fn planted() -> Disclosure {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/yunshan-2026/planted.docx");
    Source::of(&std::fs::read(path).unwrap(), "planted.docx").disclosure
}

fn entry(path: &str, disclosure: Disclosure) -> Entry {
    let judgement = judge(&disclosure);
    let reading = Ok(Reading { format: "docx", disclosure, judgement });
    Entry { path: path.to_owned(), sha256: None, reading, elapsed: Duration::ZERO }
}

fn summary(entries: &[Entry]) -> Summary {
    Summary { tallies: entries.iter().map(Entry::tally).collect(), ..Summary::default() }
}

/// The report in its three formats.
fn reports(name: &str, entries: &[Entry]) -> [(&'static str, Vec<u8>); 3] {
    let summary = summary(entries);
    let accounts: Vec<Account> = entries.iter().map(|entry| Account::new(entry, EDITION.lang)).collect();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let fetched = folder.parent().map(|target| target.join("fonts"));
    let is_told = std::env::var_os(FONTS_VARIABLE).is_some();
    let fonts = Fonts::of_machine(fetched.filter(|folder| !is_told && folder.is_dir()));
    let pdf = filed::pdf(&accounts, &summary, EDITION, &fonts).unwrap_or_else(|error| panic!("{error}"));
    // Kept where whoever judges printed files looks for them.
    std::fs::write(folder.join(format!("report-{name}.pdf")), &pdf).unwrap();
    [
        ("html", html::page(entries, &summary, EDITION).into_bytes()),
        ("docx", filed::docx(&accounts, &summary, EDITION).unwrap()),
        ("pdf", pdf),
    ]
}

/// All text that a reader finds, without blanks: cells break where paper is narrow.
fn text(bytes: &[u8], format: &str) -> String {
    let document = read(bytes, &format!("report.{format}")).unwrap_or_else(|error| panic!("{format}: {error}"));
    let mut text = String::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => text.push_str(&paragraph.text),
            Block::Table(table) => table.cells().iter().for_each(|cell| text.push_str(&cell.text)),
        }
    }
    squeezed(&text)
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

#[test]
fn the_three_formats_tell_the_same() {
    let mut sources = vec![("planted.docx", planted())];
    sources.extend(fixture("dachang-2024.docx").map(|source| ("dachang-2024.docx", source.disclosure)));
    for (name, disclosure) in sources {
        let entries = [entry(name, disclosure)];
        let reading = entries[0].reading.as_ref().unwrap();
        let findings = &reading.judgement.findings;
        assert!(name != "planted.docx" || findings.len() > 10, "{}", findings.len());
        for (format, bytes) in reports(name, &entries) {
            let text = text(&bytes, format);
            for finding in findings {
                for part in [finding.code, &finding.message, &finding.place.describe()] {
                    assert!(text.contains(&squeezed(part)), "{name} as {format}: {part}\n{text}");
                }
            }
            for place in &reading.judgement.coverage.unverified {
                let number = place.text.as_deref().unwrap_or_default();
                assert!(text.contains(&squeezed(number)), "{name} as {format}: {number}");
            }
        }
    }
}

/// Everything that a hostile document or file name may hold, and a character that no font has.
const HOSTILE: &str =
    "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp;</style></details>=1+1\u{0}\u{1b}\u{e999}";

#[test]
fn nothing_of_a_document_gets_through_unescaped() {
    let mut disclosure = planted();
    disclosure.agency.name = HOSTILE.to_owned();
    for statement in &mut disclosure.statements {
        statement.title = HOSTILE.to_owned();
        let cells = statement.rows.iter_mut().flat_map(|row| &mut row.cells);
        cells.for_each(|cell| cell.text = HOSTILE.to_owned());
        statement.columns.iter_mut().for_each(|column| column.header = vec![HOSTILE.to_owned()]);
    }
    let paragraphs = disclosure.sections.iter_mut().flat_map(|section| &mut section.paragraphs);
    paragraphs.for_each(|paragraph| paragraph.text.push_str(HOSTILE));
    let mut entry = entry(HOSTILE, disclosure);
    let reading = entry.reading.as_mut().unwrap();
    for finding in &mut reading.judgement.findings {
        let place = finding.place.clone();
        finding.message.push_str(HOSTILE);
        finding.advice.push_str(HOSTILE);
        finding.basis.push(HOSTILE.to_owned());
        (finding.expected, finding.actual) = (Some(HOSTILE.to_owned()), Some(HOSTILE.to_owned()));
        finding.related.push(mingsuan_model::Related {
            message: HOSTILE.to_owned(),
            message_en: HOSTILE.to_owned(),
            place,
            path: Some(HOSTILE.into()),
        });
    }
    reading.judgement.findings[0].waived = Some(HOSTILE.to_owned());
    reading.judgement.coverage.unverified[0].text = Some(HOSTILE.into());
    let unread =
        Entry {
            path: format!("二{HOSTILE}"), sha256: None, reading: Err(HOSTILE.to_owned()), elapsed: Duration::ZERO
        };
    let [(_, page), (_, docx), (_, pdf)] = reports("hostile", &[entry, unread]);
    let page = String::from_utf8(page).unwrap();
    for (tag, times) in [("<script", 1), ("<style", 1), ("</style", 1), ("<img", 0), ("onerror", usize::MAX)] {
        let found = page.matches(tag).count();
        assert!(found == times || times == usize::MAX && found > 0, "{tag}: {found}");
    }
    assert!(!page.contains('\u{0}') && !page.contains('\u{1b}'));
    assert_eq!(page.matches("<details").count(), page.matches("</details>").count());
    for (bytes, format) in [(docx, "docx"), (pdf, "pdf")] {
        assert!(text(&bytes, format).contains("<script>alert(1)</script>"), "{format}");
    }
}

#[test]
fn a_page_asks_for_nothing_and_runs_nothing_but_its_own_script() {
    let entries = [entry("planted.docx", planted())];
    let page = html::page(&entries, &summary(&entries), EDITION);
    assert!(page.contains("default-src 'none'"));
    for reference in ["src=", "http:", "https:", "url(", "@import", " style=", "onclick", "javascript:"] {
        assert!(!page.contains(reference), "{reference}");
    }
    let targets = regex::Regex::new("href=\"([^\"]*)\"").unwrap();
    for target in targets.captures_iter(&page) {
        let anchor = target[1].strip_prefix('#').unwrap_or_else(|| panic!("{}", &target[1]));
        assert_eq!(page.matches(&format!("id=\"{anchor}\"")).count(), 1, "{anchor}");
    }
    assert!(page.contains("成立"), "the numbers say what vouches for them");
}

#[test]
fn a_run_that_found_nothing_or_read_nothing_is_told_too() {
    let unread =
        Entry { path: "a.pdf".to_owned(), sha256: None, reading: Err("空文件".to_owned()), elapsed: Duration::ZERO };
    for entries in [vec![], vec![unread]] {
        for (format, bytes) in reports(&format!("empty-{}", entries.len()), &entries) {
            let text = text(&bytes, format);
            assert!(text.contains("检查报告"), "{format}: {text}");
            assert_eq!(text.contains("空文件"), !entries.is_empty(), "{format}: {text}");
        }
    }
}
