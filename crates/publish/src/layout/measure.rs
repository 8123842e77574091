//! How wide text stands in print, counted in halves: a Chinese character is two wide, a Latin letter one.
//! No fonts are read; what a column needs follows in `widths.rs`.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The width of the widest line of a text.
pub fn width(text: &str) -> usize {
    text.split('\n').map(UnicodeWidthStr::width_cjk).max().unwrap_or(0)
}

/// The width with room to spare: where the font named is not at hand another takes its place, and its digits may be wider
/// than half a character.
pub fn spacious(text: &str) -> usize {
    let latin = text.split('\n').map(|line| line.chars().filter(char::is_ascii_graphic).count()).max().unwrap_or(0);
    width(text) + if latin > 2 { (latin * 2).div_ceil(7) } else { 0 }
}

/// The width of the longest part that print does not break: a number, a code, a Latin word, one Chinese character.
pub fn unbreakable(text: &str) -> usize {
    let mut longest = 0;
    each_part(text, |part| longest = longest.max(part));
    longest
}

/// How many lines a text takes in a column that is `room` halves wide.
pub fn lines(text: &str, room: usize) -> usize {
    let room = room.max(2);
    let of_paragraph = |paragraph: &str| {
        let (mut lines, mut used) = (1, 0);
        each_part(paragraph, |part| {
            if used + part > room && used > 0 {
                (lines, used) = (lines + 1, 0);
            }
            // A part wider than the column is broken after all.
            lines += (used + part).saturating_sub(1) / room;
            used = (used + part - 1) % room + 1;
        });
        lines
    };
    text.split('\n').map(of_paragraph).sum()
}

/// Calls with the width of each part of a text that stays together; parts are never of width 0.
fn each_part(text: &str, mut part: impl FnMut(usize)) {
    let mut word = 0;
    for c in text.chars() {
        let wide = c.width_cjk().unwrap_or(0);
        if c.is_ascii_graphic() {
            word += wide;
            continue;
        }
        for parted in [std::mem::take(&mut word), wide] {
            if parted > 0 {
                part(parted);
            }
        }
    }
    if word > 0 {
        part(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_twice_as_wide() {
        assert_eq!(width("预算数 12.50"), 12);
        assert_eq!(width("甲\n“三公”"), 8);
        assert_eq!(unbreakable("编码2130201止"), 7);
        assert_eq!(unbreakable("预算数"), 2);
    }

    #[test]
    fn lines_break_between_characters_but_not_in_numbers() {
        assert_eq!(lines("", 10), 1);
        assert_eq!(lines("一二三四五", 10), 1);
        assert_eq!(lines("一二三四五六", 10), 2);
        assert_eq!(lines("一二三12345.67", 10), 2);
        assert_eq!(lines("123456789012", 10), 2);
        assert_eq!(lines("一\n二", 10), 2);
    }
}
