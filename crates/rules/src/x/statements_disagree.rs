//! # X001 同一事项在不同报表中金额不一致 (statements-disagree)
//!
//! ## 检查内容
//! 同一个数（同一年度、同一资金、同一科目、同一支出性质）在几张报表中出现时，必须完全相等。收入总计等于支出总计；没有结转结余时，收入按功能科目列示的数与支出的同一科目相等；只有一般公共预算一种资金时，全部支出与一般公共预算支出相等。后几条只在本文件中看到其条件成立时才比较。
//!
//! ## 为何重要
//! 报表之间的勾稽是预算公开检查的核心。一个数在两张表里不同，必有一张是错的。
//!
//! ## 依据
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）：公开的报表应当完整、真实、前后一致
//!
//! ## 示例
//! 支出总表中“行政运行”合计 1696.75，一般公共预算支出表中为 1690.75，而本单位只有一般公共预算资金。
//!
//! ## 如何更正
//! 多数报表一致而一张不同的，改那一张；只有两张而又都自相平衡的，对照批复文件确定。
//!
//! ## 例外
//! 单位换算造成的尾差（例如一表以元、一表以万元）在末位一个单位以内（四舍五入或截去尾数）不计。
//! 有结转结余的，一张表可能含结转而另一张不含：差额不超过结转结余的，只作提示。

use mingsuan_model::{Equation, Grade, Origin, Relation, Severity};

use crate::context::Context;
use crate::rule::{Body, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "X001",
    name: "statements-disagree",
    title: "同一事项在不同报表中金额不一致",
    severity: Severity::Error,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2016〕143号"],
    source: include_str!("statements_disagree.rs"),
    body: Body::Equations(equations),
};

fn equations(context: &Context<'_>, out: &mut Vec<Equation>) {
    let cube = &context.cube;
    for group in cube.canonical_groups() {
        if group.len() < 2 || group.iter().all(|id| !cube.is_nonzero(*id)) {
            continue;
        }
        let statements = group.iter().filter(|id| !matches!(cube.fact(**id).origin, Origin::Claim(_))).count();
        let first = cube.fact(group[0]).coordinate;
        let grade =
            if group.iter().all(|id| cube.fact(*id).coordinate == first) { Grade::Law } else { Grade::Conditional };
        // Where only the text repeats a figure, the narrative rules report it.
        let rule = if statements == group.len() { RULE.code } else { "N001" };
        out.push(Equation {
            rule,
            grade,
            name: "同一事项各处金额一致".to_owned(),
            relation: Relation::Same(group.to_vec()),
        });
    }
}
