//! One grid as `w:tbl`: fixed columns, borders, merged cells, header rows that come again on every page.
//! The size of the print follows from how crowded the columns are.

use super::geometry::Paper;
use super::styles::size;
use crate::layout::measure::{lines, width};
use crate::layout::widths::{Demand, PADDING, demands};
use crate::layout::{Align, Grid, GridCell, GridRow, RowKind, Slot};
use crate::markup::Markup;

/// Print of tables in half points, from the usual one down; the first in which no number is broken is taken.
const SIZES: [u32; 9] = [21, 20, 18, 16, 15, 14, 13, 12, 10];
/// The small print that statements on a lying page begin with.
const SMALL: u32 = 18;
/// The least height of a row, twips.
const ROW: u32 = 320;
/// A row higher than this part of the page may be broken over pages, in hundredths.
const UNBROKEN: u32 = 60;
/// The ground of a cell that a report points at: seen also on a printer without colours.
const MARKED: &str = "D9D9D9";
/// Left and right margin of a cell, twips.
const CELL_MARGIN: u32 = 70;

/// A grid on its paper: widths of the columns and size of the print.
pub(super) struct Fitted<'g> {
    grid: &'g Grid,
    /// Twips.
    widths: Vec<u32>,
    half_points: u32,
    page_height: u32,
}

impl<'g> Fitted<'g> {
    /// Fits a grid between the margins of a paper.
    pub(super) fn new(grid: &'g Grid, paper: &Paper) -> Self {
        let room = paper.room();
        let total = grid.widths.iter().map(|width| u32::from(*width)).sum::<u32>().max(1);
        let widths: Vec<u32> = grid.widths.iter().map(|width| room * u32::from(*width) / total).collect();
        let demands = demands(&grid.rows, grid.widths.len());
        let usual = if paper.is_lying() { SMALL } else { SIZES[0] };
        let first = |smallest: u32, need: fn(&Demand) -> usize| {
            let mut sizes = SIZES.into_iter().filter(|size| (smallest..=usual).contains(size));
            sizes.find(|size| widths.iter().zip(&demands).all(|(width, demand)| *width >= twips(need(demand), *size)))
        };
        // Rather a little smaller with every label on one line.
        let half_points = first(SMALL, |demand| demand.wanted)
            .or_else(|| first(0, |demand| demand.least))
            .unwrap_or(SIZES[SIZES.len() - 1]);
        Self { grid, widths, half_points, page_height: paper.height() }
    }

    /// The height of a row, estimated; twips.
    pub(super) fn row_height(&self, row: &GridRow) -> u32 {
        let line = self.half_points * 13;
        let cells = row.cells.iter().filter(|cell| cell.row_span == 1);
        let most = cells.map(|cell| lines(&cell.indented(), self.halves(cell))).max().unwrap_or(1);
        (u32::try_from(most).unwrap_or(1) * line + 20).max(ROW)
    }

    /// How many halves of a character fit into a cell.
    fn halves(&self, cell: &GridCell) -> usize {
        let room = self.width(cell).saturating_sub(2 * CELL_MARGIN);
        usize::try_from(room / (self.half_points * 5)).unwrap_or(1)
    }

    fn width(&self, cell: &GridCell) -> u32 {
        let end = (cell.column + cell.column_span).min(self.widths.len());
        self.widths.get(cell.column..end).map_or(0, |widths| widths.iter().sum())
    }
}

/// The width of so many halves at a size of print.
fn twips(halves: usize, half_points: u32) -> u32 {
    let text = u32::try_from(halves.saturating_sub(PADDING)).unwrap_or(u32::MAX / 200);
    text * half_points * 5 + 2 * CELL_MARGIN
}

/// Writes a grid.
pub(super) fn write(grid: &Grid, paper: &Paper, out: &mut Markup) {
    write_fitted(&Fitted::new(grid, paper), out);
}

/// Writes a grid of texts in print of this size, whatever they are.
pub(super) fn write_in_print(grid: &Grid, paper: &Paper, half_points: u32, out: &mut Markup) {
    write_fitted(&Fitted { half_points, ..Fitted::new(grid, paper) }, out);
}

fn write_fitted(fitted: &Fitted<'_>, out: &mut Markup) {
    out.element("w:tbl", &[], |table| {
        table.element("w:tblPr", &[], |properties| {
            let room = fitted.widths.iter().sum::<u32>().to_string();
            properties.empty("w:tblW", &[("w:w", &room), ("w:type", "dxa")]);
            properties.empty("w:jc", &[("w:val", "center")]);
            borders("w:tblBorders", &["top", "left", "bottom", "right", "insideH", "insideV"], "single", properties);
            properties.empty("w:tblLayout", &[("w:type", "fixed")]);
            properties.element("w:tblCellMar", &[], |margins| {
                let margin = CELL_MARGIN.to_string();
                margins.empty("w:left", &[("w:w", &margin), ("w:type", "dxa")]);
                margins.empty("w:right", &[("w:w", &margin), ("w:type", "dxa")]);
            });
        });
        table.element("w:tblGrid", &[], |columns| {
            for width in &fitted.widths {
                columns.empty("w:gridCol", &[("w:w", &width.to_string())]);
            }
        });
        for (index, slots) in fitted.grid.slots().into_iter().enumerate() {
            row(fitted, index, &slots, table);
        }
    });
}

fn row(fitted: &Fitted<'_>, index: usize, slots: &[Slot<'_>], out: &mut Markup) {
    let row = &fitted.grid.rows[index];
    let is_last_caption = fitted.grid.rows.get(index + 1).is_none_or(|next| next.kind != RowKind::Caption);
    out.element("w:tr", &[], |tr| {
        tr.element("w:trPr", &[], |properties| {
            if fitted.row_height(row) * 100 < fitted.page_height * UNBROKEN {
                properties.empty("w:cantSplit", &[]);
            }
            properties.empty("w:trHeight", &[("w:val", &ROW.to_string()), ("w:hRule", "atLeast")]);
            if index < fitted.grid.header_rows {
                properties.empty("w:tblHeader", &[]);
            }
        });
        for slot in slots {
            match slot {
                Slot::Begins(cell) => {
                    let merge = (cell.row_span > 1).then_some("restart");
                    self::cell(fitted, cell, merge, row.kind, is_last_caption, tr);
                }
                Slot::GoesOn(cell) => {
                    let rest = GridCell { text: String::new(), ..(*cell).clone() };
                    self::cell(fitted, &rest, Some("continue"), row.kind, is_last_caption, tr);
                }
                Slot::Empty(column) => {
                    self::cell(fitted, &GridCell::empty(*column), None, row.kind, is_last_caption, tr);
                }
            }
        }
    });
}

fn cell(
    fitted: &Fitted<'_>,
    cell: &GridCell,
    merge: Option<&str>,
    kind: RowKind,
    is_last_caption: bool,
    out: &mut Markup,
) {
    out.element("w:tc", &[], |tc| {
        tc.element("w:tcPr", &[], |properties| {
            properties.empty("w:tcW", &[("w:w", &fitted.width(cell).to_string()), ("w:type", "dxa")]);
            if cell.column_span > 1 {
                properties.empty("w:gridSpan", &[("w:val", &cell.column_span.to_string())]);
            }
            if let Some(merge) = merge {
                properties.empty("w:vMerge", &[("w:val", merge)]);
            }
            if kind == RowKind::Caption {
                let edges: &[&str] =
                    if is_last_caption { &["top", "left", "right"] } else { &["top", "left", "bottom", "right"] };
                borders("w:tcBorders", edges, "nil", properties);
            }
            if cell.is_marked {
                properties.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", MARKED)]);
            }
            properties.empty("w:vAlign", &[("w:val", if kind == RowKind::Caption { "bottom" } else { "center" })]);
        });
        let text = cell.indented();
        for line in text.split('\n') {
            paragraph(fitted, line, cell, kind, tc);
        }
    });
}

fn paragraph(fitted: &Fitted<'_>, line: &str, cell: &GridCell, kind: RowKind, out: &mut Markup) {
    // Bold digits would be wider than the others of their column.
    let is_bold = kind == RowKind::Header || kind == RowKind::Total && !cell.is_number || cell.is_marked;
    let align = match cell.align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    };
    out.element("w:p", &[], |p| {
        p.element("w:pPr", &[], |properties| {
            let style = if kind == RowKind::Header { "TableHead" } else { "TableText" };
            properties.empty("w:pStyle", &[("w:val", style)]);
            properties.empty("w:jc", &[("w:val", align)]);
        });
        if line.is_empty() {
            return;
        }
        p.element("w:r", &[], |r| {
            r.element("w:rPr", &[], |properties| {
                if is_bold {
                    properties.empty("w:b", &[]);
                }
                size(fitted.print(line, cell), properties);
            });
            r.text_element("w:t", &[("xml:space", "preserve")], line);
        });
    });
}

impl Fitted<'_> {
    /// The size of a line: a number that would still be broken is printed smaller.
    fn print(&self, line: &str, cell: &GridCell) -> u32 {
        let needed = u32::try_from(width(line)).unwrap_or(0) * 5;
        let room = self.width(cell).saturating_sub(2 * CELL_MARGIN);
        if cell.is_number && needed * self.half_points > room {
            (room / needed.max(1)).max(8)
        } else {
            self.half_points
        }
    }
}

/// The edges of a table or a cell, all alike.
fn borders(element: &str, edges: &[&str], kind: &str, out: &mut Markup) {
    out.element(element, &[], |borders| {
        for edge in edges {
            let name = format!("w:{edge}");
            match kind {
                "nil" => borders.empty(&name, &[("w:val", "nil")]),
                kind => {
                    borders.empty(&name, &[("w:val", kind), ("w:sz", "4"), ("w:space", "0"), ("w:color", "000000")])
                }
            }
        }
    });
}
