//! OpenDocument: texts (odt) and spreadsheets (ods), whose `content.xml` shares its words for paragraphs and tables.
//! Headers, footers, notes, comments and indexes are not read. What a heading or a table means is not known here.

mod sheets;
mod styles;
mod table;
mod text;

pub(crate) use sheets::read as read_sheets;
pub(crate) use text::read as read_text;

use crate::error::ReadError;
use crate::xml::{Element, Xml};

/// Most spaces that one `text:s` stands for.
const MAX_SPACES: usize = 1_000;

/// Text while it is being put together, its white space collapsed (OpenDocument 1.3, part 3, 6.1.2).
#[derive(Debug, Default)]
struct Words {
    text: String,
    ends_with_space: bool,
    /// LibreOffice writes and reads the spaces of a spreadsheet as they are.
    keeps_spaces: bool,
}

impl Words {
    /// Appends character data.
    fn push(&mut self, piece: &str) {
        for character in piece.chars() {
            let is_space = matches!(character, '\t' | '\n' | '\r') || (character == ' ' && !self.keeps_spaces);
            if !is_space {
                self.text.push(character);
            } else if !self.text.is_empty() && !self.ends_with_space {
                self.text.push(' ');
            }
            self.ends_with_space = is_space;
        }
    }

    /// Appends a character that an element stands for.
    fn push_verbatim(&mut self, character: char) {
        self.text.push(character);
        self.ends_with_space = false;
    }

    /// Handles the elements that stand for characters; `false` for any other.
    fn take_character(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<bool, ReadError> {
        match element.name() {
            "s" => {
                let count = element.number::<usize>("c").unwrap_or(1).min(MAX_SPACES);
                (0..count).for_each(|_| self.push_verbatim(' '));
            }
            "tab" => self.push_verbatim('\t'),
            "line-break" => self.push_verbatim('\n'),
            _ => return Ok(false),
        }
        xml.skip()?;
        Ok(true)
    }
}

/// Elements that hold text which is not part of the page, or not of its body.
fn is_outside_text(name: &str) -> bool {
    matches!(
        name,
        "note"
            | "annotation"
            | "annotation-end"
            | "ruby-text"
            | "hidden-text"
            | "hidden-paragraph"
            | "table-of-content"
            | "alphabetical-index"
            | "illustration-index"
            | "table-index"
            | "object-index"
            | "user-index"
            | "bibliography"
            | "sequence-decls"
            | "variable-decls"
            | "user-field-decls"
            | "forms"
            | "image"
            | "object"
            | "title"
            | "desc"
            | "event-listeners"
            | "script"
            | "number"
    )
}
