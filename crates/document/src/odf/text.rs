//! OpenDocument text: headings, paragraphs and tables of the body in reading order, as printed. Deleted and hidden text
//! is left out.

use mingsuan_model::Place;

use super::styles::Styles;
use super::table::OpenTable;
use super::{Words, is_outside_text};
use crate::archive::Archive;
use crate::body::{Body, OpenTable as _};
use crate::content::{Document, Format};
use crate::error::ReadError;
use crate::numbering::NumberRef;
use crate::picture::Extent;
use crate::xml::{Element, Token, Xml};

/// Reads the container; `part` is the name of its content.
pub(crate) fn read(archive: &mut Archive<'_>, part: &str) -> Result<Document, ReadError> {
    let text = archive.required_text(part)?;
    let mut walker = Walker {
        styles: Styles::read(archive, part, &text)?,
        body: Body::new(Format::Odt),
        extent: Extent::default(),
        nodes: Vec::new(),
        paragraphs: Vec::new(),
        lists: Vec::new(),
        has_body: false,
        has_changes: false,
    };
    walker.walk(&mut Xml::new(part, &text))?;
    if !walker.has_body {
        return Err(ReadError::malformed(part, "没有正文"));
    }
    if walker.has_changes {
        walker.body.note_changes();
    }
    Ok(walker.body.finish())
}

/// What has to be done when an element ends.
enum Node {
    Paragraph,
    List,
    Table,
    Row,
    /// A cell, and the lists that it stands in.
    Cell(Vec<OpenList>),
    Other,
}

#[derive(Default)]
struct OpenParagraph {
    words: Words,
    level: Option<u8>,
    /// The kind of list that numbers it, and its level there.
    number: Option<(u32, usize)>,
}

#[derive(Clone, Copy)]
struct OpenList {
    kind: Option<u32>,
    /// Whether the next paragraph gets a number.
    is_number_due: bool,
}

struct Walker {
    styles: Styles,
    body: Body<OpenTable>,
    /// The size of the frame that was opened last.
    extent: Extent,
    nodes: Vec<Node>,
    /// A text box puts paragraphs inside a paragraph.
    paragraphs: Vec<OpenParagraph>,
    lists: Vec<OpenList>,
    has_body: bool,
    has_changes: bool,
}

impl Walker {
    fn walk(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        loop {
            match xml.next()? {
                Token::Start(element) if !self.has_body => self.has_body = element.name() == "text",
                Token::Start(element) => {
                    if let Some(node) = self.start(xml, &element)? {
                        self.nodes.push(node);
                    }
                }
                Token::End => self.end()?,
                Token::Text(text) => self.paragraphs.iter_mut().rev().take(1).for_each(|p| p.words.push(&text)),
                Token::Eof => return Ok(()),
            }
        }
    }

    /// Handles the start of an element; `None` when it was read to its end.
    fn start(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<Option<Node>, ReadError> {
        let name = element.name();
        if let Some(paragraph) = self.paragraphs.last_mut()
            && paragraph.words.take_character(xml, element)?
        {
            return Ok(None);
        }
        self.picture(element, name);
        let is_hidden_section = name == "section" && element.attribute("display").is_some_and(|shown| shown == "none");
        if is_outside_text(name) || is_hidden_section || self.styles.is_hidden(element) {
            return xml.skip().map(|()| None);
        }
        Ok(Some(match name {
            "p" | "h" => {
                self.open_paragraph(element);
                Node::Paragraph
            }
            "list" => {
                self.open_list(element);
                Node::List
            }
            "list-item" | "list-header" => {
                self.open_item(element);
                Node::Other
            }
            "tracked-changes" => {
                let mut has_changes = false;
                xml.children(|_, _| {
                    has_changes = true;
                    Ok(())
                })?;
                self.has_changes |= has_changes;
                return Ok(None);
            }
            "table" => {
                self.body.open_table()?;
                Node::Table
            }
            _ => return self.start_in_table(xml, element, name),
        }))
    }

    fn start_in_table(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        name: &str,
    ) -> Result<Option<Node>, ReadError> {
        let Some(table) = self.body.tables.last_mut() else {
            return Ok(Some(Node::Other));
        };
        Ok(Some(match name {
            "table-row" => {
                table.open_row(element);
                Node::Row
            }
            "table-cell" => {
                table.open_cell(element);
                Node::Cell(std::mem::take(&mut self.lists))
            }
            "covered-table-cell" => {
                table.skip_covered(element);
                return xml.skip().map(|()| None);
            }
            _ => Node::Other,
        }))
    }

    fn end(&mut self) -> Result<(), ReadError> {
        match self.nodes.pop() {
            Some(Node::Paragraph) => self.close_paragraph()?,
            Some(Node::List) => drop(self.lists.pop()),
            Some(Node::Cell(lists)) => self.lists = lists,
            Some(Node::Row) => {
                if let Some(table) = self.body.tables.last_mut() {
                    table.close_row(&mut self.body.budget)?;
                }
            }
            Some(Node::Table) => self.body.close_table()?,
            Some(Node::Other) | None => {}
        }
        Ok(())
    }

    /// A `frame` tells the size of the `image` in it.
    fn picture(&mut self, element: &Element<'_>, name: &str) {
        match name {
            "frame" => {
                let length = |name| element.attribute(name);
                self.extent = Extent::from_lengths(length("width").as_deref(), length("height").as_deref());
            }
            "image" if std::mem::take(&mut self.extent).may_show_text() => self.body.note_picture(self.place()),
            _ => {}
        }
    }

    /// Where the reader stands: the table it is in, or the paragraph that would come next.
    fn place(&self) -> Place {
        let table = |table: &OpenTable| Place { table: Some(table.ordinal()), ..Place::default() };
        self.body.tables.last().map_or_else(|| self.body.next_place(), table)
    }

    fn open_list(&mut self, element: &Element<'_>) {
        let named = element.attribute("style-name").and_then(|name| self.styles.list_kind(&name));
        let kind = named.or(self.lists.last().and_then(|outer| outer.kind));
        let continues = element.attribute("continue-numbering").is_some_and(|value| value == "true")
            || element.attribute("continue-list").is_some();
        if let (Some(kind), true, false) = (kind, self.lists.is_empty(), continues) {
            self.styles.numbering.restart(kind);
        }
        self.lists.push(OpenList { kind, is_number_due: false });
    }

    fn open_item(&mut self, element: &Element<'_>) {
        let level = self.lists.len().wrapping_sub(1);
        let Some(list) = self.lists.last_mut() else { return };
        list.is_number_due = element.name() == "list-item";
        if let (Some(kind), Some(start)) = (list.kind, element.number("start-value")) {
            self.styles.numbering.set_next(kind, level, start);
        }
    }

    fn open_paragraph(&mut self, element: &Element<'_>) {
        let mut paragraph = OpenParagraph::default();
        let depth = self.lists.len();
        if let Some(list) = self.lists.last_mut() {
            let kind = list.kind.filter(|_| std::mem::take(&mut list.is_number_due));
            paragraph.number = kind.map(|kind| (kind, depth - 1));
        }
        if element.name() == "h" {
            let level = element.number::<u8>("outline-level").unwrap_or(1).max(1);
            paragraph.level = Some(level).filter(|level| *level <= 9);
            let is_numbered = element.attribute("is-list-header").is_none_or(|value| value != "true");
            if depth == 0 && is_numbered {
                let style = element.attribute("style-name");
                let kind = self.styles.heading_list(style.as_deref());
                paragraph.number = kind.map(|kind| (kind, usize::from(level) - 1));
            }
        }
        self.paragraphs.push(paragraph);
    }

    fn close_paragraph(&mut self) -> Result<(), ReadError> {
        let Some(paragraph) = self.paragraphs.pop() else {
            return Ok(());
        };
        let mut text = paragraph.words.text;
        text.truncate(text.trim_end().len());
        if text.trim().is_empty() {
            return Ok(());
        }
        if let Some((kind, level)) = paragraph.number {
            let number = NumberRef { id: Some(kind), level: Some(level), style: None };
            if let Some(printed) = self.styles.numbering.next(&number) {
                text.insert_str(0, &printed);
            }
        }
        if let Some(table) = self.body.tables.last_mut() {
            table.add_line(&text);
            return Ok(());
        }
        self.body.add_paragraph(text, paragraph.level)
    }
}
