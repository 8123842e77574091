//! One worksheet: its cells as shown, its merged cells, its hidden rows. The grid they make is built in `workbook`.

use super::Workbook;
use super::strings::{rich_text, unescape};
use crate::error::ReadError;
use crate::limits::{Budget, MAX_SHEETS};
use crate::workbook::{NumberFormat, Sheet};
use crate::xml::{Element, Token, Xml, is_off};

#[derive(Default)]
struct Reader {
    sheet: Sheet,
    links: Vec<Link>,
    row: u32,
    column: u32,
}

/// A row of the sheet and the name of the sheet that it links to.
pub(super) type Link = (u32, String);

/// Reads a sheet.
pub(super) fn read(
    part: &str,
    text: &str,
    workbook: &Workbook,
    budget: &mut Budget,
) -> Result<(Sheet, Vec<Link>), ReadError> {
    let mut reader = Reader::default();
    let mut xml = Xml::new(part, text);
    loop {
        match xml.next()? {
            Token::Start(element) => match element.name() {
                "worksheet" | "sheetData" | "mergeCells" | "hyperlinks" | "cols" => {}
                "col" => reader.column(&element),
                "headerFooter" => xml.children(|xml, _| {
                    let mut margin = String::new();
                    xml.text_into(&mut margin)?;
                    reader.sheet.add_margin(margin);
                    Ok(())
                })?,
                "row" => reader.start_row(&element),
                "c" => reader.cell(&mut xml, &element, workbook, budget)?,
                "mergeCell" => reader.merge(&element)?,
                "hyperlink" => reader.link(&element),
                _ => xml.skip()?,
            },
            Token::Eof => return Ok((reader.sheet, reader.links)),
            Token::End | Token::Text(_) => {}
        }
    }
}

impl Reader {
    fn start_row(&mut self, element: &Element<'_>) {
        self.row = element.number("r").unwrap_or(self.row.saturating_add(1));
        self.column = 0;
        if is_hidden(element, "ht") {
            self.sheet.hide_row(self.row);
        }
    }

    fn column(&mut self, element: &Element<'_>) {
        if is_hidden(element, "width") {
            self.sheet.hide_columns(element.number("min").unwrap_or(0), element.number("max").unwrap_or(0));
        }
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
        self.sheet.add(at, &text, budget)
    }

    fn merge(&mut self, element: &Element<'_>) -> Result<(), ReadError> {
        let area = element.attribute("ref").unwrap_or_default();
        if let Some((from, to)) = area.split_once(':')
            && let (Some(from), Some(to)) = (parse_reference(from), parse_reference(to))
        {
            self.sheet.merge(from, to)?;
        }
        Ok(())
    }

    /// A link to another place of the workbook: `'01收支总表'!A1`.
    fn link(&mut self, element: &Element<'_>) {
        let Some(location) = element.attribute("location").filter(|_| self.links.len() < MAX_SHEETS) else { return };
        let from = element.attribute("ref").and_then(|area| parse_reference(area.split(':').next()?));
        if let (Some((row, _)), Some((name, _))) = (from, location.rsplit_once('!')) {
            let bare = name.strip_prefix('\'').and_then(|name| name.strip_suffix('\''));
            self.links.push((row, bare.map_or_else(|| name.to_owned(), |name| name.replace("''", "'"))));
        }
    }
}

/// Whether a row or column is hidden: by its switch, or by a height or width of nothing.
fn is_hidden(element: &Element<'_>, size: &str) -> bool {
    let has_no_size = element.attribute(size).is_some_and(|size| matches!(size.trim(), "0" | "0.0"));
    has_no_size || element.attribute("hidden").is_some_and(|value| !is_off(&value))
}

/// `AB12` as row and column from 1.
pub(super) fn parse_reference(reference: &str) -> Option<(u32, u32)> {
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
    use mingsuan_model::Place;

    use super::*;
    use crate::content::{Document, Format, Table};
    use crate::workbook::{LAST_COLUMN, LAST_ROW};

    fn table(text: &str) -> Table {
        let workbook = Workbook { strings: Default::default(), formats: Vec::new(), is_1904: false };
        let mut document = Document::new(Format::Xlsx);
        let (sheet, _) = read("sheet", text, &workbook, &mut Budget::default()).unwrap();
        sheet.finish(&Place::default(), false, &mut document).unwrap();
        document.tables().next().unwrap().clone()
    }

    #[test]
    fn references_parse() {
        assert_eq!(parse_reference("A1"), Some((1, 1)));
        assert_eq!(parse_reference("XFD1048576"), Some((LAST_ROW, LAST_COLUMN)));
        assert_eq!(["", "12", "A", "ZZZZ1", "A-1", "A99999999999"].map(parse_reference), [None; 6]);
    }

    #[test]
    fn links_name_their_sheet() {
        let workbook = Workbook { strings: Default::default(), formats: Vec::new(), is_1904: false };
        let text = r#"<worksheet><hyperlinks><hyperlink ref="B3:C3" location="'二''次'!A1"/><hyperlink ref="A9" r:id="x"/>
          <hyperlink location="甲!A1"/><hyperlink ref="A1" location="名称"/><hyperlink ref="A2" location="甲!A1"/></hyperlinks></worksheet>"#;
        let (_, links) = read("sheet", text, &workbook, &mut Budget::default()).unwrap();
        assert_eq!(links, [(3, "二'次".to_owned()), (2, "甲".to_owned())]);
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
