//! The piece table of a Word document ([MS-DOC] 2.8.35): which bytes of the main stream are its text, in which order.

use encoding_rs::WINDOWS_1252;

use crate::bytes::{index_at, u16_at};
use crate::error::ReadError;

/// A run of text in the main stream.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Characters.
    length: usize,
    /// Where it begins in the main stream.
    offset: usize,
    /// Two bytes a character, or one.
    is_wide: bool,
}

/// The pieces that make up the first characters of a document.
pub(super) fn read(clx: &[u8], body_length: usize, stream: &[u8]) -> Result<Vec<Piece>, ReadError> {
    let bad = |detail: &str| ReadError::malformed("WordDocument", detail);
    let table = piece_table(clx).ok_or_else(|| bad("没有正文"))?;
    let count = table.len().saturating_sub(4) / 12;
    let (mut pieces, mut total) = (Vec::new(), 0_usize);
    for index in 0..count {
        let at = |index: usize| index_at(table, 4 * index);
        let (Some(start), Some(end)) = (at(index), at(index + 1)) else { break };
        let entry = 4 * (count + 1) + 8 * index;
        let Some(packed) = index_at(table, entry + 2) else { break };
        let end = end.min(body_length);
        let Some(length) = end.checked_sub(start).filter(|length| *length > 0) else {
            continue;
        };
        let is_wide = packed & 0x4000_0000 == 0;
        let offset = packed & 0x3fff_ffff;
        pieces.push(Piece { length, offset: if is_wide { offset } else { offset / 2 }, is_wide });
        total = total.saturating_add(length);
        // No byte of the file is text twice.
        if total > stream.len() {
            return Err(bad("正文长度超过文件"));
        }
    }
    if total == 0 { Err(bad("没有正文")) } else { Ok(pieces) }
}

/// The piece table behind the property lists in front of it.
fn piece_table(clx: &[u8]) -> Option<&[u8]> {
    let mut rest = clx;
    loop {
        match rest.first()? {
            1 => rest = rest.get(3 + usize::from(u16_at(rest, 1)?)..)?,
            2 => return rest.get(5..5_usize.checked_add(index_at(rest, 1)?)?),
            _ => return None,
        }
    }
}

impl Piece {
    /// The characters of a piece as UTF-16, each with its offset in the main stream.
    pub(super) fn characters(self, stream: &[u8]) -> impl Iterator<Item = (usize, u16)> {
        let width = if self.is_wide { 2 } else { 1 };
        let end = self.offset.saturating_add(self.length * width).min(stream.len());
        let bytes = stream.get(self.offset..end).unwrap_or_default();
        bytes.chunks_exact(width).enumerate().map(move |(index, bytes)| {
            let unit = match bytes {
                [low, high] => u16::from_le_bytes([*low, *high]),
                other => from_windows(other),
            };
            (self.offset + index * width, unit)
        })
    }
}

fn from_windows(byte: &[u8]) -> u16 {
    if byte[0].is_ascii() {
        return u16::from(byte[0]);
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(byte);
    text.encode_utf16().next().unwrap_or(0xfffd)
}
