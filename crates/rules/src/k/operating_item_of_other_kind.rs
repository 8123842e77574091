//! # K010 运行科目与单位性质不符 (operating-item-of-other-kind)
//!
//! ## 检查内容
//! “行政运行”用于行政单位和参照公务员法管理的事业单位，“事业运行”用于其他事业单位。学校、医院、研究院等单位列有
//! “行政运行”，或者局、委员会等单位只列“事业运行”而没有“行政运行”的，予以提示。
//!
//! ## 为何重要
//! 科目用错，机关运行经费该不该公开、公用经费按哪种标准核定都会跟着错。
//!
//! ## 依据
//! - 年度政府收支分类科目：行政运行反映行政单位（包括实行公务员管理的事业单位）的基本支出，事业运行反映事业单位的基本支出
//!
//! ## 示例
//! 示例县中心医院的支出表列有 2100101 行政运行。
//!
//! ## 如何更正
//! 核对单位性质；事业单位改列“事业运行”或所属行业的项级科目，行政单位改列“行政运行”。
//!
//! ## 例外
//! 只看单位自己的公开，部门汇总的不看；参照公务员法管理的单位可以使用“行政运行”。单位名称的词尾见
//! standards/class-use.toml。

use mingsuan_model::{AgencyLevel, Finding, Severity};

use super::items::{ITEMS, ends_with, money};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "K010",
    name: "operating-item-of-other-kind",
    title: "运行科目与单位性质不符",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["年度政府收支分类科目"],
    source: include_str!("operating_item_of_other_kind.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let agency = &context.disclosure.agency;
    if agency.level != Some(AgencyLevel::Unit) {
        return;
    }
    let name = agency.name.trim();
    let is_institution = ends_with(name, &ITEMS.institutions);
    let is_administration = ends_with(name, &ITEMS.administrations) && !ends_with(name, &ITEMS.not_administrations);
    let administrative = money(context, &ITEMS.basic_of_administrations, &[]);
    let wrong = match (is_institution, is_administration) {
        (true, _) => administrative,
        (_, true) if administrative.is_empty() => money(context, &ITEMS.basic_of_institutions, &[]),
        (_, true) => Default::default(),
        _ => return,
    };
    found.compared();
    for first in wrong.into_values().filter_map(|places| places.into_iter().next()) {
        let title = context.disclosure.statements.get(first.statement as usize).map_or("", |s| s.title.as_str());
        let (code, item) = (first.class.code, first.class.name);
        let (kind, other) =
            if is_institution { ("事业单位", "事业运行") } else { ("行政单位", "行政运行") };
        found.push(
            Finding::new(
                RULE.code,
                Severity::Info,
                first.place,
                format!("《{title}》列有“{code} {item}”，而“{name}”看名称是{kind}，一般用“{other}”或专门的科目"),
            )
            .english(format!("{code} {item} is not for a body of the kind its name says"))
            .advise("核对单位性质；参照公务员法管理的事业单位使用“行政运行”无误，其余改列相应科目"),
        );
    }
}
