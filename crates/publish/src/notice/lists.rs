//! The enclosures of a notice: the list of findings, and the form for the reply.

use mingsuan_model::Decimal;

use super::wording::Wording;
use super::{Listed, base};
use crate::docx::letter::Part;
use crate::layout::{Align, Grid, GridCell, GridRow, RowKind};
use crate::report::{Lang, Row};

/// Relative widths of the columns.
const LIST: [u16; 7] = [5, 14, 19, 30, 12, 16, 24];
const REPLY: [u16; 5] = [5, 44, 36, 11, 14];
/// A cell has no more characters.
const LONGEST: usize = 400;

/// 附件1: what is to be mended.
pub(super) fn findings(listed: &[Listed<'_>], wording: &Wording, filled: &dyn Fn(&String) -> String) -> Vec<Part> {
    let rows = (1..).zip(listed).map(|(number, (docket, row))| {
        let advice = if row.advice.is_empty() { &wording.no_advice } else { &row.advice };
        [
            number.to_string(),
            cut(base(&docket.path)),
            cut(&row.place),
            cut(&format!("〔{}〕{}", Lang::Zh.severity(row.severity), row.message)),
            cut(&wanted(row)),
            cut(&row.basis.join("；")),
            cut(advice),
        ]
    });
    vec![
        Part::Mark("附件1".to_owned()),
        Part::EnclosureTitle(wording.enclosures[0].clone()),
        Part::Note(filled(&wording.list_note)),
        Part::Table(grid(&LIST, &wording.list_head, rows)),
        Part::Note(String::new()),
    ]
}

/// 附件2: the form for the reply.
pub(super) fn reply(listed: &[Listed<'_>], wording: &Wording, filled: &dyn Fn(&String) -> String) -> Vec<Part> {
    let rows = (1..).zip(listed).map(|(number, (docket, row))| {
        let problem = format!("{}，{}：{}", base(&docket.path), row.place, row.message);
        [number.to_string(), cut(&problem), String::new(), String::new(), String::new()]
    });
    vec![
        Part::Mark("附件2".to_owned()),
        Part::EnclosureTitle(wording.enclosures[1].clone()),
        Part::Note(filled(&wording.reply_note)),
        Part::Table(grid(&REPLY, &wording.reply_head, rows)),
        Part::Note(filled(&wording.reply_end)),
    ]
}

/// What should stand there, with its scale where it is money.
fn wanted(row: &Row) -> String {
    match row.wanted() {
        Some(value) if Decimal::parse(value.trim_start_matches(['≤', '≥'])).is_some() => {
            format!("{value}{}", row.scale_name())
        }
        Some(value) => value.to_owned(),
        None => "—".to_owned(),
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn grid<const N: usize>(widths: &[u16; N], head: &[String; N], rows: impl Iterator<Item = [String; N]>) -> Grid {
    let header = GridRow { kind: RowKind::Header, cells: cells(head.clone(), |_| Align::Center) };
    let body = rows.map(|row| GridRow {
        kind: RowKind::Body,
        cells: cells(row, |column| if column == 0 { Align::Center } else { Align::Left }),
    });
    Grid { widths: widths.to_vec(), rows: std::iter::once(header).chain(body).collect(), header_rows: 1 }
}

fn cells<const N: usize>(texts: [String; N], align: impl Fn(usize) -> Align) -> Vec<GridCell> {
    let cells = texts.into_iter().enumerate();
    cells.map(|(column, text)| GridCell { align: align(column), text, ..GridCell::empty(column) }).collect()
}
