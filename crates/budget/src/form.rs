//! `Form`: how a region prints a disclosure — the statements' columns and rows, the project tables, the order of all
//! parts — read from `templates/`. Sums are `cube.rs`' business, laying out is `compile`'s.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use mingsuan_model::{Coordinate, Dimension, FiscalYear, Profile, Scale, StatementId, Value};
use serde::{Deserialize, Deserializer};

/// A position of the cube as data files write it: `{ side = "revenue", fund = "general" }`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct At(pub Coordinate);

impl<'de> Deserialize<'de> for At {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let pairs = BTreeMap::<String, String>::deserialize(deserializer)?;
        let mut at = Coordinate::default();
        for (key, member) in pairs {
            let dimension = Dimension::from_key(&key)
                .ok_or_else(|| serde::de::Error::custom(format!("no dimension is called {key}")))?;
            at = match dimension.tree() {
                Some(_) => at.at(dimension, &member),
                None => at.with(dimension, member.parse().map_or(Value::Unknown, Value::Member)),
            };
            if at.get(dimension) == Value::Unknown {
                return Err(serde::de::Error::custom(format!("the dimension {key} has no member {member}")));
            }
        }
        Ok(Self(at))
    }
}

/// What a column prints.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormColumn {
    /// The header texts from the top; a header shared with the neighbour is merged.
    pub header: Vec<String>,
    /// What is printed instead of an amount: `sequence`, `code`, `label`, or a field of a purchase or an asset.
    pub field: Option<String>,
    /// What the column restricts.
    #[serde(default)]
    pub at: At,
}

/// One row of a form, or a rule that makes rows.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormRow {
    /// The label of a fixed row.
    pub label: Option<String>,
    /// What the row restricts.
    #[serde(default)]
    pub at: At,
    /// The row prints nothing but its label.
    #[serde(default)]
    pub label_only: bool,
    /// Rows made from the budget.
    pub each: Option<Each>,
    /// The rows behind this mark stand at the foot of a two-sided statement, side by side.
    #[serde(default)]
    pub foot: bool,
}

impl FormRow {
    /// Whether a row, or one of those made, stands at a position; `own` is what scope, row and column restrict.
    fn reaches(&self, own: &Coordinate, at: &Coordinate, of_project: bool) -> bool {
        let made = match self.each {
            Some(Each::Functions | Each::FunctionClasses | Each::UsedFunctionClasses) => Some(Dimension::Function),
            Some(Each::Economics) => Some(Dimension::Economic),
            Some(Each::Projects | Each::Purchases) | None => None,
        };
        // Statements number functional classes only; the other lists go down to the deepest codes of the state.
        let most = match self.each {
            Some(Each::FunctionClasses | Each::UsedFunctionClasses) => 999,
            Some(Each::Economics) => 99_999,
            _ => u32::MAX,
        };
        let is_made = |value: Value| value.member().is_some_and(|code| code <= most);
        of_project == (self.each == Some(Each::Projects))
            && Dimension::ALL.into_iter().all(|dimension| match made == Some(dimension) {
                true => is_made(at.get(dimension)),
                false => at.get(dimension) == own.get(dimension),
            })
    }
}

/// Rows made from the budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Each {
    /// 类, 款, 项 of 支出功能分类 that have money, parents before their children.
    Functions,
    /// 类 and 款 of 部门预算支出经济分类 that have money.
    Economics,
    /// The form's list of functional classes, numbered.
    FunctionClasses,
    /// The functional classes that have money, numbered.
    UsedFunctionClasses,
    /// The projects.
    Projects,
    /// The purchases.
    Purchases,
}

/// One side of a statement: columns and the rows they are printed for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Side {
    /// What the side restricts beyond the statement.
    #[serde(default)]
    pub at: At,
    /// The columns from the left.
    pub columns: Vec<FormColumn>,
    /// The rows from the top.
    pub rows: Vec<FormRow>,
}

/// A statement of a form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormStatement {
    /// Which statement it is.
    pub id: StatementId,
    /// Its title; `{unit}` becomes 单位 or 部门.
    pub title: String,
    /// The row above the header, from the left; empty = the form's.
    #[serde(default)]
    pub caption: Vec<String>,
    /// Whether the columns are numbered below the header (栏次).
    #[serde(default)]
    pub numbers_columns: bool,
    /// What the statement restricts.
    #[serde(default)]
    pub at: At,
    /// What a note under the empty statement says there is none of; without it no note is made.
    pub empty: Option<String>,
    /// A note that always stands under the statement when it is not empty.
    pub note: Option<String>,
    /// One side, or two that are printed beside each other.
    pub sides: Vec<Side>,
}

/// A cell of the project table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormCell {
    /// Its text, with fields in braces.
    pub text: String,
    /// Columns covered.
    #[serde(default = "one")]
    pub columns: usize,
    /// Rows covered.
    #[serde(default = "one")]
    pub rows: usize,
}

const fn one() -> usize {
    1
}

/// A column of the indicator table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorColumn {
    /// Its header.
    pub header: String,
    /// The field of the indicator.
    pub field: IndicatorField,
    /// Whether equal neighbours below each other are merged.
    #[serde(default)]
    pub merged: bool,
}

/// A field of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IndicatorField {
    /// 一级指标
    Level1,
    /// 二级指标
    Level2,
    /// 三级指标
    Name,
    /// 绩效指标描述
    Description,
    /// 指标值
    Value,
    /// 指标值确定依据
    Basis,
}

/// The tables of a project.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProjectForm {
    /// The heading of the tables.
    pub title: String,
    /// The months of 资金支出计划 that the form prints.
    pub plan_months: Vec<u8>,
    /// The rows of the upper table.
    pub rows: Vec<Vec<FormCell>>,
    /// The columns of the indicator table.
    pub indicators: Vec<IndicatorColumn>,
}

/// A row of the asset table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssetRow {
    /// Its label.
    pub label: String,
    /// Key of the dimension `item`.
    pub item: String,
}

/// The asset table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssetForm {
    /// Its title.
    pub title: String,
    /// The row above the header.
    pub caption: Vec<String>,
    /// The headers of label, quantity and value.
    pub header: Vec<String>,
    /// The rows.
    pub rows: Vec<AssetRow>,
}

/// How a region prints a disclosure from a year on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The profile it belongs to.
    pub profile: String,
    /// First fiscal year in which it is used.
    pub from: FiscalYear,
    /// Scale of the statements.
    pub scale: Scale,
    /// Scale of the text.
    pub text_scale: Scale,
    /// Decimals printed at least.
    pub decimals: u8,
    /// The row above the header of a statement, from the left.
    pub caption: Vec<String>,
    /// The note under an empty statement; `{what}` is what there is none of.
    pub empty_note: String,
    /// The functional classes of the summaries: code (may be empty) and name.
    #[serde(default)]
    pub function_classes: Vec<(String, String)>,
    /// The statements, in no order: the document's text says where each stands.
    #[serde(rename = "statement")]
    pub statements: Vec<FormStatement>,
    /// The project tables.
    pub project: ProjectForm,
    /// The asset table.
    pub assets: AssetForm,
    /// 机构设置: the headers of name, nature, rank and support.
    pub institution_header: Vec<String>,
    /// The terms explained where the budget chooses none of its own.
    #[serde(default)]
    pub terms: Vec<(String, String)>,
    /// The template of the whole document.
    #[serde(skip)]
    pub document: &'static str,
}

const FILES: [(&str, &str); 2] = [
    (include_str!("../../../templates/national/form.toml"), include_str!("../../../templates/national/document.txt")),
    (include_str!("../../../templates/hebei/form.toml"), include_str!("../../../templates/hebei/document.txt")),
];

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let read = |(form, document): &(&'static str, &'static str)| {
        let mut form: Form = toml::from_str(form).expect("templates are part of the program and a test reads them");
        form.document = document;
        form
    };
    FILES.iter().map(read).collect()
});

impl Form {
    /// All forms, the national one first.
    pub fn all() -> &'static [Form] {
        &FORMS
    }

    /// The form of a profile in a year; the national one where the profile has none.
    pub fn of(profile: &Profile, year: FiscalYear) -> &'static Form {
        let own = FORMS.iter().filter(|form| form.profile == profile.name && form.from <= year);
        own.max_by_key(|form| form.from).unwrap_or_else(|| &FORMS[0])
    }

    /// Whether some cell of some statement stands at a position (without year, phase and measure), in a row of a project
    /// or not.
    pub fn prints(&self, at: &Coordinate, of_project: bool) -> bool {
        self.statements.iter().any(|statement| {
            statement.sides.iter().any(|side| {
                let scope = statement.at.0.refined(&side.at.0);
                let amounts = side.columns.iter().filter(|column| column.field.is_none());
                let cells = amounts.flat_map(|column| side.rows.iter().map(move |row| (row, column)));
                cells
                    .filter(|(row, _)| !row.label_only)
                    .any(|(row, column)| row.reaches(&scope.refined(&row.at.0).refined(&column.at.0), at, of_project))
            })
        })
    }

    /// A statement of the form.
    pub fn statement(&self, id: StatementId) -> Option<&FormStatement> {
        self.statements.iter().find(|statement| statement.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_prints_what_its_profile_requires() {
        for form in Form::all() {
            let profile = Profile::named(&form.profile).expect("a form has a profile");
            for id in &profile.statements {
                let other = [StatementId::Assets, StatementId::PerformanceProject, StatementId::PerformanceOverall];
                assert!(other.contains(id) || form.statement(*id).is_some(), "{} {}", form.profile, id.key());
            }
            for statement in &form.statements {
                let call = format!("@statement {}", statement.id.key());
                assert!(form.document.contains(&call), "{} does not print {}", form.profile, statement.id.key());
            }
        }
    }

    #[test]
    fn unknown_members_are_refused() {
        assert!(toml::from_str::<FormRow>("label = \"x\"\nat = { fund = \"nothing\" }").is_err());
        assert!(toml::from_str::<FormRow>("label = \"x\"\nat = { nothing = \"general\" }").is_err());
    }
}
