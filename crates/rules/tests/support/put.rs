//! The kinds of faults that are put into a document on the bench.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;

use mingsuan_model::{CellValue, ClaimKind, Decimal, Fact, Origin, Place};
use mingsuan_testkit::Rng;
use mingsuan_testkit::faults::digit_changed;
use mingsuan_testkit::read_faults::{CellAt, spliced, with_cells, with_paragraph};

use super::bench::{Bench, Score, Truth, sample};

/// One digit of a money cell changed.
pub fn digits(bench: &Bench, n: usize, seed: u64) -> Score {
    let mut rng = Rng::new(seed);
    let cells = sample(bench.tokens(), n, &mut rng);
    let faults: Vec<_> =
        cells.into_iter().map(|(truth, at)| (truth, at, digit_changed(bench.text(at), &mut rng))).collect();
    bench.run(faults, |(truth, at, new)| bench.try_cells(&[(at, new)], &[truth]))
}

/// A money cell emptied.
pub fn emptied(bench: &Bench, n: usize, seed: u64) -> Score {
    let cells = sample(bench.tokens(), n, &mut Rng::new(seed));
    bench.run(cells, |(truth, at)| bench.try_cells(&[(at, String::new())], &[truth]))
}

/// An amount put into a blank cell of a money column.
pub fn filled(bench: &Bench, n: usize, seed: u64) -> Score {
    let mut rng = Rng::new(seed);
    let blanks: Vec<_> = bench.money(true).into_iter().map(|(fact, at)| (fact.place.clone(), at)).collect();
    let faults: Vec<_> = sample(blanks, n, &mut rng)
        .into_iter()
        .map(|(place, at)| (Truth { place, value: None }, at, Decimal::new(rng.between(101, 99_999), 2).unwrap()))
        .collect();
    bench.run(faults, |(truth, at, new)| bench.try_cells(&[(at, new.to_string())], &[truth]))
}

/// One digit changed in each of two money cells.
pub fn two_cells(bench: &Bench, n: usize, seed: u64) -> Score {
    let mut rng = Rng::new(seed);
    let cells = bench.tokens();
    let faults: Vec<_> = (0..n)
        .filter_map(|_| {
            let pair = rng.some_of(cells.len(), 2);
            let (first, second) = (cells.get(*pair.first()?)?, cells.get(*pair.get(1)?)?);
            let edits = [first, second].map(|(_, at)| (*at, digit_changed(bench.text(*at), &mut rng)));
            Some((edits, [first.0.clone(), second.0.clone()]))
        })
        .collect();
    bench.run(faults, |(edits, truths)| bench.try_cells(&edits, &truths))
}

/// The money of a row moved by one column, or that of a column by one row, from some cell to the next blank, which takes
/// up the last. One structural finding is the right answer.
pub fn shifted(bench: &Bench, n: usize, seed: u64, by_row: bool) -> Score {
    let mut rng = Rng::new(seed);
    let mut lines: BTreeMap<(u32, u32), Vec<(&Fact, CellAt)>> = BTreeMap::new();
    for (fact, at) in bench.money(false).into_iter().chain(bench.money(true)) {
        if let Origin::Statement { statement, row, column } = fact.origin {
            lines.entry((statement, if by_row { row } else { column })).or_default().push((fact, at));
        }
    }
    let mut faults = Vec::new();
    for mut line in lines.into_values() {
        line.sort_by_key(|(fact, _)| match fact.origin {
            Origin::Statement { row, column, .. } => (row, column),
            _ => (0, 0),
        });
        for cells in [line.clone(), line.into_iter().rev().collect::<Vec<_>>()] {
            for start in 0..cells.len() {
                let run = cells[start..].iter().take_while(|(fact, _)| fact.value != CellValue::Blank).count();
                let moved = &cells[start..cells.len().min(start + run + 1)];
                // A number that moves alone is a number in the wrong cell; zeros and equal numbers hide the move.
                let edits: Vec<(CellAt, String)> = (0..moved.len())
                    .map(|i| (moved[i].1, if i == 0 { String::new() } else { bench.text(moved[i - 1].1).to_owned() }))
                    .filter(|(at, new)| bench.text(*at) != new)
                    .collect();
                if run >= 2 && moved.len() > run && edits.len() >= 3 {
                    faults.push((moved[0].0.place.clone(), edits));
                }
            }
        }
    }
    bench.run(sample(faults, n, &mut rng), |(place, edits)| {
        let what: Vec<String> = edits.iter().map(|(at, new)| format!("{:?}→{new:?}", bench.text(*at))).collect();
        let news = bench.news(&with_cells(&bench.document, &edits));
        let mut score = bench.score(&news, &[Truth { place, value: None }], &what.join(", "));
        let is_named = matches!(news.as_slice(), [one] if one.is_structural);
        (score.pinned, score.repaired) = (is_named.into(), is_named.into());
        if is_named {
            score.misses.clear();
        }
        score
    })
}

/// One digit of an amount of the text changed.
pub fn amounts(bench: &Bench, n: usize, seed: u64) -> Score {
    let mut rng = Rng::new(seed);
    let claims: Vec<_> = bench
        .disclosure
        .claims
        .iter()
        .filter(|claim| claim.scale.is_some() && claim.place.row.is_none() && claim.place.offset.is_some())
        .collect();
    // Whether a sum of three tells which of them is wrong hangs on the digit: several are tried in each amount.
    let faults: Vec<_> = sample(claims, n, &mut rng)
        .into_iter()
        .flat_map(|claim| std::iter::repeat_n(claim, 8))
        .map(|claim| (claim, digit_changed(&claim.number.to_string(), &mut rng)))
        .collect();
    bench.run(faults, |(claim, new)| {
        let printed = claim.number.to_string();
        let (offset, length) = (claim.place.offset.unwrap() as usize, printed.chars().count());
        let faulty = with_paragraph(&bench.document, &claim.place, |text| spliced(text, offset, length, &new));
        let truth = Truth { place: claim.place.clone(), value: Some(claim.number) };
        bench.score(&bench.news(&faulty), &[truth], &format!("{printed}→{new}"))
    })
}

/// A percentage of the text with one digit changed.
pub fn percentages(bench: &Bench, n: usize, seed: u64) -> Score {
    let mut rng = Rng::new(seed);
    let rates = bench.disclosure.claims.iter().filter(|claim| {
        matches!(claim.kind, ClaimKind::ChangeRate | ClaimKind::Percent)
            && claim.place.row.is_none()
            && claim.place.offset.is_some()
    });
    let faults: Vec<_> = sample(rates.collect(), n, &mut rng)
        .into_iter()
        .map(|claim| (claim, digit_changed(claim.place.text.as_deref().unwrap_or_default(), &mut rng)))
        .collect();
    bench.run(faults, |(claim, new)| {
        let printed = claim.place.text.as_deref().unwrap_or_default();
        turned(bench, &claim.place, claim.place.offset.unwrap() as usize, printed, &new)
    })
}

/// The direction word of a change that the text tells, turned into its opposite.
pub fn directions(bench: &Bench, n: usize, seed: u64) -> Score {
    const OPPOSITE: [(&str, &str); 6] =
        [("增加", "减少"), ("减少", "增加"), ("增长", "下降"), ("下降", "增长"), ("上升", "下降"), ("降低", "上升")];
    let mut faults = Vec::new();
    for claim in bench.disclosure.claims.iter().filter(|claim| claim.direction.is_some() && !claim.number.is_zero()) {
        let Some(paragraph) = bench.document.paragraphs().find(|p| same_paragraph(&p.place, &claim.place)) else {
            continue;
        };
        let Some(offset) = claim.place.offset else { continue };
        let before: String = paragraph.text.chars().take(offset as usize).collect();
        let word = OPPOSITE.iter().filter_map(|(word, other)| Some((before.rfind(word)?, word, other))).max();
        if let Some((at, word, other)) = word.filter(|(at, word, _)| before.len() - at - word.len() <= 12) {
            faults.push((&claim.place, before[..at].chars().count(), *word, *other));
        }
    }
    bench.run(sample(faults, n, &mut Rng::new(seed)), |(place, offset, word, other)| {
        turned(bench, place, offset, word, other)
    })
}

/// The budget year where the text and its headings name it, made the year before or the next but one.
pub fn years(bench: &Bench, n: usize, seed: u64) -> Score {
    let Some(year) = bench.disclosure.year else { return Score::default() };
    let mut rng = Rng::new(seed);
    let word = format!("{year}年");
    let mut faults = Vec::new();
    for paragraph in bench.document.paragraphs() {
        for (at, _) in paragraph.text.match_indices(&word) {
            let other = if rng.chance(50) { year - 1 } else { year + 2 };
            faults.push((&paragraph.place, paragraph.text[..at].chars().count(), format!("{other}年")));
        }
    }
    bench.run(sample(faults, n, &mut rng), |(place, offset, other)| turned(bench, place, offset, &word, &other))
}

/// The name of a project where the text names it, with one character missing.
pub fn project_names(bench: &Bench, n: usize, seed: u64) -> Score {
    let mut faults = Vec::new();
    for project in &bench.disclosure.projects {
        let name = project.name.text.trim();
        for paragraph in bench.document.paragraphs().filter(|_| name.chars().count() >= 4) {
            for (at, _) in paragraph.text.match_indices(name) {
                let other: String = name.chars().enumerate().filter(|(i, _)| *i != 1).map(|(_, c)| c).collect();
                faults.push((&paragraph.place, paragraph.text[..at].chars().count(), name, other));
            }
        }
    }
    bench.run(sample(faults, n, &mut Rng::new(seed)), |(place, offset, name, other)| {
        turned(bench, place, offset, name, &other)
    })
}

fn same_paragraph(a: &Place, b: &Place) -> bool {
    (a.paragraph, a.line) == (b.paragraph, b.line)
}

/// One word of a paragraph replaced: it only has to be detected.
fn turned(bench: &Bench, place: &Place, offset: usize, word: &str, other: &str) -> Score {
    let faulty = with_paragraph(&bench.document, place, |text| spliced(text, offset, word.chars().count(), other));
    let quote = bench
        .document
        .paragraphs()
        .find(|p| same_paragraph(&p.place, place))
        .map_or(String::new(), |p| p.text.chars().skip(offset.saturating_sub(20)).take(45).collect());
    let truth = Truth { place: place.clone(), value: None };
    let mut score = bench.score(&bench.news(&faulty), &[truth], &format!("{word}→{other} …{quote}…"));
    if score.detected == 1 {
        score.misses.clear();
    }
    score
}
