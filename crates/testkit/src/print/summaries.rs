//! The two-sided summaries: 收支总表 and 财政拨款收支总表.

use mingsuan_model::Amount;

use super::{column_numbers, row, statement};
use crate::budget::{Budget, Fund, Line};
use crate::draft::{Draft, DraftCell};
use crate::lists::{SUMMARY_CLASSES, chinese_number};

/// The function rows printed: label and class code.
fn function_rows(budget: &Budget, passes: impl Fn(&Line) -> bool) -> Vec<(String, &'static str)> {
    let has_money = |code: &str| {
        !code.is_empty() && budget.lines.iter().any(|line| passes(line) && line.function.starts_with(code))
    };
    SUMMARY_CLASSES
        .iter()
        .filter(|(code, _)| budget.style.lists_all_functions || has_money(code))
        .enumerate()
        .map(|(i, (code, name))| (format!("{}、{name}", chinese_number(i + 1)), *code))
        .collect()
}

fn of_class(line: &Line, code: &str) -> bool {
    !code.is_empty() && line.function.starts_with(code)
}

/// Numbers the rows and pads both sides to one height.
fn number_rows(
    left: Vec<Vec<DraftCell>>,
    right: Vec<Vec<DraftCell>>,
    tail: Vec<Vec<DraftCell>>,
) -> Vec<Vec<DraftCell>> {
    let (left_width, right_width) = (left.first().map_or(2, Vec::len), right.first().map_or(2, Vec::len));
    let height = left.len().max(right.len());
    let mut rows = Vec::new();
    for i in 0..height {
        let blank = |n: usize| vec![DraftCell::new(""); n];
        let mut cells = left.get(i).cloned().unwrap_or_else(|| blank(left_width));
        cells.extend(right.get(i).cloned().unwrap_or_else(|| blank(right_width)));
        rows.push(cells);
    }
    rows.extend(tail);
    for (i, cells) in rows.iter_mut().enumerate() {
        cells.insert(0, DraftCell::new((i + 1).to_string()));
    }
    rows
}

/// 单位预算收支总表
pub(super) fn revenue_expenditure(budget: &Budget, draft: &mut Draft) {
    draft.heading(1, "单位预算收支总表");
    let header = vec![
        budget.caption(5),
        vec![DraftCell::span("序号", 1, 2), DraftCell::span("收入", 2, 1), DraftCell::span("支出", 2, 1)],
        row(&["项  目", "预算数", "项  目", "预算数"]),
        column_numbers(5),
    ];
    let current = |passes: &dyn Fn(Fund) -> bool| budget.sum(|line| !line.is_carried_over && passes(line.fund));
    let left = [
        ("一、一般公共预算拨款收入", current(&|fund| fund == Fund::General)),
        ("二、政府性基金预算拨款收入", current(&|fund| fund == Fund::GovernmentFund)),
        ("三、国有资本经营预算拨款收入", current(&|fund| fund == Fund::StateCapital)),
        ("四、财政专户管理资金收入", current(&|fund| fund == Fund::SpecialAccount)),
        ("五、单位资金", current(&Fund::is_unit_money)),
    ];
    let left = left.into_iter().map(|(label, amount)| vec![DraftCell::new(label), budget.cell(amount)]).collect();
    let right = function_rows(budget, |_| true)
        .into_iter()
        .map(|(label, code)| vec![DraftCell::new(label), budget.cell(budget.sum(|line| of_class(line, code)))])
        .collect();
    let (this_year, all) = (budget.sum(|line| !line.is_carried_over), budget.total());
    let pair = |l: &str, a: Amount, r: &str, b: Amount| {
        vec![DraftCell::new(l), budget.cell(a), DraftCell::new(r), budget.cell(b)]
    };
    let tail = vec![
        pair("本年收入合计", this_year, "本年支出合计", all),
        pair("上年结转结余", budget.sum(|line| line.is_carried_over), "年终结转结余", Amount(0)),
        pair("收入总计", all, "支出总计", all),
    ];
    draft.table(statement(header, number_rows(left, right, tail)));
}

const FISCAL: [(&str, Fund); 3] = [
    ("一、一般公共预算拨款", Fund::General),
    ("二、政府性基金预算拨款", Fund::GovernmentFund),
    ("三、国有资本经营预算拨款", Fund::StateCapital),
];

/// Label, total, general, fund, state capital of one row on the expenditure side.
fn fiscal_right(budget: &Budget, label: &str, passes: impl Fn(&Line) -> bool) -> Vec<DraftCell> {
    let mut cells = vec![DraftCell::new(label), budget.cell(budget.sum(|line| line.fund.is_fiscal() && passes(line)))];
    for (_, fund) in FISCAL {
        cells.push(budget.cell(budget.sum(|line| line.fund == fund && passes(line))));
    }
    cells
}

/// 单位预算财政拨款收支总表
pub(super) fn fiscal(budget: &Budget, draft: &mut Draft) {
    draft.heading(1, "单位预算财政拨款收支总表");
    let header = vec![
        budget.caption(8),
        vec![DraftCell::span("序号", 1, 2), DraftCell::span("收入", 2, 1), DraftCell::span("支出", 5, 1)],
        row(&[
            "项  目",
            "金额",
            "项  目",
            "合计",
            "一般公共预算财政拨款",
            "政府性基金预算财政    拨款",
            "国有资本经营预算财政拨款",
        ]),
        column_numbers(8),
    ];
    let left = FISCAL
        .iter()
        .map(|(label, fund)| {
            let amount = budget.sum(|line| line.fund == *fund && !line.is_carried_over);
            vec![DraftCell::new(*label), budget.cell(amount)]
        })
        .collect();
    let right = function_rows(budget, |line| line.fund.is_fiscal())
        .into_iter()
        .map(|(label, code)| fiscal_right(budget, &label, |line| of_class(line, code)))
        .collect();
    draft.table(statement(header, number_rows(left, right, fiscal_tail(budget))));
}

/// The rows below the functions: totals, and the balances brought forward by fund.
fn fiscal_tail(budget: &Budget) -> Vec<Vec<DraftCell>> {
    let left = |label: &str, amount: Amount| vec![DraftCell::new(label), budget.cell(amount)];
    let no_money = |label: &str| fiscal_right(budget, label, |_| false);
    let fiscal = |carried: bool| budget.sum(|line| line.fund.is_fiscal() && line.is_carried_over == carried);
    let mut tail = vec![
        [left("本年收入合计", fiscal(false)), fiscal_right(budget, "本年支出合计", |_| true)].concat(),
        [left("年初财政拨款结转和结余", fiscal(true)), no_money("年末财政拨款结转和结余")].concat(),
    ];
    for (label, fund) in FISCAL {
        let amount = budget.sum(|line| line.fund == fund && line.is_carried_over);
        tail.push([left(label, amount), row(&["", "", "", "", ""])].concat());
    }
    let total = budget.sum(|line| line.fund.is_fiscal());
    tail.push([left("收入总计", total), fiscal_right(budget, "支出总计", |_| true)].concat());
    tail
}
