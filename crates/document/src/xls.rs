//! The workbooks of Excel 5 to 2003 (BIFF5 and BIFF8): each sheet becomes one table, every cell with the text that Excel
//! shows for it. Formulas are not computed; their stored results are read. What a table means is not known here.

mod record;
mod sheet;

use std::collections::HashMap;
use std::sync::Arc;

use mingsuan_model::Place;

use self::record::{Parts, Records, Texts};
use crate::bytes::{index_at, u16_at};
use crate::content::{Document, Format};
use crate::error::ReadError;
use crate::limits::{Budget, MAX_SHARED_STRINGS, MAX_SHEETS};
use crate::ole::Ole;
use crate::workbook::NumberFormat;

/// The names that the stream of a workbook goes by, newest first.
pub(crate) const STREAMS: [&str; 2] = ["Workbook", "Book"];

/// Records of the part that all sheets share.
mod kind {
    pub(super) const EOF: u16 = 0x000a;
    pub(super) const DATE_MODE: u16 = 0x0022;
    pub(super) const FILE_PASS: u16 = 0x002f;
    pub(super) const CODE_PAGE: u16 = 0x0042;
    pub(super) const BOUND_SHEET: u16 = 0x0085;
    pub(super) const XF: u16 = 0x00e0;
    pub(super) const SST: u16 = 0x00fc;
    pub(super) const FORMAT: u16 = 0x041e;
    pub(super) const BOF: u16 = 0x0809;
}

/// What the sheets of a workbook share.
struct Workbook {
    texts: Texts,
    strings: Vec<Arc<str>>,
    /// The format of each cell style.
    formats: Vec<NumberFormat>,
    /// Dates count from 1904 instead of 1900.
    is_1904: bool,
    sheets: Vec<SheetEntry>,
}

struct SheetEntry {
    name: Arc<str>,
    offset: usize,
    is_hidden: bool,
    is_worksheet: bool,
}

/// Reads the compound file.
pub(crate) fn read(ole: &mut Ole<'_>, stream: &str) -> Result<Document, ReadError> {
    let bytes = ole.required(stream)?;
    let workbook = Workbook::read(&bytes)?;
    let mut document = Document::new(Format::Xls);
    let mut budget = Budget::default();
    for (entry, ordinal) in workbook.sheets.iter().zip(1..) {
        let Some(stream) = bytes.get(entry.offset..).filter(|_| entry.is_worksheet) else {
            continue;
        };
        let place = Place { sheet: Some(entry.name.clone()), table: Some(ordinal), ..Place::default() };
        let sheet = sheet::read(stream, &workbook, &mut budget)?;
        sheet.finish(&place, entry.is_hidden, &mut document)?;
    }
    Ok(document)
}

impl Workbook {
    fn read(stream: &[u8]) -> Result<Self, ReadError> {
        let mut records = Records::new(stream);
        let first = records.next().filter(|record| record.kind == kind::BOF);
        let version = first.and_then(|record| u16_at(record.data, 0));
        let is_unicode = match version {
            Some(0x0600) => true,
            Some(0x0500) => false,
            _ => return Err(ReadError::malformed("Workbook", "不是 Excel 5 到 2003 的工作簿")),
        };
        let mut workbook = Self {
            texts: Texts { is_unicode, code_page: encoding_rs::GB18030 },
            strings: Vec::new(),
            formats: Vec::new(),
            is_1904: false,
            sheets: Vec::new(),
        };
        let mut styles = Styles::default();
        while let Some(record) = records.next() {
            match record.kind {
                kind::EOF => break,
                kind::FILE_PASS => return Err(ReadError::Encrypted),
                kind::DATE_MODE => workbook.is_1904 = u16_at(record.data, 0) == Some(1),
                kind::SST => workbook.read_strings(records.parts(record.data))?,
                kind::XF => styles.ids.extend(u16_at(record.data, 2)),
                kind::FORMAT => styles.read_format(record.data, workbook.texts),
                kind::CODE_PAGE => workbook.texts.code_page = Texts::code_page(u16_at(record.data, 0).unwrap_or(0)),
                kind::BOUND_SHEET => workbook.read_entry(record.data)?,
                _ => {}
            }
        }
        if workbook.sheets.is_empty() {
            return Err(ReadError::malformed("Workbook", "没有工作表"));
        }
        workbook.formats = styles.resolve();
        Ok(workbook)
    }

    fn read_entry(&mut self, data: &[u8]) -> Result<(), ReadError> {
        if self.sheets.len() >= MAX_SHEETS {
            return Err(ReadError::TooLarge { what: "工作表", limit: format!("{MAX_SHEETS} 个") });
        }
        self.sheets.extend(self.sheet_entry(data));
        Ok(())
    }

    fn sheet_entry(&self, data: &[u8]) -> Option<SheetEntry> {
        let name = self.texts.read(&mut Parts::single(data, 6), true)?;
        Some(SheetEntry {
            name: name.into(),
            offset: index_at(data, 0)?,
            is_hidden: data.get(4)? & 3 != 0,
            is_worksheet: *data.get(5)? == 0,
        })
    }

    fn read_strings(&mut self, mut parts: Parts<'_>) -> Result<(), ReadError> {
        let (_, count) = (parts.u32(), parts.u32().unwrap_or(0));
        if usize::try_from(count).is_ok_and(|count| count > MAX_SHARED_STRINGS) {
            return Err(ReadError::TooLarge { what: "文字", limit: format!("{MAX_SHARED_STRINGS} 条") });
        }
        self.strings = (0..count).map_while(|_| parts.shared_string()).map(Arc::from).collect();
        Ok(())
    }

    /// The text shown for a number in a cell of a style.
    fn show(&self, style: u16, stored: &str) -> String {
        let general = NumberFormat::default();
        self.formats.get(usize::from(style)).unwrap_or(&general).show(stored, self.is_1904)
    }
}

/// The cell styles and the number formats they point to.
#[derive(Default)]
struct Styles {
    ids: Vec<u16>,
    formats: HashMap<u16, NumberFormat>,
}

impl Styles {
    fn read_format(&mut self, data: &[u8], texts: Texts) {
        let code = texts.read(&mut Parts::single(data, 2), !texts.is_unicode);
        if let (Some(id), Some(code)) = (u16_at(data, 0), code) {
            self.formats.insert(id, NumberFormat::parse(&code));
        }
    }

    /// The format of each style; a cell names its style in two bytes.
    fn resolve(self) -> Vec<NumberFormat> {
        let ids = self.ids.iter().take(usize::from(u16::MAX) + 1);
        ids.map(|id| self.formats.get(id).cloned().unwrap_or_else(|| NumberFormat::built_in((*id).into()))).collect()
    }
}
