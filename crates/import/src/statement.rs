//! Statements: a table with a known title becomes columns and rows with coordinates, and its cells become facts.
//! Headers are read in `header.rs`, captions in `caption.rs`; projects' forms and indicator tables in `project.rs`.

use std::collections::HashMap;
use std::ops::Range;

use mingsuan_document::{Spans, Table};
use mingsuan_model::text::{normalized, without_numbering};
use mingsuan_model::{
    Column, ColumnRole, Coordinate, Decimal, Dimension, Fact, FiscalYear, Note, Origin, Placed, Scale, Statement,
    StatementId, StatementRow, Value,
};

use crate::caption::{Caption, filled, scale_in};
use crate::header::{Header, read_header};
use crate::lexicon::lexicon;
use crate::official_costs;
use crate::row::{RowReader, bare_label, is_code, is_total};
use crate::subject::is_within;

/// What is known of a table before its cells are read.
pub(crate) struct Outline {
    /// Which statement it is.
    pub(crate) id: StatementId,
    /// What the title restricts.
    pub(crate) scope: Coordinate,
    /// The title.
    pub(crate) title: Placed,
    /// The year of the document, if known yet.
    pub(crate) year: Option<FiscalYear>,
}

/// Reads one statement from the rows behind its caption; gives the first row that is not its own any more.
pub(crate) fn read_statement(table: &Table, caption: Caption, outline: Outline) -> (Statement, usize) {
    let start = caption.end;
    let shape = find_shape(table, start);
    let year = caption.year.or(outline.year);
    let mut header = read_header(table, start..shape.header_end, shape.body.clone(), shape.width, year);
    if outline.id == StatementId::OfficialCosts {
        official_costs::settle_columns(&mut header.columns);
    }
    let header_scale =
        (start..shape.header_end).flat_map(|row| filled(table, row)).find_map(|cell| scale_in(&normalized(&cell.text)));
    let mut statement = Statement {
        id: outline.id,
        title: outline.title.text.clone(),
        scale: caption.scale.or(header_scale),
        year: caption.year,
        agency: caption.agency.map(|agency| agency.text),
        scope: outline.scope,
        columns: Vec::new(),
        rows: Vec::new(),
        notes: Vec::new(),
        place: table.place.clone(),
        title_place: outline.title.place,
    };
    let (rows, end) = read_rows(table, shape.body.clone(), &header, &mut statement, year);
    statement.columns = header.columns;
    statement.rows = rows;
    if statement.id == StatementId::RevenueExpenditureSummary {
        speak_of_all_sources(&mut statement.rows);
    }
    (statement, end)
}

/// A fund's revenue is that of the year where the statement has a row for what was brought forward, or a total of the
/// year's own money; where it has neither, its rows speak of both.
fn speak_of_all_sources(rows: &mut [StatementRow]) {
    let is_revenue = |row: &&StatementRow| row.coordinate.is_at(Dimension::Side, "revenue");
    let tells_source = rows.iter().filter(is_revenue).any(|row| match row.coordinate.key(Dimension::Source) {
        Some("current") => row.coordinate.get(Dimension::Fund) == Value::All,
        source => source.is_some(),
    });
    let has_total = rows.iter().filter(is_revenue).any(|row| row.coordinate.get(Dimension::Fund) == Value::All);
    if has_total && !tells_source {
        for row in rows.iter_mut().filter(|row| row.coordinate.is_at(Dimension::Source, "current")) {
            row.coordinate.set(Dimension::Source, Value::All);
        }
    }
}

/// Where header and body of a table are.
struct Shape {
    header_end: usize,
    body: Range<usize>,
    width: usize,
}

fn find_shape(table: &Table, start: usize) -> Shape {
    const HEADER_ROWS: usize = 8;
    let last = table.rows();
    let probe = start..last.min(start + HEADER_ROWS);
    let numbers = probe.clone().find(|row| is_column_numbers(table, *row));
    let first_body = match numbers {
        Some(row) => row + 1,
        None => probe.clone().skip(1).find(|row| is_body(table, *row)).unwrap_or_else(|| {
            // Nothing but a header, perhaps with one empty row.
            probe.clone().find(|row| *row > start && filled(table, *row).is_empty()).unwrap_or(probe.end.min(start + 1))
        }),
    };
    let width = match table.spans {
        Spans::Known => table.columns(),
        Spans::Unknown => widest(table, numbers.unwrap_or(first_body)..last).unwrap_or_else(|| table.columns()),
    };
    Shape { header_end: numbers.unwrap_or(first_body), body: first_body..last, width }
}

/// The number of cells that the widest row has.
fn widest(table: &Table, rows: Range<usize>) -> Option<usize> {
    rows.map(|row| table.row_cells(row).count()).max().filter(|width| *width > 0)
}

/// 栏次 1 2 3 …, a row of asterisks or letters, sums of column numbers (3=4+5).
fn is_column_numbers(table: &Table, row: usize) -> bool {
    let bare = |text: &str| normalized(text).replace(['(', ')'], "");
    let texts: Vec<String> = filled(table, row).into_iter().map(|cell| bare(&cell.text)).collect();
    let Some(first) = texts.first() else { return false };
    if ["栏次", "行次", "栏目"].contains(&first.as_str()) {
        return true;
    }
    let is_mark = |text: &String| text.chars().all(|c| c == '*') || is_letter(text);
    let marks = texts.iter().filter(|text| is_mark(text)).count();
    let number = |text: &String| text.split(['=', '+', '-', '栏']).next().and_then(|first| first.parse::<u32>().ok());
    let is_sum = |text: &String| text.chars().all(|c| c.is_ascii_digit() || "=+-*栏".contains(c));
    let numbers: Vec<u32> = texts.iter().filter(|text| is_sum(text) && !is_mark(text)).filter_map(number).collect();
    let counts_up =
        numbers.windows(2).all(|pair| pair[1] == pair[0] + 1) && numbers.first().is_none_or(|first| *first <= 2);
    let all = marks + numbers.len() == texts.len();
    // (1), or 1 without a name beside it, is no money.
    let is_bracketed = filled(table, row).iter().all(|cell| normalized(&cell.text).starts_with('('));
    let is_nameless = table.row_cells(row).next().is_some_and(|cell| cell.column == 0 && cell.text.trim().is_empty());
    if all && numbers.first() == Some(&1) && counts_up && (is_bracketed || is_nameless) {
        return true;
    }
    all && counts_up && (numbers.len() >= 3 || marks > 0 && texts.len() >= 2)
}

/// 甲, 乙 …, A, B …: what stands above the columns of names where the others are numbered.
fn is_letter(text: &str) -> bool {
    let mut chars = text.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if "甲乙丙丁戊己庚辛ABCDEF".contains(c))
}

/// A row of the body: it holds a number, a code, or a label that only bodies have.
fn is_body(table: &Table, row: usize) -> bool {
    let cells = filled(table, row);
    let has_number = cells.iter().any(|cell| Decimal::parse(&cell.text).is_some());
    let first = cells.first().map(|cell| normalized(&cell.text)).unwrap_or_default();
    let numbered = without_numbering(&first).1;
    let named = cells.len() == 1 && lexicon().rows.exact(bare_label(&first)).is_some();
    has_number || numbered || named || is_code(&first)
}

/// Reads the rows of the body, one list for each label column; stops at the next title.
fn read_rows(
    table: &Table,
    body: Range<usize>,
    header: &Header,
    statement: &mut Statement,
    year: Option<FiscalYear>,
) -> (Vec<StatementRow>, usize) {
    let mut sides: Vec<Vec<StatementRow>> = header.keys.iter().map(|_| Vec::new()).collect();
    let mut readers: Vec<RowReader> =
        header.keys.iter().map(|key| RowReader::new(header, key, statement, year)).collect();
    let mut end = body.start;
    for row in body {
        let cells = filled(table, row);
        if let [only] = cells.as_slice()
            && (only.column_span > 1 || table.columns() > only.column + 1)
        {
            let text = only.text.trim();
            if is_note(text) {
                statement.notes.push(Note { text: text.to_owned(), place: only.place.with_text(text) });
                end = row + 1;
                continue;
            }
            if end > 0 && lexicon().title(text).is_some() && only.column == 0 {
                break;
            }
        }
        if cells.first().is_some_and(|cell| starts_indicators(&cell.text)) {
            break;
        }
        end = row + 1;
        // A page may repeat the row of column numbers.
        if is_column_numbers(table, row) {
            continue;
        }
        for (side, reader) in sides.iter_mut().zip(&mut readers) {
            side.extend(reader.read(table, row));
        }
    }
    for (side, reader) in sides.iter_mut().zip(&readers) {
        settle(side, reader.agencies());
        if statement.id == StatementId::OfficialCosts {
            official_costs::settle_rows(side);
        }
    }
    (sides.into_iter().flatten().collect(), end)
}

/// What only the whole side can tell: one body alone restricts nothing, and one row without a name is the total.
fn settle(side: &mut [StatementRow], agencies: u32) {
    if agencies == 1 {
        let value = if is_whole(side) { Value::All } else { Value::Unknown };
        let of_body = |row: &&mut StatementRow| row.coordinate.get(Dimension::Agency) != Value::All;
        side.iter_mut().filter(of_body).for_each(|row| row.coordinate.set(Dimension::Agency, value));
    }
    include_carry_over(side);
    // Below 本年收入 and what was carried over, 收入合计 is the total of both.
    let current = |row: &StatementRow| {
        let at = row.coordinate;
        at.is_at(Dimension::Side, "revenue")
            && at.is_at(Dimension::Source, "current")
            && lexicon().rows.exact(bare_label(&normalized(&row.label))).is_some_and(|meaning| meaning.total)
    };
    let totals: Vec<usize> = (0..side.len()).filter(|at| current(&side[*at])).collect();
    if let [first, .., last] = totals[..]
        && side[first].coordinate == side[last].coordinate
    {
        side[last].coordinate.set(Dimension::Source, Value::All);
    }
    let mut nameless = side.iter_mut().filter(|row| row.label.is_empty() && row.code.is_none());
    if let (Some(row), None) = (nameless.next(), nameless.next()) {
        row.coordinate.set(Dimension::Item, Value::All);
    }
}

/// Whether the only body named has all the money: the row that names it shows nothing else than the total does.
fn is_whole(side: &[StatementRow]) -> bool {
    let is_body = |row: &&StatementRow| row.coordinate.get(Dimension::Agency) != Value::All;
    let total = side.iter().find(|row| row.code.is_none() && is_total(bare_label(&normalized(&row.label))));
    let (Some(body), Some(total)) = (side.iter().find(is_body), total) else { return true };
    let numbers = |row: &StatementRow| {
        row.cells.iter().filter_map(|cell| Some((cell.column, cell.value.number()?))).collect::<Vec<_>>()
    };
    let (body, total) = (numbers(body), numbers(total));
    body.is_empty() || body.iter().any(|cell| total.contains(cell))
}

/// In a summary without a row for what was carried over, the revenue rows include it.
fn include_carry_over(side: &mut [StatementRow]) {
    let source = |row: &StatementRow| row.coordinate.get(Dimension::Source);
    let current = Coordinate::default().at(Dimension::Source, "current").get(Dimension::Source);
    let is_revenue = |row: &StatementRow| row.coordinate.is_at(Dimension::Side, "revenue");
    if side.iter().any(|row| is_revenue(row) && ![Value::All, current].contains(&source(row))) {
        return;
    }
    for row in side.iter_mut().filter(|row| is_revenue(row) && source(row) == current) {
        let label = normalized(&row.label);
        if !label.contains("本年") && !label.contains("当年") {
            row.coordinate.set(Dimension::Source, Value::All);
        }
    }
}

/// Whether a cell opens an indicator table (一级指标).
pub(crate) fn starts_indicators(text: &str) -> bool {
    lexicon().words.project.level1.contains(&normalized(text))
}

/// 注：…, 备注：…, 说明：….
pub(crate) fn is_note(text: &str) -> bool {
    let text = text.trim_start_matches(['*', '※', '（', '(']);
    ["注：", "注:", "备注：", "备注:", "说明：", "说明:", "注 ："].iter().any(|mark| text.starts_with(mark))
}

/// The facts of a statement. `ordinal` is its place among the disclosure's statements.
pub(crate) fn facts_of(statement: &Statement, ordinal: u32, year: Option<FiscalYear>) -> Vec<Fact> {
    let mut facts = Vec::new();
    let repeated = repeated_rows(statement);
    for (row_ordinal, row) in (0..).zip(&statement.rows) {
        for cell in &row.cells {
            let column = &statement.columns[cell.column];
            if column.role != ColumnRole::Value {
                continue;
            }
            let coordinate = cell_coordinate(row.coordinate, column, year);
            let money = matches!(coordinate.key(Dimension::Measure), Some("amount" | "change" | "price" | "reserved"));
            let scale = if money { statement.scale } else { None };
            let origin = Origin::Statement {
                statement: ordinal,
                row: row_ordinal,
                column: u32::try_from(cell.column).unwrap_or(u32::MAX),
            };
            let additive = repeated.get(&row.coordinate).is_some_and(|count| *count > 1);
            facts.push(Fact {
                coordinate,
                value: cell.value.clone(),
                scale,
                origin,
                additive,
                place: cell.place.clone(),
            });
        }
    }
    facts
}

fn cell_coordinate(row: Coordinate, column: &Column, year: Option<FiscalYear>) -> Coordinate {
    let mut coordinate = column.coordinate.refined(&row);
    // A row of the measure "amount" (the statement's default) yields to a column that holds something else.
    for dimension in
        [Dimension::Measure, Dimension::Year, Dimension::Phase, Dimension::Fund, Dimension::Kind, Dimension::Source]
    {
        let own = column.coordinate.get(dimension);
        // A row of one fund under a column of all fiscal funds is of its own.
        let is_finer = dimension == Dimension::Fund && is_within(dimension, &row, &column.coordinate);
        if own != Value::All && !is_finer {
            coordinate.set(dimension, own);
        }
    }
    if column.coordinate.is_at(Dimension::Side, "procurement") {
        coordinate.set(Dimension::Side, column.coordinate.get(Dimension::Side));
    }
    // A column of another side's money (the project's budget beside its procurement) stays on its side.
    let is_other_side = column.coordinate.get(Dimension::Side) != row.get(Dimension::Side);
    if column.coordinate.get(Dimension::Side) != Value::All
        && column.coordinate.get(Dimension::Kind) != Value::All
        && is_other_side
    {
        coordinate.set(Dimension::Side, column.coordinate.get(Dimension::Side));
        if coordinate.get(Dimension::Project) == Value::All {
            // The total of the projects listed here, not of all projects.
            coordinate.set(Dimension::Project, Value::Unknown);
        }
    }
    if coordinate.get(Dimension::Year) == Value::All
        && let Some(year) = year
    {
        coordinate.set(Dimension::Year, Value::Member(u32::from(year)));
    }
    coordinate
}

/// How often each row coordinate that is a line, not a total or a summary, stands in the statement.
fn repeated_rows(statement: &Statement) -> HashMap<Coordinate, u32> {
    const LINES: [Dimension; 4] =
        [Dimension::Function, Dimension::Economic, Dimension::GovEconomic, Dimension::Project];
    let mut counts = HashMap::new();
    let mut before: Option<&StatementRow> = None;
    for row in &statement.rows {
        // A class printed once for each of its levels is one row, not two lines.
        let is_again = before.replace(row).is_some_and(|before| says_the_same(before, row));
        if !is_again && LINES.iter().any(|dimension| row.coordinate.get(*dimension) != statement.scope.get(*dimension))
        {
            *counts.entry(row.coordinate).or_insert(0) += 1;
        }
    }
    counts
}

/// Whether two rows print the same, cell by cell.
fn says_the_same(one: &StatementRow, other: &StatementRow) -> bool {
    let texts = |row: &StatementRow| row.cells.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
    one.code == other.code && one.label == other.label && texts(one) == texts(other)
}

/// The scale of most statements, for those that do not say.
pub(crate) fn usual_scale(statements: &[Statement]) -> Option<Scale> {
    let mut counts: HashMap<Scale, usize> = HashMap::new();
    for scale in statements.iter().filter_map(|statement| statement.scale) {
        *counts.entry(scale).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(scale, count)| (*count, std::cmp::Reverse(*scale))).map(|(scale, _)| scale)
}
