//! # P007 资金支出计划不合理 (payment-plan-broken)
//!
//! ## 检查内容
//! 项目的资金支出计划按累计百分比填列：后一时点不应低于前一时点，任何时点不应超过100%，最后一个时点应达到100%。
//!
//! ## 为何重要
//! 支出计划是考核预算执行进度的依据。累计数下降、超过或不到100%，说明计划没有编完或填错。
//!
//! ## 依据
//! - 《中华人民共和国预算法》第五十三条
//! - 《项目支出绩效评价管理办法》（财预〔2020〕10号）
//!
//! ## 示例
//! 3月底30%、6月底20%、10月底80%、12月底100%：6月底的累计数低于3月底。
//!
//! ## 如何更正
//! 按实际付款安排重新填写累计百分比；确需跨年支付的，在说明中写明。
//!
//! ## 例外
//! 没有填写的时点不参加比较。各时点之和恰为100%的，视为按当期百分比填列，不判断。

use mingsuan_model::{CellValue, Decimal, Finding, PlanStep, Project, Severity};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P007",
    name: "payment-plan-broken",
    title: "资金支出计划不合理",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["预算法第五十三条", "财预〔2020〕10号"],
    source: include_str!("payment_plan_broken.rs"),
    body: Body::Check(check),
};

/// One hundred per cent in millionths.
const WHOLE: i128 = 100_000_000;

fn check(context: &Context<'_>, found: &mut Found) {
    for project in &context.disclosure.projects {
        let steps: Vec<(&PlanStep, Decimal)> =
            project.plan.iter().filter_map(|step| Some((step, percent_of(step)?))).collect();
        let Some((last, at_end)) = steps.last() else { continue };
        let sum: i128 = steps.iter().map(|(_, percent)| percent.millionths()).sum();
        if steps.len() > 1 && sum == WHOLE && at_end.millionths() != WHOLE {
            continue;
        }
        compare(project, &steps, found);
        found.compared();
        if at_end.millionths() < WHOLE {
            found.push(unfinished(project, last, *at_end));
        }
    }
}

fn compare(project: &Project, steps: &[(&PlanStep, Decimal)], found: &mut Found) {
    let mut before: Option<(&PlanStep, Decimal)> = None;
    for (step, percent) in steps {
        found.compared();
        if percent.millionths() > WHOLE {
            found.push(beyond(project, step, *percent));
            continue;
        }
        match before {
            Some((earlier, more)) if *percent < more => found.push(falling(project, step, *percent, earlier, more)),
            _ => before = Some((step, *percent)),
        }
    }
}

/// The per cent of a step, whether or not the sign was printed with it.
pub(super) fn percent_of(step: &PlanStep) -> Option<Decimal> {
    match &step.percent {
        CellValue::Number(number) => Some(*number),
        CellValue::Text(text) => Decimal::parse(text.trim().trim_end_matches(['%', '％'])),
        CellValue::Blank => None,
    }
}

fn beyond(project: &Project, step: &PlanStep, percent: Decimal) -> Finding {
    let (name, month) = (&project.name.text, step.month);
    let message = format!("项目“{name}”的支出计划{month}月底为{percent}%，超过100%");
    Finding::new(RULE.code, Severity::Error, step.place.with_text(format!("{percent}%")), message)
        .english(format!("payment plan of \"{name}\" reaches {percent}% by month {month}"))
        .advise("累计支出计划不能超过100%，请核对后重填")
        .values("≤100%", format!("{percent}%"))
}

fn falling(project: &Project, step: &PlanStep, percent: Decimal, earlier: &PlanStep, more: Decimal) -> Finding {
    let name = &project.name.text;
    let message = format!(
        "项目“{name}”的支出计划{}月底为{percent}%，低于{}月底的{more}%，累计数不应下降",
        step.month, earlier.month
    );
    Finding::new(RULE.code, Severity::Error, step.place.with_text(format!("{percent}%")), message)
        .english(format!("payment plan of \"{name}\" falls from {more}% to {percent}%"))
        .advise("支出计划按累计百分比填列，请核对两个时点的百分比")
        .values(format!("≥{more}%"), format!("{percent}%"))
        .relate(
            format!("{}月底", earlier.month),
            format!("by the end of month {}", earlier.month),
            earlier.place.clone(),
        )
}

fn unfinished(project: &Project, last: &PlanStep, percent: Decimal) -> Finding {
    let name = &project.name.text;
    let message = format!("项目“{name}”的支出计划到{}月底为{percent}%，没有达到100%", last.month);
    Finding::new(RULE.code, Severity::Warning, last.place.with_text(format!("{percent}%")), message)
        .english(format!("payment plan of \"{name}\" ends at {percent}%"))
        .advise("最后一个时点应为100%；确需跨年支付的，请在说明中写明")
        .values("100%", format!("{percent}%"))
}
