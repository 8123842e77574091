//! The header of a statement: which texts stand above each column, what they mean, and which label column names the
//! rows of each value column. Where the format did not tell merged cells, they are reconstructed here.

use std::ops::Range;

use mingsuan_document::{Spans, Table};
use mingsuan_model::text::{normalized, squeezed};
use mingsuan_model::{Column, ColumnRole, Coordinate, Dimension, FiscalYear, ListId, Value};

use crate::content::{Content, contents, printed_classes};
use crate::lexicon::lexicon;
use crate::row::bare_label;
use crate::wording::{is_comparison, is_neutral, restrict_years, without_remarks};

/// A header as understood.
pub(crate) struct Header {
    /// The columns, from the left.
    pub(crate) columns: Vec<Column>,
    /// What names the rows: one key for each side of the statement.
    pub(crate) keys: Vec<Key>,
}

/// What names the rows of a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    /// The label column; `None` where the values of the row are named by their headers alone.
    pub(crate) label: Option<usize>,
    /// The classification its codes and names belong to, where the header says so.
    pub(crate) class: Option<Dimension>,
    /// A second classification that the same rows are split by, with its column.
    pub(crate) second: Option<(usize, Dimension)>,
    /// The column that names the bodies whose rows they are.
    pub(crate) agency: Option<usize>,
}

/// Reads the header rows above a body that is `width` columns wide.
pub(crate) fn read_header(
    table: &Table,
    rows: Range<usize>,
    body: Range<usize>,
    width: usize,
    year: Option<FiscalYear>,
) -> Header {
    let paths = match table.spans {
        Spans::Known => known_paths(table, rows, width),
        Spans::Unknown => reconstructed_paths(table, rows, width),
    };
    let contents = contents(table, body.clone(), width);
    let mut classes: Vec<Option<Dimension>> = Vec::with_capacity(width);
    let mut columns: Vec<Column> = Vec::with_capacity(width);
    for (index, path) in paths.into_iter().enumerate() {
        let (column, class) = bind_column(index, path, year, contents[index]);
        columns.push(column);
        classes.push(class);
    }
    find_further_sides(table, body.clone(), &mut columns);
    name_a_label_column(&mut columns, &contents);
    let printed = printed_classes(table, body, &columns);
    let keys = keys(&mut columns, &classes, &printed);
    current_beside_carry_over(&mut columns);
    current_below_total(&mut columns);
    budget_beside_final(&mut columns);
    parts_of_another(&mut columns);
    Header { columns, keys }
}

/// A column that is 其中 of another and says no more than that one holds a part of it that was not understood.
fn parts_of_another(columns: &mut [Column]) {
    for at in 1..columns.len() {
        let (before, rest) = columns.split_at_mut(at);
        let own = &mut rest[0];
        let is_part = own.role == ColumnRole::Value
            && own
                .header
                .last()
                .is_some_and(|text| lexicon().words.parts.iter().any(|word| text.starts_with(word.as_str())))
            && before.iter().any(|other| other.role == ColumnRole::Value && other.coordinate == own.coordinate);
        if is_part {
            own.coordinate.set(Dimension::Item, Value::Unknown);
        }
    }
}

/// The distinct texts above each column, from the top.
fn known_paths(table: &Table, rows: Range<usize>, width: usize) -> Vec<Vec<String>> {
    let mut paths = vec![Vec::new(); width];
    for (column, path) in paths.iter_mut().enumerate() {
        let mut above = None;
        for row in rows.clone() {
            let Some(cell) = table.at(row, column) else { continue };
            let identity = (cell.row, cell.column);
            let text = squeezed(&cell.text);
            if above != Some(identity) && !text.is_empty() {
                path.push(text);
            }
            above = Some(identity);
        }
    }
    paths
}

/// The same where only the cells of each row are known, in order: from the lowest header row upwards, a cell covers
/// either one blank cell below it (it is merged downwards) or a run of named cells.
fn reconstructed_paths(table: &Table, rows: Range<usize>, width: usize) -> Vec<Vec<String>> {
    let mut paths: Vec<Vec<String>> = vec![Vec::new(); width];
    // For each cell of the row below: its text and the columns it covers.
    let mut below: Vec<(String, Range<usize>)> = (0..width).map(|column| (String::new(), column..column + 1)).collect();
    for (depth, row) in rows.rev().enumerate() {
        let texts: Vec<String> = table.row_cells(row).map(|cell| squeezed(&cell.text)).collect();
        let spans = if depth == 0 && texts.len() == width {
            (0..width).map(|i| i..i + 1).collect()
        } else {
            spans_over(&texts, &below)
        };
        let cells: Vec<(String, Range<usize>)> = texts.into_iter().zip(spans).collect();
        for (text, span) in &cells {
            for path in &mut paths[span.clone()] {
                if !text.is_empty() {
                    path.insert(0, text.clone());
                }
            }
        }
        if !cells.is_empty() {
            below = cells;
        }
    }
    paths
}

/// The columns each upper cell covers, given the cells below.
fn spans_over(upper: &[String], below: &[(String, Range<usize>)]) -> Vec<Range<usize>> {
    let runs = runs_of(below);
    let singles = runs.iter().filter(|run| run.blank).count();
    let wide = runs.len() - singles;
    // Every blank takes one upper cell; what is left is shared among the runs, more than one where a run repeats itself.
    let mut spare = upper.len().saturating_sub(singles + wide);
    let mut units: Vec<Range<usize>> = Vec::new();
    for run in &runs {
        let part = &below[run.cells.clone()];
        let named = upper.get(units.len()).map_or("", String::as_str);
        let pieces = if run.blank || spare == 0 { 1 } else { (spare + 1).min(part.len()) };
        let cuts = cut_run(part, pieces, named);
        spare -= (cuts.len() - 1).min(spare);
        units.extend(cuts.into_iter().map(|cut| part[cut.start].1.start..part[cut.end - 1].1.end));
    }
    // A cell too many covers nothing, behind all others.
    let end = units.last().map_or(0, |unit| unit.end);
    units.resize(upper.len(), end..end);
    units
}

struct Run {
    blank: bool,
    cells: Range<usize>,
}

/// Splits a row of cells into single blank cells and runs of named cells.
fn runs_of(cells: &[(String, Range<usize>)]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, (text, _)) in cells.iter().enumerate() {
        match runs.last_mut() {
            Some(run) if !run.blank && !text.is_empty() => run.cells.end = at + 1,
            _ => runs.push(Run { blank: text.is_empty(), cells: at..at + 1 }),
        }
    }
    runs
}

/// Cuts a run into pieces: where its first name comes again, or behind the code and name columns of a classification,
/// else evenly.
fn cut_run(cells: &[(String, Range<usize>)], pieces: usize, first_header: &str) -> Vec<Range<usize>> {
    if pieces <= 1 {
        return std::iter::once(0..cells.len()).collect();
    }
    let first = normalized(&cells[0].0);
    let mut starts: Vec<usize> = (0..cells.len()).filter(|at| normalized(&cells[*at].0) == first).collect();
    if starts.len() != pieces {
        let names = cells.iter().take_while(|(text, _)| is_key_column(text)).count();
        starts = if pieces == 2 && first_header.contains("科目") && (1..cells.len()).contains(&names) {
            vec![0, names]
        } else if cells.len().is_multiple_of(pieces) {
            (0..pieces).map(|piece| piece * cells.len() / pieces).collect()
        } else {
            (0..pieces).map(|piece| if piece == 0 { 0 } else { cells.len() - pieces + piece }).collect()
        };
    }
    let ends = starts.iter().copied().skip(1).chain([cells.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

fn is_key_column(text: &str) -> bool {
    let role = lexicon().headers.find(&normalized(text)).and_then(|meaning| meaning.role);
    matches!(role, Some(ColumnRole::Code | ColumnRole::Label | ColumnRole::Sequence))
}

/// The meaning of a column from the texts above it, the lower ones refining the upper ones, and the classification that
/// they name.
fn bind_column(
    index: usize,
    header: Vec<String>,
    year: Option<FiscalYear>,
    content: Content,
) -> (Column, Option<Dimension>) {
    let mut coordinate = Coordinate::default();
    let mut role = None;
    let mut class = None;
    let mut understood = !header.is_empty();
    for text in &header {
        let text = normalized(text);
        let mut timed = coordinate;
        let bare = without_remarks(&text);
        let rest = restrict_years(bare, year, &mut timed);
        let headers = &lexicon().headers;
        let meaning = headers.exact(&text).or_else(|| headers.find(bare)).or_else(|| headers.find(&text));
        let meaning = meaning.or_else(|| headers.find(&rest));
        if is_comparison(bare) {
            // What changed belongs to the year of the budget, whichever other one is named.
            let change = meaning.map(|meaning| meaning.coordinate).unwrap_or_default();
            coordinate = coordinate.at(Dimension::Measure, "change").refined(&change);
            continue;
        }
        if meaning.is_some() || rest.is_empty() {
            coordinate = timed;
        }
        match meaning {
            Some(meaning) => {
                coordinate = coordinate.refined(&meaning.coordinate);
                let ending = meaning.class.and_then(|_| headers.role_at_end(&text));
                role = meaning.role.or(ending).or(role);
                class = meaning.class.or(class);
            }
            None => understood &= rest.is_empty() || is_neutral(&rest),
        }
    }
    let names_rows = content.is_words() && (class.is_some() || header.iter().any(|text| text.contains("科目")));
    let role = match role {
        None if names_rows => ColumnRole::Label,
        // Words under a header that is not understood qualify the row: remarks, goals, categories.
        None if content.is_words() && !understood => ColumnRole::Text,
        None => ColumnRole::Value,
        Some(role) => role,
    };
    if !understood && role == ColumnRole::Value {
        coordinate.set(Dimension::Item, Value::Unknown);
    }
    (Column { index, header, role, coordinate, label_column: None }, class)
}

/// A column of words between columns of money, whose header is not understood, begins a side of its own when most of its
/// words are names that rows of statements have: 按支出性质, 按经济分类.
fn find_further_sides(table: &Table, body: Range<usize>, columns: &mut [Column]) {
    let is_value = |columns: &[Column], at: Option<usize>| {
        at.and_then(|at| columns.get(at)).is_some_and(|column| column.role == ColumnRole::Value)
    };
    for at in 1..columns.len() {
        let stands_between = is_value(columns, Some(at - 1)) && is_value(columns, Some(at + 1));
        if columns[at].role != ColumnRole::Text || !stands_between {
            continue;
        }
        let cells = table.cells().iter().filter(|cell| cell.column == at && body.contains(&cell.row));
        let names: Vec<String> = cells.map(|cell| normalized(&cell.text)).filter(|text| !text.is_empty()).collect();
        let known = names.iter().filter(|name| is_row_name(bare_label(name))).count();
        if known >= 2 && known * 2 > names.len() {
            columns[at].role = ColumnRole::Label;
            columns[at].coordinate.set(Dimension::Item, Value::All);
        }
    }
}

/// Whether rows of statements have a (normalized) name.
fn is_row_name(name: &str) -> bool {
    lexicon().rows.exact(name).is_some()
        || [ListId::Function, ListId::Economic].into_iter().any(|list| list.list().by_name(name).next().is_some())
}

/// Without a header that says so, the first column of words names the rows; where the body is empty, the first column.
fn name_a_label_column(columns: &mut [Column], contents: &[Content]) {
    if columns.iter().any(|column| column.role == ColumnRole::Label) {
        return;
    }
    let is_empty = contents.iter().all(|content| content.money + content.digits + content.words == 0);
    let mut candidates = columns.iter_mut().zip(contents);
    let found = candidates.find(|(column, content)| {
        matches!(column.role, ColumnRole::Value | ColumnRole::Text)
            && (content.is_words() || is_empty && column.index == 0)
    });
    if let Some((column, _)) = found {
        column.role = ColumnRole::Label;
        column.coordinate.set(Dimension::Item, Value::All);
    }
}

/// Each value and code column belongs to the nearest label column: values to the one on their left, codes to the one on
/// their right. Of labels that stand side by side without values between them, one names the rows.
fn keys(columns: &mut [Column], classes: &[Option<Dimension>], printed: &[Option<Dimension>]) -> Vec<Key> {
    let class_of = |columns: &[Column], label: usize| {
        // The name of a classification often stands above its code column only; the codes themselves know best.
        let codes = columns[..label].iter().rev().take_while(|column| column.role == ColumnRole::Code);
        let own = |class: &[Option<Dimension>]| {
            class[label].or_else(|| codes.clone().filter_map(|column| class[column.index]).last())
        };
        own(printed).or_else(|| own(classes))
    };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut value_seen = true;
    for column in columns.iter() {
        match column.role {
            ColumnRole::Label => {
                if value_seen {
                    groups.push(Vec::new());
                }
                groups.last_mut().expect("a group was begun for the first label").push(column.index);
                value_seen = false;
            }
            ColumnRole::Value => value_seen |= !groups.is_empty(),
            _ => {}
        }
    }
    let mut keys = Vec::new();
    for group in &groups {
        let key = key_of(group, |label| class_of(columns, label));
        for label in group.iter().filter(|label| Some(**label) != key.label) {
            demote(columns, *label);
        }
        keys.push(key);
    }
    if keys.is_empty() {
        let class = classes.iter().flatten().next().copied();
        let is_code_of_body = |column: &Column| {
            column.header.last().is_some_and(|text| lexicon().words.body_codes.contains(&normalized(text)))
        };
        let agency = classes.iter().position(|class| *class == Some(Dimension::Agency));
        let agency = agency.or_else(|| columns.iter().position(is_code_of_body));
        keys.push(Key { label: None, class, second: None, agency });
    }
    attach_labels(columns);
    keys
}

/// Which of the labels side by side names the rows: the finest classification, else the last one.
fn key_of(group: &[usize], class_of: impl Fn(usize) -> Option<Dimension>) -> Key {
    let of = |dimension: Dimension| group.iter().copied().find(|label| class_of(*label) == Some(dimension));
    let (function, economic, government) =
        (of(Dimension::Function), of(Dimension::Economic), of(Dimension::GovEconomic));
    let agency = of(Dimension::Agency);
    let last = group.iter().rev().copied().find(|label| Some(*label) != agency).or(agency);
    let label = economic.or(government).or(function).or(last);
    let second = function.filter(|function| label != Some(*function)).map(|label| (label, Dimension::Function));
    Key { label, class: label.and_then(class_of), second, agency }
}

/// A label that does not name the rows, with its codes, only qualifies them.
fn demote(columns: &mut [Column], label: usize) {
    columns[label].role = ColumnRole::Text;
    for column in columns[..label].iter_mut().rev().take_while(|column| column.role == ColumnRole::Code) {
        column.role = ColumnRole::Text;
    }
}

fn attach_labels(columns: &mut [Column]) {
    let labels: Vec<usize> = columns.iter().filter(|c| c.role == ColumnRole::Label).map(|c| c.index).collect();
    for column in columns.iter_mut() {
        let left = labels.iter().rev().find(|label| **label < column.index).copied();
        let right = labels.iter().find(|label| **label > column.index).copied();
        column.label_column = match column.role {
            ColumnRole::Label => Some(column.index),
            ColumnRole::Code => right.or(left),
            _ => left.or(right),
        };
    }
}

/// 预算数 beside 决算数 is the budget, also in final accounts.
fn budget_beside_final(columns: &mut [Column]) {
    if !columns.iter().any(|column| column.coordinate.is_at(Dimension::Phase, "final")) {
        return;
    }
    for column in columns.iter_mut().filter(|column| column.coordinate.get(Dimension::Phase) == Value::All) {
        if column.header.iter().any(|text| text.contains("预算数")) {
            column.coordinate = column.coordinate.at(Dimension::Phase, "budget");
        }
    }
}

/// Fund columns beside a carry-over column, without a subtotal of the current year above them, are of the current year.
fn current_beside_carry_over(columns: &mut [Column]) {
    let at = |key: &str, column: &Column| column.coordinate.is_at(Dimension::Source, key);
    if !columns.iter().any(|c| at("carry-over", c)) || columns.iter().any(|c| at("current", c)) {
        return;
    }
    for column in columns.iter_mut() {
        let fund = column.coordinate.get(Dimension::Fund) != Value::All;
        if fund && column.coordinate.get(Dimension::Source) == Value::All {
            column.coordinate = column.coordinate.at(Dimension::Source, "current");
        }
    }
}

/// Fund columns beside a total of the current year (本年收入合计) that stands before them are its parts, where nothing
/// speaks of what was carried over.
fn current_below_total(columns: &mut [Column]) {
    let is_fund = |column: &Column| column.coordinate.get(Dimension::Fund) != Value::All;
    let total = columns.iter().position(|column| {
        let is_total = column.header.last().is_some_and(|text| text.ends_with("合计") || text.ends_with("小计"));
        column.coordinate.is_at(Dimension::Source, "current") && !is_fund(column) && is_total
    });
    let Some(total) = total else { return };
    if columns[..total].iter().any(is_fund)
        || columns.iter().any(|c| c.coordinate.is_at(Dimension::Source, "carry-over"))
    {
        return;
    }
    for column in columns[total..].iter_mut().filter(|column| is_fund(column)) {
        if column.coordinate.get(Dimension::Source) == Value::All {
            column.coordinate = column.coordinate.at(Dimension::Source, "current");
        }
    }
}

#[cfg(test)]
mod tests {
    use mingsuan_document::txt;

    use super::*;

    fn titles(text: &str, rows: Range<usize>, width: usize) -> Vec<String> {
        let document = txt::parse(text);
        let table = document.tables().next().expect("the text is a table");
        read_header(table, rows.clone(), rows.end..rows.end, width, Some(2024))
            .columns
            .iter()
            .map(Column::title)
            .collect()
    }

    #[test]
    fn merged_headers_are_reconstructed() {
        let text = "\t序号\n\t收入\n\t支出\n\n\t\n\t项目\n\t预算数\n\t项目\n\t合计\n\t一般公共预算\n\n";
        assert_eq!(
            titles(text, 0..2, 6),
            ["序号", "收入/项目", "收入/预算数", "支出/项目", "支出/合计", "支出/一般公共预算"]
        );
        let text = "\t序号\n\t支出部门经济分类科目\n\t一般公共预算基本支出\n\n\t\n\t科目编码\n\t科目名称\n\t合计\n\t人员经费\n\t公用经费\n\n";
        assert_eq!(
            titles(text, 0..2, 6)[3..],
            ["一般公共预算基本支出/合计", "一般公共预算基本支出/人员经费", "一般公共预算基本支出/公用经费"]
        );
        let text = "\t序号\n\t功能分类科目\n\t合计\n\t本年收入\n\t上年结转\n\n\t\n\t科目编码\n\t科目名称\n\t\n\t小计\n\t事业收入\n\t\n\n";
        assert_eq!(
            titles(text, 0..2, 7),
            [
                "序号",
                "功能分类科目/科目编码",
                "功能分类科目/科目名称",
                "合计",
                "本年收入/小计",
                "本年收入/事业收入",
                "上年结转"
            ]
        );
    }

    #[test]
    fn cells_too_many_cover_nothing() {
        // Three header rows over three columns, the middle one with a cell more than there are columns.
        let text = "\t\n\t\n\t合计\n\n\t\n\t\n\t收入\n\t支出\n\n\t\n\t\n\t预算数\n\n";
        assert_eq!(titles(text, 0..3, 3), ["", "", "合计/收入/预算数"]);
    }
}
