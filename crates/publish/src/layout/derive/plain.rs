//! The grid of a table that is no statement: a project's form, indicators, the institution table, or one nobody knows.
//! Its cells stay where they are; header and alignment follow from their looks.

use std::ops::Range;

use mingsuan_document::{Cell, Spans, Table};
use mingsuan_import::read_caption;
use mingsuan_model::text::squeezed;
use mingsuan_model::{Decimal, Disclosure};

use super::super::measure::{spacious, width};
use super::super::widths::{LANDSCAPE_HALVES, PADDING, PORTRAIT_HALVES, column_widths, least_width};
use super::super::{Align, Grid, GridCell, GridRow, RowKind};
use super::regular::regular;

/// Texts wider than this (in halves) stand left, shorter ones in the middle.
const SHORT: usize = 24;
/// Left, middle, right.
const CAPTIONS_A_ROW: usize = 3;

/// A grid with what else was found in the table.
pub(super) struct Made {
    /// The title inside the table.
    pub(super) title: Option<String>,
    pub(super) grid: Grid,
    /// Whether it needs a page that lies.
    pub(super) is_wide: bool,
    /// Whether the table goes on with what the one before began: a project's indicators below its form.
    pub(super) is_continued: bool,
}

/// Makes the grid of rows of a table; rows of notes are left out.
pub(super) fn grid(table: &Table, rows: Range<usize>, notes: &[(usize, String)], disclosure: &Disclosure) -> Made {
    let caption = read_caption(table, rows.start);
    let caption_end = caption.end.min(rows.end);
    let is_title = |text: &String| {
        disclosure.projects.iter().any(|project| project.title.text == *text)
            || disclosure.statements.iter().any(|statement| statement.title == *text)
    };
    let mut title = None;
    let mut captions = Vec::new();
    for row in rows.start..caption_end {
        let texts: Vec<String> =
            table.row_cells(row).map(|cell| cell.text.trim().to_owned()).filter(|t| !t.is_empty()).collect();
        match texts.as_slice() {
            [] => {}
            [only] if is_title(only) => title = Some(only.clone()),
            _ => captions.push(texts),
        }
    }
    let kept = (caption_end..rows.end).filter(|row| !notes.iter().any(|(at, _)| at == row));
    let money = money_places(table, disclosure);
    let is_money = |cell: &Cell| cell.place.row.is_some() && money.contains(&(cell.place.row, cell.place.column));
    let marked = |cell: &Cell| GridCell { is_number: is_money(cell), ..cell_of(table, cell) };
    let body: Vec<Vec<GridCell>> = kept.map(|row| table.row_cells(row).map(marked).collect()).collect();
    let (body, columns) = match table.spans {
        Spans::Known => (body, table.columns()),
        Spans::Unknown => regular(body),
    };
    let body = aligned(body, columns);
    let is_wide = least_width(&body, columns) > PORTRAIT_HALVES;
    let widths = column_widths(&body, columns, if is_wide { LANDSCAPE_HALVES } else { PORTRAIT_HALVES });
    let is_continued = captions.is_empty() && title.is_none() && is_indicator_table(&body, disclosure);
    let header_rows = body.iter().take_while(|row| row.kind == RowKind::Header).count();
    let grid = assembled(&captions, body, header_rows, &widths);
    Made { title, grid, is_wide, is_continued }
}

/// A cell as it stands, left and without meaning. Where merged cells of the source overlap, it covers what is its own.
pub(super) fn cell_of(table: &Table, cell: &Cell) -> GridCell {
    let is_own = |row: usize, column: usize| {
        table.at(row, column).is_some_and(|other| (other.row, other.column) == (cell.row, cell.column))
    };
    let columns = (1..cell.column_span).take_while(|offset| is_own(cell.row, cell.column + offset)).count() + 1;
    let is_own_row = |offset: &usize| (0..columns).all(|column| is_own(cell.row + offset, cell.column + column));
    GridCell {
        column_span: columns,
        row_span: (1..cell.row_span).take_while(is_own_row).count() + 1,
        text: cell.text.trim().to_owned(),
        align: Align::Left,
        ..GridCell::empty(cell.column)
    }
}

/// Captions, header and body as one grid.
pub(super) fn assembled(captions: &[Vec<String>], body: Vec<GridRow>, header_rows: usize, widths: &[usize]) -> Grid {
    let mut rows: Vec<GridRow> = captions.iter().map(|texts| spread_caption(texts, widths)).collect();
    let header_rows = rows.len() + header_rows;
    rows.extend(body);
    let count = rows.len();
    for (index, row) in rows.iter_mut().enumerate() {
        for cell in &mut row.cells {
            cell.row_span = cell.row_span.min(count - index);
        }
    }
    Grid { widths: widths.iter().map(|width| u16::try_from(*width).unwrap_or(u16::MAX)).collect(), rows, header_rows }
}

/// Puts lines above a grid as caption rows, unless its own caption says the same.
pub(super) fn add_captions(grid: &mut Grid, lines: Vec<String>) {
    let own = grid.rows.iter().take_while(|row| row.kind == RowKind::Caption).flat_map(|row| &row.cells);
    let own: Vec<String> = own.map(|cell| squeezed(&cell.text)).collect();
    let lines: Vec<String> = lines.into_iter().filter(|line| !own.contains(&squeezed(line))).collect();
    let widths: Vec<usize> = grid.widths.iter().map(|width| usize::from(*width)).collect();
    let rows: Vec<GridRow> = lines.chunks(CAPTIONS_A_ROW).map(|texts| spread_caption(texts, &widths)).collect();
    grid.header_rows += rows.len();
    grid.rows.splice(0..0, rows);
}

/// A caption row: the first text left and the last right, each over as many columns as it needs, the others in between.
fn spread_caption(texts: &[String], widths: &[usize]) -> GridRow {
    let columns = widths.len().max(1);
    let (shown, rest) = texts.split_at(texts.len().min(columns));
    let needed = |text: &String| spacious(text) + PADDING;
    // How many columns from one side make room for a text, if every other text is to keep one.
    let reach = |text: &String, columns: &mut dyn Iterator<Item = &usize>| {
        let mut covered = 0;
        let narrow = columns.take_while(|width| {
            covered += **width;
            covered < needed(text)
        });
        narrow.count() + 1
    };
    let between = shown.len().saturating_sub(2);
    let last = match shown {
        [] | [_] => 0,
        [.., last] => reach(last, &mut widths.iter().rev()).min(columns - between - 1),
    };
    let first = match shown {
        [first, _, ..] if between > 0 => reach(first, &mut widths.iter()).min(columns - last - between),
        _ => columns - last,
    };
    let middle = columns - first - last;
    let mut cells = Vec::new();
    let mut start = 0;
    for (index, text) in shown.iter().enumerate() {
        let behind = shown.len() - index - 1;
        let (end, align) = match (index, behind) {
            (0, 0) if squeezed(text).contains("单位：") || squeezed(text).contains("单位:") => {
                (columns, Align::Right)
            }
            (0, _) => (first, Align::Left),
            (_, 0) => (columns, Align::Right),
            _ => (first + index * middle / between, Align::Center),
        };
        // More texts than columns: what is left over stands in the last cell.
        let left_over = if behind == 0 { rest } else { &[] };
        let text = std::iter::once(text).chain(left_over).map(String::as_str).collect::<Vec<_>>().join(" ");
        cells.push(GridCell { column_span: end - start, text, align, ..GridCell::empty(start) });
        start = end;
    }
    GridRow { kind: RowKind::Caption, cells }
}

/// Row and column of the money fields of the projects in a table.
fn money_places(table: &Table, disclosure: &Disclosure) -> Vec<(Option<u32>, Option<u32>)> {
    let here = disclosure.projects.iter().filter(|project| project.place.table == table.place.table);
    let fields = here.flat_map(|project| [&project.budget, &project.fiscal, &project.other]).flatten();
    let numbers = fields.filter(|field| field.value.number().is_some());
    numbers.map(|field| (field.place.row, field.place.column)).collect()
}

/// Rows with the kinds and alignments that their looks suggest.
fn aligned(body: Vec<Vec<GridCell>>, columns: usize) -> Vec<GridRow> {
    let header = header_rows(&body, columns);
    // In a table without cells over several columns a column is aligned as a whole, so that it looks like one.
    let is_regular = body.iter().skip(header).flatten().all(|cell| cell.column_span == 1);
    let is_long = |column: usize| {
        let cells = body.iter().skip(header).flatten().filter(|cell| cell.column == column);
        cells.into_iter().any(|cell| width(&cell.text) > SHORT)
    };
    let long: Vec<bool> = (0..columns).map(is_long).collect();
    let rows = body.into_iter().enumerate().map(|(index, mut cells)| {
        for cell in &mut cells {
            let number = Decimal::parse(&cell.text);
            let is_long = if is_regular { long[cell.column] } else { width(&cell.text) > SHORT };
            cell.align = match (index < header, number) {
                (false, Some(number)) if number.decimals() > 0 || cell.is_number => Align::Right,
                (false, _) if is_long => Align::Left,
                _ => Align::Center,
            };
        }
        GridRow { kind: if index < header { RowKind::Header } else { RowKind::Body }, cells }
    });
    rows.collect()
}

/// How many first rows are a header: short texts over every column, none of them a number, and something below.
fn header_rows(body: &[Vec<GridCell>], columns: usize) -> usize {
    let Some(first) = body.first() else { return 0 };
    let covered: usize = first.iter().map(|cell| cell.column_span).sum();
    let is_named =
        |cell: &GridCell| !cell.text.is_empty() && Decimal::parse(&cell.text).is_none() && width(&cell.text) <= 40;
    let depth = first.iter().map(|cell| cell.row_span).max().unwrap_or(1);
    let is_merged = first.iter().any(|cell| cell.column_span > 1);
    let is_header = columns > 1 && covered == columns && first.iter().all(is_named) && (!is_merged || depth > 1);
    if is_header && depth < body.len() { depth } else { 0 }
}

fn is_indicator_table(body: &[GridRow], disclosure: &Disclosure) -> bool {
    let texts: Vec<String> = body.iter().flat_map(|row| &row.cells).map(|cell| squeezed(&cell.text)).collect();
    let first = disclosure.projects.iter().flat_map(|project| project.indicators.first());
    let mut names = first.map(|indicator| squeezed(&indicator.level3.text)).filter(|name| !name.is_empty());
    names.any(|name| texts.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(texts: &[&str], widths: &[usize]) -> Vec<(usize, usize)> {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        spread_caption(&texts, widths).cells.iter().map(|cell| (cell.column, cell.column_span)).collect()
    }

    #[test]
    fn captions_get_the_columns_they_need() {
        let three = ["339001某县某某局", "预算年度：2026", "单位：万元"];
        assert_eq!(spans(&three, &[6, 38, 10, 38, 10]), [(0, 2), (2, 1), (3, 2)]);
        assert_eq!(spans(&three, &[6, 30, 20]), [(0, 1), (1, 1), (2, 1)]);
        assert_eq!(spans(&three[..2], &[40, 10, 40]), [(0, 2), (2, 1)]);
        assert_eq!(spans(&three, &[90, 20]), [(0, 1), (1, 1)]);
        assert_eq!(spans(&three[2..], &[9; 4]), [(0, 4)]);
    }
}
