//! Reading: bytes of any supported format become a `Document` of paragraphs and tables, each with its place.
//! No budget knowledge here; what a table means is the business of `mingsuan-import`.

mod archive;
mod body;
mod bytes;
mod contained;
mod content;
mod csv;
mod doc;
mod docx;
mod edges;
mod error;
mod flow;
mod heading;
mod html;
pub mod limits;
mod numbering;
mod numerals;
mod odf;
mod ole;
mod package;
mod pdf;
mod pdf_traces;
mod picture;
mod rtf;
mod sniff;
mod tokens;
mod trace;
pub mod txt;
mod workbook;
mod xls;
mod xlsx;
mod xml;

use mingsuan_model::{Issue, Place};

use self::archive::Archive;
use self::limits::{MAX_HTML_BYTES, MAX_INPUT_BYTES};
use self::ole::Ole;
use self::sniff::Kind;
use self::xlsx::{Numbers, Selection};

pub use content::{Block, Cell, Document, Format, MAX_COLUMNS, MAX_GRID, Paragraph, Spans, Table, TableBuilder};
pub use docx::{DocxAnchors, DocxParagraph, DocxRun, docx_anchors};
pub use error::ReadError;
pub use html::{HtmlCharacter, HtmlCopy, HtmlText, html_copy};
pub use pdf::{PdfFile, PdfPage};
pub use pdf_traces::pdf_traces;
pub use tokens::money_tokens;
pub use trace::{Trace, TraceKind};

/// Reads a document of any supported format. The content decides what it is; `name` (a file name, may be empty) only
/// helps where the content leaves it open, and a name that says otherwise is noted among the issues.
pub fn read(bytes: &[u8], name: &str) -> Result<Document, ReadError> {
    read_with(bytes, name, &Selection { numbers: Numbers::Shown, wants_sheet: &|_| true })
}

/// As [`read`], but for a workbook (xlsx) that is a form to be filled in: only the sheets that are wanted are read, by
/// their names, and numbers come with all the digits that are stored, however few the format of their cells shows.
/// What is typed into a form must not be rounded because somebody narrowed a column. Per cent and dates keep their look.
pub fn read_form(bytes: &[u8], name: &str, wants_sheet: &dyn Fn(&str) -> bool) -> Result<Document, ReadError> {
    read_with(bytes, name, &Selection { numbers: Numbers::Stored, wants_sheet })
}

fn read_with(bytes: &[u8], name: &str, selection: &Selection<'_>) -> Result<Document, ReadError> {
    if bytes.len() as u64 > MAX_INPUT_BYTES {
        return Err(ReadError::too_many_bytes("文件", MAX_INPUT_BYTES));
    }
    let mut document = match sniff::sniff(bytes, name)? {
        Kind::Zip => {
            let mut archive = Archive::open(bytes)?;
            match sniff::sniff_zip(&mut archive)? {
                (Format::Xlsx, part) => xlsx::read(&mut archive, &part, selection)?,
                (Format::Ods, part) => odf::read_sheets(&mut archive, &part)?,
                (Format::Odt, part) => odf::read_text(&mut archive, &part)?,
                (_, part) => docx::read(&mut archive, &part)?,
            }
        }
        Kind::Ole => {
            let mut ole = Ole::open(bytes)?;
            match sniff::sniff_ole(&ole)? {
                (Format::Xls, stream) => xls::read(&mut ole, stream)?,
                (_, stream) => doc::read(&mut ole, stream)?,
            }
        }
        Kind::Html | Kind::Text | Kind::Csv | Kind::Rtf if bytes.len() as u64 > MAX_HTML_BYTES => {
            return Err(ReadError::too_many_bytes("文件", MAX_HTML_BYTES));
        }
        Kind::Pdf => pdf::read(bytes)?,
        Kind::Html => html::read(bytes)?,
        Kind::Csv => csv::read(bytes, name)?,
        Kind::Rtf => rtf::read(bytes)?,
        Kind::Text => txt::read(bytes)?,
    };
    if let Some(message) = sniff::mismatch(document.format, name) {
        document.issues.insert(0, Issue { message, place: Place::default() });
    }
    Ok(document)
}
