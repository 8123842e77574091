//! The example of the repository judged: the clean documents give no finding at all, and each mistake of the planted
//! ones is found by a rule of an expected family at its place.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::path::{Path, PathBuf};

use mingsuan_document::{Block, Document};
use mingsuan_model::{Finding, Place};
use mingsuan_rules::{Judgement, judge};
use mingsuan_testkit::yunshan::{FOLDER, Mistake, planted};

fn read(name: &str) -> Document {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(FOLDER).join(name);
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    mingsuan_document::read(&bytes, name).unwrap()
}

fn judged(document: &Document) -> Judgement {
    judge(&mingsuan_import::import(document, None))
}

fn paragraphs(document: &Document) -> impl Iterator<Item = (&str, &Place)> {
    document.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some((paragraph.text.as_str(), &paragraph.place)),
        Block::Table(_) => None,
    })
}

/// Where the planted document may be blamed for one mistake.
struct Target<'m> {
    mistake: &'m Mistake,
    /// The paragraphs that hold the planted phrase, or held what was taken out.
    paragraphs: Vec<Place>,
}

impl<'m> Target<'m> {
    fn new(mistake: &'m Mistake, all: &[Mistake], clean: &Document, faulty: &Document) -> Self {
        // A paragraph may hold several mistakes: the clean one with all of them put in is the planted one.
        let texts = || all.iter().filter(|one| one.cell.is_none() && one.row.is_empty());
        let spoilt: Vec<String> = paragraphs(clean)
            .filter(|(text, _)| text.contains(&mistake.was))
            .map(|(text, _)| texts().fold(text.to_owned(), |text, one| text.replace(&one.was, &one.is)))
            .collect();
        let found = paragraphs(faulty).filter(|(text, _)| spoilt.iter().any(|one| one == text));
        Self { mistake, paragraphs: found.map(|(_, place)| place.clone()).collect() }
    }

    fn is_at(&self, place: &Place) -> bool {
        let text = place.text.as_deref().unwrap_or_default();
        match self.mistake.cell {
            // A text file tells no merged cells, so its columns are counted otherwise: what stands there decides.
            Some([table, row, column]) => {
                let is = |number: Option<u32>, wanted: usize| number.is_some_and(|number| number as usize == wanted);
                let here = is(place.column, column) || place.line.is_some() && text == self.mistake.is;
                is(place.table, table) && is(place.row, row) && here
            }
            // What was taken out whole is reported at the statement or project that it belonged to.
            None if self.mistake.is.is_empty() && self.paragraphs.is_empty() => {
                !text.is_empty() && self.mistake.place.contains(text)
            }
            None => {
                place.table.is_none()
                    && self.paragraphs.iter().any(|one| one.paragraph == place.paragraph && one.line == place.line)
            }
        }
    }

    fn is_told_by(&self, finding: &Finding) -> bool {
        let expected = self.mistake.families.iter().any(|family| finding.code.starts_with(family));
        expected && (self.is_at(&finding.place) || finding.suspects.iter().any(|place| self.is_at(place)))
    }
}

#[test]
fn the_clean_example_gives_no_finding_at_all() {
    for name in ["clean.txt", "clean.docx"] {
        let judgement = judged(&read(name));
        let all: Vec<String> = judgement.findings.iter().map(support::shown).collect();
        assert!(all.is_empty(), "{name}:\n{}", all.join("\n"));
        let coverage = &judgement.coverage;
        assert!(coverage.numeric_cells > 200, "{name}: only {} numbers read", coverage.numeric_cells);
        assert!(
            coverage.verified_cells * 10 >= coverage.numeric_cells * 9,
            "{name}: {} verified",
            coverage.verified_cells
        );
    }
}

#[test]
fn each_planted_mistake_is_found_at_its_place_and_nothing_else() {
    let (_, mistakes) = planted();
    for format in ["txt", "docx"] {
        let (clean, faulty) = (read(&format!("clean.{format}")), read(&format!("planted.{format}")));
        let findings = judged(&faulty).findings;
        let targets: Vec<Target<'_>> =
            mistakes.iter().map(|mistake| Target::new(mistake, &mistakes, &clean, &faulty)).collect();
        let missed: Vec<&str> = targets
            .iter()
            .filter(|target| !findings.iter().any(|finding| target.is_told_by(finding)))
            .map(|target| target.mistake.id)
            .collect();
        let astray: Vec<String> = findings
            .iter()
            .filter(|finding| !targets.iter().any(|target| target.is_told_by(finding)))
            .map(support::shown)
            .collect();
        assert!(
            missed.is_empty() && astray.is_empty(),
            "planted.{format}: not found {missed:?}; of no planted mistake:\n{}",
            astray.join("\n")
        );
    }
}
