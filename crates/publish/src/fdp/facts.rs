//! The table of facts: one row a number of a statement or of a project's form, every classification in its own columns.
//! Amounts of the text are left out: they repeat the statements.

use mingsuan_model::{Coordinate, Dimension, Disclosure, Fact, ListId, Origin, Value, classification::parent_code};

use super::table::{Field, ForeignKey, Kind, Table, field};

const PHASES: &[&str] = &["approved", "adjusted", "executed"];
const CLASS: &str = "[0-9]{3}";
const SECTION: &str = "[0-9]{5}";
const ITEM: &str = "[0-9]{7}";

/// The fields, in order.
const FIELDS: &[Field] = &[
    field("fact_id", "序号", Kind::Text).typed("budget-line-id"),
    field("statement_id", "报表序号", Kind::Text),
    field("statement", "报表标识", Kind::Text).required(),
    field("row_label", "行名称", Kind::Text),
    field("column_label", "列名称", Kind::Text),
    field("fiscal_year", "年度", Kind::Integer).typed("date:fiscal-year"),
    field("phase", "预算阶段代码", Kind::Text).typed("phase:id").one_of(PHASES),
    field("phase_label", "预算阶段", Kind::Text).typed("phase:label"),
    field("direction", "收支方向", Kind::Text).typed("direction").one_of(&["revenue", "expenditure"]),
    field("side", "方面代码", Kind::Text).required(),
    field("side_label", "方面", Kind::Text),
    field("measure", "计量代码", Kind::Text).typed("value-kind:code").required(),
    field("measure_label", "计量", Kind::Text).typed("value-kind:label"),
    field("agency_code", "单位编码", Kind::Text).typed("administrative-classification:generic:code"),
    field("agency_name", "单位名称", Kind::Text).typed("administrative-classification:generic:label"),
    field("function_class_code", "功能分类科目编码（类）", Kind::Text)
        .typed("functional-classification:generic:level1:code")
        .like(CLASS),
    field("function_class_name", "功能分类科目名称（类）", Kind::Text)
        .typed("functional-classification:generic:level1:label"),
    field("function_section_code", "功能分类科目编码（款）", Kind::Text)
        .typed("functional-classification:generic:level2:code")
        .like(SECTION),
    field("function_section_name", "功能分类科目名称（款）", Kind::Text)
        .typed("functional-classification:generic:level2:label"),
    field("function_item_code", "功能分类科目编码（项）", Kind::Text)
        .typed("functional-classification:generic:level3:code")
        .like(ITEM),
    field("function_item_name", "功能分类科目名称（项）", Kind::Text)
        .typed("functional-classification:generic:level3:label"),
    field("economic_class_code", "部门经济分类科目编码（类）", Kind::Text)
        .typed("economic-classification:generic:level1:code")
        .like(CLASS),
    field("economic_class_name", "部门经济分类科目名称（类）", Kind::Text)
        .typed("economic-classification:generic:level1:label"),
    field("economic_section_code", "部门经济分类科目编码（款）", Kind::Text)
        .typed("economic-classification:generic:level2:code")
        .like(SECTION),
    field("economic_section_name", "部门经济分类科目名称（款）", Kind::Text)
        .typed("economic-classification:generic:level2:label"),
    field("gov_economic_class_code", "政府经济分类科目编码（类）", Kind::Text)
        .typed("economic-classification:government:level1:code")
        .like(CLASS),
    field("gov_economic_class_name", "政府经济分类科目名称（类）", Kind::Text)
        .typed("economic-classification:government:level1:label"),
    field("gov_economic_section_code", "政府经济分类科目编码（款）", Kind::Text)
        .typed("economic-classification:government:level2:code")
        .like(SECTION),
    field("gov_economic_section_name", "政府经济分类科目名称（款）", Kind::Text)
        .typed("economic-classification:government:level2:label"),
    field("fund_level1_code", "资金性质代码（一级）", Kind::Text).typed("fin-source:generic:level1:code"),
    field("fund_level1_label", "资金性质（一级）", Kind::Text).typed("fin-source:generic:level1:label"),
    field("fund_level2_code", "资金性质代码（二级）", Kind::Text).typed("fin-source:generic:level2:code"),
    field("fund_level2_label", "资金性质（二级）", Kind::Text).typed("fin-source:generic:level2:label"),
    field("fund_level3_code", "资金性质代码（三级）", Kind::Text).typed("fin-source:generic:level3:code"),
    field("fund_level3_label", "资金性质（三级）", Kind::Text).typed("fin-source:generic:level3:label"),
    field("year_source_code", "资金年份代码", Kind::Text).typed("fin-source:year:code"),
    field("year_source_label", "资金年份", Kind::Text).typed("fin-source:year:label"),
    field("kind_level1_code", "支出类型代码（一级）", Kind::Text).typed("expenditure-type:level1:code"),
    field("kind_level1_label", "支出类型（一级）", Kind::Text).typed("expenditure-type:level1:label"),
    field("kind_level2_code", "支出类型代码（二级）", Kind::Text).typed("expenditure-type:level2:code"),
    field("kind_level2_label", "支出类型（二级）", Kind::Text).typed("expenditure-type:level2:label"),
    field("project_category_code", "项目类别代码", Kind::Text).typed("activity:generic:project:category:code"),
    field("project_category_label", "项目类别", Kind::Text).typed("activity:generic:project:category:label"),
    field("project_id", "项目序号", Kind::Text),
    field("project_code", "项目编码", Kind::Text).typed("activity:generic:project:code"),
    field("project_name", "项目名称", Kind::Text).typed("activity:generic:project:label"),
    field("item_code", "专项内容代码", Kind::Text).typed("budget-item:code"),
    field("item_label", "专项内容", Kind::Text).typed("budget-item:label"),
    field("amount", "金额（元）", Kind::Money).typed("value"),
    field("currency", "币种", Kind::Text).typed("value-currency:code").one_of(&["CNY"]),
    field("quantity", "数量、面积、比率", Kind::Number),
    field("is_total", "是否合计数", Kind::Boolean).required(),
    field("is_of_which", "是否其中数", Kind::Boolean).required(),
    field("is_understood", "各维度是否均已识别", Kind::Boolean).required(),
    field("printed_value", "印刷数值", Kind::Text).required(),
    field("printed_scale", "印刷单位", Kind::Text).one_of(&["元", "千元", "万元", "百万元", "亿元"]),
    field("page", "页", Kind::Integer),
    field("sheet", "工作表", Kind::Text),
    field("table", "表序号", Kind::Integer),
    field("row", "行", Kind::Integer),
    field("column", "列", Kind::Integer),
];

/// All facts of statements and project forms that have a number.
pub(super) fn facts(disclosure: &Disclosure) -> Table {
    let listed: Vec<&Fact> = disclosure
        .facts
        .iter()
        .filter(|fact| !matches!(fact.origin, Origin::Claim(_)) && fact.value.number().is_some())
        .collect();
    let totals = totals(&listed);
    let rows = listed.iter().zip(totals).zip(1_usize..);
    Table {
        name: "facts",
        title: "预算数据（事实表）",
        description: "报表和项目绩效表中的每个数一行。同一笔资金会出现在多张报表中：汇总时只取一张报表（statement）中 is_total 和 is_of_which 均为 false 的行。空白的分类列表示不区分该分类。",
        fields: FIELDS,
        primary_key: &["fact_id"],
        foreign_keys: vec![
            ForeignKey { field: "statement_id", resource: "statements", target: "statement_id" },
            ForeignKey { field: "project_id", resource: "projects", target: "project_id" },
        ],
        rows: rows.map(|((fact, is_total), ordinal)| row(disclosure, fact, is_total, ordinal)).collect(),
    }
}

fn row(disclosure: &Disclosure, fact: &Fact, is_total: bool, ordinal: usize) -> Vec<String> {
    let at = &fact.coordinate;
    let mut row = vec![format!("f{ordinal}")];
    row.extend(printed_names(disclosure, fact));
    row.push(at.code(Dimension::Year).map(|year| year.to_string()).unwrap_or_default());
    row.push(phase(at).to_owned());
    row.push(label(at, Dimension::Phase));
    row.push(direction(at).to_owned());
    row.extend([key(at, Dimension::Side), label(at, Dimension::Side)]);
    row.extend([key(at, Dimension::Measure), label(at, Dimension::Measure)]);
    row.extend([disclosure.agency.code.clone().unwrap_or_default(), disclosure.agency.name.clone()]);
    row.extend(classes(at, Dimension::Function, ListId::Function, 3));
    row.extend(classes(at, Dimension::Economic, ListId::Economic, 2));
    row.extend(classes(at, Dimension::GovEconomic, ListId::GovEconomic, 2));
    row.extend(levels(at, Dimension::Fund, 3));
    row.extend(levels(at, Dimension::Source, 1));
    row.extend(levels(at, Dimension::Kind, 2));
    row.extend(levels(at, Dimension::Category, 1));
    row.extend(project(disclosure, at));
    row.extend([at.key(Dimension::Item).unwrap_or_default().to_owned(), label(at, Dimension::Item)]);
    let amount = fact.amount().map(|amount| amount.to_string());
    row.push(amount.clone().unwrap_or_default());
    row.push(if amount.is_some() { "CNY" } else { "" }.to_owned());
    let number = fact.value.number().map(|number| number.to_string()).unwrap_or_default();
    row.push(if fact.is_money() { String::new() } else { number.clone() });
    row.extend([is_total, is_of_which(at), !at.has_unknown()].map(|flag| flag.to_string()));
    row.push(number);
    row.push(fact.scale.filter(|_| fact.is_money()).map(|scale| scale.name().to_owned()).unwrap_or_default());
    let place = &fact.place;
    let counted = |value: Option<u32>| value.map(|value| value.to_string()).unwrap_or_default();
    row.push(counted(place.page));
    row.push(place.sheet.as_deref().unwrap_or_default().to_owned());
    row.extend([place.table, place.row, place.column].map(counted));
    row
}

/// Ordinal and id of the statement, labels of the row and the column.
fn printed_names(disclosure: &Disclosure, fact: &Fact) -> [String; 4] {
    let Origin::Statement { statement, row, column } = fact.origin else {
        return [String::new(), "performance-project".to_owned(), String::new(), String::new()];
    };
    let Some(found) = disclosure.statements.get(statement as usize) else {
        return [String::new(), "other".to_owned(), String::new(), String::new()];
    };
    let row = found.rows.get(row as usize).map(|row| row.label.clone()).unwrap_or_default();
    let column = found.columns.get(column as usize).map(|column| column.title()).unwrap_or_default();
    [super::annex::statement_id(statement as usize), found.id.key().to_owned(), row, column]
}

fn key(at: &Coordinate, dimension: Dimension) -> String {
    at.key(dimension).unwrap_or_else(|| if at.get(dimension) == Value::All { "all" } else { "unknown" }).to_owned()
}

fn label(at: &Coordinate, dimension: Dimension) -> String {
    let member = at.get(dimension).member().and_then(|id| dimension.tree()?.get(id));
    member.map(|member| member.name.clone()).unwrap_or_default()
}

/// The words of the specification; a published budget is an approved one.
fn phase(at: &Coordinate) -> &'static str {
    match at.key(Dimension::Phase) {
        Some("budget") => "approved",
        Some("adjusted") => "adjusted",
        Some("final" | "executed") => "executed",
        _ => "",
    }
}

/// Assets and balances move nowhere.
fn direction(at: &Coordinate) -> &'static str {
    match at.key(Dimension::Side) {
        Some("revenue") => "revenue",
        Some("expenditure" | "outlay" | "procurement") => "expenditure",
        _ => "",
    }
}

/// Code and name of each level of a classification, down to the one that is known.
fn classes(at: &Coordinate, dimension: Dimension, list: ListId, levels: usize) -> Vec<String> {
    let path: Vec<u32> = std::iter::successors(at.code(dimension), |code| parent_code(*code)).collect();
    let named = path.iter().rev().take(levels).flat_map(|code| {
        let code = code.to_string();
        let name = list.list().by_code(&code).map_or("", |class| class.name).to_owned();
        [code, name]
    });
    padded(named, 2 * levels)
}

/// Key and name of each level of a tree, down to the member.
fn levels(at: &Coordinate, dimension: Dimension, levels: usize) -> Vec<String> {
    let Some(tree) = dimension.tree() else {
        return padded(std::iter::empty(), 2 * levels);
    };
    let path: Vec<u32> = std::iter::successors(at.get(dimension).member(), |id| tree.parent(*id)).collect();
    let members = path.iter().rev().take(levels).filter_map(|id| tree.get(*id));
    padded(members.flat_map(|member| [member.key.clone(), member.name.clone()]), 2 * levels)
}

fn padded(values: impl Iterator<Item = String>, length: usize) -> Vec<String> {
    values.chain(std::iter::repeat_with(String::new)).take(length).collect()
}

fn project(disclosure: &Disclosure, at: &Coordinate) -> [String; 3] {
    let ordinal = at.get(Dimension::Project).member().and_then(|ordinal| usize::try_from(ordinal).ok());
    let Some((ordinal, project)) = ordinal.and_then(|at| Some((at, disclosure.projects.get(at)?))) else {
        return Default::default();
    };
    let code = project.code.as_ref().map(|code| code.text.clone()).unwrap_or_default();
    [super::projects::project_id(ordinal), code, project.name.text.clone()]
}

/// Which facts are made up of others of the same statement: those that something finer stands under.
fn totals(facts: &[&Fact]) -> Vec<bool> {
    let group = |fact: &Fact| match fact.origin {
        Origin::Statement { statement, .. } => (0, statement),
        Origin::Project(project) => (1, project),
        Origin::Claim(claim) => (2, claim),
    };
    let is_total = |fact: &&Fact| {
        facts.iter().any(|other| {
            let (inner, outer) = (&other.coordinate, &fact.coordinate);
            group(other) == group(fact) && !is_of_which(inner) && is_finer(inner, outer)
        })
    };
    facts.iter().map(is_total).collect()
}

/// Whether a position is 其中 of another one that is more than the sum of such.
fn is_of_which(at: &Coordinate) -> bool {
    Dimension::ALL.into_iter().any(|dimension| {
        let member = at.get(dimension).member().and_then(|id| dimension.tree()?.get(id));
        member.is_some_and(|member| member.of_which)
    })
}

/// Whether one position lies within another one without being the same.
fn is_finer(inner: &Coordinate, outer: &Coordinate) -> bool {
    inner != outer && Dimension::ALL.into_iter().all(|dimension| is_within(inner, outer, dimension))
}

fn is_within(inner: &Coordinate, outer: &Coordinate, dimension: Dimension) -> bool {
    match (inner.get(dimension), outer.get(dimension)) {
        (_, Value::All) => {
            !matches!(dimension, Dimension::Measure | Dimension::Side | Dimension::Phase | Dimension::Year)
        }
        (Value::Member(inner), Value::Member(outer)) => match dimension.tree() {
            Some(tree) => tree.is_within(inner, outer),
            None if dimension.is_coded() => {
                std::iter::successors(Some(inner), |code| parent_code(*code)).any(|c| c == outer)
            }
            None => inner == outer,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_have_something_finer_under_them() {
        let at = Coordinate::default().at(Dimension::Side, "expenditure").at(Dimension::Measure, "amount");
        let at = at.at(Dimension::Phase, "budget").with(Dimension::Year, Value::Member(2026));
        let class = at.with(Dimension::Function, Value::Member(201));
        let item = at.with(Dimension::Function, Value::Member(2_010_301));
        assert!(is_finer(&item, &class) && is_finer(&class, &at) && is_finer(&item, &at));
        assert!(!is_finer(&class, &item) && !is_finer(&at, &at));
        assert!(!is_finer(&item.with(Dimension::Year, Value::Member(2025)), &at));
        assert!(!is_finer(&item, &at.with(Dimension::Function, Value::Member(202))));
    }

    #[test]
    fn every_level_has_its_columns() {
        let at = Coordinate::default().with(Dimension::Function, Value::Member(20_103)).at(Dimension::Fund, "business");
        let function = classes(&at, Dimension::Function, ListId::Function, 3);
        assert_eq!(function[0], "201");
        assert_eq!(function[2], "20103");
        assert_eq!(function[4..], ["", ""]);
        let fund = levels(&at, Dimension::Fund, 3);
        assert_eq!([&fund[0], &fund[2], &fund[4]], ["non-fiscal", "unit-funds", "business"]);
    }
}
