//! WordprocessingML: paragraphs and tables of the body, as printed. Headers, footers, notes and comments are traces only.
//! What a heading or a table means is not known here.

mod anchors;
mod numbering;
mod styles;
mod table;
mod traces;

use mingsuan_model::Place;

use self::anchors::Recorder;
pub use self::anchors::{DocxAnchors, DocxParagraph, DocxRun, docx_anchors};

use self::styles::Styles;
use self::table::OpenTable;
use self::traces::OpenInsertion;
use crate::archive::Archive;
use crate::body::Body;
use crate::content::{Document, Format};
use crate::error::ReadError;
use crate::heading::level_of_outline;
use crate::numbering::{NumberRef, Numbering};
use crate::picture::Extent;
use crate::trace::Traces;
use crate::xml::{Element, Token, Xml};

/// Reads the container; `part` is the name of its main part.
pub(crate) fn read(archive: &mut Archive<'_>, part: &str) -> Result<Document, ReadError> {
    let (mut walker, text) = open(archive, part)?;
    walker.walk(&mut Xml::new(part, &text))?;
    if !walker.has_body {
        return Err(ReadError::malformed(part, "没有正文"));
    }
    if walker.has_changes {
        walker.body.note_changes();
    }
    let (mut document, mut traces) = (walker.body.finish(), walker.traces);
    traces::beside(archive, folder_of(part), &mut traces, &mut document.issues);
    crate::package::collect(archive, &mut traces, &mut document.issues);
    traces.finish_into(&mut document);
    Ok(document)
}

fn folder_of(part: &str) -> &str {
    part.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// What reads the body, and the body.
fn open(archive: &mut Archive<'_>, part: &str) -> Result<(Walker, String), ReadError> {
    let folder = folder_of(part);
    let beside = |name: &str| {
        if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
    };
    let (styles_part, numbering_part) = (beside("styles.xml"), beside("numbering.xml"));
    let styles = match archive.text(&styles_part)? {
        Some(text) => Styles::read(&styles_part, &text)?,
        None => Styles::default(),
    };
    let numbering = match archive.text(&numbering_part)? {
        Some(text) => numbering::read(&numbering_part, &text)?,
        None => Numbering::default(),
    };
    let text = archive.required_text(part)?;
    Ok((
        Walker {
            styles,
            numbering,
            body: Body::new(Format::Docx),
            extent: Extent::default(),
            nodes: Vec::new(),
            paragraphs: Vec::new(),
            has_body: false,
            has_changes: false,
            traces: Traces::default(),
            recorder: None,
        },
        text,
    ))
}
/// What has to be done when an element ends.
enum Node {
    Paragraph,
    Table,
    Row,
    Cell,
    /// A content control and whether it holds a table of contents.
    Control(bool),
    /// An `mc:AlternateContent` and whether one of its choices was taken.
    Alternatives(bool),
    Insertion(OpenInsertion),
    Run,
    Other,
}

#[derive(Default)]
struct OpenParagraph {
    text: String,
    style: Option<String>,
    outline: Option<u8>,
    number: NumberRef,
}

struct Walker {
    styles: Styles,
    numbering: Numbering,
    body: Body<OpenTable>,
    /// The size of what is drawn last.
    extent: Extent,
    nodes: Vec<Node>,
    /// A text box puts paragraphs inside a paragraph.
    paragraphs: Vec<OpenParagraph>,
    has_body: bool,
    has_changes: bool,
    traces: Traces,
    /// Takes down where paragraphs and runs stand, for somebody who adds to the file.
    recorder: Option<Recorder>,
}

impl Walker {
    fn walk(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        loop {
            match xml.next()? {
                Token::Start(element) => {
                    if let Some(node) = self.start(xml, &element)? {
                        self.nodes.push(node);
                    }
                }
                Token::End => self.end(xml)?,
                Token::Text(_) => {}
                Token::Eof => return Ok(()),
            }
        }
    }

    /// Handles the start of an element; `None` when it was read to its end.
    fn start(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<Option<Node>, ReadError> {
        Ok(Some(match element.name() {
            "body" => {
                self.has_body = true;
                Node::Other
            }
            "p" => {
                self.paragraphs.push(OpenParagraph::default());
                Node::Paragraph
            }
            "tbl" => {
                self.body.open_table()?;
                Node::Table
            }
            "tr" if !self.body.tables.is_empty() => Node::Row,
            "tc" if !self.body.tables.is_empty() => {
                self.body.tables.iter_mut().rev().take(1).for_each(OpenTable::open_cell);
                Node::Cell
            }
            "sdt" => Node::Control(false),
            "sdtContent" if matches!(self.nodes.last(), Some(Node::Control(true))) => return xml.skip().map(|()| None),
            "AlternateContent" => Node::Alternatives(false),
            "Choice" | "Fallback" => {
                if let Some(Node::Alternatives(taken)) = self.nodes.last_mut()
                    && std::mem::replace(taken, true)
                {
                    return xml.skip().map(|()| None);
                }
                Node::Other
            }
            "ins" | "moveTo" => {
                self.has_changes = true;
                Node::Insertion(OpenInsertion::new(element, self.paragraphs.last().map_or(0, |p| p.text.len())))
            }
            "del" | "moveFrom" => {
                self.has_changes = true;
                let place = self.place();
                return traces::deletion(xml, element, place, &mut self.traces).map(|()| None);
            }
            name => return self.start_detail(xml, element, name),
        }))
    }

    /// Elements that hold no blocks: text, and properties.
    fn start_detail(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        name: &str,
    ) -> Result<Option<Node>, ReadError> {
        match name {
            "t" => self.text(xml, element)?,
            "r" => {
                self.recorder.iter_mut().for_each(|recorder| recorder.begin_run(xml.began(), &self.paragraphs));
                return Ok(Some(Node::Run));
            }
            "extent" | "shape" | "blip" | "imagedata" => {
                self.picture(element, name);
                return Ok(Some(Node::Other));
            }
            "tab" | "ptab" => self.character(xml, "\t")?,
            "cr" => self.character(xml, "\n")?,
            "noBreakHyphen" => self.character(xml, "-")?,
            "br" => {
                let is_line = element.attribute("type").is_none_or(|kind| kind == "textWrapping");
                self.character(xml, if is_line { "\n" } else { "" })?;
            }
            "pPr" => self.paragraph_properties(xml)?,
            "rPr" => self.run_properties(xml)?,
            "tcPr" => {
                if let Some(table) = self.body.tables.last_mut() {
                    table.cell_properties(xml)?;
                }
            }
            "trPr" => {
                if let Some(table) = self.body.tables.last_mut() {
                    self.has_changes |= table.row_properties(xml)?;
                }
            }
            "sdtPr" => self.control_properties(xml)?,
            "instrText" | "delText" | "delInstrText" | "sdtEndPr" | "tblPr" | "tblPrEx" | "tblGrid" | "sectPr"
            | "rt" | "background" | "sym" => xml.skip()?,
            _ => return Ok(Some(Node::Other)),
        }
        Ok(None)
    }

    fn end(&mut self, xml: &Xml<'_>) -> Result<(), ReadError> {
        match self.nodes.pop() {
            Some(Node::Paragraph) => self.close_paragraph(xml.began())?,
            Some(Node::Run) => {
                self.recorder.iter_mut().for_each(|recorder| recorder.end_run(xml.ended(), &self.paragraphs));
            }
            Some(Node::Cell) => {
                if let Some(table) = self.body.tables.last_mut() {
                    table.close_cell(&mut self.body.budget)?;
                }
            }
            Some(Node::Row) => self.body.tables.iter_mut().rev().take(1).for_each(OpenTable::close_row),
            Some(Node::Table) => self.body.close_table()?,
            Some(Node::Insertion(insertion)) => {
                let place = self.place();
                let text = self.paragraphs.last().map_or("", |paragraph| &paragraph.text);
                insertion.close(text, place, &mut self.traces);
            }
            Some(Node::Control(_) | Node::Alternatives(_) | Node::Other) | None => {}
        }
        Ok(())
    }

    /// Without `xml:space="preserve"` Word drops the white space around a text.
    fn text(&mut self, xml: &mut Xml<'_>, element: &Element<'_>) -> Result<(), ReadError> {
        let keeps_space = element.qualified_attribute("xml:space").is_some_and(|space| space == "preserve");
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return xml.skip();
        };
        if keeps_space {
            return xml.text_into(&mut paragraph.text);
        }
        let mut text = String::new();
        xml.text_into(&mut text)?;
        paragraph.text.push_str(text.trim_matches([' ', '\t', '\n', '\r']));
        Ok(())
    }

    /// What tells the size of a drawing, and the picture in it: `extent` and `blip` in DrawingML, `shape` and
    /// `imagedata` in VML.
    fn picture(&mut self, element: &Element<'_>, name: &str) {
        match name {
            "extent" => {
                let length = |name| element.number::<f32>(name).unwrap_or(0.0);
                self.extent = Extent::from_emu(length("cx"), length("cy"));
            }
            "shape" => self.extent = Extent::from_style(&element.attribute("style").unwrap_or_default()),
            _ if std::mem::take(&mut self.extent).may_show_text() => self.body.note_picture(self.place()),
            _ => {}
        }
    }

    fn character(&mut self, xml: &mut Xml<'_>, character: &str) -> Result<(), ReadError> {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push_str(character);
        }
        xml.skip()
    }

    fn paragraph_properties(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return xml.skip();
        };
        let mut has_changes = false;
        xml.children(|xml, property| {
            match property.name() {
                "pStyle" => paragraph.style = property.val().map(|id| id.into_owned()),
                "outlineLvl" => paragraph.outline = property.number("val").map(level_of_outline),
                "numPr" => paragraph.number = numbering::read_reference(xml)?,
                // A mark of a changed paragraph end; the old properties inside are not those that print.
                "rPr" => xml.children(|_, mark| {
                    has_changes |= matches!(mark.name(), "ins" | "del");
                    Ok(())
                })?,
                _ => {}
            }
            Ok(())
        })?;
        self.has_changes |= has_changes;
        Ok(())
    }

    /// What a content control is for: the titles of a table of contents stand in the text as well.
    fn control_properties(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        let mut is_contents = false;
        xml.children(|xml, property| {
            if property.name() == "docPartObj" {
                xml.children(|_, part| {
                    is_contents |= part.val().is_some_and(|gallery| gallery == "Table of Contents");
                    Ok(())
                })?;
            }
            Ok(())
        })?;
        if let Some(Node::Control(holds_contents)) = self.nodes.last_mut() {
            *holds_contents |= is_contents;
        }
        Ok(())
    }

    /// The properties of a run: hidden text does not print, so the rest of the run is passed over.
    fn run_properties(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        let mut is_hidden = false;
        xml.children(|_, property| {
            is_hidden |= property.name() == "vanish" && property.is_on();
            Ok(())
        })?;
        if is_hidden && matches!(self.nodes.last(), Some(Node::Run)) {
            self.nodes.pop();
            let place = self.place();
            traces::hidden_run(xml, place, &mut self.traces)?;
        }
        Ok(())
    }

    /// Where the reader stands: the cell it is in, or the paragraph that would come next.
    fn place(&self) -> Place {
        self.body.tables.last().map_or_else(|| self.body.next_place(), OpenTable::current_place)
    }

    fn close_paragraph(&mut self, ends_at: usize) -> Result<(), ReadError> {
        let Some(paragraph) = self.paragraphs.pop() else {
            return Ok(());
        };
        let style = self.styles.get(paragraph.style.as_deref());
        if style.is_some_and(|style| style.is_contents) {
            self.recorder.iter_mut().for_each(Recorder::forget_runs);
            return Ok(());
        }
        let level = paragraph.outline.or(style.and_then(|style| style.level)).filter(|level| *level > 0);
        let mut text = paragraph.text;
        let own = text.len();
        if !text.trim().is_empty() {
            let mut number = paragraph.number;
            if let Some(style) = style {
                number.inherit(&style.number);
            }
            if let Some(printed) = self.numbering.next(&number) {
                text.insert_str(0, &printed);
            }
        }
        if let Some(recorder) = self.recorder.as_mut().filter(|_| self.paragraphs.is_empty()) {
            let before = self.body.tables.last().map_or(0, OpenTable::characters_before);
            let place = self.body.tables.last().map_or_else(|| self.body.next_place(), OpenTable::current_place);
            let numbered = text.len() - own;
            recorder.end_paragraph(place, &text[numbered..], before + text[..numbered].chars().count(), ends_at);
        }
        text.truncate(text.trim_end().len());
        if text.is_empty() {
            return Ok(());
        }
        if let Some(table) = self.body.tables.last_mut() {
            table.add_line(&text);
            return Ok(());
        }
        self.body.add_paragraph(text, level)
    }
}
