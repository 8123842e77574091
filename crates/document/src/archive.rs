//! Bounded access to the parts of a zip container, shared by docx and xlsx. Nothing here knows what a part means.

use std::io::{Cursor, Read};

use encoding_rs::{UTF_16BE, UTF_16LE};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::ReadError;
use crate::limits::{MAX_PART_BYTES, MAX_RATIO, MAX_TOTAL_BYTES, MAX_ZIP_ENTRIES, RATIO_FREE_BYTES};

/// A zip container whose parts are unpacked one at a time, within limits.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    unpacked_bytes: u64,
}

impl<'a> Archive<'a> {
    /// Opens a container.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| match error {
            ZipError::InvalidArchive(_) | ZipError::Io(_) if !has_directory(bytes) => ReadError::Truncated,
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadError::Encrypted,
            other => ReadError::Corrupt { detail: format!("压缩包目录：{other}") },
        })?;
        if zip.len() > MAX_ZIP_ENTRIES {
            return Err(ReadError::TooLarge { what: "压缩包内的文件", limit: format!("{MAX_ZIP_ENTRIES} 个") });
        }
        Ok(Self { zip, unpacked_bytes: 0 })
    }

    /// Whether a part exists.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name_raw(name.as_bytes()).is_some()
    }

    /// The names of all parts, in the order of the container.
    pub(crate) fn names(&self) -> Vec<String> {
        self.zip.file_names().flatten().map(|name| name.into_owned()).collect()
    }

    /// A part as text; `None` when there is no such part.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(bytes) = self.bytes(name)? else {
            return Ok(None);
        };
        decode_xml(name, bytes).map(Some)
    }

    /// A part that has to be there.
    pub(crate) fn required_text(&mut self, name: &str) -> Result<String, ReadError> {
        self.text(name)?.ok_or_else(|| ReadError::malformed(name, "缺少这一部分"))
    }

    fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(index) = self.zip.index_for_name_raw(name.as_bytes()) else {
            return Ok(None);
        };
        let corrupt = |error: &dyn std::fmt::Display| ReadError::Corrupt { detail: format!("{name}：{error}") };
        let part = self.zip.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
                ReadError::Encrypted
            }
            other => corrupt(&other),
        })?;
        let (declared, packed) = (part.size(), part.compressed_size());
        let limit = MAX_PART_BYTES.min(MAX_TOTAL_BYTES.saturating_sub(self.unpacked_bytes));
        if declared > limit {
            return Err(ReadError::too_many_bytes("解压后的内容", limit_reached(limit)));
        }
        // The declared size may lie, so what is really unpacked is counted too.
        let allowed = limit.min(packed.saturating_mul(MAX_RATIO).max(RATIO_FREE_BYTES));
        let mut bytes = Vec::with_capacity(usize::try_from(declared.min(allowed)).unwrap_or(0));
        part.take(allowed + 1).read_to_end(&mut bytes).map_err(|error| corrupt(&error))?;
        let length = bytes.len() as u64;
        if length > allowed {
            return Err(ReadError::too_many_bytes("解压后的内容", limit_reached(limit)));
        }
        self.unpacked_bytes += length;
        Ok(Some(bytes))
    }
}

/// The limit to name: the one for a part, unless the parts before have used up most of the total.
fn limit_reached(limit: u64) -> u64 {
    if limit < MAX_PART_BYTES { MAX_TOTAL_BYTES } else { MAX_PART_BYTES }
}

/// Whether the bytes end with the record that closes a zip container (a comment of up to 64 KiB may follow it).
fn has_directory(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(65_557)..];
    tail.windows(4).any(|window| window == b"PK\x05\x06")
}

/// XML is UTF-8 unless a byte order mark says UTF-16.
fn decode_xml(name: &str, bytes: Vec<u8>) -> Result<String, ReadError> {
    let utf16 = match bytes.as_slice() {
        [0xff, 0xfe, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] => Some(UTF_16BE),
        _ => None,
    };
    if let Some(encoding) = utf16 {
        let (text, malformed) = encoding.decode_with_bom_removal(&bytes);
        return if malformed { Err(ReadError::malformed(name, "UTF-16 编码有误")) } else { Ok(text.into_owned()) };
    }
    String::from_utf8(bytes).map_err(|_| ReadError::malformed(name, "不是有效的 UTF-8 文字"))
}
