//! Generated budgets of the test kit as `Budget`s of this crate, for all tests that need many correct ones.
//! Nothing is judged or printed here.

#![allow(dead_code, reason = "every test file includes this module and uses the part it needs")]

pub(crate) mod rebuilt;

use mingsuan_budget::{
    Agency, Asset, Assets, Budget, Fund, Indicator, Institution, Kind, Line, Narrative, PlanStep, Project, Purchase,
    Source, Task, Titled,
};
use mingsuan_model::{AgencyLevel, Amount, Decimal};
use mingsuan_testkit::budget as kit;

/// The months of the payment plan of the test kit's form.
const MONTHS: [u8; 4] = [3, 6, 10, 12];

/// The same budget in the types of this crate. Style is left behind except the scale of the statements; the glossary
/// holds the terms beyond those of the form, as the test kit does.
pub(crate) fn from_testkit(from: &mingsuan_testkit::Budget) -> Budget {
    Budget {
        stated: Vec::new(),
        agency: Agency {
            code: from.agency.code.clone(),
            name: from.agency.name.clone(),
            level: Some(AgencyLevel::Unit),
            region: from.projects.first().and_then(|project| project.code.get(..6)).map(str::to_owned),
            institutions: vec![Institution {
                name: from.agency.name.clone(),
                nature: from.agency.nature.clone(),
                rank: from.agency.rank.clone(),
                support: from.agency.support.clone(),
            }],
        },
        year: from.year,
        profile: "hebei".to_owned(),
        scale: Some(from.style.scale),
        lines: from.lines.iter().map(line).collect(),
        projects: from.projects.iter().map(project).collect(),
        procurement: from.procurement.iter().map(purchase).collect(),
        assets: assets(from),
        official_costs: Vec::new(),
        operating_costs: None,
        prior: [("basic", from.prior.basic), ("project", from.prior.project), ("official-costs", from.prior.official)]
            .map(|(key, amount)| (key.to_owned(), amount))
            .into(),
        narrative: narrative(&from.texts),
        remarks: Vec::new(),
    }
}

fn fund(from: kit::Fund) -> Fund {
    match from {
        kit::Fund::General => Fund::General,
        kit::Fund::GovernmentFund => Fund::GovernmentFund,
        kit::Fund::StateCapital => Fund::StateCapital,
        kit::Fund::SpecialAccount => Fund::SpecialAccount,
        kit::Fund::Business => Fund::Business,
        kit::Fund::Operating => Fund::Operating,
        kit::Fund::Superior => Fund::Superior,
        kit::Fund::Affiliated => Fund::Subsidiary,
        kit::Fund::Other => Fund::Other,
    }
}

fn source(is_carried_over: bool) -> Source {
    if is_carried_over { Source::CarryOver } else { Source::Current }
}

fn line(from: &kit::Line) -> Line {
    let (kind, project) = match from.kind {
        kit::Kind::Personnel => (Kind::Personnel, None),
        kit::Kind::Public => (Kind::Public, None),
        kit::Kind::Project(index) => (Kind::Project, Some(index)),
    };
    Line {
        function: from.function.clone(),
        kind,
        project,
        economic: from.economic.clone(),
        gov_economic: None,
        fund: fund(from.fund),
        source: source(from.is_carried_over),
        amount: from.amount,
    }
}

fn project(from: &kit::Project) -> Project {
    let percent = |value: u8| Decimal::new(i64::from(value), 0);
    Project {
        code: from.code.clone(),
        name: from.name.clone(),
        category: None,
        purpose: from.purpose.clone(),
        goals: vec![from.goal.clone()],
        plan: MONTHS
            .iter()
            .zip(from.plan)
            .map(|(month, value)| PlanStep { month: *month, percent: value.and_then(percent) })
            .collect(),
        indicators: from.indicators.iter().map(indicator).collect(),
        shows_no_other_funds: false,
    }
}

fn indicator(from: &kit::Indicator) -> Indicator {
    Indicator {
        level1: from.level1.clone(),
        level2: from.level2.clone(),
        name: from.level3.clone(),
        description: from.description.clone(),
        value: from.value.clone(),
        basis: from.basis.clone(),
    }
}

fn purchase(from: &kit::Procurement) -> Purchase {
    Purchase {
        project: Some(from.project),
        item: from.name.clone(),
        code: from.code.clone(),
        unit: from.unit.clone(),
        quantity: Decimal::new(from.quantity, 0),
        price: Some(from.price),
        amount: from.amount(),
        fund: fund(from.fund),
        source: source(from.is_carried_over),
        reserved: Some(from.reserved),
    }
}

/// The rows of the form; a quantity or value of nothing is left blank, as the form prints it.
fn assets(from: &kit::Budget) -> Assets {
    let row = |item: &str, (quantity, value): (i64, Amount), decimals: u8| Asset {
        item: item.to_owned(),
        quantity: Decimal::new(quantity, decimals).filter(|quantity| !quantity.is_zero()),
        value: Some(value).filter(|value| value.0 != 0),
    };
    let had = &from.assets;
    Assets {
        date: format!("{}-12-31", from.year - 1),
        rows: vec![
            row("asset-house", had.buildings, 2),
            row("asset-office", had.offices, 2),
            row("asset-vehicle", had.vehicles, 0),
            row("asset-equipment", had.equipment, 0),
            row("asset-other", had.other, 0),
        ],
        total: None,
        purchases: None,
    }
}

fn narrative(from: &kit::Texts) -> Narrative {
    let titled = |[title, text]: &[String; 2]| Titled { title: title.clone(), text: text.clone() };
    let entry = |key: &str, text: &String| (key.to_owned(), text.clone());
    Narrative {
        duties: from.duties.clone(),
        reasons: [
            entry("basic", &from.basic_reason),
            entry("project", &from.project_reason),
            entry("official-costs", &from.official_reason),
        ]
        .into(),
        uses: [entry("operating-costs", &from.operating_uses)].into(),
        overall_goal: vec![from.overall_goal.clone()],
        tasks: from
            .tasks
            .iter()
            .map(|[title, goal, indicators]| Task {
                title: title.clone(),
                goal: goal.clone(),
                indicators: vec![indicators.clone()],
            })
            .collect(),
        safeguards: from.safeguards.iter().map(titled).collect(),
        glossary: from.more_terms.iter().map(titled).collect(),
        other_matters: vec![from.other_matters.clone()],
        ..Narrative::default()
    }
}
