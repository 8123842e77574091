//! Layouts that no document of the authorities would give: nothing panics, nothing gets lost, nothing breaks out of its place.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use mingsuan_document::{Document, read};
use mingsuan_publish::layout::{Align, Grid, GridCell, GridRow, Layout, Orientation, Piece, RowKind, Section};
use support::WRITERS;

const ODD: [&str; 12] = [
    "<script>alert(1)</script>",
    "a & b &amp; \"c\" 'd'",
    "=SUM(A1:A9)",
    "+86-316-0000000",
    "-",
    "@用户",
    "]]>",
    "甲\u{0}\u{b}\u{1b}\u{ffff}乙",
    "很长很长的一个没有任何空格也没有标点的项目名称它比任何一列都要宽得多所以一定要折行才行",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    "一\n二",
    "𠮷野家😀",
];

fn cell(column: usize, text: &str) -> GridCell {
    GridCell { text: text.to_owned(), align: Align::Left, ..GridCell::empty(column) }
}

fn grid(texts: &[&str]) -> Grid {
    let row = |kind, cells| GridRow { kind, cells };
    let header = (0..3).map(|column| cell(column, "列")).collect();
    let body = texts.iter().map(|text| row(RowKind::Body, vec![cell(0, "行"), cell(1, text), cell(2, "")]));
    Grid {
        widths: vec![10, 20, 10],
        rows: std::iter::once(row(RowKind::Header, header)).chain(body).collect(),
        header_rows: 1,
    }
}

fn layout(pieces: Vec<Piece>) -> Layout {
    let section = Section { orientation: Orientation::Portrait, pieces };
    Layout { title: ODD[0].to_owned(), agency: ODD[1].to_owned(), sections: vec![section] }
}

/// All text of a document, blanks taken out.
fn text_of(document: &Document) -> String {
    let paragraphs = document.paragraphs().map(|paragraph| paragraph.text.as_str());
    let cells = document.tables().flat_map(|table| table.cells()).map(|cell| cell.text.as_str());
    paragraphs.chain(cells).collect::<String>().split_whitespace().collect()
}

/// What is left of a text in a file: no control characters, no blanks.
fn kept(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !c.is_whitespace() && *c != '\u{ffff}').collect()
}

#[test]
fn odd_text_comes_back_from_every_place() {
    for (name, write) in WRITERS {
        for odd in ODD {
            let text = odd.to_owned();
            let pieces = vec![
                Piece::Title(text.clone()),
                Piece::Heading(1, text.clone()),
                Piece::Paragraph(text.clone()),
                Piece::TableTitle(text.clone()),
                Piece::Table(grid(&[odd])),
                Piece::Note(text.clone()),
                Piece::StatementTitle(text),
                Piece::Table(grid(&[odd])),
            ];
            let bytes = write(&layout(pieces)).unwrap_or_else(|error| panic!("{name} {odd:?}: {error}"));
            let document = read(&bytes, &format!("odd.{name}")).unwrap();
            let found = text_of(&document).matches(&kept(odd)).count();
            assert!(found >= 8, "{name} {odd:?}: {found} times");
        }
    }
}

#[test]
fn nothing_of_a_text_is_markup_or_formula() {
    let pieces = ODD.iter().map(|odd| Piece::Paragraph((*odd).to_owned())).collect();
    let html = String::from_utf8(mingsuan_publish::html::write(&layout(pieces)).unwrap()).unwrap();
    assert!(!html.contains("<script"), "{html}");
    let book = mingsuan_publish::xlsx::write(&layout(vec![Piece::Table(grid(&ODD))])).unwrap();
    for part in support::parts(&book).values() {
        assert!(!part.contains("<f>"), "a formula: {part}");
    }
}

#[test]
fn empty_and_misshapen_grids_are_written() {
    let span = |column, column_span, row_span| GridCell { column_span, row_span, ..cell(column, "格") };
    let row = |cells| GridRow { kind: RowKind::Body, cells };
    let grids = [
        Grid { widths: vec![], rows: vec![], header_rows: 0 },
        Grid { widths: vec![5, 5], rows: vec![], header_rows: 3 },
        Grid { widths: vec![], rows: vec![row(vec![cell(0, "格")])], header_rows: 0 },
        Grid { widths: vec![0, 0], rows: vec![row(vec![cell(0, "格")])], header_rows: 9 },
        Grid { widths: vec![5, 5], rows: vec![row(vec![]), row(vec![cell(7, "格")])], header_rows: 1 },
        Grid { widths: vec![5, 5], rows: vec![row(vec![span(0, 9, 1)]), row(vec![span(1, 1, 1)])], header_rows: 0 },
        Grid { widths: vec![1; 120], rows: vec![row(vec![span(0, 120, 1)])], header_rows: 1 },
    ];
    for (name, write) in WRITERS {
        for (index, grid) in grids.iter().enumerate() {
            let bytes = write(&layout(vec![Piece::TableTitle("表".into()), Piece::Table(grid.clone())]));
            let bytes = bytes.unwrap_or_else(|error| panic!("{name} {index}: {error}"));
            assert!(text_of(&read(&bytes, &format!("odd.{name}")).unwrap()).contains('表'), "{name} {index}");
        }
        write(&Layout::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[test]
fn text_longer_than_a_row_of_a_workbook_is_seen_whole() {
    let long = "一个句子。".repeat(600);
    let book = mingsuan_publish::xlsx::write(&layout(vec![Piece::Paragraph(long.clone())])).unwrap();
    let document = read(&book, "long.xlsx").unwrap();
    let table = document.tables().next().unwrap();
    assert_eq!(table.cells()[0].text.trim(), long);
    assert!(table.cells()[0].row_span >= 5, "{} rows", table.cells()[0].row_span);
}
