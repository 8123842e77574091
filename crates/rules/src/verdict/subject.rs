//! A fact in words: where it stands, what is printed there, how another value would be printed there.
//! What is to be said of it is the business of `verdict.rs`.

use mingsuan_model::{Amount, Dimension, Origin, Place};

use super::Speaker;

impl Speaker<'_, '_> {
    /// A fact in words: `支出总表“行政运行”行“基本支出”栏`.
    pub(super) fn subject(&self, id: u32) -> String {
        let fact = self.cube.fact(id);
        match fact.origin {
            Origin::Statement { statement, row, column } => {
                let Some(statement) = self.disclosure.statements.get(statement as usize) else { return String::new() };
                let row = statement.rows.get(row as usize);
                let label = row.map_or("", |row| {
                    if row.label.is_empty() { row.code.as_deref().unwrap_or_default() } else { &row.label }
                });
                let column =
                    statement.columns.get(column as usize).map(mingsuan_model::Column::title).unwrap_or_default();
                format!("《{}》“{label}”行“{column}”栏", statement.title.trim())
            }
            Origin::Project(project) => {
                let name =
                    self.disclosure.projects.get(project as usize).map_or("", |project| project.name.text.as_str());
                let field = match fact.coordinate.key(Dimension::Fund) {
                    Some("fiscal") => "财政资金",
                    Some(_) => "其他资金",
                    None => "预算数",
                };
                format!("项目“{name}”的{field}")
            }
            Origin::Claim(claim) => {
                let quote = self.disclosure.claims.get(claim as usize).map_or("", |claim| claim.quote.as_str());
                format!("文字“{}”", quote.trim())
            }
        }
    }

    pub(super) fn subject_en(&self, id: u32) -> String {
        let fact = self.cube.fact(id);
        match fact.origin {
            Origin::Statement { statement, .. } => {
                let key = self.disclosure.statements.get(statement as usize).map_or("statement", |s| s.id.key());
                format!("{key} {}", fact.place.describe_en())
            }
            Origin::Project(_) => format!("project form {}", fact.place.describe_en()),
            Origin::Claim(_) => format!("text {}", fact.place.describe_en()),
        }
    }

    pub(super) fn place(&self, id: u32) -> Place {
        self.cube.fact(id).place.clone()
    }

    pub(super) fn printed(&self, id: u32) -> String {
        self.cube
            .fact(id)
            .value
            .number()
            .map_or_else(|| "空白".to_owned(), |number| self.unsigned(id, number.to_string()))
    }

    /// A claim of a decrease is printed without its sign.
    pub(super) fn unsigned(&self, id: u32, text: String) -> String {
        let claim = matches!(self.cube.fact(id).origin, Origin::Claim(_));
        if claim { text.trim_start_matches('-').to_owned() } else { text }
    }

    /// A value in the scale and precision of a fact.
    pub(super) fn written(&self, id: u32, value: i64) -> String {
        let fact = self.cube.fact(id);
        let decimals = fact.value.number().map_or_else(|| self.usual_decimals(id), mingsuan_model::Decimal::decimals);
        let text = match fact.scale.filter(|_| fact.is_money()) {
            Some(scale) => Amount(value).in_scale(scale, decimals),
            None => {
                mingsuan_model::Decimal::new(value / 1_000_000, 0).map(|number| number.to_string()).unwrap_or_default()
            }
        };
        self.unsigned(id, text)
    }

    /// The decimals of the first number of the same statement, for a blank.
    pub(super) fn usual_decimals(&self, id: u32) -> u8 {
        let Origin::Statement { statement, .. } = self.cube.fact(id).origin else { return 2 };
        let same = |origin: Origin| matches!(origin, Origin::Statement { statement: other, .. } if other == statement);
        let numbers = self.cube.facts.iter().filter(|fact| same(fact.origin)).filter_map(|fact| fact.value.number());
        numbers.map(mingsuan_model::Decimal::decimals).max().unwrap_or(2)
    }

    pub(super) fn difference(&self, id: u32, expected: i64) -> String {
        let actual = self.cube.value(id).map_or(0, |ticks| ticks.value);
        let fact = self.cube.fact(id);
        let decimals = fact.value.number().map_or(2, mingsuan_model::Decimal::decimals);
        match fact.scale {
            Some(scale) => Amount(actual.saturating_sub(expected)).in_scale(scale, decimals),
            None => (actual.saturating_sub(expected) / 1_000_000).to_string(),
        }
    }

    pub(super) fn printed_en(&self, id: u32) -> String {
        let is_blank = self.cube.value(id).is_some_and(|ticks| ticks.blank);
        if is_blank { "blank".to_owned() } else { self.printed(id) }
    }
}
