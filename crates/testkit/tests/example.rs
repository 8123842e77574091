//! The example in the repository is what its source gives: text byte for byte, docx part by part.

#![allow(clippy::panic)] // A test may stop.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

use mingsuan_testkit::{project_code, yunshan};

fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut parts = BTreeMap::new();
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).expect("a part");
        let name = String::from_utf8_lossy(part.name_raw()).into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("UTF-8");
        parts.insert(name, text);
    }
    parts
}

/// Deflate may differ between versions of the library, so a docx is compared unpacked.
#[test]
fn committed_files_equal_what_is_generated() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(yunshan::FOLDER);
    for (name, bytes) in yunshan::files().expect("written") {
        let again = "run: cargo run -p mingsuan-testkit --example write-example";
        let committed = std::fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}; {again}"));
        let equal = if name.ends_with(".docx") { parts(&committed) == parts(&bytes) } else { committed == bytes };
        assert!(equal, "{name} differs; {again}");
    }
}

#[test]
fn every_mistake_is_planted_once_and_stands_where_it_is_said_to() {
    let clean = yunshan::clean().draft();
    let (planted, mistakes) = yunshan::planted();
    assert_eq!(mistakes.len(), 17);
    let changed: Vec<_> = clean
        .cells()
        .into_iter()
        .filter(|(place, cell)| {
            planted.cells().iter().all(|(p, c)| {
                (p.table, p.row, p.column) != (place.table, place.row, place.column) || c.text != cell.text
            })
        })
        .map(|(place, _)| [place.table, place.row, place.column])
        .collect();
    for mistake in &mistakes {
        assert_ne!(mistake.was, mistake.is, "{}", mistake.id);
        if let Some(cell) = mistake.cell {
            assert!(changed.contains(&cell), "{}: {cell:?}", mistake.id);
        }
    }
    let cells = mistakes.iter().filter(|mistake| mistake.cell.is_some()).count();
    // The six cells of the satisfaction row are gone besides the changed ones.
    assert_eq!(changed.len(), cells + 6);
}

#[test]
fn the_clean_example_is_sound() {
    let budget = yunshan::clean();
    assert_eq!(budget.total().0, budget.basic().0 + budget.project_money().0);
    for (index, project) in budget.projects.iter().enumerate() {
        assert_eq!(project_code::check_character(&project.code[..20]), project.code.chars().last());
        let bought = budget.procurement.iter().filter(|line| line.project == index).map(|line| line.amount().0).sum();
        assert!(budget.project_amount(index).0 >= bought, "{}", project.name);
    }
    let regions = include_str!("../../../standards/lists/regions-gbt2260.csv");
    assert!(!regions.contains("云山县") && !regions.contains("130899"));
}

#[test]
fn no_sentence_of_the_founding_document_is_copied() {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds/000_50ef429319094131.txt");
    let Ok(seed) = std::fs::read_to_string(&seed) else {
        assert!(std::env::var("CI").is_err(), "{} is absent", seed.display());
        println!("skipped: {} is absent", seed.display());
        return;
    };
    for block in &yunshan::clean().draft().blocks {
        let mingsuan_testkit::DraftBlock::Paragraph(text) = block else {
            continue;
        };
        for sentence in text.split(['。', '；', '：']).filter(|sentence| sentence.chars().count() > 14) {
            assert!(!seed.contains(sentence), "copied: {sentence}");
        }
    }
}
