//! Projects in a list: one table, one row a project or an indicator, with name, funds and goal in columns of their own.
//! Forms with one project each are read in `project.rs`.

use mingsuan_document::{Cell, Table};
use mingsuan_model::text::{normalized, squeezed};
use mingsuan_model::{CellValue, Indicator, Placed, PlacedValue, Project, Scale};

use crate::caption::placed;
use crate::lexicon::lexicon;
use crate::project::{IndicatorColumns, indicator_of};

/// Where the fields of a list stand.
pub(crate) struct ListColumns {
    name: usize,
    code: Option<usize>,
    budget: Option<usize>,
    fiscal: Option<usize>,
    other: Option<usize>,
    goal: Option<usize>,
}

impl ListColumns {
    /// Reads the header rows above a list's body; `None` when no project names stand below them.
    pub(crate) fn read(table: &Table, from: usize, header: usize) -> Option<Self> {
        let words = &lexicon().words.project;
        let cells: Vec<(usize, String)> = table
            .cells()
            .iter()
            .filter(|cell| (from..=header).contains(&cell.row))
            .map(|cell| (cell.column, bare(&normalized(&cell.text))))
            .collect();
        let at = |list: &[String]| cells.iter().find(|(_, text)| list.contains(text)).map(|(column, _)| *column);
        let name = at(&words.name).or_else(|| at(&words.list_name))?;
        let (budget, fiscal) = (at(&words.budget).or_else(|| at(&words.list_budget)), at(&words.fiscal));
        Some(Self { name, code: at(&words.code), budget, fiscal, other: at(&words.other), goal: at(&words.goal) })
    }

    /// The projects below a header row, each with its indicators.
    pub(crate) fn projects(
        &self,
        table: &Table,
        header: usize,
        indicators: &IndicatorColumns,
        scale: Option<Scale>,
    ) -> Vec<Project> {
        let mut projects: Vec<Project> = Vec::new();
        let (mut level1, mut level2) = (String::new(), String::new());
        for row in header + 1..table.rows() {
            let name = table.at(row, self.name).filter(|cell| !cell.text.trim().is_empty());
            if let Some(cell) = name.filter(|cell| self.begins(table, row, cell, projects.last())) {
                projects.push(self.project(table, row, cell, scale));
                level1.clear();
                level2.clear();
            }
            let Some(project) = projects.last_mut() else { continue };
            project.indicators.extend(indicator_of(table, row, indicators, &mut level1, &mut level2));
        }
        projects.retain(|project| !project.indicators.is_empty());
        projects
    }

    /// Whether a row begins a project: its name begins there, or another amount under the same name. A row that the page
    /// cut shows name and amount once more.
    fn begins(&self, table: &Table, row: usize, name: &Cell, last: Option<&Project>) -> bool {
        let Some(last) = last.filter(|last| last.title.text == squeezed(&name.text)) else { return name.row == row };
        let amount = self.budget.and_then(|column| table.at(row, column)).filter(|cell| cell.row == row);
        let (Some(amount), Some(before)) = (amount.map(|cell| CellValue::read(cell.text.trim())), &last.budget) else {
            return false;
        };
        amount.number().is_some() && before.value.number().is_some() && amount.number() != before.value.number()
    }

    fn project(&self, table: &Table, row: usize, name: &Cell, scale: Option<Scale>) -> Project {
        let cell = |column: Option<usize>| column.and_then(|column| table.at(row, column));
        let money = |column: Option<usize>| {
            let cell = cell(column)?;
            let text = cell.text.trim();
            Some(PlacedValue { value: CellValue::read(text), place: cell.place.with_text(text) })
        };
        let shown = squeezed(&name.text);
        let (code, bare) = code_and_name(&shown);
        let place = name.place.with_text(name.text.trim());
        let own_code = cell(self.code).map(placed).filter(|code| !code.text.is_empty());
        let printed_code = code.map(|code| Placed { text: code.to_owned(), place: place.clone() });
        let lines = |cell: &Cell| {
            let lines = cell.text.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.map(|line| Placed { text: line.to_owned(), place: cell.place.with_text(line) }).collect()
        };
        Project {
            name: Placed { text: bare.to_owned(), place: place.clone() },
            code: own_code.or(printed_code),
            title: Placed { text: shown.clone(), place: place.clone() },
            scale,
            budget: money(self.budget),
            fiscal: money(self.fiscal),
            other: money(self.other),
            goals: cell(self.goal).map(lines).unwrap_or_default(),
            indicators: Vec::<Indicator>::new(),
            place,
            ..Project::default()
        }
    }
}

/// A header without its unit: `年度资金总额(万元)`.
fn bare(text: &str) -> String {
    let end = text.find("(万元").or_else(|| text.find("(元")).unwrap_or(text.len());
    text[..end].trim_end_matches(':').to_owned()
}

/// A code of the budget system printed before the name: `11000022T000000391740-名称`.
fn code_and_name(text: &str) -> (Option<&str>, &str) {
    match text.split_once(['-', '—', '－']) {
        Some((code, name)) if code.len() >= 15 && code.bytes().all(|b| b.is_ascii_alphanumeric()) => (Some(code), name),
        _ => (None, text),
    }
}
