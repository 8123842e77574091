//! What was recognised of a document, as JSON: agency, statements, projects, goals, procurement, assets, narrative.

use mingsuan_model::{
    CellValue, ColumnRole, Disclosure, Indicator, Placed, PlacedValue, Project, Section, Statement, StatementRow,
};
use serde_json::{Value, json};

/// The whole disclosure as one JSON object.
pub fn extract(path: &str, disclosure: &Disclosure) -> Value {
    json!({
        "schema": "mingsuan.extract/1",
        "path": path,
        "kind": disclosure.kind,
        "profile": disclosure.profile,
        "agency": agency(disclosure),
        "year": disclosure.year,
        "region": disclosure.region,
        "statements": disclosure.statements.iter().map(statement).collect::<Vec<_>>(),
        "projects": disclosure.projects.iter().map(project).collect::<Vec<_>>(),
        "goals": goals(disclosure),
        "procurement": procurement(disclosure),
        "assets_date": disclosure.assets_date.as_ref().map(text),
        "institution": disclosure.institution.iter().map(|row| row.iter().map(|(k, v)| (k.clone(), Value::from(v.text.clone()))).collect::<serde_json::Map<_, _>>()).collect::<Vec<_>>(),
        "sections": disclosure.sections.iter().map(section).collect::<Vec<_>>(),
        "listed_projects": disclosure.listed_projects.iter().map(|name| name.text.clone()).collect::<Vec<_>>(),
        "claims": claims(disclosure),
        "glossary": disclosure.glossary.iter().map(|term| json!({"term": term.term.text, "explanation": term.explanation, "place": term.term.place})).collect::<Vec<_>>(),
        "issues": disclosure.issues,
    })
}

pub(crate) fn agency(disclosure: &Disclosure) -> Value {
    let agency = &disclosure.agency;
    json!({"code": agency.code, "name": agency.name, "level": agency.level})
}

fn text(placed: &Placed) -> Value {
    json!({"text": placed.text, "place": placed.place})
}

fn printed(value: &CellValue) -> Value {
    match value {
        CellValue::Number(number) => Value::from(number.to_string()),
        CellValue::Blank => Value::Null,
        CellValue::Text(text) => Value::from(text.as_ref()),
    }
}

fn placed_value(value: &PlacedValue) -> Value {
    json!({"value": printed(&value.value), "place": value.place})
}

/// The entry of a statement in reports.
pub(crate) fn statement_entry(statement: &Statement) -> Value {
    json!({
        "id": statement.id.key(),
        "title": statement.title,
        "scale": statement.scale,
        "rows": statement.rows.iter().map(|row| row.index).collect::<std::collections::BTreeSet<_>>().len(),
        "numeric_cells": statement.numeric_cells(),
        "place": statement.place,
    })
}

fn statement(statement: &Statement) -> Value {
    let mut entry = statement_entry(statement);
    let columns: Vec<Value> = statement.columns.iter().map(|c| json!({"title": c.title(), "role": c.role})).collect();
    entry["year"] = json!(statement.year);
    entry["agency"] = json!(statement.agency);
    entry["columns"] = json!(columns);
    entry["body"] = json!(statement.rows.iter().map(|row| row_entry(statement, row)).collect::<Vec<_>>());
    entry["notes"] = json!(statement.notes.iter().map(|note| note.text.clone()).collect::<Vec<_>>());
    entry["empty"] = json!(statement.is_empty());
    entry
}

fn row_entry(statement: &Statement, row: &StatementRow) -> Value {
    let values = row.cells.iter().filter(|cell| statement.columns[cell.column].role == ColumnRole::Value);
    let cells: Vec<Value> = values.map(|cell| json!({"column": statement.columns[cell.column].title(), "value": printed(&cell.value), "place": cell.place})).collect();
    json!({"code": row.code, "label": row.label, "cells": cells})
}

fn project(project: &Project) -> Value {
    json!({
        "name": project.name.text,
        "code": project.code.as_ref().map(|code| code.text.clone()),
        "title": project.title.text,
        "scale": project.scale,
        "budget": project.budget.as_ref().map(placed_value),
        "fiscal": project.fiscal.as_ref().map(placed_value),
        "other": project.other.as_ref().map(placed_value),
        "purpose": project.purpose.as_ref().map(|purpose| purpose.text.clone()),
        "plan": project.plan.iter().map(|step| json!({"month": step.month, "percent": printed(&step.percent)})).collect::<Vec<_>>(),
        "goals": project.goals.iter().map(|goal| goal.text.clone()).collect::<Vec<_>>(),
        "indicators": project.indicators.iter().map(indicator).collect::<Vec<_>>(),
        "place": project.place,
    })
}

fn indicator(indicator: &Indicator) -> Value {
    let mut shown = json!({
        "level1": indicator.level1,
        "level2": indicator.level2,
        "level3": indicator.level3.text,
        "description": indicator.description.text,
        "value": indicator.value.text,
        "operator": indicator.parts.operator.map(mingsuan_model::Operator::sign),
        "number": indicator.parts.number.map(|number| number.to_string()),
        "unit": indicator.parts.unit,
        "basis": indicator.basis.text,
        "place": indicator.value.place,
    });
    // Most forms have no weights.
    if let Some(weight) = &indicator.weight {
        shown["weight"] = json!(printed(&weight.value));
    }
    shown
}

fn goals(disclosure: &Disclosure) -> Value {
    let texts = |list: &[Placed]| list.iter().map(|text| text.text.clone()).collect::<Vec<_>>();
    let tasks: Vec<Value> = disclosure
        .goals
        .tasks
        .iter()
        .map(|task| json!({"title": task.title.text, "goal": task.goal.as_ref().map(|goal| goal.text.clone()), "indicators": texts(&task.indicators)}))
        .collect();
    json!({"overall": texts(&disclosure.goals.overall), "tasks": tasks, "safeguards": texts(&disclosure.goals.safeguards)})
}

fn procurement(disclosure: &Disclosure) -> Vec<Value> {
    let lines = disclosure.procurement.iter();
    lines
        .map(|line| {
            json!({"project": line.project.text, "item": line.item.text, "code": line.code.text, "unit": line.unit.text, "total": line.is_total, "place": line.project.place})
        })
        .collect()
}

fn section(section: &Section) -> Value {
    json!({
        "level": section.level,
        "title": section.title.text,
        "paragraphs": section.paragraphs.iter().map(|paragraph| paragraph.text.clone()).collect::<Vec<_>>(),
        "place": section.title.place,
    })
}

fn claims(disclosure: &Disclosure) -> Vec<Value> {
    let claims = disclosure.claims.iter();
    claims
        .map(|claim| {
            json!({"subject": claim.subject, "number": claim.number.to_string(), "scale": claim.scale, "quote": claim.quote,
                   "kind": format!("{:?}", claim.kind), "direction": claim.direction.map(|d| format!("{d:?}")), "base_year": claim.base_year,
                   "coordinate": format!("{:?}", claim.coordinate), "place": claim.place})
        })
        .collect()
}
