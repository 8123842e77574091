//! # G016 采购项目不在项目绩效目标表中 (procurement-of-unknown-project)
//!
//! ## 检查内容
//! 政府采购预算表多数行都对应本文件的项目时，其余各行所列项目也应当有项目绩效目标表。
//!
//! ## 为何重要
//! 采购来自项目预算；采购表中出现没有的项目，说明名称写错、漏编绩效目标，或者是别的年度、别的单位的采购。
//!
//! ## 依据
//! - 《中华人民共和国政府采购法》第三十三条
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//!
//! ## 示例
//! 采购表列“路灯节能改造”，文件中只有“路灯维修”等项目的绩效目标表。
//!
//! ## 如何更正
//! 改正项目名称；确有该项目的，补编绩效目标表。
//!
//! ## 例外
//! 来自公用经费、基本支出的采购不检查。对得上的行不到三分之二时，视为采购表不按项目填列，不予判断。

use std::collections::BTreeSet;

use mingsuan_model::text::normalized;
use mingsuan_model::{Finding, ProcurementLine, Severity};

use super::catalogue::{WORDS, lines};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "G016",
    name: "procurement-of-unknown-project",
    title: "采购项目不在项目绩效目标表中",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["政府采购法第三十三条", "财预〔2016〕143号"],
    source: include_str!("procurement_of_unknown_project.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let projects = &context.disclosure.projects;
    let known: BTreeSet<String> = projects.iter().map(|project| normalized(&project.name.text)).collect();
    if known.is_empty() {
        return;
    }
    let of_projects: Vec<&ProcurementLine> = lines(context).filter(|line| is_project(&line.project.text)).collect();
    let (matched, unknown): (Vec<&ProcurementLine>, Vec<&ProcurementLine>) =
        of_projects.into_iter().partition(|line| known.contains(&normalized(&line.project.text)));
    // Where few lines name projects of the document, the form asks for something else.
    if matched.len() < 2 * unknown.len() || matched.is_empty() {
        if !unknown.is_empty() {
            found.insufficient("多数采购行所列的不是本文件中的项目");
        }
        return;
    }
    matched.iter().for_each(|_| found.compared());
    found.findings.extend(unknown.iter().map(|line| finding(line)));
}

fn is_project(name: &str) -> bool {
    let name = normalized(name);
    !name.is_empty() && !WORDS.no_projects.iter().any(|word| name.contains(word.as_str()))
}

fn finding(line: &ProcurementLine) -> Finding {
    let name = line.project.text.as_str();
    let message = format!("采购表所列项目“{name}”没有绩效目标表，本文件中没有这个项目");
    Finding::new(RULE.code, Severity::Warning, line.project.place.with_text(name), message)
        .english(format!("the procurement line names a project \"{name}\" that the document does not have"))
        .advise("改正项目名称；确有该项目的，补编绩效目标表")
}
