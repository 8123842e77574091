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
    match page.pieces.first_mut() {
        Some(Piece::Table(table)) => {
            let Some(lines) = table.unruled.as_ref().filter(|lines| !lines.is_empty()) else { return };
            if table.xs.as_slice() != xs && lines.iter().all(|line| fits(line, xs)) {
                *table = aligned::parted(lines.clone(), xs, Some(&table.ys));
            }
        }
        Some(Piece::Line(_)) => {
            let goes_on = |piece: &&Piece| matches!(piece, Piece::Line(line) if fits(line, xs) && is_row(line, xs));
            let count = page.pieces.iter().take_while(goes_on).count();
            let lines: Vec<Line> = page.pieces.drain(..count).filter_map(Piece::into_line).collect();
            if !lines.is_empty() {
                page.pieces.insert(0, Piece::Table(aligned::parted(lines, xs, None)));
            }
        }
        None => {}
    }
}

/// Whether all figures of a line stand inside of columns.
fn fits(line: &Line, xs: &[f32]) -> bool {
    let words = line.split(WORD_GAP);
    words.iter().filter(|word| is_figure(&word.text())).all(|word| stands_inside(xs, word.area))
}

/// Whether a line holds figures behind the first column, and texts in several.
fn is_row(line: &Line, xs: &[f32]) -> bool {
    let words = line.split(WORD_GAP);
    let behind = |word: &&Line| word.area.left > xs[1] && is_figure(&word.text());
    words.iter().filter(behind).count() >= 2
}
