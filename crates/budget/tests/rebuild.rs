//! Budgets rebuilt from documents: every printed cell comes back, what is inferred is marked, what will not come back is
//! said, and a later year begins with what lasts.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::from_testkit;
use common::rebuilt::{assert_compiles_to, compare, example, founding, functions, printed, remarks, true_functions};
use mingsuan_budget::rebuild::{fill_forward, rebuild};
use mingsuan_budget::{Budget, Certainty, Fund, Kind, Part, Source, compile};
use mingsuan_model::{Amount, Origin, StatementId};
use mingsuan_testkit::{Generator, Shape, budget as truth};

#[test]
fn the_founding_document_comes_back() {
    let Some(disclosure) = founding() else { return };
    let rebuilt = rebuild(&disclosure);
    let (same, other) = compare(&disclosure, &rebuilt.budget);
    assert!(other.is_empty(), "{}", other.join("\n"));
    assert!(same > 600, "{same} cells");
    assert_compiles_to(&disclosure, &rebuilt.budget, true, "the founding document");
    assert!(rebuilt.unexplained.is_empty(), "{:?}", rebuilt.unexplained);
    let projects: Vec<usize> =
        (0..rebuilt.budget.lines.len()).filter(|row| rebuilt.budget.lines[*row].project.is_some()).collect();
    assert_eq!(projects.len(), 19);
    assert_eq!(remarks(&rebuilt, Certainty::Inferred, "function"), projects, "one assignment fits all sums");
    assert_eq!(remarks(&rebuilt, Certainty::Open, "economic"), projects);
    assert!(rebuilt.budget.remarks.iter().all(|remark| remark.certainty != Certainty::Assumed));
    let budget = &rebuilt.budget;
    assert!(budget.official_costs.is_empty() && budget.operating_costs.is_none());
    assert_eq!((budget.year, budget.profile.as_str(), budget.projects.len()), (2024, "hebei", 19));
    assert_eq!((budget.procurement.len(), budget.assets.rows.len(), budget.agency.institutions.len()), (6, 5, 1));
    // The rows give 1114.70, the total is printed as 1114.71.
    let total = Some(Amount(1_114_710_000));
    assert_eq!(
        (budget.assets.total, budget.assets.purchases, budget.assets.date.as_str()),
        (total, None, "2023-12-31")
    );
    assert_eq!(budget.narrative.tasks.len(), 6);
    assert_eq!((budget.narrative.safeguards.len(), budget.narrative.safeguards_intro.len()), (7, 1));
    assert_eq!((budget.narrative.glossary.len(), budget.narrative.project_order.len()), (10, 18));
    assert_eq!(budget.narrative.reasons.keys().collect::<Vec<_>>(), ["basic", "official-costs", "project"]);
    assert_eq!(budget.narrative.uses.keys().collect::<Vec<_>>(), ["operating-costs"]);
    assert_eq!(budget.narrative.duties.len(), 1, "{:?}", budget.narrative.duties);
    // 48780.62 + 105115.75, 1696.75 + 70.38, 47083.87 + 105045.37, 15.29 + 0.25.
    for (key, fen) in [
        ("total", 153_896_370_000),
        ("basic", 1_767_130_000),
        ("project", 152_129_240_000),
        ("official-costs", 15_540_000),
    ] {
        assert_eq!(budget.prior.get(key), Some(&Amount(fen)), "{key}");
    }
}

#[test]
fn the_example_comes_back() {
    let disclosure = example("clean.docx");
    let rebuilt = rebuild(&disclosure);
    let (same, other) = compare(&disclosure, &rebuilt.budget);
    assert!(other.is_empty(), "{}", other.join("\n"));
    assert!(same > 400, "{same} cells");
    assert_compiles_to(&disclosure, &rebuilt.budget, true, "the example");
    assert!(rebuilt.unexplained.is_empty(), "{:?}", rebuilt.unexplained);
    let wanted = mingsuan_testkit::yunshan::clean();
    assert_eq!(functions(&rebuilt.budget), true_functions(&wanted));
    let basics: Vec<_> = wanted.lines.iter().filter(|line| !matches!(line.kind, truth::Kind::Project(_))).collect();
    for line in basics {
        let found = rebuilt.budget.lines.iter().find(|own| own.economic == line.economic).unwrap();
        assert_eq!((&found.function, found.amount), (&line.function, line.amount), "{line:?}");
    }
}

#[test]
fn a_document_with_mistakes_gives_lines_and_says_what_will_not_come_back() {
    let disclosure = example("planted.docx");
    let rebuilt = rebuild(&disclosure);
    let wanted = mingsuan_testkit::yunshan::clean();
    assert_eq!(functions(&rebuilt.budget), true_functions(&wanted));
    let messages: Vec<&str> = rebuilt.unexplained.iter().map(|found| found.message.as_str()).collect();
    let all = messages.join("\n");
    // The wrong subtotal, the two digits changed places in a project's budget, the wrong amount of the text.
    for part in ["1706.47万元", "85.00万元", "767.38万元"] {
        assert!(all.contains(part), "{part} is not among\n{all}");
    }
    assert!(messages.len() <= 8, "{all}");
}

/// A budget of the test kit with what its generator does not make: money that remains, unit funds as one sum, amounts
/// down to a 分, “三公” and operating costs that the lines do not tell.
fn peculiar() -> Budget {
    let shape = Shape { projects: 6, classes: 3, has_unit_money: true, has_carry_over: true, ..Shape::simplest() };
    let mut budget = from_testkit(&Generator::new(11).budget_of(&shape));
    for line in &mut budget.lines {
        let own_funds = [Fund::Business, Fund::Operating, Fund::Superior, Fund::Subsidiary, Fund::Other];
        line.fund = if own_funds.contains(&line.fund) { Fund::UnitFunds } else { line.fund };
        line.amount = Amount(line.amount.0 + 37);
    }
    let function = budget.lines[0].function.clone();
    let line = |kind: Kind, fund: Fund, fen: i64| mingsuan_budget::Line {
        function: function.clone(),
        kind,
        project: None,
        economic: None,
        gov_economic: None,
        fund,
        source: Source::Current,
        amount: Amount(fen),
    };
    budget.lines.push(line(Kind::Balance, Fund::General, 12_345_678));
    budget.lines.push(line(Kind::Remit, Fund::UnitFunds, 2_000_000));
    let cost = |item: &str, fen: i64| mingsuan_budget::OfficialCost {
        item: item.to_owned(),
        fund: Fund::General,
        amount: Amount(fen),
    };
    budget.official_costs = vec![cost("abroad-teaching", 5_000_000), cost("reception", 700_000)];
    budget.operating_costs = Some(Amount(99_000_000));
    budget
}

#[test]
fn what_remains_and_what_is_stated_comes_back() {
    for profile in ["hebei", "national"] {
        let wanted = Budget { profile: profile.to_owned(), ..peculiar() };
        let document = compile(&wanted).unwrap_or_else(|problems| panic!("{problems:#?}"));
        let disclosure = mingsuan_import::import(&document, Some(profile));
        let rebuilt = rebuild(&disclosure);
        assert!(rebuilt.unexplained.is_empty(), "{profile}: {:#?}", rebuilt.unexplained);
        let sum = |budget: &Budget, kind: Kind| {
            budget.lines.iter().filter(|line| line.kind == kind).map(|line| line.amount.0).sum::<i64>()
        };
        for kind in [Kind::Balance, Kind::Remit, Kind::Project] {
            assert_eq!(sum(&rebuilt.budget, kind), sum(&wanted, kind), "{profile} {kind:?}");
        }
        assert_eq!(rebuilt.budget.official_costs, wanted.official_costs, "{profile}");
        assert_eq!(rebuilt.budget.operating_costs, wanted.operating_costs, "{profile}");
        let printed = Budget { profile: profile.to_owned(), ..rebuilt.budget };
        assert_compiles_to(&disclosure, &printed, true, profile);
    }
}

#[test]
fn a_document_without_some_statements_says_what_is_missing() {
    let mut disclosure = example("clean.docx");
    let gone = |id: StatementId| matches!(id, StatementId::GeneralBasic | StatementId::RevenueSummary);
    let kept: Vec<bool> = disclosure.statements.iter().map(|statement| !gone(statement.id)).collect();
    disclosure.facts.retain(|fact| match fact.origin {
        Origin::Statement { statement, .. } => kept[statement as usize],
        _ => true,
    });
    // The ordinals of the others have to stay, so what is gone becomes a table of no meaning.
    for statement in &mut disclosure.statements {
        if gone(statement.id) {
            statement.id = StatementId::Other;
        }
    }
    let rebuilt = rebuild(&disclosure);
    let messages: Vec<&str> = rebuilt.unexplained.iter().map(|found| found.message.as_str()).collect();
    assert!(messages.len() == 1 && messages[0].contains("基本支出"), "{messages:?}");
    let (_, other) = compare(&disclosure, &rebuilt.budget);
    assert!(other.is_empty(), "{}", other.join("\n"));
    let basic = |line: &&mingsuan_budget::Line| line.kind.is_basic();
    assert!(rebuilt.budget.lines.iter().filter(basic).all(|line| line.economic.is_none()));
    // Personnel and public money are told by the text: 776.38 and 103.04.
    let personnel = rebuilt.budget.lines.iter().filter(|line| line.kind == Kind::Personnel);
    assert_eq!(personnel.map(|line| line.amount.0).sum::<i64>(), 776_380_000);
}

#[test]
fn thirty_projects_of_one_amount_are_placed_soon_and_marked() {
    let shape = Shape { projects: 25, classes: 8, ..Shape::simplest() };
    let mut wanted = Generator::new(7).budget_of(&shape);
    for line in wanted.lines.iter_mut().filter(|line| matches!(line.kind, truth::Kind::Project(_))) {
        line.amount = Amount(1_000_000);
    }
    let disclosure = printed(&wanted);
    let start = std::time::Instant::now();
    let rebuilt = rebuild(&disclosure);
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
    let (_, other) = compare(&disclosure, &rebuilt.budget);
    assert!(other.is_empty(), "{}", other.join("\n"));
    let functions: std::collections::BTreeSet<_> =
        rebuilt.budget.lines.iter().filter(|line| line.project.is_some()).map(|line| &line.function).collect();
    assert!(functions.len() > 1);
    assert!(remarks(&rebuilt, Certainty::Inferred, "function").is_empty());
    assert_eq!(remarks(&rebuilt, Certainty::Assumed, "function").len(), 25);
}

#[test]
fn a_later_year_begins_with_what_lasts() {
    let old = rebuild(&example("clean.docx")).budget;
    let next = fill_forward(&old, 2027);
    assert_eq!((next.year, &next.agency, &next.profile), (2027, &old.agency, &old.profile));
    assert_eq!((&next.narrative.duties, &next.narrative.glossary), (&old.narrative.duties, &old.narrative.glossary));
    assert!(next.lines.iter().all(|line| line.amount == Amount::ZERO && line.source == Source::Current));
    assert!(next.narrative.reasons.is_empty() && next.procurement.is_empty());
    assert_eq!(next.projects.len(), old.projects.len());
    assert!(
        next.projects
            .iter()
            .zip(&old.projects)
            .all(|(next, old)| next.code.is_empty() && next.indicators == old.indicators)
    );
    let total: i64 = old.lines.iter().map(|line| line.amount.0).sum();
    assert_eq!(next.prior.get("total"), Some(&Amount(total)));
    // 1.20 received and 10.50 for vehicles.
    assert_eq!(next.prior.get("official-costs"), Some(&Amount(11_700_000)));
    let marked =
        |part: Part, field: &str| next.remarks.iter().filter(|own| own.part == part && own.field == field).count();
    assert_eq!(
        (marked(Part::Lines, "amount"), marked(Part::Projects, "code")),
        (next.lines.len(), next.projects.len())
    );
    let named = |texts: &[String]| texts.iter().filter(|text| text.contains("2026")).count();
    assert_eq!(marked(Part::Narrative, "overall_goal"), named(&next.narrative.overall_goal));
    assert!(next.remarks.iter().all(|own| own.certainty != Certainty::Inferred));
}
