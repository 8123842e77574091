//! Plain text: the layout that word processors give when a document is saved as text. A table cell stands on a line of
//! its own behind a tab, a blank line ends a row; or a row is one line with tabs between its cells.
//! Spans are not told by this layout, so tables come out with `Spans::Unknown`. What a header means is not known here.

use std::borrow::Cow;

use mingsuan_model::{Issue, Place};

use crate::content::{Block, Document, Format, Paragraph, Spans, TableBuilder};
use crate::error::ReadError;

/// Reads the bytes of a text file in UTF-8 (with or without mark), UTF-16 with mark, or GB18030.
/// [`ReadError::NotText`] for anything else.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let (text, lossless) = decode(bytes).ok_or(ReadError::NotText)?;
    let mut document = parse(&text);
    if !lossless {
        let message = "文件里有个别字符不能解码，已用“\u{fffd}”代替".to_owned();
        document.issues.push(Issue { message, place: Place::default() });
    }
    Ok(document)
}

/// The text of a file and whether every byte of it was understood; `None` for what is no text.
pub(crate) fn decode(bytes: &[u8]) -> Option<(Cow<'_, str>, bool)> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, bad) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return (!text.contains('\0')).then_some((text, !bad));
    }
    if bytes.contains(&0) {
        return None;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some((Cow::Borrowed(text), true));
    }
    let (text, bad) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
    let lost = text.chars().filter(|c| *c == '\u{fffd}').count();
    (lost * 100 <= text.chars().count()).then_some((text, !bad))
}

/// Reads decoded text.
pub fn parse(text: &str) -> Document {
    let mut reader =
        Reader { document: Document::new(Format::Txt), rows: Vec::new(), blanks: 0, tables: 0, paragraphs: 0 };
    for (index, line) in text.lines().enumerate() {
        reader.line(u32::try_from(index + 1).unwrap_or(u32::MAX), line);
    }
    reader.end_table();
    reader.document
}

struct TextCell {
    text: String,
    line: u32,
}

struct TextRow {
    cells: Vec<TextCell>,
    blanks_before: usize,
    open: bool,
}

struct Reader {
    document: Document,
    rows: Vec<TextRow>,
    /// Blank lines since the last line with text.
    blanks: usize,
    tables: u32,
    paragraphs: u32,
}

impl Reader {
    fn line(&mut self, number: u32, line: &str) {
        let line = line.trim_end_matches(['\r', '\u{c}']);
        // Under a row that is one line, a line that begins with a tab is a row with an empty first cell.
        let is_under_row = self.blanks == 0 && self.rows.last().is_some_and(|row| !row.open);
        if is_under_row && line.contains('\t') {
            self.row(number, line);
        } else if let Some(cell) = line.strip_prefix('\t') {
            let cell = cell.trim_end_matches('\t');
            if self.blanks > 0 || !self.rows.last().is_some_and(|row| row.open) {
                self.rows.push(TextRow { cells: Vec::new(), blanks_before: self.blanks, open: true });
            }
            let row = self.rows.last_mut().expect("a row was opened above");
            row.cells.extend(cell.split('\t').map(|text| TextCell { text: text.to_owned(), line: number }));
            self.blanks = 0;
        } else if line.trim().is_empty() {
            self.blanks += 1;
        } else if line.contains('\t') {
            self.row(number, line);
        } else if self.blanks == 0
            && let Some(row) = self.rows.last_mut().filter(|row| row.open)
            && let Some(cell) = row.cells.last_mut()
        {
            cell.text.push('\n');
            cell.text.push_str(line);
        } else {
            self.end_table();
            self.paragraph(number, line);
            self.blanks = 0;
        }
    }

    /// A row that is one line.
    fn row(&mut self, number: u32, line: &str) {
        let cells = line.split('\t').map(|text| TextCell { text: text.to_owned(), line: number }).collect();
        self.rows.push(TextRow { cells, blanks_before: self.blanks, open: false });
        self.blanks = 0;
    }

    fn paragraph(&mut self, line: u32, text: &str) {
        let text = without_bookmarks(text);
        let text = text.trim_end();
        if is_page_number(text) {
            return;
        }
        self.paragraphs += 1;
        let place = Place { line: Some(line), paragraph: Some(self.paragraphs), ..Place::default() };
        self.document.blocks.push(Block::Paragraph(Paragraph { text: text.to_owned(), level: None, place }));
    }

    fn end_table(&mut self) {
        let mut part: Vec<TextRow> = Vec::new();
        for row in std::mem::take(&mut self.rows) {
            if row.blanks_before >= 2 && !part.is_empty() {
                self.table(std::mem::take(&mut part));
            }
            part.push(row);
        }
        if !part.is_empty() {
            self.table(part);
        }
    }

    fn table(&mut self, rows: Vec<TextRow>) {
        self.tables += 1;
        let first_line = rows.first().and_then(|row| row.cells.first()).map(|cell| cell.line);
        let place = Place { line: first_line, table: Some(self.tables), ..Place::default() };
        let mut builder = TableBuilder::new(Spans::Unknown, place);
        for row in join_split_rows(rows) {
            builder.start_row();
            for cell in row.cells {
                let text = cell.text.trim_start_matches('\n').to_owned();
                builder.push(text, 1, 1, Place { line: Some(cell.line), ..Place::default() });
            }
        }
        if let Some(table) = builder.finish(None) {
            self.document.blocks.push(Block::Table(table));
        }
    }
}

/// An empty paragraph inside a cell looks like the end of the row. Once full rows have been seen, two neighbouring
/// pieces that together have exactly the usual number of cells are one row.
fn join_split_rows(rows: Vec<TextRow>) -> Vec<TextRow> {
    let width = usual_width(&rows);
    let mut joined: Vec<TextRow> = Vec::with_capacity(rows.len());
    let mut full_seen = false;
    for row in rows {
        let fits = |last: &TextRow| {
            last.open
                && row.open
                && last.cells.len() < width
                && row.cells.len() < width
                && last.cells.len() + row.cells.len() == width
        };
        match joined.last_mut() {
            Some(last) if full_seen && fits(last) => last.cells.extend(row.cells),
            _ => {
                full_seen |= row.cells.len() == width;
                joined.push(row);
            }
        }
    }
    joined
}

/// The number of cells that most rows have, if at least three rows and more than half agree; otherwise 0.
fn usual_width(rows: &[TextRow]) -> usize {
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for row in rows {
        match counts.iter_mut().find(|(width, _)| *width == row.cells.len()) {
            Some((_, count)) => *count += 1,
            None => counts.push((row.cells.len(), 1)),
        }
    }
    counts
        .into_iter()
        .filter(|(_, count)| *count >= 3 && count * 2 > rows.len())
        .map(|(width, _)| width)
        .max()
        .unwrap_or(0)
}

/// A line of nothing but a short number is the page number of a footer.
fn is_page_number(text: &str) -> bool {
    let digits = text.trim().trim_matches(['-', '—', ' ']);
    !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Without the `[bookmark: …]` marks that some converters leave in the text.
fn without_bookmarks(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("[bookmark:") {
        let Some(length) = rest[start..].find(']') else { break };
        kept.push_str(&rest[..start]);
        rest = &rest[start + length + 1..];
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        let (gbk, ..) = encoding_rs::GB18030.encode("预算收入\n\t合计\n\t1.00\n");
        let utf16: Vec<u8> = "\u{feff}预算".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&gbk).map(|d| d.tables().count()).ok(), Some(1));
        assert_eq!(read(&utf16).map(|d| d.paragraphs().count()).ok(), Some(1));
        assert!(matches!(read(b"\x00\x01\x02"), Err(ReadError::NotText)));
        assert!(matches!(read(&[0xff, 0x81, 0xfe, 0xc0].repeat(50)), Err(ReadError::NotText)));
    }

    fn texts(document: &Document) -> Vec<Vec<Vec<String>>> {
        document
            .tables()
            .map(|t| (0..t.rows()).map(|r| t.row_cells(r).map(|c| c.text.clone()).collect()).collect())
            .collect()
    }

    #[test]
    fn a_line_a_row_may_begin_with_an_empty_cell() {
        let document = parse("收入\t1.00\t支出\t1.00\n\t\t教育\t1.00\n\t\t\t\n合计\t1.00\t合计\t1.00\n");
        let rows = texts(&document).remove(0);
        assert_eq!(rows[1], ["", "", "教育", "1.00"]);
        assert_eq!((rows.len(), rows[3][2].as_str()), (4, "合计"));
    }

    #[test]
    fn a_cell_a_line_and_a_blank_line_a_row() {
        let document = parse("标题\n\t甲\n\t乙\n\n\t1\n\t\n\n\n\n2\n1\n下一段\n");
        assert_eq!(texts(&document), vec![vec![vec!["甲".to_owned(), "乙".into()], vec!["1".into(), String::new()]]]);
        let paragraphs: Vec<_> = document.paragraphs().map(|p| (p.text.as_str(), p.place.line)).collect();
        assert_eq!(paragraphs, [("标题", Some(1)), ("下一段", Some(12))]);
        let cell = document.tables().next().and_then(|t| t.at(1, 0)).expect("the table has two rows");
        assert_eq!((cell.place.line, cell.place.row, cell.place.column), (Some(5), Some(2), Some(1)));
    }

    #[test]
    fn rows_split_by_empty_paragraphs_are_joined() {
        let text = "\tA\n\tB\n\tC\n\n\t1\n\t2\n\t3\n\n\tx\n\ty\n\tz\n\n\t4\n\t5\n\n\t6\n\n\t7\n\t\n第二行\n\t9\n\n\n\n\t别\n\t表\n";
        let tables = texts(&parse(text));
        assert_eq!(tables.len(), 2);
        assert_eq!(tables[0][3], ["4", "5", "6"]);
        assert_eq!(tables[0][4], ["7", "第二行", "9"]);
        assert_eq!(tables[1], [["别", "表"]]);
    }

    #[test]
    fn tab_separated_lines_are_rows() {
        let tables = texts(&parse("项目\t金额\r\n合计\t1.00\t\r\n"));
        assert_eq!(
            tables,
            [vec![vec!["项目".to_owned(), "金额".into()], vec!["合计".into(), "1.00".into(), String::new()]]]
        );
    }

    #[test]
    fn bookmarks_and_trailing_tabs_go() {
        let document = parse("[bookmark: _Toc_1]五、目标\n\t1.文字。\t\n");
        assert_eq!(document.paragraphs().next().map(|p| p.text.as_str()), Some("五、目标"));
        assert_eq!(texts(&document), [vec![vec!["1.文字。".to_owned()]]]);
    }
}
