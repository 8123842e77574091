//! A zip or compound file in which one part is replaced. What the parts mean is not known here.

use std::io::{Cursor, Read, Write};

use cfb::CompoundFile;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A part may grow by this many bytes at a time.
const ROOM: usize = 4096;
/// A part larger than this is left alone.
const LARGEST: u64 = 8 << 20;

/// A file that holds others.
pub enum Container<'a> {
    /// A zip container.
    Zip(ZipArchive<Cursor<&'a [u8]>>),
    /// An OLE2 compound file.
    Compound(CompoundFile<Cursor<Vec<u8>>>),
}

impl<'a> Container<'a> {
    /// Opens a container of either kind.
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        if bytes.starts_with(b"PK") {
            return ZipArchive::new(Cursor::new(bytes)).ok().map(Self::Zip);
        }
        let is_compound = bytes.starts_with(b"\xd0\xcf\x11\xe0");
        is_compound.then(|| CompoundFile::open(Cursor::new(bytes.to_vec())).ok().map(Self::Compound))?
    }

    /// The container with one part changed: `change` gets the part, with room behind it, and its length, and returns
    /// the new length.
    pub fn changed(self, seed: u32, change: impl FnOnce(&mut [u8], usize) -> usize) -> Option<Vec<u8>> {
        match self {
            Self::Zip(zip) => changed_zip(zip, seed, change),
            Self::Compound(file) => changed_compound(file, seed, change),
        }
    }
}

fn changed_part(mut part: Vec<u8>, change: impl FnOnce(&mut [u8], usize) -> usize) -> Vec<u8> {
    let length = part.len();
    part.resize(length + ROOM, 0);
    let length = change(&mut part, length);
    part.truncate(length);
    part
}

fn changed_zip(
    mut zip: ZipArchive<Cursor<&[u8]>>,
    seed: u32,
    change: impl FnOnce(&mut [u8], usize) -> usize,
) -> Option<Vec<u8>> {
    let chosen = (seed / 4) as usize % zip.len().max(1);
    let mut part = Vec::new();
    let name = {
        let entry = zip.by_index(chosen).ok()?;
        let name = entry.name().ok()?.into_owned();
        entry.take(LARGEST + 1).read_to_end(&mut part).ok()?;
        name
    };
    if part.len() as u64 > LARGEST {
        return None;
    }
    let part = changed_part(part, change);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..zip.len() {
        if index == chosen {
            writer.start_file(name.as_str(), SimpleFileOptions::default()).ok()?;
            writer.write_all(&part).ok()?;
        } else {
            writer.raw_copy_file(zip.by_index_raw(index).ok()?).ok()?;
        }
    }
    Some(writer.finish().ok()?.into_inner())
}

fn changed_compound(
    mut file: CompoundFile<Cursor<Vec<u8>>>,
    seed: u32,
    change: impl FnOnce(&mut [u8], usize) -> usize,
) -> Option<Vec<u8>> {
    let streams: Vec<_> = file.walk().filter(|entry| entry.is_stream() && entry.len() <= LARGEST).collect();
    let chosen = streams.get((seed / 4) as usize % streams.len().max(1))?.path().to_path_buf();
    let mut part = Vec::new();
    file.open_stream(&chosen).ok()?.read_to_end(&mut part).ok()?;
    let part = changed_part(part, change);
    file.create_stream(&chosen).ok()?.write_all(&part).ok()?;
    file.flush().ok()?;
    Some(file.into_inner().into_inner())
}
