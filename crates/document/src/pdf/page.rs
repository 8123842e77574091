//! One page: from what the collector saw to lines and tables from the top. Pages are put together in `flow.rs`.

use super::aligned;
use super::cells::{PageTable, share, tables};
use super::collect::{Fill, Sheet};
use super::geometry::{Area, Turn};
use super::glyphs::{readable, turn_of};
use super::grid::{add_sides, grids_of, sides_of_fills};
use super::lines::{Line, lines_of};
use super::rulings::rules_of;
use crate::limits::{MAX_PDF_GRIDS, MAX_PDF_RULES_READ};

/// The part of a page that pictures cover where they are what matters on it.
const SCANNED: f32 = 0.3;
/// Characters beside a large picture that make it an illustration.
const MOST_BESIDE_PICTURE: usize = 100;

/// A page as read.
#[derive(Debug)]
pub(super) struct Page {
    /// Counted from 1.
    pub(super) number: u32,
    /// Size as displayed, in points.
    pub(super) width: f32,
    pub(super) height: f32,
    /// How its text was turned to be read.
    pub(super) turn: Turn,
    /// Lines and tables from the top.
    pub(super) pieces: Vec<Piece>,
    /// The part of the page that pictures cover.
    pub(super) pictured: f32,
    /// Not everything on it was read.
    pub(super) is_cut: bool,
}

/// What stands on a page.
#[derive(Debug)]
pub(super) enum Piece {
    Line(Line),
    Table(PageTable),
}

impl Piece {
    pub(super) fn is_table(&self) -> bool {
        matches!(self, Self::Table(_))
    }

    pub(super) fn area(&self) -> Area {
        match self {
            Self::Line(line) => line.area,
            Self::Table(table) => table.area(),
        }
    }
}

/// Lighter than this is the colour of the paper.
const WHITE: u8 = 250;
/// Darker than this shows as a rule between white cells.
const DARK: u8 = 140;
/// A ground under cells is higher and wider than this, in points.
const THICK: f32 = 6.0;
const LARGE: f32 = 30.0;

/// The coloured areas of a page, in its turned frame.
fn coloured(sheet: &Sheet, turn: Turn) -> Vec<Area> {
    let dark = sheet.fills.iter().filter(|fill| fill.light < WHITE).take(MAX_PDF_RULES_READ);
    dark.map(|fill| turned(fill.area, sheet, turn)).collect()
}

/// White cells painted on a dark ground, which shows between them as their rules.
fn cells_on_ground(sheet: &Sheet, turn: Turn) -> Vec<Area> {
    let grounds: Vec<(usize, Area)> = (0..)
        .zip(&sheet.fills)
        .filter(|(_, fill)| {
            let (width, height) = (fill.area.width(), fill.area.height());
            fill.light < DARK && width.min(height) > THICK && width.max(height) > LARGE
        })
        .map(|(at, fill)| (at, fill.area))
        .collect();
    let is_cell = |(at, fill): &(usize, &Fill)| {
        fill.light >= WHITE
            && grounds.iter().any(|(below, ground)| {
                let area = fill.area;
                below < at
                    && ground.holds(area.left + 1.0, area.top + 1.0)
                    && ground.holds(area.right - 1.0, area.bottom - 1.0)
                    && area.width() * area.height() < 0.9 * ground.width() * ground.height()
            })
    };
    let cells = (0..).zip(&sheet.fills).take(MAX_PDF_RULES_READ).filter(is_cell);
    cells.map(|(_, fill)| turned(fill.area, sheet, turn)).collect()
}

/// A box in the turned frame of the page.
pub(super) fn turned(area: Area, sheet: &Sheet, turn: Turn) -> Area {
    let corner = |x, y| turn.apply((x, y), sheet.width, sheet.height);
    let (a, b) = (corner(area.left, area.top), corner(area.right, area.bottom));
    Area { left: a.0.min(b.0), top: a.1.min(b.1), right: a.0.max(b.0), bottom: a.1.max(b.1) }
}

impl Page {
    /// Reads what was collected.
    pub(super) fn read(number: u32, sheet: &Sheet) -> Self {
        let turn = turn_of(sheet);
        let glyphs = readable(sheet, turn);
        let mut rules = rules_of(sheet, turn);
        cells_on_ground(sheet, turn).iter().for_each(|cell| add_sides(cell, &mut rules));
        let more = sides_of_fills(&coloured(sheet, turn), &rules);
        rules.upright.extend(more.upright);
        rules.level.extend(more.level);
        let (mut grids, loose) = grids_of(&rules);
        grids.truncate(MAX_PDF_GRIDS);
        let (shared, mut outside) = share(glyphs, &grids);
        let found = tables(grids, shared, &mut outside);
        let (unruled, lines) = aligned::tables(lines_of(outside), &loose);
        let mut pieces: Vec<Piece> = found.into_iter().chain(unruled).map(Piece::Table).collect();
        pieces.extend(lines.into_iter().map(Piece::Line));
        pieces.sort_by(|a, b| a.area().top.total_cmp(&b.area().top));
        let (width, height) = (sheet.width, sheet.height);
        Self { number, width, height, turn, pieces, pictured: sheet.pictured, is_cut: sheet.is_cut }
    }

    /// Width and height in the frame in which its text runs to the right.
    pub(super) fn frame(&self) -> (f32, f32) {
        match self.turn {
            Turn::None | Turn::Over => (self.width, self.height),
            Turn::Down | Turn::Up => (self.height, self.width),
        }
    }

    /// Whether nothing can be read on it though pictures cover it.
    pub(super) fn is_scan(&self) -> bool {
        self.pieces.is_empty() && self.pictured > SCANNED
    }

    /// Whether a large picture stands on it with little else, as a table does that was pasted as a picture.
    pub(super) fn is_mostly_picture(&self) -> bool {
        let characters = |piece: &Piece| match piece {
            Piece::Line(line) => line.text().chars().count(),
            Piece::Table(_) => MOST_BESIDE_PICTURE,
        };
        let beside: usize = self.pieces.iter().map(characters).sum();
        self.pictured > SCANNED && (1..MOST_BESIDE_PICTURE).contains(&beside)
    }
}
