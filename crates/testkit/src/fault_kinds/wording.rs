//! Faults of wording and typography: punctuation, brackets, numbering, words.

use super::site::{block_with, replace, replace_where, text_of, year};
use super::{FaultKind, Spot, kind};
use crate::draft::{Draft, DraftBlock};
use crate::rng::Rng;

pub(super) const KINDS: &[FaultKind] = &[
    kind("yu-missing", "T002", yu_missing),
    kind("words-doubled", "T005", words_doubled),
    kind("bracket-open", "T006", bracket_open),
    kind("numbering-skips", "T007", numbering_skips),
    kind("halfwidth-comma", "T009", halfwidth),
    kind("paragraph-twice", "T010", paragraph_twice),
    kind("number-malformed", "T011", malformed),
    kind("digits-fullwidth", "T012", fullwidth),
    kind("unit-missing", "T013", unit_missing),
    kind("brackets-empty", "T014", brackets_empty),
    kind("text-breaks-off", "T015", breaks_off),
    kind("bound-said-twice", "T018", bound_twice),
    kind("unit-doubled", "T019", unit_doubled),
    kind("date-impossible", "T020", impossible_date),
    kind("short-year", "T023", short_year),
    kind("punctuation-doubled", "T005", punctuation_doubled),
];

/// Replaces a part of the paragraph of other matters, the last of the document.
fn in_last(draft: &mut Draft, to: &str) -> Option<Spot> {
    let at = block_with(draft, "十、其他需要说明的事项")? + 1;
    replace(draft, at, "。", to)
}

fn yu_missing(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    replace_where(draft, "绩效指标：", "不低于", "不低")
}

fn words_doubled(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    replace_where(draft, "现将", "有关规定", "有关的的规定")
}

fn bracket_open(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    replace_where(draft, "公务用车购置及运维费", "）；公务接待费", "；公务接待费")
}

fn numbering_skips(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    replace_where(draft, "八、国有资产信息", "八、", "九、")?;
    let at = block_with(draft, "九、名词解释")?;
    replace(draft, at, "九、", "十、")?;
    let at = block_with(draft, "十、其他需要说明的事项")?;
    replace(draft, at, "十、", "十一、")?;
    block_with(draft, "九、国有资产信息").map(Spot::Block)
}

fn halfwidth(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    let at = block_with(draft, "单位职责：")? + 1;
    replace(draft, at, "，", ",")
}

fn paragraph_twice(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    let at = block_with(draft, "（一）总体绩效目标")? + 1;
    let text = text_of(draft.blocks.get(at)?)?.to_owned();
    draft.blocks.insert(at + 1, DraftBlock::Paragraph(text));
    Some(Spot::Block(at + 1))
}

fn malformed(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    in_last(draft, "，另有捐赠物资价值12.3.4万元。")
}

fn fullwidth(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    in_last(draft, "，现有志愿者３５人。")
}

fn unit_missing(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    let at = block_with(draft, "年支出预算")?;
    let text = text_of(&draft.blocks[at])?.to_owned();
    let unit = if text.contains("万元，其中基本支出") {
        "万元，其中基本支出"
    } else {
        "元，其中基本支出"
    };
    replace(draft, at, unit, "，其中基本支出")
}

fn brackets_empty(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    in_last(draft, "（）。")
}

fn breaks_off(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    let at = block_with(draft, "三、机关运行经费安排情况")? + 1;
    let text = text_of(draft.blocks.get(at)?)?.trim_end_matches('。').to_owned();
    replace(draft, at, &format!("{text}。"), &format!("{text}，"))
}

fn bound_twice(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    in_last(draft, "，全年检查不少于12次以上。")
}

fn unit_doubled(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    replace_where(draft, "年支出预算", "万元，其中基本支出", "万元万元，其中基本支出")
}

fn impossible_date(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    in_last(draft, "，以上信息于2月30日核对。")
}

fn short_year(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    let year = year(draft)?;
    let (long, short) = (format!("{}年预算", year - 1), format!("{}年预算", (year - 1) % 100));
    replace_where(draft, "年预算收支安排", &long, &short)
}

fn punctuation_doubled(draft: &mut Draft, _: &mut Rng) -> Option<Spot> {
    in_last(draft, "。。")
}
