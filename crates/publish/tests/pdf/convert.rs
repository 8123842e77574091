//! A document as a layout, for tests that want a real one: titles, headings and headers by simple guesses.
//! What a publication really looks like is decided elsewhere.

use mingsuan_document::{Block, Cell, Document, Table};
use mingsuan_publish::layout::{Align, Grid, GridCell, GridRow, Layout, Orientation, Piece, RowKind, Section};

/// Statements come each on a section of its own, text and its tables on one.
pub(crate) fn layout(document: &Document, title: &str, agency: &str) -> Layout {
    let mut sections: Vec<Section> = Vec::new();
    let title_piece = Piece::Title(title.to_owned());
    sections.push(Section { orientation: Orientation::Portrait, pieces: vec![title_piece] });
    let mut is_text = false;
    for (index, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Paragraph(paragraph) if paragraph.text.trim().is_empty() => {}
            Block::Paragraph(paragraph) => {
                let text = paragraph.text.trim();
                let before_table = document.blocks[index + 1..].iter().find_map(|block| match block {
                    Block::Table(table) => Some(Some(table)),
                    Block::Paragraph(paragraph) if paragraph.text.trim().is_empty() => None,
                    Block::Paragraph(_) => Some(None),
                });
                let piece = match before_table.flatten() {
                    Some(table) if text.starts_with("单位预算") && text.chars().count() < 30 => {
                        let orientation =
                            if table.columns() > 6 { Orientation::Landscape } else { Orientation::Portrait };
                        sections.push(Section { orientation, pieces: vec![] });
                        is_text = false;
                        Piece::StatementTitle(text.to_owned())
                    }
                    Some(_) if text.chars().count() < 40 => Piece::TableTitle(text.to_owned()),
                    _ => text_piece(text),
                };
                if !is_text && !matches!(piece, Piece::StatementTitle(_) | Piece::Note(_)) {
                    sections.push(Section { orientation: Orientation::Portrait, pieces: vec![] });
                    is_text = true;
                }
                push(&mut sections, piece);
            }
            Block::Table(table) => push(&mut sections, Piece::Table(grid(table))),
        }
    }
    Layout { title: title.to_owned(), agency: agency.to_owned(), sections }
}

fn push(sections: &mut [Section], piece: Piece) {
    sections.last_mut().expect("the title page is first").pieces.push(piece);
}

fn text_piece(text: &str) -> Piece {
    let is_short = text.chars().count() < 40 && !text.ends_with(['。', '；', '：']);
    let begins = |signs: &str| text.chars().next().is_some_and(|c| signs.contains(c));
    if is_short && begins("一二三四五六七八九十") && text.contains('、') {
        Piece::Heading(1, text.to_owned())
    } else if is_short && begins("（") {
        Piece::Heading(2, text.to_owned())
    } else if begins("注") {
        Piece::Note(text.to_owned())
    } else {
        Piece::Paragraph(text.to_owned())
    }
}

fn grid(table: &Table) -> Grid {
    let is_number = |cell: &Cell| cell.text.trim().parse::<f64>().is_ok();
    let first =
        (0..table.rows()).find(|row| table.row_cells(*row).any(|cell| is_number(cell) && cell.text.contains('.')));
    let header_rows = first.unwrap_or(0).min(5);
    let rows = (0..table.rows()).map(|row| {
        let cells: Vec<&Cell> = table.row_cells(row).collect();
        let is_total = cells.iter().any(|cell| matches!(cell.text.trim(), "合计" | "本年收入合计" | "总计"));
        let kind = match () {
            () if row < header_rows && cells.iter().any(|cell| cell.text.contains("单位：")) => RowKind::Caption,
            () if row < header_rows => RowKind::Header,
            () if is_total => RowKind::Total,
            () => RowKind::Body,
        };
        let cell = |cell: &&Cell| GridCell {
            column: cell.column,
            column_span: cell.column_span,
            row_span: cell.row_span,
            text: cell.text.clone(),
            align: match kind {
                RowKind::Header => Align::Center,
                _ if is_number(cell) && cell.text.contains('.') => Align::Right,
                _ => Align::Left,
            },
            is_number: is_number(cell) && cell.text.contains('.'),
            indent: 0,
        };
        GridRow { kind, cells: cells.iter().map(cell).collect() }
    });
    Grid { widths: vec![1; table.columns()], rows: rows.collect(), header_rows }
}
