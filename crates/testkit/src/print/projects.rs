//! Section 六: the two tables of each project.

use super::{row, unit_label};
use crate::budget::{Budget, Kind, Project};
use crate::draft::{Draft, DraftCell, DraftTable};

/// Section 六.
pub(super) fn projects(budget: &Budget, draft: &mut Draft) {
    draft.heading(1, "六、单位项目预算安排情况及绩效目标");
    if budget.projects.is_empty() {
        draft.paragraph(format!("{}年本单位未安排项目支出，没有需要列示的项目绩效目标。", budget.year));
    }
    for (index, project) in budget.projects.iter().enumerate() {
        draft.heading(2, format!("{}、{}绩效目标表", index + 1, project.name));
        draft.table(money_table(budget, index, project));
        draft.table(indicator_table(project));
    }
}

fn money_table(budget: &Budget, index: usize, project: &Project) -> DraftTable {
    let of = |fiscal: bool| budget.sum(|line| line.kind == Kind::Project(index) && line.fund.is_fiscal() == fiscal);
    let mut months = vec![DraftCell::span("资金支出计划（%）", 1, 2)];
    months.extend(["3月底", "6月底", "10月底", "12月底"].map(|month| DraftCell::span(month, 2, 1)));
    let shares = project.plan.iter().map(|share| share.map_or(String::new(), |share| format!("{share}%")));
    let rows = vec![
        vec![DraftCell::span(unit_label(budget.style.scale), 9, 1)],
        vec![
            DraftCell::new("项目编码"),
            DraftCell::span(project.code.clone(), 3, 1),
            DraftCell::new("项目名称"),
            DraftCell::span(project.name.clone(), 4, 1),
        ],
        vec![
            DraftCell::span("预算规模及资金用途", 1, 2),
            DraftCell::new("预算数"),
            DraftCell::span(budget.number(budget.project_amount(index)), 2, 1),
            DraftCell::new("其中：财政    资金"),
            budget.cell(of(true)),
            DraftCell::span("其他资金", 2, 1),
            budget.cell(of(false)),
        ],
        vec![DraftCell::span(project.purpose.clone(), 8, 1)],
        months,
        shares.map(|share| DraftCell::span(share, 2, 1)).collect(),
        vec![DraftCell::new("绩效目标"), DraftCell::span(format!("1.{}", project.goal), 8, 1)],
    ];
    DraftTable { rows, header_rows: 1, has_caption: true }
}

fn indicator_table(project: &Project) -> DraftTable {
    let mut rows = vec![row(&["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"])];
    let mut last: Option<&str> = None;
    for (i, indicator) in project.indicators.iter().enumerate() {
        let mut cells = Vec::new();
        if last != Some(&indicator.level1) {
            let height = project.indicators[i..].iter().take_while(|next| next.level1 == indicator.level1).count();
            cells.push(DraftCell::span(indicator.level1.clone(), 1, height));
            last = Some(&indicator.level1);
        }
        cells.extend(row(&[
            &indicator.level2,
            &indicator.level3,
            &indicator.description,
            &indicator.value,
            &indicator.basis,
        ]));
        rows.push(cells);
    }
    DraftTable { rows, header_rows: 1, has_caption: false }
}
