//! What a reader must see to understand a finding: a few rows and columns around the cell, or the sentence around the number.
//! Nothing is drawn here; see `draw.rs`.

use std::collections::BTreeMap;

use mingsuan_model::{CellValue, ColumnRole, Disclosure, Finding, Place, Project, Scale, Statement, StatementRow};
use mingsuan_rules::{Body, registry};

use super::locate::{Field, Spot, funds_of, locate};
use super::width::width;
use super::words::Lang;

/// Rows of one table, or one sentence.
#[derive(Debug)]
pub(crate) enum Exhibit {
    /// Rows of a table.
    Grid(Grid),
    /// A sentence.
    Sentence(Sentence),
}

/// A few rows and columns of a table.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    /// What the table is.
    pub(crate) title: String,
    /// What its amounts are counted in, if it says so.
    pub(crate) scale: Option<Scale>,
    /// Titles of the columns, and whether they hold numbers.
    pub(crate) columns: Vec<(String, bool)>,
    /// The rows.
    pub(crate) rows: Vec<Row>,
}

/// One row with the cells that are marked.
#[derive(Debug, Default)]
pub(crate) struct Row {
    /// The texts, one a column of the grid.
    pub(crate) cells: Vec<String>,
    /// Where those stand that are cells of a statement.
    pub(crate) places: Vec<Option<Place>>,
    /// The marked ones.
    pub(crate) marks: Vec<usize>,
    /// What is said at the marks.
    pub(crate) note: String,
    /// Rows of the table are left out above it.
    pub(crate) is_after_gap: bool,
}

/// A sentence with marked pieces.
#[derive(Debug)]
pub(crate) struct Sentence {
    /// The whole paragraph.
    pub(crate) text: String,
    /// Characters before each piece and of the piece, in order; none when nothing is marked.
    pub(crate) marks: Vec<(usize, usize)>,
    /// What is said at the marks.
    pub(crate) note: String,
}

impl Grid {
    /// What stands above the table: its title and what its amounts are counted in.
    pub(super) fn caption(&self, lang: Lang) -> String {
        let scale = self.scale.map(|scale| format!("{}{}", lang.say("单位：", "in "), scale.name()));
        match (self.title.as_str(), scale) {
            (title, None) => title.to_owned(),
            ("", Some(scale)) => scale,
            (title, Some(scale)) => lang.aside(title, &scale),
        }
    }
}

/// At most so many tables and sentences are shown for one finding.
const MOST: usize = 4;
/// At most so many rows are shown only because they are related.
const MOST_RELATED: usize = 3;
/// Nothing wider is said at a mark; it stands in the message anyway.
const WIDEST_NOTE: usize = 40;
/// A quoted piece of this width is exact enough.
const NARROW: usize = 16;
/// A wider piece of a sentence is not marked as a whole.
const WIDEST_MARK: usize = 36;
/// At most so many columns are shown of a table.
const MOST_COLUMNS: usize = 6;

/// What is to be shown of a finding.
pub(crate) fn exhibits(disclosure: &Disclosure, finding: &Finding, lang: Lang) -> Vec<Exhibit> {
    let note = note(finding, lang);
    let own = [finding.place.clone()];
    let marked: &[Place] = if finding.suspects.is_empty() { &own } else { &finding.suspects };
    let mut tables: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    let mut sentences: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    let mut rest = Vec::new();
    for place in marked {
        match locate(disclosure, place) {
            Spot::Cell(statement, row, column) => tables.entry(statement).or_default().push((row, column)),
            Spot::Indicator(project, indicator, field) => {
                rest.push(Exhibit::Grid(indicator_grid(&disclosure.projects[project], indicator, field, &note)));
            }
            Spot::Plan(project, step) => {
                rest.push(Exhibit::Grid(plan_grid(&disclosure.projects[project], step, &note)));
            }
            Spot::Funds(project, which) => {
                let grid = funds_grid(&disclosure.projects[project], which, &note);
                rest.push(Exhibit::Grid(Grid { scale: finding.scale, ..grid }));
            }
            Spot::Code(project) => rest.push(Exhibit::Grid(code_grid(&disclosure.projects[project], &note))),
            Spot::Sentence(text, before, length) => {
                let marks = sentences.entry(text).or_default();
                if length > 0 && !marks.contains(&(before, length)) {
                    marks.push((before, length));
                }
            }
            Spot::Nowhere => {
                if let Some(text) = place.text.as_deref().filter(|text| !text.trim().is_empty()) {
                    sentences.entry(text).or_default();
                }
            }
        }
    }
    let mut shown: Vec<Exhibit> = tables
        .into_iter()
        .map(|(statement, marks)| Exhibit::Grid(statement_grid(disclosure, statement, &marks, finding, &note)))
        .collect();
    shown.append(&mut rest);
    shown.extend(
        sentences.into_iter().map(|(text, marks)| Exhibit::Sentence(sentence(text, marks, finding, &note, lang))),
    );
    shown.truncate(MOST);
    shown
}

/// What is said at the mark: never more than fits beside it.
fn note(finding: &Finding, lang: Lang) -> String {
    if !finding.suspects.is_empty() {
        return lang.say("可疑", "suspect").to_owned();
    }
    // The same digits again: it is the sign or the direction that is wrong, which the message tells.
    if finding.suggested.is_some() && finding.suggested == finding.actual {
        return String::new();
    }
    // What was expected of something else (a product, say) is not what should stand in this cell.
    let here = finding.place.text.as_deref().unwrap_or_default();
    let is_of_here = finding.actual.as_deref().is_none_or(|actual| here.contains(actual) || finding.suspect);
    match (&finding.suggested, &finding.expected) {
        (Some(value), _) => said(value, lang),
        // What the other numbers add up to; which of them is wrong is not known.
        (None, Some(value)) if is_of_here && is_computed(finding) && !value.starts_with('≤') => {
            format!("{}{value}", lang.say("各项算得 ", "the others give "))
        }
        (None, Some(value)) if is_of_here => said(value, lang),
        _ => String::new(),
    }
}

/// Whether what was expected is what the other numbers add up to.
pub(super) fn is_computed(finding: &Finding) -> bool {
    registry::find(finding.code).is_some_and(|rule| matches!(rule.body, Body::Equations(_))) && !finding.suspect
}

fn said(value: &str, lang: Lang) -> String {
    match value {
        _ if width(value) > WIDEST_NOTE => String::new(),
        _ if value.starts_with('≤') => format!("{}{value}", lang.say("应", "expected ")),
        _ => format!("{}{value}", lang.say("应为 ", "expected ")),
    }
}

/// In a sentence the unit stands with the number: so it does in what is said.
fn sentence(text: &str, marks: Vec<(usize, usize)>, finding: &Finding, note: &str, lang: Lang) -> Sentence {
    let mut exact = Sentence { text: text.to_owned(), marks, note: note.to_owned() };
    exact.marks.sort_unstable();
    if finding.suspects.is_empty() {
        narrow(&mut exact, finding, lang);
    }
    let scale = finding.scale.map_or("", mingsuan_model::Scale::name);
    let printed = finding.place.text.as_deref().unwrap_or_default();
    if !scale.is_empty() && printed.ends_with(scale) && exact.note.ends_with(|c: char| c.is_ascii_digit()) {
        exact.note.push_str(scale);
    }
    exact
}

/// A rule may quote a whole sentence: only the piece that is wrong is marked, and nothing when that cannot be told.
fn narrow(sentence: &mut Sentence, finding: &Finding, lang: Lang) {
    let text: Vec<char> = sentence.text.chars().collect();
    let (from, length) = sentence.marks.first().copied().unwrap_or((0, text.len()));
    let piece: String = text.iter().skip(from).take(length).collect();
    let actual = finding.actual.as_deref().unwrap_or_default();
    if !actual.is_empty()
        && width(&piece) > NARROW
        && width(actual) <= WIDEST_MARK
        && let Some(at) = piece.find(actual)
    {
        sentence.marks = vec![(from + piece[..at].chars().count(), actual.chars().count())];
    } else if width(&piece) > WIDEST_MARK {
        sentence.marks.clear();
        let wanted = finding.expected.as_deref().or(finding.suggested.as_deref()).unwrap_or_default();
        if let (Some(at), Some((before, wrong, right))) = (piece.find(actual), difference(actual, wanted)) {
            sentence.marks = vec![(from + piece[..at].chars().count() + before, wrong)];
            sentence.note = said(&right, lang);
        }
    }
}

/// Where two texts differ: characters before it, characters of it in the first, and what the second has there. Two
/// characters around it belong to it, so that something left out has a place, too.
fn difference(one: &str, other: &str) -> Option<(usize, usize, String)> {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let head = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let most = one.len().min(other.len()) - head;
    let tail = one.iter().rev().zip(other.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let (from, tail) = (head.saturating_sub(2), tail.saturating_sub(1));
    let wrong = one.len().checked_sub(from + tail).filter(|wrong| *wrong > 0 && *wrong < one.len())?;
    Some((from, wrong, other.get(from..other.len() - tail)?.iter().collect()))
}

fn statement_grid(
    disclosure: &Disclosure,
    ordinal: usize,
    marks: &[(usize, usize)],
    finding: &Finding,
    note: &str,
) -> Grid {
    let statement = &disclosure.statements[ordinal];
    let columns = columns_to_show(statement, marks);
    let related = finding.related.iter().filter_map(|related| match locate(disclosure, &related.place) {
        Spot::Cell(other, row, column) if other == ordinal && columns.contains(&column) => Some(row),
        _ => None,
    });
    let mut rows: Vec<usize> = marks.iter().map(|(row, _)| *row).collect();
    for row in related {
        if !rows.contains(&row) && rows.len() < marks.len() + MOST_RELATED {
            rows.push(row);
        }
    }
    rows.sort_unstable();
    rows.dedup();
    let headings = columns.iter().map(|column| heading(statement, *column)).collect();
    let mut grid = Grid { title: statement.title.clone(), scale: statement.scale, columns: headings, rows: Vec::new() };
    let mut above = None;
    for row in rows {
        let marked: Vec<usize> = marks
            .iter()
            .filter(|(at, _)| *at == row)
            .filter_map(|(_, column)| columns.iter().position(|shown| shown == column))
            .collect();
        grid.rows.push(Row {
            cells: columns.iter().map(|column| cell_text(&statement.rows[row], *column)).collect(),
            places: columns.iter().map(|column| Some(statement.rows[row].cell(*column)?.place.clone())).collect(),
            note: if marked.is_empty() { String::new() } else { note.to_owned() },
            marks: marked,
            is_after_gap: above.is_some_and(|above| above + 1 < row),
        });
        above = Some(row);
    }
    grid
}

fn heading(statement: &Statement, column: usize) -> (String, bool) {
    let column = &statement.columns[column];
    let title = column.header.last().cloned().unwrap_or_default();
    (title, column.role == ColumnRole::Value || column.role == ColumnRole::Sequence)
}

fn cell_text(row: &StatementRow, column: usize) -> String {
    row.cell(column).map(|cell| cell.text.clone()).unwrap_or_default()
}

/// Code, label, the total, and the marked columns with their neighbours; of a two-sided statement only the marked side.
fn columns_to_show(statement: &Statement, marks: &[(usize, usize)]) -> Vec<usize> {
    let side = |column: usize| statement.columns[column].label_column.unwrap_or(column);
    let sides: Vec<usize> = marks.iter().map(|(_, column)| side(*column)).collect();
    let of_side = |column: &usize| {
        statement.columns[*column].role != ColumnRole::Value || sides.contains(&side(*column)) || marked(marks, *column)
    };
    let all: Vec<usize> = (0..statement.columns.len()).filter(of_side).collect();
    let role = |column: usize| statement.columns[column].role;
    let labels = all.iter().copied().filter(|column| match role(*column) {
        ColumnRole::Code => true,
        ColumnRole::Label => {
            let serves = |(_, at): &(usize, usize)| statement.columns[*at].label_column == Some(*column);
            marks.iter().any(serves) || marks.iter().all(|(_, at)| statement.columns[*at].label_column.is_none())
        }
        _ => false,
    });
    let mut shown: Vec<usize> = marks.iter().map(|(_, column)| *column).collect();
    shown.extend(labels);
    let total = all.iter().copied().find(|column| role(*column) == ColumnRole::Value);
    let near = |distance: usize| {
        let beside = move |at: usize| [at.checked_sub(distance), at.checked_add(distance)];
        marks.iter().flat_map(move |(_, column)| beside(*column)).flatten()
    };
    let values = |column: &usize| all.contains(column) && matches!(role(*column), ColumnRole::Value | ColumnRole::Text);
    for column in total.into_iter().chain(near(1).filter(values)).chain(near(2).filter(values)) {
        if !shown.contains(&column) && shown.len() < MOST_COLUMNS {
            shown.push(column);
        }
    }
    shown.sort_unstable();
    shown.dedup();
    shown
}

fn marked(marks: &[(usize, usize)], column: usize) -> bool {
    marks.iter().any(|(_, at)| *at == column)
}

fn one_row(title: &str, columns: Vec<(&str, bool)>, cells: Vec<String>, mark: usize, note: &str) -> Grid {
    Grid {
        title: title.to_owned(),
        scale: None,
        columns: columns.into_iter().map(|(title, is_number)| (title.to_owned(), is_number)).collect(),
        rows: vec![Row { cells, marks: vec![mark], note: note.to_owned(), ..Row::default() }],
    }
}

fn indicator_grid(project: &Project, ordinal: usize, field: Field, note: &str) -> Grid {
    let indicator = &project.indicators[ordinal];
    let mut columns = vec![("三级指标", false), ("绩效指标描述", false), ("指标值", true)];
    let mut cells =
        vec![indicator.level3.text.clone(), indicator.description.text.clone(), indicator.value.text.clone()];
    if field == Field::Basis {
        columns.push(("指标值确定依据", false));
        cells.push(indicator.basis.text.clone());
    }
    let mark = match field {
        Field::Name => 0,
        Field::Description => 1,
        Field::Value => 2,
        Field::Basis => 3,
    };
    one_row(&project.name.text, columns, cells, mark, note)
}

fn code_grid(project: &Project, note: &str) -> Grid {
    let code = project.code.as_ref().map(|code| code.text.clone()).unwrap_or_default();
    one_row("", vec![("项目名称", false), ("项目编码", false)], vec![project.name.text.clone(), code], 1, note)
}

fn plan_grid(project: &Project, step: usize, note: &str) -> Grid {
    let months: Vec<String> = project.plan.iter().map(|step| format!("{}月底", step.month)).collect();
    let cells = project.plan.iter().map(|step| value_text(&step.percent, &step.place));
    let name = &project.name.text;
    one_row(name, months.iter().map(|month| (month.as_str(), true)).collect(), cells.collect(), step, note)
}

fn funds_grid(project: &Project, which: usize, note: &str) -> Grid {
    let names = funds_of(project);
    let values = [&project.budget, &project.fiscal, &project.other];
    let printed = |value: &Option<mingsuan_model::PlacedValue>| {
        value.as_ref().map(|value| value_text(&value.value, &value.place)).unwrap_or_default()
    };
    let mut columns = vec![("项目", false)];
    columns.extend(names.iter().map(|(name, _)| (*name, true)));
    let mut cells = vec![project.name.text.clone()];
    cells.extend(values.map(printed));
    one_row("", columns, cells, which + 1, note)
}

/// As printed, or at least as understood.
fn value_text(value: &CellValue, place: &Place) -> String {
    match (&place.text, value) {
        (Some(text), _) => text.to_string(),
        (None, CellValue::Number(number)) => number.to_string(),
        (None, CellValue::Text(text)) => text.to_string(),
        (None, CellValue::Blank) => String::new(),
    }
}
