//! # P001 各项目预算数之和与项目支出不符 (projects-sum-mismatch)
//!
//! ## 检查内容
//! 所有项目绩效目标表的预算数之和，一般等于支出总表的项目支出合计；其中财政资金之和，一般等于财政拨款安排的项目支出。
//!
//! ## 为何重要
//! 项目支出应当全部有绩效目标。两数不等，通常是漏了项目、多了项目，或某个项目的预算数填错。
//!
//! ## 依据
//! - 《项目支出绩效评价管理办法》及绩效目标管理有关规定：部门预算项目应当全部设定绩效目标
//! - 《地方预决算公开操作规程》（财预〔2016〕143号）
//!
//! ## 示例
//! 支出总表项目支出 300.00 万元，三个项目的预算数为 100.00、100.00、90.00 万元：少 10.00 万元。
//!
//! ## 如何更正
//! 核对被指出的项目；如确有项目不公开绩效目标（涉密等），在说明中注明。
//!
//! ## 例外
//! 只公开部分重点项目绩效目标的文件，项目之和小于项目支出属正常，只作提示。有项目没有读到任何金额的，不予判断。

use mingsuan_model::{Dimension, Equation, Grade, Origin, Project, Relation, Severity, Value};

use crate::context::Context;
use crate::rule::{Body, Rule, Validity};

pub(crate) const RULE: Rule = Rule {
    code: "P001",
    name: "projects-sum-mismatch",
    title: "各项目预算数之和与项目支出不符",
    severity: Severity::Warning,
    since: "0.1.0",
    valid: Validity::ALWAYS,
    basis: &["财预〔2021〕101号", "财预〔2016〕143号"],
    source: include_str!("projects_sum_mismatch.rs"),
    body: Body::Equations(equations),
};

fn equations(context: &Context<'_>, out: &mut Vec<Equation>) {
    let cube = &context.cube;
    let every_project_has_money = context.disclosure.projects.iter().all(has_money);
    for (fund, name) in [(None, "各项目预算数之和=项目支出"), (Some("fiscal"), "各项目财政资金之和=财政拨款项目支出")]
    {
        let is_part = |id: &u32| {
            let fact = cube.fact(*id);
            matches!(fact.origin, Origin::Project(_)) && fact.coordinate.key(Dimension::Fund) == fund
        };
        let parts: Vec<u32> = (0..).take(cube.facts.len()).filter(is_part).collect();
        // Where a project's own was not read, the others are no sum.
        let all = context.disclosure.projects.len();
        let Some(first) = parts.first().filter(|_| parts.len() == all && every_project_has_money) else { continue };
        let total = cube.fact(*first).coordinate.with(Dimension::Project, Value::All);
        let in_statement = |id: &&u32| matches!(cube.fact(**id).origin, Origin::Statement { .. });
        let Some(total) = cube.same_as(&total).iter().find(in_statement) else { continue };
        out.push(Equation {
            rule: RULE.code,
            grade: Grade::Usual,
            name: name.to_owned(),
            relation: Relation::Sum { total: *total, parts },
        });
    }
}

/// Whether any amount of a project was read; a blank is nothing only where another tells the whole.
fn has_money(project: &Project) -> bool {
    let amounts = [&project.budget, &project.fiscal, &project.other];
    amounts.into_iter().flatten().any(|amount| amount.value.number().is_some())
}
