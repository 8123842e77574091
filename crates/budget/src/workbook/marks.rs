//! Remarks on entries, by the cell of the workbook they belong to.
//! How sure an entry is was decided by whoever made it; nothing is judged here.

use std::collections::{BTreeMap, HashMap};

use super::rows::{Row, Value};
use super::spec::book;
use crate::budget::{Certainty, Part, Remark};

/// A cell: block, row of the block, column key.
type Cell = (&'static str, usize, String);

/// The marks of all cells that have one.
#[derive(Debug, Default)]
pub(super) struct Marks {
    cells: HashMap<Cell, (Certainty, String)>,
}

impl Marks {
    /// Finds the cells of remarks. A remark on a row that does not exist has no cell and is left out.
    pub(super) fn new(remarks: &[Remark], rows: &BTreeMap<&'static str, Vec<Row>>) -> Self {
        let mut marks = Self::default();
        for remark in remarks {
            if let Some(cell) = cell_of(remark, rows) {
                let mark = marks.cells.entry(cell).or_insert((remark.certainty, String::new()));
                if rank(remark.certainty) > rank(mark.0) {
                    mark.0 = remark.certainty;
                }
                if !mark.1.is_empty() {
                    mark.1.push('\n');
                }
                mark.1.push_str(&remark.reason);
            }
        }
        marks
    }

    /// The mark of a cell: how sure, and why.
    pub(super) fn get(&self, block: &'static str, row: usize, column: &str) -> Option<&(Certainty, String)> {
        if self.cells.is_empty() {
            return None;
        }
        self.cells.get(&(block, row, column.to_owned()))
    }
}

/// The less sure, the higher: of two remarks on one cell the doubtful one gives the colour.
const fn rank(certainty: Certainty) -> u8 {
    match certainty {
        Certainty::Inferred => 0,
        Certainty::Assumed => 1,
        Certainty::Open => 2,
    }
}

fn cell_of(remark: &Remark, rows: &BTreeMap<&'static str, Vec<Row>>) -> Option<Cell> {
    let (form, table) = match remark.part {
        Part::Basics => (Some("basics"), Some("institutions")),
        Part::Lines => (None, Some("lines")),
        Part::Projects => (None, Some("projects")),
        Part::Indicators => (None, Some("indicators")),
        Part::Procurement => (None, Some("procurement")),
        Part::Assets => (Some("assets"), Some("asset-rows")),
        Part::OfficialCosts => (Some("official"), Some("official-rows")),
        Part::Prior => (Some("prior"), None),
        Part::Narrative => return text_of(remark, rows),
    };
    if let Some(form) = form {
        let key = Value::Text(remark.field.clone());
        let wanted = remark.field.replace('_', "-");
        let row = rows
            .get(form)?
            .iter()
            .position(|row| *row.get("key") == key || matches!(row.get("key"), Value::Text(own) if *own == wanted));
        if let Some(row) = row {
            return Some((form, row, "value".to_owned()));
        }
    }
    let table = table?;
    rows.get(table)?.get(remark.row)?;
    let columns = &book().block(table)?.1.column;
    let own = columns.iter().find(|column| column.key == remark.field || remark.field.starts_with("plan_"));
    let first = columns.iter().find(|column| column.entry.is_input());
    let column = own.map_or_else(|| first.map(|column| column.key.clone()), |_| Some(remark.field.clone()))?;
    Some((table, remark.row, column))
}

/// The text that a remark means: by field and index, or else by its row.
fn text_of(remark: &Remark, rows: &BTreeMap<&'static str, Vec<Row>>) -> Option<Cell> {
    let rows = rows.get("narrative")?;
    let tag = (remark.field.clone(), remark.row);
    let row = rows
        .iter()
        .position(|row| row.tags.contains(&tag))
        .or_else(|| (remark.row < rows.len()).then_some(remark.row))?;
    Some(("narrative", row, "text".to_owned()))
}
