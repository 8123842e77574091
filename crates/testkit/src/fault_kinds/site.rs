//! Finding a site for a fault: tables by their headings, cells by row and column, paragraphs by their words.
//! No faults here.

use crate::draft::{CellRef, Draft, DraftBlock, DraftTable};
use crate::faults::{digit_changed, is_money};
use crate::rng::Rng;

use super::Spot;

/// The table that follows the first heading or paragraph with a text.
pub(super) fn table_after(draft: &Draft, title: &str) -> Option<usize> {
    let at = draft.blocks.iter().position(|block| text_of(block).is_some_and(|text| text == title))?;
    (at..draft.blocks.len()).find(|block| matches!(draft.blocks[*block], DraftBlock::Table(_)))
}

/// The text of a heading or paragraph.
pub(super) fn text_of(block: &DraftBlock) -> Option<&str> {
    match block {
        DraftBlock::Heading(_, text) | DraftBlock::Paragraph(text) => Some(text),
        DraftBlock::Table(_) => None,
    }
}

/// The first heading or paragraph that holds a text.
pub(super) fn block_with(draft: &Draft, part: &str) -> Option<usize> {
    draft.blocks.iter().position(|block| text_of(block).is_some_and(|text| text.contains(part)))
}

/// The table of a block.
pub(super) fn table(draft: &mut Draft, block: usize) -> Option<&mut DraftTable> {
    match draft.blocks.get_mut(block)? {
        DraftBlock::Table(table) => Some(table),
        _ => None,
    }
}

/// The cells of a table with their texts.
pub(super) fn cells(draft: &Draft, block: usize) -> Vec<(CellRef, String)> {
    let here = draft.cells().into_iter().filter(|(place, _)| place.block == block);
    here.map(|(place, cell)| (place, cell.text.clone())).collect()
}

/// The texts of a table's rows by grid column, for rows without merged cells.
pub(super) fn rows(draft: &Draft, block: usize) -> Vec<(usize, Vec<(CellRef, String)>)> {
    let mut rows: Vec<(usize, Vec<(CellRef, String)>)> = Vec::new();
    for (place, text) in cells(draft, block) {
        match rows.last_mut() {
            Some((row, list)) if *row == place.row => list.push((place, text)),
            _ => rows.push((place.row, vec![(place, text)])),
        }
    }
    rows
}

/// Writes a text into a cell.
pub(super) fn set(draft: &mut Draft, place: CellRef, text: impl Into<String>) -> Option<Spot> {
    draft.set_cell(place, text).then_some(Spot::Cell(place))
}

/// Changes a digit of one of some cells that hold amounts.
pub(super) fn spoil(draft: &mut Draft, places: &[(CellRef, String)], rng: &mut Rng) -> Option<Spot> {
    let amounts: Vec<_> = places.iter().filter(|(_, text)| is_money(text)).collect();
    let (place, text) = rng.pick(&amounts)?;
    set(draft, *place, spoiled(text, rng))
}

/// The amount with one digit changed by enough to be no matter of rounding: none behind the point.
pub(super) fn spoiled(text: &str, rng: &mut Rng) -> String {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    format!("{}.{fraction}", digit_changed(whole, rng))
}

/// Replaces a part of a heading or paragraph.
pub(super) fn replace(draft: &mut Draft, block: usize, from: &str, to: &str) -> Option<Spot> {
    let (DraftBlock::Paragraph(text) | DraftBlock::Heading(_, text)) = draft.blocks.get_mut(block)? else {
        return None;
    };
    let changed = text.contains(from).then(|| text.replacen(from, to, 1))?;
    *text = changed;
    Some(Spot::Block(block))
}

/// Replaces a part of the first heading or paragraph that holds `with` and `from`.
pub(super) fn replace_where(draft: &mut Draft, with: &str, from: &str, to: &str) -> Option<Spot> {
    let holds = |text: &str| text.contains(with) && text.contains(from);
    let at = draft.blocks.iter().position(|block| text_of(block).is_some_and(holds))?;
    replace(draft, at, from, to)
}

/// The two tables of each project: money and indicators.
pub(super) fn projects(draft: &Draft) -> Vec<(usize, usize)> {
    let titles = draft.blocks.iter().enumerate();
    let titled = titles.filter(|(_, block)| text_of(block).is_some_and(|text| text.ends_with("绩效目标表")));
    titled.map(|(at, _)| (at + 1, at + 2)).collect()
}

/// The cell right of a label in a table.
pub(super) fn beside(draft: &Draft, block: usize, label: &str) -> Option<(CellRef, String)> {
    let all = cells(draft, block);
    let at = all.iter().position(|(_, text)| text.replace(' ', "") == label)?;
    all.get(at + 1).filter(|(place, _)| place.row == all[at].0.row).cloned()
}

/// The year of the document.
pub(super) fn year(draft: &Draft) -> Option<u16> {
    let title = block_with(draft, "年单位预算信息公开情况说明")?;
    text_of(&draft.blocks[title])?.get(..4)?.parse().ok()
}
