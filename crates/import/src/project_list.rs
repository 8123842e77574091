//! Projects in a list: one table, one row a project or an indicator, with name, funds and goal in columns of their own.
//! Forms with one project each are read in `project.rs`.

use mingsuan_document::{Cell, Table};
use mingsuan_model::text::{normalized, squeezed};
use mingsuan_model::{CellValue, Indicator, Placed, PlacedValue, Project, Scale};

use crate::caption::{placed, scale_in};
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
    scale: Option<Scale>,
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
        // `年度资金总额（万元）`: the header may tell the scale that no caption does.
        let headers = table.cells().iter().filter(|cell| (from..=header).contains(&cell.row));
        let of_budget = headers.filter(|cell| Some(cell.column) == budget);
        let scale = of_budget.filter_map(|cell| scale_in(&normalized(&cell.text))).next_back();
        let (code, other, goal) = (at(&words.code), at(&words.other), at(&words.goal));
        Some(Self { name, code, budget, fiscal, other, goal, scale })
    }

    /// The projects below a header row, each with its indicators.
    pub(crate) fn projects(
        &self,
        table: &Table,
        header: usize,
        indicators: &IndicatorColumns,
        scale: Option<Scale>,
    ) -> Vec<Project> {
        let scale = scale.or(self.scale);
        let mut projects: Vec<Project> = Vec::new();
        let (mut level1, mut level2) = (String::new(), String::new());
        for row in header + 1..table.rows() {
            if let Some(project) = self.begun(table, row, projects.last(), scale) {
                // Where the page cut the name away from its amount, this is the name.
                let last = projects.last_mut();
                let cut = last.filter(|last| last.title.text.is_empty() && last.place.page < project.place.page);
                let is_rest = cut.is_some() && !has_budget(&project);
                if let Some(last) = cut {
                    take_name(last, &project);
                }
                match projects.last_mut() {
                    Some(last) if is_code_alone(last) || self.is_continued(last, &project) => complete(last, project),
                    _ if is_rest => {}
                    _ => projects.push(project),
                }
                level1.clear();
                level2.clear();
            }
            let Some(project) = projects.last_mut() else { continue };
            project.indicators.extend(indicator_of(table, row, indicators, &mut level1, &mut level2));
        }
        let mut projects = without_nameless(projects);
        projects.retain(|project| !project.indicators.is_empty());
        projects
    }

    /// The project that begins in a row: its name begins there, or another amount under the same name, or an amount whose
    /// name stands behind the page break. A row that the page cut shows name and amount once more.
    fn begun(&self, table: &Table, row: usize, last: Option<&Project>, scale: Option<Scale>) -> Option<Project> {
        let name = table.at(row, self.name)?;
        let title = squeezed(&name.text);
        let project = || self.project(table, row, name, scale);
        let amount = self.budget.and_then(|column| table.at(row, column)).filter(|cell| cell.row == row);
        let number = amount.and_then(|cell| CellValue::read(cell.text.trim()).number());
        let before = last.and_then(|last| last.budget.as_ref()).and_then(|budget| budget.value.number());
        let begins = match last {
            _ if title.is_empty() => name.row == row && number.is_some(),
            Some(last) if last.title.text == title => number.is_some() && before.is_some() && number != before,
            _ => name.row == row,
        };
        begins.then(project)
    }

    /// Whether the page cut a project in two: it has its amount on one page, and only more of its texts on the next.
    fn is_continued(&self, last: &Project, project: &Project) -> bool {
        self.budget.is_some() && last.place.page < project.place.page && has_budget(last) && !has_budget(project)
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

/// Gives an amount the name that the next page shows.
fn take_name(amount: &mut Project, named: &Project) {
    (amount.name, amount.title) = (named.name.clone(), named.title.clone());
    (amount.code, amount.place) = (named.code.clone(), named.place.clone());
    if amount.goals.is_empty() {
        amount.goals.clone_from(&named.goals);
    }
}

/// Whether the page ended behind the code, so that the name stands on the next one.
fn is_code_alone(project: &Project) -> bool {
    let text = &project.title.text;
    text.len() >= 15 && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// Puts the rest of a project that the page cut to its beginning.
fn complete(begun: &mut Project, rest: Project) {
    begun.title.text.push_str(&rest.title.text);
    let (code, name) = code_and_name(&begun.title.text);
    begun.code = code.map(|code| Placed { text: code.to_owned(), place: begun.place.clone() }).or(begun.code.take());
    begun.name.text = name.to_owned();
    let filled = |value: &Option<PlacedValue>| value.as_ref().is_some_and(|value| value.value.number().is_some());
    for (own, other) in
        [(&mut begun.budget, rest.budget), (&mut begun.fiscal, rest.fiscal), (&mut begun.other, rest.other)]
    {
        if !filled(own) {
            *own = other;
        }
    }
    let mut goals = rest.goals.into_iter();
    if let (Some(last), Some(first)) = (begun.goals.last_mut(), goals.next()) {
        last.text.push_str(&first.text);
        begun.goals.extend(goals);
    }
}

fn has_budget(project: &Project) -> bool {
    project.budget.as_ref().is_some_and(|budget| budget.value.number().is_some())
}

/// Amounts that never got a name of their own belong to the project above them.
fn without_nameless(projects: Vec<Project>) -> Vec<Project> {
    let mut named: Vec<Project> = Vec::with_capacity(projects.len());
    for project in projects {
        match named.last_mut() {
            Some(last) if project.title.text.is_empty() => last.indicators.extend(project.indicators),
            None if project.title.text.is_empty() => {}
            _ => named.push(project),
        }
    }
    named
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
