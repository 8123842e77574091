//! The style sheet of a Word document ([MS-DOC] 2.9.271): which paragraph style is a heading of which level, and which
//! style numbers its paragraphs.

use super::properties::ParagraphProperties;
use crate::bytes::u16_at;
use crate::heading::level_of_name;

/// Longest chain of styles based on one another that is followed.
const MAX_CHAIN: usize = 32;
/// The number that says a style is based on none.
const NO_STYLE: u16 = 0x0fff;

#[derive(Clone, Debug, Default)]
struct Style {
    base: u16,
    outline: Option<u8>,
    list: Option<u32>,
    list_level: Option<usize>,
}

/// The paragraph styles by their number.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<Style>);

impl Styles {
    /// Reads the part; what is cut off has no styles.
    pub(super) fn read(part: &[u8]) -> Self {
        let header = usize::from(u16_at(part, 0).unwrap_or(0));
        let base_length = usize::from(u16_at(part, 4).unwrap_or(10));
        let (mut styles, mut at) = (Vec::new(), 2 + header);
        while let Some(length) = u16_at(part, at).map(usize::from) {
            let Some(style) = part.get(at + 2..at + 2 + length) else { break };
            styles.push(read_style(style, base_length).unwrap_or(Style { base: NO_STYLE, ..Style::default() }));
            at += 2 + length;
        }
        Self(styles)
    }

    /// What paragraphs of a style say about themselves, with what the style is based on.
    pub(super) fn properties(&self, number: u16) -> ParagraphProperties {
        let mut properties = ParagraphProperties { style: number, ..ParagraphProperties::default() };
        let mut next = number;
        for _ in 0..MAX_CHAIN {
            let Some(style) = self.0.get(usize::from(next)) else { break };
            properties.outline = properties.outline.or(style.outline);
            properties.list = properties.list.or(style.list);
            properties.list_level = properties.list_level.or(style.list_level);
            next = style.base;
        }
        properties
    }
}

fn read_style(style: &[u8], base_length: usize) -> Option<Style> {
    let (identity, kind, count) = (u16_at(style, 0)? & 0x0fff, u16_at(style, 2)?, u16_at(style, 4)?);
    let base = kind >> 4;
    let name_length = usize::from(u16_at(style, base_length)?);
    let name = style.get(base_length + 2..base_length + 2 + 2 * name_length)?;
    let is_paragraph = kind & 0x0f == 1;
    let mut read = Style { base, ..Style::default() };
    if !is_paragraph {
        return Some(read);
    }
    // The built-in headings are known by their number, others by their name.
    let units: Vec<u16> = name.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]])).collect();
    let built_in = u8::try_from(identity).ok().filter(|identity| (1..=9).contains(identity));
    let level = built_in.or_else(|| level_of_name(&String::from_utf16_lossy(&units)));
    read.outline = level.map(|level| level - 1);
    // Behind the name and its zero stand the properties, the first of which are those of the paragraph.
    let at = base_length + 2 + 2 * name_length + 2;
    if count & 0x0f > 0
        && let Some(length) = u16_at(style, at)
        && let Some(list) = style.get(at + 4..at + 2 + usize::from(length))
    {
        let mut properties = ParagraphProperties::default();
        properties.apply(list);
        read.outline = properties.outline.or(read.outline);
        (read.list, read.list_level) = (properties.list, properties.list_level);
    }
    Some(read)
}
