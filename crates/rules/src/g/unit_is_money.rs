//! # G007 计量单位填写为货币单位 (unit-is-money)
//!
//! ## 检查内容
//! 政府采购预算表的计量单位应是台、套、项、平方米、年等，不应是元、万元。
//!
//! ## 为何重要
//! 计量单位填成“元”，数量和单价就失去意义，无法判断买了多少、单价是否超过配置标准。
//!
//! ## 依据
//! - 《中华人民共和国政府采购法》第三十三条
//! - 《政府采购品目分类目录》（财库〔2022〕31号）
//!
//! ## 示例
//! 某工程计量单位为“元”，数量 1，单价 1.00 万元。
//!
//! ## 如何更正
//! 改用与采购内容相符的单位：工程和服务用“项”，设备用“台”“套”，租用用“年”“平方米”。
//!
//! ## 例外
//! “元/年”“万元/平方米”等单价单位不在此检查。

use mingsuan_model::text::normalized;
use mingsuan_model::{Finding, ProcurementLine, Severity};

use super::catalogue::{WORDS, lines};
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "G007",
    name: "unit-is-money",
    title: "计量单位填写为货币单位",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["政府采购法第三十三条", "财库〔2022〕31号"],
    source: include_str!("unit_is_money.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let mut money: Vec<&ProcurementLine> = Vec::new();
    for line in lines(context).filter(|line| !line.unit.text.is_empty()) {
        found.compared();
        let unit = normalized(&line.unit.text);
        if WORDS.money_units.contains(&unit) {
            money.push(line);
        }
    }
    let Some((first, others)) = money.split_first() else {
        return;
    };
    let finding = Finding::new(
        RULE.code,
        Severity::Warning,
        first.unit.place.with_text(first.unit.text.as_str()),
        format!("{}个采购项目的计量单位填写为货币单位“{}”", money.len(), first.unit.text),
    )
    .english(format!("{} purchase(s) are counted in money", money.len()))
    .advise("改用与采购内容相符的计量单位，如项、台、套、年");
    found.push(others.iter().fold(finding, |finding, line| {
        finding.relate(format!("项目“{}”", line.project.text), "another line", line.unit.place.clone())
    }));
}
