//! Sections 七 and 八: procurement and fixed assets.

use mingsuan_model::Amount;

use super::{row, unit_label};
use crate::budget::{Budget, Fund, Procurement};
use crate::draft::{Draft, DraftCell, DraftTable};

type Money<'a> = &'a dyn Fn(&Procurement) -> bool;

/// The money columns of procurement after 合计: by fund of this year, then what was carried over.
const COLUMNS: [Money<'static>; 6] = [
    &|line| !line.is_carried_over && line.fund == Fund::General,
    &|line| !line.is_carried_over && line.fund == Fund::GovernmentFund,
    &|line| !line.is_carried_over && line.fund == Fund::StateCapital,
    &|line| !line.is_carried_over && line.fund == Fund::SpecialAccount,
    &|line| !line.is_carried_over && line.fund.is_unit_money(),
    &|line| line.is_carried_over,
];

/// 七、政府采购预算情况
pub(super) fn procurement(budget: &Budget, draft: &mut Draft) {
    draft.heading(1, "七、政府采购预算情况");
    draft.paragraph("单位政府采购预算");
    let mut rows = procurement_header(budget);
    let header_rows = rows.len();
    if budget.procurement.is_empty() {
        rows.push(vec![DraftCell::new(""); 15]);
    } else {
        rows.push(sums(budget, "合  计"));
        rows.push(sums(budget, &format!("{}小计", budget.agency.name)));
        rows.extend(budget.procurement.iter().map(|line| procurement_row(budget, line)));
    }
    draft.table(DraftTable { rows, header_rows, has_caption: true });
    if budget.procurement.is_empty() {
        draft.paragraph(budget.empty_note("政府采购预算"));
    } else {
        draft.paragraph("注：目录序号相同而配置不同的品目，单价可以不同；涉密采购依照有关规定办理，不在本表反映。");
    }
}

fn procurement_header(budget: &Budget) -> Vec<Vec<DraftCell>> {
    let mut first = vec![DraftCell::span("政府采购项目来源", 2, 1)];
    first.extend(
        ["采购物品名称", "政府采购目录序号", "计量  单位", "数量", "单价"].map(|name| DraftCell::span(name, 1, 2)),
    );
    first.push(DraftCell::span("政府采购金额（当年部门预算安排资金）", 7, 1));
    first.push(DraftCell::span(format!("{}年  预留中  小微企  业份额", budget.year), 1, 2));
    let second = row(&[
        "项目名称",
        "预算    资金",
        "合计",
        "一般公共预算拨款",
        "基金预算拨款",
        "国有资本经营预算拨款",
        "财政专户核拨",
        "单位    资金",
        "上年结转结余",
    ]);
    let caption = vec![
        DraftCell::span(format!("{}{}", budget.agency.code, budget.agency.name), 8, 1),
        DraftCell::span(unit_label(budget.style.scale), 7, 1),
    ];
    vec![caption, first, second]
}

fn sums(budget: &Budget, label: &str) -> Vec<DraftCell> {
    let total = |passes: Money<'_>| {
        Amount(budget.procurement.iter().filter(|line| passes(line)).map(|line| line.amount().0).sum())
    };
    let mut cells = row(&[label, "", "", "", "", "", ""]);
    cells.push(budget.cell(total(&|_| true)));
    cells.extend(COLUMNS.iter().map(|column| budget.cell(total(column))));
    cells.push(budget.cell(Amount(budget.procurement.iter().map(|line| line.reserved.0).sum())));
    cells
}

fn procurement_row(budget: &Budget, line: &Procurement) -> Vec<DraftCell> {
    let name = budget.projects.get(line.project).map_or("", |project| project.name.as_str());
    let mut cells = row(&[
        name.to_owned(),
        budget.number(budget.project_amount(line.project)),
        line.name.clone(),
        line.code.clone(),
        line.unit.clone(),
        line.quantity.to_string(),
        budget.number(line.price),
        budget.number(line.amount()),
    ]);
    for column in COLUMNS {
        cells.push(budget.cell(if column(line) { line.amount() } else { Amount(0) }));
    }
    cells.push(budget.cell(line.reserved));
    cells
}

/// 八、国有资产信息
pub(super) fn assets(budget: &Budget, draft: &mut Draft) {
    let (assets, agency) = (&budget.assets, &budget.agency);
    let bought = budget.procurement.iter().filter(|line| line.is_fixed_asset()).map(|line| line.amount().0).sum();
    draft.heading(1, "八、国有资产信息");
    let plan = if bought == 0 {
        format!("本年度拟购置固定资产总额为{}。", budget.money(Amount(0)))
    } else {
        format!(
            "本年度拟购置固定资产总额为{}，均已编入政府采购预算，明细见政府采购预算表。",
            budget.money(Amount(bought))
        )
    };
    let total = budget.money(assets.total());
    draft.paragraph(format!("{}上年末固定资产金额为{total}，构成见下表。{plan}", agency.name));
    draft.paragraph("单位固定资产占用情况表");
    draft.table(asset_table(budget));
}

fn asset_table(budget: &Budget) -> DraftTable {
    let (assets, agency) = (&budget.assets, &budget.agency);
    let area = |hundredths: i64| match hundredths {
        0 => String::new(),
        n => format!("{}.{:02}", n / 100, n % 100),
    };
    let count = |n: i64| if n == 0 { String::new() } else { n.to_string() };
    let line = |label: &str, quantity: String, value: Amount| {
        vec![DraftCell::new(label), DraftCell::new(quantity), budget.cell(value)]
    };
    let rows = vec![
        vec![
            DraftCell::new(format!("{}{}", agency.code, agency.name)),
            DraftCell::span(format!("截止时间：{}-12-31", budget.year - 1), 2, 1),
        ],
        row(&["项   目".to_owned(), "数量".to_owned(), format!("价值（金额单位：{}）", budget.style.scale.name())]),
        vec![
            DraftCell::new("资产总额"),
            DraftCell::new(""),
            // The total is printed even when it is zero: the row says that there is nothing.
            DraftCell::new(match budget.number(assets.total()) {
                text if text.is_empty() => "0.00".to_owned(),
                text => text,
            }),
        ],
        line("1、房屋（平方米）", area(assets.buildings.0), assets.buildings.1),
        line("　　其中：办公用房（平方米）", area(assets.offices.0), assets.offices.1),
        line("2、车辆（台、辆）", count(assets.vehicles.0), assets.vehicles.1),
        line("3、单价在20万元以上的设备", count(assets.equipment.0), assets.equipment.1),
        line("4、其他固定资产", count(assets.other.0), assets.other.1),
    ];
    DraftTable { rows, header_rows: 2, has_caption: true }
}
