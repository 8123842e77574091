//! Draft → WordprocessingML, written by hand: heading styles, borders, `gridSpan` and `vMerge`, wide tables on landscape pages.
//! Deflated, fixed time stamps.

use std::io;

use crate::draft::{Draft, DraftBlock, DraftCell, DraftTable, Slot};
use crate::xml::{escape, zip_parts};

mod parts;

/// Tables with more columns than this stand on a landscape page.
const WIDE_COLUMNS: usize = 9;
const PORTRAIT: (usize, usize) = (11906, 16838);
const MARGIN: usize = 1134;

/// The draft as a docx file.
pub fn write_docx(draft: &Draft) -> io::Result<Vec<u8>> {
    let mut body = String::new();
    let wide = orientations(draft);
    for (i, block) in draft.blocks.iter().enumerate() {
        if i > 0 && wide[i] != wide[i - 1] {
            body.push_str(&format!("<w:p><w:pPr><w:pStyle w:val=\"TableGap\"/>{}</w:pPr></w:p>", section(wide[i - 1])));
        }
        match block {
            DraftBlock::Heading(level, text) => {
                let starts_page = i > 0 && wide[i] == wide[i - 1] && *level == 1 && is_table(draft.blocks.get(i + 1));
                heading(*level, text, starts_page, is_table(draft.blocks.get(i + 1)), &mut body);
            }
            DraftBlock::Paragraph(text) => paragraph(text, is_table(draft.blocks.get(i + 1)), &mut body),
            DraftBlock::Table(table) => write_table(table, wide[i], &mut body),
        }
    }
    body.push_str(&section(wide.last().copied().unwrap_or(false)));
    zip_parts(&parts::all(&body))
}

fn is_table(block: Option<&DraftBlock>) -> bool {
    matches!(block, Some(DraftBlock::Table(_)))
}

/// Whether each block stands on a landscape page: wide tables with the heading above and the note below them.
fn orientations(draft: &Draft) -> Vec<bool> {
    let blocks = &draft.blocks;
    let mut wide: Vec<bool> = blocks
        .iter()
        .map(|block| matches!(block, DraftBlock::Table(table) if table.columns() > WIDE_COLUMNS))
        .collect();
    let is_note = |block: &DraftBlock| matches!(block, DraftBlock::Paragraph(text) if text.starts_with('注'));
    for i in 0..blocks.len() {
        if is_table(blocks.get(i)) && wide[i] {
            for j in (0..i).rev().take_while(|j| matches!(blocks[*j], DraftBlock::Heading(..))) {
                wide[j] = true;
            }
            // A short line directly above a table is its title.
            if i > 0 && matches!(&blocks[i - 1], DraftBlock::Paragraph(text) if text.chars().count() <= 30) {
                wide[i - 1] = true;
            }
            if blocks.get(i + 1).is_some_and(is_note) {
                wide[i + 1] = true;
            }
        }
    }
    wide
}

fn section(wide: bool) -> String {
    let (width, height, orient) =
        if wide { (PORTRAIT.1, PORTRAIT.0, " w:orient=\"landscape\"") } else { (PORTRAIT.0, PORTRAIT.1, "") };
    format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:type w:val=\"nextPage\"/>\
         <w:pgSz w:w=\"{width}\" w:h=\"{height}\"{orient}/><w:pgMar w:top=\"{MARGIN}\" w:right=\"{MARGIN}\" \
         w:bottom=\"{MARGIN}\" w:left=\"{MARGIN}\" w:header=\"720\" w:footer=\"720\" w:gutter=\"0\"/></w:sectPr>"
    )
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text))
}

fn heading(level: u8, text: &str, starts_page: bool, centred: bool, out: &mut String) {
    let style = if level == 0 { "Title".to_owned() } else { format!("Heading{level}") };
    let page = if starts_page { "<w:pageBreakBefore/>" } else { "" };
    let centre = if centred { "<w:ind w:firstLine=\"0\"/><w:jc w:val=\"center\"/>" } else { "" };
    out.push_str(&format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{page}{centre}</w:pPr>{}</w:p>", run(text)));
}

fn paragraph(text: &str, is_table_title: bool, out: &mut String) {
    let style = if text.starts_with('注') {
        "<w:pPr><w:pStyle w:val=\"TableNote\"/></w:pPr>"
    } else if is_table_title && text.chars().count() <= 30 {
        "<w:pPr><w:keepNext/><w:ind w:firstLine=\"0\"/><w:jc w:val=\"center\"/></w:pPr>"
    } else {
        ""
    };
    let lines: Vec<String> = text.split('\n').map(run).collect();
    out.push_str(&format!("<w:p>{style}{}</w:p>", lines.join("<w:r><w:br/></w:r>")));
}

fn write_table(table: &DraftTable, wide: bool, out: &mut String) {
    let grid = table.grid();
    let columns = grid.first().map_or(0, Vec::len);
    let room = if wide { PORTRAIT.1 } else { PORTRAIT.0 } - 2 * MARGIN;
    let widths = column_widths(table, &grid, room);
    out.push_str("<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/>");
    out.push_str(&format!("<w:tblW w:w=\"{room}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>"));
    out.push_str("<w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>");
    for width in &widths {
        out.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
    }
    out.push_str("</w:tblGrid>");
    for (r, line) in grid.iter().enumerate() {
        let repeat = if r < table.header_rows { "<w:tblHeader/>" } else { "" };
        out.push_str(&format!("<w:tr><w:trPr><w:cantSplit/>{repeat}<w:jc w:val=\"center\"/></w:trPr>"));
        for c in 0..columns {
            match line[c] {
                Slot::Origin(index) => {
                    let cell = &table.rows[r][index];
                    let width: usize = widths[c..(c + cell.colspan).min(columns)].iter().sum();
                    write_cell(table, r, c, cell, width, out);
                }
                Slot::Above(span) => {
                    let width: usize = widths[c..(c + span).min(columns)].iter().sum();
                    let span = grid_span(span);
                    out.push_str(&format!(
                        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}<w:vMerge/></w:tcPr><w:p/></w:tc>"
                    ));
                }
                Slot::Left => {}
                Slot::Free => out.push_str("<w:tc><w:p/></w:tc>"),
            }
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
    // Two tables in a row would grow together without a paragraph between them.
    out.push_str("<w:p><w:pPr><w:pStyle w:val=\"TableGap\"/></w:pPr></w:p>");
}

fn grid_span(columns: usize) -> String {
    if columns > 1 { format!("<w:gridSpan w:val=\"{columns}\"/>") } else { String::new() }
}

fn write_cell(table: &DraftTable, r: usize, c: usize, cell: &DraftCell, width: usize, out: &mut String) {
    let caption = table.has_caption && r == 0;
    let merge = if cell.rowspan > 1 { "<w:vMerge w:val=\"restart\"/>" } else { "" };
    let borders = if caption { parts::CAPTION_BORDERS } else { "" };
    out.push_str(&format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{}{merge}{borders}",
        grid_span(cell.colspan)
    ));
    out.push_str("<w:vAlign w:val=\"center\"/></w:tcPr>");
    let last = c + cell.colspan >= table.columns();
    let align = match (caption, r < table.header_rows) {
        (true, _) if last => "right",
        (true, _) if c == 0 => "left",
        (true, _) | (_, true) => "center",
        _ if is_money(&cell.text) => "right",
        _ if c == 0 && cell.text.chars().count() <= 9 && !cell.text.contains('、') => "center",
        _ => "left",
    };
    let style = if r < table.header_rows && !caption { "TableHead" } else { "TableText" };
    for line in cell.text.split('\n') {
        let text = if line.is_empty() { String::new() } else { run(line) };
        out.push_str(&format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/><w:jc w:val=\"{align}\"/></w:pPr>{text}</w:p>"
        ));
    }
    out.push_str("</w:tc>");
}

fn is_money(text: &str) -> bool {
    text.contains('.') && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'))
}

/// Widths in proportion to the longest text of each column, within bounds, filling the room.
fn column_widths(table: &DraftTable, grid: &[Vec<Slot>], room: usize) -> Vec<usize> {
    let columns = grid.first().map_or(0, Vec::len);
    let mut weights = vec![6_usize; columns];
    for (r, line) in grid.iter().enumerate().skip(usize::from(table.has_caption)) {
        for (c, slot) in line.iter().enumerate() {
            let Slot::Origin(index) = *slot else { continue };
            let cell = &table.rows[r][index];
            // Headers may break over lines, in wide tables names too, but not codes and amounts.
            let widest = match (columns > WIDE_COLUMNS, r < table.header_rows) {
                (_, true) => 12,
                (true, false) => 22,
                (false, false) => 26,
            };
            let wanted =
                if cell.text.is_ascii() { cell.text.len() * 6 / 5 + 3 } else { 2 * cell.text.chars().count() + 2 };
            let share = if cell.colspan == 1 { wanted.min(widest) } else { (wanted / cell.colspan).min(9) };
            for weight in &mut weights[c..(c + cell.colspan).min(columns)] {
                *weight = (*weight).max(share);
            }
        }
    }
    let total: usize = weights.iter().sum::<usize>().max(1);
    weights.iter().map(|w| w * room / total).collect()
}
