//! What stands in the columns of a body: money, digits, words, and the classification that printed codes or names belong
//! to. What the header above says is read in `header.rs`.

use std::ops::Range;

use mingsuan_document::Table;
use mingsuan_model::text::normalized;
use mingsuan_model::{CellValue, Column, ColumnRole, Dimension, ListId};

use crate::row::{bare_label, is_code};

/// What stands in a column of the body.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Content {
    pub(crate) money: usize,
    pub(crate) digits: usize,
    pub(crate) words: usize,
}

impl Content {
    /// Words, and no or hardly any money.
    pub(crate) fn is_words(self) -> bool {
        self.words > 0 && self.words > 2 * self.money && self.words >= self.digits
    }
}

/// What stands in each column of the body.
pub(crate) fn contents(table: &Table, body: Range<usize>, width: usize) -> Vec<Content> {
    const PROBE: usize = 200;
    let mut contents = vec![Content::default(); width];
    let body = body.start..body.end.min(body.start + PROBE);
    for cell in table.cells().iter().filter(|cell| body.contains(&cell.row) && cell.column < width) {
        let content = &mut contents[cell.column];
        match CellValue::read(&cell.text) {
            CellValue::Blank => {}
            CellValue::Number(number) if number.decimals() > 0 || cell.text.contains([',', '，']) => {
                content.money += 1
            }
            CellValue::Number(_) => content.digits += 1,
            CellValue::Text(_) => content.words += 1,
        }
    }
    contents
}

/// The classification whose codes stand in each code or label column, told by their first digit: 2 for functions,
/// 3 for the departments' economic classes, 5 for the government's.
pub(crate) fn printed_classes(table: &Table, body: Range<usize>, columns: &[Column]) -> Vec<Option<Dimension>> {
    let class = |column: &Column| {
        if !matches!(column.role, ColumnRole::Code | ColumnRole::Label) {
            return None;
        }
        let texts = table.cells().iter().filter(|cell| cell.column == column.index && body.contains(&cell.row));
        let mut counts = [0_usize; 3];
        for text in texts.map(|cell| normalized(&cell.text)) {
            let inner = text.trim_start_matches(['[', '(']);
            let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
            let whole = digits == inner.len() || column.role == ColumnRole::Label;
            if whole && is_code(&inner[..digits]) {
                match inner.as_bytes()[0] {
                    b'2' => counts[0] += 1,
                    b'3' => counts[1] += 1,
                    b'5' => counts[2] += 1,
                    _ => {}
                }
            }
        }
        let total: usize = counts.iter().sum();
        let dimensions = [Dimension::Function, Dimension::Economic, Dimension::GovEconomic];
        let found = dimensions.into_iter().zip(counts).find(|(_, count)| *count > 0 && *count * 5 >= total * 4);
        found.map(|(dimension, _)| dimension).or_else(|| {
            let names = table.cells().iter().filter(|cell| cell.column == column.index && body.contains(&cell.row));
            (column.role == ColumnRole::Label && total == 0)
                .then(|| named_class(names.map(|cell| cell.text.as_str())))?
        })
    };
    columns.iter().map(class).collect()
}

/// The classification that most of some names belong to, if one does clearly.
fn named_class<'t>(names: impl Iterator<Item = &'t str>) -> Option<Dimension> {
    const ENOUGH: usize = 3;
    let (mut function, mut economic) = (0_usize, 0_usize);
    for name in names.take(60).map(normalized) {
        let bare = bare_label(&name);
        function += usize::from(ListId::Function.list().by_name(bare).next().is_some());
        economic += usize::from(ListId::Economic.list().by_name(bare).next().is_some());
    }
    match (function, economic) {
        (f, e) if f >= ENOUGH && f > 2 * e => Some(Dimension::Function),
        (f, e) if e >= ENOUGH && e > 2 * f => Some(Dimension::Economic),
        _ => None,
    }
}
