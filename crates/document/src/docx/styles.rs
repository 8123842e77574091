//! `styles.xml` of a docx: which paragraph style is a heading of which level, and which style numbers its paragraphs.

use std::collections::HashMap;

use super::numbering::read_reference;
use crate::error::ReadError;
use crate::heading::{level_of_name, level_of_outline};
use crate::numbering::NumberRef;
use crate::xml::{Element, Token, Xml};

/// Longest chain of styles based on one another that is followed.
const MAX_CHAIN: usize = 32;

/// What a paragraph style says.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    /// Heading level 1–9; `Some(0)` says body text.
    pub(super) level: Option<u8>,
    /// The list the paragraphs belong to.
    pub(super) number: NumberRef,
    /// The paragraphs are entries of a table of contents.
    pub(super) is_contents: bool,
    based_on: Option<String>,
}

/// The paragraph styles, inheritance resolved.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    default_id: Option<String>,
}

impl Styles {
    /// Reads the part.
    pub(super) fn read(part: &str, text: &str) -> Result<Self, ReadError> {
        let mut styles = Self::default();
        let mut xml = Xml::new(part, text);
        loop {
            match xml.next()? {
                Token::Start(element) if element.name() == "style" => styles.style(&mut xml, &element)?,
                Token::Start(element) if element.name() == "styles" => {}
                Token::Start(_) => xml.skip()?,
                Token::Eof => break,
                Token::End | Token::Text(_) => {}
            }
        }
        styles.inherit();
        Ok(styles)
    }

    /// The style of a paragraph that names this one, or none.
    pub(super) fn get(&self, id: Option<&str>) -> Option<&Style> {
        self.by_id.get(id.or(self.default_id.as_deref())?)
    }

    fn style(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<(), ReadError> {
        let id = element.attribute("styleId").map(|id| id.into_owned());
        let (Some(id), Some("paragraph")) = (id, element.attribute("type").as_deref()) else {
            return xml.skip();
        };
        if element.attribute("default").is_some_and(|value| !crate::xml::is_off(&value)) {
            self.default_id = Some(id.clone());
        }
        let mut style = Style::default();
        let (mut named_level, mut outline) = (None, None);
        xml.children(|xml, child| {
            match child.name() {
                "name" => {
                    let name = child.val().unwrap_or_default();
                    (named_level, style.is_contents) = (level_of_name(&name), is_contents_name(&name));
                }
                "basedOn" => style.based_on = child.val().map(|id| id.into_owned()),
                "pPr" => xml.children(|xml, property| {
                    match property.name() {
                        "outlineLvl" => outline = property.number("val").map(level_of_outline),
                        "numPr" => style.number = read_reference(xml)?,
                        _ => {}
                    }
                    Ok(())
                })?,
                _ => {}
            }
            Ok(())
        })?;
        style.level = outline.or(named_level);
        style.number.style.get_or_insert_with(|| id.clone());
        self.by_id.insert(id, style);
        Ok(())
    }

    fn inherit(&mut self) {
        let resolved = self.by_id.keys().map(|id| (id.clone(), self.resolved(id))).collect();
        self.by_id = resolved;
    }

    fn resolved(&self, id: &str) -> Style {
        let mut result = self.by_id.get(id).cloned().unwrap_or_default();
        let mut next = result.based_on.clone();
        for _ in 0..MAX_CHAIN {
            let Some(parent) = next.as_deref().and_then(|id| self.by_id.get(id)) else {
                break;
            };
            result.level = result.level.or(parent.level);
            result.number.inherit(&parent.number);
            next.clone_from(&parent.based_on);
        }
        result
    }
}

/// `toc 1`, `TOC Heading`, `目录 1`.
fn is_contents_name(name: &str) -> bool {
    let lower = name.trim().to_lowercase();
    let rest = lower.strip_prefix("toc").or_else(|| lower.strip_prefix("目录")).map(str::trim_start);
    rest.is_some_and(|rest| rest == "heading" || rest.parse::<u8>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_come_from_outline_name_and_parent() {
        let text = r#"<w:styles xmlns:w="x"><w:docDefaults><w:pPrDefault/></w:docDefaults>
          <w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
          <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>
          <w:style w:type="paragraph" w:styleId="my"><w:name w:val="我的"/><w:basedOn w:val="1"/></w:style>
          <w:style w:type="paragraph" w:styleId="b"><w:name w:val="正文样"/><w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
          <w:style w:type="paragraph" w:styleId="c"><w:name w:val="环"/><w:basedOn w:val="c"/></w:style>
          <w:style w:type="character" w:styleId="x"><w:name w:val="heading 3"/></w:style></w:styles>"#;
        let styles = Styles::read("styles.xml", text).unwrap();
        let level = |id| styles.get(id).and_then(|style| style.level);
        assert_eq!(level(Some("1")), Some(1));
        assert_eq!(level(Some("my")), Some(1));
        assert_eq!(level(Some("b")), Some(0));
        assert_eq!(level(Some("c")), None);
        assert_eq!(level(Some("x")), None);
        assert_eq!(level(None), None);
        assert_eq!(
            ["toc 1", "TOC Heading", "目录 2", "tocsin", "标题"].map(is_contents_name),
            [true, true, true, false, false]
        );
    }
}
