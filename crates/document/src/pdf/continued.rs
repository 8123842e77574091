//! A table without upright rules that goes on on the next page without its header: the columns of the page before part
//! its lines, for a few rows alone do not show all of them. How tables of pages become one is found in `joined.rs`.

use super::aligned;
use super::columns::{is_figure, stands_inside};
use super::lines::Line;
use super::page::{Page, Piece};

/// Words of a line are this many sizes apart.
const WORD_GAP: f32 = 0.22;

/// Parts what goes on at the top of pages by the columns of the table that the page before ends with.
pub(super) fn part_by_page_before(pages: &mut [Page]) {
    for at in 1..pages.len() {
        if let Some(Piece::Table(table)) = pages[at - 1].pieces.last()
            && table.unruled.is_some()
        {
            let xs = table.xs.clone();
            part(&mut pages[at], &xs);
        }
    }
}

fn part(page: &mut Page, xs: &[f32]) {
    let lines_of = |piece: &Piece| match piece {
        Piece::Line(line) => {
            (fits(line, xs) && (is_row(line, xs) || is_part_of_names(line, xs))).then(|| vec![line.clone()])
        }
        Piece::Table(table) => {
            table.unruled.clone().filter(|lines| !lines.is_empty() && lines.iter().all(|line| fits(line, xs)))
        }
    };
    let pieces: Vec<Vec<Line>> = page.pieces.iter().map_while(lines_of).collect();
    // What was read as a table of the same columns is right as it is; its rows are known.
    let only = match page.pieces.first() {
        Some(Piece::Table(table)) if pieces.len() == 1 => Some(table),
        _ => None,
    };
    if only.is_some_and(|table| table.xs == xs) || !pieces.iter().flatten().any(|line| is_row(line, xs)) {
        return;
    }
    let count = pieces.len();
    let table = aligned::parted(pieces.into_iter().flatten().collect(), xs, only.map(|table| table.ys.as_slice()));
    page.pieces.splice(..count, [Piece::Table(table)]);
}

/// Whether all figures of a line stand inside of columns.
fn fits(line: &Line, xs: &[f32]) -> bool {
    let words = line.split(WORD_GAP);
    words.iter().filter(|word| is_figure(&word.text())).all(|word| stands_inside(xs, word.area))
}

/// Whether the texts of a line stand inside columns, as lines of names do that go over several.
fn is_part_of_names(line: &Line, xs: &[f32]) -> bool {
    line.split(WORD_GAP).iter().all(|word| stands_inside(xs, word.area))
}

/// Whether a line holds figures behind the first column, and texts in several.
fn is_row(line: &Line, xs: &[f32]) -> bool {
    let words = line.split(WORD_GAP);
    let behind = |word: &&Line| word.area.left > xs[1] && is_figure(&word.text());
    words.iter().filter(behind).count() >= 2
}
