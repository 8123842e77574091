//! Limits that keep a hostile or mistaken file from taking the machine down: a file beyond them is refused at once.
//! They are far above any real disclosure. Nothing here knows a format.

use crate::error::ReadError;

/// Bytes of a file.
pub const MAX_INPUT_BYTES: u64 = 256 << 20;
/// Bytes of an HTML or text file; its tree takes many times that in memory.
pub const MAX_HTML_BYTES: u64 = 64 << 20;
/// Unpacked bytes of one part of a zip container.
pub const MAX_PART_BYTES: u64 = 64 << 20;
/// Unpacked bytes of all parts read from one container.
pub const MAX_TOTAL_BYTES: u64 = 192 << 20;
/// How many times larger than packed a part may be, once it is larger than [`RATIO_FREE_BYTES`]. Deflate cannot go
/// beyond 1032; the XML of real tables stays below 200.
pub const MAX_RATIO: u64 = 500;
/// Parts below this size are not checked for their ratio.
pub const RATIO_FREE_BYTES: u64 = 4 << 20;
/// Members of a zip container.
pub const MAX_ZIP_ENTRIES: usize = 65_536;
/// Nested XML elements.
pub const MAX_XML_DEPTH: usize = 256;
/// Nested HTML elements.
pub const MAX_HTML_DEPTH: usize = 400;
/// Nodes of an HTML tree.
pub const MAX_HTML_NODES: usize = 600_000;
/// Tables within tables.
pub const MAX_TABLE_DEPTH: usize = 32;
/// Cells and paragraphs of one document.
pub const MAX_PIECES: usize = 400_000;
/// Bytes of all text of one document: a shared string may be used by any number of cells.
pub const MAX_TEXT_BYTES: usize = 64 << 20;
/// Shared strings of a workbook.
pub const MAX_SHARED_STRINGS: usize = 2_000_000;
/// Sheets of a workbook.
pub const MAX_SHEETS: usize = 1_024;

/// Traces (comments, tracked changes, hidden text …) kept of one document.
pub const MAX_TRACES: usize = 2_000;
/// Characters kept of one trace.
pub const MAX_TRACE_CHARACTERS: usize = 400;
/// Pages of a PDF.
pub const MAX_PDF_PAGES: usize = 5_000;
/// Characters of one page of a PDF; a full page of small print has under 6,000.
pub const MAX_PDF_GLYPHS: usize = 200_000;
/// Strokes or filled areas of one page of a PDF.
pub const MAX_PDF_RULES: usize = 100_000;
/// Long lines in one direction on a page, pieces joined: a page with more is a drawing.
pub const MAX_PDF_RULES_READ: usize = 1_500;
/// Tables of one page.
pub const MAX_PDF_GRIDS: usize = 100;
/// Unpacked bytes of what one page draws, or one form on it.
pub const MAX_PDF_CONTENT_BYTES: usize = 8 << 20;
/// Unpacked bytes of all forms that stand in one another.
pub const MAX_PDF_FORMS_BYTES: usize = 64 << 20;
/// Unpacked bytes of what all pages of a PDF draw; they are kept until the last page is read.
pub const MAX_PDF_CONTENTS_BYTES: usize = 128 << 20;
/// Unpacked bytes of any other stream of a PDF; a Chinese font that is embedded whole has under 25 MB.
pub const MAX_PDF_STREAM_BYTES: usize = 32 << 20;
/// Unpacked bytes of a picture in a PDF. Pictures are not unpacked, but what is called a picture may be something else.
pub const MAX_PDF_IMAGE_BYTES: usize = 128 << 20;
/// Packed bytes of a stream in one of the old ways (LZW, run length), which unpack to 2,500 times as much at most.
pub const MAX_PDF_LZW_BYTES: usize = 64 << 10;
/// Columns of the rows that packed data was taken apart in before it was packed.
pub const MAX_PDF_COLUMNS: usize = 1 << 20;
/// Time for interpreting the pages of one PDF, in milliseconds.
pub const MAX_PDF_MILLISECONDS: u64 = 1_500;

/// What one document has used up of [`MAX_PIECES`] and [`MAX_TEXT_BYTES`].
#[derive(Debug, Default)]
pub(crate) struct Budget {
    pieces: usize,
    text_bytes: usize,
}

impl Budget {
    /// Accounts for one cell or paragraph.
    pub(crate) fn spend(&mut self, text: &str) -> Result<(), ReadError> {
        self.pieces += 1;
        self.text_bytes = self.text_bytes.saturating_add(text.len());
        if self.pieces > MAX_PIECES {
            return Err(ReadError::TooLarge { what: "单元格和段落", limit: format!("{MAX_PIECES} 个") });
        }
        if self.text_bytes > MAX_TEXT_BYTES {
            return Err(ReadError::too_many_bytes("全部文字", MAX_TEXT_BYTES as u64));
        }
        Ok(())
    }
}
