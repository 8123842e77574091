//! The founding document in its formats gives the same facts and projects, and they are those of its truth file,
//! value by value, by coordinate and place. The truth's own names are mapped to coordinates here, apart from the
//! lexicon, so that a wrong lexicon is seen.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::collections::BTreeMap;

use mingsuan_model::{
    CellValue, Coordinate, Decimal, Dimension, Disclosure, Fact, Origin, Project, StatementId, Value as Member,
};
use serde_json::Value;

const FORMATS: [&str; 11] = [
    "dachang-2024.txt",
    "dachang-2024.gbk.txt",
    "dachang-2024.docx",
    "dachang-2024.html",
    "dachang-2024.odt",
    "dachang-2024.rtf",
    "dachang-2024.doc",
    "dachang-2024.pdf",
    "dachang-2024.xlsx",
    "dachang-2024.xls",
    "dachang-2024.ods",
];

/// The workbooks of the fixtures hold tables only, so they have no text to read amounts from.
fn has_text(name: &str) -> bool {
    !["xlsx", "xls", "ods"].iter().any(|ending| name.ends_with(ending))
}

fn disclosure(name: &str) -> Option<Disclosure> {
    Some(mingsuan_import::import(&support::read(name)?, None))
}

/// Members by dimension, written `side=revenue fund=general`.
fn at(text: &str) -> Coordinate {
    text.split_whitespace().fold(Coordinate::default(), |at, part| {
        let (dimension, member) = part.split_once('=').unwrap();
        let dimension = Dimension::from_key(dimension).unwrap();
        match member.parse() {
            Ok(code) => at.with(dimension, Member::Member(code)),
            Err(_) => at.at(dimension, member),
        }
    })
}

/// What a column of a truth table restricts.
fn column(table: &str, key: &str) -> &'static str {
    match (table, key) {
        ("t1", "收入/预算数") | ("t4", "收入/金额") => "",
        ("t1", "支出/预算数") | ("t4", "支出/合计") => "",
        ("t4", "支出/一般公共预算财政拨款") | ("t9", "资金性质/一般公共预算财政拨款") => {
            "fund=general"
        }
        ("t2", "合计") => "side=revenue",
        ("t2", "本年收入/小计") => "side=revenue source=current",
        ("t2", "本年收入/财政拨款收入") => "side=revenue source=current fund=fiscal",
        ("t3", "合计") => "side=expenditure",
        ("t3", "基本支出") => "side=expenditure kind=basic",
        ("t3", "项目支出") => "side=expenditure kind=project",
        ("t5", "合计") => "side=expenditure fund=general",
        ("t5", "基本支出") => "side=expenditure fund=general kind=basic",
        ("t5", "项目支出") => "side=expenditure fund=general kind=project",
        ("t6", "一般公共预算基本支出/合计") => "side=expenditure fund=general kind=basic",
        ("t6", "一般公共预算基本支出/人员经费") => "side=expenditure fund=general kind=personnel",
        ("t6", "一般公共预算基本支出/公用经费") => "side=expenditure fund=general kind=public",
        ("t9", "资金性质/合计") => "",
        other => panic!("a number in the unexpected column {other:?}"),
    }
}

/// What a row of a truth table restricts, by code or by label.
fn row(table: &str, item: &Value) -> String {
    if let Some(code) = item["code"].as_str() {
        return format!("{}={code}", if table == "t6" { "economic" } else { "function" });
    }
    let fiscal = if table == "t4" { "fund=fiscal " } else { "" };
    let restricts = match item["label"].as_str().unwrap() {
        "合计" => "",
        "一、一般公共预算拨款收入" | "一、一般公共预算拨款" => {
            return "side=revenue source=current fund=general".into();
        }
        "一、一般公共服务支出" => "side=expenditure function=201",
        "十一、节能环保支出" => "side=expenditure function=211",
        "十二、城乡社区支出" => "side=expenditure function=212",
        "本年收入合计" => "side=revenue source=current",
        "收入总计" => "side=revenue",
        "本年支出合计" => "side=expenditure",
        "支出总计" => "side=outlay",
        "“三公”经费小计" => "side=expenditure fund=fiscal item=official-costs",
        "二、公务用车购置及运维费" => "side=expenditure fund=fiscal item=vehicle",
        "公务用车运行维护费" => "side=expenditure fund=fiscal item=vehicle-running",
        "三、公务接待费" => "side=expenditure fund=fiscal item=reception",
        label => panic!("a number in the unexpected row {label}"),
    };
    format!("{fiscal}{restricts}")
}

/// A number the truth holds: its coordinate, its text, and in the txt its line.
struct Expected {
    coordinate: Coordinate,
    text: String,
    line: Option<u64>,
    column: Option<u64>,
    sheet: Option<String>,
}

fn statement_cells(truth: &Value) -> Vec<Expected> {
    let mut cells = Vec::new();
    for table in truth["tables"].as_array().unwrap() {
        let id = table["id"].as_str().unwrap();
        for item in table["items"].as_array().unwrap() {
            for (key, value) in item["values"].as_object().unwrap() {
                let Some(text) = value.as_str() else { continue };
                let index =
                    table["columns"].as_array().unwrap().iter().find(|c| c["key"] == key.as_str()).unwrap()["index"]
                        .as_u64()
                        .unwrap();
                let coordinate = at(&row(id, item)).refined(&at(column(id, key)));
                let coordinate = coordinate.refined(&at("year=2024 phase=budget measure=amount"));
                // The txt has one cell a line, so the place of a number follows from its row and column.
                let line = Some(item["seed_line"].as_u64().unwrap() + index);
                let sheet = table["sheet"].as_str().map(str::to_owned);
                cells.push(Expected { coordinate, text: text.to_owned(), line, column: Some(index + 1), sheet });
            }
        }
    }
    cells
}

fn numbers(disclosure: &Disclosure) -> impl Iterator<Item = &Fact> {
    disclosure.facts.iter().filter(|fact| fact.value.number().is_some())
}

fn find<'d>(disclosure: &'d Disclosure, expected: &Expected, used: &mut Vec<usize>) -> Option<&'d Fact> {
    let wanted = Decimal::parse(&expected.text).unwrap();
    let (id, fact) = disclosure.facts.iter().enumerate().find(|(id, fact)| {
        let place = &fact.place;
        !used.contains(id)
            && fact.coordinate == expected.coordinate
            && fact.value == CellValue::Number(wanted)
            && fact.value.number().is_some_and(|n| n.decimals() == wanted.decimals())
            && (place.line.is_none() || expected.line.is_none_or(|line| place.line.map(u64::from) == Some(line)))
            && (place.sheet.is_none()
                || expected.sheet.is_none()
                || place.sheet.as_deref() == expected.sheet.as_deref())
            && expected.column.is_none_or(|column| place.column.map(u64::from) == Some(column))
    })?;
    used.push(id);
    Some(fact)
}

#[test]
fn every_cell_of_the_statements_is_a_fact_at_its_coordinate_and_place() {
    let Some(truth) = support::truth() else { return };
    let cells = statement_cells(&truth);
    assert_eq!(cells.len(), 187);
    for name in FORMATS {
        let disclosure = disclosure(name).unwrap();
        let mut used = Vec::new();
        for cell in &cells {
            assert!(
                find(&disclosure, cell, &mut used).is_some(),
                "{name}: {} at {:?} line {:?}",
                cell.text,
                cell.coordinate,
                cell.line
            );
        }
        let statements = ["procurement", "assets"];
        let of_statement = |fact: &&Fact| match fact.origin {
            Origin::Statement { statement, .. } => {
                !statements.contains(&disclosure.statements[statement as usize].id.key())
            }
            _ => false,
        };
        let numbers = disclosure.facts.iter().filter(of_statement).filter(|fact| fact.value.number().is_some()).count();
        assert_eq!(numbers, cells.len(), "{name} has facts that the truth does not know");
    }
}

#[test]
fn projects_are_those_of_the_truth() {
    let Some(truth) = support::truth() else { return };
    let wanted = truth["projects"].as_array().unwrap();
    for name in FORMATS {
        let disclosure = disclosure(name).unwrap();
        assert_eq!(disclosure.projects.len(), 19, "{name}");
        assert_eq!(disclosure.projects.iter().map(|project| project.indicators.len()).sum::<usize>(), 140, "{name}");
        for (project, wanted) in disclosure.projects.iter().zip(wanted) {
            let text = |key: &str| wanted[key].as_str().unwrap_or_default().to_owned();
            let amount = |field: &Option<mingsuan_model::PlacedValue>| {
                field.as_ref().and_then(|f| f.value.number()).map(|n| n.to_string()).unwrap_or_default()
            };
            assert_eq!(project.name.text, text("name"), "{name}");
            assert_eq!(project.code.as_ref().unwrap().text, text("code"), "{name}");
            assert_eq!(
                [amount(&project.budget), amount(&project.fiscal), amount(&project.other)],
                [text("amount"), text("fiscal_funds"), text("other_funds")],
                "{name}"
            );
            assert_eq!(project.purpose.as_ref().unwrap().text, text("purpose"), "{name}");
            assert_eq!(
                project.goals.iter().map(|goal| goal.text.as_str()).collect::<Vec<_>>().join("\n"),
                text("goal"),
                "{name}"
            );
            let plan: BTreeMap<String, Option<String>> = project
                .plan
                .iter()
                .map(|step| (step.month.to_string(), step.percent.number().map(|n| n.to_string())))
                .collect();
            let wanted_plan: BTreeMap<String, Option<String>> = wanted["plan_pct"]
                .as_object()
                .unwrap()
                .iter()
                .map(|(month, percent)| (month.clone(), percent.as_str().map(str::to_owned)))
                .collect();
            assert_eq!(plan, wanted_plan, "{name} {}", project.name.text);
            for (indicator, wanted) in project.indicators.iter().zip(wanted["indicators"].as_array().unwrap()) {
                let text = |key: &str| wanted[key].as_str().unwrap_or_default();
                let found = [
                    &indicator.level1,
                    &indicator.level2,
                    &indicator.level3.text,
                    &indicator.description.text,
                    &indicator.value.text,
                    &indicator.basis.text,
                ];
                assert_eq!(
                    found.map(String::as_str),
                    ["level1", "level2", "level3", "description", "value", "basis"].map(text),
                    "{name} {}",
                    project.name.text
                );
                let parts = &wanted["value_parts"];
                assert_eq!(
                    indicator.parts.number.map(|n| n.to_string()).as_deref(),
                    parts["number"].as_str(),
                    "{name} {}",
                    indicator.value.text
                );
                assert_eq!(
                    indicator.parts.unit,
                    parts["unit"].as_str().unwrap_or_default(),
                    "{name} {}",
                    indicator.value.text
                );
                if let Some(line) = indicator.level3.place.line {
                    // The row begins at the 一级指标 cell, two lines above the name.
                    assert_eq!(
                        u64::from(line),
                        wanted["seed_line"].as_u64().unwrap() + 2,
                        "{name} {}",
                        indicator.level3.text
                    );
                }
            }
        }
    }
}

#[test]
fn procurement_and_asset_rows_are_those_of_the_truth() {
    let Some(truth) = support::truth() else { return };
    for name in FORMATS {
        let disclosure = disclosure(name).unwrap();
        let of = |id: &str| {
            let (ordinal, statement) =
                disclosure.statements.iter().enumerate().find(|(_, s)| s.id.key() == id).unwrap();
            (u32::try_from(ordinal).unwrap(), statement)
        };
        let (ordinal, statement) = of("procurement");
        let keys: Vec<&str> =
            truth["procurement"]["column_keys"].as_array().unwrap().iter().map(|k| k.as_str().unwrap()).collect();
        let rows = truth["procurement"]["rows"].as_array().unwrap();
        assert_eq!(statement.rows.len(), rows.len(), "{name}");
        for ((row, wanted), line) in statement.rows.iter().zip(rows).zip(&disclosure.procurement) {
            assert_eq!(line.statement, ordinal);
            assert_eq!(line.is_total, wanted["kind"] != "item", "{name} {}", row.label);
            for (index, key) in keys.iter().enumerate() {
                let cell = row.cell(index);
                let printed =
                    cell.map(|cell| mingsuan_model::text::squeezed(&cell.text)).filter(|text| !text.is_empty());
                let wanted = wanted["cells"][key].as_str().map(mingsuan_model::text::squeezed);
                assert_eq!(printed, wanted, "{name} {} {key}", row.label);
            }
        }
        let (_, statement) = of("assets");
        for (row, wanted) in statement.rows.iter().zip(truth["assets"]["rows"].as_array().unwrap()) {
            assert_eq!(row.label, wanted["label"].as_str().unwrap(), "{name}");
            let text = |index: usize| row.cell(index).map(|cell| cell.text.clone()).filter(|text| !text.is_empty());
            assert_eq!(text(1).as_deref(), wanted["quantity"].as_str(), "{name}");
            assert_eq!(text(2).as_deref(), wanted["value"].as_str(), "{name}");
        }
        assert!(disclosure.assets_date.as_ref().unwrap().text.contains("2023-12-31"), "{name}");
    }
}

/// What the labels of the narrative truth mean.
fn narrative(label: &str) -> &'static str {
    match label {
        "预算收入合计" => "side=revenue measure=amount",
        "一般公共预算收入" => "side=revenue measure=amount source=current fund=general",
        "基金预算收入" => "side=revenue measure=amount source=current fund=gov-fund",
        "国有资本经营预算收入" => "side=revenue measure=amount source=current fund=state-capital",
        "财政专户核拨收入" => "side=revenue measure=amount source=current fund=special-account",
        "单位资金收入" => "side=revenue measure=amount source=current fund=unit-funds",
        "上年结转结余" => "side=revenue measure=amount source=carry-over",
        "支出预算" | "预算收支安排" => "side=outlay measure=amount",
        "基本支出" => "side=expenditure measure=amount kind=basic",
        "人员经费" => "side=expenditure measure=amount kind=personnel",
        "日常公用经费" => "side=expenditure measure=amount kind=public",
        "项目支出" => "side=expenditure measure=amount kind=project",
        "收支较上年" => "side=outlay measure=change",
        "基本支出较上年" => "side=expenditure measure=change kind=basic",
        "项目支出较上年" => "side=expenditure measure=change kind=project",
        "机关运行经费" => "side=expenditure measure=amount item=operating-costs",
        "“三公”经费合计" => "side=expenditure measure=amount fund=fiscal item=official-costs",
        "因公出国（境）费" => "side=expenditure measure=amount fund=fiscal item=abroad",
        "公务用车购置及运维费" => "side=expenditure measure=amount fund=fiscal item=vehicle",
        "公务用车购置费" => "side=expenditure measure=amount fund=fiscal item=vehicle-purchase",
        "公务用车运维费" => "side=expenditure measure=amount fund=fiscal item=vehicle-running",
        "公务接待费" => "side=expenditure measure=amount fund=fiscal item=reception",
        "“三公”经费较上年" => "side=expenditure measure=change fund=fiscal item=official-costs",
        "上年末固定资产金额" => "side=asset measure=amount item=asset-total",
        "本年度拟购置固定资产总额" => "side=asset measure=amount item=asset-purchase",
        other => panic!("unexpected amount in the text: {other}"),
    }
}

#[test]
fn amounts_of_the_text_are_claims_at_their_coordinate() {
    let Some(truth) = support::truth() else { return };
    let wanted = truth["narrative"].as_array().unwrap();
    assert_eq!(wanted.len(), 26);
    for name in FORMATS.into_iter().filter(|name| has_text(name)) {
        let disclosure = disclosure(name).unwrap();
        let claims: Vec<_> = disclosure.claims.iter().filter(|claim| claim.scale.is_some()).collect();
        assert_eq!(claims.len(), wanted.len(), "{name}");
        for (claim, wanted) in claims.iter().zip(wanted) {
            let label = wanted["label"].as_str().unwrap();
            assert_eq!(claim.number.to_string(), wanted["value"].as_str().unwrap(), "{name} {label}");
            assert_eq!(claim.scale.unwrap().name(), wanted["unit"].as_str().unwrap(), "{name} {label}");
            assert_eq!(
                claim.coordinate.refined(&at("year=2024")),
                at(narrative(label)).refined(&at("year=2024")),
                "{name} {label}"
            );
            if let Some(line) = claim.place.line {
                assert_eq!(u64::from(line), wanted["seed_line"].as_u64().unwrap(), "{name} {label}");
            }
        }
        let listed: Vec<&str> = disclosure.listed_projects.iter().map(|name| name.text.as_str()).collect();
        let wanted: Vec<&str> =
            truth["narrative_projects_listed"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
        assert_eq!(listed, wanted, "{name}");
    }
}

#[test]
fn formats_agree_with_each_other() {
    let Some(first) = disclosure(FORMATS[0]) else { return };
    let key = |fact: &Fact| (fact.coordinate, fact.value.number().map(|n| n.to_string()), fact.scale);
    let facts = |disclosure: &Disclosure, claims: bool| {
        let mut keys: Vec<_> =
            numbers(disclosure).filter(|fact| claims || !matches!(fact.origin, Origin::Claim(_))).map(key).collect();
        keys.sort();
        keys
    };
    for name in &FORMATS[1..] {
        let other = disclosure(name).unwrap();
        let claims = has_text(name);
        assert_eq!(facts(&other, claims), facts(&first, claims), "{name}");
        let identity = |d: &Disclosure| {
            (
                d.kind,
                d.agency.code.clone(),
                d.agency.name.clone(),
                d.agency.level,
                d.year,
                d.region.clone(),
                d.profile.clone(),
            )
        };
        assert_eq!(identity(&other), identity(&first), "{name}");
    }
}

/// Each sheet of the workbook as a file of its own gives the facts of that sheet, and all files those of the workbook.
/// A file alone knows its project as the first one, and no year unless it prints one.
#[test]
fn separated_values_give_the_facts_of_their_sheets() {
    let Some(workbook) = disclosure("dachang-2024.xlsx") else { return };
    let shown = |fact: &Fact| {
        let place = &fact.place;
        let coordinate = [Dimension::Project, Dimension::Year]
            .into_iter()
            .fold(fact.coordinate, |coordinate, dimension| coordinate.with(dimension, Member::All));
        (coordinate, fact.value.number().map(|n| n.to_string()), fact.scale, place.row, place.column)
    };
    for folder in ["csv-utf8", "csv-gb18030"] {
        let mut found = 0;
        let folder = support::fixtures().unwrap().join(folder);
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let document = mingsuan_document::read(&std::fs::read(&path).unwrap(), path.to_str().unwrap()).unwrap();
            let alone = mingsuan_import::import(&document, None);
            let sheet = name.strip_prefix("dachang-2024-").unwrap();
            let wanted: Vec<_> =
                numbers(&workbook).filter(|fact| fact.place.sheet.as_deref() == Some(sheet)).map(shown).collect();
            assert_eq!(numbers(&alone).map(shown).collect::<Vec<_>>(), wanted, "{name}");
            // A project's form is a project and, under its own title, a performance table too.
            let counted = alone.statements.iter().filter(|statement| statement.id != StatementId::PerformanceProject);
            assert_eq!(counted.count() + alone.projects.len(), 1, "{name}");
            assert!(alone.issues.is_empty(), "{name}: {:?}", alone.issues);
            assert!(alone.year.is_none_or(|year| Some(year) == workbook.year), "{name}: {:?}", alone.year);
            let shown = |project: &Project| {
                let texts = [&project.code, &project.purpose].map(|text| text.as_ref().map(|text| text.text.clone()));
                (project.name.text.clone(), texts, project.indicators.len(), project.plan.len(), project.goals.len())
            };
            let known: Vec<_> = workbook.projects.iter().map(shown).collect();
            assert!(alone.projects.iter().all(|project| known.contains(&shown(project))), "{name}");
            found += wanted.len();
        }
        assert_eq!(found, numbers(&workbook).count());
    }
}

#[test]
fn goals_of_the_agency_are_read() {
    let Some(disclosure) = disclosure(FORMATS[0]) else { return };
    let truth = support::truth().unwrap();
    let headings: Vec<(u64, &str)> = truth["headings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|h| (h["level"].as_u64().unwrap(), h["text"].as_str().unwrap()))
        .collect();
    let sections: Vec<(u64, &str)> = disclosure
        .sections
        .iter()
        .filter(|s| s.level > 0)
        .map(|s| (u64::from(s.level), s.title.text.as_str()))
        .collect();
    assert_eq!(sections, headings);
    assert_eq!(disclosure.goals.overall.len(), 1);
    assert_eq!(disclosure.goals.tasks.len(), 6);
    assert!(disclosure.goals.tasks.iter().all(|task| task.goal.is_some() && task.indicators.len() == 1));
    assert_eq!(
        disclosure.goals.safeguards.len(),
        8,
        "the paragraph of the part and one under each of its seven headings"
    );
    assert_eq!(disclosure.glossary.len(), 10);
}
