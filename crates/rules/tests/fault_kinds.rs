//! Each declared kind of fault, put into generated budgets, is found by its declared rule at its declared place, and
//! nothing else above info is said.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::OnceLock;

use mingsuan_document::{Block, Document, txt};
use mingsuan_model::{Finding, Place, Severity};
use mingsuan_testkit::draft::Slot;
use mingsuan_testkit::fault_kinds::{self, FaultKind, Spot};
use mingsuan_testkit::{Draft, DraftBlock, Generator, Rng, write_txt};

/// How often each kind is put in.
const EACH: usize = 5;
/// Among how many budgets the places for a kind are looked for.
const BUDGETS: u64 = 250;

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

/// A correct budget, with what was found in it before any fault once that is asked.
struct Budget {
    draft: Draft,
    before: OnceLock<BTreeSet<Key>>,
}

impl Budget {
    fn new(seed: u64) -> Self {
        Self { draft: Generator::new(seed).budget().draft(), before: OnceLock::new() }
    }

    fn before(&self) -> &BTreeSet<Key> {
        self.before.get_or_init(|| {
            let (_, judgement) = support::judged(&write_txt::write_txt(&self.draft));
            judgement.findings.iter().map(key).collect()
        })
    }
}

/// Puts a kind into budgets: what is wrong, if anything.
fn tried(kind: &FaultKind, budgets: &[Budget]) -> Option<String> {
    let (mut faults, mut complaints) = (0, Vec::new());
    for (seed, budget) in budgets.iter().enumerate() {
        let mut faulty = budget.draft.clone();
        let Some(spot) = (kind.put)(&mut faulty, &mut Rng::new(seed as u64)) else { continue };
        faults += 1;
        complaints.extend(complaint(kind, &faulty, spot, budget.before()).map(|line| format!("seed {seed} {line}")));
        if faults == EACH {
            break;
        }
    }
    let told = format!("{} {}, {faults} faults: {}", kind.name, kind.code, complaints.join("\n    "));
    (faults < EACH || !complaints.is_empty()).then_some(told)
}

#[test]
fn every_kind_gives_its_rule_at_its_place_and_nothing_else() {
    let budgets: Vec<Budget> = (0..BUDGETS).map(Budget::new).collect();
    let only = std::env::var("MINGSUAN_KIND").ok();
    let kinds: Vec<&FaultKind> =
        fault_kinds::all().filter(|kind| only.as_deref().is_none_or(|name| name == kind.name)).collect();
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let share = kinds.len().div_ceil(std::thread::available_parallelism().map_or(2, |n| n.get()));
        let worker = |kinds: &[&FaultKind]| kinds.iter().filter_map(|kind| tried(kind, &budgets)).collect::<Vec<_>>();
        let workers: Vec<_> = kinds.chunks(share).map(|kinds| scope.spawn(move || worker(kinds))).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{} of {} kinds are not as declared\n{}", wrong.len(), kinds.len(), wrong.join("\n"));
}

#[test]
fn kinds_have_names_of_their_own_and_rules_that_exist() {
    let kinds: Vec<&FaultKind> = fault_kinds::all().collect();
    let names: BTreeSet<&str> = kinds.iter().map(|kind| kind.name).collect();
    assert_eq!(names.len(), kinds.len());
    for code in kinds.iter().flat_map(|kind| kind.also.iter().chain([&kind.code])) {
        assert!(mingsuan_rules::registry::find(code).is_some(), "{code}");
    }
}
