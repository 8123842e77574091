//! Assembly: the lines of the filled-in template become headings and paragraphs, its calls become tables.
//! The tables themselves are laid out in `statement.rs` and `project.rs`.

use mingsuan_document::{Block, Document, Paragraph, Table};
use mingsuan_model::{Place, StatementId};

use super::context::GUARDED;
use super::print::Print;
use super::{project, statement};

/// Builds the document from the text.
pub(super) fn assemble(print: &Print<'_>, text: &str, document: &mut Document) {
    let mut parts = Parts { print, document, tables: 0, paragraphs: 0 };
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.split_once(' ').unwrap_or((line, "")) {
            ("@title", title) => parts.paragraph(title, None),
            ("@statement", key) => parts.statement(key),
            ("@institutions", title) => parts.institutions(title),
            ("@projects", level) => parts.projects(level.len()),
            ("@assets", _) => parts.assets(),
            (marks, title) if !marks.is_empty() && marks.chars().all(|c| c == '#') => {
                parts.paragraph(title, u8::try_from(marks.len()).ok());
            }
            _ => parts.paragraph(line, None),
        }
    }
}

struct Parts<'p, 'b> {
    print: &'p Print<'b>,
    document: &'p mut Document,
    tables: u32,
    paragraphs: u32,
}

impl Parts<'_, '_> {
    fn paragraph(&mut self, text: &str, level: Option<u8>) {
        self.paragraphs += 1;
        let text = GUARDED.iter().fold(text.to_owned(), |text, (sign, guard)| text.replace(*guard, &sign.to_string()));
        let place = Place { paragraph: Some(self.paragraphs), ..Place::default() };
        self.document.blocks.push(Block::Paragraph(Paragraph { text, level, place }));
    }

    fn table(&mut self, make: impl FnOnce(&Self, u32) -> Option<Table>) {
        if let Some(table) = make(self, self.tables + 1) {
            self.tables += 1;
            self.document.blocks.push(Block::Table(table));
        }
    }

    /// A statement with its title above and its notes below.
    fn statement(&mut self, key: &str) {
        let print = self.print;
        let Some(form) = print.form.statements.iter().find(|form| form.id.key() == key) else { return };
        // The title of a statement in the text is a line of its own there, not a heading.
        let level = if form.id == StatementId::Procurement { None } else { Some(1) };
        self.paragraph(&print.fill(&form.title, &[]), level);
        let laid = statement::lay_out(print, form, self.tables + 1);
        self.table(|_, _| laid.table);
        let own = print.budget.narrative.notes.get(key);
        let made = match (&form.empty, &form.note) {
            (Some(what), _) if laid.is_empty => Some(print.fill(&print.form.empty_note, &[("{what}", what)])),
            (_, Some(note)) if !laid.is_empty => Some(print.fill(note, &[])),
            _ => None,
        };
        match own {
            Some(own) => own.iter().for_each(|note| self.paragraph(note, None)),
            None => made.iter().for_each(|note| self.paragraph(note, None)),
        }
    }

    fn institutions(&mut self, title: &str) {
        if !self.print.budget.agency.institutions.is_empty() {
            self.paragraph(title, None);
            self.table(|parts, ordinal| project::institution_table(parts.print, ordinal));
        }
    }

    /// The tables of every project, each below its heading.
    fn projects(&mut self, level: usize) {
        for (index, own) in self.print.budget.projects.iter().enumerate() {
            let number = (index + 1).to_string();
            let fields = [("{no}", number.as_str()), ("{name}", own.name.as_str())];
            let title = self.print.fill(&self.print.form.project.title, &fields);
            self.paragraph(&title, Some(u8::try_from(level.max(2)).unwrap_or(2)));
            self.table(|parts, ordinal| project::money_table(parts.print, index, ordinal));
            if !own.indicators.is_empty() {
                self.table(|parts, ordinal| project::indicator_table(parts.print, own, ordinal));
            }
        }
    }

    fn assets(&mut self) {
        self.paragraph(&self.print.fill(&self.print.form.assets.title, &[]), None);
        self.table(|parts, ordinal| project::asset_table(parts.print, ordinal));
    }
}
