//! Characters become lines of text, whatever order they were printed in. Paragraphs and cells are made of lines
//! elsewhere.

use super::geometry::{Area, Glyph};

/// A line of text: its characters from the left.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) area: Area,
    /// The largest font size in it.
    pub(super) size: f32,
}

/// A gap wider than this share of the size stands for a blank.
const BLANK: f32 = 0.45;

/// A blank between words of one text is hardly wider than this share of the size.
const PRINTED_BLANK: f32 = 0.3;

/// The lines that characters make, from the top; blanks at their ends are dropped.
pub(super) fn lines_of(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|a, b| a.centre().total_cmp(&b.centre()));
    let mut lines: Vec<Vec<Glyph>> = Vec::new();
    let (mut centre, mut size) = (f32::NEG_INFINITY, 0.0_f32);
    for glyph in glyphs {
        // Punctuation may sit on a baseline of its own; lines of one text are at least one size apart.
        let reach = 0.5 * size.max(glyph.size);
        match lines.last_mut() {
            Some(line) if glyph.centre() - centre < reach => {
                if glyph.size > size {
                    (centre, size) = (glyph.centre(), glyph.size);
                }
                line.push(glyph);
            }
            _ => {
                (centre, size) = (glyph.centre(), glyph.size);
                lines.push(vec![glyph]);
            }
        }
    }
    lines.into_iter().filter_map(Line::new).collect()
}

impl Line {
    /// Puts the characters of one line in order: run by run, so that two texts printed over each other stay apart.
    pub(super) fn new(mut glyphs: Vec<Glyph>) -> Option<Self> {
        glyphs.sort_by(|a, b| a.run.cmp(&b.run).then(a.left.total_cmp(&b.left)));
        let mut runs: Vec<&[Glyph]> = glyphs.chunk_by(|a, b| a.run == b.run).collect();
        runs.sort_by(|a, b| a[0].left.total_cmp(&b[0].left));
        let ordered: Vec<Glyph> = runs.concat();
        let first = ordered.iter().position(|glyph| glyph.ch != ' ')?;
        let last = ordered.iter().rposition(|glyph| glyph.ch != ' ')?;
        Some(Self::of(&ordered[first..=last]))
    }

    /// A line of characters that are in order already.
    fn of(glyphs: &[Glyph]) -> Self {
        let inked = || glyphs.iter().filter(|glyph| glyph.ch != ' ');
        let area = inked().fold(Area::NOTHING, |area, glyph| area.united(glyph.area()));
        let size = inked().map(|glyph| glyph.size).fold(0.0, f32::max);
        Self { glyphs: glyphs.to_vec(), area, size }
    }

    /// The text, with a blank wherever a gap shows one.
    pub(super) fn text(&self) -> String {
        let mut text = String::with_capacity(self.glyphs.len() * 3);
        let mut before: Option<&Glyph> = None;
        for glyph in &self.glyphs {
            if glyph.ch == ' ' {
                if !text.ends_with(' ') {
                    text.push(' ');
                }
            } else {
                let gap = before.map_or(0.0, |before| glyph.left - before.right);
                if gap > BLANK * glyph.size.min(before.map_or(glyph.size, |before| before.size)) && !text.ends_with(' ')
                {
                    text.push(' ');
                }
                text.push(glyph.ch);
                before = Some(glyph);
            }
        }
        text
    }

    /// Cuts the line where a gap is wider than `ems` times the size; a blank that was printed makes no cut by itself.
    pub(super) fn split(&self, ems: f32) -> Vec<Self> {
        self.split_where(|left, right, is_blank| {
            let ems = if is_blank { ems.max(PRINTED_BLANK) } else { ems };
            right.left - left.right > ems * left.size.max(right.size)
        })
    }

    /// Cuts the line where a gap is wider than `ems` times the size and one of some sides runs through it.
    pub(super) fn split_at(&self, xs: &[f32], ems: f32) -> Vec<Self> {
        self.split_where(|left, right, _| {
            let is_gap = right.left - left.right > ems * left.size.max(right.size);
            is_gap && xs.iter().any(|x| left.right <= *x && *x <= right.left)
        })
    }

    fn split_where(&self, is_cut: impl Fn(&Glyph, &Glyph, bool) -> bool) -> Vec<Self> {
        let inked: Vec<usize> = (0..self.glyphs.len()).filter(|at| self.glyphs[*at].ch != ' ').collect();
        let mut pieces = Vec::new();
        let mut start = 0;
        for pair in inked.windows(2) {
            let (left, right) = (&self.glyphs[pair[0]], &self.glyphs[pair[1]]);
            if is_cut(left, right, pair[1] > pair[0] + 1) {
                pieces.push(Self::of(&self.glyphs[start..=pair[0]]));
                start = pair[1];
            }
        }
        pieces.push(Self::of(&self.glyphs[start..]));
        pieces
    }

    /// The width of the first word: of one Chinese character, or of the letters and digits up to a blank.
    pub(super) fn first_word(&self) -> f32 {
        let Some(first) = self.glyphs.first() else { return 0.0 };
        let is_word = |glyph: &&Glyph| glyph.ch.is_ascii_graphic();
        let end = self.glyphs.iter().take_while(is_word).last().unwrap_or(first);
        end.right - first.left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyphs(text: &str, left: f32, base: f32, run: u32) -> Vec<Glyph> {
        let mut at = left;
        let place = |ch: char| {
            let wide = if ch.is_ascii() { 5.0 } else { 10.0 };
            at += wide;
            Glyph { ch, left: at - wide, right: at, base, size: 10.0, run }
        };
        text.chars().map(place).collect()
    }

    #[test]
    fn lines_do_not_depend_on_the_order_of_printing() {
        let mut all = glyphs("第二行", 10.0, 40.0, 0);
        all.extend(glyphs("12", 10.0, 20.0, 1));
        all.extend(glyphs("56", 25.0, 20.0, 2));
        // A decimal point on a baseline of its own.
        all.extend(glyphs(".", 20.0, 22.5, 3));
        let texts: Vec<String> = lines_of(all).iter().map(Line::text).collect();
        assert_eq!(texts, ["12.56", "第二行"]);
    }

    #[test]
    fn texts_over_each_other_stay_apart() {
        let mut all = glyphs("甲甲甲甲", 10.0, 20.0, 0);
        all.extend(glyphs("乙乙", 35.0, 20.0, 1));
        assert_eq!(lines_of(all)[0].text(), "甲甲甲甲乙乙");
    }

    #[test]
    fn wide_gaps_cut_a_line() {
        let mut all = glyphs("单位甲", 10.0, 20.0, 0);
        all.extend(glyphs("单位：万元", 200.0, 20.0, 1));
        let texts: Vec<String> = lines_of(all)[0].split(3.0).iter().map(Line::text).collect();
        assert_eq!(texts, ["单位甲", "单位：万元"]);
    }
}
