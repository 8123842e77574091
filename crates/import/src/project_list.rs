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
                let is_rest = name_what_was_cut(&mut projects, &project);
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

    /// The project that begins in a row: its name begins there, or another amount under the same name, or an amount or
    /// rows whose name stands behind the page break. A row that the page cut shows name and amount once more.
    fn begun(&self, table: &Table, row: usize, last: Option<&Project>, scale: Option<Scale>) -> Option<Project> {
        let name = table.at(row, self.name)?;
        let title = squeezed(&name.text);
        let project = || self.project(table, row, name, scale);
        let amount = self.budget.and_then(|column| table.at(row, column)).filter(|cell| cell.row == row);
        let number = amount.and_then(|cell| CellValue::read(cell.text.trim()).number());
        let before = last.and_then(|last| last.budget.as_ref()).and_then(|budget| budget.value.number());
        let begins = match last {
            _ if title.is_empty() => {
                let is_cut = |column| table.at(row, column).is_some_and(|cell| is_told_behind(table, row, cell));
                name.row == row && number.is_some() || is_cut(self.name) || self.budget.is_some_and(is_cut)
            }
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

/// Whether a blank cell that begins in a row goes on to the end of the page, and the next page shows what it says. A cell
/// over several rows above it on the same page shows that cells cover all rows they are for; else the blank would only
/// stand in the next row of what is above.
fn is_told_behind(table: &Table, row: usize, blank: &Cell) -> bool {
    let is_blank = blank.row == row && blank.text.trim().is_empty();
    let at = |row: Option<usize>| row.and_then(|row| table.at(row, blank.column));
    let above = at(row.checked_sub(1)).filter(|cell| cell.place.page == blank.place.page);
    let below = at(Some(row + blank.row_span)).filter(|cell| cell.place.page > blank.place.page);
    is_blank && above.is_some_and(|cell| cell.row_span > 1) && below.is_some_and(|cell| !cell.text.trim().is_empty())
}

/// Gives what the page cut from its name the name that the next page shows. Whether the project is the rest of the last
/// of them, for only one of the two has an amount.
fn name_what_was_cut(projects: &mut [Project], named: &Project) -> bool {
    let is_cut = |project: &&mut Project| project.title.text.is_empty() && project.place.page < named.place.page;
    let mut is_rest = false;
    for (back, begun) in projects.iter_mut().rev().take_while(is_cut).enumerate() {
        let has_own = has_budget(begun);
        take_name(begun, named);
        if back == 0 && !has_own {
            take_amounts(begun, named);
        }
        is_rest |= back == 0 && !(has_own && has_budget(named));
    }
    is_rest
}

/// Gives an amount the name that the next page shows.
fn take_name(amount: &mut Project, named: &Project) {
    (amount.name, amount.title) = (named.name.clone(), named.title.clone());
    (amount.code, amount.place) = (named.code.clone(), named.place.clone());
    if amount.goals.is_empty() {
        amount.goals.clone_from(&named.goals);
    } else if !has_budget(amount) {
        go_on(&mut amount.goals, named.goals.clone());
    }
}

/// Gives rows that the page cut from their name the amounts beside it.
fn take_amounts(begun: &mut Project, named: &Project) {
    let pairs =
        [(&mut begun.budget, &named.budget), (&mut begun.fiscal, &named.fiscal), (&mut begun.other, &named.other)];
    for (own, other) in pairs {
        if !is_number(own.as_ref()) {
            own.clone_from(other);
        }
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
    take_amounts(begun, &rest);
    go_on(&mut begun.goals, rest.goals);
}

/// Puts the rest of goals that the page cut to their beginning.
fn go_on(begun: &mut Vec<Placed>, rest: Vec<Placed>) {
    let mut rest = rest.into_iter();
    if let (Some(last), Some(first)) = (begun.last_mut(), rest.next()) {
        last.text.push_str(&first.text);
        begun.extend(rest);
    }
}

fn has_budget(project: &Project) -> bool {
    is_number(project.budget.as_ref())
}

fn is_number(value: Option<&PlacedValue>) -> bool {
    value.is_some_and(|value| value.value.number().is_some())
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

#[cfg(test)]
mod tests {
    use mingsuan_document::{Spans, TableBuilder};
    use mingsuan_model::Place;

    use super::*;
    use crate::project::find_indicators;

    /// A list of name, amount, kind and value: each entry is a name cell with its page, its amount and its rows.
    fn names_of(entries: &[(u32, &str, &str, &[&str])]) -> Vec<(String, Option<String>, Vec<String>)> {
        let mut builder = TableBuilder::new(Spans::Known, Place::default());
        let mut put = |page: u32, row: usize, column: usize, text: &str, rows: usize| {
            builder.put(row, column, text.to_owned(), 1, rows, Place { page: Some(page), ..Place::default() });
        };
        let headers = ["项目名称", "项目总额", "一级指标", "二级指标", "三级指标", "指标值"];
        headers.iter().enumerate().for_each(|(column, header)| put(1, 0, column, header, 1));
        let mut row = 1;
        for (page, name, amount, indicators) in entries {
            put(*page, row, 0, name, indicators.len());
            put(*page, row, 1, amount, indicators.len());
            for indicator in *indicators {
                let texts = ["产出指标", "数量指标", indicator, "≥1个"];
                texts.iter().enumerate().for_each(|(at, text)| put(*page, row, at + 2, text, 1));
                row += 1;
            }
        }
        let table = builder.finish(None).expect("the table has rows");
        let (header, columns) = find_indicators(&table, 0).expect("the header names indicators");
        let list = ListColumns::read(&table, 0, header).expect("the header names projects");
        let projects = list.projects(&table, header, &columns, None);
        let amount = |project: &Project| {
            project.budget.as_ref().map(|budget| budget.place.text.as_deref().unwrap_or_default().to_owned())
        };
        let indicators = |project: &Project| project.indicators.iter().map(|i| i.level3.text.clone()).collect();
        projects.iter().map(|project| (project.name.text.clone(), amount(project), indicators(project))).collect()
    }

    #[test]
    fn rows_at_a_page_end_belong_to_the_name_on_the_next_page() {
        let read = names_of(&[
            (1, "道路养护", "10.00", &["里程", "次数"]),
            (1, "", "", &["盏数"]),
            (2, "路灯维护", "20.00", &["杆数", "天数"]),
        ]);
        let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(read[0], ("道路养护".to_owned(), Some("10.00".to_owned()), own(&["里程", "次数"])));
        assert_eq!(read[1], ("路灯维护".to_owned(), Some("20.00".to_owned()), own(&["盏数", "杆数", "天数"])));
        assert_eq!(read.len(), 2);
    }

    #[test]
    fn an_amount_can_be_cut_from_its_name_and_another_from_its_rows() {
        let read = names_of(&[
            (1, "道路养护", "10.00", &["里程", "次数"]),
            (1, "", "5.00", &["盏数", "段数"]),
            (1, "", "", &["杆数"]),
            (2, "路灯维护", "20.00", &["天数"]),
        ]);
        let shown: Vec<(&str, &str)> =
            read.iter().map(|(name, amount, _)| (name.as_str(), amount.as_deref().unwrap_or_default())).collect();
        assert_eq!(shown, [("道路养护", "10.00"), ("路灯维护", "5.00"), ("路灯维护", "20.00")]);
        assert_eq!(read[2].2, ["杆数", "天数"]);
    }

    #[test]
    fn rows_at_the_top_of_a_page_belong_to_the_name_above() {
        let read = names_of(&[
            (1, "道路养护", "10.00", &["里程", "次数"]),
            (2, "", "", &["盏数", "段数"]),
            (2, "路灯维护", "20.00", &["杆数"]),
        ]);
        assert_eq!(read[0].2, ["里程", "次数", "盏数", "段数"]);
        assert_eq!(read[1].2, ["杆数"]);
    }

    #[test]
    fn a_blank_below_a_name_of_one_row_is_its_next_row() {
        let read = names_of(&[
            (1, "道路养护", "10.00", &["里程"]),
            (1, "", "", &["次数"]),
            (2, "路灯维护", "20.00", &["杆数"]),
        ]);
        assert_eq!(read[0].2, ["里程", "次数"]);
    }
}
