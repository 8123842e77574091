//! The styles of a workbook, with the same style on a coloured ground for each that a marked cell has.
//! Which cells are marked is not known here.

use std::collections::BTreeMap;

use super::parts::{Parts, attribute, tags};
use super::xlsx::part_of;
use crate::error::WriteError;

/// The styles as far as they have grown.
pub(super) struct Fills {
    /// The part and its text; nothing when a workbook has none, which leaves its cells as they are.
    styles: Option<(String, String)>,
    /// The style elements of cells.
    formats: Vec<String>,
    fill_count: usize,
    fills: Vec<[u8; 3]>,
    added: BTreeMap<(usize, [u8; 3]), usize>,
    new: Vec<String>,
}

impl Fills {
    /// Reads the styles of a workbook.
    pub(super) fn open(parts: &mut Parts<'_>, workbook: &str) -> Result<Self, WriteError> {
        let part = part_of(parts, workbook, "styles")?;
        let text = part.as_deref().map(|part| parts.text(part)).transpose()?.flatten();
        let styles = part.zip(text).filter(|(_, text)| text.contains("</fills>") && text.contains("</cellXfs>"));
        let section = |name: &str| {
            let (_, text) = styles.as_ref()?;
            let from = text.find(&format!("<{name}"))?;
            text.get(from..text.find(&format!("</{name}>"))?)
        };
        let formats = section("cellXfs").map(elements).unwrap_or_default();
        let fill_count = section("fills").map_or(0, |fills| tags(fills, "fill").len());
        Ok(Self { styles, formats, fill_count, fills: Vec::new(), added: BTreeMap::new(), new: Vec::new() })
    }

    /// The style that looks like another on a coloured ground.
    pub(super) fn of(&mut self, style: usize, colour: [u8; 3]) -> Option<usize> {
        if let Some(known) = self.added.get(&(style, colour)) {
            return Some(*known);
        }
        let format = self.formats.get(style)?;
        let fill = self.fills.iter().position(|known| *known == colour).unwrap_or_else(|| {
            self.fills.push(colour);
            self.fills.len() - 1
        });
        let tag_end = format.find('>')?;
        let (tag, rest) = format.split_at(tag_end);
        let (tag, slash) = tag.strip_suffix('/').map_or((tag, ""), |tag| (tag, "/"));
        let mut tag = tag.trim_end().to_owned();
        for name in ["fillId", "applyFill"] {
            if let Some(value) = attribute(&format!("{tag}>"), name).map(str::to_owned) {
                tag = tag.replacen(&format!(" {name}=\"{value}\""), "", 1);
            }
        }
        let filled = format!("{tag} fillId=\"{}\" applyFill=\"1\"{slash}{rest}", self.fill_count + fill);
        let number = self.formats.len() + self.new.len();
        self.new.push(filled);
        self.added.insert((style, colour), number);
        Some(number)
    }

    /// Puts the styles back.
    pub(super) fn put(self, parts: &mut Parts<'_>) {
        let Some((part, text)) = self.styles.filter(|_| !self.new.is_empty()) else { return };
        let fills: String = self.fills.iter().map(|colour| fill(*colour)).collect();
        let text = grown(&text, "fills", self.fill_count + self.fills.len(), &fills);
        let text = grown(&text, "cellXfs", self.formats.len() + self.new.len(), &self.new.concat());
        parts.put(&part, text);
    }
}

/// A light ground of a colour, on which what stands there can be read.
fn fill(colour: [u8; 3]) -> String {
    let [red, green, blue] = colour.map(|part| part / 3 + 170);
    format!(
        "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF{red:02X}{green:02X}{blue:02X}\"/><bgColor indexed=\"64\"/></patternFill></fill>"
    )
}

/// A section with more members, and their number.
fn grown(text: &str, name: &str, count: usize, added: &str) -> String {
    let text = text.replacen(&format!("</{name}>"), &format!("{added}</{name}>"), 1);
    let Some(tag) = tags(&text, name).first().map(|tag| (*tag).to_owned()) else { return text };
    match attribute(&tag, "count") {
        Some(old) => {
            text.replacen(&tag, &tag.replacen(&format!("count=\"{old}\""), &format!("count=\"{count}\""), 1), 1)
        }
        None => text,
    }
}

/// The style elements of a section, each with what is in it.
fn elements(section: &str) -> Vec<String> {
    let whole = |tag: &&str| -> String {
        let at = tag.as_ptr() as usize - section.as_ptr() as usize;
        if tag.ends_with("/>") {
            return (*tag).to_owned();
        }
        let end = section[at..].find("</xf>").map_or(tag.len(), |end| end + "</xf>".len());
        section[at..at + end].to_owned()
    };
    tags(section, "xf").iter().map(whole).collect()
}
