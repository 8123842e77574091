//! Puts the characters of a page in order: turns a sideways page, drops what no eye sees (white on white, slanted
//! watermarks, second printings of the same character) and tells unbroken runs. Lines are made in `lines.rs`.

use std::collections::HashMap;

use super::collect::{Fill, Mark, Sheet};
use super::geometry::{Glyph, Turn};
use super::radicals::unified;

/// Lighter than this on white paper is not read by anybody.
const WHITE: u8 = 236;
/// A ground lighter than this does not make white text visible.
const LIGHT_GROUND: u8 = 215;
/// The same character again within this share of its size is the same one printed bold.
const OVERPRINT: f32 = 0.17;
/// Points; no printing twice moves a character further.
const SQUARE: f32 = 6.0;
/// Characters lighter than this and larger than this share of the page's usual size are a watermark behind the text.
const FAINT: u8 = 150;
const LARGE: f32 = 1.6;

/// This many characters that run another way turn a page with others on it.
const MANY: usize = 20;

/// Which way a character runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Right,
    Down,
    Up,
    Left,
    Slanted,
}

fn way(mark: &Mark) -> Way {
    let (x, y) = mark.ahead;
    if x > 0.0 && y.abs() <= 0.15 * x {
        Way::Right
    } else if y > 0.0 && x.abs() <= 0.15 * y {
        Way::Down
    } else if y < 0.0 && x.abs() <= -0.15 * y {
        Way::Up
    } else if x < 0.0 && y.abs() <= -0.15 * x {
        Way::Left
    } else {
        Way::Slanted
    }
}

/// How the page has to be turned for most of its text to run to the right.
pub(super) fn turn_of(sheet: &Sheet) -> Turn {
    let count = |wanted: Way| sheet.marks.iter().filter(|mark| !mark.ch.is_whitespace() && way(mark) == wanted).count();
    let right = count(Way::Right);
    let turned = [(Turn::Down, Way::Down), (Turn::Up, Way::Up), (Turn::Over, Way::Left)];
    let most = turned.map(|(turn, way)| (turn, count(way))).into_iter().max_by_key(|(_, count)| *count);
    // A few characters on their side beside others are a label; alone they are the page.
    let is_most = |(_, count): &(Turn, usize)| *count > right && (*count >= MANY || right == 0);
    most.filter(is_most).map_or(Turn::None, |(turn, _)| turn)
}

/// The characters of a page that can be read, in the order of printing, in the turned frame.
pub(super) fn readable(sheet: &Sheet, turn: Turn) -> Vec<Glyph> {
    let usual = usual_size(sheet);
    let is_watermark = |mark: &Mark| {
        mark.light > FAINT && mark.size > LARGE * usual && !is_on_colour(centre(mark), mark.painted, &sheet.fills)
    };
    let visible = sheet.marks.iter().filter(|mark| is_visible(mark, &sheet.fills) && !is_watermark(mark));
    let mut glyphs: Vec<Glyph> = visible.filter_map(|mark| upright(mark, turn, sheet)).collect();
    drop_overprints(&mut glyphs);
    number_runs(&mut glyphs);
    glyphs
}

/// The size that most characters of a page have, as their median.
fn usual_size(sheet: &Sheet) -> f32 {
    let mut sizes: Vec<f32> = sheet.marks.iter().filter(|mark| mark.light <= FAINT).map(|mark| mark.size).collect();
    let middle = sizes.len() / 2;
    if sizes.is_empty() { f32::INFINITY } else { *sizes.select_nth_unstable_by(middle, f32::total_cmp).1 }
}

fn centre(mark: &Mark) -> (f32, f32) {
    (mark.x + mark.ahead.0 / 2.0, mark.y - 0.3 * mark.size)
}

fn is_visible(mark: &Mark, fills: &[Fill]) -> bool {
    mark.light < WHITE || is_on_colour(centre(mark), mark.painted, fills)
}

/// Whether the topmost area painted before something at a point is dark enough for white to be seen on it.
pub(super) fn is_on_colour((x, y): (f32, f32), painted: u32, fills: &[Fill]) -> bool {
    let before = fills.get(..painted as usize).unwrap_or(fills);
    before.iter().rev().find(|fill| fill.area.holds(x, y)).is_some_and(|fill| fill.light < LIGHT_GROUND)
}

fn upright(mark: &Mark, turn: Turn, sheet: &Sheet) -> Option<Glyph> {
    let ch = match mark.ch {
        c if c.is_whitespace() || c == '\u{a0}' => ' ',
        c if c.is_control() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{fffd}') => return None,
        c => unified(c),
    };
    let origin = turn.apply((mark.x, mark.y), sheet.width, sheet.height);
    let end = turn.apply((mark.x + mark.ahead.0, mark.y + mark.ahead.1), sheet.width, sheet.height);
    let (dx, dy) = (end.0 - origin.0, end.1 - origin.1);
    if dx >= 0.0 && dy.abs() <= 0.15 * dx.max(0.01) {
        return Some(Glyph { ch, left: origin.0, right: origin.0 + dx, base: origin.1, size: mark.size, run: 0 });
    }
    // A single character lying on its side, as in a narrow header: stood up around its middle.
    let across = dx.abs() <= 0.15 * dy.abs();
    across.then(|| {
        let side = if dy > 0.0 { -0.35 } else { 0.35 };
        let (x, y) = (origin.0 - side * mark.size, origin.1 + dy / 2.0);
        let half = mark.size / 2.0;
        Glyph { ch, left: x - half, right: x + half, base: y + 0.35 * mark.size, size: mark.size, run: 0 }
    })
}

/// Bold is often made by printing a character several times, a hair apart.
fn drop_overprints(glyphs: &mut Vec<Glyph>) {
    // Columns of numbers print the same character at the same left edge in each row: where it stands is looked up by
    // square, not searched for along one axis.
    #[allow(clippy::cast_possible_truncation)]
    let square = |x: f32, y: f32| ((x / SQUARE).floor() as i32, (y / SQUARE).floor() as i32);
    let mut seen: HashMap<(char, (i32, i32)), Vec<usize>> = HashMap::new();
    let mut is_double = vec![false; glyphs.len()];
    for (at, glyph) in glyphs.iter().enumerate().filter(|(_, glyph)| glyph.ch != ' ') {
        let reach = (OVERPRINT * glyph.size).min(SQUARE);
        let is_same = |other: &usize| {
            let earlier = &glyphs[*other];
            (glyph.left - earlier.left).abs() <= reach && (glyph.base - earlier.base).abs() <= reach
        };
        let (x, y) = square(glyph.left, glyph.base);
        let near = (x - 1..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| (x, y)));
        is_double[at] = near.filter_map(|place| seen.get(&(glyph.ch, place))).flatten().any(is_same);
        if !is_double[at] {
            seen.entry((glyph.ch, (x, y))).or_default().push(at);
        }
    }
    let mut kept = is_double.iter().map(|double| !double);
    glyphs.retain(|_| kept.next().unwrap_or(true));
}

/// Characters printed one behind the other without a gap share a run.
fn number_runs(glyphs: &mut [Glyph]) {
    let mut run = 0;
    for at in 1..glyphs.len() {
        let (before, this) = (glyphs[at - 1], glyphs[at]);
        let size = before.size.max(this.size);
        let gap = this.left - before.right;
        let continues = (this.base - before.base).abs() < 0.12 * size
            && gap.abs() < 0.25 * size
            && (this.size - before.size).abs() < 0.3 * size;
        run += u32::from(!continues);
        glyphs[at].run = run;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(ch: char, x: f32, y: f32) -> Mark {
        Mark { ch, x, y, ahead: (5.0, 0.0), size: 10.0, light: 0, painted: 0 }
    }

    fn text(sheet: &Sheet) -> String {
        readable(sheet, turn_of(sheet)).iter().map(|glyph| glyph.ch).collect()
    }

    #[test]
    fn overprints_white_and_slanted_go() {
        let mut marks =
            vec![mark('1', 10.0, 10.0), mark('1', 15.0, 10.0), mark('1', 10.4, 10.1), mark('1', 15.4, 10.1)];
        marks.push(Mark { light: 255, ..mark('白', 30.0, 10.0) });
        marks.push(Mark { ahead: (4.0, 4.0), ..mark('印', 40.0, 10.0) });
        let sheet = Sheet { width: 100.0, height: 100.0, marks, ..Sheet::default() };
        assert_eq!(text(&sheet), "11");
    }

    #[test]
    fn white_on_a_dark_ground_is_read() {
        use super::super::geometry::Area;
        let ground = Fill { area: Area { left: 0.0, top: 0.0, right: 60.0, bottom: 20.0 }, light: 40 };
        let marks = vec![Mark { light: 255, painted: 1, ..mark('白', 30.0, 12.0) }];
        let sheet = Sheet { width: 100.0, height: 100.0, marks, fills: vec![ground], ..Sheet::default() };
        assert_eq!(text(&sheet), "白");
    }
}
