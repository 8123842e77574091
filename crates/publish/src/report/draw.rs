//! Draws exhibits: a mini table under its header with the wrong cell underlined, or a sentence with the number underlined.
//! What is shown was decided in `exhibit.rs`.

use mingsuan_model::Severity;

use super::coloured::{faint, frame, severe, strong};
use super::exhibit::{Exhibit, Grid, Row, Sentence};
use super::width::{fit, flat, head, last, pad, width};

/// A header or a text cell is never shown wider than this.
const WIDEST_TEXT: usize = 28;
const NARROWEST: usize = 6;
const GAP: &str = "  ";

/// The lines of an exhibit, without the frame at their left.
pub(crate) fn lines(exhibit: &Exhibit, columns: usize, severity: Severity) -> Vec<String> {
    match exhibit {
        Exhibit::Grid(grid) => grid_lines(grid, columns, severity),
        Exhibit::Sentence(sentence) => sentence_lines(sentence, columns, severity),
    }
}

/// A line with the frame at its left.
pub(crate) fn framed(line: &str) -> String {
    format!("   {} {line}", frame("│"))
}

fn grid_lines(grid: &Grid, columns: usize, severity: Severity) -> Vec<String> {
    let widths = column_widths(grid, columns);
    let put = |cells: &[String]| -> Vec<String> {
        let fitted = cells.iter().zip(&widths).zip(&grid.columns);
        fitted.map(|((cell, columns), (_, right))| pad(&fit(&flat(cell), *columns), *columns, *right)).collect()
    };
    let titles: Vec<String> = grid.columns.iter().map(|(title, _)| title.clone()).collect();
    let mut lines = vec![faint(put(&titles).join(GAP).trim_end())];
    for row in &grid.rows {
        if row.is_after_gap {
            lines.push(faint("⋮"));
        }
        let cells = put(&row.cells);
        if row.marks.is_empty() {
            lines.push(faint(cells.join(GAP).trim_end()));
            continue;
        }
        let marked: Vec<String> = cells
            .iter()
            .enumerate()
            .map(|(at, cell)| if row.marks.contains(&at) { strong(cell) } else { cell.clone() })
            .collect();
        lines.push(marked.join(GAP).trim_end().to_owned());
        lines.push(severe(&underline(grid, row, &widths), severity));
    }
    lines
}

/// The signs under the marked cells, and what is said there.
fn underline(grid: &Grid, row: &Row, widths: &[usize]) -> String {
    let mut line = String::new();
    let mut from = 0;
    for (at, columns) in widths.iter().enumerate() {
        if row.marks.contains(&at) {
            let text = fit(&flat(&row.cells[at]), *columns);
            let signs = if text.is_empty() { (*columns).min(4) } else { width(&text) };
            let begin = if grid.columns[at].1 { from + columns - signs } else { from };
            line = format!("{}{}", pad(&line, begin, false), "^".repeat(signs));
        }
        from += columns + GAP.len();
    }
    if row.note.is_empty() { line } else { format!("{line} {}", row.note) }
}

/// What each column needs; the widest text columns give way until the table fits.
fn column_widths(grid: &Grid, columns: usize) -> Vec<usize> {
    let mut widths: Vec<usize> = grid
        .columns
        .iter()
        .enumerate()
        .map(|(at, (title, _))| {
            let cells = grid.rows.iter().map(|row| width(&flat(&row.cells[at]))).max().unwrap_or(0);
            cells.max(width(title).min(WIDEST_TEXT / 2 + 2)).clamp(2, WIDEST_TEXT)
        })
        .collect();
    let gaps = GAP.len() * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > columns {
        let Some(widest) = widths.iter_mut().max_by_key(|width| **width).filter(|width| **width > NARROWEST) else {
            break;
        };
        *widest -= 1;
    }
    widths
}

fn sentence_lines(sentence: &Sentence, columns: usize, severity: Severity) -> Vec<String> {
    let (before, length) = sentence.mark;
    if length == 0 {
        return vec![fit(&flat(&sentence.text), columns)];
    }
    let cut = |from: usize, count: usize| sentence.text.chars().skip(from).take(count).collect::<String>();
    let piece = fit(&flat(&cut(before, length)), columns / 2);
    let room = columns.saturating_sub(width(&piece)) - 2;
    let left = flat_keeping_ends(&cut(0, before));
    let right = flat_keeping_ends(&cut(before + length, usize::MAX));
    let left_room = (room * 3 / 5).max(room.saturating_sub(width(&right)));
    let left = if width(&left) > left_room { format!("…{}", last(&left, left_room - 1)) } else { left };
    let right_room = room.saturating_sub(width(&left));
    let right = if width(&right) > right_room { format!("{}…", head(&right, right_room)) } else { right };
    let signs = format!("{}{}", " ".repeat(width(&left)), "^".repeat(width(&piece).max(1)));
    let note = if sentence.note.is_empty() { String::new() } else { format!(" {}", sentence.note) };
    let mut lines = vec![format!("{left}{}{right}", strong(&piece))];
    lines.push(severe(&format!("{signs}{note}"), severity));
    lines
}

/// Controls become blanks, but the blanks next to the marked piece stay.
fn flat_keeping_ends(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
