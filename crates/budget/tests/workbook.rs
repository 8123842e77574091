//! A budget that is written into a workbook and read again is the same budget.
//! What is wrong with workbooks is tested in `workbook_faults.rs`.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use mingsuan_budget::{
    Budget, Certainty, Fund, Kind, Line, OfficialCost, Part, PlanStep, Purchase, Remark, Source, Titled, workbook,
};
use mingsuan_model::{Amount, Decimal, Profile, Scale, Severity};
use mingsuan_testkit::{Generator, Rng, Shape};

fn reread(budget: &Budget) -> Budget {
    let bytes = workbook::write(budget).unwrap();
    match workbook::read(&bytes, "预算.xlsx") {
        Ok(budget) => budget,
        Err(issues) => panic!("{}", issues.iter().map(|issue| format!("{issue}\n")).collect::<String>()),
    }
}

/// Fills what the test kit leaves out, so that every field of the types has been there and back.
fn enriched(mut budget: Budget, rng: &mut Rng) -> Budget {
    let scales = [None, Some(Scale::Yuan), Some(Scale::Thousand), Some(Scale::TenThousand), Some(Scale::Million)];
    budget.scale = scales[rng.below(scales.len())];
    let gov_economic = ["501", "50101", "50502", "50999"];
    for line in &mut budget.lines {
        if rng.chance(50) {
            line.gov_economic = Some(gov_economic[rng.below(4)].to_owned());
        }
        if rng.chance(10) {
            line.source = Source::ALL[rng.below(3)];
        }
        // Down to one 分, and beyond the digits that a spreadsheet can hold.
        line.amount.0 += rng.between(0, 99);
        if rng.chance(2) {
            line.amount.0 += 9_000_000_000_000_001;
        }
    }
    budget.lines.push(Line {
        function: "2010301".to_owned(),
        kind: Kind::Balance,
        project: None,
        economic: None,
        gov_economic: None,
        fund: Fund::ALL[rng.below(10)],
        source: Source::UsedBalance,
        amount: Amount(rng.between(0, 1_000_000)),
    });
    for (index, project) in budget.projects.iter_mut().enumerate() {
        project.category = [None, Some("specific-target"), Some("other-operation")][index % 3].map(str::to_owned);
        project.shows_no_other_funds = rng.chance(30);
        project.goals.extend((0..rng.below(3)).map(|n| format!("目标{n}：达到{}%。", rng.below(100))));
        if rng.chance(10) {
            project.plan.clear();
        }
    }
    if rng.chance(40) {
        budget.procurement.push(Purchase {
            project: None,
            item: "复印纸".to_owned(),
            code: "A05040101".to_owned(),
            unit: "箱".to_owned(),
            quantity: Decimal::new(125, 1),
            price: Some(Amount(18_000)),
            amount: Amount(225_000),
            fund: Fund::UnitFunds,
            source: Source::Current,
            reserved: None,
        });
    }
    budget.operating_costs = rng.chance(30).then_some(Amount(123_456_789));
    if rng.chance(30) {
        budget.assets.total = Some(Amount(900_000_000_000));
        budget.assets.purchases = Some(Amount(1));
        // Once one item is stated, all are.
        let items = ["abroad-teaching", "abroad-other", "vehicle-purchase", "vehicle-running", "reception"];
        let cost = |item: &str| OfficialCost {
            item: item.to_owned(),
            fund: Fund::General,
            amount: Amount(9_000_000_000_050_000),
        };
        budget.official_costs = items.map(cost).to_vec();
        budget.official_costs.push(OfficialCost { fund: Fund::GovernmentFund, ..cost("reception") });
    }
    let texts = &mut budget.narrative;
    texts.safeguards_intro = vec!["为实现上述目标，采取以下措施。".to_owned()];
    texts.notes = [
        ("government-fund".to_owned(), vec!["本表无数据。".to_owned(), "第二条说明。".to_owned()]),
        ("unlisted-statement".to_owned(), vec!["说明。".to_owned()]),
    ]
    .into();
    texts.reasons.insert("some.other-figure".to_owned(), "原因。".to_owned());
    texts.glossary.push(Titled { title: "只有标题的名词".to_owned(), text: String::new() });
    texts.project_order = budget.projects.iter().rev().map(|project| project.name.clone()).collect();
    budget.prior.insert("unlisted-figure".to_owned(), Amount(77));
    budget.prior.insert("operating-costs".to_owned(), Amount(0));
    budget
}

#[test]
fn generated_budgets_come_back() {
    let mut rng = Rng::new(20);
    for seed in 0..240 {
        let budget = common::from_testkit(&Generator::new(seed).budget());
        let budget = if seed % 2 == 0 { budget } else { enriched(budget, &mut rng) };
        assert_eq!(reread(&budget), budget, "seed {seed}");
    }
}

#[test]
fn texts_that_look_like_formulas_stay_texts() {
    let mut budget = common::from_testkit(&Generator::new(3).budget_of(&Shape::simplest()));
    let texts = ["=1+1", "+86 号文", "-5%", "@某某", "=HYPERLINK(\"http://x\",\"y\")", "_x000D_", "<&>\"'", "甲\n乙"];
    budget.narrative.duties = texts.map(str::to_owned).to_vec();
    budget.projects[0].name = "=SUM(A1:A9)".to_owned();
    budget.projects[0].purpose = "第一行\n第二行".to_owned();
    assert_eq!(reread(&budget), budget);
    let bytes = workbook::write(&budget).unwrap();
    let parts = unpacked(&bytes);
    let formulas: Vec<&str> = parts.split("<f>").skip(1).filter_map(|rest| rest.split("</f>").next()).collect();
    assert!(formulas.len() > 100 && formulas.iter().all(|formula| !formula.contains("HYPERLINK")));
    assert!(parts.contains("quotePrefix=\"1\""));
}

fn unpacked(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for index in 0..archive.len() {
        std::io::Read::read_to_string(&mut archive.by_index(index).unwrap(), &mut text).unwrap();
    }
    text
}

#[test]
fn projects_of_one_name_are_told_apart_by_their_codes() {
    let shape = Shape { projects: 2, ..Shape::simplest() };
    let mut budget = common::from_testkit(&Generator::new(5).budget_of(&shape));
    budget.projects[1].name = budget.projects[0].name.clone();
    assert_eq!(reread(&budget), budget);
    let examined = workbook::examine(&workbook::write(&budget).unwrap(), "");
    assert!(examined.issues.iter().any(|issue| issue.fault == workbook::Fault::DuplicateProjectName));
}

#[test]
fn plans_of_other_months_come_back() {
    let mut budget = common::from_testkit(&Generator::new(5).budget_of(&Shape::simplest()));
    let step = |month, percent| PlanStep { month, percent: Decimal::new(percent, 1) };
    budget.projects[0].plan = vec![step(1, 125), step(6, 500), step(11, 1000)];
    assert_eq!(reread(&budget), budget);
}

#[test]
fn equal_budgets_give_equal_bytes_and_remarks_are_only_shown() {
    let budget = common::from_testkit(&Generator::new(9).budget_of(&Shape::simplest()));
    assert!(workbook::write(&budget).unwrap() == workbook::write(&budget.clone()).unwrap());
    let mut marked = budget.clone();
    let remark = |part, field: &str, certainty| Remark {
        part,
        row: 0,
        field: field.to_owned(),
        certainty,
        reason: format!("原因甲{field}"),
    };
    marked.remarks = vec![
        remark(Part::Lines, "gov_economic", Certainty::Assumed),
        remark(Part::Projects, "category", Certainty::Open),
        remark(Part::Basics, "region", Certainty::Inferred),
        remark(Part::Prior, "basic", Certainty::Inferred),
        remark(Part::Narrative, "reasons.vehicle", Certainty::Open),
        remark(Part::Lines, "no-such-column", Certainty::Open),
    ];
    let bytes = workbook::write(&marked).unwrap();
    assert_eq!(workbook::read(&bytes, "").unwrap(), budget);
    assert_eq!(unpacked(&bytes).matches("原因甲").count(), 6);
}

#[test]
fn a_project_that_is_not_there_is_refused() {
    let mut budget = common::from_testkit(&Generator::new(9).budget_of(&Shape::simplest()));
    budget.lines[0].project = Some(7);
    let error = workbook::write(&budget).unwrap_err().to_string();
    assert!(error.contains("支出明细第 1 行") && error.contains("第 8 个项目"), "{error}");
}

#[test]
fn a_blank_workbook_asks_for_what_is_missing_and_no_more() {
    for profile in Profile::all() {
        let examined = workbook::examine(&workbook::blank(2026, profile).unwrap(), "");
        let errors = examined.issues.iter().filter(|issue| issue.severity == Severity::Error);
        let cells: Vec<&str> = errors.map(|issue| issue.cell.as_str()).collect();
        assert_eq!(cells, ["C5", "C6"], "code and name");
        assert!(examined.budget.is_none());
    }
}

/// The size that the founding example has: 19 projects, 140 indicators.
#[test]
fn a_large_budget_stays_a_small_file() {
    let shape = Shape { projects: 19, procurement: 20, classes: 6, ..Shape::simplest() };
    let budget = common::from_testkit(&Generator::new(11).budget_of(&shape));
    let indicators: usize = budget.projects.iter().map(|project| project.indicators.len()).sum();
    assert!(indicators > 100, "{indicators}");
    let bytes = workbook::write(&budget).unwrap();
    assert!(bytes.len() < 300_000, "{}", bytes.len());
}

/// Reads `../shared/fixtures`; without it the test says so, and fails only on the build server.
#[test]
fn the_founding_document_comes_back_through_a_workbook() {
    let path = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures/dachang-2024.docx");
    let Ok(bytes) = std::fs::read(&path) else {
        assert!(std::env::var_os("CI").is_none(), "{} is missing", path.display());
        eprintln!("skipped: {} is missing", path.display());
        return;
    };
    let document = mingsuan_document::read(&bytes, "dachang-2024.docx").unwrap();
    let rebuilt = mingsuan_budget::rebuild::rebuild(&mingsuan_import::import(&document, None)).budget;
    let bytes = workbook::write(&rebuilt).unwrap();
    assert!(bytes.len() < 300_000, "{}", bytes.len());
    let examined = workbook::examine(&bytes, "");
    let issues: String = examined.issues.iter().map(|issue| format!("{issue}\n")).collect();
    let budget = examined.budget.unwrap_or_else(|| panic!("{issues}"));
    assert_eq!(budget, Budget { remarks: Vec::new(), ..rebuilt.clone() }, "{issues}");
    // Every remark has a cell.
    assert!(rebuilt.remarks.len() > 30);
    let notes = unpacked(&bytes);
    assert!(rebuilt.remarks.iter().all(|remark| notes.contains(&remark.reason)));
    // The same for the next year's, which waits for its amounts.
    let next = mingsuan_budget::rebuild::fill_forward(&rebuilt, 2025);
    let bytes = workbook::write(&next).unwrap();
    assert_eq!(workbook::read(&bytes, "").unwrap(), Budget { remarks: Vec::new(), ..next.clone() });
    let notes = unpacked(&bytes);
    assert!(next.remarks.iter().all(|remark| notes.contains(&remark.reason)));
}
