//! What stated totals (尾差) bring into the compiled disclosure: sums that are off by no more than the totals were stated off.
//! Whether a stated total is rounding at all is checked when the workbook is read.

use mingsuan_model::{Amount, Decimal, Finding, Severity};

use crate::budget::Budget;

/// Lowers the findings on sums that the budget's stated totals explain to warnings: the totals are printed as stated, and
/// the workbook says so. Sums that are off by more stay errors.
pub fn explain_rounding(budget: &Budget, findings: &mut [Finding]) {
    let slack: u64 =
        budget.stated.iter().fold(0, |slack, stated| slack.saturating_add(stated.printed.0.abs_diff(stated.sum.0)));
    let off = |finding: &Finding| {
        let difference = Decimal::parse(finding.difference.as_deref()?)?;
        Some(Amount::from_printed(difference, finding.scale?)?.0.unsigned_abs())
    };
    let of_sums =
        findings.iter_mut().filter(|finding| finding.severity == Severity::Error && finding.code.starts_with('A'));
    for finding in of_sums {
        if off(finding).is_some_and(|off| off <= slack) {
            finding.severity = Severity::Warning;
            "这是工作簿所列的尾差：合计按原文列示，没有按明细重算；要使其相等，请删去该尾差"
                .clone_into(&mut finding.advice);
        }
    }
}
