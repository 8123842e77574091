//! The numbers of headings: their style, and which heading follows or contains which, as the numbers alone tell.
//! No judgement here; the rules judge.

use mingsuan_model::text::{whole_number, without_numbering};
use mingsuan_model::{Disclosure, ListId, Placed};

/// How a heading is numbered; the width of brackets makes no difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// 第一部分
    Part,
    /// 一、
    Comma,
    /// （一）
    Bracket,
    /// 1、
    ArabicComma,
    /// 1.
    ArabicPoint,
    /// （1）
    ArabicBracket,
}

/// A numbered heading or paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbered<'a> {
    pub(super) style: Style,
    pub(super) number: u32,
    pub(super) placed: &'a Placed,
    /// A heading of the document's outline rather than a paragraph that begins with a number.
    pub(super) is_heading: bool,
    /// Level of the section; paragraphs stand below all.
    pub(super) level: u8,
}

/// Everything numbered, in order; `None` stands for a heading without a number, with the level it closes.
pub(super) fn numbered(disclosure: &Disclosure) -> Vec<Result<Numbered<'_>, u8>> {
    let mut all = Vec::new();
    for section in &disclosure.sections {
        match read(&section.title, Some(section.level)) {
            Some(numbered) => all.push(Ok(numbered)),
            None if style_of(section.title.text.trim()).is_some() => {}
            None if !section.title.text.is_empty() => all.push(Err(section.level)),
            None => {}
        }
        let below = section.paragraphs.iter().filter_map(|placed| read(placed, None));
        all.extend(below.map(Ok));
    }
    all
}

fn read(placed: &Placed, level: Option<u8>) -> Option<Numbered<'_>> {
    let (style, number) = style_of(placed.text.trim())?;
    if is_row_of_a_statement(&placed.text) {
        return None;
    }
    Some(Numbered { style, number, placed, is_heading: level.is_some(), level: level.unwrap_or(u8::MAX) })
}

/// The rows of a statement that was not read as a table look like headings; their labels are names of classes.
pub(super) fn is_row_of_a_statement(text: &str) -> bool {
    let (label, _) = without_numbering(text);
    let lists = [ListId::Function, ListId::Economic, ListId::GovEconomic, ListId::Revenue];
    lists.iter().any(|id| id.list().by_name(label).next().is_some())
}

/// The style and the number that a text begins with.
pub(super) fn style_of(text: &str) -> Option<(Style, u32)> {
    let han = |c: char| "一二三四五六七八九十百".contains(c);
    let take = |text: &str| {
        let arabic: String = text.chars().take_while(char::is_ascii_digit).collect();
        let words: String = text.chars().take_while(|c| han(*c)).collect();
        if arabic.is_empty() { (words, false) } else { (arabic, true) }
    };
    if let Some(rest) = text.strip_prefix('第') {
        let (number, _) = take(rest);
        let behind = &rest[number.len()..];
        let is_part = ["部分", "章", "篇"].iter().any(|word| behind.starts_with(word));
        return is_part.then(|| whole_number(&number)).flatten().map(|n| (Style::Part, n));
    }
    if let Some(rest) = text.strip_prefix(['（', '(']) {
        let (number, is_arabic) = take(rest);
        let closes = rest[number.len()..].starts_with(['）', ')']);
        let style = if is_arabic { Style::ArabicBracket } else { Style::Bracket };
        return closes.then(|| whole_number(&number)).flatten().map(|n| (style, n));
    }
    let (number, is_arabic) = take(text);
    let mut behind = text[number.len()..].chars();
    let style = match (behind.next()?, is_arabic) {
        ('、', false) => Style::Comma,
        ('、', true) => Style::ArabicComma,
        ('.' | '．', true) if !behind.next().is_some_and(|c| c.is_ascii_digit()) => Style::ArabicPoint,
        _ => return None,
    };
    whole_number(&number).filter(|n| *n < 100).map(|n| (style, n))
}

/// What a numbered heading is to those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The next of its row, or the first of one.
    InOrder,
    /// The same number as the heading before it.
    Repeated,
    /// Another number than the next.
    Broken {
        /// The number that should stand here.
        expected: u32,
    },
}

/// Follows the numbers through the document: the last heading of every row that is still open, the outermost first.
#[derive(Debug, Default)]
pub(super) struct Rows<'a> {
    open: Vec<Numbered<'a>>,
}

impl<'a> Rows<'a> {
    /// A heading without a number ends the rows of its level and below; rows of paragraphs end with any heading.
    pub(super) fn close(&mut self, level: u8) {
        self.open.retain(|row| row.level < level);
    }

    /// The heading that the next numbered one stands under in the same style, if it is the first of such a row.
    pub(super) fn parent_of(&self, next: &Numbered<'a>) -> Option<Numbered<'a>> {
        let mut headings = self.open.iter().rev().filter(|row| row.is_heading);
        let parent = headings.next()?;
        let nested = next.is_heading && next.number == 1 && parent.style == next.style;
        // A row that nothing encloses has ended and begins anew: a table of contents, an annex.
        (nested && headings.next().is_some()).then_some(*parent)
    }

    /// The heading that the next one would follow in its row, if any.
    pub(super) fn last_of(&self, style: Style) -> Option<Numbered<'a>> {
        self.open.iter().rev().find(|row| row.style == style).copied()
    }

    /// Takes a numbered heading and says how it follows.
    pub(super) fn push(&mut self, next: Numbered<'a>) -> Step {
        let same = |row: &Numbered<'_>| row.style == next.style;
        let continued = self.open.iter().rposition(|row| same(row) && row.number + 1 == next.number);
        if let Some(at) = continued {
            self.open.truncate(at);
            self.open.push(next);
            return Step::InOrder;
        }
        let Some(at) = self.open.iter().rposition(same).filter(|_| next.number != 1) else {
            self.open.push(next);
            return Step::InOrder;
        };
        let last = self.open[at].number;
        self.open.truncate(at);
        self.open.push(next);
        if last == next.number { Step::Repeated } else { Step::Broken { expected: last + 1 } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read() {
        for (text, style) in [
            ("第一部分 概况", Some((Style::Part, 1))),
            ("二十一、其他", Some((Style::Comma, 21))),
            ("(二)招商", Some((Style::Bracket, 2))),
            ("（3）说明", Some((Style::ArabicBracket, 3))),
            ("4、说明", Some((Style::ArabicComma, 4))),
            ("4.说明", Some((Style::ArabicPoint, 4))),
            ("4.5万元", None),
            ("2024年预算", None),
            ("一般公共预算", None),
            ("（盖章）", None),
        ] {
            assert_eq!(style_of(text), style, "{text}");
        }
    }

    #[test]
    fn rows_are_followed() {
        let placed: Vec<Placed> =
            ["五、", "（一）", "（二）", "（一）", "（二）", "（三）", "（五）", "（五）", "六、"]
                .iter()
                .map(|text| Placed { text: (*text).to_owned(), ..Placed::default() })
                .collect();
        let mut rows = Rows::default();
        let mut steps = Vec::new();
        let mut nested = 0;
        for one in &placed {
            let one = read(one, Some(1)).expect("all are numbered");
            nested += usize::from(rows.parent_of(&one).is_some());
            steps.push(rows.push(one));
        }
        let mut expected = vec![Step::InOrder; 9];
        expected[6] = Step::Broken { expected: 4 };
        expected[7] = Step::Repeated;
        assert_eq!((steps, nested), (expected, 1));
    }
}
