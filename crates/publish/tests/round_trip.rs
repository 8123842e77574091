//! What is published and read again says the same: the founding document, the example and made-up budgets, format by format.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use mingsuan_document::read;
use mingsuan_publish::layout::Piece;
use mingsuan_testkit::compare::differences;
use support::{Source, WRITERS, example, fixture, generated, in_memory};

/// Made-up budgets that go through every writer.
const SEEDS: u64 = 300;
/// Made-up budgets that are printed on pages and read from them.
const PRINTED_SEEDS: u64 = 40;

/// Publishes in every format, reads the files again and compares.
fn assert_unchanged(source: &Source) {
    for (format, write) in WRITERS {
        let bytes = write(&source.layout).unwrap_or_else(|error| panic!("{} as {format}: {error}", source.name));
        let again = read(&bytes, &format!("again.{format}")).unwrap();
        let differences = differences(&source.disclosure, &mingsuan_import::import(&again, None));
        let shown = differences.iter().take(20).map(String::as_str).collect::<Vec<_>>().join("\n");
        assert!(differences.is_empty(), "{} as {format}: {} lines differ\n{shown}", source.name, differences.len());
    }
}

#[test]
fn the_founding_document_comes_back() {
    for format in ["docx", "html", "txt", "gbk.txt", "odt", "rtf", "doc", "xlsx", "xls", "ods"] {
        let Some(source) = fixture(&format!("dachang-2024.{format}")) else { return };
        assert_unchanged(&source);
    }
}

#[test]
fn the_example_comes_back() {
    assert_unchanged(&example());
}

#[test]
fn made_up_budgets_come_back() {
    let threads = std::thread::available_parallelism().map_or(1, |count| count.get() as u64);
    std::thread::scope(|scope| {
        for first in 0..threads {
            scope.spawn(move || {
                (first..SEEDS).step_by(threads as usize).for_each(|seed| assert_unchanged(&generated(seed)))
            });
        }
    });
}

#[test]
fn a_document_that_was_never_a_file_comes_back() {
    for seed in 0..30 {
        let draft = mingsuan_testkit::Generator::new(seed).budget().draft();
        let source = in_memory(&draft, &format!("seed-{seed} in memory"));
        assert_unchanged(&source);
        assert_eq!(source.layout, generated(seed).layout, "seed {seed}");
    }
}

/// The comparison sees what a writer might do wrong: one digit, one sentence, one table less.
#[test]
fn what_does_not_come_back_is_seen() {
    let source = example();
    let differ = |change: &dyn Fn(&mut Vec<Piece>)| {
        let mut layout = source.layout.clone();
        layout.sections.iter_mut().for_each(|section| change(&mut section.pieces));
        let again = read(&mingsuan_publish::docx::write(&layout).unwrap(), "again.docx").unwrap();
        differences(&source.disclosure, &mingsuan_import::import(&again, None))
    };
    let digit = differ(&|pieces| {
        for piece in pieces {
            if let Piece::Table(grid) = piece {
                let cells = grid.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.filter(|cell| cell.text == "286.40").for_each(|cell| cell.text = "286.41".to_owned());
            }
        }
    });
    assert!(
        digit.iter().any(|line| line.contains("286.40")) && digit.iter().any(|line| line.contains("286.41")),
        "{digit:?}"
    );
    let sentence =
        differ(&|pieces| pieces.retain(|piece| !matches!(piece, Piece::Paragraph(text) if text.contains("综合预算"))));
    assert_eq!(sentence.len(), 1, "{sentence:?}");
    let tables =
        differ(&|pieces| pieces.retain(|piece| !matches!(piece, Piece::Table(grid) if grid.widths.len() == 13)));
    assert!(tables.iter().any(|line| line.contains("revenue-summary")), "{tables:?}");
}

/// A page shows no difference between one blank and two, nor between a line that was broken and one that did not fit.
fn without_blanks(lines: Vec<String>) -> Vec<String> {
    let bare = |line: &String| line[1..].replace("\\n", "").chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let of = |sign: char| lines.iter().filter(|line| line.starts_with(sign)).map(bare).collect::<Vec<_>>();
    let (before, after) = (of('-'), of('+'));
    let only = |line: &&String| {
        let other = if line.starts_with('-') { &after } else { &before };
        !other.contains(&bare(line))
    };
    lines.iter().filter(only).cloned().collect()
}

#[test]
fn printed_pages_come_back() {
    let fonts = mingsuan_publish::pdf::Fonts::of_machine(None);
    let mut sources = vec![example()];
    sources.extend(fixture("dachang-2024.docx"));
    sources.extend((0..PRINTED_SEEDS).map(generated));
    for source in &sources {
        let bytes = mingsuan_publish::pdf::write(&source.layout, &fonts).unwrap_or_else(|error| panic!("{error}"));
        let again = mingsuan_import::import(&read(&bytes, "again.pdf").unwrap(), None);
        let differences = without_blanks(differences(&source.disclosure, &again));
        let shown = differences.iter().take(20).map(String::as_str).collect::<Vec<_>>().join("\n");
        assert!(differences.is_empty(), "{} as pdf: {} lines differ\n{shown}", source.name, differences.len());
    }
}
