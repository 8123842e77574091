//! # P005 项目编码重复 (duplicate-project-code)
//!
//! ## 检查内容
//! 同一份文件中，两个项目不应使用同一个项目编码。
//!
//! ## 为何重要
//! 一个编码只对应一个项目。编码重复多因复制表格后没有修改，会使其中一个项目的预算和绩效目标无从查证。
//!
//! ## 依据
//! - 《预算管理一体化规范》项目库管理部分（项目代码唯一）
//!
//! ## 示例
//! “道路养护经费”和“绿化养护经费”的项目编码都是“13089924P000000000018”。
//!
//! ## 如何更正
//! 与预算管理一体化系统核对，改正其中抄错的编码；同一项目确需分表列示的，应在表名中注明。
//!
//! ## 例外
//! 编码和名称都相同的，可能是同一项目分单位、分资金列示，只作提醒。没有印出编码的项目不检查。

use std::collections::HashMap;

use mingsuan_model::text::{normalized, squeezed};
use mingsuan_model::{Finding, Placed, Project, Severity};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P005",
    name: "duplicate-project-code",
    title: "项目编码重复",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["预算管理一体化规范"],
    source: include_str!("duplicate_project_code.rs"),
    body: Body::Check(check),
};

fn check(context: &Context<'_>, found: &mut Found) {
    let mut first_of: HashMap<String, (&Project, &Placed)> = HashMap::new();
    for project in &context.disclosure.projects {
        let Some(printed) = &project.code else { continue };
        let code = squeezed(&printed.text);
        if code.is_empty() {
            continue;
        }
        if let Some((first, first_code)) = first_of.get(&code) {
            found.compared();
            // A list shows the parts of one project under its name.
            let is_part = first.place.table == project.place.table && first.title.text == project.title.text;
            if !is_part {
                found.push(finding(&code, project, printed, first, first_code));
            }
        } else {
            if !first_of.is_empty() {
                found.compared();
            }
            first_of.insert(code, (project, printed));
        }
    }
}

fn finding(code: &str, project: &Project, printed: &Placed, first: &Project, first_code: &Placed) -> Finding {
    let (name, other) = (&project.name.text, &first.name.text);
    let place = printed.place.with_text(printed.text.as_str());
    let finding = if normalized(name) == normalized(other) {
        let message = format!("项目“{name}”及其编码“{code}”在文件中出现两次");
        Finding::new(RULE.code, Severity::Warning, place, message)
            .english(format!("project \"{name}\" with code {code} stands twice"))
            .advise("删除重复的表；确需分别列示的，在表名中注明")
    } else {
        let message = format!("项目“{name}”的编码“{code}”与项目“{other}”相同");
        Finding::new(RULE.code, Severity::Error, place, message)
            .english(format!("projects \"{other}\" and \"{name}\" have the same code {code}"))
            .advise("与预算管理一体化系统核对，改正抄错的编码")
    };
    finding.relate(format!("项目“{other}”的编码"), "the code of another project", first_code.place.clone())
}
