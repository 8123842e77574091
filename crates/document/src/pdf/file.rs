//! A PDF file for somebody who adds to it: its pages as objects, where its table of objects stands, and where on a page a
//! text is printed. What is added is written elsewhere.

use std::fmt::Write;

use hayro_interpret::{InterpreterCache, TransformExt};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, FromBytes, MaybeRef, Name, Number, Object};
use mingsuan_model::{Bbox, Place};

use super::collect::Sheet;
use super::geometry::{Area, Glyph, Turn};
use super::glyphs::{readable, turn_of};
use super::lines::lines_of;
use super::page::turned;
use super::weight::Scales;
use super::{Reading, damaged, open};
use crate::contained::{foreign, own};
use crate::error::ReadError;

/// Characters stand in a box when their middle is no further outside it than this, in points.
const SLACK: f32 = 0.6;

/// A file that was opened to be added to.
pub struct PdfFile {
    pdf: Pdf,
    reading: Reading,
    tail: Tail,
}

/// What an addition to the file has to go on with.
#[derive(Debug)]
struct Tail {
    table_at: usize,
    is_stream: bool,
    entries: String,
    next: u32,
}

/// A page as an object of its file.
#[derive(Debug)]
pub struct PdfPage {
    /// Number and generation of the object.
    pub id: (u32, i32),
    /// The entries of its dictionary as PDF source, without its annotations.
    pub entries: String,
    /// The annotations that it has, as PDF source.
    pub annotations: String,
    /// From points of the page as displayed (origin top left) to those of the file: `x' = ax + cy + e`, `y' = bx + dy + f`.
    pub to_file: [f64; 6],
    /// Width as displayed.
    pub width: f32,
}

impl std::fmt::Debug for PdfFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PdfFile").field("tail", &self.tail).finish_non_exhaustive()
    }
}

impl PdfFile {
    /// Opens a file.
    ///
    /// # Errors
    /// It is encrypted, damaged or too heavy to be added to.
    pub fn open(bytes: &[u8]) -> Result<Self, ReadError> {
        let (pdf, _, reading) = open(bytes)?;
        let tail = foreign(|| tail(bytes, &pdf)).flatten().ok_or_else(damaged)?;
        tail.map(|tail| Self { pdf, reading, tail })
    }

    /// Where the last table of objects begins.
    pub fn table_at(&self) -> usize {
        self.tail.table_at
    }

    /// Whether that table is a stream.
    pub fn has_table_stream(&self) -> bool {
        self.tail.is_stream
    }

    /// The entries of the trailer that stay, as PDF source.
    pub fn trailer(&self) -> &str {
        &self.tail.entries
    }

    /// The first number that no object has.
    pub fn next_object(&self) -> u32 {
        self.tail.next
    }

    /// A page, counted from 1; nothing when it is no object that could be written anew.
    pub fn page(&self, number: u32) -> Option<PdfPage> {
        foreign(|| {
            let page = self.pdf.pages().get((number as usize).checked_sub(1)?)?;
            let raw = page.raw();
            let id = raw.obj_id()?;
            // A page that stands within its parent has no number of its own.
            let object = self.pdf.xref().get::<Dict<'_>>(id)?;
            if object.data() != raw.data() || !object.contains_key("Parent") {
                return None;
            }
            let mut entries = String::new();
            for (key, value) in raw.entries().filter(|(key, _)| key.as_str() != "Annots") {
                entries.push_str(&format!("{} {}\n", name(&key), source(&value)));
            }
            let annotations = raw.get::<Array<'_>>("Annots").map(|list| items(&list)).unwrap_or_default();
            let to_file = page.initial_transform(true).to_kurbo().inverse().as_coeffs();
            let (width, _) = page.render_dimensions();
            to_file.iter().all(|value| value.is_finite()).then_some(PdfPage {
                id: (id.obj_number, id.gen_number),
                entries,
                annotations,
                to_file,
                width,
            })
        })
        .flatten()
    }

    /// For each place of a page the boxes, one a line, of the text that stands there; none where it is not found.
    pub fn boxes(&self, page: u32, places: &[&Place]) -> Vec<Vec<Bbox>> {
        let Some(look) = self.look(page) else { return vec![Vec::new(); places.len()] };
        places.iter().map(|place| own(|| look.boxes(place)).unwrap_or_default()).collect()
    }

    /// The text that is printed within a box of a page, without blanks.
    pub fn text_in(&self, page: u32, bbox: Bbox) -> String {
        let Some(look) = self.look(page) else { return String::new() };
        own(|| look.glyphs_in(bbox).iter().flatten().map(|glyph| glyph.ch).collect()).unwrap_or_default()
    }

    fn look(&self, page: u32) -> Option<Look> {
        let source = self.pdf.pages().get((page as usize).checked_sub(1)?)?;
        let mut scales = Scales::new(self.reading.deadline);
        let sheet = self.reading.sheet(source, &InterpreterCache::new(), &mut scales);
        own(|| {
            let turn = turn_of(&sheet);
            let glyphs = readable(&sheet, turn);
            Look { sheet, turn, glyphs }
        })
    }
}

/// The characters of a page.
struct Look {
    sheet: Sheet,
    turn: Turn,
    glyphs: Vec<Glyph>,
}

impl Look {
    /// The characters in a box without blanks, line by line.
    fn glyphs_in(&self, Bbox(sides): Bbox) -> Vec<Vec<Glyph>> {
        #[allow(clippy::cast_precision_loss)]
        let [left, top, right, bottom] = sides.map(|side| side as f32 / 100.0);
        let area = turned(Area { left, top, right, bottom }, &self.sheet, self.turn);
        let area = Area {
            left: area.left - SLACK,
            top: area.top - SLACK,
            right: area.right + SLACK,
            bottom: area.bottom + SLACK,
        };
        let inside = self.glyphs.iter().filter(|glyph| area.holds(glyph.middle(), glyph.centre())).copied();
        let lines = lines_of(inside.collect());
        lines.into_iter().map(|line| line.glyphs.into_iter().filter(|glyph| glyph.ch != ' ').collect()).collect()
    }

    /// The boxes of the place's text; where it stands several times, of the one nearest to its offset.
    fn boxes(&self, place: &Place) -> Vec<Bbox> {
        let (Some(bbox), Some(text)) = (place.bbox, &place.text) else { return Vec::new() };
        let wanted: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        let lines = self.glyphs_in(bbox);
        let printed: Vec<(usize, Glyph)> =
            (0..).zip(&lines).flat_map(|(line, glyphs)| glyphs.iter().map(move |glyph| (line, *glyph))).collect();
        if wanted.is_empty() || wanted.len() > printed.len() {
            return Vec::new();
        }
        let offset = place.offset.map_or(0, |offset| offset as usize);
        let starts = (0..=printed.len() - wanted.len())
            .filter(|start| wanted.iter().zip(&printed[*start..]).all(|(ch, (_, glyph))| *ch == glyph.ch));
        let Some(start) = starts.min_by_key(|start| start.abs_diff(offset)) else { return Vec::new() };
        let found = printed[start..start + wanted.len()].chunk_by(|one, other| one.0 == other.0);
        let boxes = found.filter_map(|line| {
            let area = line.iter().fold(Area::NOTHING, |area, (_, glyph)| area.united(glyph.area()));
            self.turn.undo(area, self.sheet.width, self.sheet.height).bbox()
        });
        boxes.collect()
    }
}

/// The last table of objects and its trailer; nothing when they are not where the file says.
fn tail(bytes: &[u8], pdf: &Pdf) -> Option<Result<Tail, ReadError>> {
    if !bytes.starts_with(b"%PDF-") {
        return None;
    }
    let mark = bytes.windows(9).rposition(|window| window == b"startxref")?;
    let told = bytes[mark + 9..].trim_ascii_start();
    let digits = told.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let table_at: usize = std::str::from_utf8(&told[..digits]).ok()?.parse().ok()?;
    let table = bytes.get(table_at..)?;
    let is_stream = !table.trim_ascii_start().starts_with(b"xref");
    let from = if is_stream {
        table.iter().take(40).position(|byte| *byte == b'<')?
    } else {
        let trailer = table.windows(7).position(|window| window == b"trailer")?;
        trailer + table[trailer..].windows(2).position(|window| window == b"<<")?
    };
    let dictionary = Dict::from_bytes(&table[from..])?;
    if dictionary.contains_key("Encrypt") {
        return Some(Err(ReadError::Encrypted));
    }
    let root = pdf.xref().root_id();
    if dictionary.get_ref("Root")?.obj_number != root.obj_number {
        return None;
    }
    let kept = dictionary.entries().filter(|(key, _)| matches!(key.as_str(), "Root" | "Info" | "ID"));
    let entries = kept.map(|(key, value)| format!("{} {} ", name(&key), source(&value))).collect();
    let size = dictionary.get_raw::<Object<'_>>("Size")?;
    let MaybeRef::NotRef(Object::Number(size)) = size else { return None };
    let next = next_object(&size, pdf)?;
    Some(Ok(Tail { table_at, is_stream, entries, next }))
}

/// The first free number: what the trailer says, unless a page has a higher one.
fn next_object(size: &Number, pdf: &Pdf) -> Option<u32> {
    let told = u32::try_from(size.as_i64()).ok()?;
    let highest = pdf.pages().iter().filter_map(|page| page.raw().obj_id()).map(|id| id.obj_number).max()?;
    Some(told.max(highest.checked_add(1)?)).filter(|next| *next < MAX_OBJECTS)
}

/// An object as PDF source; strings in hexadecimal digits, whatever bytes they hold.
fn source(object: &MaybeRef<Object<'_>>) -> String {
    match object {
        MaybeRef::NotRef(Object::String(text)) => {
            let digits: String = text.as_bytes().iter().map(|byte| format!("{byte:02X}")).collect();
            format!("<{digits}>")
        }
        MaybeRef::NotRef(Object::Array(list)) => format!("[{}]", items(list)),
        MaybeRef::NotRef(Object::Dict(dictionary)) => {
            let entries = dictionary.entries().map(|(key, value)| format!("{} {} ", name(&key), source(&value)));
            format!("<<{}>>", entries.collect::<String>())
        }
        MaybeRef::NotRef(Object::Name(word)) => name(word),
        // Shown in full: PDF knows no exponents.
        MaybeRef::NotRef(Object::Number(number)) => number.as_f64().to_string(),
        other => other.to_string(),
    }
}

/// A name as PDF source.
fn name(name: &Name<'_>) -> String {
    let mut source = "/".to_owned();
    for byte in name.iter() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'+' | b':' | b'*') {
            source.push(char::from(*byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(source, "#{byte:02X}");
        }
    }
    source
}

/// The members of a list as PDF source.
fn items(list: &Array<'_>) -> String {
    list.raw_iter().map(|item| source(&item)).collect::<Vec<_>>().join(" ")
}

/// Readers take no more objects than this.
const MAX_OBJECTS: u32 = 8_000_000;
