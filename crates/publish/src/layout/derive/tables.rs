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

/// The parts of a table from the top.
pub(super) fn parts(table: &Table, disclosure: &Disclosure) -> Vec<TablePart> {
    let statements: Vec<&Statement> =
        disclosure.statements.iter().filter(|statement| is_in(&statement.place, table)).collect();
    if !statements.is_empty() {
        let ranges = ranges(table, statements.iter().map(|statement| (&statement.title_place, last_row(statement))));
        let parts = statements.iter().zip(ranges);
        return parts.map(|(statement, rows)| statement_part(table, statement, rows)).collect();
    }
    let projects: Vec<&Project> = disclosure.projects.iter().filter(|project| is_in(&project.place, table)).collect();
    let ranges = match projects.as_slice() {
        [] => std::iter::once(0..table.rows()).collect(),
        projects => ranges(table, projects.iter().map(|project| (&project.title.place, None))),
    };
    let (first, rest) = (projects.first(), projects.iter().skip(1));
    let owners = std::iter::once(first).chain(rest.map(Some));
    let mut parts = Vec::new();
    for (rows, owner) in ranges.into_iter().zip(owners) {
        let owner = owner.copied();
        // A project's indicators are a table of their own, as they are where the source has two.
        let cut = owner.and_then(|project| indicator_head(table, project)).filter(|row| *row > rows.start);
        let head = cut.map_or(rows.end, |row| row.min(rows.end));
        parts.push(plain_part(table, rows.start..head, owner, disclosure));
        if head < rows.end {
            parts.push(plain_part(table, head..rows.end, None, disclosure));
        }
    }
    parts
}

/// The row above the first indicator of a project.
fn indicator_head(table: &Table, project: &Project) -> Option<usize> {
    let first = project.indicators.first()?;
    let names = [&first.level3.place, &first.value.place];
    names.into_iter().find_map(|place| grid_row(table, place))?.checked_sub(1)
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

fn plain_part(table: &Table, rows: Range<usize>, project: Option<&Project>, disclosure: &Disclosure) -> TablePart {
    let notes = notes_in(table, &rows, &disclosure.notes);
    let made = plain::grid(table, rows, &notes, disclosure);
    let placing = if made.is_wide {
        Placing::OwnPage(Orientation::Landscape)
    } else if project.is_some_and(|project| !project.name.text.is_empty()) {
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
