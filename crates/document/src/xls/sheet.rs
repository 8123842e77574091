//! One worksheet of a BIFF stream: its cells as shown, its merged cells, its hidden rows. The grid they make is built in
//! `workbook`.

use super::Workbook;
use super::record::{Parts, Records, double_at, rk};
use crate::bytes::{index_at, u16_at, u32_at};
use crate::error::ReadError;
use crate::limits::Budget;
use crate::workbook::Sheet;

/// Records of a worksheet.
mod kind {
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const EOF: u16 = 0x000a;
    pub(super) const MUL_RK: u16 = 0x00bd;
    pub(super) const RICH_LABEL: u16 = 0x00d6;
    pub(super) const MERGE_CELLS: u16 = 0x00e5;
    pub(super) const LABEL_SST: u16 = 0x00fd;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const LABEL: u16 = 0x0204;
    pub(super) const BOOL_ERROR: u16 = 0x0205;
    pub(super) const STRING: u16 = 0x0207;
    pub(super) const ROW: u16 = 0x0208;
    pub(super) const RK: u16 = 0x027e;
    pub(super) const BOF: u16 = 0x0809;
}

struct Reader<'w, 'b> {
    workbook: &'w Workbook,
    budget: &'b mut Budget,
    sheet: Sheet,
    /// The cell whose formula gave a text, which the next record holds.
    awaits_text: Option<(u32, u32)>,
}

/// Reads the sheet that a stream begins with.
pub(super) fn read(stream: &[u8], workbook: &Workbook, budget: &mut Budget) -> Result<Sheet, ReadError> {
    let mut reader = Reader { workbook, budget, sheet: Sheet::default(), awaits_text: None };
    let mut records = Records::new(stream);
    // A chart in a sheet is a stream within the stream.
    let mut depth = 0_usize;
    while let Some(record) = records.next() {
        match record.kind {
            kind::BOF => depth += 1,
            kind::EOF => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            _ if depth != 1 => {}
            kind::STRING => {
                let text = workbook.texts.read(&mut records.parts(record.data), false);
                if let (Some(at), Some(text)) = (reader.awaits_text.take(), text) {
                    reader.text(at, &text)?;
                }
            }
            other => reader.record(other, record.data)?,
        }
    }
    Ok(reader.sheet)
}

impl Reader<'_, '_> {
    fn record(&mut self, kind: u16, data: &[u8]) -> Result<(), ReadError> {
        match kind {
            kind::MERGE_CELLS => return self.merges(data),
            kind::ROW => {
                if let (Some(row), true) = (u16_at(data, 0), data.get(12).is_some_and(|flags| flags & 0x20 != 0)) {
                    self.sheet.hide_row(u32::from(row) + 1);
                }
                return Ok(());
            }
            _ => {}
        }
        let (Some(row), Some(column), Some(style)) = (u16_at(data, 0), u16_at(data, 2), u16_at(data, 4)) else {
            return Ok(());
        };
        let at = (u32::from(row) + 1, u32::from(column) + 1);
        match kind {
            kind::LABEL_SST => {
                let index = index_at(data, 6);
                match index.and_then(|index| self.workbook.strings.get(index)) {
                    Some(text) => self.text(at, text),
                    None => Ok(()),
                }
            }
            kind::LABEL | kind::RICH_LABEL => {
                let text = self.workbook.texts.read(&mut Parts::single(data, 6), false);
                self.text(at, &text.unwrap_or_default())
            }
            kind::NUMBER => self.number(at, style, double_at(data, 6)),
            kind::RK => self.number(at, style, u32_at(data, 6).map(rk)),
            kind::MUL_RK => {
                for (pair, column) in data[4..].chunks_exact(6).zip(at.1..) {
                    self.number((at.0, column), u16_at(pair, 0).unwrap_or(0), u32_at(pair, 2).map(rk))?;
                }
                Ok(())
            }
            kind::BOOL_ERROR => {
                let (value, is_error) = (data.get(6).copied().unwrap_or(0), data.get(7) == Some(&1));
                self.text(at, if is_error { error_name(value) } else { truth(value) })
            }
            kind::FORMULA => self.formula(at, style, data),
            _ => Ok(()),
        }
    }

    /// The stored result of a formula ([MS-XLS] 2.5.133).
    fn formula(&mut self, at: (u32, u32), style: u16, data: &[u8]) -> Result<(), ReadError> {
        self.awaits_text = None;
        if u16_at(data, 12) != Some(0xffff) {
            return self.number(at, style, double_at(data, 6));
        }
        let value = data[8];
        match data[6] {
            0 => self.awaits_text = Some(at),
            1 => self.text(at, truth(value))?,
            2 => self.text(at, error_name(value))?,
            _ => {}
        }
        Ok(())
    }

    fn merges(&mut self, data: &[u8]) -> Result<(), ReadError> {
        for area in data.get(2..).unwrap_or_default().chunks_exact(8) {
            let corner = |at| u16_at(area, at).map(|index| u32::from(index) + 1);
            if let (Some(top), Some(bottom), Some(left), Some(right)) = (corner(0), corner(2), corner(4), corner(6)) {
                self.sheet.merge((top, left), (bottom, right))?;
            }
        }
        Ok(())
    }

    fn number(&mut self, at: (u32, u32), style: u16, stored: Option<String>) -> Result<(), ReadError> {
        let shown = stored.map(|stored| self.workbook.show(style, &stored)).unwrap_or_default();
        self.sheet.add(at, &shown, self.budget)
    }

    fn text(&mut self, at: (u32, u32), text: &str) -> Result<(), ReadError> {
        if text.contains('\r') {
            return self.sheet.add(at, &text.replace("\r\n", "\n").replace('\r', "\n"), self.budget);
        }
        self.sheet.add(at, text, self.budget)
    }
}

fn truth(value: u8) -> &'static str {
    if value == 0 { "FALSE" } else { "TRUE" }
}

fn error_name(value: u8) -> &'static str {
    match value {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}
