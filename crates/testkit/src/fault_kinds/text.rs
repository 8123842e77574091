//! Faults where the text speaks of numbers: amounts, sums, directions, years, reasons and project names.

use super::site::{block_with, replace, replace_where, spoiled, text_of, year};
use super::{FaultKind, Spot, kind};
use crate::draft::Draft;
use crate::faults::{text_numbers, with_text_number};
use crate::rng::Rng;

pub(super) const KINDS: &[FaultKind] = &[
    kind("text-amount", "N001", text_amount),
    kind("operating-costs-amount", "X004", operating_amount),
    kind("text-sum", "N002", text_sum),
    kind("text-change", "N003", text_change),
    kind("direction", "N003", direction),
    kind("project-left-out", "N005", project_left_out),
    kind("use-without-item", "N006", use_without_item),
    kind("reason-gone", "N008", reason_gone),
    kind("base-year", "N014", base_year),
];

/// Changes a digit of the `n`-th amount of the first paragraph that holds a text.
fn amount(draft: &mut Draft, with: &str, n: usize, rng: &mut Rng) -> Option<Spot> {
    let block = block_with(draft, with)?;
    let all = text_numbers(draft).into_iter().filter(|number| number.block == block && number.is_money);
    let number = all.collect::<Vec<_>>().get(n).filter(|number| number.text != "0.00")?.clone();
    let text = spoiled(&number.text, rng);
    *draft = with_text_number(draft, &number, &text)?;
    Some(Spot::Block(block))
}

/// The total of expenditure in the text.
fn text_amount(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    amount(draft, "年支出预算", 0, rng)
}

fn operating_amount(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    amount(draft, "机关运行经费共计安排", 0, rng)
}

/// 人员经费 of basic expenditure, where no statement has it as such.
fn text_sum(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let block = block_with(draft, "年支出预算")?;
    let amounts: Vec<_> = text_numbers(draft).into_iter().filter(|n| n.block == block && n.is_money).collect();
    let is_in_a_table = |text: &str| draft.cells().iter().any(|(_, cell)| cell.text.replace(',', "") == text);
    // Tables in another scale than the text show the total in other digits.
    let [whole, _, staff, ..] = amounts.as_slice() else { return None };
    let alone = is_in_a_table(&whole.text) && !is_in_a_table(&staff.text);
    alone.then(|| amount(draft, "年支出预算", 2, rng)).flatten()
}

/// By how much basic expenditure changed.
fn text_change(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    amount(draft, "年预算收支安排", 1, rng)
}

/// 增加 for 减少, or the reverse, in the change of the whole.
fn direction(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    replace_where(draft, "年预算收支安排", "年预算增加", "年预算减少")
        .or_else(|| replace_where(draft, "年预算收支安排", "年预算减少", "年预算增加"))
}

/// One of several projects is not in the list of the text.
fn project_left_out(draft: &mut Draft, rng: &mut Rng) -> Option<Spot> {
    let block = block_with(draft, "年支出预算")?;
    let text = text_of(&draft.blocks[block])?;
    let list = text.split_once("，主要为")?.1.trim_end_matches('。');
    let names: Vec<String> = list.split('、').map(str::to_owned).collect();
    let list = list.to_owned();
    let gone = rng.pick(&names).filter(|_| names.len() > 2)?;
    let rest: Vec<&str> = names.iter().filter(|name| *name != gone).map(String::as_str).collect();
    replace(draft, block, &list, &rest.join("、"))
}

/// Operating costs are said to pay for something that has no item.
fn use_without_item(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    let is_paid = |code: &str| draft.cells().iter().any(|(_, cell)| cell.text == code);
    let uses = [("差旅费", "30211"), ("印刷费", "30202"), ("维修费", "30213"), ("培训费", "30216")];
    let (name, _) = uses.into_iter().find(|(_, code)| !is_paid(code))?;
    replace_where(draft, "机关运行经费共计安排", "主要用于", &format!("主要用于{name}、"))
}

/// No reason is left for a change that is told.
fn reason_gone(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    let block = block_with(draft, "年预算收支安排")?;
    let mut spot = None;
    while let Some((_, rest)) = text_of(&draft.blocks[block])?.split_once("，主要") {
        let reason = format!("，主要{}", rest.split('。').next()?);
        spot = replace(draft, block, &reason, "");
    }
    spot
}

fn base_year(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    let year = year(draft)?;
    replace_where(draft, "年预算收支安排", &format!("{}年预算", year - 1), &format!("{}年预算", year - 2))
}
