//! OpenDocument spreadsheet: each sheet becomes one table, every cell with the text that is stored as shown; only where
//! there is none, the bare value. Formulas are not computed.

use mingsuan_model::Place;

use super::styles::Styles;
use super::{Words, is_outside_text};
use crate::archive::Archive;
use crate::content::{Document, Format};
use crate::error::ReadError;
use crate::limits::{Budget, MAX_SHEETS};
use crate::workbook::{LAST_COLUMN, LAST_ROW, NumberFormat, Sheet};
use crate::xml::{Element, Token, Xml};

/// Reads the container; `part` is the name of its content.
pub(crate) fn read(archive: &mut Archive<'_>, part: &str) -> Result<Document, ReadError> {
    let text = archive.required_text(part)?;
    let styles = Styles::read(archive, part, &text)?;
    let mut document = Document::new(Format::Ods);
    let mut budget = Budget::default();
    let mut xml = Xml::new(part, &text);
    let mut ordinal = 0;
    loop {
        match xml.next()? {
            Token::Start(element) => match element.name() {
                "document-content" | "body" | "spreadsheet" => {}
                "table" => {
                    ordinal += 1;
                    if ordinal as usize > MAX_SHEETS {
                        return Err(ReadError::TooLarge { what: "工作表", limit: format!("{MAX_SHEETS} 个") });
                    }
                    let name = element.attribute("name").unwrap_or_default().into();
                    let place = Place { sheet: Some(name), table: Some(ordinal), ..Place::default() };
                    let sheet = read_sheet(&mut xml, &mut budget)?;
                    sheet.finish(&place, styles.is_hidden(&element), &mut document)?;
                }
                _ => xml.skip()?,
            },
            Token::Eof if ordinal == 0 => return Err(ReadError::malformed(part, "没有工作表")),
            Token::Eof => return Ok(document),
            Token::End | Token::Text(_) => {}
        }
    }
}

struct Cell {
    text: String,
    column: u32,
    repeats: u32,
    /// Columns and rows it spans.
    spans: (u32, u32),
}

/// Reads a `table:table` that has just begun.
fn read_sheet(xml: &mut Xml<'_>, budget: &mut Budget) -> Result<Sheet, ReadError> {
    let mut sheet = Sheet::default();
    let (mut row, mut depth) = (1_u32, 1_usize);
    while depth > 0 {
        match xml.next()? {
            Token::Start(element) => match element.name() {
                "table-row-group" | "table-header-rows" | "table-rows" => depth += 1,
                "table-row" => {
                    let repeats = element.number::<u32>("number-rows-repeated").unwrap_or(1).max(1);
                    let is_hidden = element.attribute("visibility").is_some_and(|value| value != "visible");
                    let cells = read_row(xml)?;
                    if !cells.is_empty() {
                        for row in row..row.saturating_add(repeats).min(LAST_ROW + 1) {
                            add_row(&mut sheet, row, &cells, budget)?;
                            if is_hidden {
                                sheet.hide_row(row);
                            }
                        }
                    }
                    row = row.saturating_add(repeats);
                }
                _ => xml.skip()?,
            },
            Token::End => depth -= 1,
            Token::Text(_) => {}
            Token::Eof => break,
        }
    }
    Ok(sheet)
}

/// The cells of a row that hold something.
fn read_row(xml: &mut Xml<'_>) -> Result<Vec<Cell>, ReadError> {
    let (mut cells, mut column) = (Vec::new(), 1_u32);
    xml.children(|xml, element| {
        let repeats = element.number::<u32>("number-columns-repeated").unwrap_or(1).max(1);
        if element.name() == "table-cell" {
            let number = |name| element.number::<u32>(name).unwrap_or(1).max(1);
            let spans = (number("number-columns-spanned"), number("number-rows-spanned"));
            let text = read_cell(xml, element)?;
            if !text.trim().is_empty() {
                cells.push(Cell { text, column, repeats, spans });
            }
        }
        column = column.saturating_add(repeats);
        Ok(())
    })?;
    Ok(cells)
}

fn add_row(sheet: &mut Sheet, row: u32, cells: &[Cell], budget: &mut Budget) -> Result<(), ReadError> {
    for cell in cells {
        for column in cell.column..cell.column.saturating_add(cell.repeats).min(LAST_COLUMN + 1) {
            sheet.add((row, column), &cell.text, budget)?;
            if cell.spans != (1, 1) {
                let (right, bottom) = (column.saturating_add(cell.spans.0 - 1), row.saturating_add(cell.spans.1 - 1));
                sheet.merge((row, column), (bottom.min(LAST_ROW), right.min(LAST_COLUMN)))?;
            }
        }
    }
    Ok(())
}

/// The text of a cell that has just begun.
fn read_cell(xml: &mut Xml<'_>, element: &Element<'_>) -> Result<String, ReadError> {
    let mut text = String::new();
    let mut has_paragraph = false;
    xml.children(|xml, child| {
        if child.name() == "p" {
            if std::mem::replace(&mut has_paragraph, true) {
                text.push('\n');
            }
            text.push_str(&read_paragraph(xml)?);
        }
        Ok(())
    })?;
    Ok(match element.attribute("value-type").as_deref() {
        // As in the other workbook formats, whatever the format of the cell.
        Some("date") => iso_date(element, text.contains(':')).unwrap_or(text),
        _ if text.trim().is_empty() => bare_value(element),
        Some("string") | None => text,
        Some(_) => text.trim().to_owned(),
    })
}

/// A date in ISO order, with the time where the cell shows it.
fn iso_date(element: &Element<'_>, shows_time: bool) -> Option<String> {
    let value = element.attribute("date-value")?;
    Some(match value.split_once('T') {
        Some((date, time)) if shows_time => format!("{date} {}", time.get(..5).unwrap_or(time)),
        Some((date, _)) => date.to_owned(),
        None => value.into_owned(),
    })
}

/// The text of a `text:p` that has just begun.
fn read_paragraph(xml: &mut Xml<'_>) -> Result<String, ReadError> {
    let (mut words, mut depth) = (Words { keeps_spaces: true, ..Words::default() }, 1_usize);
    while depth > 0 {
        match xml.next()? {
            Token::Start(element) if words.take_character(xml, &element)? => {}
            Token::Start(element) if is_outside_text(element.name()) => xml.skip()?,
            Token::Start(_) => depth += 1,
            Token::End => depth -= 1,
            Token::Text(piece) => words.push(&piece),
            Token::Eof => break,
        }
    }
    Ok(words.text)
}

/// What a cell without stored text holds.
fn bare_value(element: &Element<'_>) -> String {
    let attribute = |name| element.attribute(name).unwrap_or_default();
    let number = |code: &str| NumberFormat::parse(code).show(&attribute("value"), false);
    match &*attribute("value-type") {
        "float" | "currency" => number("General"),
        "percentage" => number("0.##%"),
        "boolean" => attribute("boolean-value").to_uppercase(),
        "string" => attribute("string-value").into_owned(),
        _ => String::new(),
    }
}
