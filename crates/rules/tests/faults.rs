//! The fault matrix: faults put one by one into the founding document and into ten real documents of ten cities, and how
//! many are detected, pinned to the right cell, and repaired. The rates are printed and must not fall below their floors.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use support::bench::{Bench, Score};
use support::put;

const ALL: usize = usize::MAX;

fn founding() -> Option<Bench> {
    Some(Bench::new("dachang", support::read("dachang-2024.txt")?))
}

fn demand(name: &str, floors: [f64; 3], put: impl Fn(&Bench) -> Score) {
    if let Some(bench) = founding() {
        put(&bench).demand(name, floors);
    }
}

#[test]
fn one_digit_of_any_cell() {
    demand("one digit", [0.99, 0.95, 0.95], |bench| put::digits(bench, ALL, 2024));
}

#[test]
fn any_cell_emptied() {
    demand("emptied", [0.99, 0.94, 0.94], |bench| put::emptied(bench, ALL, 1));
}

#[test]
fn any_blank_filled() {
    demand("blank filled", [0.92, 0.75, 0.0], |bench| put::filled(bench, ALL, 2));
}

#[test]
fn any_two_cells() {
    demand("two cells", [0.99, 0.90, 0.0], |bench| put::two_cells(bench, 265, 3));
}

#[test]
fn rows_shifted() {
    demand("row shifted", [0.9, 0.9, 0.0], |bench| put::shifted(bench, ALL, 4, true));
}

#[test]
fn columns_shifted() {
    demand("column shifted", [0.9, 0.9, 0.0], |bench| put::shifted(bench, ALL, 4, false));
}

#[test]
fn amounts_of_the_text() {
    demand("amount of the text", [0.95, 0.85, 0.85], |bench| put::amounts(bench, ALL, 7));
}

#[test]
fn words_of_the_text_turned() {
    demand("words turned", [0.85, 0.0, 0.0], |bench| {
        let mut all = Score::default();
        for (name, score) in [
            ("directions", put::directions(bench, ALL, 1)),
            ("years", put::years(bench, ALL, 1)),
            ("percentages", put::percentages(bench, ALL, 1)),
            ("project names", put::project_names(bench, ALL, 1)),
        ] {
            println!("{}", score.shown(name));
            all.add(score);
        }
        all
    });
}

/// One document each of ten cities, drawn before the first run and kept.
const TEN: [&str; 10] = [
    "beijing-2026-02.pdf",
    "changsha-2025-01.pdf",
    "chongqing-2026-02.pdf",
    "fuzhou-2026-02.pdf",
    "guangzhou-2026-01.pdf",
    "hangzhou-2026-01.pdf",
    "shanghai-2026-02.pdf",
    "shenzhen-2026-01.pdf",
    "suzhou-2026-01.pdf",
    "yantai-2026-01.pdf",
];

/// The kinds of faults with how many are put into each document, and the floors of all ten together.
const KINDS: [(&str, Put, usize, [f64; 3]); 10] = [
    ("one digit", put::digits, 60, [0.92, 0.68, 0.66]),
    ("emptied", put::emptied, 60, [0.80, 0.62, 0.61]),
    ("blank filled", put::filled, 60, [0.97, 0.73, 0.73]),
    ("two cells", put::two_cells, 40, [0.97, 0.48, 0.46]),
    ("row shifted", |bench, n, seed| put::shifted(bench, n, seed, true), 20, [0.90, 0.68, 0.0]),
    ("column shifted", |bench, n, seed| put::shifted(bench, n, seed, false), 20, [0.88, 0.78, 0.0]),
    ("amount of the text", put::amounts, 12, [0.60, 0.46, 0.45]),
    ("direction", put::directions, 20, [0.75, 0.0, 0.0]),
    ("year", put::years, 20, [0.36, 0.0, 0.0]),
    ("percentage", put::percentages, 20, [0.45, 0.0, 0.0]),
];

type Put = fn(&Bench, usize, u64) -> Score;

#[test]
fn ten_documents_of_ten_cities() {
    let Some(folder) = support::corpus() else { return };
    let bench = |name: &str| {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        Bench::new(name, mingsuan_document::read(&bytes, name).unwrap())
    };
    let scores: Vec<Vec<Score>> = std::thread::scope(|scope| {
        let workers: Vec<_> = TEN
            .iter()
            .map(|name| {
                scope.spawn(|| {
                    let bench = bench(name);
                    KINDS.iter().map(|(_, put, n, _)| put(&bench, *n, 5)).collect()
                })
            })
            .collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).collect()
    });
    for (at, (name, _, _, floors)) in KINDS.iter().enumerate() {
        let mut all = Score::default();
        for (of, document) in scores.iter().zip(TEN) {
            println!("{}", of[at].shown(&format!("  {document} {name}")));
        }
        scores.iter().for_each(|of| all.add(of[at].clone()));
        all.demand(name, *floors);
    }
}
