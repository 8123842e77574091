//! Little-endian numbers in binary formats. What they mean is not known here.

/// An unsigned number of 16 bits; `None` past the end.
pub(crate) fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// A signed number of 16 bits; `None` past the end.
pub(crate) fn i16_at(data: &[u8], at: usize) -> Option<i16> {
    u16_at(data, at).map(u16::cast_signed)
}

/// An unsigned number of 32 bits; `None` past the end.
pub(crate) fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// An unsigned number of 32 bits as an index or a count; `None` past the end.
pub(crate) fn index_at(data: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(data, at)?).ok()
}
