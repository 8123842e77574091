//! A pull reader over one XML part: bounded depth, no DTD, no entities but the five predefined ones.
//! Names come without their prefix; what they mean is the business of the reader that asks.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use crate::error::ReadError;
use crate::limits::MAX_XML_DEPTH;

/// One step through an XML part.
pub(crate) enum Token<'a> {
    /// An element begins (an empty one ends with the next token).
    Start(Element<'a>),
    /// The innermost open element ends.
    End,
    /// Character data, in pieces.
    Text(Cow<'a, str>),
    /// The part ends.
    Eof,
}

/// The start of an element.
pub(crate) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// The name without prefix.
    pub(crate) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// An attribute by its name without prefix.
    pub(crate) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        self.attribute_where(|key| local(key) == name)
    }

    /// An attribute by its name with prefix, as in `xml:space`.
    pub(crate) fn qualified_attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        self.attribute_where(|key| key == name)
    }

    /// The attribute `val`, where WordprocessingML keeps most of its values.
    pub(crate) fn val(&self) -> Option<Cow<'_, str>> {
        self.attribute("val")
    }

    /// A numeric attribute.
    pub(crate) fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// A switch: on unless its `val` says off.
    pub(crate) fn is_on(&self) -> bool {
        !self.val().is_some_and(|value| is_off(&value))
    }

    fn attribute_where(&self, matches: impl Fn(&str) -> bool) -> Option<Cow<'_, str>> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        let found = attributes.flatten().find(|attribute| matches(attribute.key.into_inner()))?;
        found.normalized_value(XmlVersion::Implicit1_0).ok()
    }
}

/// Whether the value of a switch means off.
pub(crate) fn is_off(value: &str) -> bool {
    matches!(value.trim(), "0" | "false" | "off")
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// A pull reader over one part.
pub(crate) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    part: &'a str,
    depth: usize,
    /// Where the last token began, and how much stood before the text that is read.
    began: u64,
    mark: usize,
}

impl<'a> Xml<'a> {
    /// Begins to read a part; `part` names it in errors.
    pub(crate) fn new(part: &'a str, text: &'a str) -> Self {
        let stripped = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = Reader::from_str(stripped);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, part, depth: 0, began: 0, mark: text.len() - stripped.len() }
    }

    /// The byte of the part at which the last token began.
    pub(crate) fn began(&self) -> usize {
        self.mark + usize::try_from(self.began).unwrap_or(usize::MAX)
    }

    /// The byte of the part after the last token.
    pub(crate) fn ended(&self) -> usize {
        self.mark + usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The next step.
    pub(crate) fn next(&mut self) -> Result<Token<'a>, ReadError> {
        loop {
            self.began = self.reader.buffer_position();
            let event = self.reader.read_event().map_err(|error| ReadError::malformed(self.part, error.to_string()))?;
            return Ok(match event {
                Event::Start(start) | Event::Empty(start) => {
                    self.depth += 1;
                    if self.depth > MAX_XML_DEPTH {
                        return Err(ReadError::TooDeep { what: "元素", limit: MAX_XML_DEPTH });
                    }
                    Token::Start(Element(start))
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Token::End
                }
                Event::Text(text) => Token::Text(text.xml10_content()),
                Event::CData(text) => Token::Text(text.xml10_content()),
                Event::GeneralRef(reference) => Token::Text(self.resolve(&reference)?),
                Event::DocType(_) => {
                    return Err(ReadError::malformed(self.part, "含有 DOCTYPE 声明，为安全起见不读取"));
                }
                Event::Eof if self.depth > 0 => return Err(ReadError::malformed(self.part, "内容中断，元素没有结束")),
                Event::Eof => Token::Eof,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            });
        }
    }

    fn resolve(&self, reference: &BytesRef<'a>) -> Result<Cow<'a, str>, ReadError> {
        let bad = || ReadError::malformed(self.part, "含有未定义的实体");
        if let Some(character) = reference.resolve_char_ref().map_err(|_| bad())? {
            return Ok(Cow::Owned(character.to_string()));
        }
        let name = reference.clone().into_inner();
        resolve_predefined_entity(&name).map(Cow::Borrowed).ok_or_else(bad)
    }

    /// Passes over the rest of the element that has just begun.
    pub(crate) fn skip(&mut self) -> Result<(), ReadError> {
        let end = self.depth.saturating_sub(1);
        while self.depth > end {
            self.next()?;
        }
        Ok(())
    }

    /// Appends the character data of the element that has just begun, up to its end.
    pub(crate) fn text_into(&mut self, text: &mut String) -> Result<(), ReadError> {
        let end = self.depth.saturating_sub(1);
        while self.depth > end {
            if let Token::Text(piece) = self.next()? {
                text.push_str(&piece);
            }
        }
        Ok(())
    }

    /// Calls `on_child` for each child of the element that has just begun, up to its end.
    /// A child that `on_child` does not read to its end is passed over.
    pub(crate) fn children(
        &mut self,
        mut on_child: impl FnMut(&mut Self, &Element<'a>) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let end = self.depth.saturating_sub(1);
        while self.depth > end {
            if let Token::Start(element) = self.next()? {
                let inside = self.depth;
                on_child(self, &element)?;
                while self.depth >= inside {
                    self.next()?;
                }
            }
        }
        Ok(())
    }
}
