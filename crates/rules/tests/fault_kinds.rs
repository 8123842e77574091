//! Each declared kind of fault, put into generated budgets, is found by its declared rule at its declared place, and
//! nothing else above info is said.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use mingsuan_document::{Block, Document, txt};
use mingsuan_model::{Finding, Place, Severity};
use mingsuan_testkit::draft::Slot;
use mingsuan_testkit::fault_kinds::{self, FaultKind, Spot};
use mingsuan_testkit::{Draft, DraftBlock, Generator, Rng, write_txt};

/// How often each kind is put in.
const EACH: usize = 6;
/// Among how many budgets the places for a kind are looked for.
const BUDGETS: u64 = 150;

/// What a finding says, in a form that a change elsewhere in the document leaves alone.
type Key = (&'static str, String);

fn key(finding: &Finding) -> Key {
    (finding.code, finding.message.clone())
}

/// The places of a draft's blocks in the document that was read from it.
struct Places {
    /// The cells of each row of each table; plain text writes a merged cell once in a row.
    tables: Vec<BTreeMap<usize, Vec<Place>>>,
    texts: Vec<(String, Place)>,
}

impl Places {
    fn new(document: &Document) -> Self {
        let mut places = Self { tables: Vec::new(), texts: Vec::new() };
        for block in &document.blocks {
            match block {
                Block::Table(table) => {
                    let cells = table.cells().iter();
                    let mut rows: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
                    cells.for_each(|cell| rows.entry(cell.row + 1).or_default().push(cell.place.clone()));
                    places.tables.push(rows);
                }
                Block::Paragraph(paragraph) => places.texts.push((paragraph.text.clone(), paragraph.place.clone())),
            }
        }
        places
    }

    /// Whether a finding stands at a spot.
    fn is_at(&self, draft: &Draft, spot: Spot, place: &Place) -> bool {
        let same = |other: &Place| {
            (other.line, other.table, other.row, other.paragraph)
                == (place.line, place.table, place.row, place.paragraph)
        };
        match spot {
            Spot::Cell(cell) => {
                let row = &grid(draft, cell.block)[cell.row - 1];
                let before =
                    row[..cell.column - 1].iter().filter(|slot| matches!(slot, Slot::Origin(_) | Slot::Above(_)));
                self.tables[cell.table - 1].get(&cell.row).and_then(|row| row.get(before.count())).is_some_and(same)
            }
            Spot::Row(block, row) => {
                let tables = draft.blocks[..block].iter().filter(|block| matches!(block, DraftBlock::Table(_)));
                self.tables[tables.count()].get(&row).is_some_and(|row| row.iter().any(same))
            }
            Spot::Block(block) => {
                let is_text = |block: &&DraftBlock| !matches!(block, DraftBlock::Table(_));
                let ordinal = draft.blocks[..block].iter().filter(is_text).count();
                same(&self.texts[ordinal].1)
            }
            Spot::Document => *place == Place::default(),
        }
    }
}

fn grid(draft: &Draft, block: usize) -> Vec<Vec<Slot>> {
    match &draft.blocks[block] {
        DraftBlock::Table(table) => table.grid(),
        _ => Vec::new(),
    }
}

/// What is wrong with the answer to a fault; `None` when it is as declared.
fn complaint(kind: &FaultKind, draft: &Draft, spot: Spot, before: &BTreeSet<Key>) -> Option<String> {
    let document = txt::parse(&write_txt::write_txt(draft));
    let judgement = mingsuan_rules::judge(&mingsuan_import::import(&document, None));
    let places = Places::new(&document);
    let news: Vec<&Finding> = judgement.findings.iter().filter(|finding| !before.contains(&key(finding))).collect();
    let told = news.iter().any(|f| f.code == kind.code && places.is_at(draft, spot, &f.place));
    let is_declared = |f: &Finding| {
        f.severity == Severity::Info
            || kind.also.contains(&f.code)
            || f.code == kind.code && places.is_at(draft, spot, &f.place)
    };
    if told && news.iter().all(|finding| is_declared(finding)) {
        return None;
    }
    let mut line = format!("{spot:?}:");
    news.iter().for_each(|finding| write!(line, "\n      {}", support::shown(finding)).unwrap());
    Some(line)
}

/// Puts a kind into budgets; how often it could be put in, and the complaints.
fn tried(kind: &FaultKind, budgets: &[(Draft, BTreeSet<Key>)]) -> (usize, Vec<String>) {
    let (mut faults, mut complaints) = (0, Vec::new());
    for (seed, (draft, before)) in budgets.iter().enumerate() {
        let mut faulty = draft.clone();
        let Some(spot) = (kind.put)(&mut faulty, &mut Rng::new(seed as u64)) else { continue };
        faults += 1;
        complaints.extend(complaint(kind, &faulty, spot, before).map(|line| format!("seed {seed} {line}")));
        if faults == EACH {
            break;
        }
    }
    (faults, complaints)
}

#[test]
fn every_kind_gives_its_rule_at_its_place_and_nothing_else() {
    let budgets: Vec<(Draft, BTreeSet<Key>)> = (0..BUDGETS)
        .map(|seed| {
            let draft = Generator::new(seed).budget().draft();
            let (_, judgement) = support::judged(&write_txt::write_txt(&draft));
            (draft, judgement.findings.iter().map(key).collect())
        })
        .collect();
    let only = std::env::var("MINGSUAN_KIND").ok();
    let kinds: Vec<&FaultKind> =
        fault_kinds::all().filter(|kind| only.as_deref().is_none_or(|o| o == kind.name)).collect();
    let mut wrong = Vec::new();
    for kind in &kinds {
        let (faults, complaints) = tried(kind, &budgets);
        println!("{} {}: {faults} faults, {} not as declared", kind.name, kind.code, complaints.len());
        if faults < 5 || !complaints.is_empty() {
            wrong.push(format!("{} {} ({faults}):\n    {}", kind.name, kind.code, complaints.join("\n    ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {} kinds\n{}", wrong.len(), kinds.len(), wrong.join("\n"));
}
