//! Text of a workbook: the shared strings, and rich text as both they and the cells hold it.

use crate::error::ReadError;
use crate::limits::MAX_SHARED_STRINGS;
use crate::xml::{Token, Xml};

/// The shared strings, one after another in one buffer.
#[derive(Debug, Default)]
pub(super) struct SharedStrings {
    text: String,
    ends: Vec<usize>,
}

impl SharedStrings {
    /// Reads the part.
    pub(super) fn read(part: &str, text: &str) -> Result<Self, ReadError> {
        let mut strings = Self::default();
        let mut xml = Xml::new(part, text);
        loop {
            match xml.next()? {
                Token::Start(element) if element.name() == "si" => {
                    rich_text(&mut xml, &mut strings.text)?;
                    if strings.ends.len() >= MAX_SHARED_STRINGS {
                        return Err(ReadError::TooLarge { what: "文字", limit: format!("{MAX_SHARED_STRINGS} 条") });
                    }
                    strings.ends.push(strings.text.len());
                }
                Token::Eof => return Ok(strings),
                _ => {}
            }
        }
    }

    /// A string by its index.
    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let start = if index == 0 { 0 } else { *self.ends.get(index - 1)? };
        self.text.get(start..*self.ends.get(index)?)
    }
}

/// Appends the text of an `si` or `is` that has just begun: plain or in runs, without the phonetic guide.
pub(super) fn rich_text(xml: &mut Xml<'_>, text: &mut String) -> Result<(), ReadError> {
    xml.children(|xml, child| match child.name() {
        "t" => xml.text_into(text),
        "r" => xml.children(|xml, inner| if inner.name() == "t" { xml.text_into(text) } else { Ok(()) }),
        _ => Ok(()),
    })
}

/// `_x000D_` and the like stand for a character; line ends become `\n`.
pub(super) fn unescape(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        result.push_str(&rest[..at]);
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        match code.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32) {
            Some(character) => {
                result.push(character);
                rest = &rest[at + 7..];
            }
            None => {
                result.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    result.push_str(rest);
    if result.contains('\r') { result.replace("\r\n", "\n").replace('\r', "\n") } else { result }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rich_text_without_phonetics() {
        let text = "<sst><si><t>甲&amp;&#20057;</t></si><si/><si><r><rPr><b/></rPr><t>合</t></r><r><t xml:space=\"preserve\"> 计</t></r>\
                    <rPh><t>heji</t></rPh></si></sst>";
        let strings = SharedStrings::read("s", text).unwrap();
        assert_eq!([0, 1, 2, 3].map(|i| strings.get(i)), [Some("甲&乙"), Some(""), Some("合 计"), None]);
        assert_eq!(unescape("a_x000D_\nb_x_y_xzzzz_"), "a\nb_x_y_xzzzz_");
    }
}
