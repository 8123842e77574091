//! Faults of completeness and form: statements, sections, notes, years, names and scales that are missing or wrong.

use super::site::{block_with, cells, replace, table_after, text_of, year};
use super::{FaultKind, Spot, kind};
use crate::draft::{CellRef, Draft, DraftBlock};
use crate::rng::Rng;

pub(super) const KINDS: &[FaultKind] = &[
    kind("statement-gone", "D001", statement_gone),
    kind("statement-twice", "D010", statement_twice),
    kind("section-gone", "D002", section_gone),
    kind("section-empty", "D003", section_empty),
    kind("note-gone", "D004", note_gone),
    kind("note-on-filled-statement", "D005", note_on_filled),
    kind("year-of-title", "D006", year_of_title),
    kind("year-of-statement", "D006", year_of_statement),
    kind("agency-of-statement", "D007", agency_of_statement),
    kind("scales-gone", "D008", scales_gone),
    kind("placeholder", "D009", placeholder),
    kind("term-twice", "D017", term_twice),
];

const STATEMENTS: [&str; 5] = [
    "单位预算收支总表",
    "单位预算收入总表",
    "单位预算支出总表",
    "单位预算财政拨款收支总表",
    "单位预算财政拨款“三公”经费支出表",
];

fn any_statement(draft: &Draft, rng: &mut Rng) -> Option<(usize, usize)> {
    let title = rng.word(&STATEMENTS);
    Some((draft.blocks.iter().position(|block| text_of(block) == Some(title))?, table_after(draft, title)?))
}

/// A statement by class with its heading.
fn statement_gone(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let title = STATEMENTS[1 + rng.below(2)];
    let at = block_with(draft, title)?;
    draft.blocks.drain(at..at + 2);
    Some(Spot::Document)
}

fn statement_twice(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let title = STATEMENTS[rng.below(3)];
    let at = block_with(draft, title)?;
    let copy: Vec<DraftBlock> = draft.blocks[at..at + 2].to_vec();
    draft.blocks.splice(at + 2..at + 2, copy);
    Some(Spot::Block(at + 2))
}

/// The glossary, the numbers of the sections put right.
fn section_gone(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    let (from, to) = (block_with(draft, "九、名词解释")?, block_with(draft, "十、其他需要说明的事项")?);
    replace(draft, to, "十、", "九、")?;
    draft.blocks.drain(from..to);
    Some(Spot::Document)
}

fn section_empty(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    let at = block_with(draft, "三、机关运行经费安排情况")?;
    draft.blocks.remove(at + 1);
    Some(Spot::Block(at))
}

/// The note below a statement without money.
fn note_gone(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    let at = block_with(draft, "国有资本经营预算财政拨款支出表")?;
    let note = draft.blocks.get(at + 2).and_then(text_of)?;
    note.contains("空表列示").then(|| draft.blocks.remove(at + 2))?;
    Some(Spot::Block(at))
}

fn note_on_filled(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    let at = block_with(draft, "单位预算财政拨款“三公”经费支出表")?;
    let next = draft.blocks.get(at + 2).and_then(text_of)?;
    if next.contains("空表列示") {
        return None;
    }
    let note = "注：本单位无财政拨款“三公”经费支出，本表以空表列示。";
    draft.blocks.insert(at + 2, DraftBlock::Paragraph(note.to_owned()));
    Some(Spot::Block(at + 2))
}

fn year_of_title(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    let year = year(draft)?;
    let at = block_with(draft, "年单位预算信息公开情况说明")?;
    replace(draft, at, &format!("{year}年"), &format!("{}年", year - 1))
}

/// A cell of a statement's caption that begins with a text.
fn caption(draft: &Draft, block: usize, passes: impl Fn(&CellRef, &str) -> bool) -> Option<(CellRef, String)> {
    cells(draft, block).into_iter().find(|(place, text)| place.row == 1 && passes(place, text))
}

fn year_of_statement(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let year = year(draft)?;
    let (at, block) = any_statement(draft, rng)?;
    let (place, _) = caption(draft, block, |_, text| text.starts_with("预算年度"))?;
    draft.set_cell(place, format!("预算年度：{}", year - 1)).then_some(Spot::Block(at))
}

fn agency_of_statement(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let (at, block) = any_statement(draft, rng)?;
    let (place, _) = caption(draft, block, |place, _| place.column == 1)?;
    draft.set_cell(place, "399001远山县气象台").then_some(Spot::Block(at))
}

/// No statement says in what its amounts are; it is told once, at the first.
fn scales_gone(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    let scales: Vec<CellRef> =
        draft.cells().into_iter().filter(|(_, cell)| cell.text.contains("单位：")).map(|(place, _)| place).collect();
    for place in scales {
        let kept = draft.cell_text(place)?.split(['（', '单']).next()?.to_owned();
        draft.set_cell(place, kept);
    }
    block_with(draft, STATEMENTS[0]).map(Spot::Block)
}

fn placeholder(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    let at = block_with(draft, "单位职责：")? + 1;
    replace(draft, at, "。", "，重点抓好XX工作。")
}

/// The first term once more at the end of the list, in other words.
fn term_twice(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    let end = block_with(draft, "十、其他需要说明的事项")?;
    let number = end - block_with(draft, "九、名词解释")?;
    let term = format!("{number}、财政拨款收入：由本级财政安排并拨付给单位使用的各类资金。");
    draft.blocks.insert(end, DraftBlock::Paragraph(term));
    Some(Spot::Block(end))
}
