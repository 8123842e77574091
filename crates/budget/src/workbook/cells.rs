//! From the tables of a workbook to the records of its blocks: sheets by name, headers by their text, rows by column key.
//! What the texts mean is the business of the `take_…` modules.

use mingsuan_document::{Cell, Table};
use mingsuan_model::text::normalized;

use super::fault::Fault;
use super::report::{Report, Spot};
use super::spec::{Block, Column, Entry, Sheet, book};

/// What Excel, WPS and LibreOffice show where a formula fails.
const FORMULA_ERRORS: [&str; 9] =
    ["#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "Err:"];

/// A column that was found in the header.
#[derive(Debug)]
struct Found {
    key: String,
    column: &'static Column,
    /// Column of the table.
    grid: usize,
    /// Column of the sheet, from 1.
    number: u32,
}

/// The records of a block.
#[derive(Debug)]
pub(super) struct Records {
    pub(super) sheet: &'static Sheet,
    pub(super) block: &'static Block,
    order: usize,
    header_row: u32,
    columns: Vec<Found>,
    pub(super) rows: Vec<Record>,
}

/// A row that holds something.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// Row of the sheet, from 1.
    pub(super) row: u32,
    /// Texts by index of the column among those found.
    texts: Vec<(usize, String)>,
    /// Columns whose content cannot be used and has been reported.
    broken: Vec<usize>,
    /// Columns that are marked as open, which has been reported.
    open: Vec<usize>,
}

impl Records {
    /// The text of a column in a record; `None` when blank.
    pub(super) fn text<'r>(&self, record: &'r Record, key: &str) -> Option<&'r str> {
        let column = self.position(key)?;
        record.texts.iter().find(|(own, _)| *own == column).map(|(_, text)| text.as_str())
    }

    /// Whether the cell of a column, or the whole column, was reported as unusable.
    pub(super) fn is_broken(&self, record: &Record, key: &str) -> bool {
        self.position(key).is_none_or(|column| record.broken.contains(&column))
    }

    /// Whether the cell of a column is marked as open.
    pub(super) fn is_open(&self, record: &Record, key: &str) -> bool {
        self.position(key).is_some_and(|column| record.open.contains(&column))
    }

    /// The place of a column in a record.
    pub(super) fn spot(&self, record: &Record, key: &str) -> Spot {
        let column = self.position(key).map_or(1, |column| self.columns[column].number);
        Spot { order: self.order, row: record.row, column, sheet: &self.sheet.title }
    }

    /// The place of the header.
    pub(super) fn header_spot(&self) -> Spot {
        // The first column of a sheet with a form is hidden.
        let column = 1 + u32::from(self.sheet.block.iter().any(Block::is_form));
        Spot { order: self.order, row: self.header_row, column, sheet: &self.sheet.title }
    }

    /// What messages call a column.
    pub(super) fn title(&self, key: &str) -> &'static str {
        self.block.column.iter().find(|column| column.key == key).map_or("", |column| &column.title)
    }

    /// The keys of the columns that were found.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.key.as_str())
    }

    fn position(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.key == key)
    }
}

/// The records of all blocks; blocks that cannot be found are reported and left out.
pub(super) fn records(tables: &[&Table], report: &mut Report) -> Vec<Records> {
    let mut all = Vec::new();
    for (order, sheet) in book().sheet.iter().enumerate() {
        let named = |table: &&&Table| {
            table.place.sheet.as_deref().is_some_and(|name| normalized(name) == normalized(&sheet.title))
        };
        let whole = Spot { order, row: 0, column: 0, sheet: &sheet.title };
        let Some(table) = tables.iter().find(named) else {
            if sheet.optional {
                continue;
            }
            let nowhere = Spot { sheet: "", ..whole };
            report.fail(nowhere, Fault::MissingSheet, &[("name", &sheet.title)]);
            continue;
        };
        let mut from = 0;
        let headers: Vec<(&Block, Option<usize>)> = sheet
            .block
            .iter()
            .map(|block| {
                let row = (from..table.rows()).find(|row| is_header(table, *row, block));
                from = row.map_or(from, |row| row + 1);
                (block, row)
            })
            .collect();
        for (index, (block, header)) in headers.iter().enumerate() {
            let Some(header) = *header else {
                let titles: Vec<&str> = block.column.iter().take(3).map(|column| column.title.as_str()).collect();
                let name = block.title.as_deref().unwrap_or(&sheet.title);
                report.fail(whole, Fault::MissingHeader, &[("name", name), ("value", &titles.join("、"))]);
                continue;
            };
            let end = headers[index + 1..].iter().find_map(|(_, row)| *row).unwrap_or(table.rows());
            all.push(block_records((sheet, block, order), table, header, end, report));
        }
    }
    all
}

/// The part of a title that is compared: people add units in brackets.
fn bare(title: &str) -> String {
    normalized(title.split(['（', '(']).next().unwrap_or(title))
}

/// The key of the column that a header text means.
fn column_of(block: &'static Block, text: &str) -> Option<(String, &'static Column)> {
    let wanted = bare(text.trim_end_matches(['*', ' ']));
    if wanted.is_empty() {
        return None;
    }
    block.column.iter().find_map(|column| {
        if !column.repeats {
            return (bare(&column.title) == wanted).then(|| (column.key.clone(), column));
        }
        let (before, after) = column.title.split_once("{month}")?;
        let month = wanted.strip_prefix(&bare(before))?.strip_suffix(&bare(after))?;
        let month: u8 = month.parse().ok().filter(|month| (1..=12).contains(month))?;
        Some((format!("{}_{month}", column.key), column))
    })
}

/// A row is the header of a block when it names at least half of its columns.
fn is_header(table: &Table, row: usize, block: &'static Block) -> bool {
    let named = table.row_cells(row).filter(|cell| column_of(block, &cell.text).is_some()).count();
    named >= 2 && named * 2 >= block.column.iter().filter(|column| !column.repeats).count()
}

fn block_records(
    (sheet, block, order): (&'static Sheet, &'static Block, usize),
    table: &Table,
    header: usize,
    end: usize,
    report: &mut Report,
) -> Records {
    let mut columns: Vec<Found> = Vec::new();
    let spot = |cell: &Cell| Spot {
        order,
        row: cell.place.row.unwrap_or(0),
        column: cell.place.column.unwrap_or(0),
        sheet: &sheet.title,
    };
    for cell in table.row_cells(header).filter(|cell| !cell.text.trim().is_empty()) {
        match column_of(block, &cell.text) {
            Some((key, column)) if columns.iter().any(|found| found.key == key) => {
                report.fail(spot(cell), Fault::DuplicateColumn, &[("name", &column.title_of(&key))]);
            }
            Some((key, column)) => {
                columns.push(Found { key, column, grid: cell.column, number: cell.place.column.unwrap_or(0) });
            }
            None => report.add(spot(cell), Fault::UnknownColumn, &[("value", cell.text.trim())]),
        }
    }
    let header_row = table.row_cells(header).find_map(|cell| cell.place.row).unwrap_or(0);
    let mut records = Records { sheet, block, order, header_row, columns, rows: Vec::new() };
    for column in block.column.iter().filter(|column| column.entry.is_input() && !column.repeats) {
        if records.position(&column.key).is_none() {
            report.fail(records.header_spot(), Fault::MissingColumn, &[("name", &column.title)]);
        }
    }
    for row in header + 1..end {
        if let Some(record) = record(&records, table, row, report) {
            records.rows.push(record);
        }
    }
    records
}

/// A row with something in it; formula errors are reported.
fn record(records: &Records, table: &Table, row: usize, report: &mut Report) -> Option<Record> {
    let mut record = Record { row: table.row_cells(row).find_map(|cell| cell.place.row)?, ..Record::default() };
    let mut has_own = false;
    for (index, found) in records.columns.iter().enumerate() {
        let is_read = found.column.entry.is_input() || matches!(found.column.entry, Entry::Key | Entry::Label);
        let Some(cell) = table.at(row, found.grid).filter(|cell| is_read && cell.column == found.grid) else {
            continue;
        };
        let is_own = cell.row == row;
        // People merge the cells of rows that share a text; a number that is merged counts once.
        if !is_own && matches!(found.column.entry, Entry::Amount | Entry::Number) {
            continue;
        }
        let text = cell.text.trim();
        has_own |= is_own && !text.is_empty();
        if FORMULA_ERRORS.iter().any(|error| text.starts_with(error)) {
            let at = records.spot(&record, &found.key);
            report.fail(at, Fault::FormulaError, &[("value", text)]);
            record.broken.push(index);
        } else if text == book().open_mark && found.column.entry.may_be_open() {
            let label = records.text(&record, "label").filter(|_| records.block.is_form());
            let name = label.unwrap_or(&found.column.title).trim_end_matches([' ', '*']).to_owned();
            report.add(records.spot(&record, &found.key), Fault::OpenCell, &[("name", &name)]);
            record.open.push(index);
        } else if !text.is_empty() {
            record.texts.push((index, text.to_owned()));
        }
    }
    has_own.then_some(record)
}

impl Column {
    /// The title of the column with a key: that of a repeated column has its month.
    fn title_of(&self, key: &str) -> String {
        let month = key.rsplit('_').next().and_then(|month| month.parse().ok());
        month.map_or_else(|| self.title.clone(), |month| self.title_for(month))
    }
}
