//! # G003 使用兜底采购品目 (catch-all-procurement-code)
//!
//! ## 检查内容
//! 项目名称已经表明采购内容的，不应使用目录最末的“其他服务”（C99000000）、“其他建筑工程”（B99000000）等兜底品目。
//!
//! ## 为何重要
//! 兜底品目掩盖了采购内容，无法判断是否属于集中采购、应适用何种采购方式，也无法落实中小企业等政策。
//!
//! ## 依据
//! - 《政府采购品目分类目录》（财库〔2022〕31号）
//!
//! ## 示例
//! “市政管网建设工程”使用“其他建筑工程 B99000000”，目录中有“供水管道工程和下水道铺设 B06040000”。
//!
//! ## 如何更正
//! 在目录中查找与采购内容相符的品目；一个项目含几类采购的，分行填列。
//!
//! ## 例外
//! 项目名称看不出采购内容的（如“零星采购”）不报告；具体类别之下的“其他”品目不报告。

use mingsuan_model::{Class, Finding, ProcurementLine, Severity};

use super::catalogue::{class_of, code_place, is_catch_all, kind_named, lines, names_works};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "G003",
    name: "catch-all-procurement-code",
    title: "使用兜底采购品目",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::from_year(2023),
    basis: &["财库〔2022〕31号"],
    source: include_str!("catch_all_procurement_code.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let mut groups: Vec<(&Class, Vec<&ProcurementLine>)> = Vec::new();
    for line in lines(context) {
        let Some(class) = class_of(line) else { continue };
        found.compared();
        let is_specific = kind_named(&line.project.text).is_some() || names_works(line, class);
        if !is_catch_all(class) || !is_specific {
            continue;
        }
        match groups.iter_mut().find(|(known, _)| known.code == class.code) {
            Some((_, lines)) => lines.push(line),
            None => groups.push((class, vec![line])),
        }
    }
    for (class, lines) in groups {
        found.findings.extend(catch_all(class, &lines));
    }
}

fn catch_all(class: &Class, lines: &[&ProcurementLine]) -> Option<Finding> {
    let (first, others) = lines.split_first()?;
    let project = &first.project.text;
    let count = lines.len();
    let more = if others.is_empty() { String::new() } else { format!("等{count}个采购项目") };
    let mut finding = Finding::new(
        RULE.code,
        Severity::Warning,
        code_place(first),
        format!("“{project}”{more}使用兜底品目{} {}，项目名称已表明采购内容", class.code, class.name),
    )
    .english(format!("{count} purchase(s) use the catch-all class {}", class.code));
    finding.advice = match kind_named(project) {
        Some(kind) => format!("按采购内容选用具体品目，例如“{project}”可核对{} {}", kind.code, kind.name),
        None => "按采购内容选用目录中的具体品目".to_owned(),
    };
    Some(others.iter().fold(finding, |finding, line| {
        finding.relate(format!("项目“{}”", line.project.text), "another line", code_place(line))
    }))
}
