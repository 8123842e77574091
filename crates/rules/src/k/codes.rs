//! Rows with a classification code and the list each belongs to: what the rules of this family have in common.
//! No judgement here.

use std::collections::HashMap;

use mingsuan_model::text::{normalized, without_numbering};
use mingsuan_model::{CellValue, Class, ColumnRole, Dimension, ListId, Place, Statement, StatementRow, Value};

use crate::context::Context;
use crate::phrases::{Phrases, phrases};

/// The fiscal years that the lists in `standards/lists` speak for; for other years a difference is never an error.
const EDITION: std::ops::RangeInclusive<u16> = 2024..=2026;

/// A row with a code and the list that its column announces.
#[derive(Clone, Copy)]
pub(super) struct CodedRow<'a> {
    pub(super) statement: &'a Statement,
    pub(super) row: &'a StatementRow,
    pub(super) list: ListId,
    pub(super) code: &'a str,
}

impl<'a> CodedRow<'a> {
    /// The label without a list number before it.
    pub(super) fn label(&self) -> &'a str {
        without_numbering(&self.row.label).0
    }

    /// The class of the code, if the list has it.
    pub(super) fn class(&self) -> Option<&'static Class> {
        self.list.list().by_code(self.code)
    }

    /// Where the code stands; where it is split over columns, its last part.
    pub(super) fn code_place(&self) -> Place {
        let is_code = |column: usize| {
            let column = self.statement.columns.get(column);
            column.is_some_and(|column| column.role == ColumnRole::Code)
        };
        let cells = self.row.cells.iter().rev();
        let cell = cells.filter(|cell| is_code(cell.column)).find(|cell| !cell.text.is_empty());
        let place = cell.map_or(&self.row.place, |cell| &cell.place);
        place.with_text(self.code)
    }

    /// Whether the row is an agency with its own code, as in statements by unit.
    fn names_agency(&self) -> bool {
        let label = self.label();
        BODIES.iter().any(|body| label.ends_with(body)) && self.list.list().by_name(label).next().is_none()
    }

    /// Whether an amount other than zero stands in the row.
    pub(super) fn has_money(&self) -> bool {
        let mut cells = self.row.cells.iter();
        cells.any(|cell| matches!(&cell.value, CellValue::Number(number) if !number.is_zero()))
    }

    /// The code is none of its own list, but stands with this very name in a list of the other kind.
    pub(super) fn class_elsewhere(&self) -> Option<(ListId, &'static Class)> {
        if self.class().is_some() {
            return None;
        }
        let others: &[ListId] = match self.list {
            ListId::Function => &[ListId::Economic, ListId::GovEconomic],
            _ => &[ListId::Function],
        };
        others.iter().find_map(|id| {
            let class = id.list().by_code(self.code)?;
            id.list().is_name_of(class, self.label()).then_some((*id, class))
        })
    }
}

/// What an agency's name ends with; names of classes do not.
static BODIES: Phrases = phrases("shared", "body_rows");

/// The rows of a statement that carry a classification code of digits.
pub(super) fn coded_rows(statement: &Statement) -> impl Iterator<Item = CodedRow<'_>> {
    statement.rows.iter().filter_map(move |row| {
        let code = row.code.as_deref()?;
        if code.is_empty() || !code.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let list = list_of(row, code)?;
        let coded = CodedRow { statement, row, list, code };
        (!coded.names_agency()).then_some(coded)
    })
}

/// All coded rows of the disclosure, the same code with the same name taken together.
pub(super) fn groups<'a>(context: &Context<'a>) -> Vec<Vec<CodedRow<'a>>> {
    let mut groups: Vec<Vec<CodedRow<'a>>> = Vec::new();
    let mut known: HashMap<(ListId, &str, String), usize> = HashMap::new();
    for row in context.disclosure.statements.iter().flat_map(coded_rows) {
        let group = *known.entry((row.list, row.code, normalized(row.label()))).or_insert(groups.len());
        match groups.get_mut(group) {
            Some(group) => group.push(row),
            None => groups.push(vec![row]),
        }
    }
    groups
}

/// Whether the lists speak for the year of the document.
pub(super) fn edition_covers(context: &Context<'_>) -> bool {
    context.year().is_some_and(|year| EDITION.contains(&year))
}

/// The name of a list in messages.
pub(super) const fn list_title(list: ListId) -> &'static str {
    match list {
        ListId::Function => "支出功能分类科目",
        ListId::GovEconomic => "政府预算支出经济分类科目",
        _ => "部门预算支出经济分类科目",
    }
}

/// The level of a code in messages.
pub(super) const fn level_title(code: &str) -> &'static str {
    match code.len() {
        3 => "类",
        5 => "款",
        _ => "项",
    }
}

/// The codes above a code, the nearest first: 2010301 → 20103, 201.
pub(super) fn ancestors(code: &str) -> impl Iterator<Item = &str> {
    [5, 3].into_iter().filter(|len| *len < code.len()).filter_map(|len| code.get(..len))
}

/// The one class that a name must mean for this code: the only one of that name, or the only one near the code.
pub(super) fn class_meant(list: ListId, code: &str, label: &str) -> Option<&'static Class> {
    let named: Vec<&'static Class> = list.list().by_name(label).collect();
    let near = |len: usize| -> Vec<&'static Class> {
        let prefix = code.get(..len).unwrap_or(code);
        let alike = named.iter().filter(|class| class.code.starts_with(prefix));
        alike.copied().collect()
    };
    [named.clone(), near(5), near(3)]
        .into_iter()
        .find(|found| found.len() == 1)
        .and_then(|found| found.first().copied())
}

fn list_of(row: &StatementRow, code: &str) -> Option<ListId> {
    let restricted = |dimension: &Dimension| row.coordinate.get(*dimension) != Value::All;
    let dimensions = [Dimension::Function, Dimension::Economic, Dimension::GovEconomic];
    let named: Vec<Dimension> = dimensions.into_iter().filter(restricted).collect();
    let own = |dimension: &&Dimension| row.coordinate.code(**dimension) == code.parse().ok();
    let dimension = match named.as_slice() {
        [only] => only,
        several => several.iter().find(own)?,
    };
    // Headers say 经济分类 for both economic lists; the first digit tells them apart.
    Some(match (dimension, code.as_bytes().first()) {
        (Dimension::Function, _) => ListId::Function,
        (_, Some(b'5')) => ListId::GovEconomic,
        (_, Some(b'3')) | (Dimension::Economic, _) => ListId::Economic,
        _ => ListId::GovEconomic,
    })
}
