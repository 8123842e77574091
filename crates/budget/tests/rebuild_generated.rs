//! Three hundred generated budgets, printed, read and rebuilt: every printed cell comes back, compiled again they give the
//! same facts, and what is called inferred is true.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::collections::BTreeMap;

use common::rebuilt::{assert_compiles_to, compare, functions, printed, remarks, true_functions};
use mingsuan_budget::rebuild::rebuild;
use mingsuan_budget::{Budget, Certainty, Part, Source};
use mingsuan_model::Amount;
use mingsuan_testkit::{Generator, budget as truth};

/// A line without what a document cannot tell: which of the unit's own funds brought money forward.
type Key = (String, &'static str, Option<usize>, Option<String>, &'static str, bool);

fn fund_key(fund: &str, is_carried_over: bool) -> &'static str {
    match fund {
        "general" => "general",
        "gov-fund" => "gov-fund",
        "state-capital" => "state-capital",
        _ if is_carried_over => "non-fiscal",
        "special-account" => "special-account",
        _ => "unit-funds",
    }
}

fn true_lines(budget: &truth::Budget) -> BTreeMap<Key, i64> {
    let mut lines = BTreeMap::new();
    for line in &budget.lines {
        let fund = match line.fund {
            truth::Fund::General => "general",
            truth::Fund::GovernmentFund => "gov-fund",
            truth::Fund::StateCapital => "state-capital",
            truth::Fund::SpecialAccount => "special-account",
            _ => "unit-funds",
        };
        let (kind, project) = match line.kind {
            truth::Kind::Personnel => ("personnel", None),
            truth::Kind::Public => ("public", None),
            truth::Kind::Project(project) => ("project", Some(project)),
        };
        // Economic classes are printed for basic expenditure of the general budget only.
        let economic = line.economic.clone().filter(|_| project.is_none() && fund == "general");
        let key = (
            line.function.clone(),
            kind,
            project,
            economic,
            fund_key(fund, line.is_carried_over),
            line.is_carried_over,
        );
        *lines.entry(key).or_insert(0) += line.amount.0;
    }
    lines
}

fn rebuilt_key(line: &mingsuan_budget::Line) -> Key {
    let carried = line.source == Source::CarryOver;
    let kind = line.kind.key().unwrap();
    (line.function.clone(), kind, line.project, line.economic.clone(), fund_key(line.fund.key(), carried), carried)
}

#[test]
fn three_hundred_generated_budgets_come_back_and_what_is_inferred_is_true() {
    let (mut cells, mut projects, mut placed) = (0, 0, 0);
    let mut lines: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for seed in 0..300 {
        let wanted = Generator::new(seed).budget();
        let disclosure = printed(&wanted);
        let rebuilt = rebuild(&disclosure);
        let (same, other) = compare(&disclosure, &rebuilt.budget);
        assert!(other.is_empty(), "seed {seed}: {}", other.join("\n"));
        assert!(rebuilt.unexplained.is_empty(), "seed {seed}: {:?}", rebuilt.unexplained);
        cells += same;
        // The invented counties tell their region by the codes of projects only.
        let printed = Budget { profile: "hebei".to_owned(), ..rebuilt.budget.clone() };
        assert_compiles_to(&disclosure, &printed, true, &format!("seed {seed}"));
        let (found, told) = (functions(&rebuilt.budget), true_functions(&wanted));
        assert_eq!(found.len(), told.len(), "seed {seed}");
        projects += told.len();
        placed += told.iter().filter(|(name, function)| found.get(*name) == Some(function)).count();
        let inferred = remarks(&rebuilt, Certainty::Inferred, "function");
        let mut sums: BTreeMap<Key, i64> = BTreeMap::new();
        for line in &rebuilt.budget.lines {
            *sums.entry(rebuilt_key(line)).or_insert(0) += line.amount.0;
        }
        let truth = true_lines(&wanted);
        for (row, line) in rebuilt.budget.lines.iter().enumerate() {
            if inferred.contains(&row) {
                let name = &rebuilt.budget.projects[line.project.unwrap()].name;
                assert_eq!(told[name], std::slice::from_ref(&line.function), "seed {seed}: {name} is wrongly inferred");
            }
            let own = rebuilt.budget.remarks.iter().filter(|remark| remark.part == Part::Lines && remark.row == row);
            let is_sure = own.clone().all(|remark| remark.certainty != Certainty::Assumed);
            let is_true = truth.get(&rebuilt_key(line)) == sums.get(&rebuilt_key(line));
            assert!(is_true || !is_sure, "seed {seed}: {line:?} is wrong and not marked as assumed");
            let (count, right) = lines.entry(if is_sure { "sure" } else { "assumed" }).or_default();
            *count += 1;
            *right += usize::from(is_true);
        }
    }
    eprintln!(
        "{cells} cells came back; {placed} of {projects} projects at their function; lines (all, true) {lines:?}"
    );
    assert!(placed * 100 > projects * 90, "{placed} of {projects}");
}

#[test]
fn the_other_parts_of_generated_budgets_come_back() {
    for seed in 300..360 {
        let wanted = Generator::new(seed).budget();
        let rebuilt = rebuild(&printed(&wanted)).budget;
        assert_eq!(rebuilt.agency.institutions.first().map(|own| &own.rank), Some(&wanted.agency.rank), "seed {seed}");
        assert_eq!(rebuilt.narrative.duties, wanted.texts.duties, "seed {seed}");
        assert_eq!(rebuilt.narrative.other_matters, std::slice::from_ref(&wanted.texts.other_matters), "seed {seed}");
        assert_eq!(rebuilt.narrative.safeguards.len(), wanted.texts.safeguards.len(), "seed {seed}");
        let before = Amount(wanted.prior.basic.0 + wanted.prior.project.0);
        for (key, amount) in [
            ("total", before),
            ("basic", wanted.prior.basic),
            ("project", wanted.prior.project),
            ("official-costs", wanted.prior.official),
        ] {
            assert_eq!(rebuilt.prior.get(key), Some(&amount), "seed {seed} {key}");
        }
        for (key, now, before, reason) in [
            ("basic", wanted.basic(), wanted.prior.basic, &wanted.texts.basic_reason),
            ("project", wanted.project_money(), wanted.prior.project, &wanted.texts.project_reason),
            ("official-costs", wanted.official_total(None), wanted.prior.official, &wanted.texts.official_reason),
        ] {
            let expected = (now != before).then_some(reason);
            assert_eq!(rebuilt.narrative.reasons.get(key), expected, "seed {seed} {key}");
        }
        for (own, project) in rebuilt.projects.iter().zip(&wanted.projects) {
            assert_eq!((&own.code, &own.name, &own.purpose), (&project.code, &project.name, &project.purpose));
            assert_eq!((&own.goals, own.indicators.len()), (&vec![project.goal.clone()], project.indicators.len()));
            assert_eq!(own.plan.len(), 4);
        }
        assert_eq!(rebuilt.procurement.len(), wanted.procurement.len(), "seed {seed}");
        for (own, line) in rebuilt.procurement.iter().zip(&wanted.procurement) {
            assert_eq!(
                (own.project, &own.item, &own.code),
                (Some(line.project), &line.name, &line.code),
                "seed {seed}"
            );
            assert_eq!(
                (own.amount, own.price, own.reserved.unwrap_or_default()),
                (line.amount(), Some(line.price), line.reserved)
            );
            assert_eq!(own.source == Source::CarryOver, line.is_carried_over, "seed {seed}");
            assert_eq!(
                own.quantity.map(|quantity| quantity.to_string()),
                Some(line.quantity.to_string()),
                "seed {seed}"
            );
        }
        assert_eq!(rebuilt.assets.total, None, "seed {seed}");
        assert_eq!(
            rebuilt.assets.rows.iter().filter_map(|row| row.value).map(|value| value.0).sum::<i64>(),
            wanted.assets.total().0 + wanted.assets.offices.1.0,
            "seed {seed}"
        );
    }
}
