//! The sheet 整改情况: a finding of the earlier or of the present report a row, with what was said then and now and what became
//! of it.

use rust_xlsxwriter::XlsxError;

use super::page::{Cell, Column, Page};
use super::{Sheet, findings};
use crate::report::Row;
use crate::report::round::{Fate, Rounds};

pub(super) const COLUMNS: [Column; 9] = [
    ("序号", 5),
    ("单位名称", 20),
    ("文件", 24),
    ("位置", 26),
    ("问题", 22),
    ("程度", 7),
    ("上次", 40),
    ("本次", 40),
    ("状态", 10),
];

/// What a row tells beside the finding itself.
struct Told<'t> {
    agency: &'t str,
    path: &'t str,
    before: &'t str,
    now: &'t str,
    fate: Fate,
}

pub(super) fn write(sheet: &Sheet, rounds: &Rounds, mut page: Page<'_>) -> Result<(), XlsxError> {
    let mut number = 0;
    let mut add = |row: &Row, told: &Told<'_>| {
        number += 1;
        page.add(&cells(number, row, told))
    };
    for (docket, round) in sheet.dockets.iter().zip(&sheet.rounds) {
        let (agency, path) = (&findings::agency(docket), docket.path.as_str());
        let Some(round) = round else { continue };
        for ((row, fate), was) in docket.rows.iter().zip(&round.fates).zip(&round.was) {
            let Some(fate) = *fate else { continue };
            add(row, &Told { agency, path, before: was.as_deref().unwrap_or("—"), now: &row.message, fate })?;
        }
        for row in &round.closed {
            add(row, &Told { agency, path, before: &row.message, now: "没有再发现", fate: Fate::Closed })?;
        }
        for row in &round.unconfirmed {
            let now = "本次没有检查到这一项，不能确认";
            add(row, &Told { agency, path, before: &row.message, now, fate: Fate::Unconfirmed })?;
        }
    }
    for (crossing, fate) in sheet.placed.iter().zip(&rounds.crossings) {
        let Some(fate) = *fate else { continue };
        let before = if fate == Fate::New { "—" } else { &crossing.1.message };
        add(&crossing.1, &Told { agency: "（文件之间）", path: &crossing.0, before, now: &crossing.1.message, fate })?;
    }
    let between =
        [(&rounds.closed, "没有再发现", Fate::Closed), (&rounds.unconfirmed, "本次没有比较", Fate::Unconfirmed)];
    for (rows, now, fate) in between {
        for (path, row) in rows {
            add(row, &Told { agency: "（文件之间）", path, before: &row.message, now, fate })?;
        }
    }
    for path in &rounds.missing {
        let mut cells = [const { Cell::Empty }; 9];
        cells[2] = Cell::text(path);
        cells[7] = Cell::text("上次有问题，本次没有送检");
        cells[8] = Cell::Bad("未送检".to_owned());
        page.add(&cells)?;
    }
    page.finish()
}

fn cells(number: usize, row: &Row, told: &Told<'_>) -> [Cell; 9] {
    let fate = match told.fate {
        Fate::Closed => Cell::Good(told.fate.name().to_owned()),
        Fate::Unconfirmed => Cell::Short(told.fate.name().to_owned()),
        Fate::Remaining | Fate::New => Cell::Bad(told.fate.name().to_owned()),
    };
    [
        Cell::Ordinal(number),
        Cell::text(told.agency),
        Cell::text(told.path),
        Cell::text(&row.place),
        Cell::Text(format!("{} {}", row.code, row.title())),
        Cell::Severity(row.severity),
        Cell::text(told.before),
        Cell::text(told.now),
        fate,
    ]
}
