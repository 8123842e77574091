//! The table of contents of a layout: which titles it lists, on which level, and the anchors that lead to them.
//! How it looks is the business of each writer.

use super::{Layout, Piece};

/// One line of the table of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'l> {
    /// Ordinal of the section and of the piece in it.
    pub at: (usize, usize),
    /// 1 for statements and chapters, 2 for what stands below a chapter.
    pub level: u8,
    /// The title.
    pub title: &'l str,
}

impl Entry<'_> {
    /// A name for the place it leads to, used once in the document.
    pub fn anchor(&self) -> String {
        format!("_Toc{:04}{:04}", self.at.0, self.at.1)
    }
}

impl Layout {
    /// The title of the file on the lines of a contents page: the agency apart, so that the year is not torn from what follows it.
    pub fn title_lines(&self) -> Vec<&str> {
        match self.title.strip_prefix(&self.agency) {
            Some(rest) if !self.agency.is_empty() && !rest.is_empty() => vec![&self.agency, rest],
            _ => vec![&self.title],
        }
    }
}

/// The titles down to a level, in order.
pub fn contents(layout: &Layout, deepest: u8) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    for (s, section) in layout.sections.iter().enumerate() {
        for (p, piece) in section.pieces.iter().enumerate() {
            let (level, title) = match piece {
                Piece::StatementTitle(title) => (1, title),
                Piece::Heading(level, title) => (*level, title),
                Piece::TableTitle(title) => (2, title),
                _ => continue,
            };
            if level <= deepest {
                entries.push(Entry { at: (s, p), level, title });
            }
        }
    }
    entries
}
