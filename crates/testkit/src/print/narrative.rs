//! Sections 一 to 五: duties, arrangements, changes against last year, operating costs, official costs, goals.

use mingsuan_model::Amount;

use super::row;
use crate::budget::{Budget, Fund};
use crate::draft::{Draft, DraftTable};
use crate::lists::chinese_number;

/// Titles and sections 一 to 四.
pub(super) fn front(budget: &Budget, draft: &mut Draft) {
    let (name, year) = (&budget.agency.name, budget.year);
    draft.heading(0, name.clone());
    draft.heading(0, format!("{year}年单位预算信息公开情况说明"));
    draft.paragraph(format!(
        "依据《中华人民共和国预算法》和预决算公开的有关规定，现将{name}{year}年单位预算向社会公开如下："
    ));
    draft.heading(1, "一、单位职责及机构设置情况");
    draft.paragraph("单位职责：");
    for duty in &budget.texts.duties {
        draft.paragraph(duty.clone());
    }
    draft.paragraph("机构设置：");
    draft.paragraph("单位机构设置情况");
    let agency = &budget.agency;
    let rows = vec![
        row(&["单位名称", "单位性质", "单位规格", "经费保障形式"]),
        row(&[&agency.name, &agency.nature, &agency.rank, &agency.support]),
    ];
    draft.table(DraftTable { rows, header_rows: 1, has_caption: false });
    draft.heading(1, "二、单位预算安排的总体情况");
    draft.paragraph("本单位实行综合预算管理，全部收入和全部支出均编入单位预算。");
    draft.heading(2, "1、收入说明");
    draft.paragraph(revenue(budget));
    draft.heading(2, "2、支出说明");
    draft.paragraph(expenditure(budget));
    draft.heading(2, "3、比上年增减情况");
    draft.paragraph(changes(budget));
    draft.heading(1, "三、机关运行经费安排情况");
    draft.paragraph(operating(budget));
    draft.heading(1, "四、财政拨款“三公”经费预算情况及增减变化原因");
    draft.paragraph(official(budget));
}

fn revenue(budget: &Budget) -> String {
    let now =
        |passes: &dyn Fn(Fund) -> bool| budget.money(budget.sum(|line| !line.is_carried_over && passes(line.fund)));
    let opening = match budget.style.wording % 3 {
        0 => "收入预算反映本单位全年的各项收入。",
        1 => "本单位各项收入均列入预算。",
        _ => "",
    };
    format!(
        "{opening}{}年预算收入{}，其中：一般公共预算收入{}，基金预算收入{}，国有资本经营预算收入{}，财政专户核拨收入{}，单位资金收入{}，上年结转结余{}。",
        budget.year,
        budget.money(budget.total()),
        now(&|fund| fund == Fund::General),
        now(&|fund| fund == Fund::GovernmentFund),
        now(&|fund| fund == Fund::StateCapital),
        now(&|fund| fund == Fund::SpecialAccount),
        now(&Fund::is_unit_money),
        budget.money(budget.sum(|line| line.is_carried_over)),
    )
}

fn expenditure(budget: &Budget) -> String {
    use crate::budget::Kind::{Personnel, Public};
    let opening = match budget.style.wording % 2 {
        0 => "支出预算按支出功能分类和经济分类科目编制，反映本单位全年的支出安排。",
        _ => "",
    };
    let mut names: Vec<&str> = budget.projects.iter().map(|project| project.name.as_str()).collect();
    // Real documents list the projects in an order of their own.
    if budget.style.wording % 3 == 1 {
        names.reverse();
    }
    let list = if names.is_empty() { String::new() } else { format!("，主要为{}", names.join("、")) };
    format!(
        "{opening}{}年支出预算{}，其中基本支出{}，包括人员经费{}和日常公用经费{}；项目支出{}{list}。",
        budget.year,
        budget.money(budget.total()),
        budget.money(budget.basic()),
        budget.money(budget.sum(|line| line.kind == Personnel)),
        budget.money(budget.sum(|line| line.kind == Public)),
        budget.money(budget.project_money()),
    )
}

/// 增加12.00万元, 减少3.00万元, or nothing when equal.
fn change(budget: &Budget, now: Amount, before: Amount) -> Option<String> {
    let difference = Amount((now.0 - before.0).abs());
    match now.0 - before.0 {
        0 => None,
        d if d > 0 => Some(format!("增加{}", budget.money(difference))),
        _ => Some(format!("减少{}", budget.money(difference))),
    }
}

/// One part of the change: `基本支出增加…，主要原因是…。` or `基本支出与上年持平。`
fn part(budget: &Budget, label: &str, now: Amount, before: Amount, reason: &str) -> String {
    let because = if budget.style.wording.is_multiple_of(2) { "主要为" } else { "主要原因是" };
    match change(budget, now, before) {
        Some(text) => format!("{label}{text}，{because}{reason}"),
        None => format!("{label}与上年持平"),
    }
}

fn changes(budget: &Budget) -> String {
    let (year, last) = (budget.year, budget.year - 1);
    let before = Amount(budget.prior.basic.0 + budget.prior.project.0);
    let head = match change(budget, budget.total(), before) {
        Some(text) => format!("较{last}年预算{text}"),
        None => format!("与{last}年预算持平"),
    };
    format!(
        "{year}年预算收支安排{}，{head}，其中：{}。{}。",
        budget.money(budget.total()),
        part(budget, "基本支出", budget.basic(), budget.prior.basic, &budget.texts.basic_reason),
        part(budget, "项目支出", budget.project_money(), budget.prior.project, &budget.texts.project_reason),
    )
}

fn operating(budget: &Budget) -> String {
    let amount = budget.operating_costs();
    let head = format!("{}年，我单位机关运行经费共计安排{}", budget.year, budget.money(amount));
    if amount.0 == 0 { format!("{head}。") } else { format!("{head}，{}。", budget.texts.operating_uses) }
}

fn official(budget: &Budget) -> String {
    let of = |code: &str| budget.official(code, None);
    let (purchase, running) = (of("31013"), of("30231"));
    let total = budget.official_total(None);
    let last = budget.year - 1;
    let head = format!(
        "{}年，我单位财政拨款“三公”经费预算安排{}，其中因公出国（境）费{}；公务用车购置及运维费{}（其中：公务用车购置费{}，公务用车运维费{}）；公务接待费{}。",
        budget.year,
        budget.money(total),
        budget.money(of("30212")),
        budget.money(Amount(purchase.0 + running.0)),
        budget.money(purchase),
        budget.money(running),
        budget.money(of("30217")),
    );
    match change(budget, total, budget.prior.official) {
        Some(text) => format!("{head}与{last}年相比{text}，增减变化的主要原因是{}。", budget.texts.official_reason),
        None => format!("{head}与{last}年预算持平。"),
    }
}

/// Section 五.
pub(super) fn performance(budget: &Budget, draft: &mut Draft) {
    let texts = &budget.texts;
    draft.heading(1, "五、部门整体绩效目标");
    draft.heading(2, "（一）总体绩效目标");
    draft.paragraph(texts.overall_goal.clone());
    draft.heading(2, "（二）分项绩效目标");
    for (i, [title, goal, indicators]) in texts.tasks.iter().enumerate() {
        draft.heading(3, format!("（{}）{title}", chinese_number(i + 1)));
        draft.paragraph(format!("绩效目标：{goal}"));
        draft.paragraph(format!("绩效指标：{indicators}"));
    }
    draft.heading(2, "（三）工作保障措施");
    for (i, [title, text]) in texts.safeguards.iter().enumerate() {
        draft.heading(3, format!("（{}）{title}", chinese_number(i + 1)));
        draft.paragraph(text.clone());
    }
}
