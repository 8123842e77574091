//! Tables as the template draws them: sizes, distances, cells at their places, and what may be torn by the end of a page.
//! How columns come by their widths stands in `columns`.

use serde::Serialize;

use crate::layout::{Align, Grid, RowKind};

use super::columns::{self, Fit, LARGEST_PT, PADDINGS_EM, Room};
use super::data::{Paper, lines};
use super::grid::{Cell, Sound};
use super::text::Measure;

/// What stands above a table on its first page: a title, or a heading with a line of text.
const ABOVE_TABLE_PT: f64 = 60.0;
/// A row that takes more than this part of a page may be torn; a header that does is not repeated.
const TALL: f64 = 0.4;

/// A table with its measures in points.
#[derive(Serialize)]
pub(super) struct Fitted {
    /// Whether it continues the table above it.
    joined: bool,
    size: f64,
    /// Above and below the text of a cell, in ems.
    padding: f64,
    widths: Vec<f64>,
    /// What stands on every page; empty when it would leave no room for the rest.
    header: Vec<Slot>,
    cells: Vec<Slot>,
}

/// A cell. The names are short because there are thousands.
#[derive(Serialize)]
struct Slot {
    x: usize,
    y: usize,
    w: usize,
    h: usize,
    lines: Vec<String>,
    align: &'static str,
    indent: u8,
    row: &'static str,
    /// Whether a report points at it.
    marked: bool,
    /// Whether the end of a page may tear it.
    breaks: bool,
}

impl Fitted {
    /// Tables that follow each other as parts of one form: in text of one size, without a gap. Those without text are left out.
    pub(super) fn all(grids: &[&Grid], paper: Paper, measure: &Measure) -> Vec<Self> {
        let tables: Vec<(Sound, &Grid)> = grids.iter().filter_map(|grid| Some((Sound::new(grid)?, *grid))).collect();
        let fits = |largest_pt: f64| -> Vec<Fit> {
            let height_pt = paper.height_pt() - ABOVE_TABLE_PT;
            let room = Room { width_pt: paper.width_pt(), height_pt, largest_pt };
            tables.iter().map(|(table, grid)| columns::fit(table, &grid.widths, room, measure)).collect()
        };
        let own = fits(LARGEST_PT);
        let smallest = own.iter().map(|fit| fit.size_pt).fold(LARGEST_PT, f64::min);
        let common = if own.iter().all(|fit| fit.size_pt <= smallest) { own } else { fits(smallest) };
        let parts = tables.iter().zip(common).enumerate();
        parts.map(|(index, ((table, _), fit))| Self::new(table, fit, index > 0, paper, measure)).collect()
    }

    fn new(table: &Sound, fit: Fit, joined: bool, paper: Paper, measure: &Measure) -> Self {
        let tall_pt = paper.height_pt() * TALL;
        let rows = fit.row_lines(table, measure);
        let height = |rows: &[f64], padding: f64| fit.height_pt(rows, padding);
        let pages = |padding: &f64| {
            let (header, body) = rows.split_at(table.header_rows);
            let rest = height(&rows, *padding) - (paper.height_pt() - ABOVE_TABLE_PT);
            let page = (paper.height_pt() - height(header, *padding)).max(tall_pt);
            if body.is_empty() { 0.0 } else { (rest / page).ceil().max(0.0) }
        };
        let fewest = PADDINGS_EM.iter().map(pages).fold(f64::INFINITY, f64::min);
        let padding = PADDINGS_EM.into_iter().find(|padding| pages(padding) <= fewest).unwrap_or(PADDINGS_EM[0]);
        let slot = |cell: &Cell| Slot {
            x: cell.column,
            y: cell.row,
            w: cell.column_span,
            h: cell.row_span,
            lines: lines(&cell.text, fit.inner_em(cell), measure),
            align: align(cell),
            indent: cell.indent,
            row: kind(table.kinds[cell.row]),
            marked: cell.is_marked,
            breaks: cell.row_span > 1 || height(&rows[cell.row..=cell.row], padding) > tall_pt,
        };
        let repeats = height(&rows[..table.header_rows], padding) <= tall_pt;
        let (header, cells): (Vec<&Cell>, Vec<&Cell>) =
            table.cells.iter().partition(|cell| repeats && cell.row < table.header_rows);
        let (header, cells) = (header.into_iter().map(slot).collect(), cells.into_iter().map(slot).collect());
        Self { joined, size: fit.size_pt, padding, header, cells, widths: fit.widths_pt }
    }
}

fn align(cell: &Cell) -> &'static str {
    match cell.align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    }
}

fn kind(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Caption => "caption",
        RowKind::Header => "header",
        RowKind::Body => "body",
        RowKind::Total => "total",
    }
}
