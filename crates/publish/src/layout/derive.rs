//! `Document` and `Disclosure` → `Layout`: block by block, what stands there with what it means.
//! Nothing is invented and nothing of the content left out; a contents page is, for writers make their own.

mod above;
mod blocks;
mod pages;
mod plain;
mod regular;
mod script;
mod statement;
mod tables;

use mingsuan_document::{Document, Table};
use mingsuan_model::text::without_numbering;
use mingsuan_model::{AgencyLevel, Disclosure, DisclosureKind};

use self::blocks::{Shown, shown};
use self::pages::{Item, Placing};
use self::script::{Role, Script};
use self::tables::{TablePart, is_note, parts};
use super::{Layout, Piece};

/// A title is no longer than this; longer lines are sentences.
const LONGEST_TITLE: usize = 40;

/// Lays a document out by what was understood of it. Both must belong together: the disclosure is the import of the document.
pub fn derive(document: &Document, disclosure: &Disclosure) -> Layout {
    let mut walker = Walker { disclosure, script: Script::new(disclosure), items: Vec::new() };
    let blocks = shown(document, disclosure);
    for (at, block) in blocks.iter().enumerate() {
        match block {
            Shown::Line(text, is_dropped) => {
                let before_table = matches!(blocks.get(at + 1), Some(Shown::Table(_)));
                walker.line(text, before_table, *is_dropped);
            }
            Shown::Table(table) => walker.table(table),
        }
    }
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
}

impl Walker<'_> {
    fn line(&mut self, text: &str, before_table: bool, is_dropped: bool) {
        let role = self.script.role(text);
        if is_dropped {
            // Behind the contents there are no more titles of the document.
            self.script.front_is_over();
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
            Role::Front | Role::Text if before_table && is_title(text) => self.table_title(text),
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

    fn table(&mut self, table: &Table) {
        let titles = tables::titles(table, self.disclosure);
        let mut items = std::mem::take(&mut self.items);
        let mut captions = above::take(&mut items, &titles, |text| self.table_title(text));
        self.items = items;
        for part in parts(table, self.disclosure) {
            let TablePart { title, mut grid, notes, placing } = part;
            if let Some(title) = title
                && !self.items.last().is_some_and(|item| has_title(&item.piece, &title))
            {
                self.items.push(Item { piece: self.table_title(&title), placing: Placing::InText });
            }
            plain::add_captions(&mut grid, std::mem::take(&mut captions));
            self.items.push(Item { piece: Piece::Table(grid), placing });
            self.items
                .extend(notes.into_iter().map(|note| Item { piece: Piece::Note(note), placing: Placing::Behind }));
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
