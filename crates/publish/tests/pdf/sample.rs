//! Layouts made up by hand: every kind of piece, wide and long tables, merged headers, and things no sane author writes.

use mingsuan_publish::layout::{Align, Grid, GridCell, GridRow, Layout, Orientation, Piece, RowKind, Section};
use mingsuan_testkit::Rng;

pub(crate) const AGENCY: &str = "云山县林业和草原局";
pub(crate) const TITLE: &str = "云山县林业和草原局2026年单位预算";

pub(crate) fn cell(column: usize, column_span: usize, row_span: usize, text: &str) -> GridCell {
    let is_number = text.parse::<f64>().is_ok();
    let align = if is_number { Align::Right } else { Align::Left };
    GridCell { column_span, row_span, text: text.to_owned(), align, is_number, ..GridCell::empty(column) }
}

pub(crate) fn row(kind: RowKind, texts: &[&str]) -> GridRow {
    let cells = texts.iter().enumerate().map(|(column, text)| cell(column, 1, 1, text));
    let align = |cell: GridCell| if kind == RowKind::Header { GridCell { align: Align::Center, ..cell } } else { cell };
    GridRow { kind, cells: cells.map(align).collect() }
}

pub(crate) fn grid(columns: usize, header_rows: usize, rows: Vec<GridRow>) -> Piece {
    Piece::Table(Grid { widths: vec![1; columns], rows, header_rows })
}

pub(crate) fn section(orientation: Orientation, pieces: Vec<Piece>) -> Section {
    Section { orientation, pieces }
}

/// A layout of one upright section.
pub(crate) fn of_pieces(pieces: Vec<Piece>) -> Layout {
    let sections = vec![section(Orientation::Portrait, pieces)];
    Layout { title: TITLE.to_owned(), agency: AGENCY.to_owned(), sections }
}

fn heading(level: u8, text: &str) -> Piece {
    Piece::Heading(level, text.to_owned())
}

fn paragraph(text: &str) -> Piece {
    Piece::Paragraph(text.to_owned())
}

/// Everything a disclosure has.
pub(crate) fn whole() -> Layout {
    let text =
        "按照预算管理有关规定，本单位全部收入和支出都反映在预算中。2026年安排收入1234.56万元，比上年增加12.30万元。";
    let cover = vec![
        Piece::Title(AGENCY.to_owned()),
        Piece::Title("2026年单位预算公开".to_owned()),
        paragraph("二〇二六年二月"),
    ];
    let narrative = vec![
        Piece::Title("2026年单位预算公开说明".to_owned()),
        heading(1, "一、单位职责及机构设置情况"),
        paragraph(&text.repeat(6)),
        heading(2, "（一）机构设置"),
        Piece::TableTitle("单位机构设置情况".to_owned()),
        grid(
            3,
            1,
            vec![
                row(RowKind::Header, &["单位名称", "单位性质", "经费保障形式"]),
                row(RowKind::Body, &[AGENCY, "行政", "财政拨款"]),
            ],
        ),
        heading(1, "二、收支情况"),
        paragraph(text),
        paragraph(&text.repeat(12)),
    ];
    let empty = vec![
        Piece::StatementTitle("单位预算政府性基金预算财政拨款支出表".to_owned()),
        grid(3, 1, vec![row(RowKind::Header, &["科目编码", "科目名称", "合计"])]),
        Piece::Note("注：本单位无政府性基金预算财政拨款支出，空表列示。".to_owned()),
    ];
    Layout {
        title: TITLE.to_owned(),
        agency: AGENCY.to_owned(),
        sections: vec![
            section(Orientation::Portrait, cover),
            section(Orientation::Landscape, vec![Piece::StatementTitle("单位预算支出总表".to_owned()), wide()]),
            section(Orientation::Portrait, vec![Piece::StatementTitle("单位预算项目支出表".to_owned()), long()]),
            section(Orientation::Portrait, empty),
            section(Orientation::Portrait, narrative),
        ],
    }
}

/// Fifteen columns under a merged header of three rows.
fn wide() -> Piece {
    let caption =
        vec![cell(0, 5, 1, "339001云山县林业和草原局"), cell(6, 3, 1, "预算年度：2026"), cell(14, 1, 1, "单位：万元")];
    let top = vec![
        cell(0, 2, 1, "功能分类科目"),
        cell(2, 1, 2, "合计"),
        cell(3, 6, 1, "基本支出"),
        cell(9, 6, 1, "项目支出"),
    ];
    let kinds = ["小计", "一般公共预算财政拨款", "政府性基金", "国有资本经营", "财政专户管理资金", "单位资金"];
    let mut second = vec![cell(0, 1, 1, "科目编码"), cell(1, 1, 1, "科目名称")];
    second.extend(kinds.iter().cycle().take(12).enumerate().map(|(index, text)| cell(index + 3, 1, 1, text)));
    let header = |cells: Vec<GridCell>| GridRow {
        kind: RowKind::Header,
        cells: cells.into_iter().map(|cell| GridCell { align: Align::Center, ..cell }).collect(),
    };
    let mut rows = vec![GridRow { kind: RowKind::Caption, cells: caption }, header(top), header(second)];
    for index in 0..20 {
        let amounts: Vec<String> =
            (0..13).map(|column| format!("{}.{:02}", 10_000 + index * 131 + column * 17, column)).collect();
        let mut texts = vec!["2130205", "森林资源培育与其他林业和草原支出"];
        texts.extend(amounts.iter().map(String::as_str));
        rows.push(row(if index == 0 { RowKind::Total } else { RowKind::Body }, &texts));
    }
    grid(15, 3, rows)
}

/// Two hundred rows.
fn long() -> Piece {
    let mut rows = vec![row(RowKind::Header, &["序号", "项目名称", "金额"])];
    for index in 1..=200 {
        let name = format!("森林管护第{index}标段项目经费");
        rows.push(row(RowKind::Body, &[&index.to_string(), &name, &format!("{index}.50")]));
    }
    grid(3, 1, rows)
}

/// A sentence, and how often it stands in a cell that no page holds.
pub(crate) const TALL: &str = "很长的说明文字，一页放不下。";
pub(crate) const TALL_TIMES: usize = 300;

/// What no sane author writes.
pub(crate) fn hostile() -> Layout {
    let markup = "#[*粗*] $x^2$ `raw` _下_ @ref <label> // 注 /* 注 */ \\u{41} #panic() ~ -- \"引\" '号' = 一 + 二";
    let unbroken = "ABCDEFGHIJ0123456789".repeat(15);
    let span = |column, column_span, row_span, text: &str| cell(column, column_span, row_span, text);
    let body = |cells| GridRow { kind: RowKind::Body, cells };
    let overlapping = vec![
        body(vec![span(0, 3, 3, "甲一"), span(1, 2, 2, "乙二"), span(1, 1, 1, "丙三")]),
        body(vec![span(0, 9, 9, "丁四"), span(2, usize::MAX, usize::MAX, "戊五")]),
        body(vec![]),
        body(vec![span(usize::MAX, 1, 1, "己六"), span(1, 0, 0, "庚七")]),
    ];
    let tall = TALL.repeat(TALL_TIMES);
    let narrow: Vec<String> = (0..40).map(|column| format!("{column}23456.78")).collect();
    let narrow: Vec<&str> = narrow.iter().map(String::as_str).collect();
    let pieces = vec![
        Piece::Title(String::new()),
        Piece::Heading(0, markup.to_owned()),
        Piece::Heading(255, "\u{200b}".to_owned()),
        Piece::Heading(7, "级别跳跃的标题".to_owned()),
        Piece::TableTitle(markup.to_owned()),
        paragraph(markup),
        paragraph("控制\u{0}字符\u{1}之\u{7}间\u{202e}倒\u{feff}序\r\n第二段\u{2028}第三段\t制表"),
        paragraph(&unbroken),
        Piece::Heading(1, unbroken.clone()),
        Piece::Note(format!("{markup}\n{unbroken}")),
        grid(0, 0, vec![]),
        grid(3, 7, vec![body(vec![]), body(vec![])]),
        grid(4, 2, overlapping),
        grid(2, 1, vec![row(RowKind::Header, &[&tall, "头"]), row(RowKind::Body, &["身", "体"])]),
        grid(2, 1, vec![row(RowKind::Header, &["头", "部"]), row(RowKind::Body, &["身", &tall])]),
        grid(3, 0, vec![row(RowKind::Body, &["说明", markup, &unbroken])]),
        grid(40, 1, vec![row(RowKind::Header, &narrow), row(RowKind::Body, &narrow)]),
        grid(1, 1, vec![row(RowKind::Header, &["只有表头"])]),
        many_rows_in_one_cell(),
    ];
    of_pieces(pieces)
}

/// A cell that spans rows over several pages.
fn many_rows_in_one_cell() -> Piece {
    let mut rows =
        vec![GridRow { kind: RowKind::Body, cells: vec![cell(0, 1, 120, "产出指标"), cell(1, 1, 1, "指标")] }];
    rows.extend(
        (1..120).map(|index| GridRow { kind: RowKind::Body, cells: vec![cell(1, 1, 1, &format!("指标{index}"))] }),
    );
    grid(2, 0, rows)
}

/// Cells anywhere, spans of any size, headers of any height.
pub(crate) fn random_grid(number: usize, rng: &mut Rng) -> Piece {
    let (columns, rows) = (1 + rng.below(9), 1 + rng.below(8));
    let kinds = [RowKind::Header, RowKind::Body, RowKind::Body, RowKind::Total];
    let cells = |row: usize, rng: &mut Rng| {
        let count = rng.below(columns + 1);
        let one = |index: usize, rng: &mut Rng| {
            let text = format!("{number}号{row}行{index}格");
            cell(rng.below(columns), 1 + rng.below(4), 1 + rng.below(4), &text)
        };
        (0..count).map(|index| one(index, rng)).collect::<Vec<_>>()
    };
    let rows = (0..rows).map(|row| GridRow { kind: kinds[rng.below(4)], cells: cells(row, rng) }).collect();
    Piece::Table(Grid { widths: vec![1; rng.below(10)], rows, header_rows: rng.below(5) })
}
