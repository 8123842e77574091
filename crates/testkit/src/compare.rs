//! Two disclosures compared by everything they say, apart from places: each told line by line, and the lines that differ.
//! Nothing is read here; whose disclosure is right is not asked.

use std::collections::HashMap;

use mingsuan_model::{
    CellValue, Claim, ColumnRole, Decimal, Disclosure, Fact, Indicator, Placed, PlacedValue, Project, Statement,
    StatementRow,
};

/// The lines in which two disclosures differ: `- ` stands before what only the first says, `+ ` before what only the second says.
/// Empty when they say the same.
pub fn differences(first: &Disclosure, second: &Disclosure) -> Vec<String> {
    difference(&told(first), &told(second))
}

/// Everything a disclosure says, a line a thing, without places and without what was odd about its file.
pub fn told(disclosure: &Disclosure) -> Vec<String> {
    let d = disclosure;
    let mut lines = vec![
        format!("kind {:?}, year {:?}, region {:?}, profile {}", d.kind, d.year, d.region, d.profile),
        format!("agency {:?} {:?} {:?}", d.agency.code, d.agency.name, d.agency.level),
    ];
    for (ordinal, statement) in d.statements.iter().enumerate() {
        tell_statement(ordinal, statement, &mut lines);
    }
    for section in &d.sections {
        let (title, statements) = (&section.title.text, &section.statements);
        lines
            .push(format!("section {} {title:?} statements {statements:?} table {}", section.level, section.has_table));
        lines.extend(section.paragraphs.iter().map(|paragraph| format!("  paragraph {:?}", paragraph.text)));
    }
    lines.extend(d.claims.iter().map(tell_claim));
    for (ordinal, project) in d.projects.iter().enumerate() {
        tell_project(ordinal, project, &mut lines);
    }
    lines.push(format!("listed projects {:?}", texts(&d.listed_projects)));
    tell_goals(d, &mut lines);
    lines.extend(d.procurement.iter().map(|line| {
        let texts = [&line.project, &line.item, &line.code, &line.unit].map(|placed| placed.text.as_str());
        format!("procurement {}/{} total {} {texts:?}", line.statement, line.row, line.is_total)
    }));
    lines.push(format!("assets date {:?}", d.assets_date.as_ref().map(|date| &date.text)));
    lines.extend(d.institution.iter().map(|row| {
        let pairs: Vec<(&str, &str)> = row.iter().map(|(name, value)| (name.as_str(), value.text.as_str())).collect();
        format!("institution {pairs:?}")
    }));
    lines.extend(d.glossary.iter().map(|term| format!("term {:?}: {:?}", term.term.text, term.explanation)));
    lines.extend(d.notes.iter().map(|note| format!("note {:?}", note.text)));
    lines.extend(d.facts.iter().map(tell_fact));
    lines.extend(d.money_tokens.iter().map(|place| format!("money token {}", number_in(place.text.as_deref()))));
    lines
}

fn tell_statement(ordinal: usize, statement: &Statement, lines: &mut Vec<String>) {
    let s = statement;
    let (id, title, agency) = (s.id.key(), &s.title, &s.agency);
    lines.push(format!("statement {ordinal} {id} {title:?} {:?} year {:?} {agency:?} {:?}", s.scale, s.year, s.scope));
    for column in &s.columns {
        lines.push(format!(
            "  column {:?} {:?} {:?} of {:?}",
            column.role,
            column.title(),
            column.coordinate,
            column.label_column
        ));
    }
    lines.extend(s.rows.iter().map(|row| format!("  row {}", tell_row(s, row))));
    lines.extend(s.notes.iter().map(|note| format!("  note {:?}", note.text)));
}

/// A row with its cells; an empty cell says nothing, and a workbook does not even have it.
fn tell_row(statement: &Statement, row: &StatementRow) -> String {
    let cells = row.cells.iter().filter_map(|cell| {
        let column = statement.columns.get(cell.column);
        let value = match (&cell.value, column.map(|column| column.role)) {
            (CellValue::Text(text), _) if text.is_empty() => return None,
            (CellValue::Blank, Some(ColumnRole::Value)) => "blank".to_owned(),
            (value, _) => tell_value(value),
        };
        Some(format!("{}={value}", cell.column))
    });
    let cells: Vec<String> = cells.collect();
    format!("{:?} {:?} {:?}: {}", row.code, row.label, row.coordinate, cells.join(" "))
}

fn tell_value(value: &CellValue) -> String {
    match value {
        CellValue::Number(number) => number.to_string(),
        CellValue::Blank => "blank".to_owned(),
        CellValue::Text(text) => format!("{text:?}"),
    }
}

fn tell_placed_value(value: Option<&PlacedValue>) -> String {
    value.map_or_else(|| "nothing".to_owned(), |value| tell_value(&value.value))
}

fn tell_claim(claim: &Claim) -> String {
    let Claim { kind, subject, number, scale, direction, base_year, quote, coordinate, section, part_of, .. } = claim;
    format!(
        "claim {kind:?} {subject:?} {number} {scale:?} {direction:?} {base_year:?} {coordinate:?} in {section:?} part of {part_of:?}: {quote:?}"
    )
}

fn tell_fact(fact: &Fact) -> String {
    let Fact { coordinate, value, scale, origin, additive, .. } = fact;
    format!("fact {coordinate:?} {} {scale:?} {origin:?} additive {additive}", tell_value(value))
}

fn tell_project(ordinal: usize, project: &Project, lines: &mut Vec<String>) {
    let p = project;
    let code = p.code.as_ref().map(|code| &code.text);
    lines.push(format!("project {ordinal} {:?} {code:?} {:?} {:?}", p.name.text, p.title.text, p.scale));
    let [budget, fiscal, other] = [&p.budget, &p.fiscal, &p.other].map(|value| tell_placed_value(value.as_ref()));
    lines.push(format!("  budget {budget}, fiscal {fiscal}, other {other}"));
    lines.push(format!("  purpose {:?}", p.purpose.as_ref().map(|purpose| &purpose.text)));
    lines.extend(p.plan.iter().map(|step| format!("  plan {} {}", step.month, tell_value(&step.percent))));
    lines.extend(p.goals.iter().map(|goal| format!("  goal {:?}", goal.text)));
    lines.extend(p.indicators.iter().map(tell_indicator));
}

fn tell_indicator(indicator: &Indicator) -> String {
    // Weights belong to forms of other cities, which workbooks do not have.
    let Indicator { level1, level2, level3, description, value, parts, basis, weight: _ } = indicator;
    let [name, description, value, basis] = [level3, description, value, basis].map(|placed| &placed.text);
    format!("  indicator {level1:?} {level2:?} {name:?} {description:?} {value:?} {parts:?} {basis:?}")
}

fn tell_goals(disclosure: &Disclosure, lines: &mut Vec<String>) {
    let goals = &disclosure.goals;
    lines.extend(goals.overall.iter().map(|goal| format!("overall goal {:?}", goal.text)));
    for task in &goals.tasks {
        let goal = task.goal.as_ref().map(|goal| &goal.text);
        lines.push(format!("task {:?} {goal:?} {:?}", task.title.text, texts(&task.indicators)));
    }
    lines.extend(goals.safeguards.iter().map(|safeguard| format!("safeguard {:?}", safeguard.text)));
}

fn texts(placed: &[Placed]) -> Vec<&str> {
    placed.iter().map(|placed| placed.text.as_str()).collect()
}

/// A printed number without its separators, which a workbook may put in.
fn number_in(text: Option<&str>) -> String {
    let text = text.unwrap_or_default();
    Decimal::parse(text).map_or_else(|| text.to_owned(), |number| number.to_string())
}

/// The shortest list of lines taken away and put in that turns one text into the other, in order.
fn difference(first: &[String], second: &[String]) -> Vec<String> {
    let ahead = first.iter().zip(second).take_while(|(a, b)| a == b).count();
    let (first, second) = (&first[ahead..], &second[ahead..]);
    let behind = first.iter().rev().zip(second.iter().rev()).take_while(|(a, b)| a == b).count();
    let (first, second) = (&first[..first.len() - behind], &second[..second.len() - behind]);
    // Lines as numbers: a line is compared with thousands of others.
    let mut numbers = HashMap::new();
    let mut number = |line| {
        let next = numbers.len();
        *numbers.entry(line).or_insert(next)
    };
    let a: Vec<usize> = first.iter().map(&mut number).collect();
    let b: Vec<usize> = second.iter().map(&mut number).collect();
    let common = common_lengths(&a, &b);
    let (mut i, mut j, mut lines) = (0, 0, Vec::new());
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || i < a.len() && common[i + 1][j] >= common[i][j + 1] {
            lines.push(format!("- {}", first[i]));
            i += 1;
        } else {
            lines.push(format!("+ {}", second[j]));
            j += 1;
        }
    }
    lines
}

/// For each pair of positions, how many lines the rests have in common, in order.
fn common_lengths(a: &[usize], b: &[usize]) -> Vec<Vec<u32>> {
    let mut lengths = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i][j] =
                if a[i] == b[j] { lengths[i + 1][j + 1] + 1 } else { lengths[i + 1][j].max(lengths[i][j + 1]) };
        }
    }
    lengths
}

#[cfg(test)]
mod tests {
    use mingsuan_model::{Place, Section};

    use super::*;

    fn with_paragraphs(texts: &[&str], place: &Place) -> Disclosure {
        let paragraphs = texts.iter().map(|text| Placed { text: (*text).into(), place: place.clone() }).collect();
        Disclosure { sections: vec![Section { paragraphs, ..Section::default() }], ..Disclosure::default() }
    }

    #[test]
    fn places_do_not_matter_and_order_does() {
        let here = with_paragraphs(&["甲", "乙", "丙"], &Place::default());
        let there = with_paragraphs(&["甲", "乙", "丙"], &Place { page: Some(3), ..Place::default() });
        assert_eq!(differences(&here, &there), Vec::<String>::new());
        let turned = with_paragraphs(&["甲", "丙", "乙"], &Place::default());
        assert_eq!(differences(&here, &turned), ["-   paragraph \"乙\"", "+   paragraph \"乙\""]);
    }

    #[test]
    fn what_is_missing_is_named_once() {
        let whole = with_paragraphs(&["甲", "乙", "丙"], &Place::default());
        let part = with_paragraphs(&["甲", "丙"], &Place::default());
        assert_eq!(differences(&whole, &part), ["-   paragraph \"乙\""]);
    }
}
