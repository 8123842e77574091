//! Ruling lines as drawn by any program (strokes, thin areas, dashes, one piece a cell) become long straight rules.
//! Which of them form a table is found in `grid.rs`.

use super::collect::{Sheet, Stroke};
use super::geometry::{Rule, Rules, Turn};
use super::glyphs::is_on_colour;
use crate::limits::MAX_PDF_RULES_READ;

/// White lines are lines only on a coloured ground.
const WHITE: u8 = 250;
/// Lines this near to each other are one line drawn in pieces, or a double one.
const SAME: f32 = 1.6;
/// A gap in a line that an eye does not see.
const GAP: f32 = 2.2;
/// Pieces shorter than this are dashes, and dashes may be as far apart.
const DASH: f32 = 6.0;

/// The rules of a page in its turned frame; none when it has so many that they must be a drawing.
pub(super) fn rules_of(sheet: &Sheet, turn: Turn) -> Rules {
    let mut rules = Rules::default();
    for stroke in &sheet.strokes {
        let middle = ((stroke.from.0 + stroke.to.0) / 2.0, (stroke.from.1 + stroke.to.1) / 2.0);
        if stroke.light < WHITE || is_on_colour(middle, stroke.painted, &sheet.fills) {
            add(&mut rules, stroke, turn, sheet);
        }
    }
    let (upright, level) = (joined(rules.upright), joined(rules.level));
    if upright.len() > MAX_PDF_RULES_READ || level.len() > MAX_PDF_RULES_READ {
        return Rules::default();
    }
    Rules { upright, level }
}

fn add(rules: &mut Rules, stroke: &Stroke, turn: Turn, sheet: &Sheet) {
    let (from, to) =
        (turn.apply(stroke.from, sheet.width, sheet.height), turn.apply(stroke.to, sheet.width, sheet.height));
    let (dx, dy) = ((to.0 - from.0).abs(), (to.1 - from.1).abs());
    let rule = |at: (f32, f32), ends: (f32, f32)| Rule {
        at: (at.0 + at.1) / 2.0,
        from: ends.0.min(ends.1),
        to: ends.0.max(ends.1),
    };
    if dy <= 0.8 && dx > dy {
        rules.level.push(rule((from.1, to.1), (from.0, to.0)));
    } else if dx <= 0.8 && dy > dx {
        rules.upright.push(rule((from.0, to.0), (from.1, to.1)));
    }
}

/// Joins pieces that lie on one line.
fn joined(mut pieces: Vec<Rule>) -> Vec<Rule> {
    pieces.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut rules = Vec::new();
    let mut rest = pieces.as_mut_slice();
    while let Some(first) = rest.first().map(|rule| rule.at) {
        let count = rest.iter().take_while(|rule| rule.at - first <= SAME).count();
        let (same, others) = rest.split_at_mut(count);
        join_line(same, &mut rules);
        rest = others;
    }
    rules.retain(|rule| rule.to - rule.from >= 3.0);
    rules
}

/// Joins the pieces of one line end to end.
fn join_line(same: &mut [Rule], rules: &mut Vec<Rule>) {
    same.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut open: Option<(Rule, f32, f32)> = None;
    for piece in same.iter() {
        let length = piece.to - piece.from;
        match &mut open {
            Some((rule, last, weight)) if piece.from - rule.to <= if length.max(*last) < DASH { DASH } else { GAP } => {
                rule.at = (rule.at * *weight + piece.at * (length + 0.1)) / (*weight + length + 0.1);
                *weight += length + 0.1;
                rule.to = rule.to.max(piece.to);
                *last = length;
            }
            _ => {
                rules.extend(open.map(|(rule, ..)| rule));
                open = Some((*piece, length, length + 0.1));
            }
        }
    }
    rules.extend(open.map(|(rule, ..)| rule));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_and_dashes_become_lines() {
        let rule = |at: f32, from: f32, to: f32| Rule { at, from, to };
        let dashes = (0..20u8).map(|step| rule(50.0, f32::from(step) * 5.0, f32::from(step) * 5.0 + 2.0));
        let pieces = [rule(10.0, 0.0, 30.0), rule(10.4, 30.5, 60.0), rule(10.0, 80.0, 120.0)];
        let found = joined(pieces.into_iter().chain(dashes).collect());
        let ends: Vec<(f32, f32)> = found.iter().map(|rule| (rule.from, rule.to)).collect();
        assert_eq!(ends, [(0.0, 60.0), (80.0, 120.0), (0.0, 97.0)]);
    }
}
