//! The founding document judged, and the fault matrix: one digit of every money cell changed, every cell emptied,
//! every amount of the text changed. The rates are printed and must not fall below their floors.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::collections::BTreeSet;

use mingsuan_model::{Decimal, Disclosure, Finding, Severity};
use mingsuan_rules::Judgement;
use mingsuan_testkit::Rng;
use mingsuan_testkit::faults::digit_changed;

/// What a finding says, in a form that a change elsewhere in the document leaves alone.
fn key(finding: &Finding) -> (String, Option<u32>, String) {
    (finding.code.to_owned(), finding.place.line, finding.message.clone())
}

/// How one fault was answered.
struct Answer {
    detected: bool,
    pinned: bool,
    repaired: bool,
    new: usize,
}

struct Scores {
    name: &'static str,
    answers: Vec<Answer>,
}

impl Scores {
    fn rate(&self, of: impl Fn(&Answer) -> bool) -> f64 {
        let n = u32::try_from(self.answers.iter().filter(|answer| of(answer)).count()).unwrap();
        f64::from(n) / f64::from(u32::try_from(self.answers.len()).unwrap())
    }

    fn demand(&self, detected: f64, pinned: f64, repaired: f64) {
        let rates = [self.rate(|a| a.detected), self.rate(|a| a.pinned), self.rate(|a| a.repaired)];
        let most = self.answers.iter().map(|answer| answer.new).max().unwrap();
        println!(
            "{}: {} faults, detected {:.3}, pinned {:.3}, repaired {:.3}, at most {most} new findings",
            self.name,
            self.answers.len(),
            rates[0],
            rates[1],
            rates[2]
        );
        assert!(
            rates[0] >= detected && rates[1] >= pinned && rates[2] >= repaired,
            "{} below {detected}/{pinned}/{repaired}",
            self.name
        );
        assert!(most <= 2, "{}: one fault gave {most} new findings", self.name);
    }
}

/// Judges a faulty text and compares with what was found before.
fn answer(
    text: &str,
    before: &BTreeSet<(String, Option<u32>, String)>,
    line: u32,
    offset: Option<u32>,
    truth: Decimal,
) -> (Answer, Vec<String>) {
    let (_, judgement) = support::judged(text);
    let new: Vec<&Finding> = judgement.findings.iter().filter(|finding| !before.contains(&key(finding))).collect();
    let here =
        |finding: &Finding| finding.place.line == Some(line) && (offset.is_none() || finding.place.offset == offset);
    let suspects: Vec<&&Finding> = new.iter().filter(|finding| finding.suspect).collect();
    let pinned = matches!(suspects.as_slice(), [one] if here(one));
    let proposed = |finding: &Finding| finding.suggested.as_deref().and_then(Decimal::parse) == Some(truth);
    let answer = Answer {
        detected: new.iter().any(|finding| finding.severity > Severity::Info),
        pinned,
        repaired: pinned && suspects.iter().any(|finding| proposed(finding)),
        new: new.len(),
    };
    (answer, new.iter().map(|finding| support::shown(finding)).collect())
}

fn with_line(text: &str, line: u32, content: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    lines[line as usize - 1] = content;
    lines.join("\n") + "\n"
}

fn baseline(judgement: &Judgement) -> BTreeSet<(String, Option<u32>, String)> {
    judgement.findings.iter().map(key).collect()
}

/// The money cells of the tables: line and text.
fn cells(disclosure: &Disclosure) -> Vec<(u32, String)> {
    disclosure
        .money_tokens
        .iter()
        .map(|place| (place.line.unwrap(), place.text.as_deref().unwrap().to_owned()))
        .collect()
}

fn run(name: &'static str, seed: &str, faults: impl Iterator<Item = (u32, Option<u32>, String, Decimal)>) -> Scores {
    let (_, judgement) = support::judged(seed);
    let before = baseline(&judgement);
    let mut scores = Scores { name, answers: Vec::new() };
    for (line, offset, content, truth) in faults {
        let (answer, new) = answer(&with_line(seed, line, &content), &before, line, offset, truth);
        if !answer.repaired || answer.new > 2 {
            println!("{name} line {line} {content:?} (was {truth}): {}", new.join(" | "));
        }
        scores.answers.push(answer);
    }
    scores
}

#[test]
fn one_digit_of_any_cell() {
    let Some(seed) = support::seed() else { return };
    let (disclosure, _) = support::judged(&seed);
    let cells = cells(&disclosure);
    assert_eq!(cells.len(), 265);
    let mut rng = Rng::new(2024);
    let faults = cells.into_iter().map(|(line, text)| {
        let changed = digit_changed(&text, &mut rng);
        (line, None, format!("\t{changed}"), Decimal::parse(&text).unwrap())
    });
    run("one digit changed", &seed, faults).demand(0.97, 0.85, 0.85);
}

#[test]
fn any_cell_emptied() {
    let Some(seed) = support::seed() else { return };
    let (disclosure, _) = support::judged(&seed);
    let faults = cells(&disclosure)
        .into_iter()
        .map(|(line, text)| (line, None, "\t".to_owned(), Decimal::parse(&text).unwrap()));
    run("cell emptied", &seed, faults).demand(0.97, 0.80, 0.80);
}

#[test]
fn any_amount_of_the_text() {
    let Some(seed) = support::seed() else { return };
    let (disclosure, _) = support::judged(&seed);
    let mut rng = Rng::new(7);
    let lines: Vec<&str> = seed.lines().collect();
    let claims: Vec<_> = disclosure.claims.iter().filter(|claim| claim.scale.is_some()).collect();
    assert_eq!(claims.len(), 26);
    let faults: Vec<_> = claims
        .iter()
        .map(|claim| {
            let (line, offset) = (claim.place.line.unwrap(), claim.place.offset.unwrap());
            let printed = claim.number.to_string();
            let changed = digit_changed(&printed, &mut rng);
            let text: Vec<char> = lines[line as usize - 1].chars().collect();
            let (start, length) = (offset as usize, printed.chars().count());
            let content: String = text[..start]
                .iter()
                .chain(changed.chars().collect::<Vec<_>>().iter())
                .chain(&text[start + length..])
                .collect();
            (line, Some(offset), content, claim.number)
        })
        .collect();
    run("amount of the text changed", &seed, faults.into_iter()).demand(0.90, 0.80, 0.80);
}

#[test]
fn the_founding_document_is_judged_as_a_good_inspector_would() {
    let Some(seed) = support::seed() else { return };
    let (_, judgement) = support::judged(&seed);
    // Its sums are right: nothing serious in the arithmetic, the assets' 0.01 is rounding.
    let arithmetic = ["A0", "X0", "N001", "N002", "N003", "P001", "P002", "G004", "G005", "G006", "G008", "G009"];
    let wrong: Vec<String> = support::serious(&judgement)
        .filter(|f| arithmetic.iter().any(|code| f.code.starts_with(code)))
        .map(support::shown)
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        judgement
            .findings
            .iter()
            .any(|f| f.code == "G009" && f.severity == Severity::Info && f.difference.as_deref() == Some("0.01"))
    );
    // Its real mistakes are found, at their place.
    for (code, line) in [
        ("N005", 1534),
        ("P006", 3249),
        ("P014", 3039),
        ("P014", 3133),
        ("T002", 1555),
        ("P008", 1641),
        ("N007", 1514),
        ("N006", 1538),
    ] {
        assert!(
            judgement.findings.iter().any(|f| f.code == code && f.place.line == Some(line)),
            "{code} at line {line}"
        );
    }
    let coverage = &judgement.coverage;
    assert_eq!(coverage.numeric_cells, 265);
    assert!(
        coverage.verified_cells * 100 >= coverage.numeric_cells * 95,
        "{} of {}",
        coverage.verified_cells,
        coverage.numeric_cells
    );
}
