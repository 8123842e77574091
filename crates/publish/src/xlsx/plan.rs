//! What goes on which sheet. Statements before the text have a sheet each; from the first line of text on every line stands on
//! the sheet of the text, and the title of a table leads from there to its sheet. So the order of the document is kept.

use super::names::Names;
use crate::layout::{Grid, Layout, Orientation, Piece};

/// A sheet to be written.
pub(super) enum Sheet<'l> {
    /// The text.
    Text {
        /// The name of the sheet.
        name: String,
        /// Its lines.
        lines: Vec<Line<'l>>,
    },
    /// Tables.
    Table(TableSheet<'l>),
}

/// How a line of text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Title,
    Heading,
    Text,
}

/// One line of the text.
pub(super) struct Line<'l> {
    pub(super) look: Look,
    pub(super) text: &'l str,
    /// The sheet with the table that stands here.
    pub(super) target: Option<String>,
}

/// A title with one table or more below it.
pub(super) struct TableSheet<'l> {
    pub(super) name: String,
    pub(super) orientation: Orientation,
    /// The title, if the table has one.
    pub(super) title: Option<&'l str>,
    pub(super) grids: Vec<&'l Grid>,
    pub(super) notes: Vec<&'l str>,
}

/// The sheets in their order.
pub(super) fn sheets(layout: &Layout) -> Vec<Sheet<'_>> {
    let mut plan =
        Plan { sheets: Vec::new(), names: Names::default(), text: None, title: None, is_behind_table: false };
    for section in &layout.sections {
        for (index, piece) in section.pieces.iter().enumerate() {
            let before_table = matches!(section.pieces.get(index + 1), Some(Piece::Table(_)));
            plan.add(piece, before_table, section.orientation);
        }
    }
    // A workbook has at least one sheet.
    if plan.sheets.is_empty() {
        plan.line(Look::Title, &layout.title);
    }
    plan.sheets
}

struct Plan<'l> {
    sheets: Vec<Sheet<'l>>,
    names: Names,
    /// Ordinal of the sheet of the text, once there is one.
    text: Option<usize>,
    /// The title of the table that comes next.
    title: Option<&'l str>,
    is_behind_table: bool,
}

impl<'l> Plan<'l> {
    fn add(&mut self, piece: &'l Piece, before_table: bool, orientation: Orientation) {
        match piece {
            Piece::Table(grid) if grid.is_void() => {}
            Piece::Table(grid) => return self.table(grid, orientation),
            Piece::Note(text) => return self.note(text),
            Piece::StatementTitle(text) if before_table && self.text.is_none() => {}
            Piece::StatementTitle(text) | Piece::TableTitle(text) | Piece::Heading(_, text) => {
                self.line(Look::Heading, text)
            }
            Piece::Title(text) => self.line(Look::Title, text),
            Piece::Paragraph(text) => self.line(Look::Text, text),
        }
        self.title = match piece {
            Piece::StatementTitle(text) | Piece::TableTitle(text) | Piece::Heading(_, text) if before_table => {
                Some(text)
            }
            _ => None,
        };
        self.is_behind_table = false;
    }

    fn line(&mut self, look: Look, text: &'l str) {
        let at = *self.text.get_or_insert_with(|| {
            self.sheets.push(Sheet::Text { name: self.names.text(), lines: Vec::new() });
            self.sheets.len() - 1
        });
        if let Some(Sheet::Text { lines, .. }) = self.sheets.get_mut(at) {
            lines.push(Line { look, text, target: None });
        }
    }

    fn table(&mut self, grid: &'l Grid, orientation: Orientation) {
        let is_continued = self.is_behind_table && self.title.is_none();
        self.is_behind_table = true;
        if let (true, Some(Sheet::Table(sheet))) = (is_continued, self.sheets.last_mut()) {
            sheet.grids.push(grid);
            return;
        }
        let title = self.title.take();
        let name = self.names.table(title);
        if let Some(Sheet::Text { lines, .. }) = self.text.and_then(|at| self.sheets.get_mut(at))
            && let Some(last) = lines.last_mut()
            && last.target.is_none()
        {
            last.target = Some(name.clone());
        }
        let sheet = TableSheet { name, orientation, title, grids: vec![grid], notes: Vec::new() };
        self.sheets.push(Sheet::Table(sheet));
    }

    /// A note stands below the last table; without one it is text.
    fn note(&mut self, text: &'l str) {
        match self.sheets.last_mut() {
            Some(Sheet::Table(sheet)) if self.is_behind_table => sheet.notes.push(text),
            _ => self.line(Look::Text, text),
        }
    }
}
