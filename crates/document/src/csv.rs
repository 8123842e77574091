//! Separated values: one file is one table, its separator told by what stands in it. Merged cells are lost in this
//! format; above the first number they are reconstructed. What a header means is not known here.

use std::borrow::Cow;

use csv::{ByteRecord, ReaderBuilder};
use mingsuan_model::{Decimal, Issue, Place};

use crate::content::{Block, Document, Format, MAX_COLUMNS, Paragraph};
use crate::error::ReadError;
use crate::limits::Budget;
use crate::txt;
use crate::workbook::{LAST_COLUMN, LAST_ROW, Sheet};

const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];
/// Bytes and records that decide about the separator.
const SAMPLE_BYTES: usize = 64 << 10;
const SAMPLE_RECORDS: usize = 200;
/// Separators of a file: a record keeps the ends of all its fields, empty ones too.
const MAX_SEPARATORS: usize = 8_000_000;
/// Rows above the first number that may be headers.
const MAX_HEAD: usize = 16;

/// Whether a text is separated values: its name says so, or all its records have the same three fields or more.
/// Tabs alone do not tell: a text saved by a word processor has them too, and is read as such.
pub(crate) fn is_csv(bytes: &[u8], extension: &str) -> bool {
    if matches!(extension, "csv" | "tsv") {
        return true;
    }
    // Separators and quotes are ASCII, which no second byte of GB18030 is.
    let sample = sample(bytes);
    let are_separated = |separator: &u8| {
        let widths = widths(sample, *separator);
        widths.len() >= 3 && widths[0] >= 3 && widths.iter().all(|width| *width == widths[0])
    };
    [b',', b';'].iter().any(are_separated)
}

/// Reads the bytes of a file in UTF-8, UTF-16 with mark, or GB18030.
/// [`ReadError::NotText`] for anything else.
pub(crate) fn read(bytes: &[u8], name: &str) -> Result<Document, ReadError> {
    let (text, is_lossless) = txt::decode(bytes).ok_or(ReadError::NotText)?;
    let mut document = Document::new(Format::Csv);
    if !is_lossless {
        let message = "文件里有个别字符不能解码，已用“\u{fffd}”代替".to_owned();
        document.issues.push(Issue { message, place: Place::default() });
    }
    let text = with_plain_line_ends(text);
    let (separator, text) = separator(&text);
    if text.bytes().filter(|byte| *byte == separator).count() > MAX_SEPARATORS {
        return Err(ReadError::TooLarge { what: "分隔符", limit: format!("{MAX_SEPARATORS} 个") });
    }
    let mut reader =
        ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut budget = Budget::default();
    let mut sheet = Sheet::default();
    let mut head = Head::default();
    let mut record = ByteRecord::new();
    let (mut row, mut breaks_in_fields) = (0, 0);
    while row < LAST_ROW {
        let has_record = reader.read_byte_record(&mut record);
        if !has_record.map_err(|error| ReadError::malformed("csv", error.to_string()))? {
            break;
        }
        // Empty lines are rows too, but no records; line breaks in fields begin no row.
        breaks_in_fields += record.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
        let lines = reader.position().line().saturating_sub(breaks_in_fields + 1);
        row = u32::try_from(lines).unwrap_or(LAST_ROW).max(row + 1);
        head.add(row, &record);
        for (field, column) in record.iter().zip(1..=LAST_COLUMN) {
            sheet.add((row, column), shown(&String::from_utf8_lossy(field)), &mut budget)?;
        }
    }
    if !head.has_title() {
        hint_from_name(name, &mut document);
    }
    for (from, to) in head.merges() {
        sheet.merge(from, to)?;
    }
    sheet.finish(&Place { table: Some(1), ..Place::default() }, false, &mut document)?;
    Ok(document)
}

/// The rows above the first number: which of their positions hold text.
#[derive(Default)]
struct Head {
    rows: Vec<(u32, Vec<bool>)>,
    has_ended: bool,
}

impl Head {
    fn add(&mut self, row: u32, record: &ByteRecord) {
        if self.has_ended || self.rows.len() >= MAX_HEAD {
            return;
        }
        let mut fields = Vec::new();
        for field in record.iter().take(MAX_COLUMNS) {
            let field = String::from_utf8_lossy(field);
            self.has_ended |= Decimal::parse(&field).is_some();
            fields.push(!field.trim().is_empty());
        }
        if !self.has_ended {
            self.rows.push((row, fields));
        }
    }

    /// Whether the first row that is not empty is one text.
    fn has_title(&self) -> bool {
        let counts = self.rows.iter().map(|(_, fields)| fields.iter().filter(|is_filled| **is_filled).count());
        counts.into_iter().find(|count| *count > 0) == Some(1)
    }

    /// A text with empty fields to its right stood over all fields of the row below that hold text: first and last
    /// position of each. From the lowest row upwards, as a text may stand over merged cells.
    fn merges(mut self) -> Vec<((u32, u32), (u32, u32))> {
        let mut merges = Vec::new();
        for upper in (0..self.rows.len().saturating_sub(1)).rev() {
            let (above, below) = self.rows.split_at_mut(upper + 1);
            let ((row, fields), (next_row, below)) = (&mut above[upper], &below[0]);
            let mut start = None;
            for (column, is_filled) in fields.iter_mut().enumerate() {
                let is_over_text = *next_row == *row + 1 && below.get(column) == Some(&true);
                if *is_filled {
                    start = is_over_text.then_some(column);
                } else if let Some(first) = start.filter(|_| is_over_text) {
                    *is_filled = true;
                    merges.push(((*row, index(first)), (*row, index(column))));
                } else {
                    start = None;
                }
            }
        }
        merges
    }
}

/// A column counted from 1.
fn index(column: usize) -> u32 {
    u32::try_from(column + 1).unwrap_or(u32::MAX)
}

/// A table whose first line is no title gets that of its file name, and says so.
fn hint_from_name(name: &str, document: &mut Document) {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    // Export programs put the name of the workbook and the number of the sheet in front.
    let title =
        stem.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '、'));
    if title.is_empty() {
        return;
    }
    let message = format!("表格里没有标题，按文件名中的“{title}”识别，仅供参考。请在第一行补上表名");
    document.issues.push(Issue { message, place: Place::default() });
    let place = Place { paragraph: Some(1), ..Place::default() };
    document.blocks.push(Block::Paragraph(Paragraph { text: title.to_owned(), level: None, place }));
}

/// Every line ends with `\n`, the last one too.
fn with_plain_line_ends(text: Cow<'_, str>) -> String {
    let mut text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.into_owned() };
    text.push('\n');
    text
}

/// What a spreadsheet program shows for a field: `="001"` and a leading tab only keep it from being read as a number.
fn shown(field: &str) -> &str {
    let text = field.trim_start_matches('\t');
    text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"')).unwrap_or(text)
}

/// The separator, and the text without the line `sep=;` that may name it.
fn separator(text: &str) -> (u8, &str) {
    if let Some(rest) = text.strip_prefix("sep=")
        && let [separator, b'\n', ..] = rest.as_bytes()
        && SEPARATORS.contains(separator)
    {
        return (*separator, &rest[1..]);
    }
    // The separator with which most records have the same number of fields, more than one.
    let sample = sample(text.as_bytes());
    let agreeing = |separator: u8| {
        let widths = widths(sample, separator);
        let counts = widths.iter().map(|width| widths.iter().filter(|other| *other == width && *width > 1).count());
        counts.max().unwrap_or(0)
    };
    let best = SEPARATORS.into_iter().rev().max_by_key(|separator| agreeing(*separator));
    (best.unwrap_or(b','), text)
}

fn sample(bytes: &[u8]) -> &[u8] {
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    // A record that is cut off would look shorter.
    let is_whole = sample.len() == bytes.len();
    let end = if is_whole { None } else { sample.iter().rposition(|byte| *byte == b'\n') };
    &sample[..end.unwrap_or(sample.len())]
}

/// The number of fields of each of the first records.
fn widths(sample: &[u8], separator: u8) -> Vec<usize> {
    let mut reader = ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(sample);
    reader.byte_records().take(SAMPLE_RECORDS).flatten().map(|record| record.len()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<(u32, u32, String)> {
        let document = read(bytes, "").unwrap();
        let cells = document.tables().flat_map(|table| table.cells());
        cells.map(|c| (c.place.row.unwrap(), c.place.column.unwrap(), c.text.clone())).collect()
    }

    #[test]
    fn separators_and_encodings_are_told_apart() {
        let wanted = vec![
            (1, 1, "表".to_owned()),
            (2, 1, "项,目".into()),
            (2, 3, "数".into()),
            (3, 1, "合计".into()),
            (3, 3, "1,2.5".into()),
        ];
        let comma = "表,,\n\"项,目\",,数\n合计,,\"1,2.5\"\n";
        assert_eq!(cells(comma.as_bytes()), wanted);
        assert_eq!(cells("表;;\r\n项,目;;数\r\n合计;;1,2.5\r\n".as_bytes()), wanted);
        assert_eq!(cells("sep=\t\n表\n项,目\t\t数\n合计\t\t1,2.5\n".as_bytes())[1..], {
            let mut shifted = wanted.clone();
            shifted.iter_mut().for_each(|cell| cell.0 += 1);
            shifted[1..].to_vec()
        });
        assert_eq!(cells(&encoding_rs::GB18030.encode(comma).0), wanted);
        let utf16: Vec<u8> = format!("\u{feff}{comma}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(cells(&utf16), wanted);
        assert_eq!(
            cells("=\"001\",\t2,\"多\r\n行\"".as_bytes()).iter().map(|c| c.2.as_str()).collect::<Vec<_>>(),
            ["001", "2", "多\n行"]
        );
    }

    #[test]
    fn rows_are_those_of_a_spreadsheet_program() {
        let rows: Vec<u32> = cells(b"a,b\r\n\r\n\"c\r\nd\",e\r\n\r\n\r\nf,g").iter().map(|cell| cell.0).collect();
        assert_eq!(rows, [1, 1, 3, 3, 6, 6]);
    }

    #[test]
    fn merged_headers_are_reconstructed() {
        let text = "表,,,,,\n序号,支出,,,,\n,合计,基本,,项目,\n,,人员,公用,甲,乙\n1,,2.5,,,\n2,3,4,5,6,7\n";
        let document = read(text.as_bytes(), "").unwrap();
        let table = document.tables().next().unwrap();
        let wide: Vec<_> = table
            .cells()
            .iter()
            .filter(|c| c.column_span > 1)
            .map(|c| (c.text.as_str(), c.column, c.column_span))
            .collect();
        assert_eq!(wide, [("表", 0, 6), ("支出", 1, 5), ("基本", 2, 2), ("项目", 4, 2)]);
    }

    #[test]
    fn a_file_name_is_only_a_hint() {
        let document = read("项目,金额\n合计,1.00\n".as_bytes(), "甲/abc-2026-03支出总表.csv").unwrap();
        assert_eq!(document.paragraphs().next().map(|p| p.text.as_str()), Some("支出总表"));
        assert!(document.issues[0].message.contains("支出总表"));
        assert!(read("支出总表,\n项目,金额\n".as_bytes(), "收入总表.csv").unwrap().issues.is_empty());
        assert!(is_csv("a,b,c\n1,2,3\n4,5,6\n".as_bytes(), "txt"));
        assert!(!is_csv("第一,二,三\n第四,五\n六\n".as_bytes(), "txt"));
    }
}
