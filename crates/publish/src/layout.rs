//! The `Layout`: a disclosure as pages of titled, aligned tables and paragraphs, before any file format.
//! What stands where comes from the `Document`, what it means from the `Disclosure`; no writer looks at either.

mod contents;
mod derive;
pub mod measure;
mod slots;
pub mod widths;

pub use contents::{Entry, contents};
pub use derive::derive;
pub use slots::Slot;

/// Portrait or landscape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Orientation {
    /// Narrow tables and text.
    Portrait,
    /// Wide statements.
    Landscape,
}

/// How the text of a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Labels and text.
    Left,
    /// Headers and codes.
    Center,
    /// Numbers.
    Right,
}

/// What a row is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// Agency, year and scale above the header of an official form: no borders.
    Caption,
    /// Column headers, column numbers (栏次).
    Header,
    /// Content.
    Body,
    /// 合计, 小计, 总计.
    Total,
}

/// One cell; the positions it spans have none of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridCell {
    /// Grid column, from 0.
    pub column: usize,
    /// Columns covered, at least 1.
    pub column_span: usize,
    /// Rows covered, at least 1.
    pub row_span: usize,
    /// Its text; paragraphs are separated by `\n`.
    pub text: String,
    /// Where the text stands in the cell.
    pub align: Align,
    /// Whether the text is a number of a value column (a workbook stores it as a number).
    pub is_number: bool,
    /// Levels of indentation, each as wide as one Chinese character.
    pub indent: u8,
    /// Whether a report points at it.
    pub is_marked: bool,
}

/// One row of a grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridRow {
    /// What the row is for.
    pub kind: RowKind,
    /// The cells that begin in it, from the left. A position without a cell is an empty one.
    pub cells: Vec<GridCell>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Relative width of each column.
    pub widths: Vec<u16>,
    /// The rows.
    pub rows: Vec<GridRow>,
    /// How many first rows (caption and header) are repeated on every page.
    pub header_rows: usize,
}

/// One piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A title of the whole document; a cover may have several.
    Title(String),
    /// A heading of the text: level 1 for 一、, 2 for what stands below.
    Heading(u8, String),
    /// The title of a statement; it stands in the table of contents at level 1.
    StatementTitle(String),
    /// The title of a table inside the text (单位机构设置情况, a project's target table).
    TableTitle(String),
    /// A paragraph.
    Paragraph(String),
    /// A note under a statement.
    Note(String),
    /// A table.
    Table(Grid),
}

/// Consecutive pieces on paper of one orientation; each begins a new page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// How the paper lies.
    pub orientation: Orientation,
    /// What stands on it, in order.
    pub pieces: Vec<Piece>,
}

/// A disclosure ready to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The title for the file's properties, e.g. 云山县林业和草原局2026年单位预算.
    pub title: String,
    /// The agency, for the file's properties.
    pub agency: String,
    /// The pages.
    pub sections: Vec<Section>,
}

impl Layout {
    /// Puts other characters in all texts.
    pub fn replace(&mut self, other: impl Fn(char) -> char) {
        let put = |text: &mut String| *text = text.chars().map(&other).collect();
        put(&mut self.title);
        put(&mut self.agency);
        for piece in self.sections.iter_mut().flat_map(|section| &mut section.pieces) {
            match piece {
                Piece::Table(grid) => {
                    grid.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| put(&mut cell.text));
                }
                Piece::Title(text)
                | Piece::Heading(_, text)
                | Piece::StatementTitle(text)
                | Piece::TableTitle(text)
                | Piece::Paragraph(text)
                | Piece::Note(text) => put(text),
            }
        }
    }
}
