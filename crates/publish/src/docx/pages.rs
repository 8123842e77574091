//! On which page each title will stand, estimated line by line: lines of text are of one height, rows of tables of a known one.
//! Word counts for itself as soon as the fields are updated; until then these numbers stand in the table of contents.

use super::geometry::Paper;
use super::styles::{CONTENTS_LINE, LINE};
use super::table::Fitted;
use crate::layout::measure::lines;
use crate::layout::{Entry, Layout, Piece};

/// Characters a line of text holds, in halves.
const TEXT_HALVES: usize = 56;
/// Title and heading of the contents page, twips.
const CONTENTS_HEAD: u32 = 2_000;

/// The pages of the entries, the first page being that of the contents.
pub(super) fn numbers(layout: &Layout, entries: &[Entry<'_>]) -> Vec<u32> {
    let head = CONTENTS_HEAD + u32::try_from(entries.len()).unwrap_or(0) * CONTENTS_LINE;
    let mut counter = Counter { page: 1 + head / Paper::TEXT.height(), used: 0, height: Paper::TEXT.height() };
    let mut numbers = Vec::new();
    for (s, section) in layout.sections.iter().enumerate() {
        let paper = Paper::of(section);
        counter = Counter { page: counter.page + 1, used: 0, height: paper.height() };
        for (p, piece) in section.pieces.iter().enumerate() {
            let kept = kept_below(&section.pieces[p..], &paper);
            let on = counter.add(piece, kept, &paper);
            if entries.iter().any(|entry| entry.at == (s, p)) {
                numbers.push(on);
            }
        }
    }
    numbers
}

struct Counter {
    page: u32,
    /// Twips of the page that are taken.
    used: u32,
    height: u32,
}

impl Counter {
    /// Adds a piece, and gives the page it begins on. `kept` is what must stay on one page with it.
    fn add(&mut self, piece: &Piece, kept: u32, paper: &Paper) -> u32 {
        if self.used > 0 && kept <= self.height && self.used + kept > self.height {
            self.turn();
        }
        let begins_on = self.page;
        match piece {
            Piece::Table(grid) => {
                let fitted = Fitted::new(grid, paper);
                let header: u32 =
                    grid.rows[..grid.header_rows.min(grid.rows.len())].iter().map(|row| fitted.row_height(row)).sum();
                for (index, row) in grid.rows.iter().enumerate() {
                    let turned = self.take(fitted.row_height(row));
                    if turned && index >= grid.header_rows {
                        self.used += header;
                    }
                }
            }
            piece => {
                let (count, each) = text_lines(piece);
                for _ in 0..count {
                    self.take(each);
                }
            }
        }
        begins_on
    }

    /// Takes a line or row, on the next page where it does not fit any more; tells whether the page was turned.
    fn take(&mut self, height: u32) -> bool {
        let turns = self.used > 0 && self.used + height > self.height;
        if turns {
            self.turn();
        }
        self.used += height;
        turns
    }

    fn turn(&mut self) {
        self.page += 1;
        self.used = 0;
    }
}

/// The height of a title with the first lines of what it must stay with.
fn kept_below(pieces: &[Piece], paper: &Paper) -> u32 {
    let mut height = 0;
    for piece in pieces {
        match piece {
            Piece::Table(grid) => {
                let fitted = Fitted::new(grid, paper);
                let first = grid.rows.iter().take(grid.header_rows + 1);
                return height + first.map(|row| fitted.row_height(row)).sum::<u32>();
            }
            Piece::Paragraph(_) | Piece::Note(_) => {
                let (count, each) = text_lines(piece);
                return height + each * count.min(2);
            }
            title => {
                let (count, each) = text_lines(title);
                height += count * each;
            }
        }
    }
    height
}

/// How many lines a piece of text takes and how high each is, twips.
fn text_lines(piece: &Piece) -> (u32, u32) {
    let (text, room, indent, each) = match piece {
        Piece::Title(text) => (text, TEXT_HALVES * 32 / 44, 0, 700),
        Piece::StatementTitle(text) => (text, TEXT_HALVES, 0, 36 * 13 + 160),
        Piece::TableTitle(text) => (text, TEXT_HALVES, 0, 28 * 13 + 200),
        Piece::Note(text) => (text, TEXT_HALVES * 32 / 21, 0, 21 * 13 + 80),
        Piece::Heading(_, text) | Piece::Paragraph(text) => (text, TEXT_HALVES, 4, LINE),
        Piece::Table(_) => return (0, 0),
    };
    let indented = format!("{}{text}", " ".repeat(indent));
    (u32::try_from(lines(&indented, room)).unwrap_or(1), each)
}
