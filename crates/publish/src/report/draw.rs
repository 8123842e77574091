//! Draws exhibits: a mini table under its header with the wrong cell underlined, or a sentence with the number underlined.
//! What is shown was decided in `exhibit.rs`.

use mingsuan_model::Severity;

use super::coloured::{faint, frame, severe, strong};
use super::exhibit::{Exhibit, Grid, Row, Sentence};
use super::width::{fit, flat, pad, width, width_of};

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
    let text: Vec<char> = sentence.text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let (Some(first), Some(last)) = (sentence.marks.first(), sentence.marks.last()) else {
        return vec![fit(&flat(&sentence.text), columns)];
    };
    let window = window(&text, first.0, (last.0 + last.1).min(text.len()), columns);
    let mut lines = Vec::new();
    let mut from = window.start;
    while from < window.end {
        let to = line_end(&text, from, window.end, columns, &sentence.marks);
        let is_first = from == window.start && from > 0;
        let is_last = to == window.end && to < text.len();
        let (line, signs) = marked_line(&text, from..to, &sentence.marks);
        lines.push(format!("{}{line}{}", if is_first { "…" } else { "" }, if is_last { "…" } else { "" }));
        if !signs.is_empty() {
            let note = if sentence.note.is_empty() { String::new() } else { format!(" {}", sentence.note) };
            let indent = if is_first { " " } else { "" };
            lines.push(severe(&format!("{indent}{signs}{note}"), severity));
        }
        from = to;
    }
    lines
}

/// What is shown of a paragraph: the marked pieces, and around them as much as one line holds.
fn window(text: &[char], first: usize, last: usize, columns: usize) -> std::ops::Range<usize> {
    let (mut from, mut to) = (first, last);
    let mut used: usize = text[from..to].iter().map(|c| width_of(*c)).sum();
    let room = columns.saturating_sub(2);
    // Two steps to the left for one to the right: what a number is stands before it.
    let mut turn = 0;
    while used < room && (from > 0 || to < text.len()) {
        let is_left = (turn % 3 < 2 && from > 0) || to == text.len();
        turn += 1;
        let next = if is_left { text[from - 1] } else { text[to] };
        used += width_of(next);
        if used > room {
            break;
        }
        if is_left { from -= 1 } else { to += 1 }
    }
    // More than one line: some words before the first mark all the same.
    if first == from && first > 0 {
        from = first.saturating_sub(12);
        to = (last + 8).min(text.len());
    }
    // A number cut in two reads as another number.
    let is_number = |at: usize| text.get(at).is_some_and(|c| c.is_ascii_digit() || *c == '.');
    while from > 0 && from < first && is_number(from - 1) && is_number(from) {
        from += 1;
    }
    while to < text.len() && to > last && is_number(to - 1) && is_number(to) {
        to -= 1;
    }
    from..to
}

/// Where a line that begins at `from` ends; never inside a marked piece that fits into a line.
fn line_end(text: &[char], from: usize, end: usize, columns: usize, marks: &[(usize, usize)]) -> usize {
    let mut used = 2;
    let mut to = from;
    while to < end {
        used += width_of(text[to]);
        if used > columns {
            break;
        }
        to += 1;
    }
    let is_cut = |(at, length): &&(usize, usize)| *at > from && *at < to && at + length > to;
    marks.iter().find(is_cut).map_or(to.max(from + 1), |(at, _)| *at)
}

/// A line with its marked pieces standing out, and the signs under them.
fn marked_line(text: &[char], range: std::ops::Range<usize>, marks: &[(usize, usize)]) -> (String, String) {
    let (mut line, mut signs) = (String::new(), String::new());
    let mut at = range.start;
    let mut column = 0;
    while at < range.end {
        let mark = marks.iter().find(|(from, length)| (*from..from + length).contains(&at));
        let end = match mark {
            Some((from, length)) => (from + length).min(range.end),
            None => {
                marks.iter().map(|(from, _)| *from).filter(|from| *from > at).min().unwrap_or(range.end).min(range.end)
            }
        };
        let piece: String = text[at..end].iter().collect();
        let wide = width(&piece);
        if mark.is_some() {
            line.push_str(&strong(&piece));
            signs = format!("{}{}", pad(&signs, column, false), "^".repeat(wide.max(1)));
        } else {
            line.push_str(&piece);
        }
        column += wide;
        at = end;
    }
    (line, signs)
}
