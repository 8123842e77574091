//! # K015 基本支出表列有项目支出的经济科目 (project-class-in-basic-statement)
//!
//! ## 检查内容
//! 基本支出用于保障机构正常运转。基本建设、土地和拆迁补偿、物资储备、对企业补助等经济科目只用于项目支出，
//! 不应列在一般公共预算基本支出表中。
//!
//! ## 为何重要
//! 项目支出混进基本支出，公用经费定额和机关运行经费都会虚增。
//!
//! ## 依据
//! - 年度政府收支分类科目：部门预算支出经济分类科目说明
//! - 《中央本级基本支出预算管理办法》（财预〔2007〕37号）、《中央本级项目支出预算管理办法》（财预〔2007〕38号）
//!
//! ## 示例
//! 基本支出表列有 31005 基础设施建设 500.00 万元。
//!
//! ## 如何更正
//! 把该科目的金额移到项目支出，或者改正科目编码。
//!
//! ## 例外
//! 办公设备、专用设备等日常购置可以用公用经费，不检查。科目清单见 standards/class-use.toml。

use mingsuan_model::{Finding, ListId, Severity, StatementId};

use super::codes::{CodedRow, coded_rows};
use super::items::ITEMS;
use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "K015",
    name: "project-class-in-basic-statement",
    title: "基本支出表列有项目支出的经济科目",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["年度政府收支分类科目", "财预〔2007〕37号", "财预〔2007〕38号"],
    source: include_str!("project_class_in_basic_statement.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    for statement in context.statements(StatementId::GeneralBasic) {
        let rows = coded_rows(statement).filter(|row| row.list == ListId::Economic && row.code.len() == 5);
        for row in rows.filter(CodedRow::has_money) {
            found.compared();
            if ITEMS.never_basic.iter().any(|class| row.code.starts_with(class.as_str())) {
                let (title, code, label) = (&statement.title, row.code, row.label());
                found.push(
                    Finding::new(
                        RULE.code,
                        Severity::Warning,
                        row.code_place(),
                        format!("《{title}》列有“{code} {label}”，该科目只用于项目支出"),
                    )
                    .english(format!("{code} is for project expenditure and stands among basic expenditure"))
                    .advise("移到项目支出，或者改正科目编码"),
                );
            }
        }
    }
}
