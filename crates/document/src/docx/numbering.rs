//! `numbering.xml` of a docx: the automatic numbers that stand in front of paragraphs, as printed.
//! Bullets are left out: they number nothing.

use std::collections::HashMap;

use super::numerals;
use crate::error::ReadError;
use crate::xml::{Element, Token, Xml};

const LEVELS: usize = 9;

/// The list and level a paragraph (or a style) belongs to.
#[derive(Clone, Debug, Default)]
pub(super) struct NumberRef {
    /// `numId`; 0 takes a paragraph out of its list.
    pub(super) id: Option<u32>,
    /// `ilvl`.
    pub(super) level: Option<usize>,
    /// The style that set it, for lists that bind their levels to styles.
    pub(super) style: Option<String>,
}

impl NumberRef {
    /// Reads a `numPr` that has just begun.
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, ReadError> {
        let mut number = Self::default();
        xml.children(|_, child| {
            match child.name() {
                "numId" => number.id = child.number("val"),
                "ilvl" => number.level = child.number("val"),
                _ => {}
            }
            Ok(())
        })?;
        Ok(number)
    }

    /// Takes over what is not said here.
    pub(super) fn inherit(&mut self, parent: &Self) {
        self.id = self.id.or(parent.id);
        self.level = self.level.or(parent.level);
        if self.style.is_none() {
            self.style.clone_from(&parent.style);
        }
    }
}

#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    text: String,
    suffix: String,
    style: Option<String>,
    legal: bool,
}

impl Default for Level {
    fn default() -> Self {
        let [format, suffix] = ["decimal", "tab"].map(str::to_owned);
        Self { start: 1, format, text: String::new(), suffix, style: None, legal: false }
    }
}

#[derive(Debug, Default)]
struct List {
    abstract_id: u32,
    start_overrides: [Option<u32>; LEVELS],
    levels: HashMap<usize, Level>,
    is_started: bool,
}

/// All lists and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    abstracts: HashMap<u32, HashMap<usize, Level>>,
    lists: HashMap<u32, List>,
    counters: HashMap<u32, [Option<u32>; LEVELS]>,
}

impl Numbering {
    /// Reads the part.
    pub(super) fn read(part: &str, text: &str) -> Result<Self, ReadError> {
        let mut numbering = Self::default();
        let mut xml = Xml::new(part, text);
        loop {
            match xml.next()? {
                Token::Start(element) => match element.name() {
                    "numbering" => {}
                    "abstractNum" => numbering.abstract_list(&mut xml, &element)?,
                    "num" => numbering.list(&mut xml, &element)?,
                    _ => xml.skip()?,
                },
                Token::Eof => return Ok(numbering),
                Token::End | Token::Text(_) => {}
            }
        }
    }

    fn abstract_list(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<(), ReadError> {
        let id = element.number("abstractNumId").unwrap_or(0);
        let mut levels = HashMap::new();
        xml.children(|xml, child| {
            if child.name() == "lvl" {
                levels.insert(child.number("ilvl").unwrap_or(0), read_level(xml)?);
            }
            Ok(())
        })?;
        self.abstracts.insert(id, levels);
        Ok(())
    }

    fn list(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<(), ReadError> {
        let id = element.number("numId").unwrap_or(0);
        let mut list = List::default();
        xml.children(|xml, child| {
            match child.name() {
                "abstractNumId" => list.abstract_id = child.number("val").unwrap_or(0),
                "lvlOverride" => {
                    let level: usize = child.number("ilvl").unwrap_or(0);
                    xml.children(|xml, child| {
                        match child.name() {
                            "startOverride" if level < LEVELS => list.start_overrides[level] = child.number("val"),
                            "lvl" => drop(list.levels.insert(level, read_level(xml)?)),
                            _ => {}
                        }
                        Ok(())
                    })?;
                }
                _ => {}
            }
            Ok(())
        })?;
        self.lists.insert(id, list);
        Ok(())
    }

    /// Counts one paragraph of a list and gives its printed number, with the space that separates it from the text.
    pub(super) fn next(&mut self, number: &NumberRef) -> Option<String> {
        let list = self.lists.get_mut(&number.id.filter(|id| *id != 0)?)?;
        let abstract_levels = self.abstracts.get(&list.abstract_id)?;
        let level_at = |index: usize| list.levels.get(&index).or_else(|| abstract_levels.get(&index));
        let bound =
            (0..LEVELS).find(|i| number.style.is_some() && level_at(*i).is_some_and(|l| l.style == number.style));
        let index = number.level.or(bound).unwrap_or(0);
        let level = level_at(index).filter(|_| index < LEVELS)?;
        let counters = self.counters.entry(list.abstract_id).or_default();
        if !list.is_started {
            for (counter, start) in counters.iter_mut().zip(list.start_overrides) {
                if let Some(start) = start {
                    *counter = start.checked_sub(1);
                }
            }
        }
        counters[index] = Some(counters[index].map_or(level.start, |count| count.saturating_add(1)));
        if !list.is_started
            && let Some(start) = list.start_overrides[index]
        {
            counters[index] = Some(start);
        }
        counters[index + 1..].fill(None);
        let text = printed(level, counters, &level_at);
        list.is_started = true;
        text
    }
}

fn read_level(xml: &mut Xml<'_>) -> Result<Level, ReadError> {
    let mut level = Level::default();
    xml.children(|_, child| {
        let value = || child.val().map(|value| value.into_owned()).unwrap_or_default();
        match child.name() {
            "start" => level.start = child.number("val").unwrap_or(1),
            "numFmt" => level.format = value(),
            "lvlText" => level.text = value(),
            "suff" => level.suffix = value(),
            "pStyle" => level.style = Some(value()),
            "isLgl" => level.legal = child.is_on(),
            _ => {}
        }
        Ok(())
    })?;
    Ok(level)
}

/// `%1、` and the like with the counters put in.
fn printed<'l>(
    level: &Level,
    counters: &[Option<u32>; LEVELS],
    level_at: &impl Fn(usize) -> Option<&'l Level>,
) -> Option<String> {
    if level.format == "bullet" {
        return None;
    }
    let mut text = String::new();
    let mut characters = level.text.chars().peekable();
    while let Some(character) = characters.next() {
        match characters.peek().and_then(|digit| digit.to_digit(10)) {
            Some(digit @ 1..) if character == '%' => {
                characters.next();
                let index = digit as usize - 1;
                let (start, format) = level_at(index).map_or((1, "decimal"), |l| (l.start, l.format.as_str()));
                let format = if level.legal { "decimal" } else { format };
                text.push_str(&numerals::render(counters[index].unwrap_or(start), format));
            }
            _ => text.push(character),
        }
    }
    let last = text.chars().last()?;
    // A tab is only a gap on the page; after 、or ） the gap says nothing.
    if level.suffix == "space" || (level.suffix != "nothing" && last.is_ascii()) {
        text.push(' ');
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = r#"<w:numbering xmlns:w="x">
      <w:abstractNum w:abstractNumId="0">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="H1"/><w:lvlText w:val="%1、"/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
      </w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
      <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
    </w:numbering>"#;

    fn at(id: u32, level: usize) -> NumberRef {
        NumberRef { id: Some(id), level: Some(level), style: None }
    }

    #[test]
    fn lists_count_and_restart() {
        let mut lists = Numbering::read("numbering.xml", LISTS).unwrap();
        let mut next = |id, level| lists.next(&at(id, level)).unwrap_or_default();
        assert_eq!(next(1, 0), "一、");
        assert_eq!(next(1, 1), "一.1 ");
        assert_eq!(next(1, 1), "一.2 ");
        assert_eq!(next(1, 0), "二、");
        assert_eq!(next(1, 1), "二.1 ");
        assert_eq!(next(2, 0), "七、");
        assert_eq!(next(2, 0), "八、");
        assert_eq!(next(0, 0), "");
        assert_eq!(next(9, 0), "");
        assert_eq!(next(1, 40), "");
    }
}
