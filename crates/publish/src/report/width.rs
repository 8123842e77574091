//! Text measured as a terminal shows it: a Chinese character takes two columns. No colours here.

use unicode_width::UnicodeWidthChar;

/// Columns that a text takes; colours take none.
pub fn width(text: &str) -> usize {
    let mut is_colour = false;
    let mut columns = 0;
    for c in text.chars() {
        match (is_colour, c) {
            (false, '\u{1b}') => is_colour = true,
            (true, 'm') => is_colour = false,
            (true, _) => {}
            (false, _) => columns += width_of(c),
        }
    }
    columns
}

/// Columns that a character takes.
pub(crate) fn width_of(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// The text filled up with blanks to `columns`, on the left when it is to stand at the right.
pub fn pad(text: &str, columns: usize, to_the_right: bool) -> String {
    let blanks = " ".repeat(columns.saturating_sub(width(text)));
    if to_the_right { format!("{blanks}{text}") } else { format!("{text}{blanks}") }
}

/// The text cut to `columns`, with a sign that something is missing.
pub(crate) fn fit(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    format!("{}…", head(text, columns.saturating_sub(1)))
}

/// As much of the beginning as fits.
pub(crate) fn head(text: &str, columns: usize) -> &str {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += width_of(c);
        if used > columns {
            return &text[..at];
        }
    }
    text
}

/// As much of the end as fits.
pub(crate) fn last(text: &str, columns: usize) -> &str {
    let mut used = 0;
    for (at, c) in text.char_indices().rev() {
        used += width_of(c);
        if used > columns {
            return &text[at + c.len_utf8()..];
        }
    }
    text
}

/// One line on a terminal: line breaks, tabs and other controls become blanks, runs of blanks one.
pub(crate) fn flat(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The text in lines of at most `columns`: never inside a number or a Latin word, no closing sign at a line's beginning.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for piece in pieces(paragraph) {
            if !line.is_empty() && width(&line) + width(piece.trim_end()) > columns {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
            }
            line.push_str(if line.is_empty() { piece.trim_start() } else { piece });
            while width(line.trim_end()) > columns.max(4) {
                let cut = head(&line, columns.max(4)).len();
                let rest = line.split_off(cut);
                lines.push(std::mem::replace(&mut line, rest));
            }
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// What must stay together: a word or number with the signs around it, a character with the signs that belong to it.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if let Some(before) = before
            && may_break(before, c)
        {
            pieces.push(&text[from..at]);
            from = at;
        }
        before = Some(c);
    }
    pieces.push(&text[from..]);
    pieces
}

fn may_break(before: char, after: char) -> bool {
    let opens = |c: char| "“‘（《〈【[(「".contains(c);
    let closes = |c: char| "，。、；：？！”’）》〉】])」%…,.;:!?".contains(c);
    let latin = |c: char| width_of(c) < 2 && !c.is_whitespace() && !"“”‘’".contains(c);
    if opens(before) || closes(after) {
        return false;
    }
    !(after.is_whitespace() || latin(before) && latin(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_columns() {
        assert_eq!(pad("合计", 6, true), "  合计");
        assert_eq!(fit("一般公共预算", 7), "一般公…");
        assert_eq!(last("一般公共预算", 5), "预算");
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrap("合计为1706.47万元，应为1700.47万元", 14), ["合计为1706.47", "万元，应为", "1700.47万元"]);
    }
}
