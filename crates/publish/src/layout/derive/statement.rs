//! The grid of a statement: caption, header, column numbers, rows, with the roles of its columns.
//! Where the source did not tell merged header cells, they are made again from the headers of the columns.

use std::ops::Range;

use mingsuan_document::{Cell, Spans, Table};
use mingsuan_import::read_caption;
use mingsuan_model::text::squeezed;
use mingsuan_model::{CellValue, ColumnRole, Statement};

use super::super::widths::{LANDSCAPE_HALVES, PORTRAIT_HALVES, column_widths, least_width};
use super::super::{Align, GridCell, GridRow, RowKind};
use super::plain::{Made, assembled, cell_of};

/// From this many columns on a statement stands on a page that lies.
const WIDE_COLUMNS: usize = 8;
/// Labels that end so are totals.
const TOTALS: [&str; 4] = ["合计", "总计", "小计", "共计"];

/// Makes the grid of a statement that stands in rows of a table; rows of notes are left out.
pub(super) fn grid(table: &Table, statement: &Statement, rows: Range<usize>, notes: &[(usize, String)]) -> Made {
    let form = Form { table, statement };
    let caption = read_caption(table, rows.start);
    let caption_end = caption.end.min(rows.end);
    let header_end = form.header_end(caption_end..rows.end);
    let is_title = |cell: &&Cell| cell.text.trim() == statement.title;
    let mut title = None;
    let columns = form.columns(caption_end..rows.end);
    let mut captions = Vec::new();
    for row in rows.start..caption_end {
        let cells: Vec<&Cell> = table.row_cells(row).filter(|cell| !cell.text.trim().is_empty()).collect();
        match cells.as_slice() {
            [] => {}
            [only] if is_title(only) => title = Some(statement.title.clone()),
            cells => captions.push(cells.iter().map(|cell| cell.text.trim().to_owned()).collect::<Vec<_>>()),
        }
    }
    let mut body = form.header(caption_end..header_end, columns);
    let header_rows = body.len();
    let is_shown = |row: &usize| !notes.iter().any(|(at, _)| at == row);
    body.extend((header_end..rows.end).filter(is_shown).map(|row| form.body_row(row)));
    let is_wide = columns >= WIDE_COLUMNS || least_width(&body, columns) > PORTRAIT_HALVES;
    let widths = column_widths(&body, columns, if is_wide { LANDSCAPE_HALVES } else { PORTRAIT_HALVES });
    Made { title, grid: assembled(&captions, body, header_rows, &widths), is_wide, is_continued: false }
}

struct Form<'t> {
    table: &'t Table,
    statement: &'t Statement,
}

impl Form<'_> {
    fn columns(&self, rows: Range<usize>) -> usize {
        let known = self.statement.columns.iter().map(|column| column.index + 1).max().unwrap_or(0);
        let printed = match self.table.spans {
            Spans::Known => self.table.columns(),
            Spans::Unknown => rows.map(|row| self.table.row_cells(row).count()).max().unwrap_or(0),
        };
        known.max(printed).max(1)
    }

    fn filled(&self, row: usize) -> Vec<&Cell> {
        self.table.row_cells(row).filter(|cell| !cell.text.trim().is_empty()).collect()
    }

    /// The first row behind the header and the column numbers.
    fn header_end(&self, rows: Range<usize>) -> usize {
        let first_body = self.statement.rows.iter().map(|row| row.index).filter(|row| rows.contains(row)).min();
        let limit = first_body.unwrap_or(rows.end);
        (rows.start..limit).find(|row| !self.is_header(*row)).unwrap_or(limit)
    }

    /// Whether a row prints header texts or the numbers of the columns.
    fn is_header(&self, row: usize) -> bool {
        let cells = self.filled(row);
        let is_known = |cell: &&Cell| {
            let text = squeezed(&cell.text);
            self.statement.columns.iter().any(|column| column.header.contains(&text))
        };
        cells.iter().any(is_known) || is_column_numbers(&cells)
    }

    fn header(&self, rows: Range<usize>, columns: usize) -> Vec<GridRow> {
        match self.table.spans {
            Spans::Known => rows.map(|row| self.header_row(row)).collect(),
            Spans::Unknown => {
                let mut made = self.rebuilt_header(columns);
                let numbers = rows.filter(|row| is_column_numbers(&self.filled(*row)));
                made.extend(numbers.map(|row| self.header_row(row)));
                made
            }
        }
    }

    fn header_row(&self, row: usize) -> GridRow {
        let cells = self.table.row_cells(row);
        let header =
            |cell: &Cell| GridCell { text: squeezed(&cell.text), align: Align::Center, ..cell_of(self.table, cell) };
        GridRow { kind: RowKind::Header, cells: cells.map(header).collect() }
    }

    /// Header rows from the texts above each column: equal texts beside each other are one cell, and the lowest text of a
    /// column reaches down to the body.
    fn rebuilt_header(&self, columns: usize) -> Vec<GridRow> {
        let mut paths: Vec<&[String]> = vec![&[]; columns];
        for column in &self.statement.columns {
            paths[column.index] = &column.header;
        }
        let depth = paths.iter().map(|path| path.len()).max().unwrap_or(0);
        let mut rows = Vec::new();
        for level in 0..depth {
            let mut cells = Vec::new();
            let mut column = 0;
            while column < columns {
                let path = paths[column];
                let Some(text) = path.get(level) else {
                    column += 1;
                    continue;
                };
                let is_lowest = level + 1 == path.len();
                let same = |other: &&&[String]| other.len() > level + 1 && other[..=level] == path[..=level];
                let span = if is_lowest { 1 } else { paths[column..].iter().take_while(same).count().max(1) };
                let row_span = if is_lowest { depth - level } else { 1 };
                cells.push(GridCell { column_span: span, row_span, text: text.clone(), ..GridCell::empty(column) });
                column += span;
            }
            rows.push(GridRow { kind: RowKind::Header, cells });
        }
        rows
    }

    fn body_row(&self, row: usize) -> GridRow {
        let mut is_total = false;
        let cells = self.table.row_cells(row).map(|cell| {
            let column = self.statement.columns.iter().find(|column| column.index == cell.column);
            let mut made = cell_of(self.table, cell);
            match column.map(|column| column.role) {
                Some(ColumnRole::Value) => {
                    let value = CellValue::read(&made.text);
                    made.is_number = value.number().is_some();
                    made.align = if matches!(value, CellValue::Text(_)) { Align::Left } else { Align::Right };
                }
                Some(ColumnRole::Label) => {
                    let label = squeezed(&made.text);
                    is_total |= TOTALS.iter().any(|ending| label.ends_with(ending));
                    made.indent = indent_of(&cell.text);
                }
                Some(ColumnRole::Code | ColumnRole::Sequence) => made.align = Align::Center,
                Some(ColumnRole::Text) if made.text.chars().count() <= 4 => made.align = Align::Center,
                Some(ColumnRole::Text) | None => {}
            }
            made
        });
        let cells = cells.collect();
        GridRow { kind: if is_total { RowKind::Total } else { RowKind::Body }, cells }
    }
}

/// 栏次, 1, 2, … or the numbers alone.
fn is_column_numbers(cells: &[&Cell]) -> bool {
    let texts: Vec<String> = cells.iter().map(|cell| squeezed(&cell.text)).collect();
    let rest = match texts.first().map(String::as_str) {
        Some("栏次" | "行次" | "栏目") => return true,
        _ => texts.iter().filter_map(|text| text.parse::<u32>().ok()).collect::<Vec<_>>(),
    };
    let counts_up = rest.len() == texts.len() && rest.windows(2).all(|pair| pair[1] == pair[0] + 1);
    counts_up && rest.len() >= 3 && rest[0] <= 2
}

/// The blanks before a label in Chinese characters.
fn indent_of(text: &str) -> u8 {
    let blanks = text.chars().take_while(|c| c.is_whitespace() && *c != '\n');
    let halves: u8 = blanks.take(60).map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum();
    halves / 2
}
