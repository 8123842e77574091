//! Generated budgets of two years, and the same budget in several formats, judged together: correct ones give nothing
//! above info, and a wrong base year is found.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use mingsuan_model::{Amount, Outcome, Severity};
use mingsuan_rules::{Crossing, Imprint, Together, judge_together};
use mingsuan_testkit::budget::{Budget, Prior};
use mingsuan_testkit::{Generator, write_docx, write_html, write_txt};

fn added(together: &mut Together, name: &str, bytes: &[u8]) {
    let disclosure = mingsuan_import::import(&mingsuan_document::read(bytes, name).unwrap(), None);
    together.add(name, Imprint::of(&disclosure));
}

/// A budget and that of the year before, of the same agency.
fn two_years(seed: u64) -> (Budget, Budget) {
    let mut now = Generator::new(seed).budget();
    let mut before = Generator::new(seed + 5_000).budget();
    before.agency = now.agency.clone();
    before.year = now.year - 1;
    now.prior = Prior { basic: before.basic(), project: before.project_money(), official: before.official_total(None) };
    (before, now)
}

fn judged(before: &Budget, now: &Budget) -> (Vec<Crossing>, usize) {
    let mut together = Together::default();
    added(&mut together, "before.txt", write_txt::write_txt(&before.draft()).as_bytes());
    added(&mut together, "now.docx", &write_docx::write_docx(&now.draft()).unwrap());
    let (crossings, outcomes) = judge_together(&mut together);
    let compared = outcomes.iter().filter(|outcome| outcome.code == "Y015").map(|outcome| outcome.comparisons).sum();
    (crossings, compared)
}

#[test]
fn correct_budgets_of_two_years_agree_and_a_wrong_base_is_found() {
    const SEEDS: u64 = 60;
    let (mut compared, mut wrong, mut found) = (0, Vec::new(), 0);
    for seed in 0..SEEDS {
        let (before, mut now) = two_years(seed);
        let (crossings, comparisons) = judged(&before, &now);
        compared += comparisons;
        let serious = crossings.iter().filter(|crossing| crossing.finding.severity > Severity::Info);
        wrong.extend(serious.map(|crossing| format!("seed {seed}: {}", support::shown(&crossing.finding))));
        now.prior.project = Amount(now.prior.project.0 + 1_234_500);
        found += usize::from(judged(&before, &now).0.iter().any(|crossing| crossing.finding.code == "Y015"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared >= 60, "only {compared} amounts were compared");
    assert!(found >= 50, "a wrong base was found in {found} of {SEEDS} budgets");
}

#[test]
fn formats_of_one_budget_are_copies_and_another_draft_is_not() {
    for seed in 0..20 {
        let budget = Generator::new(seed).budget();
        let draft = budget.draft();
        let mut together = Together::default();
        added(&mut together, "a.txt", write_txt::write_txt(&draft).as_bytes());
        added(&mut together, "b.html", write_html::write_html(&draft).as_bytes());
        added(&mut together, "c.docx", &write_docx::write_docx(&draft).unwrap());
        let (crossings, outcomes) = judge_together(&mut together);
        let shown: Vec<String> = crossings.iter().map(|crossing| support::shown(&crossing.finding)).collect();
        assert!(shown.is_empty(), "seed {seed}: {}", shown.join("\n"));
        let copies = outcomes.iter().find(|outcome| outcome.code == "X012").unwrap();
        assert!(copies.outcome == Outcome::Pass && copies.comparisons > 20, "seed {seed}: {copies:?}");

        let mut other = Generator::new(seed + 5_000).budget();
        (other.agency, other.year) = (budget.agency.clone(), budget.year);
        let mut together = Together::default();
        added(&mut together, "a.txt", write_txt::write_txt(&draft).as_bytes());
        added(&mut together, "b.txt", write_txt::write_txt(&other.draft()).as_bytes());
        let (crossings, _) = judge_together(&mut together);
        let copies: Vec<_> = crossings.iter().filter(|crossing| crossing.finding.code == "X012").collect();
        assert!(copies.len() == 1 && copies[0].path == "b.txt", "seed {seed}: {copies:?}");
        assert!(copies[0].finding.related.iter().any(|related| related.path.as_deref() == Some("a.txt")));
    }
}
