//! The text: headings, their levels, and the paragraphs under them.
//! Amounts in the paragraphs are read in `claims.rs`, goals and terms in `goals.rs` and `annex.rs`.

use mingsuan_document::Paragraph;
use mingsuan_model::text::whole_number;
use mingsuan_model::{Placed, Section};

/// How a heading is numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// 第一部分
    Part,
    /// 一、
    Comma,
    /// （一）
    Bracket,
    /// 1、 or 1.
    Arabic,
    /// (1)
    ArabicBracket,
    /// No number; a level that the format gave.
    Unnumbered,
}

/// A heading under which others stand.
#[derive(Clone, Copy, Debug)]
struct Open {
    style: Style,
    ordinal: u32,
    level: u8,
}

/// Builds the sections paragraph by paragraph.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    pub(crate) sections: Vec<Section>,
    open: Vec<Open>,
}

/// Headings are short and do not end as sentences do.
const LONGEST_HEADING: usize = 50;

impl Outline {
    /// Adds a paragraph: a heading opens a section, anything else belongs to the last one.
    pub(crate) fn push(&mut self, paragraph: &Paragraph) {
        let text = paragraph.text.trim();
        if text.is_empty() {
            return;
        }
        let placed = Placed { text: text.to_owned(), place: paragraph.place.with_text(text) };
        match heading(text, paragraph.level) {
            Some((style, ordinal)) => {
                let level = self.level_of(style, ordinal, paragraph.level);
                self.sections.push(Section { level, title: placed, ..Section::default() });
            }
            None => {
                if self.sections.is_empty() {
                    self.sections.push(Section::default());
                }
                if let Some(section) = self.sections.last_mut() {
                    section.paragraphs.push(placed);
                }
            }
        }
    }

    /// The level of a heading: the nearest open heading of the same style that it continues; a first number opens a
    /// level below; a broken number stays with its style.
    fn level_of(&mut self, style: Style, ordinal: u32, given: Option<u8>) -> u8 {
        if style == Style::Unnumbered {
            let level = given.unwrap_or(1);
            self.open.retain(|open| open.level < level);
            return level;
        }
        let continued = self.open.iter().rposition(|open| open.style == style && open.ordinal + 1 == ordinal);
        let same_style = self.open.iter().rposition(|open| open.style == style);
        let at = continued.or(if ordinal == 1 { None } else { same_style });
        if let Some(at) = at {
            self.open.truncate(at + 1);
            self.open[at].ordinal = ordinal;
            return self.open[at].level;
        }
        let top = matches!(style, Style::Part)
            || style == Style::Comma && !self.open.iter().any(|open| open.style == Style::Part);
        if top {
            self.open.clear();
        }
        let level = self.open.last().map_or(1, |open| open.level + 1);
        self.open.push(Open { style, ordinal, level });
        level
    }
}

/// The style and number of a heading; `None` for a plain paragraph.
fn heading(text: &str, given: Option<u8>) -> Option<(Style, u32)> {
    if text.chars().count() > LONGEST_HEADING || text.ends_with(['。', '，', '：', ':']) || text.contains('。') {
        return None;
    }
    if let Some(numbered) = numbered(text) {
        return Some(numbered);
    }
    given.map(|_| (Style::Unnumbered, 0))
}

/// The numbering at the start of a text.
fn numbered(text: &str) -> Option<(Style, u32)> {
    let han = |c: char| "一二三四五六七八九十百".contains(c);
    let digits = |text: &str, of: fn(char) -> bool| text.chars().take_while(|c| of(*c)).collect::<String>();
    if let Some(rest) = text.strip_prefix('第') {
        let number = digits(rest, |c| "一二三四五六七八九十百".contains(c) || c.is_ascii_digit());
        let unit = rest[number.len()..].trim_start();
        return ["部分", "章", "篇"]
            .iter()
            .any(|word| unit.starts_with(word))
            .then(|| whole_number(&number))
            .flatten()
            .map(|n| (Style::Part, n));
    }
    if let Some(rest) = text.strip_prefix(['（', '(']) {
        let number = digits(rest, |c| "一二三四五六七八九十百".contains(c) || c.is_ascii_digit());
        rest[number.len()..].starts_with(['）', ')']).then_some(())?;
        let style = if number.chars().all(han) { Style::Bracket } else { Style::ArabicBracket };
        return whole_number(&number).map(|n| (style, n));
    }
    let number = digits(text, |c| "一二三四五六七八九十百".contains(c));
    if !number.is_empty() {
        return text[number.len()..]
            .starts_with('、')
            .then(|| whole_number(&number))
            .flatten()
            .map(|n| (Style::Comma, n));
    }
    let number = digits(text, |c| c.is_ascii_digit());
    let rest = &text[number.len()..];
    let after = rest.chars().nth(1);
    let marked = rest.starts_with(['、', '．']) || rest.starts_with('.') && !after.is_some_and(|c| c.is_ascii_digit());
    (marked && after.is_some()).then(|| whole_number(&number)).flatten().map(|n| (Style::Arabic, n))
}

#[cfg(test)]
mod tests {
    use mingsuan_model::Place;

    use super::*;

    #[test]
    fn levels_follow_the_numbers() {
        let mut outline = Outline::default();
        let texts = [
            "一、职责",
            "文字。",
            "二、情况",
            "1、收入说明",
            "2、支出说明",
            "五、目标",
            "（一）总体",
            "（二）分项",
            "（一）经济",
            "(二)招商",
            "（三）项目；",
            "（三）保障",
            "（一）制度",
            "六、项目",
        ];
        for text in texts {
            outline.push(&Paragraph { text: text.into(), level: None, place: Place::default() });
        }
        let levels: Vec<u8> = outline.sections.iter().map(|section| section.level).collect();
        assert_eq!(levels, [1, 1, 2, 2, 1, 2, 2, 3, 3, 3, 2, 3, 1]);
    }

    #[test]
    fn sentences_are_no_headings() {
        for text in ["1、财政拨款收入：指本级财政当年拨付的资金。", "2024年单位预算", "1.5万元", "三公经费"]
        {
            assert_eq!(heading(text, None), None, "{text}");
        }
    }
}
