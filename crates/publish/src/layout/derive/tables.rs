//! One table of the document taken apart: the statements or projects in it, each with its title and its notes.
//! The grid of a statement is made in `statement.rs`, that of any other table in `plain.rs`.

use std::ops::Range;

use mingsuan_document::Table;
use mingsuan_model::{Disclosure, Note, Place, Project, Statement, StatementId};

use super::super::{Grid, Orientation};
use super::pages::Placing;
use super::{plain, statement};

/// A statement, a project or any other table, ready to stand on a page.
pub(super) struct TablePart {
    /// The title, when it stands inside the table.
    pub(super) title: Option<String>,
    pub(super) grid: Grid,
    /// The notes inside the table.
    pub(super) notes: Vec<String>,
    pub(super) placing: Placing,
}

/// Whether a table is one of the text, to be read with it, rather than one of the series of statements.
pub(super) fn belongs_to_text(id: StatementId) -> bool {
    matches!(
        id,
        StatementId::Assets
            | StatementId::Procurement
            | StatementId::PurchaseServices
            | StatementId::PerformanceProject
            | StatementId::PerformanceOverall
            | StatementId::Other
    )
}

/// Whether a statement is one of targets, whose columns have no header to go by: it is shown as it stands.
fn is_of_targets(statement: &Statement) -> bool {
    matches!(statement.id, StatementId::PerformanceProject | StatementId::PerformanceOverall)
}

/// The titles under which a table is known.
pub(super) fn titles<'d>(table: &Table, disclosure: &'d Disclosure) -> Vec<&'d str> {
    let statements = disclosure.statements.iter().filter(|statement| is_in(&statement.place, table));
    let projects = disclosure.projects.iter().filter(|project| is_in(&project.place, table));
    let titles = statements.map(|statement| statement.title.as_str());
    titles.chain(projects.map(|project| project.title.text.as_str())).filter(|title| !title.is_empty()).collect()
}

/// The parts of a table from the top.
pub(super) fn parts(table: &Table, disclosure: &Disclosure) -> Vec<TablePart> {
    let here = disclosure.statements.iter().filter(|statement| is_in(&statement.place, table));
    let (targets, statements): (Vec<&Statement>, Vec<&Statement>) =
        here.partition(|statement| is_of_targets(statement));
    if !statements.is_empty() {
        let ranges = ranges(table, statements.iter().map(|statement| (&statement.title_place, last_row(statement))));
        let parts = statements.iter().zip(ranges);
        return parts.map(|(statement, rows)| statement_part(table, statement, rows)).collect();
    }
    let projects: Vec<&Project> = disclosure.projects.iter().filter(|project| is_in(&project.place, table)).collect();
    if !targets.is_empty() || projects.is_empty() {
        return vec![plain_part(table, 0..table.rows(), !targets.is_empty(), disclosure)];
    }
    let mut parts = Vec::new();
    let ranges = ranges(table, projects.iter().map(|project| (&project.title.place, None)));
    for (rows, project) in ranges.into_iter().zip(projects) {
        // A project's indicators are a table of their own, as they are where the source has two.
        let head = indicator_head(table, project).filter(|row| rows.contains(row) && *row > rows.start);
        let cut = head.unwrap_or(rows.end);
        parts.push(plain_part(table, rows.start..cut, !project.name.text.is_empty(), disclosure));
        if cut < rows.end {
            parts.push(plain_part(table, cut..rows.end, false, disclosure));
        }
    }
    parts
}

/// The row above the first indicator of a project, if it is a header: a row of cells of its own.
fn indicator_head(table: &Table, project: &Project) -> Option<usize> {
    let first = project.indicators.first()?;
    let places = [&first.level3.place, &first.value.place];
    let row = places.into_iter().find_map(|place| grid_row(table, place))?.checked_sub(1)?;
    (0..table.columns()).all(|column| table.at(row, column).is_none_or(|cell| cell.row == row)).then_some(row)
}

fn is_in(place: &Place, table: &Table) -> bool {
    place.table.is_some() && place.table == table.place.table
}

fn last_row(statement: &Statement) -> Option<usize> {
    statement.rows.iter().map(|row| row.index).max()
}

/// The rows of each part: from its title, if that stands in the table, else from behind the part before.
fn ranges<'p>(table: &Table, parts: impl Iterator<Item = (&'p Place, Option<usize>)>) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = Vec::new();
    let mut behind = 0;
    for (title, last) in parts {
        let start = grid_row(table, title).unwrap_or(behind);
        starts.push(if starts.is_empty() { 0 } else { start.max(starts.last().map_or(0, |start| start + 1)) });
        behind = last.map_or(start + 1, |row| row + 1);
    }
    let ends = starts.iter().copied().skip(1).chain([table.rows()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end.max(start)).collect()
}

/// The grid row of a place in the table.
pub(super) fn grid_row(table: &Table, place: &Place) -> Option<usize> {
    if !is_in(place, table) || place.row.is_none() {
        return None;
    }
    let is_at = |cell: &&mingsuan_document::Cell| cell.place.row == place.row && cell.place.column == place.column;
    table.cells().iter().find(is_at).map(|cell| cell.row)
}

fn statement_part(table: &Table, statement: &Statement, rows: Range<usize>) -> TablePart {
    let notes = notes_in(table, &rows, &statement.notes);
    let made = statement::grid(table, statement, rows, &notes);
    let placing = match made.is_wide {
        true => Placing::OwnPage(Orientation::Landscape),
        false if belongs_to_text(statement.id) => Placing::InText,
        false => Placing::OwnPage(Orientation::Portrait),
    };
    TablePart { title: made.title, grid: made.grid, notes: texts(notes), placing }
}

fn plain_part(table: &Table, rows: Range<usize>, is_for_itself: bool, disclosure: &Disclosure) -> TablePart {
    let notes = notes_in(table, &rows, &disclosure.notes);
    let made = plain::grid(table, rows, &notes, disclosure);
    let placing = if made.is_wide {
        Placing::OwnPage(Orientation::Landscape)
    } else if is_for_itself {
        Placing::OwnPage(Orientation::Portrait)
    } else if made.is_continued {
        Placing::Behind
    } else {
        Placing::InText
    };
    TablePart { title: made.title, grid: made.grid, notes: texts(notes), placing }
}

/// The notes that stand in rows of the table, with their row.
fn notes_in(table: &Table, rows: &Range<usize>, notes: &[Note]) -> Vec<(usize, String)> {
    let inside = notes.iter().filter_map(|note| Some((grid_row(table, &note.place)?, note.text.clone())));
    inside.filter(|(row, _)| rows.contains(row)).collect()
}

fn texts(notes: Vec<(usize, String)>) -> Vec<String> {
    notes.into_iter().map(|(_, text)| text).collect()
}

/// Whether a text is a note by its first word, as the import tells notes.
pub(super) fn is_note(text: &str) -> bool {
    ["注：", "注:", "备注：", "备注:", "说明：", "说明:"].iter().any(|mark| text.starts_with(mark))
}
