//! The records of a BIFF stream and the values in them ([MS-XLS] 2.1.4 and 2.5). What a record means is not known here.

use encoding_rs::{Encoding, GB18030, WINDOWS_1252};

use crate::bytes::u16_at;

/// One record: its number and its data.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
}

/// The record that carries on where the one before it was full.
const CONTINUE: u16 = 0x003c;

/// Goes through a stream record by record; a record that is cut off ends it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    pub(super) fn new(stream: &'a [u8]) -> Self {
        Self { rest: stream }
    }

    /// The parts of a record's data: its own, and those of the records that continue it.
    pub(super) fn parts(&mut self, first: &'a [u8]) -> Parts<'a> {
        let mut parts = vec![first];
        loop {
            let mut ahead = *self;
            match ahead.next() {
                Some(Record { kind: CONTINUE, data }) => {
                    parts.push(data);
                    *self = ahead;
                }
                _ => return Parts { parts, part: 0, at: 0 },
            }
        }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, length) = (u16_at(self.rest, 0)?, u16_at(self.rest, 2)?);
        let data = self.rest.get(4..4 + usize::from(length))?;
        self.rest = &self.rest[4 + data.len()..];
        Some(Record { kind, data })
    }
}

/// The digits of a double that identify it.
pub(super) fn double_at(data: &[u8], at: usize) -> Option<String> {
    let bits = u64::from_le_bytes(data.get(at..at + 8)?.try_into().ok()?);
    Some(format!("{:e}", f64::from_bits(bits)))
}

/// The number that an `RkNumber` stands for ([MS-XLS] 2.5.122): whole or the upper half of a double, perhaps in hundredths.
pub(super) fn rk(packed: u32) -> String {
    let (is_whole, is_hundredths) = (packed & 2 != 0, packed & 1 != 0);
    if is_whole {
        let whole = packed.cast_signed() >> 2;
        return if is_hundredths { format!("{whole}e-2") } else { whole.to_string() };
    }
    let value = f64::from_bits(u64::from(packed & !3) << 32);
    format!("{:e}", if is_hundredths { value / 100.0 } else { value })
}

/// How the texts of a workbook are stored.
#[derive(Clone, Copy, Debug)]
pub(super) struct Texts {
    /// Excel 97 and later: UTF-16, or Latin-1 where that is enough. Before: bytes in a code page.
    pub(super) is_unicode: bool,
    pub(super) code_page: &'static Encoding,
}

impl Texts {
    /// The encoding of a `CodePage` record; GB18030 where it is not known, as most files read here are Chinese.
    pub(super) fn code_page(number: u16) -> &'static Encoding {
        match number {
            1252 | 367 => WINDOWS_1252,
            950 => encoding_rs::BIG5,
            932 => encoding_rs::SHIFT_JIS,
            949 => encoding_rs::EUC_KR,
            65001 => encoding_rs::UTF_8,
            _ => GB18030,
        }
    }

    /// A text that begins with its length in characters: in one byte or in two.
    pub(super) fn read(self, parts: &mut Parts<'_>, has_short_length: bool) -> Option<String> {
        let length = if has_short_length { usize::from(parts.u8()?) } else { usize::from(parts.u16()?) };
        if !self.is_unicode {
            let bytes = parts.bytes(length)?;
            return Some(self.code_page.decode_without_bom_handling(&bytes).0.into_owned());
        }
        let flags = parts.u8()?;
        parts.characters(length, flags & 1 != 0)
    }
}

/// The data of a record and of those that continue it.
#[derive(Debug)]
pub(super) struct Parts<'a> {
    parts: Vec<&'a [u8]>,
    part: usize,
    at: usize,
}

impl<'a> Parts<'a> {
    /// The data of a record that is not continued, from an offset on.
    pub(super) fn single(data: &'a [u8], at: usize) -> Self {
        Self { parts: vec![data], part: 0, at }
    }

    fn u8(&mut self) -> Option<u8> {
        self.settle()?;
        let byte = *self.parts[self.part].get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    /// Moves to the next part at the end of one; tells whether it moved. `None` at the end of the last.
    fn settle(&mut self) -> Option<bool> {
        let mut has_moved = false;
        while self.at >= self.parts.get(self.part)?.len() {
            (self.part, self.at, has_moved) = (self.part + 1, 0, true);
        }
        Some(has_moved)
    }

    fn bytes(&mut self, count: usize) -> Option<Vec<u8>> {
        (0..count).map(|_| self.u8()).collect()
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            self.settle()?;
            let step = count.min(self.parts[self.part].len() - self.at);
            self.at += step;
            count -= step;
        }
        Some(())
    }

    /// Characters of two bytes or one each. Where a text goes on in the next part, that part says anew which.
    fn characters(&mut self, count: usize, mut is_wide: bool) -> Option<String> {
        let mut units = Vec::with_capacity(count);
        while units.len() < count {
            if self.settle()? {
                is_wide = self.u8()? & 1 != 0;
                continue;
            }
            units.push(if is_wide { self.u16()? } else { u16::from(self.u8()?) });
        }
        Some(String::from_utf16_lossy(&units))
    }

    /// A text of the shared strings: its formatting runs and phonetics are passed over ([MS-XLS] 2.5.293).
    pub(super) fn shared_string(&mut self) -> Option<String> {
        let (length, flags) = (usize::from(self.u16()?), self.u8()?);
        let runs = if flags & 8 != 0 { usize::from(self.u16()?) } else { 0 };
        let phonetics = if flags & 4 != 0 { self.u32()? } else { 0 };
        let text = self.characters(length, flags & 1 != 0)?;
        self.skip((runs * 4).saturating_add(usize::try_from(phonetics).ok()?));
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_keep_their_digits() {
        assert_eq!(rk(4_878_062 << 2 | 3), "4878062e-2");
        assert_eq!(rk(12 << 2 | 2), "12");
        assert_eq!(rk((-5_i32).cast_unsigned() << 2 | 2), "-5");
        let upper_half = |value: f64| u32::try_from(value.to_bits() >> 32).unwrap() & !3;
        assert_eq!(rk(upper_half(0.25)), "2.5e-1");
        assert_eq!(rk(upper_half(750.0) | 1), "7.5e0");
    }

    #[test]
    fn texts_go_on_in_the_next_record() {
        let mut stream = vec![0xfc, 0, 7, 0, 3, 0, 1, 0x32, 0x75, 0x59, 0x4e];
        stream.extend([0x3c, 0, 2, 0, 0, b'x', 0xff, 0, 0, 0]);
        let mut records = Records::new(&stream);
        let first = records.next().unwrap();
        assert_eq!(records.parts(first.data).shared_string().as_deref(), Some("甲乙x"));
        assert_eq!(records.next().map(|record| record.kind), Some(0xff));
        assert!(records.next().is_none());
    }
}
