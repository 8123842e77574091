//! The styles of an OpenDocument: what is hidden, and how lists number. Fonts, borders and sizes are not read.

use std::collections::{HashMap, HashSet};

use crate::archive::Archive;
use crate::error::ReadError;
use crate::numbering::{LEVELS, Level, Levels, List, Numbering};
use crate::xml::{Element, Token, Xml, is_off};

/// Longest chain of styles based on one another that is followed.
const MAX_CHAIN: usize = 32;
/// The numbering of headings, which is a kind of list without a name.
pub(super) const OUTLINE: u32 = 1;

/// What the styles say.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Styles whose text does not print, and table styles that hide a sheet.
    hidden: HashSet<String>,
    /// Which list style a paragraph style numbers with; an empty name says none.
    lists: HashMap<String, String>,
    parents: HashMap<String, String>,
    kinds: HashMap<String, u32>,
    /// The lists.
    pub(super) numbering: Numbering,
}

impl Styles {
    /// Reads the styles of a document and those that its content adds.
    pub(super) fn read(archive: &mut Archive<'_>, part: &str, content: &str) -> Result<Self, ReadError> {
        let mut styles = Self::default();
        if let Some(text) = archive.text("styles.xml")? {
            styles.read_part("styles.xml", &text)?;
        }
        styles.read_part(part, content)?;
        Ok(styles)
    }

    fn read_part(&mut self, part: &str, text: &str) -> Result<(), ReadError> {
        let mut xml = Xml::new(part, text);
        loop {
            match xml.next()? {
                Token::Start(element) => match element.name() {
                    "document-content" | "document-styles" | "styles" | "automatic-styles" => {}
                    "style" => self.style(&mut xml, &element)?,
                    "list-style" => {
                        let id = u32::try_from(self.kinds.len()).unwrap_or(u32::MAX - 2) + OUTLINE + 1;
                        let name = element.attribute("name").unwrap_or_default().into_owned();
                        let id = *self.kinds.entry(name).or_insert(id);
                        self.list(&mut xml, id)?;
                    }
                    "outline-style" => self.list(&mut xml, OUTLINE)?,
                    "body" => return Ok(()),
                    _ => xml.skip()?,
                },
                Token::Eof => return Ok(()),
                Token::End | Token::Text(_) => {}
            }
        }
    }

    fn style(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<(), ReadError> {
        let name = element.attribute("name").unwrap_or_default().into_owned();
        if let Some(list) = element.attribute("list-style-name") {
            self.lists.insert(name.clone(), list.into_owned());
        }
        if let Some(parent) = element.attribute("parent-style-name") {
            self.parents.insert(name.clone(), parent.into_owned());
        }
        let mut is_hidden = false;
        xml.children(|_, properties| {
            let display = properties.attribute("display");
            is_hidden |= display.is_some_and(|display| display == "none" || is_off(&display));
            Ok(())
        })?;
        if is_hidden {
            self.hidden.insert(name);
        }
        Ok(())
    }

    fn list(&mut self, xml: &mut Xml<'_>, id: u32) -> Result<(), ReadError> {
        let mut levels = Levels::new();
        xml.children(|_, level| {
            let index = level.number::<usize>("level").unwrap_or(0).wrapping_sub(1);
            if index < LEVELS {
                levels.insert(index, read_level(level, index));
            }
            Ok(())
        })?;
        self.numbering.add_kind(id, levels);
        self.numbering.add_list(id, List::of_kind(id));
        Ok(())
    }

    /// Whether what names this style is hidden.
    pub(super) fn is_hidden(&self, element: &Element<'_>) -> bool {
        element.attribute("style-name").is_some_and(|name| self.hidden.contains(&*name))
    }

    /// The kind of list of this name.
    pub(super) fn list_kind(&self, name: &str) -> Option<u32> {
        self.kinds.get(name).copied()
    }

    /// The kind of list that numbers the headings of a paragraph style: its own, else that of the outline.
    pub(super) fn heading_list(&self, style: Option<&str>) -> Option<u32> {
        let mut next = style;
        for _ in 0..MAX_CHAIN {
            let Some(style) = next else { break };
            if let Some(list) = self.lists.get(style) {
                return self.list_kind(list);
            }
            next = self.parents.get(style).map(String::as_str);
        }
        Some(OUTLINE)
    }
}

fn read_level(element: &Element<'_>, index: usize) -> Level {
    if !matches!(element.name(), "list-level-style-number" | "outline-level-style") {
        return Level { format: "bullet".to_owned(), ..Level::default() };
    }
    let attribute = |name| element.attribute(name).unwrap_or_default();
    let shown = element.number::<usize>("display-levels").unwrap_or(1).clamp(1, index + 1);
    let text = match element.attribute("num-list-format") {
        Some(pattern) => without_closing_signs(&pattern),
        None => {
            let numbers: Vec<String> = (index + 2 - shown..=index + 1).map(|level| format!("%{level}")).collect();
            format!("{}{}{}", attribute("num-prefix"), numbers.join("."), attribute("num-suffix"))
        }
    };
    let start = element.number("start-value").unwrap_or(1);
    Level { start, format: numeral_format(&attribute("num-format")).to_owned(), text, ..Level::default() }
}

/// `%1%.%2%、` as `%1.%2、`.
fn without_closing_signs(pattern: &str) -> String {
    let mut text = String::with_capacity(pattern.len());
    let mut is_open = false;
    for character in pattern.chars() {
        if character == '%' {
            is_open = !is_open;
        }
        if character != '%' || is_open {
            text.push(character);
        }
    }
    text
}

/// The name of a number format; other scripts are told by how they begin.
fn numeral_format(sample: &str) -> &'static str {
    match sample.chars().next() {
        None => "none",
        Some('a') => "lowerLetter",
        Some('A') => "upperLetter",
        Some('i') => "lowerRoman",
        Some('I') => "upperRoman",
        Some('一') => "chineseCounting",
        Some('壹') => "chineseLegalSimplified",
        Some('甲') => "ideographTraditional",
        Some('子') => "ideographZodiac",
        Some('①') => "decimalEnclosedCircle",
        Some('１') => "decimalFullWidth",
        Some(_) => "decimal",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbering::NumberRef;

    #[test]
    fn lists_and_headings_number() {
        let text = r#"<document-content><automatic-styles>
            <list-style name="L"><list-level-style-number level="1" num-format="一, 二, 三, ..." num-suffix="、"/>
              <list-level-style-number level="2" num-format="1" display-levels="2" num-list-format="%1%.%2%"/>
              <list-level-style-bullet level="3"/></list-style>
            <style name="h" list-style-name="L"/><style name="child" parent-style-name="h"/><style name="none" list-style-name=""/>
            <style name="gone"><text-properties display="none"/></style></automatic-styles><body/></document-content>"#;
        let mut styles = Styles::default();
        styles.read_part("content.xml", text).unwrap();
        let id = styles.list_kind("L").unwrap();
        let mut next = |level| {
            let number = NumberRef { id: Some(id), level: Some(level), style: None };
            styles.numbering.next(&number).unwrap_or_default()
        };
        assert_eq!([next(0), next(1), next(1), next(0), next(2)], ["一、", "一.1 ", "一.2 ", "二、", ""]);
        assert_eq!(styles.heading_list(Some("child")), Some(id));
        assert_eq!(styles.heading_list(Some("none")), None);
        assert_eq!(styles.heading_list(Some("other")), Some(OUTLINE));
        assert!(styles.hidden.contains("gone"));
    }
}
