//! # D007 单位名称前后不一致 (agency-name-differs)
//!
//! ## 检查内容
//! 各报表上标注的单位（部门）名称，去掉编码后应与文件的单位名称相同。
//!
//! ## 为何重要
//! 名称不同，说明报表可能取自其他单位，或名称有错字；读者无法确认这张表是谁的。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//!
//! ## 示例
//! 文件是“示例县财政局”的预算，支出总表标注的单位却是“示例县审计局”。
//!
//! ## 如何更正
//! 核对报表的归属；名称写错的，改为法定名称。
//!
//! ## 例外
//! 一个名称是另一个的简称，或只差“本级”“机关”等字的不报告。部门汇总文件含有所属单位的报表，只检查相近而不相同的名称。

use mingsuan_model::{AgencyLevel, Finding, Severity, Statement};

use super::names::{agency_name, is_same_body, likeness_percent};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "D007",
    name: "agency-name-differs",
    title: "单位名称前后不一致",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("agency_name_differs.rs"),
    body: Body::Check(check),
};

/// Names so alike are meant to be the same.
const NEAR_PERCENT: usize = 80;

fn check(context: &Context<'_>, found: &mut Found) {
    let agency = &context.disclosure.agency;
    let name = agency_name(&agency.name);
    if name.is_empty() {
        found.insufficient("没有读到文件的单位名称");
        return;
    }
    let is_department = agency.level == Some(AgencyLevel::Department);
    let printed: Vec<(&Statement, String)> = context
        .disclosure
        .statements
        .iter()
        .filter_map(|statement| Some((statement, agency_name(statement.agency.as_deref()?))))
        .filter(|(_, printed)| !printed.is_empty())
        .collect();
    let differing: Vec<&(&Statement, String)> = printed
        .iter()
        .filter(|(_, printed)| !is_same_body(printed, &name))
        .filter(|(_, printed)| !is_department || likeness_percent(printed, &name) >= NEAR_PERCENT)
        .collect();
    for _ in &printed {
        found.compared();
    }
    let all_agree = differing.windows(2).all(|pair| pair[0].1 == pair[1].1);
    if let (Some((first, other)), true) =
        (differing.first(), differing.len() > 1 && differing.len() == printed.len() && all_agree)
    {
        let place = agency.place.with_text(agency.name.as_str());
        let finding = Finding::new(
            RULE.code,
            Severity::Error,
            place,
            format!("文件的单位名称是“{name}”，各报表标注的单位却都是“{other}”"),
        );
        found.push(explained(finding, other, &name).relate(
            "报表标注的单位",
            "agency named at the statement",
            first.title_place.clone(),
        ));
        return;
    }
    for (statement, printed) in differing {
        let finding = Finding::new(
            RULE.code,
            Severity::Error,
            statement.title_place.with_text(statement.title.as_str()),
            format!("《{}》标注的单位是“{printed}”，文件的单位是“{name}”", statement.title),
        );
        found.push(explained(finding, &name, printed).relate(
            "文件的单位名称",
            "agency of the document",
            agency.place.clone(),
        ));
    }
}

fn explained(finding: Finding, expected: &str, actual: &str) -> Finding {
    let mut finding =
        finding.english("the agency printed here is not the agency of the document").values(expected, actual);
    if likeness_percent(expected, actual) >= NEAR_PERCENT {
        finding.suggested = Some(expected.to_owned());
        return finding.advise(format!("两个名称相近，疑有错字，请改为“{expected}”"));
    }
    finding.advise("核对报表的归属；名称写错的，改为法定名称")
}
