//! Where the rows of a table without upright rules stand: between level rules, or around the lines that hold figures,
//! to which the other lines of wrapped names belong. Where the columns stand is found in `columns.rs`.

use super::columns::{column_at, is_figure};
use super::geometry::Area;
use super::lines::Line;

/// Words of a line are this many sizes apart.
const WORD_GAP: f32 = 0.22;
/// Lines of one name are at most this many sizes below each other.
const LINE_PITCH: f32 = 1.75;

fn height(area: Area) -> f32 {
    (area.top + area.bottom) / 2.0
}

/// The rows of a table.
pub(super) struct Rows {
    /// Their sides.
    pub(super) ys: Vec<f32>,
    /// The row of each line.
    pub(super) of: Vec<usize>,
}

/// A line of the body, and whether figures stand in it.
pub(super) struct BodyLine<'l> {
    pub(super) line: &'l Line,
    pub(super) has_figures: bool,
}

impl Rows {
    /// The rows between level rules.
    pub(super) fn ruled(lines: &[BodyLine<'_>], level: &[f32], area: Area) -> Self {
        let mut ys = level.to_vec();
        if ys.first().is_none_or(|first| area.top < first - 2.0) {
            ys.insert(0, area.top);
        }
        if ys.last().is_none_or(|last| area.bottom > last + 2.0) {
            ys.push(area.bottom + 2.0);
        }
        let row = |line: &BodyLine| ys.partition_point(|y| *y <= height(line.line.area)).clamp(1, ys.len() - 1) - 1;
        let of = lines.iter().map(row).collect();
        Self { ys, of }
    }

    /// The rows around the lines with figures. The lines of a name that goes over several stand close to each other:
    /// the figures stand beside one of them, or beside their middle.
    pub(super) fn around_figures(lines: &[BodyLine<'_>], xs: &[f32], area: Area) -> Self {
        let names = names_of(lines, xs);
        let mut anchors: Vec<usize> = (0..lines.len()).collect();
        for (at, line) in lines.iter().enumerate() {
            if !line.has_figures {
                anchors[at] = names.iter().find(|name| name.contains(&at)).map_or(at, |name| anchor(name, at, lines));
            }
        }
        let mut of = vec![0; lines.len()];
        let mut ys = vec![area.top];
        let (mut row, mut end) = (0, f32::NEG_INFINITY);
        for at in 0..lines.len() {
            let line = lines[at].line.area;
            if at > 0 && anchors[at] != anchors[at - 1] && anchors[at] >= anchors[at - 1] {
                ys.push(((end + line.top) / 2.0).max(ys[row] + 0.5));
                row += 1;
                end = f32::NEG_INFINITY;
            }
            end = end.max(line.bottom);
            of[at] = row;
        }
        ys.push((area.bottom + 2.0).max(ys[row] + 0.5));
        Self { ys, of }
    }
}

/// The lines of each name that goes over several, column by column.
fn names_of(lines: &[BodyLine<'_>], xs: &[f32]) -> Vec<Vec<usize>> {
    let mut columns: Vec<Vec<usize>> = vec![Vec::new(); xs.len()];
    let size = lines.iter().map(|line| line.line.size).fold(0.0, f32::max);
    for (at, line) in lines.iter().enumerate() {
        for word in line.line.split(WORD_GAP) {
            let column = column_at(xs, word.area.left);
            if !is_figure(&word.text()) && columns[column].last() != Some(&at) {
                columns[column].push(at);
            }
        }
    }
    let pitch = |pair: &[usize]| height(lines[pair[1]].line.area) - height(lines[pair[0]].line.area);
    let pairs = columns.iter().flat_map(|column| column.windows(2));
    let wrapped = pairs.filter(|pair| pair.iter().any(|at| !lines[*at].has_figures)).map(pitch);
    let limit = (1.2 * wrapped.fold(f32::INFINITY, f32::min)).min(LINE_PITCH * size);
    let is_near = |a: &usize, b: &usize| pitch(&[*a, *b]) <= limit;
    columns.iter().flat_map(|column| column.chunk_by(is_near)).map(<[usize]>::to_vec).collect()
}

/// The line with the figures that a line of a name belongs to; where there is none, the first line of the name.
fn anchor(name: &[usize], at: usize, lines: &[BodyLine<'_>]) -> usize {
    let (first, last) = (name[0], name[name.len() - 1]);
    let distance = |other: &usize| (height(lines[*other].line.area) - height(lines[at].line.area)).abs();
    let figures = (first..=last).filter(|at| lines[*at].has_figures);
    figures.min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(first)
}
