//! `Document` and `Disclosure` → `Layout`: block by block, what stands there with what it means.
//! Nothing is invented and nothing of the content left out; a contents page is, for writers make their own.

mod blocks;
mod pages;
mod plain;
mod regular;
mod script;
mod statement;
mod tables;

use mingsuan_document::Document;
use mingsuan_model::text::{normalized, squeezed, without_numbering};
use mingsuan_model::{AgencyLevel, Disclosure, DisclosureKind};

use self::blocks::{Shown, shown};
use self::pages::{Item, Placing};
use self::script::{Role, Script};
use self::tables::{TablePart, is_note, parts};
use super::{Align, Grid, GridCell, GridRow, Layout, Piece, RowKind};

/// A title is no longer than this; longer lines are sentences.
const LONGEST_TITLE: usize = 40;

/// Lays a document out by what was understood of it. Both must belong together: the disclosure is the import of the document.
pub fn derive(document: &Document, disclosure: &Disclosure) -> Layout {
    let mut walker = Walker { disclosure, script: Script::new(disclosure), items: Vec::new(), scale_line: None };
    let blocks = shown(document, disclosure);
    for (at, block) in blocks.iter().enumerate() {
        match block {
            Shown::Line(text, is_dropped) => {
                let before_table = matches!(blocks.get(at + 1), Some(Shown::Table(_)));
                walker.line(text, before_table, *is_dropped, blocks.get(at + 1));
            }
            Shown::Table(table) => walker.table(table),
        }
    }
    walker.flush_scale_line();
    let sections = pages::divided(walker.items);
    let title = title_of(disclosure, &sections);
    Layout { title, agency: disclosure.agency.name.clone(), sections }
}

/// The title of the file: agency, year and kind; of what is not known, the first title printed.
fn title_of(disclosure: &Disclosure, sections: &[super::Section]) -> String {
    if let (Some(year), false) = (disclosure.year, disclosure.agency.name.is_empty()) {
        let level = match disclosure.agency.level {
            Some(AgencyLevel::Unit) => "单位",
            Some(AgencyLevel::Department) => "部门",
            None => "",
        };
        let kind = match disclosure.kind {
            DisclosureKind::Budget => "预算",
            DisclosureKind::FinalAccounts => "决算",
        };
        return format!("{}{year}年{level}{kind}", disclosure.agency.name);
    }
    let pieces = sections.iter().flat_map(|section| &section.pieces);
    let titles = pieces.filter_map(|piece| match piece {
        Piece::Title(text) | Piece::StatementTitle(text) | Piece::Heading(_, text) => Some(text),
        _ => None,
    });
    titles.into_iter().next().cloned().unwrap_or_default()
}

struct Walker<'d> {
    disclosure: &'d Disclosure,
    script: Script<'d>,
    items: Vec<Item>,
    /// 单位：万元, printed between a title and its table; it moves into the table.
    scale_line: Option<String>,
}

impl Walker<'_> {
    fn line(&mut self, text: &str, before_table: bool, is_dropped: bool, next: Option<&Shown<'_>>) {
        let role = self.script.role(text);
        if is_dropped {
            // Behind the contents there are no more titles of the document.
            self.script.front_is_over();
            return;
        }
        self.flush_scale_line();
        let before_scale_line = matches!(next, Some(Shown::Line(text, _)) if is_scale_line(text));
        if before_table && is_scale_line(text) {
            self.scale_line = Some(text.to_owned());
            return;
        }
        let piece = match role {
            Role::Note => {
                self.items.push(Item { piece: Piece::Note(text.to_owned()), placing: Placing::Behind });
                return;
            }
            Role::TableTitle => self.table_title(text),
            Role::Heading(level) if before_table && level > 1 && without_numbering(text).1 => {
                Piece::TableTitle(text.to_owned())
            }
            Role::Heading(level) => Piece::Heading(level, text.to_owned()),
            Role::Front if is_title(text) => Piece::Title(text.to_owned()),
            Role::Front | Role::Text if (before_table || before_scale_line) && is_title(text) => self.table_title(text),
            Role::Front => {
                self.script.front_is_over();
                Piece::Paragraph(text.to_owned())
            }
            Role::Text => Piece::Paragraph(text.to_owned()),
        };
        self.items.push(Item { piece, placing: Placing::InText });
    }

    /// A title of a table as that of a statement or of a table of the text.
    fn table_title(&self, text: &str) -> Piece {
        let mut statements = self.disclosure.statements.iter();
        let is_statement =
            statements.any(|statement| statement.title == text && !tables::belongs_to_text(statement.id));
        if is_statement { Piece::StatementTitle(text.to_owned()) } else { Piece::TableTitle(text.to_owned()) }
    }

    fn table(&mut self, table: &mingsuan_document::Table) {
        let scale_line = self.scale_line.take();
        for (index, part) in parts(table, self.disclosure).into_iter().enumerate() {
            let TablePart { title, mut grid, notes, placing } = part;
            if let Some(title) = title
                && !self.items.last().is_some_and(|item| has_title(&item.piece, &title))
            {
                self.items.push(Item { piece: self.table_title(&title), placing: Placing::InText });
            }
            if let Some(line) = scale_line.as_ref().filter(|_| index == 0) {
                add_caption(&mut grid, line);
            }
            self.items.push(Item { piece: Piece::Table(grid), placing });
            self.items
                .extend(notes.into_iter().map(|note| Item { piece: Piece::Note(note), placing: Placing::Behind }));
        }
    }

    fn flush_scale_line(&mut self) {
        if let Some(text) = self.scale_line.take() {
            self.items.push(Item { piece: Piece::Paragraph(text), placing: Placing::InText });
        }
    }
}

fn has_title(piece: &Piece, title: &str) -> bool {
    matches!(piece, Piece::StatementTitle(text) | Piece::TableTitle(text) | Piece::Heading(_, text) if text == title)
}

/// Whether a line is short and no sentence.
fn is_title(text: &str) -> bool {
    text.chars().count() <= LONGEST_TITLE
        && !text.ends_with(['。', '；', '，', '：', ':', '、', ';'])
        && !text.contains('。')
        && !is_note(text)
}

/// 单位：万元 on a line of its own.
fn is_scale_line(text: &str) -> bool {
    let text = normalized(text);
    let bare = text.trim_start_matches('(').trim_start_matches("金额");
    text.chars().count() <= 12 && bare.starts_with("单位:") && bare.contains('元')
}

/// Puts a line above a grid that has no caption saying the same.
fn add_caption(grid: &mut Grid, line: &str) {
    let mut captions = grid.rows.iter().take_while(|row| row.kind == RowKind::Caption).flat_map(|row| &row.cells);
    if captions.any(|cell| squeezed(&cell.text) == squeezed(line)) {
        return;
    }
    let column_span = grid.widths.len().max(1);
    let cell = GridCell { column_span, text: line.to_owned(), align: Align::Right, ..GridCell::empty(0) };
    grid.rows.insert(0, GridRow { kind: RowKind::Caption, cells: vec![cell] });
    grid.header_rows += 1;
}
