//! Statements: a table with a known title becomes columns and rows with coordinates, and its cells become facts.
//! Headers are read in `header.rs`, captions in `caption.rs`; projects' forms and indicator tables in `project.rs`.

use std::collections::HashMap;
use std::ops::Range;

use mingsuan_document::{Spans, Table};
use mingsuan_model::text::{normalized, squeezed, without_numbering};
use mingsuan_model::{
    CellValue, Column, ColumnRole, Coordinate, Decimal, Dimension, Fact, FiscalYear, ListId, Note, Origin, Placed,
    Scale, Statement, StatementCell, StatementId, StatementRow, Value,
};

use crate::caption::{Caption, filled, scale_in};
use crate::header::{Header, read_header};
use crate::lexicon::{Meaning, lexicon};

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
    let header = read_header(table, start..shape.header_end, shape.width, year);
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
    let (rows, end) = read_rows(table, shape.body.clone(), &header, &mut statement);
    statement.columns = header.columns;
    statement.rows = rows;
    (statement, end)
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

/// 栏次 1 2 3 …, or a row of asterisks.
fn is_column_numbers(table: &Table, row: usize) -> bool {
    let texts: Vec<String> = filled(table, row).into_iter().map(|cell| normalized(&cell.text)).collect();
    let Some(first) = texts.first() else { return false };
    if ["栏次", "行次", "栏目"].contains(&first.as_str()) {
        return true;
    }
    let rest: Vec<u32> = texts.iter().filter_map(|text| text.parse().ok()).collect();
    let counts_up = rest.len() == texts.len() && rest.len() >= 3 && rest.windows(2).all(|pair| pair[1] == pair[0] + 1);
    counts_up && rest[0] <= 2 || texts.len() >= 2 && texts.iter().all(|text| text.chars().all(|c| c == '*'))
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

/// Three, five or seven digits.
fn is_code(text: &str) -> bool {
    matches!(text.len(), 3 | 5 | 7) && text.bytes().all(|b| b.is_ascii_digit())
}

/// Reads the rows of the body, one list for each label column; stops at the next title.
fn read_rows(
    table: &Table,
    body: Range<usize>,
    header: &Header,
    statement: &mut Statement,
) -> (Vec<StatementRow>, usize) {
    let labels: Vec<usize> = header.columns.iter().filter(|c| c.role == ColumnRole::Label).map(|c| c.index).collect();
    let mut sides: Vec<Vec<StatementRow>> = labels.iter().map(|_| Vec::new()).collect();
    let mut readers: Vec<RowReader> = labels.iter().map(|label| RowReader::new(header, statement, *label)).collect();
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
        for (side, reader) in sides.iter_mut().zip(&mut readers) {
            side.extend(reader.read(table, row));
        }
        end = row + 1;
    }
    (sides.into_iter().flatten().collect(), end)
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

/// Reads the rows that one label column names.
struct RowReader<'h> {
    header: &'h Header,
    label: usize,
    id: StatementId,
    scope: Coordinate,
    class: Dimension,
    /// What the rows above opened: 年初财政拨款结转和结余.
    open: Option<Coordinate>,
}

impl<'h> RowReader<'h> {
    fn new(header: &'h Header, statement: &Statement, label: usize) -> Self {
        let by_economic = matches!(statement.id, StatementId::GeneralBasic | StatementId::GeneralEconomic);
        let fallback = if by_economic { Dimension::Economic } else { Dimension::Function };
        let class = header.class.unwrap_or(fallback);
        Self { header, label, id: statement.id, scope: statement.scope, class, open: None }
    }

    fn own_columns(&self) -> impl Iterator<Item = &'h Column> + use<'h> {
        let label = self.label;
        self.header.columns.iter().filter(move |column| column.label_column == Some(label))
    }

    fn read(&mut self, table: &Table, row: usize) -> Option<StatementRow> {
        let cells = self.cells(table, row);
        let text_of = |role: ColumnRole| {
            let columns = self.own_columns().filter(move |column| column.role == role);
            columns
                .filter_map(|column| cells.iter().find(|cell| cell.column == column.index))
                .filter(|cell| !cell.text.is_empty())
        };
        let codes: Vec<&str> = text_of(ColumnRole::Code).map(|cell| cell.text.as_str()).collect();
        let label_cell = cells.iter().find(|cell| cell.column == self.label);
        let label = squeezed(label_cell.map_or("", |cell| &cell.text));
        let (code, label) = split_code(join_codes(&codes), label);
        let has_number = cells.iter().any(|cell| matches!(cell.value, CellValue::Number(_)));
        if code.is_none() && label.is_empty() && !has_number {
            return None;
        }
        let place = label_cell.or(cells.first()).map(|cell| cell.place.clone()).unwrap_or_default();
        let coordinate = self.row_coordinate(code.as_deref(), &label);
        Some(StatementRow { index: row, code, label, place, coordinate, cells })
    }

    fn cells(&self, table: &Table, row: usize) -> Vec<StatementCell> {
        let mut cells: Vec<StatementCell> = Vec::new();
        for column in self.own_columns() {
            let Some(cell) = table.at(row, column.index) else {
                cells.extend((column.role == ColumnRole::Value).then(|| blank_cell(table, row, column.index)));
                continue;
            };
            // A cell merged over several rows or columns belongs to its first position.
            let first = cell.row == row && cell.column == column.index;
            if !first && column.role == ColumnRole::Value {
                continue;
            }
            let text = cell.text.trim().to_owned();
            let value = if column.role == ColumnRole::Value {
                CellValue::read(&text)
            } else {
                CellValue::Text(text.as_str().into())
            };
            cells.push(StatementCell { column: column.index, place: cell.place.with_text(text.as_str()), text, value });
        }
        cells
    }

    /// What code and label restrict, with what the rows above opened.
    fn row_coordinate(&mut self, code: Option<&str>, label: &str) -> Coordinate {
        let side = self.header.columns[self.label].coordinate;
        let base = self.scope.refined(&side);
        if let Some(code) = code {
            return base.with(self.class, code_member(code));
        }
        let label = normalized(label);
        let bare = bare_label(&label);
        if self.id == StatementId::Procurement
            || self.id == StatementId::PurchaseServices
            || self.id == StatementId::ProjectExpenditure
        {
            return self.line_coordinate(base, bare);
        }
        let revenue = base.is_at(Dimension::Side, "revenue");
        let lexical = lexicon().rows.exact(bare);
        let by_name = if revenue || self.names_items() { None } else { self.class_member(bare) };
        let meaning = lexical.or_else(|| by_name.is_none().then(|| lexicon().rows.find(bare)).flatten());
        match (lexical, by_name, meaning) {
            (None, Some(member), _) => base.with(self.class, Value::Member(member)),
            (_, _, Some(meaning)) => self.lexical_coordinate(base, meaning),
            _ => base.with(Dimension::Item, Value::Unknown),
        }
    }

    fn lexical_coordinate(&mut self, base: Coordinate, meaning: &Meaning) -> Coordinate {
        let mut coordinate = base.refined(&meaning.coordinate);
        for dimension in &meaning.clears {
            coordinate.set(*dimension, Value::All);
        }
        if meaning.total {
            self.open = None;
        } else if meaning.opens {
            self.open = Some(meaning.coordinate);
        } else if coordinate.is_at(Dimension::Side, "revenue") && coordinate.get(Dimension::Source) == Value::All {
            // In a summary a revenue row without a word on its year is of the current year, unless a block is open.
            coordinate = match &self.open {
                Some(open) => coordinate.refined(open),
                None => coordinate.at(Dimension::Source, "current"),
            };
        }
        coordinate
    }

    /// Procurement and project lines: only totals and subtotals are told apart here.
    fn line_coordinate(&self, base: Coordinate, label: &str) -> Coordinate {
        if lexicon().rows.exact(label).is_some_and(|meaning| meaning.total)
            || label.ends_with("小计")
            || label.ends_with("合计")
        {
            base
        } else {
            base.with(Dimension::Project, Value::Unknown)
        }
    }

    /// Statements whose rows are items of their own, not classes.
    fn names_items(&self) -> bool {
        matches!(self.id, StatementId::OfficialCosts | StatementId::Assets)
    }

    /// The class of a name: the top level one where a name stands on several.
    fn class_member(&self, label: &str) -> Option<u32> {
        let list = match self.class {
            Dimension::Function => ListId::Function,
            Dimension::Economic => ListId::Economic,
            _ => ListId::GovEconomic,
        };
        let mut codes: Vec<&str> = list.list().by_name(label).map(|class| class.code).collect();
        codes.sort_by_key(|code| code.len());
        match codes.as_slice() {
            [] => None,
            [first, second, ..] if first.len() == second.len() => None,
            [first, ..] => first.parse().ok(),
        }
    }
}

/// A cell that the format left out because nothing stands in it.
fn blank_cell(table: &Table, row: usize, column: usize) -> StatementCell {
    let mut place = table.row_cells(row).next().map_or_else(|| table.place.clone(), |cell| cell.place.clone());
    place.column = u32::try_from(column + 1).ok();
    StatementCell { column, text: String::new(), value: CellValue::Blank, place: place.with_text("") }
}

/// The label without its list number and 其中.
fn bare_label(label: &str) -> &str {
    let label = without_numbering(label).0;
    let label = label.strip_prefix("其中:").unwrap_or(label);
    without_numbering(label).0
}

/// The number of a code on a coded dimension; anything but 3, 5 or 7 digits is unknown.
fn code_member(code: &str) -> Value {
    if is_code(code) { code.parse().map_or(Value::Unknown, Value::Member) } else { Value::Unknown }
}

/// 类 款 项 columns joined; where each already holds the whole code, the longest.
fn join_codes(codes: &[&str]) -> Option<String> {
    let codes: Vec<String> = codes.iter().map(|code| normalized(code)).filter(|code| !code.is_empty()).collect();
    let longest = codes.iter().max_by_key(|code| code.len())?;
    if codes.len() > 1 && codes.iter().skip(1).all(|code| code.len() == 2) {
        Some(codes.concat())
    } else {
        Some(longest.clone())
    }
}

/// A code printed in the label's cell: `[20101]人大事务`, `2010101 行政运行`.
fn split_code(code: Option<String>, label: String) -> (Option<String>, String) {
    if code.is_some() {
        return (code.filter(|code| code.bytes().all(|b| b.is_ascii_digit())), label);
    }
    let inner = label.trim_start_matches(['[', '【', '〔', '(', '（']);
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let rest = inner[digits..].trim_start_matches([']', '】', '〕', ')', '）', '-', '_']);
    let code_like = is_code(&inner[..digits]) && !rest.starts_with(['年', '.', '万', '元', '%']) && !rest.is_empty();
    if code_like { (Some(inner[..digits].to_owned()), rest.to_owned()) } else { (None, label) }
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
    for dimension in [Dimension::Measure, Dimension::Year, Dimension::Phase, Dimension::Fund, Dimension::Kind] {
        let own = column.coordinate.get(dimension);
        if own != Value::All {
            coordinate.set(dimension, own);
        }
    }
    // A column of another side's money (the project's budget beside its procurement) stays on its side.
    if column.coordinate.get(Dimension::Side) != Value::All && column.coordinate.get(Dimension::Kind) != Value::All {
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

/// How often each row coordinate that is not a total stands in the statement.
fn repeated_rows(statement: &Statement) -> HashMap<Coordinate, u32> {
    let mut counts = HashMap::new();
    for row in &statement.rows {
        if row.coordinate != statement.scope {
            *counts.entry(row.coordinate).or_insert(0) += 1;
        }
    }
    counts
}

/// The scale of most statements, for those that do not say.
pub(crate) fn usual_scale(statements: &[Statement]) -> Option<Scale> {
    let mut counts: HashMap<Scale, usize> = HashMap::new();
    for scale in statements.iter().filter_map(|statement| statement.scale) {
        *counts.entry(scale).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(scale, count)| (*count, std::cmp::Reverse(*scale))).map(|(scale, _)| scale)
}
