//! `Place`: where in a source document something stands, and `Issue`: what is odd about the document itself.
//! Findings about the budget are in `finding.rs`.

use std::sync::Arc;

use serde::Serialize;

/// Where something stands. Everything is counted from 1; what a format does not have stays `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Place {
    /// Page of a paged document.
    pub page: Option<u32>,
    /// Last page, when the thing spans several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_last: Option<u32>,
    /// Sheet of a workbook.
    pub sheet: Option<Arc<str>>,
    /// Line of a text file.
    pub line: Option<u32>,
    /// Ordinal of the table in the document.
    pub table: Option<u32>,
    /// Row of the table; in a workbook the row of the sheet.
    pub row: Option<u32>,
    /// Column of the table; in a workbook the column of the sheet (1 = A).
    pub column: Option<u32>,
    /// Ordinal of the paragraph in the document, for text outside tables.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
    /// First character of the thing within its paragraph or cell, counted in characters from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u32>,
    /// The text that stands there.
    pub text: Option<Arc<str>>,
    /// Box on the page: left, top, right, bottom, origin top left.
    pub bbox: Option<Bbox>,
}

/// A box on a page in hundredths of a point; printed in points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bbox(pub [i32; 4]);

impl Serialize for Bbox {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|v| f64::from(*v) / 100.0))
    }
}

impl Place {
    /// The same place, naming the text that stands there.
    pub fn with_text(&self, text: impl Into<Arc<str>>) -> Self {
        Self { text: Some(text.into()), ..self.clone() }
    }

    /// The place in one short Chinese phrase: `第3页 表3 第5行第4列`, `Sheet1!D6`, `第1532行`.
    pub fn describe(&self) -> String {
        let mut parts = Vec::new();
        if let Some(page) = self.page {
            parts.push(format!("第{page}页"));
        }
        if let (Some(sheet), Some(row), Some(column)) = (&self.sheet, self.row, self.column) {
            parts.push(format!("{sheet}!{}{row}", column_letters(column)));
            return parts.join(" ");
        }
        if let Some(sheet) = &self.sheet {
            parts.push(format!("工作表“{sheet}”"));
        }
        if let Some(line) = self.line {
            parts.push(format!("第{line}行"));
        }
        match (self.table, self.row, self.column) {
            (Some(t), Some(r), Some(c)) => parts.push(format!("表{t} 行{r} 列{c}")),
            (Some(t), Some(r), None) => parts.push(format!("表{t} 行{r}")),
            (Some(t), None, _) => parts.push(format!("表{t}")),
            _ => {
                if let (Some(p), None) = (self.paragraph, self.line) {
                    parts.push(format!("第{p}段"));
                }
            }
        }
        if parts.is_empty() { "全文".to_owned() } else { parts.join(" ") }
    }
}

impl Place {
    /// The place in one short English phrase: `page 3, table 2, row 5, column 4`.
    pub fn describe_en(&self) -> String {
        let mut parts = Vec::new();
        let mut add = |name: &str, value: Option<u32>| {
            if let Some(value) = value {
                parts.push(format!("{name} {value}"));
            }
        };
        add("page", self.page);
        if let Some(sheet) = &self.sheet {
            let cell = self.row.zip(self.column).map(|(row, column)| format!("!{}{row}", column_letters(column)));
            parts.push(format!("{sheet}{}", cell.unwrap_or_default()));
            return parts.join(", ");
        }
        add("line", self.line);
        add("table", self.table);
        add("row", self.row);
        add("column", self.column);
        if self.line.is_none() && self.table.is_none() {
            add("paragraph", self.paragraph);
        }
        if parts.is_empty() { "whole document".to_owned() } else { parts.join(", ") }
    }
}

/// The letters of a workbook column: 1 → A, 27 → AA.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// Something odd about the source document, found while reading: not a mistake in the budget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Issue {
    /// What is odd and what the reader did about it, in Chinese.
    pub message: String,
    /// Where.
    pub place: Place,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_read_well() {
        let place = Place { page: Some(3), table: Some(2), row: Some(5), column: Some(4), ..Place::default() };
        assert_eq!(place.describe(), "第3页 表2 行5 列4");
        assert_eq!(place.describe_en(), "page 3, table 2, row 5, column 4");
        let place = Place { sheet: Some("支出".into()), row: Some(6), column: Some(28), ..Place::default() };
        assert_eq!(place.describe(), "支出!AB6");
        assert_eq!(Place::default().describe(), "全文");
    }
}
