//! A budget as the rows of the workbook's blocks: what stands in which column. No sheet, style or place here.

use std::collections::{BTreeMap, HashMap};

use mingsuan_model::text::normalized;
use mingsuan_model::{Amount, Decimal, Dimension, Profile, Scale};

use super::choices;
use super::narrative;
use super::spec::book;
use super::sums::{Criteria, total};
use crate::Figure;
use crate::budget::{Budget, Fund, Kind, Source};
use crate::cube::item_codes;

/// What a cell holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Value {
    /// Nothing yet.
    #[default]
    Blank,
    /// Text.
    Text(String),
    /// A number, in exact digits.
    Number(String),
    /// A formula with columns still to be named, and its result.
    Formula(String, Box<Value>),
}

/// One row of a block: values by column key.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    cells: Vec<(String, Value)>,
    /// What remarks call the row where its number does not say it: fields and indexes.
    pub(super) tags: Vec<(String, usize)>,
}

impl Row {
    /// Sets a cell.
    pub(super) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.set(key, value);
        self
    }

    /// Sets a cell.
    pub(super) fn set(&mut self, key: &str, value: impl Into<Value>) {
        self.cells.push((key.to_owned(), value.into()));
    }

    /// The cell of a column.
    pub(super) fn get(&self, key: &str) -> &Value {
        const BLANK: &Value = &Value::Blank;
        self.cells.iter().find(|(own, _)| own == key).map_or(BLANK, |(_, value)| value)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(text.to_owned()) }
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<Option<&str>> for Value {
    fn from(text: Option<&str>) -> Self {
        text.unwrap_or_default().into()
    }
}

impl From<Option<Decimal>> for Value {
    fn from(number: Option<Decimal>) -> Self {
        number.map_or(Self::Blank, |number| Self::Number(number.to_string()))
    }
}

/// Money in a scale, with all its digits.
pub(super) fn money(amount: impl Into<Option<Amount>>, scale: Scale) -> Value {
    amount.into().map_or(Value::Blank, |amount| Value::Number(amount.in_scale(scale, 0)))
}

/// The dimensions that a stated total names its members of.
pub(super) const STATED_BY_NAME: [Dimension; 5] =
    [Dimension::Side, Dimension::Fund, Dimension::Source, Dimension::Kind, Dimension::Item];

/// The rows of all blocks, by block key.
pub(super) fn rows(budget: &Budget, scale: Scale) -> BTreeMap<&'static str, Vec<Row>> {
    let names = project_names(budget);
    BTreeMap::from([
        ("basics", basics(budget)),
        ("institutions", institutions(budget)),
        ("lines", lines(budget, &names, scale)),
        ("projects", projects(budget, scale)),
        ("indicators", indicators(budget, &names)),
        ("procurement", procurement(budget, &names, scale)),
        ("assets", asset_form(budget, scale)),
        ("asset-rows", assets(budget, scale)),
        ("official", official_form(budget, scale)),
        ("official-rows", official(budget, scale)),
        ("prior", prior(budget, scale)),
        ("stated", stated(budget, &names, scale)),
        ("narrative", narrative::rows(&budget.narrative)),
    ])
}

/// What other sheets call each project: its name, or its code where another project has the same name.
fn project_names(budget: &Budget) -> Vec<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for project in &budget.projects {
        *counts.entry(normalized(&project.name)).or_default() += 1;
    }
    let is_unique = |name: &str| counts.get(&normalized(name)) == Some(&1);
    let named = |project: &crate::Project| match is_unique(&project.name) || project.code.is_empty() {
        true => project.name.clone(),
        false => project.code.clone(),
    };
    budget.projects.iter().map(named).collect()
}

/// The rows of a form with some of their values.
fn form(block: &str, values: &[(&str, Value)]) -> Vec<Row> {
    let Some((_, block)) = book().block(block) else { return Vec::new() };
    let row = |row: &super::spec::FormRow| {
        let value = values.iter().find(|(key, _)| *key == row.key).map_or(Value::Blank, |(_, value)| value.clone());
        Row::default().with("key", &row.key).with("label", &row.label).with("help", &row.help).with("value", value)
    };
    block.row.iter().map(row).collect()
}

fn basics(budget: &Budget) -> Vec<Row> {
    let agency = &budget.agency;
    // The name may come with its year, as reports show it.
    let profile = Profile::named(&budget.profile).map_or(budget.profile.as_str(), |profile| profile.title.as_str());
    let year = if budget.year == 0 { Value::Blank } else { Value::Number(budget.year.to_string()) };
    form(
        "basics",
        &[
            ("code", (&agency.code).into()),
            ("name", (&agency.name).into()),
            ("level", agency.level.map(|level| choices::label("level", choices::level_key(level))).into()),
            ("region", agency.region.as_deref().into()),
            ("year", year),
            ("profile", profile.into()),
            ("scale", budget.scale.map(Scale::name).into()),
        ],
    )
}

fn institutions(budget: &Budget) -> Vec<Row> {
    let rows = budget.agency.institutions.iter();
    rows.map(|row| {
        Row::default()
            .with("name", &row.name)
            .with("nature", &row.nature)
            .with("rank", &row.rank)
            .with("support", &row.support)
    })
    .collect()
}

fn lines(budget: &Budget, names: &[String], scale: Scale) -> Vec<Row> {
    let named = |project: Option<usize>| project.and_then(|index| names.get(index)).map(String::as_str);
    let mut rows: Vec<Row> = budget
        .lines
        .iter()
        .map(|line| {
            Row::default()
                .with("function", &line.function)
                .with("kind", choices::label("kind", choices::kind_key(line.kind)))
                .with("project", named(line.project))
                .with("economic", line.economic.as_deref())
                .with("gov_economic", line.gov_economic.as_deref())
                .with("fund", choices::label("fund", line.fund.key()))
                .with("source", choices::label("source", line.source.key()))
                .with("amount", money(line.amount, scale))
        })
        .collect();
    let kinds = Kind::ALL.map(|kind| (choices::label("kind", choices::kind_key(kind)), Criteria::of_kind(kind)));
    let funds = Fund::ALL.map(|fund| (choices::label("fund", fund.key()), Criteria::of_fund(fund)));
    let sources = Source::ALL.map(|source| (choices::label("source", source.key()), Criteria::of_source(source)));
    subtotals(&mut rows, budget, scale, kinds.into_iter().chain(funds).chain(sources));
    rows
}

/// Puts sums of lines beside the rows, and adds rows where there are more sums than rows.
fn subtotals<'a>(rows: &mut Vec<Row>, budget: &Budget, scale: Scale, sums: impl Iterator<Item = (&'a str, Criteria)>) {
    for (index, (label, criteria)) in sums.enumerate() {
        if rows.len() <= index {
            rows.push(Row::default());
        }
        rows[index].set("subtotal_of", label);
        rows[index].set("subtotal", sum(&criteria, budget, scale));
    }
}

/// A sum of the lines with its formula.
fn sum(criteria: &Criteria, budget: &Budget, scale: Scale) -> Value {
    Value::Formula(criteria.formula(), Box::new(money(criteria.sum(&budget.lines), scale)))
}

fn projects(budget: &Budget, scale: Scale) -> Vec<Row> {
    let row = |(index, project): (usize, &crate::Project)| {
        let paying = budget.lines.iter().filter(|line| line.project == Some(index));
        let amount = total(paying.map(|line| line.amount));
        let mut row = Row::default()
            .with("code", &project.code)
            .with("name", &project.name)
            .with("category", project.category.as_deref().map(|key| choices::label("category", key)))
            .with("amount", money(amount, scale))
            .with("purpose", &project.purpose)
            .with("goals", &project.goals.join("\n"))
            .with("shows_no_other_funds", project.shows_no_other_funds.then(|| choices::label("yes", "yes")));
        for step in &project.plan {
            row.set(&format!("plan_{}", step.month), step.percent);
        }
        row
    };
    budget.projects.iter().enumerate().map(row).collect()
}

fn indicators(budget: &Budget, names: &[String]) -> Vec<Row> {
    let of_project = |(project, name): (&crate::Project, &String)| -> Vec<Row> {
        let rows = project.indicators.iter();
        rows.map(|indicator| {
            Row::default()
                .with("project", name)
                .with("level1", &indicator.level1)
                .with("level2", &indicator.level2)
                .with("name", &indicator.name)
                .with("description", &indicator.description)
                .with("value", &indicator.value)
                .with("basis", &indicator.basis)
        })
        .collect()
    };
    budget.projects.iter().zip(names).flat_map(of_project).collect()
}

fn procurement(budget: &Budget, names: &[String], scale: Scale) -> Vec<Row> {
    let rows = budget.procurement.iter();
    rows.map(|line| {
        let product = product(line.quantity, line.price);
        Row::default()
            .with("project", line.project.and_then(|index| names.get(index)).map(String::as_str))
            .with("item", &line.item)
            .with("code", &line.code)
            .with("unit", &line.unit)
            .with("quantity", line.quantity)
            .with("price", money(line.price, scale))
            .with("amount", money(line.amount, scale))
            .with("product", money(product, scale))
            .with("fund", choices::label("fund", line.fund.key()))
            .with("source", choices::label("source", line.source.key()))
            .with("reserved", money(line.reserved, scale))
    })
    .collect()
}

/// Quantity times price, rounded to 分; `None` where one is missing or the product does not fit.
pub(super) fn product(quantity: Option<Decimal>, price: Option<Amount>) -> Option<Amount> {
    let (quantity, price) = (quantity?, price?);
    let unit = 10_i128.checked_pow(u32::from(quantity.decimals()))?;
    let product = i128::from(quantity.mantissa()).checked_mul(i128::from(price.0))?;
    let half = if product < 0 { -unit / 2 } else { unit / 2 };
    i64::try_from((product + half) / unit).ok().map(Amount)
}

fn asset_form(budget: &Budget, scale: Scale) -> Vec<Row> {
    let assets = &budget.assets;
    form(
        "assets",
        &[
            ("date", (&assets.date).into()),
            ("total", money(assets.total, scale)),
            ("purchases", money(assets.purchases, scale)),
        ],
    )
}

fn assets(budget: &Budget, scale: Scale) -> Vec<Row> {
    let rows = budget.assets.rows.iter();
    rows.map(|row| {
        Row::default()
            .with("item", choices::label("asset", &row.item))
            .with("quantity", row.quantity)
            .with("value", money(row.value, scale))
    })
    .collect()
}

fn official_form(budget: &Budget, scale: Scale) -> Vec<Row> {
    form("official", &[("operating-costs", money(budget.operating_costs, scale))])
}

fn official(budget: &Budget, scale: Scale) -> Vec<Row> {
    let row = |cost: &crate::OfficialCost| {
        Row::default()
            .with("item", choices::label("official", &cost.item))
            .with("fund", choices::label("fund", cost.fund.key()))
            .with("amount", money(cost.amount, scale))
    };
    let mut rows: Vec<Row> = budget.official_costs.iter().map(row).collect();
    let figures = Figure::all().iter().filter(|figure| !item_codes(&figure.key).is_empty());
    let sums = figures.filter_map(|figure| Some((figure.name.as_str(), Criteria::of(&figure.at.0)?)));
    subtotals(&mut rows, budget, scale, sums);
    rows
}

fn stated(budget: &Budget, names: &[String], scale: Scale) -> Vec<Row> {
    let row = |stated: &crate::Stated| {
        let mut row = Row::default();
        for dimension in STATED_BY_NAME {
            let id = stated.at.get(dimension).member();
            let member = id.and_then(|id| dimension.tree()?.get(id)).map(|member| member.name.as_str());
            row.set(dimension.key(), member);
        }
        for dimension in [Dimension::Function, Dimension::Economic] {
            row.set(dimension.key(), stated.at.code(dimension).map(|code| code.to_string()).as_deref());
        }
        let project = stated.at.get(Dimension::Project).member().and_then(|index| names.get(index as usize));
        row.with("project", project.map(String::as_str))
            .with("printed", money(stated.printed, scale))
            .with("sum", money(stated.sum, scale))
    };
    budget.stated.iter().map(row).collect()
}

fn prior(budget: &Budget, scale: Scale) -> Vec<Row> {
    let row = |figure: &Figure| {
        Row::default()
            .with("key", &figure.key)
            .with("label", &figure.name)
            .with("value", money(budget.prior.get(&figure.key).copied(), scale))
            .with("subtotal", this_year(figure, budget, scale))
    };
    let mut rows: Vec<Row> = Figure::all().iter().map(row).collect();
    let others = budget.prior.iter().filter(|(key, _)| Figure::named(key).is_none());
    rows.extend(
        others.map(|(key, amount)| {
            Row::default().with("key", key).with("label", key).with("value", money(*amount, scale))
        }),
    );
    rows
}

/// This year's amount of a figure with its formula; blank where the sheets do not tell it by a sum.
fn this_year(figure: &Figure, budget: &Budget, scale: Scale) -> Value {
    match Criteria::of(&figure.at.0) {
        Some(criteria) => sum(&criteria, budget, scale),
        None if figure.at.0.is_at(Dimension::Side, "procurement") => {
            Value::Formula("SUM({procurement.amount})".to_owned(), Box::new(money(figure.amount(budget), scale)))
        }
        None => Value::Blank,
    }
}
