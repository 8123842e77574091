//! Draft → SpreadsheetML, written by hand: one sheet a table with its title above it, the text on the sheet 说明.
//! Text is inline strings; money and rates are numbers with a format. Deflated, fixed time stamps.

use std::collections::HashSet;
use std::io;

use mingsuan_model::{Decimal, place::column_letters};

use crate::draft::{Draft, DraftBlock, DraftTable, Slot};
use crate::xml::{escape, zip_parts};

mod parts;

/// The sheet that holds headings and paragraphs.
pub const TEXT_SHEET: &str = "说明";

/// A sheet under construction.
#[derive(Default)]
struct Sheet {
    name: String,
    rows: Vec<String>,
    merges: Vec<String>,
}

/// The draft as an xlsx file.
pub fn write_xlsx(draft: &Draft) -> io::Result<Vec<u8>> {
    let sheets = sheets(draft);
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    let contents: Vec<String> = sheets.iter().map(|sheet| parts::sheet(&sheet.rows, &sheet.merges)).collect();
    zip_parts(&parts::all(&names, contents))
}

/// Lays the blocks on sheets. Tables without text between them share one sheet (the two tables of a project).
fn sheets(draft: &Draft) -> Vec<Sheet> {
    let blocks = &draft.blocks;
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut text = Sheet { name: TEXT_SHEET.to_owned(), ..Sheet::default() };
    let mut used = HashSet::from([TEXT_SHEET.to_owned()]);
    for (i, block) in blocks.iter().enumerate() {
        let after_table = i > 0 && matches!(blocks[i - 1], DraftBlock::Table(_));
        let before_table = matches!(blocks.get(i + 1), Some(DraftBlock::Table(_)));
        match block {
            DraftBlock::Heading(_, title) | DraftBlock::Paragraph(title) => match sheets.last_mut() {
                Some(sheet) if after_table && title.starts_with('注') => sheet.line(title),
                _ if before_table => {
                    let mut sheet = Sheet { name: sheet_name(title, &mut used), ..Sheet::default() };
                    sheet.line(title);
                    sheets.push(sheet);
                }
                _ => text.line(title),
            },
            DraftBlock::Table(table) => {
                if !after_table && (i == 0 || sheets.is_empty()) {
                    sheets.push(Sheet { name: sheet_name("表", &mut used), ..Sheet::default() });
                }
                if let Some(sheet) = sheets.last_mut() {
                    if after_table {
                        sheet.rows.push(String::new());
                    }
                    sheet.table(table);
                }
            }
        }
    }
    if !text.rows.is_empty() {
        sheets.push(text);
    }
    if sheets.is_empty() {
        sheets.push(Sheet { name: TEXT_SHEET.to_owned(), ..Sheet::default() });
    }
    sheets
}

/// A name of at most 31 characters, without the forbidden ones, used once.
fn sheet_name(title: &str, used: &mut HashSet<String>) -> String {
    let clean: String = title.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(28).collect();
    let clean = if clean.trim().is_empty() { "表".to_owned() } else { clean };
    let mut name = clean.clone();
    let mut n = 2;
    while !used.insert(name.to_lowercase()) {
        let short: String = clean.chars().take(26).collect();
        name = format!("{short}~{n}");
        n += 1;
    }
    name
}

impl Sheet {
    /// One row with one text in column A.
    fn line(&mut self, text: &str) {
        let row = self.rows.len() + 1;
        self.rows.push(cell(&format!("A{row}"), text, parts::PLAIN));
    }

    fn table(&mut self, table: &DraftTable) {
        for (r, line) in table.grid().iter().enumerate() {
            let number = self.rows.len() + 1;
            let mut row = String::new();
            for (c, slot) in line.iter().enumerate() {
                let at = format!("{}{number}", letters(c));
                match *slot {
                    Slot::Origin(index) => {
                        let content = &table.rows[r][index];
                        row.push_str(&cell(&at, &content.text, parts::BORDER));
                        if content.colspan > 1 || content.rowspan > 1 {
                            let last = (r + content.rowspan).min(table.rows.len()) - r - 1 + number;
                            self.merges.push(format!("{at}:{}{last}", letters(c + content.colspan - 1)));
                        }
                    }
                    Slot::Left | Slot::Above(_) => row.push_str(&format!("<c r=\"{at}\" s=\"{}\"/>", parts::BORDER)),
                    Slot::Free => {}
                }
            }
            self.rows.push(row);
        }
    }
}

fn letters(column: usize) -> String {
    column_letters(u32::try_from(column + 1).unwrap_or(u32::MAX))
}

/// A cell: money, rates and short counts as numbers, all else as inline text (codes keep their digits as text).
fn cell(at: &str, text: &str, plain: usize) -> String {
    if text.is_empty() {
        return format!("<c r=\"{at}\" s=\"{plain}\"/>");
    }
    if let Some((value, style)) = number(text) {
        return format!("<c r=\"{at}\" s=\"{style}\"><v>{value}</v></c>");
    }
    let text = escape(text);
    format!("<c r=\"{at}\" s=\"{plain}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
}

/// The value and the style of a text that a workbook would hold as a number.
fn number(text: &str) -> Option<(String, usize)> {
    if text.chars().any(|c| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '%'))) {
        return None;
    }
    if let Some(rate) = text.strip_suffix('%') {
        let rate = Decimal::parse(rate).filter(|r| r.decimals() == 0)?;
        return Some((Decimal::new(rate.mantissa(), 2)?.to_string(), parts::PERCENT));
    }
    let value = Decimal::parse(text)?;
    let plain = value.to_string();
    match (value.decimals(), text.contains(',')) {
        (2, false) => Some((plain, parts::MONEY)),
        (2, true) => Some((plain, parts::MONEY_GROUPED)),
        (0, false) if text.len() < 3 && (text == "0" || !text.starts_with('0')) => Some((plain, parts::COUNT)),
        _ => None,
    }
}
