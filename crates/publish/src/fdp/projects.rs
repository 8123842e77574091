//! The tables of projects: the projects themselves, their payment plans and their indicators.

use mingsuan_model::{Amount, CellValue, Disclosure, Operator, PlacedValue, Project};

use super::table::{Field, ForeignKey, Kind, Table, field};

/// The key of a project: its ordinal, for a code may be missing or stand twice.
pub(super) fn project_id(ordinal: usize) -> String {
    format!("p{}", ordinal + 1)
}

const OF_PROJECT: ForeignKey = ForeignKey { field: "project_id", resource: "projects", target: "project_id" };

const PROJECTS: &[Field] = &[
    field("project_id", "项目序号", Kind::Text),
    field("project_code", "项目编码", Kind::Text).typed("activity:generic:project:code"),
    field("project_name", "项目名称", Kind::Text).typed("activity:generic:project:label").required(),
    field("agency_code", "单位编码", Kind::Text).typed("administrative-classification:generic:code"),
    field("agency_name", "单位名称", Kind::Text).typed("administrative-classification:generic:label"),
    field("budget_amount", "预算数（元）", Kind::Money).typed("value"),
    field("fiscal_amount", "其中：财政资金（元）", Kind::Money),
    field("other_amount", "其他资金（元）", Kind::Money),
    field("printed_scale", "印刷单位", Kind::Text),
    field("purpose", "资金用途", Kind::Text),
    field("goals", "绩效目标", Kind::Text),
];

/// The projects with their funds and goals.
pub(super) fn projects(disclosure: &Disclosure) -> Table {
    let row = |(ordinal, project): (usize, &Project)| {
        let money = |value: &Option<PlacedValue>| money(project, value.as_ref());
        let goals: Vec<&str> = project.goals.iter().map(|goal| goal.text.as_str()).collect();
        vec![
            project_id(ordinal),
            project.code.as_ref().map(|code| code.text.clone()).unwrap_or_default(),
            project.name.text.clone(),
            disclosure.agency.code.clone().unwrap_or_default(),
            disclosure.agency.name.clone(),
            money(&project.budget),
            money(&project.fiscal),
            money(&project.other),
            project.scale.map(|scale| scale.name().to_owned()).unwrap_or_default(),
            project.purpose.as_ref().map(|purpose| purpose.text.clone()).unwrap_or_default(),
            goals.join("\n"),
        ]
    };
    Table {
        name: "projects",
        title: "项目",
        description: "每个项目一行：资金、用途和绩效目标。",
        fields: PROJECTS,
        primary_key: &["project_id"],
        foreign_keys: Vec::new(),
        rows: disclosure.projects.iter().enumerate().map(row).collect(),
    }
}

/// A printed amount in 元; empty when nothing or no number is printed.
fn money(project: &Project, value: Option<&PlacedValue>) -> String {
    let number = value.and_then(|value| value.value.number());
    let amount = number.zip(project.scale).and_then(|(number, scale)| Amount::from_printed(number, scale));
    amount.map(|amount| amount.to_string()).unwrap_or_default()
}

const PLAN: &[Field] = &[
    field("project_id", "项目序号", Kind::Text).required(),
    field("month", "截至月份", Kind::Integer).required(),
    field("percent", "累计支付进度（%）", Kind::Number),
];

/// The payment plans.
pub(super) fn plan(disclosure: &Disclosure) -> Table {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (ordinal, project) in disclosure.projects.iter().enumerate() {
        let mut months = std::collections::BTreeSet::new();
        for step in project.plan.iter().filter(|step| months.insert(step.month)) {
            let percent = match &step.percent {
                CellValue::Number(number) => number.to_string(),
                CellValue::Blank | CellValue::Text(_) => String::new(),
            };
            rows.push(vec![project_id(ordinal), step.month.to_string(), percent]);
        }
    }
    Table {
        name: "payment-plan",
        title: "项目资金支出计划",
        description: "每个项目到某月底的累计支付进度。",
        fields: PLAN,
        primary_key: &["project_id", "month"],
        foreign_keys: vec![OF_PROJECT],
        rows,
    }
}

const INDICATORS: &[Field] = &[
    field("indicator_id", "指标序号", Kind::Text),
    field("project_id", "项目序号", Kind::Text).required(),
    field("level1", "一级指标", Kind::Text),
    field("level2", "二级指标", Kind::Text),
    field("level3", "三级指标", Kind::Text),
    field("description", "绩效指标描述", Kind::Text),
    field("value", "指标值（印刷）", Kind::Text),
    field("operator", "指标值符号", Kind::Text).one_of(&["≥", "≤", "＞", "＜", "="]),
    field("number", "指标值数值", Kind::Number),
    field("unit", "计量单位", Kind::Text),
    field("basis", "指标值确定依据", Kind::Text),
];

/// The performance indicators.
pub(super) fn indicators(disclosure: &Disclosure) -> Table {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (ordinal, project) in disclosure.projects.iter().enumerate() {
        for indicator in &project.indicators {
            let parts = &indicator.parts;
            rows.push(vec![
                format!("i{}", rows.len() + 1),
                project_id(ordinal),
                indicator.level1.clone(),
                indicator.level2.clone(),
                indicator.level3.text.clone(),
                indicator.description.text.clone(),
                indicator.value.text.clone(),
                parts.operator.map(Operator::sign).unwrap_or_default().to_owned(),
                parts.number.map(|number| number.to_string()).unwrap_or_default(),
                if parts.number.is_some() { parts.unit.clone() } else { String::new() },
                indicator.basis.text.clone(),
            ]);
        }
    }
    Table {
        name: "indicators",
        title: "项目绩效指标",
        description: "每个绩效指标一行。",
        fields: INDICATORS,
        primary_key: &["indicator_id"],
        foreign_keys: vec![OF_PROJECT],
        rows,
    }
}
