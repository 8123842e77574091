//! What keeps a budget from being compiled: a reason that is missing, a figure of last year, a sum beyond all bounds.
//! Mistakes of the workbook's cells are found when it is read; what the printed document lacks is the rules' business.

use std::fmt;

use mingsuan_model::{Amount, Profile};

use crate::budget::{Budget, Part};
use crate::figures::Figure;

/// One thing that has to be mended before the budget can be compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The part of the workbook it is in.
    pub part: Part,
    /// The figure, field or row it is about.
    pub subject: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub advice: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "工作表“{}”{}：{}。{}", self.part.title(), self.subject, self.message, self.advice)
    }
}

impl Part {
    /// The name of the sheet.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Basics => "基本信息",
            Self::Lines => "支出明细",
            Self::Projects => "项目",
            Self::Indicators => "绩效指标",
            Self::Procurement => "政府采购",
            Self::Assets => "国有资产",
            Self::OfficialCosts => "三公经费",
            Self::Prior => "上年数",
            Self::Narrative => "文字说明",
        }
    }
}

/// Everything that stands in the way, at once.
pub(super) fn problems(budget: &Budget, profile: &Profile) -> Vec<Problem> {
    let mut problems = Vec::new();
    if budget.lines.is_empty() {
        problems.push(Problem {
            part: Part::Lines,
            subject: String::new(),
            message: "没有任何一行金额".into(),
            advice: "请逐行填写支出的功能科目、类别、资金来源和金额".into(),
        });
    }
    for figure in Figure::all() {
        let Some(now) = figure.amount(budget) else {
            if !figure.key.starts_with("asset-") {
                problems.push(overflow(figure));
            }
            continue;
        };
        if let Some(prior) = figure.prior(budget).filter(|_| lacks_reason(budget, figure, profile)) {
            problems.push(missing_reason(figure, now, prior));
        }
    }
    problems
}

/// Whether a figure changed so much that the text has to say why, and nobody has said it. An empty reason is one that
/// is known to be open.
pub(crate) fn lacks_reason(budget: &Budget, figure: &Figure, profile: &Profile) -> bool {
    let is_told =
        budget.narrative.reasons.get(&figure.key).is_some_and(|reason| reason.is_empty() || !reason.trim().is_empty());
    let (Some(now), Some(prior)) = (figure.amount(budget), figure.prior(budget)) else { return false };
    figure.reason && !is_told && is_large(now, prior, profile.thresholds.change_needs_reason_bp)
}

fn overflow(figure: &Figure) -> Problem {
    Problem {
        part: Part::Lines,
        subject: figure.name.clone(),
        message: "合计超出了可以计算的范围".into(),
        advice: "请检查金额的单位（万元还是元）和位数".into(),
    }
}

fn missing_reason(figure: &Figure, now: Amount, prior: Amount) -> Problem {
    let scale = mingsuan_model::Scale::TenThousand;
    Problem {
        part: Part::Narrative,
        subject: format!("“{}增减原因”", figure.name),
        message: format!(
            "{}由上年的{}万元变为{}万元，变动较大，没有写明主要原因",
            figure.name,
            prior.in_scale(scale, 2),
            now.in_scale(scale, 2)
        ),
        advice: "请写明主要原因（财预〔2016〕143号要求说明增减变化的原因）".into(),
    }
}

/// Whether a change needs a reason: from or to zero always, else beyond the threshold in basis points.
fn is_large(now: Amount, prior: Amount, threshold_bp: u32) -> bool {
    if now == prior {
        return false;
    }
    let (now, prior) = (i128::from(now.0), i128::from(prior.0));
    now == 0 || prior == 0 || (now - prior).abs() * 10_000 > prior.abs() * i128::from(threshold_bp)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_changes_are_told_from_small_ones() {
        for (now, prior, large) in [(0, 0, false), (1, 0, true), (0, 1, true), (110, 100, false), (111, 100, true)] {
            assert_eq!(is_large(Amount(now), Amount(prior), 1000), large, "{now} {prior}");
        }
    }
}
