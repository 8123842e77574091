//! # G001 采购品目编码不存在 (unknown-procurement-code)
//!
//! ## 检查内容
//! 政府采购预算表中的目录序号（品目编码），应当列在《政府采购品目分类目录》中。
//!
//! ## 为何重要
//! 品目编码决定采购方式、集中采购范围和支持政策的适用，编码不存在的项目无法在采购系统中执行。
//!
//! ## 依据
//! - 《政府采购品目分类目录》（财库〔2022〕31号）
//! - 《中华人民共和国政府采购法》第三十三条
//!
//! ## 示例
//! “物业管理服务 C98000000”：目录中没有 C98000000，物业管理服务的编码是 C21040000。
//!
//! ## 如何更正
//! 按品目名称查目录，改用目录中的编码。
//!
//! ## 例外
//! 省去末尾的零、省去字母、在国家目录之下自行增加末级的编码，都视为有效。2023 年以前的文件使用旧版目录，不检查；
//! 过半数编码都不在目录中的，视为使用了其他目录，只提示一次。

use mingsuan_model::{Class, Finding, ListId, ProcurementLine, Severity};

use super::catalogue::{Coded, code_place, coded, lines};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "G001",
    name: "unknown-procurement-code",
    title: "采购品目编码不存在",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::from_year(2023),
    basis: &["财库〔2022〕31号", "政府采购法第三十三条"],
    source: include_str!("unknown_procurement_code.rs"),
    body: Body::Check(check),
};

/// So many unknown codes that are most of all codes mean another catalogue.
const OTHER_CATALOGUE: usize = 3;

fn check(context: &Context<'_>, found: &mut Found) {
    let (mut known, mut unknown): (usize, Vec<&ProcurementLine>) = (0, Vec::new());
    for line in lines(context) {
        match coded(&line.code.text) {
            Coded::Class(_) => known += 1,
            Coded::Unknown => unknown.push(line),
            Coded::Other => continue,
        }
        found.compared();
    }
    if unknown.len() >= OTHER_CATALOGUE && unknown.len() > known {
        found.findings.extend(other_catalogue(&unknown));
        return;
    }
    for line in unknown {
        found.push(not_listed(line));
    }
}

fn not_listed(line: &ProcurementLine) -> Finding {
    let (code, item) = (&line.code.text, &line.item.text);
    let mut finding = Finding::new(
        RULE.code,
        Severity::Error,
        code_place(line),
        format!("项目“{}”的采购品目编码“{code}”（{item}）不在政府采购品目分类目录中", line.project.text),
    )
    .english(format!("procurement code {code} is not in the catalogue"));
    finding.actual = Some(code.clone());
    let named: Vec<&Class> = ListId::Procurement.list().by_name(item).collect();
    match named.as_slice() {
        [class] => {
            finding.expected = Some(class.code.to_owned());
            finding.suggested = Some(class.code.to_owned());
            finding.advise(format!("目录中“{}”的编码是{}，请核对", class.name, class.code))
        }
        _ => finding.advise("按品目名称查目录，改用目录中的编码"),
    }
}

fn other_catalogue(unknown: &[&ProcurementLine]) -> Option<Finding> {
    let (first, others) = unknown.split_first()?;
    let finding = Finding::new(
        RULE.code,
        Severity::Warning,
        code_place(first),
        format!("{}个采购品目编码不在2022年版政府采购品目分类目录中，可能使用了其他版本的目录", unknown.len()),
    )
    .english("most procurement codes are not in the catalogue of 2022: perhaps another edition was used")
    .advise("核对所用目录的版本，改用现行目录的编码");
    Some(others.iter().fold(finding, |finding, line| {
        finding.relate("不在目录中的编码", "another code outside the catalogue", code_place(line))
    }))
}
