//! # G012 采购品目未细化 (code-too-broad)
//!
//! ## 检查内容
//! 政府采购预算的品目应当细化到目录中的末级品目；使用仍有下级的品目的，予以提示。
//!
//! ## 为何重要
//! 品目越粗，越看不出采购什么，也越难判断是否属于集中采购目录。
//!
//! ## 依据
//! - 《政府采购品目分类目录》（财库〔2022〕31号）
//!
//! ## 示例
//! 购置台式计算机使用“计算机 A02010100”，其下有“台式计算机 A02010105”。
//!
//! ## 如何更正
//! 选用与采购内容相符的末级品目；含几种物品的，分行填列。
//!
//! ## 例外
//! 集中采购目录只列到上级品目的，可以不细化；兜底品目由 G003 检查。

use mingsuan_model::{Class, Finding, ListId, ProcurementLine, Severity};

use super::catalogue::{class_of, code_place, is_catch_all, lines};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "G012",
    name: "code-too-broad",
    title: "采购品目未细化",
    severity: Severity::Info,
    since: "0.1.0",
    valid: Validity::from_year(2023),
    basis: &["财库〔2022〕31号"],
    source: include_str!("code_too_broad.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let mut broad: Vec<(&Class, Vec<&ProcurementLine>)> = Vec::new();
    for line in lines(context) {
        let Some(class) = class_of(line) else { continue };
        found.compared();
        if let Some((_, lines)) = broad.iter_mut().find(|(known, _)| known.code == class.code) {
            lines.push(line);
        } else if !is_catch_all(class) && ListId::Procurement.list().children(class.code).next().is_some() {
            broad.push((class, vec![line]));
        }
    }
    for (class, lines) in broad {
        found.findings.extend(too_broad(class, &lines));
    }
}

fn too_broad(class: &Class, lines: &[&ProcurementLine]) -> Option<Finding> {
    let (first, others) = lines.split_first()?;
    let count = ListId::Procurement.list().children(class.code).count();
    let finding = Finding::new(
        RULE.code,
        Severity::Info,
        code_place(first),
        format!("采购品目{} {}之下还有{count}个品目，没有细化", class.code, class.name),
    )
    .english(format!("{} has {count} classes below it in the catalogue", class.code))
    .advise("选用与采购内容相符的末级品目");
    Some(others.iter().fold(finding, |finding, line| {
        finding.relate(format!("项目“{}”", line.project.text), "another line", code_place(line))
    }))
}
