//! # K008 项目支出科目列有基本支出 (basic-money-in-project-item)
//!
//! ## 检查内容
//! “一般行政管理事务”只反映未单独设置项级科目的项目支出，它的基本支出栏不应有数。
//!
//! ## 为何重要
//! 基本支出放进项目支出科目，“行政运行”就少列，机关运行经费和人员经费都说不清。
//!
//! ## 依据
//! - 年度政府收支分类科目：一般行政管理事务，反映行政单位（包括实行公务员管理的事业单位）未单独设置项级科目的其他项目支出
//!
//! ## 示例
//! 2010302 一般行政管理事务，基本支出栏 6.00。
//!
//! ## 如何更正
//! 属于基本支出的改列“行政运行”等科目；属于项目支出的移到项目支出栏。
//!
//! ## 例外
//! 只检查编码与名称都在科目表中的科目（见 standards/class-use.toml）。

use mingsuan_model::{Finding, Severity};

use super::items::{ITEMS, misplaced};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "K008",
    name: "basic-money-in-project-item",
    title: "项目支出科目列有基本支出",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["年度政府收支分类科目"],
    source: include_str!("basic_money_in_project_item.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    misplaced(context, &ITEMS.project_only, &["basic", "personnel", "public"], found, |title, money| {
        let (code, name) = (money.class.code, money.class.name);
        let message = format!("《{title}》中“{code} {name}”列有基本支出，该科目只反映项目支出");
        Finding::new(RULE.code, Severity::Warning, money.place.clone(), message)
            .english(format!("{code} is for project expenditure only but has basic expenditure"))
            .advise("属于基本支出的改列“行政运行”等科目，属于项目支出的移到项目支出栏")
    });
}
