//! The tables beside the facts: the statements, procurement, assets, the goals of the whole agency.

use mingsuan_model::text::normalized;
use mingsuan_model::{Dimension, Disclosure, Fact, ListId, Origin, Placed, ProcurementLine, Value};

use super::projects::project_id;
use super::table::{Field, ForeignKey, Kind, Table, field};

/// The key of a statement: its ordinal, for a form may stand twice.
pub(super) fn statement_id(ordinal: usize) -> String {
    format!("s{}", ordinal + 1)
}

const STATEMENTS: &[Field] = &[
    field("statement_id", "报表序号", Kind::Text),
    field("statement", "报表标识", Kind::Text).required(),
    field("title", "报表名称", Kind::Text),
    field("fiscal_year", "年度", Kind::Integer).typed("date:fiscal-year"),
    field("printed_scale", "印刷单位", Kind::Text),
    field("is_empty", "是否空表", Kind::Boolean).required(),
    field("notes", "注释", Kind::Text),
];

/// The statements, also those without a number.
pub(super) fn statements(disclosure: &Disclosure) -> Table {
    let rows = disclosure.statements.iter().enumerate().map(|(ordinal, statement)| {
        let notes: Vec<&str> = statement.notes.iter().map(|note| note.text.as_str()).collect();
        let year = statement.year.or(disclosure.year);
        vec![
            statement_id(ordinal),
            statement.id.key().to_owned(),
            statement.title.clone(),
            year.map(|year| year.to_string()).unwrap_or_default(),
            statement.scale.map(|scale| scale.name().to_owned()).unwrap_or_default(),
            statement.is_empty().to_string(),
            notes.join("\n"),
        ]
    });
    Table {
        name: "statements",
        title: "报表",
        description: "公开的每张报表一行，空表也列出。",
        fields: STATEMENTS,
        primary_key: &["statement_id"],
        foreign_keys: Vec::new(),
        rows: rows.collect(),
    }
}

const PROCUREMENT: &[Field] = &[
    field("line_id", "序号", Kind::Text),
    field("is_total", "是否合计数", Kind::Boolean).required(),
    field("procurer_code", "采购单位编码", Kind::Text).typed("procurer:generic:id"),
    field("procurer_name", "采购单位", Kind::Text).typed("procurer:generic:name"),
    field("project_id", "项目序号", Kind::Text),
    field("project_name", "项目名称", Kind::Text).typed("activity:generic:project:label"),
    field("item", "采购物品名称", Kind::Text),
    field("catalogue_code", "政府采购目录序号", Kind::Text).typed("procurement-classification:catalogue:code"),
    field("catalogue_name", "政府采购目录名称", Kind::Text).typed("procurement-classification:catalogue:label"),
    field("unit", "计量单位", Kind::Text),
    field("quantity", "数量", Kind::Number),
    field("unit_price", "单价（元）", Kind::Money),
    field("amount", "采购金额（元）", Kind::Money).typed("value"),
    field("reserved", "预留中小微企业份额（元）", Kind::Money),
    field("statement_id", "报表序号", Kind::Text).required(),
    field("row", "行", Kind::Integer),
];

/// The lines of 政府采购预算. Their amounts by fund stand among the facts.
pub(super) fn procurement(disclosure: &Disclosure) -> Table {
    let rows = disclosure.procurement.iter().zip(1_usize..).map(|(line, ordinal)| purchase(disclosure, line, ordinal));
    Table {
        name: "procurement",
        title: "政府采购预算",
        description: "政府采购预算表的每一行；按资金来源的金额见事实表（statement 为 procurement，statement_id 和 row 相同的行）。",
        fields: PROCUREMENT,
        primary_key: &["line_id"],
        foreign_keys: vec![
            ForeignKey { field: "project_id", resource: "projects", target: "project_id" },
            ForeignKey { field: "statement_id", resource: "statements", target: "statement_id" },
        ],
        rows: rows.collect(),
    }
}

fn purchase(disclosure: &Disclosure, line: &ProcurementLine, ordinal: usize) -> Vec<String> {
    let facts = facts_of_row(disclosure, line.statement, line.row);
    let whole = |measure: &str| {
        let is_whole = |fact: &&Fact| {
            let at = &fact.coordinate;
            let is_undivided = |dimension| at.get(dimension) == Value::All;
            at.is_at(Dimension::Measure, measure)
                && is_undivided(Dimension::Fund)
                && at.is_at(Dimension::Side, "procurement")
        };
        facts.iter().copied().find(is_whole)
    };
    let money =
        |measure: &str| whole(measure).and_then(Fact::amount).map(|amount| amount.to_string()).unwrap_or_default();
    let name = normalized(&line.project.text);
    let project = disclosure.projects.iter().position(|project| normalized(&project.name.text) == name);
    let code = line.code.text.trim();
    let row = line.project.place.row.map(|row| row.to_string()).unwrap_or_default();
    vec![
        format!("g{ordinal}"),
        line.is_total.to_string(),
        disclosure.agency.code.clone().unwrap_or_default(),
        disclosure.agency.name.clone(),
        project.filter(|_| !line.is_total).map(project_id).unwrap_or_default(),
        line.project.text.clone(),
        line.item.text.clone(),
        code.to_owned(),
        ListId::Procurement.list().by_code(code).map_or("", |class| class.name).to_owned(),
        line.unit.text.clone(),
        whole("quantity").and_then(|fact| fact.value.number()).map(|number| number.to_string()).unwrap_or_default(),
        money("price"),
        money("amount"),
        money("reserved"),
        statement_id(line.statement as usize),
        row,
    ]
}

fn facts_of_row(disclosure: &Disclosure, statement: u32, row: u32) -> Vec<&Fact> {
    let is_of_row = |fact: &&Fact| match fact.origin {
        Origin::Statement { statement: s, row: r, .. } => (s, r) == (statement, row),
        Origin::Project(_) | Origin::Claim(_) => false,
    };
    disclosure.facts.iter().filter(is_of_row).collect()
}

const ASSETS: &[Field] = &[
    field("line_id", "序号", Kind::Text),
    field("date", "截止日期", Kind::Date).typed("date:generic"),
    field("item_code", "资产类别代码", Kind::Text).typed("budget-item:code").required(),
    field("item_label", "资产类别", Kind::Text).typed("budget-item:label"),
    field("quantity", "数量", Kind::Number),
    field("amount", "价值（元）", Kind::Money).typed("value"),
];

/// The rows of 固定资产占用情况, a row of the form each.
pub(super) fn assets(disclosure: &Disclosure) -> Table {
    let date = disclosure.assets_date.as_ref().and_then(|printed| iso_date(&printed.text)).unwrap_or_default();
    let mut lines: Vec<((u32, u32), [String; 4])> = Vec::new();
    for fact in disclosure.facts.iter().filter(|fact| fact.coordinate.is_at(Dimension::Side, "asset")) {
        let Origin::Statement { statement, row, .. } = fact.origin else { continue };
        let (Some(item), Some(number)) = (fact.coordinate.key(Dimension::Item), fact.value.number()) else { continue };
        if lines.last().is_none_or(|(at, _)| *at != (statement, row)) {
            let name = fact.coordinate.get(Dimension::Item).member().and_then(|id| Dimension::Item.tree()?.get(id));
            let name = name.map(|member| member.name.clone()).unwrap_or_default();
            lines.push(((statement, row), [item.to_owned(), name, String::new(), String::new()]));
        }
        if let Some((_, line)) = lines.last_mut() {
            match fact.amount() {
                Some(amount) => line[3] = amount.to_string(),
                None if !fact.is_money() => line[2] = number.to_string(),
                None => {}
            }
        }
    }
    let rows = lines
        .into_iter()
        .zip(1_usize..)
        .map(|((_, line), ordinal)| [format!("a{ordinal}"), date.clone()].into_iter().chain(line).collect());
    Table {
        name: "assets",
        title: "国有资产占用情况",
        description: "固定资产占用情况表的每一行；房屋的数量单位为平方米，车辆为辆，其余见原表。",
        fields: ASSETS,
        primary_key: &["line_id"],
        foreign_keys: Vec::new(),
        rows: rows.collect(),
    }
}

/// The first date of a text (`截止时间：2025-12-31`, `2025年12月31日`) as `2025-12-31`.
fn iso_date(text: &str) -> Option<String> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let mut parts = text[start..].split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let mut next = || parts.next()?.parse::<u16>().ok();
    let (year, month, day) = (next()?, next()?, next()?);
    let is_date = (1900..=2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    is_date.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

const GOALS: &[Field] = &[
    field("goal_id", "序号", Kind::Text),
    field("kind", "类别代码", Kind::Text).required().one_of(&["overall", "task", "indicator", "safeguard"]),
    field("kind_label", "类别", Kind::Text),
    field("task", "任务", Kind::Text),
    field("text", "内容", Kind::Text).required(),
];

/// 总体绩效目标, 分项绩效目标 with their indicators, 工作保障措施.
pub(super) fn goals(disclosure: &Disclosure) -> Table {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut add = |kind: &str, label: &str, task: &str, text: &Placed| {
        if !text.text.is_empty() {
            rows.push(vec![format!("o{}", rows.len() + 1), kind.into(), label.into(), task.into(), text.text.clone()]);
        }
    };
    let goals = &disclosure.goals;
    goals.overall.iter().for_each(|text| add("overall", "总体绩效目标", "", text));
    for task in &goals.tasks {
        let title = task.title.text.as_str();
        task.goal.iter().for_each(|text| add("task", "分项绩效目标", title, text));
        task.indicators.iter().for_each(|text| add("indicator", "分项绩效指标", title, text));
    }
    goals.safeguards.iter().for_each(|text| add("safeguard", "工作保障措施", "", text));
    Table {
        name: "goals",
        title: "整体绩效目标",
        description: "部门（单位）总体绩效目标、分项绩效目标和工作保障措施，每段一行。",
        fields: GOALS,
        primary_key: &["goal_id"],
        foreign_keys: Vec::new(),
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::iso_date;

    #[test]
    fn dates_are_read_as_printed() {
        for text in ["截止时间：2025-12-31", "2025年12月31日", "截至2025.12.31"] {
            assert_eq!(iso_date(text).as_deref(), Some("2025-12-31"), "{text}");
        }
        assert_eq!(["2025年", "年末", "2025-13-01"].map(iso_date), [None, None, None]);
    }
}
