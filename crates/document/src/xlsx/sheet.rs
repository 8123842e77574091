//! One worksheet: its cells as shown, its merged cells, its hidden rows. The grid is that of the sheet from A1 on;
//! only long runs of empty rows or columns are shortened, and every cell keeps its place in the sheet.

use std::collections::{BTreeSet, HashMap};

use mingsuan_model::Place;

use super::strings::{rich_text, unescape};
use super::{Workbook, format::NumberFormat};
use crate::content::{MAX_COLUMNS, Spans, Table, TableBuilder};
use crate::error::ReadError;
use crate::limits::{Budget, MAX_PIECES};
use crate::xml::{Element, Token, Xml, is_off};

/// Longest run of empty rows or columns that is kept.
const MAX_GAP: u32 = 64;
/// A merged cell larger than this in either direction does not make the table larger.
const MAX_MERGE: u32 = 256;
const LAST_ROW: u32 = 1_048_576;
const LAST_COLUMN: u32 = 16_384;

/// What a sheet gave.
pub(super) struct Reading {
    pub(super) table: Option<Table>,
    /// What was odd, in Chinese.
    pub(super) messages: Vec<String>,
}

struct RawCell {
    /// Row and column from 1.
    at: (u32, u32),
    text: String,
}

#[derive(Default)]
struct Sheet {
    cells: Vec<RawCell>,
    /// Bottom right corner by top left corner.
    merges: HashMap<(u32, u32), (u32, u32)>,
    row: u32,
    column: u32,
    is_row_hidden: bool,
    hidden_rows: usize,
}

/// Reads a sheet.
pub(super) fn read(
    part: &str,
    text: &str,
    workbook: &Workbook,
    place: &Place,
    budget: &mut Budget,
) -> Result<Reading, ReadError> {
    let mut sheet = Sheet::default();
    let mut xml = Xml::new(part, text);
    loop {
        match xml.next()? {
            Token::Start(element) => match element.name() {
                "worksheet" | "sheetData" | "mergeCells" => {}
                "row" => sheet.start_row(&element),
                "c" => sheet.cell(&mut xml, &element, workbook, budget)?,
                "mergeCell" => sheet.merge(&element)?,
                _ => xml.skip()?,
            },
            Token::Eof => break,
            Token::End | Token::Text(_) => {}
        }
    }
    let mut messages = Vec::new();
    if sheet.hidden_rows > 0 {
        messages.push(format!("有 {} 行有内容但被隐藏，已一并读取。请确认是否应当公开", sheet.hidden_rows));
    }
    let mut has_dropped = false;
    let table = sheet.into_table(place, &mut has_dropped)?;
    if has_dropped {
        messages.push(format!("第 {MAX_COLUMNS} 列以后的内容没有读取"));
    }
    Ok(Reading { table, messages })
}

impl Sheet {
    fn start_row(&mut self, element: &Element<'_>) {
        self.row = element.number("r").unwrap_or(self.row.saturating_add(1));
        self.column = 0;
        self.is_row_hidden = element.attribute("hidden").is_some_and(|value| !is_off(&value));
    }

    fn cell(
        &mut self,
        xml: &mut Xml<'_>,
        element: &Element<'_>,
        workbook: &Workbook,
        budget: &mut Budget,
    ) -> Result<(), ReadError> {
        let next = (self.row, self.column.saturating_add(1));
        let at = element.attribute("r").and_then(|reference| parse_reference(&reference)).unwrap_or(next);
        self.column = at.1;
        let kind = element.attribute("t").unwrap_or_default();
        let style = element.number::<usize>("s").unwrap_or(0);
        let (mut value, mut inline) = (String::new(), String::new());
        xml.children(|xml, child| match child.name() {
            "v" => xml.text_into(&mut value),
            "is" => rich_text(xml, &mut inline),
            _ => Ok(()),
        })?;
        let text = match &*kind {
            "s" => {
                let index = value.trim().parse().unwrap_or(usize::MAX);
                unescape(workbook.strings.get(index).unwrap_or(""))
            }
            "inlineStr" => unescape(if inline.is_empty() { &value } else { &inline }),
            "str" => unescape(&value),
            "b" => (if value.trim() == "1" { "TRUE" } else { "FALSE" }).to_owned(),
            "e" | "d" => value,
            _ if value.trim().is_empty() => return Ok(()),
            _ => workbook.formats.get(style).unwrap_or(&NumberFormat::default()).show(&value, workbook.is_1904),
        };
        self.add(at, text.trim_end(), budget)
    }

    fn add(&mut self, at: (u32, u32), text: &str, budget: &mut Budget) -> Result<(), ReadError> {
        if text.trim().is_empty() || !(1..=LAST_ROW).contains(&at.0) || !(1..=LAST_COLUMN).contains(&at.1) {
            return Ok(());
        }
        budget.spend(text)?;
        if std::mem::take(&mut self.is_row_hidden) {
            self.hidden_rows += 1;
        }
        self.cells.push(RawCell { at, text: text.to_owned() });
        Ok(())
    }

    fn merge(&mut self, element: &Element<'_>) -> Result<(), ReadError> {
        if self.merges.len() >= MAX_PIECES {
            return Err(ReadError::TooLarge { what: "合并单元格", limit: format!("{MAX_PIECES} 个") });
        }
        let area = element.attribute("ref").unwrap_or_default();
        if let Some((from, to)) = area.split_once(':')
            && let (Some(from), Some(to)) = (parse_reference(from), parse_reference(to))
            && from.0 <= to.0
            && from.1 <= to.1
        {
            self.merges.insert(from, to);
        }
        Ok(())
    }

    fn into_table(mut self, place: &Place, has_dropped: &mut bool) -> Result<Option<Table>, ReadError> {
        self.cells.sort_by_key(|cell| cell.at);
        self.cells.dedup_by_key(|cell| cell.at);
        let (mut rows, mut columns) = (BTreeSet::new(), BTreeSet::new());
        for cell in &self.cells {
            let end = self.merges.get(&cell.at).copied().unwrap_or(cell.at);
            rows.insert(cell.at.0);
            columns.insert(cell.at.1);
            if end.0 - cell.at.0 < MAX_MERGE {
                rows.insert(end.0);
            }
            if end.1 - cell.at.1 < MAX_MERGE {
                columns.insert(end.1);
            }
        }
        let (rows, columns) = (Axis::new(&rows), Axis::new(&columns));
        let mut builder = TableBuilder::new(Spans::Known, place.clone());
        for cell in self.cells {
            let end = self.merges.get(&cell.at).copied().unwrap_or(cell.at);
            let (row, column) = (rows.grid(cell.at.0), columns.grid(cell.at.1));
            // What lies under a merged cell is not shown.
            if builder.index_at(row, column).is_some() {
                continue;
            }
            let (row_span, column_span) = (rows.grid(end.0) - row + 1, columns.grid(end.1) - column + 1);
            let sheet_place = Place { row: Some(cell.at.0), column: Some(cell.at.1), ..place.clone() };
            *has_dropped |= builder.put(row, column, cell.text, column_span, row_span, sheet_place).is_none();
        }
        builder.finish_bounded(None)
    }
}

/// From sheet rows (or columns) to grid rows, runs of empty ones shortened to [`MAX_GAP`].
struct Axis(Vec<(u32, u32)>);

impl Axis {
    fn new(used: &BTreeSet<u32>) -> Self {
        let (mut previous, mut grid) = (1, 0);
        let pairs = used.iter().map(|index| {
            grid += (index - previous).min(MAX_GAP);
            previous = *index;
            (*index, grid)
        });
        Self(pairs.collect())
    }

    fn grid(&self, index: u32) -> usize {
        let after = self.0.partition_point(|(used, _)| *used <= index);
        let Some((used, grid)) = after.checked_sub(1).and_then(|at| self.0.get(at)) else {
            return 0;
        };
        let beyond = if after < self.0.len() { (index - used).min(MAX_GAP) } else { 0 };
        (grid + beyond) as usize
    }
}

/// `AB12` as row and column from 1.
fn parse_reference(reference: &str) -> Option<(u32, u32)> {
    let reference = reference.trim();
    let digits = reference.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = reference.split_at(digits);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        letter.is_ascii_alphabetic().then(|| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    Some((row.parse().ok()?, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Table {
        let workbook = Workbook { strings: Default::default(), formats: Vec::new(), is_1904: false };
        read("sheet", text, &workbook, &Place::default(), &mut Budget::default()).unwrap().table.unwrap()
    }

    #[test]
    fn references_parse() {
        assert_eq!(parse_reference("A1"), Some((1, 1)));
        assert_eq!(parse_reference("XFD1048576"), Some((LAST_ROW, LAST_COLUMN)));
        assert_eq!(["", "12", "A", "ZZZZ1", "A-1", "A99999999999"].map(parse_reference), [None; 6]);
    }

    #[test]
    fn far_cells_do_not_make_a_giant_grid() {
        let text = r#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>
          <row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>
          <mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>"#;
        let merged = table(text);
        assert_eq!(merged.cells().len(), 1);
        let table = table(&text.replace("A1:XFD1048576", "C3:D4"));
        assert_eq!((table.rows(), table.columns()), (65, 65));
        let far = table.at(64, 64).unwrap();
        assert_eq!((far.place.row, far.place.column), (Some(LAST_ROW), Some(LAST_COLUMN)));
    }

    #[test]
    fn merged_cells_span_and_hide() {
        let table = table(
            r#"<worksheet><sheetData><row><c t="str"><v>标题</v></c><c><v>9</v></c></row><row/>
               <row><c r="B3" t="inlineStr"><is><t>甲</t></is></c><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c></row></sheetData>
               <mergeCells><mergeCell ref="A1:D2"/></mergeCells></worksheet>"#,
        );
        assert_eq!((table.rows(), table.columns(), table.cells().len()), (3, 4, 4));
        let title = table.at(1, 3).unwrap();
        assert_eq!((title.text.as_str(), title.row_span, title.column_span), ("标题", 2, 4));
        assert_eq!(table.row_cells(2).map(|c| c.text.as_str()).collect::<Vec<_>>(), ["甲", "TRUE", "#REF!"]);
    }
}
