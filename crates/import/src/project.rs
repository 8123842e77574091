//! Projects: the form with code, name, funds, payment plan and goal, and the indicator table below it.
//! One form a project, in one table or two; what stands in statements is read in `statement.rs`.

use mingsuan_document::{Cell, Spans, Table};
use mingsuan_model::text::{normalized, squeezed};
use mingsuan_model::{
    CellValue, Coordinate, Dimension, Fact, FiscalYear, Indicator, IndicatorValue, Origin, Placed, PlacedValue,
    PlanStep, Project, Scale, Value,
};

use crate::caption::{placed, scale_in};
use crate::lexicon::{ProjectWords, lexicon};

/// Whether a (normalized) text is one of some words, blanks and look-alikes aside.
fn is_one(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| word == text)
}

/// The first row from `from` on that opens an indicator table, with the columns of its fields.
pub(crate) fn find_indicators(table: &Table, from: usize) -> Option<(usize, IndicatorColumns)> {
    (from..table.rows()).find_map(|row| IndicatorColumns::read(table, row).map(|columns| (row, columns)))
}

/// Whether rows of a table look like a project's form: a label for code or name, and one for funds or goal.
pub(crate) fn is_project_form(table: &Table, from: usize, to: usize) -> bool {
    let words = &lexicon().words.project;
    let has = |lists: &[&Vec<String>]| {
        let cells = table.cells().iter().filter(|cell| (from..to).contains(&cell.row));
        cells.map(|cell| normalized(&cell.text)).any(|text| lists.iter().any(|list| is_one(&text, list)))
    };
    has(&[&words.code, &words.name]) && has(&[&words.budget, &words.goal, &words.plan, &words.fiscal]) && {
        // A statement has its labels in the header only; a form has them all the way down.
        let first = (from..to).find(|row| table.row_cells(*row).any(|cell| !cell.text.trim().is_empty()));
        let texts: Vec<String> = first.map_or_else(Vec::new, |row| {
            table.row_cells(row).map(|cell| normalized(&cell.text)).filter(|text| !text.is_empty()).collect()
        });
        let is_label = |text: &String| is_one(text, &words.code) || is_one(text, &words.name);
        // Beside its label stands the name itself; in the header of a list stand more headers.
        let is_header = |text: &&String| lexicon().headers.exact(text).is_some();
        let headers = texts.iter().filter(is_header).count();
        texts.first().is_some_and(is_label)
            && (headers <= 2 || texts.len() <= 4)
            && texts.get(1).filter(is_header).is_none_or(is_label)
    }
}

/// Reads a project's form from rows of a table.
pub(crate) fn read_form(table: &Table, from: usize, to: usize, project: &mut Project) {
    let words = &lexicon().words.project;
    for row in from..to {
        for cell in table.row_cells(row) {
            let label = normalized(&cell.text);
            if label.is_empty() {
                continue;
            }
            // The position beside the label, not the next cell: a workbook has no cell where nothing stands.
            let beside = table.origin_at(row, cell.column + cell.column_span);
            // `项目资金（万元）`: forms without a caption tell the scale beside the label.
            if project.scale.is_none() && label.ends_with(')') && beside.is_some() {
                project.scale = scale_in(&label);
            }
            let below = (row + 1 < to).then(|| table.origin_at(row + 1, cell.column)).flatten();
            take_field(words, &label, cell, (beside, below), project);
            if is_one(&label, &words.purpose) {
                project.purpose = purpose_below(table, row, to);
            }
            if is_one(&label, &words.plan) {
                project.plan = read_plan(table, row, to);
            }
        }
    }
}

fn take_field(
    words: &ProjectWords,
    label: &str,
    cell: &Cell,
    (beside, below): (Option<&Cell>, Option<&Cell>),
    project: &mut Project,
) {
    let money = || match beside {
        Some(next) => {
            Some(PlacedValue { value: CellValue::read(&next.text), place: next.place.with_text(next.text.trim()) })
        }
        None => Some(PlacedValue { value: CellValue::Blank, place: cell.place.with_text("") }),
    };
    if is_one(label, &words.budget) && project.budget.is_none() {
        project.budget = money();
    } else if is_one(label, &words.fiscal) && project.fiscal.is_none() {
        project.fiscal = money();
    } else if is_one(label, &words.other) && project.other.is_none() {
        project.other = money();
    }
    let is_goal = |cell: &Cell| {
        let text = normalized(&cell.text);
        is_one(&text, &words.goal) || is_one(&text, &words.goal_of_years)
    };
    if is_one(label, &words.goal) && project.goals.is_empty() {
        let text = if beside.is_none_or(is_goal) {
            below.filter(|below| below.column_span == cell.column_span)
        } else {
            beside
        };
        project.goals = text.filter(|text| !is_goal(text)).map(lines_of).unwrap_or_default();
        return;
    }
    let Some(next) = beside else { return };
    let text = || placed(next);
    if is_one(label, &words.code) && project.code.is_none() {
        let code = text();
        project.code = (!code.text.is_empty()).then_some(code);
    } else if is_one(label, &words.name) && project.name.text.is_empty() {
        project.name = Placed { text: squeezed(&next.text), place: next.place.with_text(next.text.trim()) };
    }
}

/// The lines of a cell, each a text.
fn lines_of(cell: &Cell) -> Vec<Placed> {
    let lines = cell.text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| Placed { text: line.to_owned(), place: cell.place.with_text(line) }).collect()
}

/// The purpose stands in the row below the funds, beside the label that is merged downwards.
fn purpose_below(table: &Table, row: usize, to: usize) -> Option<Placed> {
    if row + 1 >= to {
        return None;
    }
    let mut texts = table.row_cells(row + 1).filter(|cell| !cell.text.trim().is_empty());
    let only = texts.next()?;
    texts.next().is_none().then(|| placed(only))
}

/// The months stand beside the label, the per cents below them.
fn read_plan(table: &Table, row: usize, to: usize) -> Vec<PlanStep> {
    let months = table.row_cells(row).filter_map(|cell| Some((cell, month_of(&normalized(&cell.text))?)));
    let below = (row + 1 < to).then_some(row + 1);
    months
        .map(|(month_cell, month)| match below.and_then(|row| table.at(row, month_cell.column)) {
            Some(cell) => {
                let text = cell.text.trim().trim_end_matches(['%', '％']);
                PlanStep { month, percent: CellValue::read(text), place: cell.place.with_text(cell.text.trim()) }
            }
            None => PlanStep { month, percent: CellValue::Blank, place: month_cell.place.clone() },
        })
        .collect()
}

/// The month of `3月底`, `12月末`, `6月`; a season's end of `一季度`.
fn month_of(text: &str) -> Option<u8> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let rest = &text[digits.len()..];
    match digits.parse() {
        Ok(month @ 1..=12) if ["月底", "月末", "月"].iter().any(|word| rest.starts_with(word)) => Some(month),
        _ => (1..)
            .zip(["一季度", "二季度", "三季度", "四季度"])
            .find(|(_, word)| text.contains(word))
            .map(|(quarter, _)| quarter * 3),
    }
}

/// Where the fields of an indicator table stand.
pub(crate) struct IndicatorColumns {
    level1: Option<usize>,
    level2: Option<usize>,
    level3: usize,
    description: Option<usize>,
    value: usize,
    basis: Option<usize>,
    weight: Option<usize>,
}

impl IndicatorColumns {
    /// The leftmost of its columns.
    pub(crate) fn first(&self) -> usize {
        self.level1.or(self.level2).unwrap_or(self.level3).min(self.level3)
    }

    fn read(table: &Table, row: usize) -> Option<Self> {
        let words = &lexicon().words.project;
        let cells: Vec<(usize, String)> =
            table.row_cells(row).map(|cell| (cell.column, normalized(&cell.text))).collect();
        let at = |list: &[String]| cells.iter().find(|(_, text)| is_one(text, list)).map(|(column, _)| *column);
        Some(Self {
            level1: at(&words.level1),
            level2: at(&words.level2),
            level3: at(&words.level3)?,
            description: at(&words.description),
            value: at(&words.value)?,
            basis: at(&words.basis),
            weight: cells.iter().find(|(_, text)| is_weight(text, &words.weight)).map(|(column, _)| *column),
        })
    }
}

/// Reads the indicators below a header row; gives the first row behind them.
pub(crate) fn read_indicators(table: &Table, header: usize, columns: &IndicatorColumns) -> (Vec<Indicator>, usize) {
    let mut indicators = Vec::new();
    let (mut level1, mut level2) = (String::new(), String::new());
    let mut end = header + 1;
    for row in header + 1..table.rows() {
        if IndicatorColumns::read(table, row).is_some() {
            end = row + 1;
            continue;
        }
        let found = indicator_of(table, row, columns, &mut level1, &mut level2);
        if found.is_none() && table.row_cells(row).filter(|cell| !cell.text.trim().is_empty()).count() == 1 {
            // One cell alone opens another table.
            break;
        }
        indicators.extend(found);
        end = row + 1;
    }
    (indicators, end)
}

/// The indicator of a row; the levels are filled down over merged cells.
pub(crate) fn indicator_of(
    table: &Table,
    row: usize,
    columns: &IndicatorColumns,
    level1: &mut String,
    level2: &mut String,
) -> Option<Indicator> {
    let cell = |column: Option<usize>| column.and_then(|column| own_cell(table, row, column));
    let text = |column: Option<usize>| cell(column).map(one_line).unwrap_or_default();
    let (level3, value) = (text(Some(columns.level3)), text(Some(columns.value)));
    let (first, second) = (squeezed(&text(columns.level1).text), squeezed(&text(columns.level2).text));
    if !first.is_empty() {
        level2.clear();
        *level1 = first;
    }
    if !second.is_empty() {
        *level2 = second;
    }
    let is_empty = level3.text.is_empty() && value.text.is_empty();
    (!is_empty).then(|| Indicator {
        level1: level1.clone(),
        level2: level2.clone(),
        level3,
        description: text(columns.description),
        parts: IndicatorValue::read(&value.text),
        value,
        basis: text(columns.basis),
        weight: cell(columns.weight).map(weight_of),
    })
}

/// Whether a header is that of the weights, with or without their sum or unit: `分值权重（90分）`.
fn is_weight(header: &str, words: &[String]) -> bool {
    is_one(header.split('(').next().unwrap_or_default(), words)
}

/// A weight without its unit.
fn weight_of(cell: &Cell) -> PlacedValue {
    let text = cell.text.trim();
    let value = CellValue::read(text.trim_end_matches(['%', '％', '分']).trim_end());
    PlacedValue { value, place: cell.place.with_text(text) }
}

/// A cell's text without the line breaks that only its width asked for.
fn one_line(cell: &Cell) -> Placed {
    let text: String = cell.text.lines().map(str::trim).collect();
    Placed { place: cell.place.with_text(text.as_str()), text }
}

/// The cell at a position; where merged cells are known, the one merged over it.
fn own_cell(table: &Table, row: usize, column: usize) -> Option<&Cell> {
    match table.spans {
        Spans::Known => table.at(row, column),
        Spans::Unknown => table.origin_at(row, column),
    }
}

/// The facts of a project's form.
pub(crate) fn facts_of(project: &Project, ordinal: u32, year: Option<FiscalYear>) -> Vec<Fact> {
    let mut base = Coordinate::default()
        .at(Dimension::Side, "expenditure")
        .at(Dimension::Measure, "amount")
        .at(Dimension::Kind, "project")
        .with(Dimension::Project, Value::Member(ordinal));
    if let Some(year) = year {
        base.set(Dimension::Year, Value::Member(u32::from(year)));
    }
    let fields = [
        (&project.budget, base),
        (&project.fiscal, base.at(Dimension::Fund, "fiscal")),
        (&project.other, base.at(Dimension::Fund, "non-fiscal")),
    ];
    let facts = fields.into_iter().filter_map(|(field, coordinate)| {
        let field = field.as_ref()?;
        let (scale, origin) = (project.scale.or(Some(Scale::TenThousand)), Origin::Project(ordinal));
        Some(Fact {
            coordinate,
            value: field.value.clone(),
            scale,
            origin,
            additive: false,
            place: field.place.clone(),
        })
    });
    facts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_of_payment_plans() {
        assert_eq!(
            [month_of("3月底"), month_of("12月底"), month_of("三季度"), month_of("预算数")],
            [Some(3), Some(12), Some(9), None]
        );
    }
}
