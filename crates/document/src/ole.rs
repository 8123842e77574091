//! Bounded access to the streams of an OLE2 compound file, shared by xls and doc. Nothing here knows what a stream means.

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use crate::error::ReadError;
use crate::limits::MAX_PART_BYTES;

/// A compound file whose streams are read one at a time, within limits.
pub(crate) struct Ole<'a> {
    file: CompoundFile<Cursor<&'a [u8]>>,
}

impl<'a> Ole<'a> {
    /// Opens a compound file.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let file = CompoundFile::open(Cursor::new(bytes))
            .map_err(|error| ReadError::Corrupt { detail: format!("文件目录：{error}") })?;
        Ok(Self { file })
    }

    /// Whether the root holds a stream of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.file.is_stream(name)
    }

    /// A stream that has to be there.
    pub(crate) fn required(&mut self, name: &str) -> Result<Vec<u8>, ReadError> {
        let corrupt = |error: std::io::Error| ReadError::Corrupt { detail: format!("{name}：{error}") };
        let stream = self.file.open_stream(name).map_err(corrupt)?;
        if stream.len() > MAX_PART_BYTES {
            return Err(ReadError::too_many_bytes("其中的数据", MAX_PART_BYTES));
        }
        let mut bytes = Vec::new();
        stream.take(MAX_PART_BYTES).read_to_end(&mut bytes).map_err(corrupt)?;
        Ok(bytes)
    }
}
