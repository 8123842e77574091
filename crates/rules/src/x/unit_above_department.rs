//! # X011 单位的数大于部门的数 (unit-above-department)
//!
//! ## 检查内容
//! 同一次检查的文件里既有部门的预算（决算），又有所属单位同一年度的，单位的财政拨款总数不应大于部门的。
//!
//! ## 为何重要
//! 部门的数包含所属单位的数，单位反而更大，必有一份填错了金额或者金额单位，或者不是同一稿。
//!
//! ## 依据
//! - 《中华人民共和国预算法》第八条：各部门预算由本部门及其所属各单位预算组成
//!
//! ## 示例
//! 部门的一般公共预算支出 1,000.00万元，所属站的 38,000.00万元（把元当成了万元）。
//!
//! ## 如何更正
//! 核对两份文件的金额和金额单位。
//!
//! ## 例外
//! 只比较收入、支出按资金来源的总数，不逐个科目比较；单位只按部门机构设置表或者单位编码认定，认不出的不比较。

use mingsuan_model::{AgencyLevel, Coordinate, Dimension, Severity, Value};

use crate::rule::{Body, Rule, Validity};
use crate::together::{Across, Difference, STANDARDS, Together, Words, differs, report};

pub(crate) const RULE: Rule = Rule {
    code: "X011",
    name: "unit-above-department",
    title: "单位的数大于部门的数",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["预算法第八条"],
    source: include_str!("unit_above_department.rs"),
    body: Body::Together(compare),
};

const WORDS: Words = Words {
    code: RULE.code,
    severity: Severity::Warning,
    here: "单位数",
    there: "所属部门的公开文件",
    english: ["the unit's amount", "its department's document"],
    advice: "部门数包含单位数，应不小于单位数；核对两份文件的金额和金额单位",
};

fn compare(together: &Together, across: &mut Across) {
    for (department, member) in (0..).zip(together.members()) {
        if member.imprint.level != Some(AgencyLevel::Department) {
            continue;
        }
        for unit in together.units_of(department) {
            let mut differing = Vec::new();
            for here in together.figures(unit).filter(|figure| !figure.is_told && is_total(&figure.at)) {
                let Some(there) = together.figure(department, &here.at) else { continue };
                across.compared();
                if here.fen > there.fen && differs(&here, &there) {
                    differing.push(Difference { here, expected: there.fen, other: department, there });
                }
            }
            report(together, across, unit, &differing, &WORDS);
        }
    }
}

/// Whether a position is a total of fiscal money.
fn is_total(at: &Coordinate) -> bool {
    let free = [Dimension::Function, Dimension::Economic, Dimension::GovEconomic, Dimension::Category, Dimension::Item];
    free.iter().all(|dimension| at.get(*dimension) == Value::All)
        && at.key(Dimension::Fund).is_some_and(|fund| STANDARDS.summed_funds.iter().any(|summed| summed == fund))
}
