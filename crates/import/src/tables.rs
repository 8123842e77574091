//! Walks the document block by block: paragraphs go to the outline, tables become statements, projects or the
//! institution table, by the title before or inside them and by their shape.

use std::borrow::Cow;

use mingsuan_document::{Block, Document, Paragraph, Table};
use mingsuan_model::text::{normalized, without_numbering};
use mingsuan_model::{Decimal, Disclosure, FiscalYear, Note, Placed, Project, Scale, StatementId};

use crate::annex::institution;
use crate::caption::{Caption, filled, is_caption_line, placed, read_caption, scale_in};
use crate::lexicon::lexicon;
use crate::narrative::Outline;
use crate::performance;
use crate::project::{find_indicators, is_project_form, read_form, read_indicators};
use crate::project_list::ListColumns;
use crate::statement::{self, is_note, read_statement};

/// Reads all blocks of a document into a disclosure.
pub(crate) fn walk(document: &Document, year: Option<FiscalYear>, disclosure: &mut Disclosure) {
    let mut walker = Walker {
        outline: Outline::default(),
        titles: Vec::new(),
        behind_table: false,
        told_scale: None,
        year,
        disclosure,
    };
    for (at, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Paragraph(paragraph) => walker.paragraph(paragraph, next_is_table(document, at)),
            Block::Table(table) if is_text(table) => walker.text(table, next_is_table(document, at)),
            Block::Table(table) => walker.table(table),
        }
    }
    walker.disclosure.sections = walker.outline.sections;
}

/// Whether nothing but empty paragraphs and captions stands between a block and the next table.
fn next_is_table(document: &Document, at: usize) -> bool {
    let between = |text: &str| text.trim().is_empty() || is_caption_line(text);
    let mut rest = document.blocks[at + 1..].iter().take(CAPTION_PARAGRAPHS);
    let next = rest.find(|block| !matches!(block, Block::Paragraph(paragraph) if between(&paragraph.text)));
    matches!(next, Some(Block::Table(_)))
}

/// A table with one cell of words a row is text in a frame, or the text of a workbook.
pub fn is_text(table: &Table) -> bool {
    let mut rows = (0..table.rows()).map(|row| filled(table, row));
    rows.all(|cells| match cells.as_slice() {
        [] => true,
        [cell] => Decimal::parse(&cell.text).is_none(),
        _ => false,
    })
}

/// The document with its sheets of text as paragraphs: a workbook has no other place for titles and text.
pub(crate) fn with_sheets_of_text_as_paragraphs(document: &Document) -> Cow<'_, Document> {
    let is_sheet_of_text = |table: &Table| table.place.sheet.is_some() && is_text(table);
    if !document.tables().any(is_sheet_of_text) {
        return Cow::Borrowed(document);
    }
    let mut blocks = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Table(table) if is_sheet_of_text(table) => {
                let lines = table.cells().iter().flat_map(|cell| cell.text.lines().map(|line| (line, &cell.place)));
                blocks.extend(lines.map(|(line, place)| {
                    Block::Paragraph(Paragraph { text: line.to_owned(), level: None, place: place.clone() })
                }));
            }
            block => blocks.push(block.clone()),
        }
    }
    Cow::Owned(Document { blocks, ..document.clone() })
}

/// Paragraphs before a table that may be its title and captions.
const CAPTION_PARAGRAPHS: usize = 6;

struct Walker<'d> {
    outline: Outline,
    /// Paragraphs since the last table that may be the next one's title.
    titles: Vec<Placed>,
    behind_table: bool,
    /// 单位：万元 told in a paragraph above the table.
    told_scale: Option<Scale>,
    year: Option<FiscalYear>,
    disclosure: &'d mut Disclosure,
}

impl Walker<'_> {
    fn paragraph(&mut self, paragraph: &Paragraph, before_table: bool) {
        let text = paragraph.text.trim();
        if text.is_empty() {
            return;
        }
        let placed = Placed { text: text.to_owned(), place: paragraph.place.with_text(text) };
        if is_note(text) && self.behind_table {
            let note = Note { text: text.to_owned(), place: placed.place };
            match self.disclosure.statements.last_mut() {
                Some(statement) => statement.notes.push(note),
                None => self.disclosure.notes.push(note),
            }
            return;
        }
        self.behind_table = false;
        if text.chars().count() <= 20 {
            self.told_scale = scale_in(&normalized(text)).or(self.told_scale);
        }
        let is_title = lexicon().title(text).is_some();
        self.titles.push(placed);
        // The title of a statement is no part of the text, unless it is numbered like a heading; nor is its caption.
        if !(before_table && (is_title && !without_numbering(text).1 || is_caption_line(text))) {
            self.outline.push(paragraph);
        }
    }

    /// The rows of a table that is text.
    fn text(&mut self, table: &Table, before_table: bool) {
        let cells: Vec<_> = (0..table.rows()).flat_map(|row| filled(table, row)).collect();
        for (at, cell) in cells.iter().enumerate() {
            for line in cell.text.lines() {
                let paragraph = Paragraph { text: line.to_owned(), level: None, place: cell.place.clone() };
                self.paragraph(&paragraph, before_table && at + 1 == cells.len());
            }
        }
    }

    fn table(&mut self, table: &Table) {
        self.behind_table = true;
        if let Some(section) = self.outline.sections.last_mut() {
            section.has_table = true;
        }
        let before = std::mem::take(&mut self.titles);
        let mut row = 0;
        let mut outer = before.last().cloned();
        let near = &before[before.len().saturating_sub(CAPTION_PARAGRAPHS)..];
        let mut titled = near.iter().rev().find(|title| lexicon().title(&title.text).is_some()).cloned();
        while row < table.rows() {
            let mut caption = read_caption(table, row);
            if row == 0 {
                caption.take_above(near);
            }
            let inner = caption.titles.iter().find(|title| lexicon().title(&title.text).is_some()).cloned();
            let title = inner.or(titled.take());
            let shown = caption.titles.first().cloned().or(outer.take()).unwrap_or_default();
            let next = self.part(table, row, caption, title, shown);
            row = next.max(row + 1);
        }
        self.told_scale = None;
    }

    /// Reads one part of a table; gives the first row behind it.
    fn part(&mut self, table: &Table, row: usize, caption: Caption, title: Option<Placed>, shown: Placed) -> usize {
        let indicators = find_indicators(table, caption.end);
        self.performance(table, row, &caption, title.as_ref());
        if let Some((header, columns)) = indicators.as_ref().filter(|(header, _)| *header <= caption.end + 2)
            && let Some(list) = ListColumns::read(table, caption.end, *header)
        {
            let projects = list.projects(table, *header, columns, caption.scale.or(self.told_scale));
            self.disclosure.projects.extend(projects);
            return table.rows();
        }
        let form_end = indicators.as_ref().map_or(table.rows(), |(header, _)| *header);
        if is_project_form(table, caption.end, form_end) {
            return self.project(table, caption, title.unwrap_or(shown), form_end);
        }
        if let Some((header, columns)) = indicators.filter(|(header, _)| *header <= caption.end + 1) {
            let (found, end) = read_indicators(table, header, &columns);
            self.indicators(found, table, title);
            return end;
        }
        if let Some(rows) = institution(table, caption.end) {
            self.disclosure.institution.extend(rows);
            return table.rows();
        }
        let Some(entry) = title.as_ref().and_then(|title| lexicon().title(&title.text)) else {
            // A table without a known title is none of ours; notes in it still are.
            let notes = (row..table.rows()).flat_map(|row| filled(table, row)).filter(|cell| is_note(&cell.text));
            self.disclosure.notes.extend(notes.map(|cell| Note { text: cell.text.clone(), place: placed(cell).place }));
            return table.rows();
        };
        if matches!(entry.id, StatementId::PerformanceProject | StatementId::PerformanceOverall) {
            return table.rows();
        }
        let outline = statement::Outline {
            id: entry.id,
            scope: entry.scope(),
            title: title.unwrap_or_default(),
            year: self.year,
        };
        if let (StatementId::Assets, Some(date)) = (entry.id, &caption.date) {
            self.disclosure.assets_date = Some(date.clone());
        }
        let caption = Caption { scale: caption.scale.or(self.told_scale), ..caption };
        let (statement, end) = read_statement(table, caption, outline);
        if let Some(section) = self.outline.sections.last_mut() {
            section.statements.extend(u32::try_from(self.disclosure.statements.len()));
        }
        self.disclosure.statements.push(statement);
        end
    }

    /// Keeps a performance table as a statement; a numbered title is a heading of the text instead.
    fn performance(&mut self, table: &Table, row: usize, caption: &Caption, title: Option<&Placed>) {
        let last = self.disclosure.statements.last();
        let entry = title.and_then(|title| lexicon().title(&title.text));
        let id = match entry {
            Some(_) if title.is_some_and(|title| without_numbering(&title.text).1) => return,
            Some(entry) => entry.id,
            None if title.is_none() => last.map_or(StatementId::Other, |last| last.id),
            None => return,
        };
        if !matches!(id, StatementId::PerformanceProject | StatementId::PerformanceOverall) {
            return;
        }
        let goes_on = last.is_some_and(|last| performance::goes_on(last, id, title, table));
        if title.is_none() && !goes_on {
            return;
        }
        let shown = title.cloned().unwrap_or_default();
        let scale = caption.scale.or(self.told_scale);
        let part = performance::read_performance(table, row.max(caption.end)..table.rows(), id, shown, scale);
        match self.disclosure.statements.last_mut().filter(|_| goes_on) {
            Some(last) => performance::append(last, part),
            None => self.disclosure.statements.push(part),
        }
    }

    fn project(&mut self, table: &Table, caption: Caption, title: Placed, form_end: usize) -> usize {
        let scale = caption.scale.or(self.told_scale);
        let mut project = Project { scale, place: table.place.clone(), title, ..Project::default() };
        read_form(table, caption.end, form_end, &mut project);
        self.disclosure.projects.push(project);
        form_end
    }

    /// Indicators belong to the last project that has none yet.
    fn indicators(&mut self, found: Vec<mingsuan_model::Indicator>, table: &Table, title: Option<Placed>) {
        match self.disclosure.projects.last_mut().filter(|project| project.indicators.is_empty()) {
            Some(project) => project.indicators = found,
            None => {
                let project = Project {
                    indicators: found,
                    place: table.place.clone(),
                    title: title.unwrap_or_default(),
                    ..Project::default()
                };
                self.disclosure.projects.push(project);
            }
        }
    }
}
