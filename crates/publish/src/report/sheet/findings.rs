//! The sheet 检查表: a row a finding, the worst of each document first; a document that could not be read is a row, too.

use std::cmp::Reverse;

use rust_xlsxwriter::XlsxError;

use super::Sheet;
use super::page::{Cell, Column, Page};
use crate::report::{Docket, Row};

pub(super) const COLUMNS: [Column; 14] = [
    ("序号", 5),
    ("单位名称", 15),
    ("文件", 16),
    ("位置", 21),
    ("程度", 6),
    ("问题", 32),
    ("应为", 13),
    ("实际", 13),
    ("差额", 13),
    ("金额单位", 6),
    ("依据", 18),
    ("处理建议", 22),
    ("规则", 11),
    ("豁免", 9),
];

pub(super) fn write(sheet: &Sheet, mut page: Page<'_>) -> Result<(), XlsxError> {
    let mut number = 0;
    for docket in &sheet.dockets {
        if let Some(message) = &docket.unreadable {
            number += 1;
            page.add(&unreadable(number, docket, message))?;
        }
        let mut rows: Vec<&Row> = docket.all().collect();
        rows.sort_by_key(|row| (row.waived.is_some(), Reverse(row.severity)));
        for row in rows {
            number += 1;
            page.add(&cells(number, &agency(docket), &docket.path, row))?;
        }
    }
    for (path, row) in &sheet.of_run {
        number += 1;
        page.add(&cells(number, "", path, row))?;
    }
    page.finish()
}

/// Its name, and its code where one is printed.
pub(super) fn agency(docket: &Docket) -> String {
    match docket.agency_code() {
        "" => docket.agency_name().to_owned(),
        code => format!("{}（{code}）", docket.agency_name()),
    }
}

fn unreadable(number: usize, docket: &Docket, message: &str) -> [Cell; 14] {
    let mut cells = [const { Cell::Empty }; 14];
    cells[0] = Cell::Ordinal(number);
    cells[2] = Cell::text(&docket.path);
    cells[3] = Cell::text("全文");
    cells[4] = Cell::Bad("无法读取".to_owned());
    cells[5] = Cell::text(message);
    cells
}

fn cells(number: usize, agency: &str, path: &str, row: &Row) -> [Cell; 14] {
    let severity = if row.waived.is_some() { Cell::Waived(row.severity) } else { Cell::Severity(row.severity) };
    let value = |text: Option<&str>| {
        text.map_or(Cell::Empty, |text| Cell::Printed { text: text.to_owned(), is_money: row.scale.is_some() })
    };
    [
        Cell::Ordinal(number),
        Cell::text(agency),
        Cell::text(path),
        Cell::text(&row.place),
        severity,
        Cell::text(&row.message),
        value(row.wanted()),
        value(row.actual.as_deref()),
        value(row.difference.as_deref()),
        Cell::Short(row.scale_name().to_owned()),
        Cell::Text(row.basis.join("；")),
        Cell::text(&row.advice),
        Cell::Text(format!("{} {}", row.code, row.title())),
        row.waived.as_ref().map_or(Cell::Empty, |reason| Cell::Text(format!("已豁免：{reason}"))),
    ]
}
