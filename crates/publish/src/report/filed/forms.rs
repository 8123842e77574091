//! The tables of the report on paper: plain ones, lists of labels and texts, and the form of one problem.
//! What they say was decided in `told.rs`.

use crate::layout::{Align, Grid, GridCell, GridRow, Piece, RowKind};
use crate::report::exhibit::{self, Exhibit, Sentence};
use crate::report::told::{Problem, pieces};
use crate::report::width::width;
use crate::report::words::Lang;

/// A column: its title, its width in characters, and whether it holds numbers.
#[derive(Clone, Copy)]
pub(super) struct Column<'t> {
    title: &'t str,
    width: u16,
    is_number: bool,
}

impl<'t> Column<'t> {
    pub(super) const fn text(title: &'t str, width: u16) -> Self {
        Self { title, width, is_number: false }
    }

    pub(super) const fn number(title: &'t str, width: u16) -> Self {
        Self { title, width, is_number: true }
    }
}

/// The widths of the labels and texts of a form, in characters.
const FORM: [u16; 2] = [5, 39];
/// A column of a drawn table is never meant wider or narrower than this, in halves of a character.
const DRAWN: std::ops::RangeInclusive<usize> = 6..=28;
/// More related places than these are only counted.
const RELATED: usize = 12;

fn cell(column: usize, text: &str, is_number: bool) -> GridCell {
    let align = if is_number { Align::Right } else { Align::Left };
    GridCell { text: text.to_owned(), align, is_number, ..GridCell::empty(column) }
}

fn header(titles: &[&str]) -> GridRow {
    let cells = titles.iter().enumerate().map(|(column, title)| GridCell {
        text: (*title).to_owned(),
        align: Align::Center,
        ..GridCell::empty(column)
    });
    GridRow { kind: RowKind::Header, cells: cells.collect() }
}

/// A table with a header.
pub(super) fn table(columns: &[Column<'_>], rows: Vec<Vec<String>>) -> Piece {
    let titles: Vec<&str> = columns.iter().map(|column| column.title).collect();
    let body = rows.into_iter().map(|texts| {
        let cells = texts.iter().zip(columns).enumerate();
        let cells = cells.map(|(at, (text, column))| cell(at, text, column.is_number));
        GridRow { kind: RowKind::Body, cells: cells.collect() }
    });
    let rows = std::iter::once(header(&titles)).chain(body).collect();
    Piece::Table(Grid { widths: columns.iter().map(|column| column.width).collect(), rows, header_rows: 1 })
}

/// Labels with their texts.
pub(super) fn labelled(lines: Vec<(&str, String)>) -> Piece {
    Piece::Table(Grid { widths: FORM.to_vec(), rows: labelled_rows(lines).collect(), header_rows: 0 })
}

fn labelled_rows(lines: Vec<(&str, String)>) -> impl Iterator<Item = GridRow> {
    lines.into_iter().map(|(label, text)| GridRow {
        kind: RowKind::Body,
        cells: vec![GridCell { text: label.to_owned(), ..GridCell::empty(0) }, cell(1, &text, false)],
    })
}

/// Labels with their texts under a title.
fn form(title: &str, lines: Vec<(&str, String)>) -> Piece {
    let title = GridCell { column_span: FORM.len(), ..cell(0, title, false) };
    let head = GridRow { kind: RowKind::Header, cells: vec![title] };
    let rows = std::iter::once(head).chain(labelled_rows(lines)).collect();
    Piece::Table(Grid { widths: FORM.to_vec(), rows, header_rows: 1 })
}

/// Fields wider than this together stand each on a line of its own, in halves of a character.
const ONE_LINE: usize = 70;

/// The title of a problem with its number: `3. 错误 A001 小计与明细不符`.
fn name(number: usize, problem: &Problem, lang: Lang) -> String {
    format!("{number}. {} {} {}", lang.severity(problem.severity), problem.code, problem.title)
}

/// A problem told in full: the form, and the tables that must be seen.
pub(super) fn problem(number: usize, problem: &Problem, lang: Lang) -> Vec<Piece> {
    let mut lines = vec![
        (lang.say("位置", "place"), problem.whole_place()),
        (lang.say("问题", "finding"), problem.message.clone()),
    ];
    lines.push((lang.say("对比", "values"), values(problem)));
    let sentences = problem.exhibits.iter().filter_map(|exhibit| match exhibit {
        Exhibit::Sentence(sentence) => Some((lang.say("原文", "text"), quoted(sentence))),
        Exhibit::Grid(_) => None,
    });
    lines.extend(sentences);
    lines.extend([
        (lang.say("建议", "advice"), problem.advice.clone()),
        (lang.say("依据", "basis"), problem.basis.clone()),
        (lang.say("相关", "related"), related(problem, lang)),
    ]);
    lines.retain(|(_, text)| !text.is_empty());
    // Tables that follow each other without anything between them would be taken for one.
    let mut told = vec![Piece::Note(String::new()), form(&name(number, problem, lang), lines)];
    for exhibit in &problem.exhibits {
        if let Exhibit::Grid(grid) = exhibit {
            told.extend(drawn(grid, lang));
        }
    }
    told
}

/// A problem in one line of a table.
pub(super) fn line(number: usize, problem: &Problem, lang: Lang) -> Vec<String> {
    let title = format!("{} {} {}", lang.severity(problem.severity), problem.code, problem.title);
    let message = match &problem.waived {
        Some(reason) => format!("{}\n{}{reason}", problem.message, lang.say("已豁免：", "waived: ")),
        None => problem.message.clone(),
    };
    vec![number.to_string(), title, problem.whole_place(), message]
}

/// What stands there and what should, on one line if that is short.
fn values(problem: &Problem) -> String {
    let told: Vec<String> = problem.values.iter().map(|(label, value)| format!("{label} {value}")).collect();
    let is_short = told.iter().map(|text| width(text) + 2).sum::<usize>() <= ONE_LINE;
    told.join(if is_short { "；" } else { "\n" })
}

fn related(problem: &Problem, lang: Lang) -> String {
    let lines = problem.related.iter().take(RELATED).map(|(message, place)| format!("{message} {place}"));
    let mut lines: Vec<String> = lines.map(|line| line.trim().to_owned()).collect();
    let more = problem.related.len().saturating_sub(RELATED);
    if more > 0 {
        lines.push(lang.say("其余 {} 处", "{} more").replace("{}", &more.to_string()));
    }
    lines.join("\n")
}

/// A sentence with its marked pieces in 【】 and what is said of them.
fn quoted(sentence: &Sentence) -> String {
    let marked = pieces(sentence).into_iter().map(|(piece, is_marked)| match is_marked {
        true => format!("【{piece}】"),
        false => piece,
    });
    let text: String = marked.collect();
    if sentence.note.is_empty() { text } else { format!("{text}\n【{}】", sentence.note) }
}

/// A drawn table under its title, with a column for what is said of the marked cells.
fn drawn(grid: &exhibit::Grid, lang: Lang) -> [Piece; 2] {
    let has_notes = grid.rows.iter().any(|row| !row.note.is_empty());
    let mut titles: Vec<&str> = grid.columns.iter().map(|(title, _)| title.as_str()).collect();
    if has_notes {
        titles.push(lang.say("说明", "note"));
    }
    let columns = grid.columns.len();
    let mut rows = vec![header(&titles)];
    for row in &grid.rows {
        if row.is_after_gap {
            let gap = GridCell { column_span: titles.len(), text: "……".to_owned(), ..GridCell::empty(0) };
            rows.push(GridRow { kind: RowKind::Body, cells: vec![gap] });
        }
        let cells = row.cells.iter().enumerate().map(|(at, text)| {
            let is_number = grid.columns.get(at).is_some_and(|(_, is_number)| *is_number);
            GridCell { is_marked: row.marks.contains(&at), ..cell(at, text, is_number) }
        });
        let note = has_notes.then(|| cell(columns, &row.note, false));
        rows.push(GridRow { kind: RowKind::Body, cells: cells.chain(note).collect() });
    }
    let halves = |at: usize| {
        let texts = rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.column == at && cell.column_span == 1);
        let widest = texts.map(|cell| width(&cell.text)).max().unwrap_or(0);
        u16::try_from((widest + 2).clamp(*DRAWN.start(), *DRAWN.end())).unwrap_or(0)
    };
    let widths = (0..titles.len()).map(halves).collect();
    [Piece::Note(grid.caption(lang)), Piece::Table(Grid { widths, rows, header_rows: 1 })]
}
