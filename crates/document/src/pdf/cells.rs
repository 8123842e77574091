//! Which characters stand in which cell of a grid, and how the lines of a cell become its text.

use mingsuan_model::Decimal;

use super::aligned;
use super::geometry::{Area, Glyph};
use super::grid::Grid;
use super::lines::{Line, lines_of};

/// A table as it stands on one page.
#[derive(Clone, Debug)]
pub(super) struct PageTable {
    /// Sides of the columns.
    pub(super) xs: Vec<f32>,
    /// Sides of the rows.
    pub(super) ys: Vec<f32>,
    pub(super) cells: Vec<PageCell>,
    /// Of a table without upright rules: its lines, unless a header told its columns.
    pub(super) unruled: Option<Vec<Line>>,
}

/// A cell with its text.
#[derive(Clone, Debug)]
pub(super) struct PageCell {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) text: String,
    pub(super) area: Area,
}

impl PageTable {
    pub(super) fn area(&self) -> Area {
        let ends = |sides: &[f32]| (sides.first().copied().unwrap_or(0.0), sides.last().copied().unwrap_or(0.0));
        let ((left, right), (top, bottom)) = (ends(&self.xs), ends(&self.ys));
        Area { left, top, right, bottom }
    }

    pub(super) fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    pub(super) fn rows(&self) -> usize {
        self.ys.len() - 1
    }
}

/// Gives each character to the cell it stands in; those outside all grids are left.
pub(super) fn share(glyphs: Vec<Glyph>, grids: &[Grid]) -> (Vec<Vec<Vec<Glyph>>>, Vec<Glyph>) {
    let mut shared: Vec<Vec<Vec<Glyph>>> = grids.iter().map(|grid| vec![Vec::new(); grid.boxes.len()]).collect();
    let maps: Vec<Vec<usize>> = grids.iter().map(Grid::map).collect();
    let mut outside = Vec::new();
    let words = glyphs.chunk_by(|a, b| a.run == b.run && a.ch != ' ' && b.ch != ' ');
    for word in words {
        let homes: Vec<Option<(usize, usize)>> = word.iter().map(|glyph| home(glyph, grids, &maps)).collect();
        let common = if homes.iter().all(|home| *home == homes[0]) || !is_cut(word, &homes, grids) {
            None
        } else {
            Some(most_common(&homes))
        };
        for (glyph, home) in word.iter().zip(homes) {
            match common.unwrap_or(home) {
                Some((grid, slot)) => shared[grid][slot].push(*glyph),
                None => outside.push(*glyph),
            }
        }
    }
    (shared, outside)
}

fn home(glyph: &Glyph, grids: &[Grid], maps: &[Vec<usize>]) -> Option<(usize, usize)> {
    let (x, y) = (glyph.middle(), glyph.centre());
    grids.iter().zip(maps).enumerate().find_map(|(at, (grid, map))| {
        let (column, row) = (span_at(&grid.xs, x)?, span_at(&grid.ys, y)?);
        let slot = map[row * (grid.xs.len() - 1) + column];
        (slot != usize::MAX).then_some((at, slot))
    })
}

fn span_at(sides: &[f32], position: f32) -> Option<usize> {
    let next = sides.partition_point(|side| *side <= position);
    (next > 0 && next < sides.len()).then(|| next - 1)
}

/// Whether a side of a cell runs through one of a word's characters: then the word only overflows its cell.
fn is_cut(word: &[Glyph], homes: &[Option<(usize, usize)>], grids: &[Grid]) -> bool {
    let grid = homes.iter().flatten().next().map(|(grid, _)| &grids[*grid]);
    let Some(grid) = grid else { return false };
    word.iter().zip(homes).enumerate().any(|(at, (glyph, home))| {
        let margin = 0.18 * (glyph.right - glyph.left);
        let through = grid.xs.iter().any(|x| glyph.left + margin < *x && *x < glyph.right - margin);
        let differs = |other: Option<&Option<(usize, usize)>>| other.is_some_and(|other| other != home);
        through && (differs(homes.get(at + 1)) || at > 0 && differs(homes.get(at - 1)))
    })
}

fn most_common(homes: &[Option<(usize, usize)>]) -> Option<(usize, usize)> {
    let count = |home: &Option<(usize, usize)>| homes.iter().filter(|other| *other == home).count();
    homes.iter().rev().max_by_key(|home| count(home)).copied().flatten()
}

/// The tables of a page from its grids and the characters in them; frames around text are no tables.
pub(super) fn tables(grids: Vec<Grid>, shared: Vec<Vec<Vec<Glyph>>>, outside: &mut Vec<Glyph>) -> Vec<PageTable> {
    let mut found = Vec::new();
    for (grid, contents) in grids.into_iter().zip(shared) {
        let inked = contents.iter().filter(|glyphs| glyphs.iter().any(|glyph| glyph.ch != ' ')).count();
        // Without upright rules inside, columns may still be told by white space.
        if grid.xs.len() == 2 && inked > 0 {
            let lines = lines_of(contents.iter().flatten().copied().collect());
            if let Some(table) = aligned::framed(lines, &grid.ys, (grid.xs[0], grid.xs[1])) {
                found.push(table);
                continue;
            }
        }
        if grid.boxes.len() < 2 || inked == 0 {
            outside.extend(contents.into_iter().flatten());
            continue;
        }
        let cells = grid.boxes.iter().zip(contents).map(|(slot, glyphs)| {
            let area = grid.slot_area(slot);
            let text = cell_text(&lines_of(glyphs), area.width());
            PageCell { row: slot.row, column: slot.column, rows: slot.rows, columns: slot.columns, text, area }
        });
        let cells = cells.collect();
        found.push(PageTable { xs: grid.xs, ys: grid.ys, cells, unruled: None });
    }
    found
}

/// The lines of a cell as one text: a line that filled the cell goes on in the next one, any other ends a paragraph.
pub(super) fn cell_text(lines: &[Line], width: f32) -> String {
    let mut text = String::new();
    let mut before: Option<(&Line, String)> = None;
    for line in lines {
        let this = line.text();
        if let Some((above, shown)) = &before {
            if !goes_on(above, shown, line, &this, width) {
                text.push('\n');
            } else if needs_blank(&text, &this) {
                text.push(' ');
            }
        }
        text.push_str(&this);
        before = Some((line, this));
    }
    text
}

fn goes_on(above: &Line, shown: &str, line: &Line, this: &str, width: f32) -> bool {
    let numeric =
        |text: &str| text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '%' | '(' | ')' | ' '));
    let free = width - above.area.width();
    if numeric(shown) && numeric(this) {
        let joined = format!("{shown}{this}");
        let is_half = Decimal::parse(shown).is_none() || Decimal::parse(this).is_none();
        return Decimal::parse(joined.trim_end_matches('%')).is_some() && (is_half || free < 1.6 * above.size);
    }
    free < line.first_word() + 0.9 * above.size + 2.0
}

/// Words of letters need a blank where a line break stood.
pub(super) fn needs_blank(left: &str, right: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    letter(left.chars().next_back()) && letter(right.chars().next())
}
