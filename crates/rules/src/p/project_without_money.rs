//! # P037 项目预算数为零或负数 (project-without-money)
//!
//! ## 检查内容
//! 填报了绩效目标的项目，预算数应大于零；财政资金、其他资金不应为负数。
//!
//! ## 为何重要
//! 没有钱的项目不必设绩效目标；印出零多半是漏填，印出负数必是填错。
//!
//! ## 依据
//! - 《中华人民共和国预算法》第三十二条
//! - 《项目支出绩效评价管理办法》（财预〔2020〕10号）
//!
//! ## 示例
//! “信息系统运维费”预算数为 0.00，却列有八项绩效指标。
//!
//! ## 如何更正
//! 核对批复的项目预算；本年不安排资金的，不公开其绩效目标，或在说明中写明资金来源。
//!
//! ## 例外
//! 预算数空白的不检查；预算数为零而资金构成不为零的，由 P002 报告。

use mingsuan_model::{Decimal, Finding, PlacedValue, Project, Severity};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P037",
    name: "project-without-money",
    title: "项目预算数为零或负数",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["预算法第三十二条", "财预〔2020〕10号"],
    source: include_str!("project_without_money.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for project in &context.disclosure.projects {
        let fields = [("预算数", &project.budget), ("财政资金", &project.fiscal), ("其他资金", &project.other)];
        for (name, field) in fields {
            let Some(field) = field else { continue };
            let Some(number) = field.value.number() else { continue };
            found.compared();
            let is_empty =
                name == "预算数" && number.is_zero() && !project.indicators.is_empty() && !has_funds(project);
            if number.is_negative() && !number.is_zero() || is_empty {
                found.push(finding(project, name, field, number));
            }
        }
    }
}

/// Whether its funds say that the project has money: then P002 tells that they and the budget disagree.
fn has_funds(project: &Project) -> bool {
    let funds = [&project.fiscal, &project.other].into_iter().flatten();
    funds.filter_map(|fund| fund.value.number()).any(|number| !number.is_zero())
}

fn finding(project: &Project, name: &str, field: &PlacedValue, number: Decimal) -> Finding {
    let project = project.name.text.as_str();
    let (severity, message) = if number.is_zero() {
        (Severity::Warning, format!("项目“{project}”的{name}为零，却设有绩效指标"))
    } else {
        (Severity::Error, format!("项目“{project}”的{name}为负数{number}"))
    };
    Finding::new(RULE.code, severity, field.place.clone(), message)
        .english(format!("the money of \"{project}\" is {number}"))
        .advise("核对批复的项目预算；本年不安排资金的项目不必公开绩效目标")
        .values("大于零", number.to_string())
}
