//! # K011 “其他”类科目占比过高 (catch-all-share)
//!
//! ## 检查内容
//! 一般公共预算支出表中，编码以 99 结尾的“其他……支出”项级科目合计占全部支出的比例过高的，予以提示。
//!
//! ## 为何重要
//! 钱大多放在“其他”里，读者看不出办了什么事；能用专门科目的，应当用专门科目。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：支出公开到功能分类项级科目，细化公开内容
//! - 《中华人民共和国预算法》第三十二条：各部门、各单位按照政府收支分类科目编制预算草案
//!
//! ## 示例
//! 支出合计 100.00，其中 2010399 其他政府办公厅（室）及相关机构事务支出 80.00。
//!
//! ## 如何更正
//! 把能归入专门项级科目的支出改列该科目；确实只能列“其他”的，在说明中写清内容。
//!
//! ## 例外
//! 占比的界限和最少科目数见 standards/class-use.toml。

use std::collections::BTreeMap;

use mingsuan_model::{Class, Dimension, Finding, Origin, Severity, StatementId, Value};

use super::items::{ITEMS, item_of};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "K011",
    name: "catch-all-share",
    title: "“其他”类科目占比过高",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号", "预算法第三十二条"],
    source: include_str!("catch_all_share.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let items = items(context);
    let all: i128 = items.values().map(|(_, _, amount)| amount).sum();
    if all <= 0 || items.len() < ITEMS.catch_all_items {
        return;
    }
    found.compared();
    let is_catch_all = |class: &Class| class.code.ends_with("99") && class.name.starts_with("其他");
    let mut catch_all: Vec<&(&Class, u32, i128)> = items.values().filter(|item| is_catch_all(item.0)).collect();
    catch_all.sort_by_key(|item| std::cmp::Reverse(item.2));
    let share: i128 = catch_all.iter().map(|item| item.2).sum();
    let (true, Some(largest)) = (share * 100 >= all * ITEMS.catch_all_percent, catch_all.first()) else { return };
    let percent = share * 100 / all;
    let place = |item: &(&Class, u32, i128)| context.cube.fact(item.1).place.clone();
    let finding = Finding::new(
        RULE.code,
        Severity::Info,
        place(largest),
        format!("“其他”类项级科目占一般公共预算支出的{percent}%，其中“{} {}”最大", largest.0.code, largest.0.name),
    )
    .english(format!("{percent}% of the expenditure stands in catch-all items"))
    .advise(format!("能用专门科目的改列专门科目，使“其他”类低于{}%，或在说明中写清内容", ITEMS.catch_all_percent));
    found.push(
        catch_all
            .iter()
            .skip(1)
            .fold(finding, |finding, item| finding.relate("“其他”类科目", "a catch-all item", place(item))),
    );
}

/// The items of the general budget with their whole expenditure, each code once.
fn items(context: &Context<'_>) -> BTreeMap<&'static str, (&'static Class, u32, i128)> {
    let year = context.year().map(|year| Value::Member(u32::from(year)));
    let mut items = BTreeMap::new();
    for (id, fact) in (0..).zip(context.cube.facts) {
        let Origin::Statement { statement, .. } = fact.origin else { continue };
        let statement = context.disclosure.statements.get(statement as usize);
        let at = &fact.coordinate;
        let is_whole = [Dimension::Kind, Dimension::Economic, Dimension::GovEconomic, Dimension::Agency]
            .iter()
            .all(|dimension| at.get(*dimension) == Value::All);
        let is_this_year = at.get(Dimension::Year) == Value::All || Some(at.get(Dimension::Year)) == year;
        let is_general = statement.is_some_and(|statement| statement.id == StatementId::GeneralExpenditure);
        if !is_general || !is_whole || !is_this_year || !at.is_at(Dimension::Measure, "amount") {
            continue;
        }
        if let (Some(class), Some(amount)) = (item_of(at.code(Dimension::Function)), context.cube.value(id)) {
            items.entry(class.code).or_insert((class, id, i128::from(amount.value)));
        }
    }
    items
}
