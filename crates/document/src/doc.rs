//! The documents of Word 97 to 2003 (and of WPS): paragraphs and tables of the body, as printed. Headers, footers, notes,
//! comments and text boxes are not read. What a heading or a table means is not known here.

mod fib;
mod lists;
mod pages;
mod pieces;
mod properties;
mod styles;

use self::fib::{Fib, Part};
use self::pages::{Pages, Run};
use self::pieces::Piece;
use self::properties::{CharacterProperties, ParagraphProperties};
use self::styles::Styles;
use crate::bytes::u16_at;
use crate::content::{Document, Format};
use crate::error::ReadError;
use crate::flow::Flow;
use crate::heading::printed_level;
use crate::numbering::{NumberRef, Numbering};
use crate::ole::Ole;

/// The name of the main stream.
pub(crate) const STREAM: &str = "WordDocument";
/// Property lists that do not fit into their page may be read over and over: this many bytes of them are.
const MAX_HUGE_BYTES: usize = 256 << 20;
/// Fields within fields; what lies deeper is taken for text.
const MAX_FIELDS: usize = 64;

/// Reads the compound file.
pub(crate) fn read(ole: &mut Ole<'_>, stream: &str) -> Result<Document, ReadError> {
    let stream = ole.required(stream)?;
    let fib = Fib::read(&stream)?;
    let table = ole.required(fib.table_stream)?;
    let data = if ole.has("Data") { ole.required("Data")? } else { Vec::new() };
    let pieces = pieces::read(fib.part(&table, Part::Pieces), fib.body_length, &stream)?;
    let mut reader = Reader {
        paragraphs: Pages::new(fib.part(&table, Part::ParagraphPages), &stream),
        characters: Pages::new(fib.part(&table, Part::CharacterPages), &stream),
        styles: Styles::read(fib.part(&table, Part::Styles)),
        numbering: lists::read(fib.beginning_at(&table, Part::Lists), fib.part(&table, Part::ListOverrides)),
        data: &data,
        huge_bytes: 0,
        units: Vec::new(),
        fields: Vec::new(),
        flow: Flow::new(Format::Doc),
    };
    reader.walk(&pieces, &stream)?;
    // A text box holds at least the mark of its end.
    if fib.box_length > 1 {
        reader.flow.note("文档里有文本框，其中的文字没有读取。请把文字移到正文，或另存为 docx 再检查".to_owned());
    }
    reader.flow.finish()
}

struct Reader<'a> {
    paragraphs: Pages<'a>,
    characters: Pages<'a>,
    styles: Styles,
    numbering: Numbering,
    /// Property lists that do not fit into their page.
    data: &'a [u8],
    huge_bytes: usize,
    /// The text of the paragraph so far, in UTF-16.
    units: Vec<u16>,
    /// For each field that is open, whether its code is being read, which does not print.
    fields: Vec<bool>,
    flow: Flow,
}

impl<'a> Reader<'a> {
    fn walk(&mut self, pieces: &[Piece], stream: &'a [u8]) -> Result<(), ReadError> {
        let mut run = Run::default();
        let mut properties = CharacterProperties::default();
        for piece in pieces {
            for (offset, unit) in piece.characters(stream) {
                if !run.range.contains(&offset) {
                    run = self.characters.character(offset);
                    properties = CharacterProperties::read(run.properties);
                    self.flow.has_changes |= properties.is_deleted || properties.is_inserted;
                }
                match unit {
                    0x07 | 0x0c | 0x0d => self.end_paragraph(offset, unit)?,
                    0x13 if self.fields.len() < MAX_FIELDS => self.fields.push(true),
                    0x14 => self.fields.iter_mut().rev().take(1).for_each(|is_code| *is_code = false),
                    0x15 => drop(self.fields.pop()),
                    _ if self.fields.contains(&true) || properties.is_hidden || properties.is_deleted => {}
                    _ => self.character(unit, properties.is_special),
                }
            }
        }
        self.end_text();
        Ok(())
    }

    fn character(&mut self, unit: u16, is_special: bool) {
        match unit {
            0x09 => self.units.push(unit),
            0x0b => self.units.push(u16::from(b'\n')),
            0x1e => self.units.push(u16::from(b'-')),
            0..0x20 => {}
            _ if is_special => {}
            _ => self.units.push(unit),
        }
    }

    fn end_text(&mut self) {
        self.flow.text.push_str(&String::from_utf16_lossy(&self.units));
        self.units.clear();
    }

    /// A paragraph has ended, and perhaps a cell or a row with it.
    fn end_paragraph(&mut self, offset: usize, mark: u16) -> Result<(), ReadError> {
        let properties = self.properties(offset)?;
        self.end_text();
        if !self.flow.text.trim().is_empty() {
            self.flow.number = self.number(&properties).unwrap_or_default();
        }
        let level = properties.table_level;
        match mark {
            0x07 if properties.is_row_end => self.flow.end_row(level.max(1), &properties.edges),
            0x07 => self.flow.end_cell(level.max(1)),
            _ if properties.is_inner_row_end && level > 1 => self.flow.end_row(level, &properties.edges),
            _ if properties.is_inner_cell && level > 1 => self.flow.end_cell(level),
            _ => self.flow.end_paragraph(properties.outline.and_then(printed_level), level),
        }
    }

    /// What the paragraph says about itself whose mark stands at an offset.
    fn properties(&mut self, offset: usize) -> Result<ParagraphProperties, ReadError> {
        let (style, list) = self.paragraphs.paragraph(offset).unwrap_or_default();
        let mut properties = self.styles.properties(style);
        if let Some(elsewhere) = properties.apply(list)
            && let Some(length) = u16_at(self.data, elsewhere)
            && let Some(list) = self.data.get(elsewhere + 2..elsewhere + 2 + usize::from(length))
        {
            self.huge_bytes += list.len();
            if self.huge_bytes > MAX_HUGE_BYTES {
                return Err(ReadError::too_many_bytes("段落属性", MAX_HUGE_BYTES as u64));
            }
            properties.apply(list);
        }
        Ok(properties)
    }

    fn number(&mut self, properties: &ParagraphProperties) -> Option<String> {
        let style = Some(properties.style.to_string());
        self.numbering.next(&NumberRef { id: Some(properties.list?), level: properties.list_level, style })
    }
}
