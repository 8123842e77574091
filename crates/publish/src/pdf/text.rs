//! Text on its way to the page: cleaned of what cannot be printed, measured, and given places to break where it has none.
//! No tables and no fonts here: the widths of narrow characters are handed in.

use unicode_width::UnicodeWidthChar;

/// A place where a line may end although the text offers none. Cleaned text never holds it; the template turns it
/// into an empty gap, so that it leaves no trace in the text of the file.
pub(super) const BREAK: char = '\u{1}';

/// The text as it can be printed: lines end with `\n`, all blanks but the ideographic one are plain, and what is
/// invisible (controls, direction marks, joiners, variation selectors) is gone.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' | '\n' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\u{3000}' => out.push(c),
            '\t' => out.push(' '),
            c if c.is_control() || is_invisible(c) => {}
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Format characters and variation selectors: they have no glyph of their own, and PDF/A wants one for each character.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// How wide text is, in ems.
pub(super) struct Measure {
    ascii: [f64; 128],
}

impl Measure {
    /// Takes the advance of each ASCII character in ems; `None` counts as one em.
    pub(super) fn new(advance: impl Fn(char) -> Option<f64>) -> Self {
        let mut ascii = [0.0; 128];
        for (slot, code) in ascii.iter_mut().zip(0u8..) {
            *slot = advance(char::from(code)).unwrap_or(1.0);
        }
        Self { ascii }
    }

    /// One character. Everything outside ASCII counts as a square: true of Chinese, and never too little for the rest.
    fn character(&self, c: char) -> f64 {
        match self.ascii.get(c as usize) {
            Some(width) => *width,
            None if c.width() == Some(0) => 0.0,
            None => 1.0,
        }
    }

    /// A piece of one line.
    pub(super) fn width(&self, text: &str) -> f64 {
        text.chars().map(|c| self.character(c)).sum()
    }

    /// The widest line of a text.
    pub(super) fn natural(&self, text: &str) -> f64 {
        text.split('\n').map(|line| self.width(line)).fold(0.0, f64::max)
    }

    /// The widest part of a text that no line break falls into.
    pub(super) fn unbreakable(&self, text: &str) -> f64 {
        Self::runs(text).map(|run| self.width(run)).fold(0.0, f64::max)
    }

    /// The text with [`BREAK`]s inside every part that is wider than `limit_em`.
    pub(super) fn breakable(&self, text: &str, limit_em: f64) -> String {
        if self.unbreakable(text) <= limit_em {
            return text.to_owned();
        }
        let mut out = String::with_capacity(2 * text.len());
        for run in Self::runs(text) {
            let is_wide = self.width(run) > limit_em;
            for (place, c) in run.char_indices() {
                if is_wide && place > 0 {
                    out.push(BREAK);
                }
                out.push(c);
            }
        }
        out
    }

    /// The parts between which lines may break: a word or number together with the Chinese punctuation that may not be
    /// torn from it, or one Chinese character with its own. Errs towards longer parts, never shorter ones.
    fn runs(text: &str) -> impl Iterator<Item = &str> {
        let mut rest = text;
        std::iter::from_fn(move || {
            let mut before: Option<char> = None;
            let end = rest.char_indices().find_map(|(place, c)| {
                let splits = before.is_some_and(|before| may_break_between(before, c));
                before = Some(c);
                splits.then_some(place)
            });
            let (run, tail) = rest.split_at(end.unwrap_or(rest.len()));
            rest = tail;
            (!run.is_empty()).then_some(run)
        })
    }
}

/// Whether a line may end between two characters. Knows less than the typesetter, and says no where it does not know.
fn may_break_between(before: char, after: char) -> bool {
    if before.is_whitespace() {
        return !after.is_whitespace();
    }
    let stays = after.is_whitespace() || CLOSING.contains(after) || OPENING.contains(before);
    !stays && (is_ideograph(before) || is_ideograph(after) || CLOSING.contains(before) || OPENING.contains(after))
}

/// May not begin a line.
const CLOSING: &str = "，。、；：！？）》〉」』】〕］｝”’…—～·％‰℃々ー";
/// May not end a line.
const OPENING: &str = "（《〈「『【〔［｛“‘￥＄";

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure() -> Measure {
        Measure::new(|_| Some(0.5))
    }

    #[test]
    fn invisible_characters_go_and_line_ends_are_one_kind() {
        assert_eq!(
            clean("甲\u{0}\u{7}乙\u{200b}\u{feff}\r\n丙\r丁\t戊\u{a0}己\u{3000}庚"),
            "甲乙\n丙\n丁 戊 己\u{3000}庚"
        );
        assert_eq!(clean("\u{1}\u{202e}\u{fe0f}"), "");
    }

    #[test]
    fn widths_are_counted_in_ems() {
        assert!((measure().width("合计12.50") - 4.5).abs() < 1e-9);
        assert!((measure().natural("合计\n一二三\n1") - 3.0).abs() < 1e-9);
    }

    #[test]
    fn numbers_words_and_punctuation_hold_together() {
        let parts: Vec<&str> = Measure::runs("完成率95.5%，（一）共 12 件abc").collect();
        assert_eq!(parts, ["完", "成", "率", "95.5%，", "（一）", "共 ", "12 ", "件", "abc"]);
    }

    #[test]
    fn only_what_is_too_wide_is_broken() {
        assert_eq!(measure().breakable("项目abcdef，12", 2.0), "项目a\u{1}b\u{1}c\u{1}d\u{1}e\u{1}f\u{1}，12");
        assert_eq!(measure().breakable("项目abcd12", 3.0), "项目abcd12");
        assert_eq!(measure().breakable("", 0.0), "");
    }
}
