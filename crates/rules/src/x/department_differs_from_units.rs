//! # X010 部门预算与所属单位合计不符 (department-differs-from-units)
//!
//! ## 检查内容
//! 同一次检查的文件里既有部门的预算（决算），又有它列出的全部所属单位同一年度的，部门的财政拨款各项金额应当等于各单位之和。
//!
//! ## 为何重要
//! 部门预算由本级和所属单位的预算汇总而成；汇总数与各单位之和不同，多半是漏了单位，或者单位调整后没有重新汇总。
//!
//! ## 依据
//! - 《中华人民共和国预算法》第八条：各部门预算由本部门及其所属各单位预算组成
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：部门和所属单位分别公开预决算
//!
//! ## 示例
//! 部门的一般公共预算支出 1,000.00，本级 600.00、所属站 380.00，合计 980.00。
//!
//! ## 如何更正
//! 核对汇总范围和各单位的最后一稿，改正汇总数或单位的数。
//!
//! ## 例外
//! 只在机构设置表列出的单位全部在场时比较；只比较财政拨款（上级补助、附属单位上缴等在汇总时要抵销）；
//! 某单位没有列出总数的，该项不比较。

use mingsuan_model::{AgencyLevel, Coordinate, Dimension, Severity, Value};

use crate::rule::{Body, Rule, Validity};
use crate::together::{Across, Difference, Figure, STANDARDS, Together, Words, differs_by, grain, report};

pub(crate) const RULE: Rule = Rule {
    code: "X010",
    name: "department-differs-from-units",
    title: "部门预算与所属单位合计不符",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["预算法第八条", "财预〔2016〕143号"],
    source: include_str!("department_differs_from_units.rs"),
    body: Body::Together(compare),
};

const WORDS: Words = Words {
    code: RULE.code,
    severity: Severity::Warning,
    here: "部门数",
    there: "各单位合计",
    english: ["the department's amount", "the sum of its units"],
    advice: "核对汇总范围和各单位的最后一稿，改正汇总数或单位的数",
};

fn compare(together: &Together, across: &mut Across) {
    for (at, member) in (0..).zip(together.members()) {
        if member.imprint.level != Some(AgencyLevel::Department) {
            continue;
        }
        let units = together.units_of(at);
        if units.is_empty() {
            continue;
        }
        if !together.has_all_units(at, &units) {
            across.insufficient("部门列出的单位没有全部在这次检查的文件里，不能与合计比较");
            continue;
        }
        let differing: Vec<Difference> =
            together.figures(at).filter_map(|figure| difference(together, across, &units, figure)).collect();
        report(together, across, at, &differing, &WORDS);
    }
}

fn difference(together: &Together, across: &mut Across, units: &[usize], here: Figure) -> Option<Difference> {
    if here.is_told || !is_summed(&here.at) {
        return None;
    }
    let found: Vec<(usize, Figure)> =
        units.iter().filter_map(|unit| Some((*unit, together.figure(*unit, &here.at)?))).collect();
    // A unit that does not print a class has none of it; one that does not print a total was not read.
    let is_class = [Dimension::Function, Dimension::Economic].iter().any(|d| here.at.get(*d) != Value::All);
    if found.is_empty() || !is_class && found.len() < units.len() {
        return None;
    }
    across.compared();
    let sum = found.iter().try_fold(0_i64, |sum, (_, figure)| sum.checked_add(figure.fen))?;
    let within = found.iter().map(|(_, figure)| grain(figure)).sum::<i64>();
    let (other, there) = found[0];
    differs_by(&here, sum, within).then_some(Difference { here, expected: sum, other, there })
}

/// Whether nothing is cancelled out when the amounts of units are added up.
fn is_summed(at: &Coordinate) -> bool {
    at.key(Dimension::Fund).is_some_and(|fund| STANDARDS.summed_funds.iter().any(|summed| summed == fund))
}
