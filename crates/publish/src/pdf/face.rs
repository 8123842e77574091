//! A face of a font file as far as choosing needs it: names, characters, permission to embed.
//! Reads those few tables by their place in the file, never the outlines, so that a look into a font costs little.

use std::fs::File;
use std::io::{Error, ErrorKind, Read, Result, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use ttf_parser::{Permissions, cmap, name, name_id, os2};

/// What choosing needs to know of a face.
#[derive(Debug)]
pub(super) struct Face {
    pub(super) path: PathBuf,
    /// Its place in a collection, else 0.
    pub(super) index: u32,
    /// Family, full and typographic names, in every language the font has them in.
    names: Vec<String>,
    /// The table from characters to glyphs.
    cmap: Vec<u8>,
}

/// A collection with more faces than this is broken: the largest in use has 45.
const MAX_FACES: u32 = 128;
/// No table that is read here comes near this size.
const MAX_TABLE: u32 = 4 << 20;

impl Face {
    /// The faces of a file that may be embedded.
    pub(super) fn all(path: &Path) -> Result<Vec<Self>> {
        let mut file = File::open(path)?;
        let head: [u8; 12] = read(&mut file, 0)?;
        if head[..4] != *b"ttcf" {
            return Ok(Self::at(&mut file, 0, path, 0)?.into_iter().collect());
        }
        let count = u32_at(&head, 8).min(MAX_FACES);
        let offsets = read_vec(&mut file, 12, 4 * count)?;
        let mut faces = Vec::new();
        for (index, offset) in (0..count).zip(offsets.chunks_exact(4)) {
            faces.extend(Self::at(&mut file, u32_at(offset, 0), path, index)?);
        }
        Ok(faces)
    }

    /// The face whose table directory begins at an offset; `None` when it may not be embedded.
    fn at(file: &mut File, offset: u32, path: &Path, index: u32) -> Result<Option<Self>> {
        let head: [u8; 12] = read(file, offset)?;
        let count = u32::from(u16::from_be_bytes([head[4], head[5]]));
        let directory = read_vec(file, offset.saturating_add(12), 16 * count)?;
        let mut table = |tag: &[u8; 4]| -> Result<Vec<u8>> {
            match directory.chunks_exact(16).find(|record| record[..4] == *tag) {
                Some(record) => read_vec(file, u32_at(record, 8), u32_at(record, 12)),
                None => Err(ErrorKind::InvalidData.into()),
            }
        };
        if table(b"OS/2").is_ok_and(|os2| !may_be_embedded(&os2)) {
            return Ok(None);
        }
        Ok(Some(Self { path: path.to_path_buf(), index, names: names(&table(b"name")?), cmap: table(b"cmap")? }))
    }

    /// Whether one of its names is this one.
    pub(super) fn is_named(&self, name: &str) -> bool {
        self.names.iter().any(|own| own.eq_ignore_ascii_case(name))
    }

    /// Those of some characters that it has a glyph for. Private ones never count: each font has its own, and PDF/A forbids
    /// them.
    pub(super) fn covered(&self, characters: &[char]) -> Vec<char> {
        let Some(table) = cmap::Table::parse(&self.cmap) else {
            return Vec::new();
        };
        let maps: Vec<_> = table.subtables.into_iter().filter(cmap::Subtable::is_unicode).collect();
        let glyph = |c: char| maps.iter().find_map(|map| map.glyph_index(u32::from(c))).filter(|glyph| glyph.0 != 0);
        characters.iter().copied().filter(|c| !is_private(*c) && glyph(*c).is_some()).collect()
    }
}

/// Whether a character has no agreed meaning: private use, and codes that are no characters.
pub(super) fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{f0000}'..) || u32::from(c) & 0xfffe == 0xfffe
}

fn names(table: &[u8]) -> Vec<String> {
    let wanted = [name_id::FAMILY, name_id::FULL_NAME, name_id::TYPOGRAPHIC_FAMILY];
    let table = name::Table::parse(table);
    let records = table.into_iter().flat_map(|table| table.names);
    records.filter(|record| wanted.contains(&record.name_id)).filter_map(|record| record.to_string()).collect()
}

/// A font that forbids embedding cannot be part of an archived file. One that does not say is taken to permit it.
fn may_be_embedded(os2: &[u8]) -> bool {
    let permissions = os2::Table::parse(os2).and_then(|table| table.permissions());
    permissions != Some(Permissions::Restricted)
}

fn read<const N: usize>(file: &mut File, offset: u32) -> Result<[u8; N]> {
    let mut bytes = [0; N];
    file.seek(SeekFrom::Start(u64::from(offset)))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn read_vec(file: &mut File, offset: u32, length: u32) -> Result<Vec<u8>> {
    if length > MAX_TABLE {
        return Err(Error::from(ErrorKind::InvalidData));
    }
    file.seek(SeekFrom::Start(u64::from(offset)))?;
    let mut bytes = Vec::new();
    file.take(u64::from(length)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, |four| four.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_font_has_no_faces() {
        assert!(Face::all(Path::new("no-such-font.ttf")).is_err());
        assert!(Face::all(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))).is_err());
    }

    #[test]
    fn a_font_says_whether_it_may_be_embedded() {
        let os2 = |kind: u16| {
            let mut table = vec![0; 96];
            (table[1], table[9]) = (4, kind.to_be_bytes()[1]);
            table
        };
        assert!(!may_be_embedded(&os2(2)));
        assert!(may_be_embedded(&os2(0)) && may_be_embedded(&os2(4)) && may_be_embedded(&os2(8)));
        assert!(may_be_embedded(&[]));
    }

    #[test]
    fn private_characters_have_no_meaning() {
        assert!(['\u{e000}', '\u{ffff}', '\u{f0000}', '\u{2fffe}'].into_iter().all(is_private));
        assert!(!['一', '㎡', '𰻞', '￥'].into_iter().any(is_private));
    }
}
