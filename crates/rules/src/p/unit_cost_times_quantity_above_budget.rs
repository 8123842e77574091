//! # P013 单位成本乘数量超过预算 (unit-cost-times-quantity-above-budget)
//!
//! ## 检查内容
//! 以“万元/㎡”“元/人”“元/月”等表示的单位成本指标，乘以同一项目中同一计量单位的数量指标，不应大于项目预算数。
//! 按月计的成本，表中没有写明月数时按12个月计算；按季计的按4个季度。
//!
//! ## 为何重要
//! 单价和数量都卡着上限仍然超过预算，说明测算有误：要么预算不够，要么指标定高了，约束不住支出。
//!
//! ## 依据
//! - 《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）
//!
//! ## 示例
//! 培训300人，成本“≤900元/人”，合计27.00万元，而预算数为25.00万元。
//!
//! ## 如何更正
//! 重新测算单价、数量和预算数，使三者一致。
//!
//! ## 例外
//! 恰好相等或小于预算的不报。同一单位的数量指标有几个时，按其中最小的计算。单位中有两个以上“/”或“·”的不检查。

use mingsuan_model::{Amount, Finding, Indicator, Project, Scale, Severity};

use super::words::{
    NO_SCALE, WORDS, contains_any, has_more_digits, is_of_kind, is_same_unit, lacks_scale, named, value_place,
};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P013",
    name: "unit-cost-times-quantity-above-budget",
    title: "单位成本乘数量超过预算",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号"],
    source: include_str!("unit_cost_times_quantity_above_budget.rs"),
    body: Body::Check(check),
};

/// Quantities and prices are reckoned in millionths.
const MILLION: i128 = 1_000_000;

/// How many units a project has, in millionths, and the indicator that says so.
struct Quantity<'a> {
    millionths: i128,
    shown: String,
    indicator: Option<&'a Indicator>,
}

fn check(context: &Context<'_>, found: &mut Found) {
    for project in &context.disclosure.projects {
        let (Some(scale), Some(budget)) = (project.scale, budget_of(project)) else {
            if lacks_scale(project) {
                found.insufficient(NO_SCALE);
            }
            continue;
        };
        for indicator in project.indicators.iter().filter(|i| is_of_kind(i, "成本") || i.level1.contains("成本")) {
            let Some((price_scale, unit)) = unit_price(indicator) else {
                continue;
            };
            let Some(quantity) = quantity_of(project, unit) else {
                continue;
            };
            let Some(total) = product_fen(indicator, price_scale, &quantity) else {
                continue;
            };
            found.compared();
            if total > budget {
                found.push(finding(
                    project,
                    indicator,
                    &quantity,
                    total.in_scale(scale, 2),
                    budget.in_scale(scale, 2),
                    scale,
                ));
            }
        }
    }
}

fn budget_of(project: &Project) -> Option<Amount> {
    Amount::from_printed(project.budget.as_ref()?.value.number()?, project.scale?)
}

/// The money and the unit of `万元/㎡`.
fn unit_price(indicator: &Indicator) -> Option<(Scale, &str)> {
    let (money, unit) = indicator.parts.unit.split_once(['/', '／'])?;
    let plain = !unit.contains(['/', '／', '·', '*', '、', '，', '（', '(']) && !has_more_digits(indicator);
    let scale = Scale::ALL.into_iter().find(|scale| scale.name() == money.trim())?;
    (plain && !unit.is_empty()).then_some((scale, unit.trim()))
}

fn quantity_of<'a>(project: &'a Project, unit: &str) -> Option<Quantity<'a>> {
    let counted = project.indicators.iter().filter(|i| is_of_kind(i, "数量"));
    let counted = counted.filter_map(|i| Some((units_of(i, unit)?, i))).min_by_key(|(n, _)| *n);
    if let Some((millionths, indicator)) = counted {
        let shown = indicator.value.text.clone();
        return Some(Quantity { millionths, shown, indicator: Some(indicator) });
    }
    let (periods, word) = if is_same_unit(unit, "月") {
        (12, "月")
    } else if is_same_unit(unit, "季") {
        (4, "季")
    } else if unit == "年" {
        (1, "年")
    } else {
        return None;
    };
    let lasts = project.indicators.iter().filter(|i| contains_any(&i.level3.text, &WORDS.duration_names));
    let lasts = lasts.filter(|i| i.parts.unit.starts_with('个')).find_map(|i| Some((units_of(i, unit)?, i)));
    Some(match lasts {
        Some((millionths, indicator)) => {
            Quantity { millionths, shown: indicator.value.text.clone(), indicator: Some(indicator) }
        }
        None => Quantity { millionths: periods * MILLION, shown: format!("{periods}{word}"), indicator: None },
    })
}

/// The number of an indicator whose value is in the unit, also in ten thousands of it (`0.8万本`).
fn units_of(indicator: &Indicator, unit: &str) -> Option<i128> {
    let number = indicator.parts.number?.millionths();
    let printed = indicator.parts.unit.as_str();
    let of_ten_thousands = printed.strip_prefix('万').filter(|rest| is_same_unit(rest, unit));
    if of_ten_thousands.is_some() {
        return number.checked_mul(10_000);
    }
    is_same_unit(printed, unit).then_some(number)
}

fn product_fen(indicator: &Indicator, scale: Scale, quantity: &Quantity<'_>) -> Option<Amount> {
    let price = indicator.parts.number?.millionths().checked_mul(i128::from(scale.fen()))?;
    let product = price.checked_mul(quantity.millionths)?;
    i64::try_from(product / (MILLION * MILLION)).ok().map(Amount)
}

fn finding(
    project: &Project,
    indicator: &Indicator,
    quantity: &Quantity<'_>,
    total: String,
    budget: String,
    scale: Scale,
) -> Finding {
    let unit = scale.name();
    let message = format!(
        "{}“{}”乘以数量“{}”为{total}{unit}，超过预算数{budget}{unit}",
        named(project, indicator),
        indicator.value.text,
        quantity.shown
    );
    let mut finding = Finding::new(RULE.code, Severity::Warning, value_place(indicator), message)
        .english(format!(
            "unit cost of \"{}\" times quantity is {total}, above the budget of {budget}",
            project.name.text
        ))
        .advise("重新测算单价、数量和预算数，使三者一致")
        .values(format!("≤{budget}"), total);
    finding.scale = Some(scale);
    if let Some(quantity) = quantity.indicator {
        finding = finding.relate("数量指标", "quantity indicator", value_place(quantity));
    }
    match &project.budget {
        Some(budget) => finding.relate("项目预算数", "budget of the project", budget.place.clone()),
        None => finding,
    }
}
