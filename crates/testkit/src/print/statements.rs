//! The statements by functional or economic class: 收入, 支出, 一般公共预算, 基本支出, 政府性基金, 国有资本经营, “三公”.

use std::collections::BTreeSet;

use mingsuan_model::Amount;

use super::{column_numbers, row, statement};
use crate::budget::{Budget, Fund, Kind, Line};
use crate::draft::{Draft, DraftCell};
use crate::lists::{economic_name, function_name};

/// A column: which lines count.
type Column<'a> = &'a dyn Fn(&Line) -> bool;

/// 合计 and the codes of every level, each row with the sums of its columns; empty without money.
fn rows_by_code<'a>(
    budget: &'a Budget,
    levels: &[usize],
    code_of: impl Fn(&'a Line) -> Option<&'a str>,
    name_of: impl Fn(&str) -> &'static str,
    scope: impl Fn(&Line) -> bool,
    columns: &[Column<'_>],
) -> Vec<Vec<DraftCell>> {
    let mut codes: BTreeSet<String> = BTreeSet::new();
    for line in budget.lines.iter().filter(|line| scope(line) && line.amount.0 != 0) {
        let Some(code) = code_of(line) else { continue };
        codes.extend(levels.iter().filter_map(|n| code.get(..*n)).map(str::to_owned));
    }
    if codes.is_empty() {
        return vec![vec![DraftCell::new(""); 3 + columns.len()]];
    }
    let mut rows = Vec::new();
    let prefixes = std::iter::once((String::new(), "合计")).chain(codes.into_iter().map(|code| {
        let name = name_of(&code);
        (code, name)
    }));
    for (prefix, name) in prefixes {
        let mut cells = row(&[(rows.len() + 1).to_string(), prefix.clone(), name.to_owned()]);
        for column in columns {
            let mut total = 0;
            for line in budget.lines.iter().filter(|line| scope(line) && column(line)) {
                if code_of(line).is_some_and(|code| code.starts_with(&prefix)) {
                    total += line.amount.0;
                }
            }
            cells.push(budget.cell(Amount(total)));
        }
        rows.push(cells);
    }
    rows
}

fn by_function<'a>(budget: &'a Budget, scope: impl Fn(&Line) -> bool, columns: &[Column<'_>]) -> Vec<Vec<DraftCell>> {
    rows_by_code(budget, &[3, 5, 7], |line: &'a Line| Some(&line.function), function_name, scope, columns)
}

fn is_basic(line: &Line) -> bool {
    !matches!(line.kind, Kind::Project(_))
}

/// 单位预算收入总表
pub(super) fn revenue(budget: &Budget, draft: &mut Draft) {
    draft.heading(1, "单位预算收入总表");
    let header = vec![
        budget.caption(13),
        vec![
            DraftCell::span("序号", 1, 2),
            DraftCell::span("功能分类科目", 2, 1),
            DraftCell::span("合计", 1, 2),
            DraftCell::span("本年收入", 8, 1),
            DraftCell::span("上年结转", 1, 2),
        ],
        row(&[
            "科目    编码",
            "科目名称",
            "小计",
            "财政拨款 收入",
            "财政专户 收入",
            "事业收入",
            "经营收入",
            "上级补助收入",
            "附属单位上缴收入",
            "其他收入",
        ]),
        column_numbers(13),
    ];
    let now = |line: &Line, fund: Fund| !line.is_carried_over && line.fund == fund;
    let body = by_function(
        budget,
        |_| true,
        &[
            &|_| true,
            &|line| !line.is_carried_over,
            &|line| !line.is_carried_over && line.fund.is_fiscal(),
            &|line| now(line, Fund::SpecialAccount),
            &|line| now(line, Fund::Business),
            &|line| now(line, Fund::Operating),
            &|line| now(line, Fund::Superior),
            &|line| now(line, Fund::Affiliated),
            &|line| now(line, Fund::Other),
            &|line| line.is_carried_over,
        ],
    );
    draft.table(statement(header, body));
}

/// 单位预算支出总表
pub(super) fn expenditure(budget: &Budget, draft: &mut Draft) {
    draft.heading(1, "单位预算支出总表");
    let names = ["合计", "基本支出", "项目支出", "经营支出", "上解上级     支出", "对附属单位补助支出"];
    let body = by_function(
        budget,
        |_| true,
        &[&|_| true, &is_basic, &|line| !is_basic(line), &|_| false, &|_| false, &|_| false],
    );
    draft.table(statement(function_header(budget, "科目    编码", &names), body));
}

fn function_header(budget: &Budget, code: &str, names: &[&str]) -> Vec<Vec<DraftCell>> {
    let mut first = vec![DraftCell::span("序号", 1, 2), DraftCell::span("功能分类科目", 2, 1)];
    first.extend(names.iter().map(|name| DraftCell::span(*name, 1, 2)));
    let columns = 3 + names.len();
    vec![budget.caption(columns), first, row(&[code, "科目名称"]), column_numbers(columns)]
}

/// A statement of one fund by function: 合计, 基本支出, 项目支出; with a note when there is no money.
fn of_fund(budget: &Budget, draft: &mut Draft, title: &str, fund: Fund, empty: &str) {
    draft.heading(1, title);
    let header = function_header(budget, "科目编码", &["合计", "基本支出", "项目支出"]);
    let columns: [Column<'_>; 3] = [&|_| true, &is_basic, &|line| !is_basic(line)];
    let body = by_function(budget, |line| line.fund == fund, &columns);
    draft.table(statement(header, body));
    if budget.sum(|line| line.fund == fund).0 == 0 {
        draft.paragraph(budget.empty_note(empty));
    }
}

/// 单位预算一般公共预算财政拨款支出表
pub(super) fn general(budget: &Budget, draft: &mut Draft) {
    of_fund(budget, draft, "单位预算一般公共预算财政拨款支出表", Fund::General, "一般公共预算财政拨款支出");
}

/// 单位预算政府性基金预算财政拨款支出表
pub(super) fn government_fund(budget: &Budget, draft: &mut Draft) {
    of_fund(budget, draft, "单位预算政府性基金预算财政拨款支出表", Fund::GovernmentFund, "政府性基金预算财政拨款支出");
}

/// 单位预算国有资本经营预算财政拨款支出表
pub(super) fn state_capital(budget: &Budget, draft: &mut Draft) {
    of_fund(
        budget,
        draft,
        "单位预算国有资本经营预算财政拨款支出表",
        Fund::StateCapital,
        "国有资本经营预算财政拨款支出",
    );
}

/// 单位预算一般公共预算财政拨款基本支出表
pub(super) fn basic(budget: &Budget, draft: &mut Draft) {
    draft.heading(1, "单位预算一般公共预算财政拨款基本支出表");
    let header = vec![
        budget.caption(6),
        vec![
            DraftCell::span("序号", 1, 2),
            DraftCell::span("支出部门经济分类科目", 2, 1),
            DraftCell::span("一般公共预算基本支出", 3, 1),
        ],
        row(&["科目编码", "科目名称", "合计", "人员经费", "公用经费"]),
        column_numbers(6),
    ];
    let scope = |line: &Line| line.fund == Fund::General && is_basic(line);
    let columns: [Column<'_>; 3] = [&|_| true, &|line| line.kind == Kind::Personnel, &|line| line.kind == Kind::Public];
    let body = rows_by_code(budget, &[3, 5], |line| line.economic.as_deref(), economic_name, scope, &columns);
    draft.table(statement(header, body));
    if budget.sum(scope).0 == 0 {
        draft.paragraph(budget.empty_note("一般公共预算基本支出"));
    }
}

/// 单位预算财政拨款“三公”经费支出表
pub(super) fn official_costs(budget: &Budget, draft: &mut Draft) {
    draft.heading(1, "单位预算财政拨款“三公”经费支出表");
    let header = vec![
        budget.caption(6),
        vec![DraftCell::span("序号", 1, 2), DraftCell::span("项  目", 1, 2), DraftCell::span("资 金 性 质", 4, 1)],
        row(&[
            "合计",
            "一般公共预算              财政拨款",
            "政府性基金                  预算拨款",
            "国有资本经营              预算财政拨款",
        ]),
        column_numbers(6),
    ];
    let items: [(&str, &[&str]); 8] = [
        ("“三公”经费小计", &["30212", "31013", "30231", "30217"]),
        ("一、因公出国（境）费", &["30212"]),
        ("    其中：教学科研人员因公出国（境）费", &[]),
        ("          其他因公出国（境）费", &["30212"]),
        ("二、公务用车购置及运维费", &["31013", "30231"]),
        ("    其中：公务用车购置费", &["31013"]),
        ("          公务用车运行维护费", &["30231"]),
        ("三、公务接待费", &["30217"]),
    ];
    let funds = [None, Some(Fund::General), Some(Fund::GovernmentFund), Some(Fund::StateCapital)];
    let mut body = Vec::new();
    for (i, (label, codes)) in items.into_iter().enumerate() {
        let mut cells = row(&[(i + 1).to_string(), label.to_owned()]);
        for fund in funds {
            cells.push(budget.cell(Amount(codes.iter().map(|code| budget.official(code, fund).0).sum())));
        }
        body.push(cells);
    }
    draft.table(statement(header, body));
    if budget.official_total(None).0 == 0 {
        draft.paragraph(budget.empty_note("财政拨款“三公”经费支出"));
    }
}
