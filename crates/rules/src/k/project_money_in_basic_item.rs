//! # K009 基本支出科目列有项目支出 (project-money-in-basic-item)
//!
//! ## 检查内容
//! “行政运行”反映行政单位（包括实行公务员管理的事业单位）的基本支出，它的项目支出栏不应有数。
//!
//! ## 为何重要
//! 项目支出放进“行政运行”，不按项目管理和评价，也使基本支出的口径前后不一。
//!
//! ## 依据
//! - 年度政府收支分类科目：行政运行，反映行政单位（包括实行公务员管理的事业单位）的基本支出
//!
//! ## 示例
//! 2010301 行政运行，项目支出栏 4.00。
//!
//! ## 如何更正
//! 属于项目支出的改列“一般行政管理事务”或专门的项级科目；属于基本支出的移到基本支出栏。
//!
//! ## 例外
//! 只检查编码与名称都在科目表中的科目（见 standards/class-use.toml）。“事业运行”各地用法不一，不检查。

use mingsuan_model::{Finding, Severity};

use super::items::{ITEMS, misplaced};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "K009",
    name: "project-money-in-basic-item",
    title: "基本支出科目列有项目支出",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["年度政府收支分类科目"],
    source: include_str!("project_money_in_basic_item.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    misplaced(context, &ITEMS.basic_of_administrations, &["project"], found, |title, money| {
        let (code, name) = (money.class.code, money.class.name);
        let message = format!("《{title}》中“{code} {name}”列有项目支出，该科目只反映基本支出");
        Finding::new(RULE.code, Severity::Warning, money.place.clone(), message)
            .english(format!("{code} is for basic expenditure only but has project expenditure"))
            .advise("属于项目支出的改列“一般行政管理事务”或专门的项级科目，属于基本支出的移到基本支出栏")
    });
}
