//! What the streams of a PDF weigh once unpacked, told without keeping what is unpacked. The library that reads pages
//! unpacks whatever it is given, so what is too heavy must not reach it. What a stream says is not asked here.

use std::time::Instant;

use flate2::{Decompress, FlushDecompress, Status};
use hayro_syntax::object::dict::keys::{BBOX, CONTENTS, DECODE_PARMS};
use hayro_syntax::object::{Array, Dict, Object, Stream};
use hayro_syntax::page::Page;
use hayro_syntax::{Filter, Pdf};

use crate::error::ReadError;
use crate::limits::{
    MAX_PDF_COLUMNS, MAX_PDF_CONTENT_BYTES, MAX_PDF_IMAGE_BYTES, MAX_PDF_LZW_BYTES, MAX_PDF_STREAM_BYTES,
};

/// The dictionary of a stream is looked for in so many bytes before it.
const LONGEST_DICTIONARY: usize = 4096;
/// How often packed data may be packed again.
const MAX_STAGES: usize = 3;

/// Names of the ways of packing, long and short as in dictionaries.
const NAMES: [(&[u8], Filter); 10] = [
    (b"/FlateDecode", Filter::FlateDecode),
    (b"/Fl", Filter::FlateDecode),
    (b"/LZWDecode", Filter::LzwDecode),
    (b"/LZW", Filter::LzwDecode),
    (b"/ASCII85Decode", Filter::Ascii85Decode),
    (b"/A85", Filter::Ascii85Decode),
    (b"/ASCIIHexDecode", Filter::AsciiHexDecode),
    (b"/AHx", Filter::AsciiHexDecode),
    (b"/RunLengthDecode", Filter::RunLengthDecode),
    (b"/RL", Filter::RunLengthDecode),
];

/// Unpacks streams to weigh them.
pub(super) struct Scales {
    inflater: [Decompress; 2],
    deadline: Instant,
}

/// A stream is heavier than it may be.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooHeavy;

impl Scales {
    /// Scales that stop weighing at a time.
    pub(super) fn new(deadline: Instant) -> Self {
        // With the head and the sum that zlib puts around the packed data, and without.
        Self { inflater: [Decompress::new(true), Decompress::new(false)], deadline }
    }

    /// Refuses a file with streams too heavy to open it. Looks at the bytes alone: opening a file unpacks some of its
    /// streams already. Names written with escapes hide what they are, so a dictionary with such names is thought ill of.
    /// Returns the weight of the heaviest form.
    pub(super) fn check_bytes(&mut self, bytes: &[u8]) -> Result<usize, ReadError> {
        let (mut from, mut heaviest) = (0, 0);
        while let Some(at) = find(&bytes[from..], b"stream").map(|at| from + at) {
            from = at + 6;
            if bytes[..at].ends_with(b"end") {
                continue;
            }
            let before = &bytes[at.saturating_sub(LONGEST_DICTIONARY)..at];
            let dictionary = &before[find_last(before, b"obj").unwrap_or(0)..];
            let filters = filters_of(dictionary);
            let mut data = bytes[from..].trim_ascii_start();
            // Packed data knows where it ends, whatever the file says.
            if filters.is_empty() {
                data = &data[..find(data, b"endstream").unwrap_or(data.len())];
            }
            let weight = self.admit(&filters, data, limit_of(dictionary), has_endless_rows(dictionary))?;
            heaviest = heaviest.max(if draws(dictionary) { weight } else { 0 });
        }
        Ok(heaviest)
    }

    /// As [`Self::check_bytes`], for a file whose streams are encrypted with an empty password: they can be weighed only
    /// when it is open.
    pub(super) fn check_encrypted(&mut self, pdf: &Pdf) -> Result<usize, ReadError> {
        let mut heaviest = 0;
        for object in pdf.objects() {
            let Object::Stream(stream) = object else { continue };
            let rows = stream.dict().get::<Dict<'_>>(DECODE_PARMS).and_then(|rows| rows.get::<usize>("Columns"));
            let is_endless = rows.is_some_and(|columns| columns > MAX_PDF_COLUMNS);
            let draws = stream.dict().contains_key(BBOX);
            let limit = if draws { MAX_PDF_CONTENT_BYTES } else { MAX_PDF_STREAM_BYTES };
            let weight = self.admit(&stream.filters(), &stream.raw_data(), limit, is_endless)?;
            heaviest = heaviest.max(if draws { weight } else { 0 });
        }
        Ok(heaviest)
    }

    fn admit(&mut self, filters: &[Filter], data: &[u8], limit: usize, is_endless: bool) -> Result<usize, ReadError> {
        match self.weigh(filters, data, limit) {
            Ok(weight) if !is_endless && Instant::now() < self.deadline => Ok(weight),
            _ => Err(ReadError::too_many_bytes("PDF 里一段数据解压后", limit as u64)),
        }
    }

    /// The bytes of what a page draws.
    pub(super) fn content_of(&mut self, page: &Page<'_>) -> Result<usize, TooHeavy> {
        let contents = page.raw();
        if let Some(stream) = contents.get::<Stream<'_>>(CONTENTS) {
            return self.weigh(&stream.filters(), &stream.raw_data(), MAX_PDF_CONTENT_BYTES);
        }
        let mut total = 0;
        for stream in contents.get::<Array<'_>>(CONTENTS).iter().flat_map(|list| list.iter::<Stream<'_>>()) {
            total += self.weigh(&stream.filters(), &stream.raw_data(), MAX_PDF_CONTENT_BYTES - total)?;
        }
        Ok(total)
    }

    /// The unpacked bytes of data packed in these ways, from the outermost, at the heaviest stage.
    fn weigh(&mut self, filters: &[Filter], data: &[u8], limit: usize) -> Result<usize, TooHeavy> {
        if filters.len() > MAX_STAGES {
            return Err(TooHeavy);
        }
        let Some((last, before)) = filters.split_last() else {
            return if data.len() > limit { Err(TooHeavy) } else { Ok(data.len()) };
        };
        let (mut heaviest, mut unpacked) = (0, None);
        for filter in before {
            let mut next = Vec::new();
            self.unpack(*filter, unpacked.as_deref().unwrap_or(data), limit, &mut |piece| next.extend(piece))?;
            heaviest = heaviest.max(next.len());
            unpacked = Some(next);
        }
        let weight = self.unpack(*last, unpacked.as_deref().unwrap_or(data), limit, &mut |_| ())?;
        Ok(heaviest.max(weight))
    }

    /// Unpacks one stage and returns its bytes. Pictures are never unpacked by those who read only text.
    fn unpack(
        &mut self,
        filter: Filter,
        data: &[u8],
        limit: usize,
        sink: &mut dyn FnMut(&[u8]),
    ) -> Result<usize, TooHeavy> {
        match filter {
            Filter::FlateDecode => self.inflate(data, limit, sink),
            Filter::Ascii85Decode => Ok(from_base_85(data, sink)),
            Filter::AsciiHexDecode => Ok(from_hex(data, sink)),
            // Nobody packs like this any more: what could be heavy is.
            Filter::LzwDecode | Filter::RunLengthDecode => {
                let end = find(data, b"endstream").unwrap_or(data.len());
                if end > MAX_PDF_LZW_BYTES { Err(TooHeavy) } else { Ok(end) }
            }
            _ => Ok(0),
        }
    }

    /// Broken data counts as far as it goes.
    fn inflate(&mut self, data: &[u8], limit: usize, sink: &mut dyn FnMut(&[u8])) -> Result<usize, TooHeavy> {
        let has_head = matches!(data, [first, second, ..]
            if first & 15 == 8 && (usize::from(*first) << 8 | usize::from(*second)) % 31 == 0 && second & 32 == 0);
        let inflater = &mut self.inflater[usize::from(!has_head)];
        inflater.reset(has_head);
        let mut buffer = [0; 32 << 10];
        let (mut at, mut total) = (0, 0);
        loop {
            let (read, written) = (inflater.total_in(), inflater.total_out());
            let status = inflater.decompress(&data[at..], &mut buffer, FlushDecompress::None);
            let gained = |now: u64, before: u64| usize::try_from(now - before).unwrap_or(usize::MAX);
            let fresh = gained(inflater.total_out(), written);
            at += gained(inflater.total_in(), read);
            total += fresh;
            if total > limit {
                return Err(TooHeavy);
            }
            sink(&buffer[..fresh]);
            if !matches!(status, Ok(Status::Ok)) || fresh == 0 {
                return Ok(total);
            }
        }
    }
}

/// Whether a stream is something to be drawn, as far as its dictionary tells.
fn draws(dictionary: &[u8]) -> bool {
    find(dictionary, b"/BBox").is_some() || dictionary.contains(&b'#')
}

fn limit_of(dictionary: &[u8]) -> usize {
    match draws(dictionary) {
        true => MAX_PDF_CONTENT_BYTES,
        false if find(dictionary, b"/Image").is_some() => MAX_PDF_IMAGE_BYTES,
        false => MAX_PDF_STREAM_BYTES,
    }
}

/// The ways of packing that a dictionary names, in its order; where it may hide some, the usual one is added.
fn filters_of(dictionary: &[u8]) -> Vec<Filter> {
    let mut found: Vec<(usize, Filter)> = Vec::new();
    for (name, filter) in NAMES {
        let mut from = 0;
        while let Some(at) = find(&dictionary[from..], name).map(|at| from + at) {
            from = at + name.len();
            if !dictionary.get(from).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'#') {
                found.push((at, filter));
            }
        }
    }
    found.sort_by_key(|(at, _)| *at);
    let mut filters: Vec<Filter> = found.into_iter().map(|(_, filter)| filter).collect();
    let names_none = find(dictionary, b"/Filter").is_some() && find(dictionary, b"Decode").is_none();
    if names_none || dictionary.contains(&b'#') {
        filters.push(Filter::FlateDecode);
    }
    filters
}

/// Whether the rows that a dictionary tells are longer than any picture's.
fn has_endless_rows(dictionary: &[u8]) -> bool {
    let Some(at) = find(dictionary, b"/Columns") else { return false };
    let digits = dictionary[at + 8..].trim_ascii_start().iter().take_while(|byte| byte.is_ascii_digit());
    digits.fold(0_usize, |value, digit| value.saturating_mul(10).saturating_add(usize::from(digit - b'0')))
        > MAX_PDF_COLUMNS
}

fn from_base_85(data: &[u8], sink: &mut dyn FnMut(&[u8])) -> usize {
    let (mut group, mut count, mut total) = (0_u32, 0, 0);
    for byte in data.iter().filter(|byte| !byte.is_ascii_whitespace()) {
        match byte {
            b'z' if count == 0 => {
                sink(&[0; 4]);
                total += 4;
            }
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                count += 1;
            }
            _ => break,
        }
        if count == 5 {
            sink(&group.to_be_bytes());
            (group, count, total) = (0, 0, total + 4);
        }
    }
    total + count
}

fn from_hex(data: &[u8], sink: &mut dyn FnMut(&[u8])) -> usize {
    let digits: Vec<u8> = data
        .iter()
        .filter(|byte| !byte.is_ascii_whitespace())
        .map_while(|byte| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    digits.chunks(2).for_each(|pair| sink(&[pair[0] << 4 | pair.get(1).unwrap_or(&0)]));
    digits.len().div_ceil(2)
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

fn find_last(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).rposition(|window| window == what)
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::time::Duration;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, ZlibEncoder};

    use super::*;

    fn scales() -> Scales {
        Scales::new(Instant::now() + Duration::from_secs(60))
    }

    fn zlib(data: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(data).expect("a vector takes all");
        encoder.finish().expect("a vector takes all")
    }

    #[test]
    fn stages_are_unpacked_one_after_the_other() {
        let data = vec![b' '; 100_000];
        let twice = zlib(&zlib(&data));
        let flate = Filter::FlateDecode;
        assert_eq!(scales().weigh(&[flate, flate], &twice, 100_000), Ok(100_000));
        assert_eq!(scales().weigh(&[flate, flate], &twice, 99_999), Err(TooHeavy));
        let mut raw = DeflateEncoder::new(Vec::new(), Compression::best());
        raw.write_all(&data).expect("a vector takes all");
        let raw = raw.finish().expect("a vector takes all");
        assert_eq!(scales().weigh(&[flate], &raw, 100_000), Ok(100_000));
        let hex: String = zlib(&data).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(scales().weigh(&[Filter::AsciiHexDecode, flate], hex.as_bytes(), 100_000), Ok(100_000));
        assert_eq!(scales().weigh(&[Filter::Ascii85Decode], b"87cURD]i,\"Ebo80~>", 100), Ok(12));
        assert_eq!(scales().weigh(&[flate; 4], &twice, usize::MAX), Err(TooHeavy));
    }

    #[test]
    fn dictionaries_tell_how_streams_are_packed() {
        let flate = Filter::FlateDecode;
        assert_eq!(filters_of(b"obj << /Filter [/ASCII85Decode/FlateDecode] >>"), [Filter::Ascii85Decode, flate]);
        assert_eq!(filters_of(b"obj << /F /Fl /Flag 1 >>"), [flate]);
        assert_eq!(filters_of(b"obj << /Length 5 >>"), []);
        assert_eq!(filters_of(b"obj << /Filter /DCTDecode >>"), []);
        assert_eq!(filters_of(b"obj << /Filter /Fl#61teDecode >>"), [flate]);
        assert_eq!(filters_of(b"obj << /Filter 9 0 R >>"), [flate]);
        assert!(has_endless_rows(b"<< /Columns 99999999999999999999999 >>"));
        assert!(!has_endless_rows(b"<< /Columns 4 >>"));
    }
}
