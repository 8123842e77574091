//! The pages one behind the other as a document: paragraphs and tables in reading order, tables joined over pages.
//! How a page is read stands in `page.rs`, what makes a paragraph in `paragraphs.rs`.

use mingsuan_model::{Issue, Place};

use super::cells::PageTable;
use super::continued;
use super::furniture;
use super::geometry::Area;
use super::joined::{Joined, squeezed};
use super::lines::Line;
use super::page::{Page, Piece};
use super::paragraphs::{Columns, Open, Text, is_contents_entry};
use crate::content::{Block, Document, Format, Paragraph, Spans, TableBuilder};
use crate::error::ReadError;
use crate::limits::Budget;

/// Pieces of a line this many sizes apart are texts of their own.
const APART: f32 = 3.0;
/// Lines above a table that may be its title and captions.
const CAPTION_LINES: usize = 6;

/// Puts the pages together.
pub(super) fn document(mut pages: Vec<Page>) -> Result<Document, ReadError> {
    furniture::remove(&mut pages);
    continued::part_by_page_before(&mut pages);
    refuse_pictures(&pages)?;
    let mut flow = Flow {
        document: Document::new(Format::Pdf),
        columns: Columns::measure(&pages),
        pages: &pages,
        paragraph: None,
        table: None,
        captions: Vec::new(),
        since: Vec::new(),
        tables: 0,
        paragraphs: 0,
        budget: Budget::default(),
    };
    flow.document.pages = u32::try_from(pages.len()).ok();
    for page in &pages {
        flow.page(page)?;
    }
    flow.end_paragraph()?;
    flow.end_table()?;
    let mut document = flow.document;
    document.issues.extend(issues(&pages));
    Ok(document)
}

/// A document of nothing but pictures cannot be checked at all.
fn refuse_pictures(pages: &[Page]) -> Result<(), ReadError> {
    let scans = pages.iter().filter(|page| page.is_scan()).count();
    let rest = pages.iter().filter(|page| !page.is_scan());
    if scans > 0 && rest.into_iter().all(|page| page.pieces.is_empty() && !page.is_cut) {
        return Err(ReadError::OnlyPictures { pages: scans });
    }
    Ok(())
}

/// What may be odd about a page, and what is said of such pages.
type Oddity = (fn(&Page) -> bool, &'static str);

/// 续表: a line that only says that a table goes on.
fn is_mark(text: &str) -> bool {
    text.contains('续') && squeezed(text).chars().count() <= 30
}

/// What was odd about the pages.
fn issues(pages: &[Page]) -> Vec<Issue> {
    let kinds: [Oddity; 3] = [
        (Page::is_scan, "是扫描图片，没有文字，内容无法检查。请换用带文字的文件，或先作文字识别（OCR）"),
        (Page::is_mostly_picture, "主要是图片，图片中的内容无法检查。其中如有表格或文字，请换用带文字的文件"),
        (|page| page.is_cut, "内容过多或无法画出，没有读完，请核对原件"),
    ];
    let issue = |(is_meant, what): &Oddity| {
        let numbers: Vec<u32> = pages.iter().filter(|page| is_meant(page)).map(|page| page.number).collect();
        let place = Place { page: Some(*numbers.first()?), ..Place::default() };
        Some(Issue { message: format!("第 {} 页{what}", ranges(&numbers)), place })
    };
    kinds.iter().filter_map(issue).collect()
}

/// `1-3、7`.
fn ranges(numbers: &[u32]) -> String {
    let runs = numbers.chunk_by(|a, b| a + 1 == *b);
    let shown = runs.map(|run| match run {
        [only] => only.to_string(),
        [first, .., last] => format!("{first}-{last}"),
        [] => String::new(),
    });
    shown.collect::<Vec<_>>().join("、")
}

struct Flow<'p> {
    document: Document,
    columns: Columns,
    pages: &'p [Page],
    paragraph: Option<Open>,
    /// The last table, which may go on on the next page.
    table: Option<Joined>,
    /// The texts that stood above it.
    captions: Vec<String>,
    /// The texts since.
    since: Vec<Text>,
    tables: u32,
    paragraphs: u32,
    budget: Budget,
}

impl Flow<'_> {
    fn page(&mut self, page: &Page) -> Result<(), ReadError> {
        for piece in &page.pieces {
            match piece {
                Piece::Line(line) => self.line(line, page)?,
                Piece::Table(table) => self.table(table.clone(), page)?,
            }
        }
        Ok(())
    }

    fn line(&mut self, line: &Line, page: &Page) -> Result<(), ReadError> {
        if is_contents_entry(&line.text()) {
            // The heading of the contents goes with them.
            self.paragraph = self.paragraph.take().filter(|open| squeezed(&open.text.text) != "目录");
            return Ok(());
        }
        let column = self.columns.of(page);
        let pieces = line.split(APART);
        if let [only] = pieces.as_slice()
            && self.paragraph.as_mut().is_some_and(|open| open.take(only, page, column))
        {
            return Ok(());
        }
        for piece in &pieces {
            self.end_paragraph()?;
            self.paragraph = Some(Open::new(piece, page, column));
        }
        if pieces.len() > 1 {
            self.end_paragraph()?;
        }
        Ok(())
    }

    /// Closes the open paragraph; it waits behind the last table until it is known whether that goes on.
    fn end_paragraph(&mut self) -> Result<(), ReadError> {
        let Some(open) = self.paragraph.take() else { return Ok(()) };
        if self.table.is_some() && self.since.len() < CAPTION_LINES {
            self.since.push(open.text);
            return Ok(());
        }
        self.end_table()?;
        self.emit(open.text)
    }

    fn emit(&mut self, text: Text) -> Result<(), ReadError> {
        self.budget.spend(&text.text)?;
        self.paragraphs += 1;
        let place = Place { paragraph: Some(self.paragraphs), ..self.place(text.page, text.area) };
        if self.captions.len() >= CAPTION_LINES {
            self.captions.remove(0);
        }
        self.captions.push(squeezed(&text.text));
        self.document.blocks.push(Block::Paragraph(Paragraph { text: text.text, level: None, place }));
        Ok(())
    }

    fn place(&self, page: u32, area: Area) -> Place {
        let bbox =
            self.pages.get((page as usize).wrapping_sub(1)).and_then(|p| p.turn.undo(area, p.width, p.height).bbox());
        Place { page: Some(page), bbox, ..Place::default() }
    }

    fn table(&mut self, table: PageTable, page: &Page) -> Result<(), ReadError> {
        self.end_paragraph()?;
        if let Some(part) = self.widened(&table, page.number) {
            let beside = std::mem::take(&mut self.since).into_iter().filter(|text| text.page == page.number);
            if let Some(open) = &mut self.table {
                let mut table = table;
                beside.for_each(|text| open.take_beside(part, &mut table, text.text, text.area));
                open.widen(part, table, page.number);
            }
            return Ok(());
        }
        if self.goes_on(&table, page.number) {
            self.since.clear();
            if let Some(open) = &mut self.table {
                open.append(table, page.number);
            }
            return Ok(());
        }
        self.end_table()?;
        self.table = Some(Joined::new(table, page.number));
        Ok(())
    }

    /// The part of the last table that a table on the next page widens, when no text of its own stands above it.
    fn widened(&self, table: &PageTable, page: u32) -> Option<usize> {
        let open = self.table.as_ref().filter(|open| page == open.page_last + 1)?;
        // Forms of one kind have their rows at the same height, too: a title printed again begins another one.
        let part = open.widened_by(table)?;
        let is_no_title =
            |text: &Text| text.page < page || is_mark(&text.text) || open.row_beside(part, text.area).is_some();
        self.since.iter().all(is_no_title).then_some(part)
    }

    /// Whether a table goes on with the last one: it stands on the next page in the same columns, and nothing between
    /// them is new.
    fn goes_on(&self, table: &PageTable, page: u32) -> bool {
        let Some(open) = &self.table else { return false };
        if page != open.page_last + 1 || !open.has_columns_of(table) || open.is_titled_anew(table) {
            return false;
        }
        let is_old = |text: &Text| self.captions.contains(&squeezed(&text.text)) || is_mark(&text.text);
        let between = self.since.iter().filter(|text| text.page == page).count();
        // A title printed again heads the same statement only when the header is printed again too.
        self.since.iter().all(is_old) && (between == 0 || open.repeated_rows(table) > 0)
    }

    /// Closes the last table and what stood behind it.
    fn end_table(&mut self) -> Result<(), ReadError> {
        if let Some(table) = self.table.take() {
            self.emit_table(table)?;
            self.captions.clear();
        }
        for text in std::mem::take(&mut self.since) {
            self.emit(text)?;
        }
        Ok(())
    }

    fn emit_table(&mut self, mut table: Joined) -> Result<(), ReadError> {
        self.tables += 1;
        let mut place = Place { table: Some(self.tables), ..self.place(table.page, table.area) };
        place.page_last = (table.page_last > table.page).then_some(table.page_last);
        let mut builder = TableBuilder::new(Spans::Known, place);
        table.cells.sort_by_key(|cell| (cell.cell.row, cell.cell.column));
        for cell in table.cells {
            self.budget.spend(&cell.cell.text)?;
            let place = self.place(cell.page, cell.cell.area);
            let cell = cell.cell;
            builder.put(cell.row, cell.column, cell.text, cell.columns, cell.rows, place);
        }
        if let Some(table) = builder.finish_bounded(Some(table.rows))? {
            self.document.blocks.push(Block::Table(table));
        }
        Ok(())
    }
}
