//! # G011 工程项目列为服务类采购 (works-classed-as-services)
//!
//! ## 检查内容
//! 项目名称表明是建设工程（新建、改建、扩建、装修、拆除、修缮等），采购品目却是服务类（C 类）的，予以提示。
//!
//! ## 为何重要
//! 工程与服务适用的法律、限额标准、采购方式和中小企业预留比例都不同，归错类会规避招标或错用采购方式。
//!
//! ## 依据
//! - 《中华人民共和国政府采购法》第二条、第四条
//! - 《政府采购品目分类目录》（财库〔2022〕31号）
//!
//! ## 示例
//! “配套基础设施建设工程”的采购品目为“其他服务 C99000000”。
//!
//! ## 如何更正
//! 采购的是施工的，改用工程类（B 类）品目；采购的是设计、监理等服务的，选用相应的具体品目并在名称中写明。
//!
//! ## 例外
//! 项目或品目名称写明监理、设计、勘察、咨询、检测、运维、管护等服务内容的，不报告。名称只有“工程”“改造”字样、
//! 品目又是具体服务的（如造林服务），以品目为准。

use mingsuan_model::{Finding, ProcurementLine, Severity};

use super::catalogue::{class_of, lines, names_works};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "G011",
    name: "works-classed-as-services",
    title: "工程项目列为服务类采购",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::from_year(2023),
    basis: &["政府采购法第二条、第四条", "财库〔2022〕31号"],
    source: include_str!("works_classed_as_services.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let mut wrong: Vec<&ProcurementLine> = Vec::new();
    for line in lines(context) {
        let Some(class) = class_of(line) else { continue };
        found.compared();
        if class.code.starts_with('C') && names_works(line, class) {
            wrong.push(line);
        }
    }
    let Some((first, others)) = wrong.split_first() else {
        return;
    };
    let place = |line: &ProcurementLine| line.item.place.with_text(line.item.text.as_str());
    let project = &first.project.text;
    let more = if others.is_empty() { String::new() } else { format!("等{}个工程项目", wrong.len()) };
    let finding = Finding::new(
        RULE.code,
        Severity::Warning,
        place(first),
        format!("“{project}”{more}的采购品目是服务类（{} {}）", first.code.text, first.item.text),
    )
    .english(format!("{} works project(s) are classed as services", wrong.len()))
    .advise("采购施工的改用B类品目；采购设计、监理等服务的，选用相应的具体品目");
    found.push(others.iter().fold(finding, |finding, line| {
        finding.relate(format!("项目“{}”", line.project.text), "another line", place(line))
    }));
}
