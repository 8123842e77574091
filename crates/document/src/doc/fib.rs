//! The head of a Word document ([MS-DOC] 2.5): where its parts are. What is in them is not known here.

use crate::bytes::{index_at, u16_at, u32_at};
use crate::error::ReadError;

/// Parts of the table stream, by their index among the pairs of offset and length.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    Styles = 1,
    CharacterPages = 12,
    ParagraphPages = 13,
    Pieces = 33,
    Lists = 73,
    ListOverrides = 74,
}

/// The head of a document.
#[derive(Debug)]
pub(super) struct Fib {
    /// The stream that holds the parts.
    pub(super) table_stream: &'static str,
    /// Characters of the body.
    pub(super) body_length: usize,
    /// Characters in text boxes.
    pub(super) box_length: usize,
    parts: Vec<(usize, usize)>,
}

impl Fib {
    /// Reads the beginning of the main stream.
    pub(super) fn read(stream: &[u8]) -> Result<Self, ReadError> {
        let (identity, version) = (u16_at(stream, 0), u16_at(stream, 2));
        // The oldest version that stores text and tables in this way is Word 97.
        if identity != Some(0xa5ec) || version.is_none_or(|version| version < 0x00c1) {
            return Err(ReadError::UnsupportedFormat {
                what: "Word 97 以前的文档",
                advice: "用 Word 或 WPS 打开，另存为 docx",
            });
        }
        let flags = u16_at(stream, 0x0a).unwrap_or(0);
        if flags & 0x0100 != 0 {
            return Err(ReadError::Encrypted);
        }
        let cut = || ReadError::malformed("WordDocument", "文件头不完整");
        Self::read_lengths(stream, flags & 0x0200 != 0).ok_or_else(cut)
    }

    fn read_lengths(stream: &[u8], is_second_table: bool) -> Option<Self> {
        let words = 34;
        let longs = words + 2 * usize::from(u16_at(stream, 32)?) + 2;
        let pairs = longs + 4 * usize::from(u16_at(stream, longs - 2)?) + 2;
        let count = usize::from(u16_at(stream, pairs - 2)?);
        let pair =
            |index: usize| Some((index_at(stream, pairs + 8 * index)?, index_at(stream, pairs + 8 * index + 4)?));
        Some(Self {
            table_stream: if is_second_table { "1Table" } else { "0Table" },
            body_length: index_at(stream, longs + 4 * 3)?,
            box_length: u32_at(stream, longs + 4 * 9).and_then(|length| usize::try_from(length).ok()).unwrap_or(0),
            parts: (0..count.min(Part::ListOverrides as usize + 1)).map_while(pair).collect(),
        })
    }

    /// A part of the table stream; empty where it is missing.
    pub(super) fn part<'t>(&self, table: &'t [u8], part: Part) -> &'t [u8] {
        let (offset, length) = self.parts.get(part as usize).copied().unwrap_or_default();
        table.get(offset..offset.saturating_add(length)).unwrap_or_default()
    }

    /// The table stream from where a part begins: the levels of lists stand behind the part that the head tells of.
    pub(super) fn beginning_at<'t>(&self, table: &'t [u8], part: Part) -> &'t [u8] {
        match self.parts.get(part as usize) {
            Some((offset, length)) if *length > 0 => table.get(*offset..).unwrap_or_default(),
            _ => &[],
        }
    }
}
