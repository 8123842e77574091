//! The order of the sheets: one that a line of a text sheet links to stands behind that line, as it would in a document.
//! What a sheet holds is read in `sheet.rs`.

use std::collections::HashMap;
use std::sync::Arc;

use super::sheet::Link;
use crate::content::{Block, Cell, Spans, Table, TableBuilder};

/// The sheets in reading order, given the links of each by its name. A sheet of text is cut at its links; a sheet is moved
/// once, and only towards the front.
pub(super) fn ordered(sheets: Vec<Block>, mut links: HashMap<Arc<str>, Vec<Link>>) -> Vec<Block> {
    let mut waiting: Vec<Option<Block>> = sheets.into_iter().map(Some).collect();
    let mut blocks = Vec::new();
    for at in 0..waiting.len() {
        let Some(block) = waiting[at].take() else { continue };
        let own = name_of(&block).and_then(|name| links.remove(name)).unwrap_or_default();
        match block {
            Block::Table(table) if !own.is_empty() && is_text(&table) => {
                follow(&table, &own, &mut waiting[at + 1..], &mut blocks);
            }
            block => blocks.push(block),
        }
    }
    blocks
}

/// Adds a sheet of text, and behind each line the sheet that it links to, if that is still waiting.
fn follow(table: &Table, links: &[Link], waiting: &mut [Option<Block>], blocks: &mut Vec<Block>) {
    let links: HashMap<u32, &str> = links.iter().map(|(row, name)| (*row, name.as_str())).collect();
    let mut from = 0;
    for cell in table.cells() {
        let Some(target) = cell.place.row.and_then(|row| links.get(&row)) else { continue };
        let is_target =
            |other: &&mut Option<Block>| other.as_ref().and_then(name_of).is_some_and(|name| **name == **target);
        if let Some(block) = waiting.iter_mut().find(is_target).and_then(Option::take) {
            let to = cell.row + cell.row_span;
            blocks.extend(rows(table, from, to).map(Block::Table));
            blocks.push(block);
            from = to;
        }
    }
    blocks.extend(rows(table, from, table.rows()).map(Block::Table));
}

fn name_of(block: &Block) -> Option<&Arc<str>> {
    match block {
        Block::Table(table) => table.place.sheet.as_ref(),
        Block::Paragraph(_) => None,
    }
}

/// Whether every row holds one text at most.
fn is_text(table: &Table) -> bool {
    (0..table.rows()).all(|row| table.row_cells(row).count() <= 1)
}

/// Some rows of a table as one of their own; nothing when they are empty.
fn rows(table: &Table, from: usize, to: usize) -> Option<Table> {
    let mut builder = TableBuilder::new(Spans::Known, table.place.clone());
    let cells = table.cells();
    let start = cells.partition_point(|cell| cell.row < from);
    for cell in cells[start..].iter().take_while(|cell| cell.row < to) {
        let Cell { row, column, row_span, column_span, text, place } = cell.clone();
        builder.put(row - from, column, text, column_span, row_span, place);
    }
    builder.finish(None)
}

#[cfg(test)]
mod tests {
    use mingsuan_model::Place;

    use super::*;

    fn sheet(name: &str, columns: usize, texts: &[&str]) -> Block {
        let mut builder = TableBuilder::new(Spans::Known, Place { sheet: Some(name.into()), ..Place::default() });
        for (index, text) in texts.iter().enumerate() {
            builder.put(index / columns, index % columns, (*text).to_owned(), 1, 1, Place::default());
        }
        Block::Table(builder.finish(None).expect("the sheet has cells"))
    }

    fn shown(sheets: Vec<Block>, links: &[(&str, &[(u32, &str)])]) -> Vec<String> {
        let links = links.iter().map(|(sheet, links)| {
            let links = links.iter().map(|(row, name)| (*row, (*name).to_owned())).collect();
            ((*sheet).into(), links)
        });
        let texts = |block: &Block| match block {
            Block::Table(table) => table.cells().iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" "),
            Block::Paragraph(paragraph) => paragraph.text.clone(),
        };
        ordered(sheets, links.collect()).iter().map(texts).collect()
    }

    #[test]
    fn linked_sheets_stand_behind_their_line() {
        let sheets = vec![
            sheet("总表", 1, &["总"]),
            sheet("说明", 1, &["一", "二", "三", "四"]),
            sheet("房", 1, &["房"]),
            sheet("购", 1, &["购"]),
        ];
        let links: [(&str, &[(u32, &str)]); 2] =
            [("说明", &[(2, "购"), (2, "购"), (3, "总表"), (4, "没有")]), ("购", &[(1, "说明")])];
        assert_eq!(shown(sheets, &links), ["总", "一 二", "购", "三 四", "房"]);
    }

    #[test]
    fn links_of_tables_move_nothing() {
        let sheets = vec![sheet("宽", 2, &["格", "格"]), sheet("前", 1, &["前"]), sheet("后", 1, &["后"])];
        assert_eq!(shown(sheets, &[("宽", &[(1, "后")])]), ["格 格", "前", "后"]);
    }
}
