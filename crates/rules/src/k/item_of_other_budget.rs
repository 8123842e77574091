//! # K013 科目属于另一本预算 (item-of-other-budget)
//!
//! ## 检查内容
//! 一般公共预算、政府性基金预算、国有资本经营预算各有自己的支出功能分类科目。政府性基金预算表中不应有一般公共预算的项级科目，
//! 一般公共预算支出表中不应有政府性基金和国有资本经营预算的科目，国有资本经营预算表中不应有其他预算的科目。
//!
//! ## 为何重要
//! 三本预算分别编列、互不混用。科目放错了表，或者表填错了，或者编码抄错了。
//!
//! ## 依据
//! - 《中华人民共和国预算法》第五条、第二十七条
//! - 年度政府收支分类科目：一般公共预算、政府性基金预算、国有资本经营预算支出功能分类科目分别列示
//!
//! ## 示例
//! 一般公共预算支出表列有 2120803 城市建设支出（国有土地使用权出让收入安排的支出）。
//!
//! ## 如何更正
//! 把该科目的金额移到相应的预算表，或者改正科目编码。
//!
//! ## 例外
//! 转移性支出、债务还本付息、其他支出和特别国债安排的支出等几本预算都有的类不检查；收支总表、支出总表包括几本预算，不检查。
//! 政府性基金的款级科目见 standards/class-use.toml。

use mingsuan_model::{Class, Finding, ListId, Severity, StatementId};

use super::codes::{CodedRow, coded_rows};
use super::items::ITEMS;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "K013",
    name: "item-of-other-budget",
    title: "科目属于另一本预算",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["预算法第五条、第二十七条", "年度政府收支分类科目"],
    source: include_str!("item_of_other_budget.rs"),
    body: Body::Check(check),
};

/// One of the three budgets, by the items that stand in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Budget {
    General,
    Fund,
    StateCapital,
}

impl Budget {
    /// The budget of an item; `None` where several have it.
    fn of(class: &Class) -> Option<Self> {
        let (top, middle) = (class.code.get(..3)?, class.code.get(..5)?);
        let is_one_of = |list: &[String], code: &str| list.iter().any(|own| own == code);
        if top == ITEMS.state_capital_class {
            Some(Self::StateCapital)
        } else if is_one_of(&ITEMS.fund_items, middle) {
            Some(Self::Fund)
        } else if is_one_of(&ITEMS.shared_classes, top) || middle.ends_with("98") {
            None
        } else {
            Some(Self::General)
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::General => "一般公共预算",
            Self::Fund => "政府性基金预算",
            Self::StateCapital => "国有资本经营预算",
        }
    }
}

fn check(context: &Context<'_>, found: &mut Found) {
    for statement in &context.disclosure.statements {
        let own = match statement.id {
            StatementId::GeneralExpenditure => Budget::General,
            StatementId::GovernmentFund => Budget::Fund,
            StatementId::StateCapital => Budget::StateCapital,
            _ => continue,
        };
        let items = coded_rows(statement).filter(|row| row.list == ListId::Function && row.code.len() == 7);
        let mut foreign: Vec<(CodedRow<'_>, Budget)> = Vec::new();
        for row in items.filter(CodedRow::has_money) {
            let Some(budget) = row.class().filter(|class| !is_allowed(own, class)).and_then(Budget::of) else {
                continue;
            };
            found.compared();
            if budget != own {
                foreign.push((row, budget));
            }
        }
        found.findings.extend(report(own, &foreign));
    }
}

/// What 国有资本经营预算 pays into other classes.
fn is_allowed(own: Budget, class: &Class) -> bool {
    own == Budget::StateCapital && ITEMS.state_capital_others.iter().any(|other| class.code.starts_with(other.as_str()))
}

fn report(own: Budget, foreign: &[(CodedRow<'_>, Budget)]) -> Option<Finding> {
    let ((first, budget), others) = foreign.split_first()?;
    let (title, code) = (&first.statement.title, first.code);
    let message = format!("《{title}》中“{code} {}”是{}的科目，不属于{}", first.label(), budget.name(), own.name());
    let finding = Finding::new(RULE.code, Severity::Warning, first.code_place(), message)
        .english(format!("{code} is an item of another budget than its statement"))
        .advise(format!("移到{}的表中，或者改正科目编码", budget.name()));
    Some(others.iter().fold(finding, |finding, (row, _)| {
        finding.relate("同表的另一个科目", "another item of the statement", row.code_place())
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_have_their_budgets() {
        let list = ListId::Function.list();
        for (code, name) in [
            ("2120803", Some("政府性基金预算")),
            ("2296002", Some("政府性基金预算")),
            ("2010301", Some("一般公共预算")),
            ("2230105", Some("国有资本经营预算")),
            ("2299999", None),
        ] {
            let budget = list.by_code(code).map(|class| Budget::of(class).map(Budget::name));
            assert!(budget.is_none_or(|budget| budget == name), "{code}");
        }
        assert!(list.by_code("2120803").is_some());
    }
}
