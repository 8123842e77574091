//! # P036 项目编码属于另一地区 (project-code-of-other-region)
//!
//! ## 检查内容
//! 一份文件中项目编码的前6位（行政区划）应相同，或为上级地区、下级地区的代码。
//!
//! ## 为何重要
//! 编码的区划不同，说明抄了别处的编码，或者把别的单位的项目混了进来，项目无法在系统中查到。
//!
//! ## 依据
//! - 《预算管理一体化规范》项目库管理部分（项目代码）
//! - GB/T 2260 中华人民共和国行政区划代码
//!
//! ## 示例
//! 其他项目都以“131028”开头，一个项目的编码以“370203”开头。
//!
//! ## 如何更正
//! 与预算管理一体化系统核对编码；确属对口支援等跨地区项目的，在说明中写明。
//!
//! ## 例外
//! 以10开头的编码属中央单位下达的项目；上级（省、市）下达和下级承担的项目，区划是本地区的上级或下级，均不指出。
//! 只有一个项目的文件不检查；区划代码不存在的由 P003 报告。

use mingsuan_model::text::squeezed;
use mingsuan_model::{Finding, ListId, Severity};

use crate::context::Context;
use crate::rule::{Body, Found, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P036",
    name: "project-code-of-other-region",
    title: "项目编码属于另一地区",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["预算管理一体化规范", "GB/T 2260"],
    source: include_str!("project_code_of_other_region.rs"),
    body: Body::Check(check),
};

/// Region, year, kind and at least one character of a serial number.
const SHORTEST: usize = 10;

fn check(context: &Context<'_>, found: &mut Found) {
    let projects = &context.disclosure.projects;
    let Some(own) = context.disclosure.region.as_deref().filter(|_| projects.len() > 1) else { return };
    for project in projects {
        let Some(printed) = &project.code else { continue };
        let code = squeezed(&printed.text);
        let Some(region) = code.get(..6).filter(|_| code.len() >= SHORTEST) else { continue };
        if ListId::Region.list().by_code(region).is_none() {
            continue;
        }
        found.compared();
        if !region.starts_with("10") && !is_related(region, own) {
            let message = format!("项目“{}”的编码“{code}”属于地区{region}，其他项目属于{own}", project.name.text);
            found.push(
                Finding::new(RULE.code, Severity::Warning, printed.place.with_text(printed.text.as_str()), message)
                    .english(format!("project code {code} is of region {region}, the other projects of {own}"))
                    .advise("与预算管理一体化系统核对编码；确属跨地区项目的，在说明中写明")
                    .values(own, region),
            );
        }
    }
}

/// Whether one region is the other or lies in it.
fn is_related(one: &str, other: &str) -> bool {
    let (one, other) = (significant(one), significant(other));
    one.starts_with(other) || other.starts_with(one)
}

/// A region's digits without the pairs of zeros that stand for all of a province or city.
fn significant(region: &str) -> &str {
    region.strip_suffix("0000").or_else(|| region.strip_suffix("00")).unwrap_or(region)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_above_and_below_are_related() {
        assert!(is_related("131028", "131000") && is_related("130000", "131028") && is_related("131028", "131028"));
        assert!(!is_related("131028", "131024") && !is_related("370203", "131028"));
    }
}
