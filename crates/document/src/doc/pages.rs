//! Formatted pages ([MS-DOC] 2.9.63 and 2.9.175): which properties hold at an offset of the main stream. What the
//! properties mean is in `properties.rs`.

use std::ops::Range;

use crate::bytes::{index_at, u16_at};

/// Bytes of a page.
const PAGE: usize = 512;

/// The pages of one kind of property, by the offsets they tell about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pages<'a> {
    /// Offsets, one more than pages; then page numbers.
    index: &'a [u8],
    stream: &'a [u8],
}

/// Properties and the offsets for which they hold.
#[derive(Clone, Debug, Default)]
pub(super) struct Run<'a> {
    pub(super) range: Range<usize>,
    pub(super) properties: &'a [u8],
}

impl<'a> Pages<'a> {
    pub(super) fn new(index: &'a [u8], stream: &'a [u8]) -> Self {
        Self { index, stream }
    }

    /// The properties of a paragraph that ends at an offset: the number of its style, and what it changes about it.
    pub(super) fn paragraph(&self, offset: usize) -> Option<(u16, &'a [u8])> {
        let (page, run, _) = self.find(offset)?;
        // Behind the offsets stand 13 bytes a run, the first of which points into the page.
        let entry = 4 * (run_count(page) + 1) + 13 * run;
        let at = 2 * usize::from(*page.get(entry)?);
        if at == 0 {
            return None;
        }
        let half = usize::from(*page.get(at)?);
        let (start, length) =
            if half > 0 { (at + 1, 2 * half - 1) } else { (at + 2, 2 * usize::from(*page.get(at + 1)?)) };
        let properties = page.get(start..(start + length).min(PAGE - 1))?;
        Some((u16_at(properties, 0)?, properties.get(2..)?))
    }

    /// The properties of the character at an offset.
    pub(super) fn character(&self, offset: usize) -> Run<'a> {
        let Some((page, run, range)) = self.find(offset) else {
            return Run { range: offset..offset + 1, properties: &[] };
        };
        let entry = 4 * (run_count(page) + 1) + run;
        let at = 2 * usize::from(page.get(entry).copied().unwrap_or(0));
        let length = usize::from(page.get(at).copied().unwrap_or(0));
        let properties = if at == 0 { None } else { page.get(at + 1..(at + 1 + length).min(PAGE - 1)) };
        Run { range, properties: properties.unwrap_or_default() }
    }

    /// The page that tells about an offset, the run on it, and the offsets of the run.
    fn find(&self, offset: usize) -> Option<(&'a [u8], usize, Range<usize>)> {
        let count = self.index.len().saturating_sub(4) / 8;
        let number = last_below(self.index, count, offset)?;
        let page = index_at(self.index, 4 * (count + 1) + 4 * number)? & 0x003f_ffff;
        let page = self.stream.get(page.checked_mul(PAGE)?..)?.get(..PAGE)?;
        let run = last_below(page, run_count(page), offset)?;
        let range = index_at(page, 4 * run)?..index_at(page, 4 * run + 4)?;
        range.contains(&offset).then_some((page, run, range))
    }
}

fn run_count(page: &[u8]) -> usize {
    usize::from(page[PAGE - 1])
}

/// The last of the first `count` offsets that is not behind this one.
fn last_below(offsets: &[u8], count: usize, offset: usize) -> Option<usize> {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = usize::midpoint(low, high);
        if index_at(offsets, 4 * middle)? <= offset { low = middle + 1 } else { high = middle }
    }
    low.checked_sub(1)
}
