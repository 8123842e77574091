//! Performance tables of projects in a template: forms with labels down the side, forms with weights, lists with one
//! row an indicator; and what was read of them. The look is the business of `page.rs`.

use mingsuan_model::{Amount, CellValue, Scale};

use super::template::Template;
use crate::budget::{Budget, Indicator, Project};
use crate::draft::{DraftCell, DraftTable};

/// A performance table under its title.
#[derive(Clone, Debug)]
pub struct Form {
    /// Its title.
    pub title: String,
    /// The table.
    pub table: DraftTable,
}

/// The performance tables of a template.
pub(super) fn forms(budget: &Budget, template: &Template) -> Vec<Form> {
    let projects = || budget.projects.iter().enumerate();
    let form = |title: &str, rows: Vec<Vec<DraftCell>>| Form {
        title: title.to_owned(),
        table: DraftTable { rows, header_rows: 0, has_caption: false },
    };
    match template.targets.as_str() {
        "form" => projects().map(|(at, project)| form("项目支出绩效目标表", labelled(budget, at, project))).collect(),
        "weights" => {
            projects().map(|(at, project)| form("项目绩效目标申报表", weighted(budget, at, project))).collect()
        }
        "list" => {
            let mut list = form("部门预算项目绩效目标汇总表", listed(budget));
            list.table.header_rows = 1;
            vec![list]
        }
        _ => Vec::new(),
    }
}

fn row(texts: &[&str]) -> Vec<DraftCell> {
    texts.iter().copied().map(DraftCell::new).collect()
}

/// 项　目: characters below each other, as in a narrow column.
fn upright(text: &str) -> String {
    text.chars().map(String::from).collect::<Vec<_>>().join("\n")
}

/// Money of a project in 万元: all of it, from fiscal appropriation, other.
fn money(budget: &Budget, at: usize) -> [Amount; 3] {
    let of = |fiscal: bool| {
        budget.sum(|line| line.kind == crate::budget::Kind::Project(at) && line.fund.is_fiscal() == fiscal)
    };
    [budget.project_amount(at), of(true), of(false)]
}

/// Labels in merged cells down the left side, levels of indicators merged over their rows.
fn labelled(budget: &Budget, at: usize, project: &Project) -> Vec<Vec<DraftCell>> {
    let shown = money(budget, at).map(|amount| amount.in_scale(Scale::TenThousand, 2));
    let mut rows = vec![
        vec![DraftCell::span("项目名称", 2, 1), DraftCell::span(&project.name, 3, 1)],
        vec![
            DraftCell::span("主管部门", 2, 1),
            DraftCell::new(&budget.agency.name),
            DraftCell::new("实施单位"),
            DraftCell::new(&budget.agency.name),
        ],
    ];
    for (label, amount) in ["年度资金总额", "其中：财政拨款", "其他资金"].iter().zip(&shown) {
        let mut cells = vec![DraftCell::span(*label, 2, 1), DraftCell::span(amount, 2, 1)];
        if rows.len() == 2 {
            cells.insert(0, DraftCell::span("项目资金\n（万元）", 1, 3));
        }
        rows.push(cells);
    }
    rows.push(vec![DraftCell::new(upright("总体目标")), DraftCell::span(&project.goal, 4, 1)]);
    let count = project.indicators.len() + 1;
    let mut header = row(&["一级指标", "二级指标", "三级指标", "指标值"]);
    header.insert(0, DraftCell::span(upright("绩效指标"), 1, count));
    rows.push(header);
    rows.extend(indicators(&project.indicators, |indicator| row(&[&indicator.level3, &indicator.value])));
    rows
}

/// Weights beside the values, a mid-term goal beside the year's.
fn weighted(budget: &Budget, at: usize, project: &Project) -> Vec<Vec<DraftCell>> {
    let [all, fiscal, other] = money(budget, at).map(|amount| amount.in_scale(Scale::TenThousand, 2));
    let mut rows = vec![
        vec![DraftCell::new("项目名称"), DraftCell::span(&project.name, 5, 1)],
        vec![
            DraftCell::new("项目代码"),
            DraftCell::span(&project.code, 2, 1),
            DraftCell::new("项目期"),
            DraftCell::span("1年", 2, 1),
        ],
        vec![
            DraftCell::new("资金总额"),
            DraftCell::new(format!("{all}万元")),
            DraftCell::new("其中：财政拨款"),
            DraftCell::new(format!("{fiscal}万元")),
            DraftCell::new("其他资金"),
            DraftCell::new(format!("{other}万元")),
        ],
        vec![DraftCell::span("总体目标", 1, 2), DraftCell::span("实施期目标", 2, 1), DraftCell::span("年度目标", 3, 1)],
        vec![DraftCell::span("分年度实施，逐年完成。", 2, 1), DraftCell::span(&project.goal, 3, 1)],
        row(&["一级指标", "二级指标", "三级指标", "指标值", "权重", "备注"]),
    ];
    let weight = 90 / project.indicators.len().max(1);
    rows.extend(indicators(&project.indicators, |indicator| {
        row(&[&indicator.level3, &indicator.value, &weight.to_string(), ""])
    }));
    rows
}

/// All projects in one table, their names merged over the rows of their indicators.
fn listed(budget: &Budget) -> Vec<Vec<DraftCell>> {
    let mut rows =
        vec![row(&["项目名称", "预算数", "绩效目标", "一级指标", "二级指标", "三级指标", "指标值", "指标说明"])];
    for (at, project) in budget.projects.iter().enumerate() {
        let [all, ..] = money(budget, at).map(|amount| amount.in_scale(Scale::TenThousand, 2));
        let mut own = indicators(&project.indicators, |indicator| {
            row(&[&indicator.level3, &indicator.value, &indicator.description])
        });
        let height = own.len();
        if let Some(first) = own.first_mut() {
            let fields = [&project.name, &all, &project.goal].map(|text| DraftCell::span(text, 1, height));
            first.splice(0..0, fields);
        }
        rows.extend(own);
    }
    rows
}

/// A row an indicator: its levels in cells that are merged while they stay the same, and its fields.
fn indicators(list: &[Indicator], fields: impl Fn(&Indicator) -> Vec<DraftCell>) -> Vec<Vec<DraftCell>> {
    let same_level2 = |a: &Indicator, b: &Indicator| a.level1 == b.level1 && a.level2 == b.level2;
    let mut rows = Vec::new();
    for (at, indicator) in list.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &list[before]);
        let mut cells = Vec::new();
        if before.is_none_or(|before| before.level1 != indicator.level1) {
            let height = list[at..].iter().take_while(|next| next.level1 == indicator.level1).count();
            cells.push(DraftCell::span(&indicator.level1, 1, height));
        }
        if before.is_none_or(|before| !same_level2(before, indicator)) {
            let height = list[at..].iter().take_while(|next| same_level2(next, indicator)).count();
            cells.push(DraftCell::span(&indicator.level2, 1, height));
        }
        cells.extend(fields(indicator));
        rows.push(cells);
    }
    rows
}

/// What was read of the projects of a budget against what their tables tell, a line for each difference.
pub(super) fn differences(budget: &Budget, read: &[mingsuan_model::Project]) -> Vec<String> {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let mut lines = Vec::new();
    if read.len() != budget.projects.len() {
        lines.push(format!("{} projects, read {}", budget.projects.len(), read.len()));
    }
    for (at, (project, found)) in budget.projects.iter().zip(read).enumerate() {
        let mut compare = |what: &str, told: &str, read: &str| {
            if bare(told) != bare(read) {
                lines.push(format!("project {at}, {what}: {told}, read {read}"));
            }
        };
        compare("name", &project.name, &found.name.text);
        let amount = found.budget.as_ref().map(|budget| match &budget.value {
            CellValue::Number(number) => format!("{number}"),
            _ => bare(budget.place.text.as_deref().unwrap_or_default()).trim_end_matches("万元").to_owned(),
        });
        let [all, ..] = money(budget, at);
        compare("amount", &all.in_scale(Scale::TenThousand, 2), &amount.unwrap_or_default());
        let goals: String = found.goals.iter().map(|goal| goal.text.as_str()).collect();
        compare("goal", &project.goal, &goals);
        let told = project.indicators.iter().map(|own| [&own.level1, &own.level2, &own.level3, &own.value]);
        let told: Vec<String> = told.map(|fields| fields.map(|text| bare(text)).join(" ")).collect();
        let own = found.indicators.iter().map(|own| [&own.level1, &own.level2, &own.level3.text, &own.value.text]);
        let own: Vec<String> = own.map(|fields| fields.map(|text| bare(text)).join(" ")).collect();
        compare("indicators", &told.join("；"), &own.join("；"));
    }
    lines
}
