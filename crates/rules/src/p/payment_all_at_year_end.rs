//! # P043 资金全部安排在年末支出 (payment-all-at-year-end)
//!
//! ## 检查内容
//! 项目的支出计划到前几个时点都是空白或0，只在最后一个时点填写100%，而项目预算达到一定数额的，予以提示。
//!
//! ## 为何重要
//! 资金全部留到年末支付，执行进度前低后高，容易形成突击花钱或结转；也常说明计划只是随手填写。
//!
//! ## 依据
//! - 《中华人民共和国预算法》第五十三条、第五十七条
//! - 《国务院关于进一步深化预算管理制度改革的意见》（国发〔2021〕5号）：加快预算执行进度
//!
//! ## 示例
//! 预算数 57.00 万元，3月底、6月底、10月底空白，12月底100%。
//!
//! ## 如何更正
//! 按实际付款安排填写；合同确实约定年末一次付清的，在说明中写明。
//!
//! ## 例外
//! 数额较小的项目（见 standards/indicators.toml）和只有一两个时点的表，不提示。

use mingsuan_model::{Amount, Finding, Project, Severity};

use super::payment_plan_broken::percent_of;
use super::words::WORDS;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P043",
    name: "payment-all-at-year-end",
    title: "资金全部安排在年末支出",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["预算法第五十三条", "国发〔2021〕5号"],
    source: include_str!("payment_all_at_year_end.rs"),
    body: Body::Check(check),
};

/// One hundred per cent in millionths.
const WHOLE: i128 = 100_000_000;
/// 元 in 分.
const YUAN: i64 = 100;
/// So many points of time at least make a plan.
const STEPS: usize = 3;

fn check(context: &Context<'_>, found: &mut Found) {
    for project in &context.disclosure.projects {
        let Some((last, before)) = project.plan.split_last().filter(|(_, before)| before.len() + 1 >= STEPS) else {
            continue;
        };
        if !is_large(project) {
            continue;
        }
        found.compared();
        let is_whole = percent_of(last).is_some_and(|percent| percent.millionths() == WHOLE);
        if is_whole && before.iter().all(|step| percent_of(step).is_none_or(|percent| percent.is_zero())) {
            let name = &project.name.text;
            let message = format!("项目“{name}”的资金全部安排在{}月底支出，此前各时点没有支出", last.month);
            found.push(
                Finding::new(RULE.code, Severity::Info, last.place.clone(), message)
                    .english(format!("the payment plan of \"{name}\" leaves all to the end of the year"))
                    .advise("按实际付款安排填写各时点；合同约定年末一次付清的，在说明中写明"),
            );
        }
    }
}

fn is_large(project: &Project) -> bool {
    let number = project.budget.as_ref().and_then(|budget| budget.value.number());
    let amount = number.zip(project.scale).and_then(|(number, scale)| Amount::from_printed(number, scale));
    amount.is_some_and(|amount| amount.0 >= WORDS.year_end_plan_yuan.saturating_mul(YUAN))
}
