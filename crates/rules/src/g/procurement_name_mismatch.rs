//! # G002 采购品目名称与编码不符 (procurement-name-mismatch)
//!
//! ## 检查内容
//! 政府采购预算表中的物品名称如果是目录中的品目名称，应当与旁边的品目编码一致。
//!
//! ## 为何重要
//! 名称与编码各指一个品目，采购方式和是否属于集中采购就无法确定。
//!
//! ## 依据
//! - 《政府采购品目分类目录》（财库〔2022〕31号）
//!
//! ## 示例
//! “物业管理服务 C23030000”：C23030000 是审计服务，物业管理服务的编码是 C21040000。
//!
//! ## 如何更正
//! 以实际采购的内容为准，改正名称或编码。
//!
//! ## 例外
//! 名称是自拟的物品名、不是目录中的品目名称的，不检查；名称是该品目的上级或下级品目的，不报告。

use mingsuan_model::text::normalized;
use mingsuan_model::{Class, Finding, ListId, ProcurementLine, Severity};

use super::catalogue::{class_of, lines};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "G002",
    name: "procurement-name-mismatch",
    title: "采购品目名称与编码不符",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::from_year(2023),
    basis: &["财库〔2022〕31号"],
    source: include_str!("procurement_name_mismatch.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let list = ListId::Procurement.list();
    for line in lines(context) {
        let Some(class) = class_of(line) else { continue };
        if normalized(class.name) == normalized(&line.item.text) {
            found.compared();
            continue;
        }
        let mut named = list.by_name(&line.item.text).peekable();
        let Some(other) = named.peek().copied() else { continue };
        found.compared();
        if !list.is_name_of(class, &line.item.text) && !named.any(|other| is_related(class, other)) {
            found.push(mismatch(line, class, other));
        }
    }
}

/// Whether one class stands above the other.
fn is_related(a: &Class, b: &Class) -> bool {
    let stem = |class: &Class| class.code.trim_end_matches("00").to_owned();
    let (a, b) = (stem(a), stem(b));
    a.starts_with(&b) || b.starts_with(&a)
}

fn mismatch(line: &ProcurementLine, class: &Class, other: &Class) -> Finding {
    let item = &line.item.text;
    let mut finding = Finding::new(
        RULE.code,
        Severity::Warning,
        line.item.place.with_text(item.as_str()),
        format!("采购品目编码{}是“{}”，名称却写作“{item}”", class.code, class.name),
    )
    .english(format!("{} is \"{}\" in the catalogue, the line says \"{item}\"", class.code, class.name))
    .advise(format!("采购内容确为“{item}”的，编码应为{}；否则改正名称", other.code))
    .values(class.name, item.as_str());
    finding.suspects = vec![line.item.place.with_text(item.as_str()), line.code.place.clone()];
    finding
}
