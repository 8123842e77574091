//! The rows of a statement: fixed ones of the form and those made from the budget's classes, projects and purchases.
//! What a cell of a row prints is decided in `statement.rs`.

use std::collections::BTreeSet;

use mingsuan_model::text::chinese_number;
use mingsuan_model::{Amount, Coordinate, Dimension, ListId, Value};

use super::print::Print;
use crate::budget::Line;
use crate::cube::{is_within, total};
use crate::form::{Each, FormRow};
use crate::workbook::open_mark;

/// One printed row.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// The classification code.
    pub(super) code: String,
    /// The label.
    pub(super) label: String,
    /// What the row restricts beyond the side.
    pub(super) at: Coordinate,
    /// Index of the project or the purchase it is made of.
    pub(super) record: Option<usize>,
    /// Nothing but the label is printed.
    pub(super) label_only: bool,
    /// The row shows the money whose class is still to be filled in.
    pub(super) open: Option<Open>,
}

/// The rows of one side: above, and at the foot.
pub(super) fn rows(print: &Print<'_>, scope: &Coordinate, forms: &[FormRow]) -> (Vec<Row>, Vec<Row>) {
    let (mut body, mut foot) = (Vec::new(), Vec::new());
    for form in forms {
        let made = match form.each {
            None => vec![Row {
                label: print.fill(form.label.as_deref().unwrap_or_default(), &[]),
                at: form.at.0,
                label_only: form.label_only,
                ..Row::default()
            }],
            Some(each) => made_of(print, each, &scope.refined(&form.at.0), form.at.0),
        };
        if form.foot { foot.extend(made) } else { body.extend(made) }
    }
    (body, foot)
}

fn made_of(print: &Print<'_>, each: Each, scope: &Coordinate, at: Coordinate) -> Vec<Row> {
    let budget = print.budget;
    match each {
        Each::Functions => coded(print, scope, Dimension::Function, &[3, 5, 7], |line| Some(&line.function)),
        Each::Economics => coded(print, scope, Dimension::Economic, &[3, 5], |line| line.economic.as_deref()),
        Each::FunctionClasses => {
            let all = print.form.function_classes.iter().map(|(code, name)| (&**code, &**name));
            let mut rows = classes(all, at);
            rows.extend(open_row(print, scope, Dimension::Function, ""));
            rows
        }
        Each::UsedFunctionClasses => {
            let list = ListId::Function.list();
            let used: BTreeSet<&str> = counted(print, scope).filter_map(|line| line.function.get(..3)).collect();
            let mut rows =
                classes(used.into_iter().map(|code| (code, list.by_code(code).map_or("", |class| class.name))), at);
            rows.extend(open_row(print, scope, Dimension::Function, ""));
            rows
        }
        Each::Projects => (0..)
            .zip(&budget.projects)
            .map(|(index, project)| Row {
                code: project.code.clone(),
                label: project.name.clone(),
                at: at.with(Dimension::Project, Value::Member(index)),
                record: usize::try_from(index).ok(),
                ..Row::default()
            })
            .collect(),
        Each::Purchases => {
            let purchases = budget.procurement.iter().enumerate();
            purchases.map(|(index, _)| Row { record: Some(index), at, ..Row::default() }).collect()
        }
    }
}

/// The lines that count within a scope; on the side of revenue every line does.
fn counted<'p>(print: &'p Print<'_>, scope: &Coordinate) -> impl Iterator<Item = &'p Line> + use<'p> {
    let revenue = scope.is_at(Dimension::Side, "revenue");
    let scope = scope.with(Dimension::Measure, Value::All);
    let scope = if revenue { scope.with(Dimension::Side, Value::All) } else { scope };
    print.budget.lines.iter().filter(move |line| line.amount.0 != 0 && is_within(&line.coordinate(), &scope))
}

/// A row for every class that has money, on every level, parents first.
fn coded<'p>(
    print: &'p Print<'_>,
    scope: &Coordinate,
    dimension: Dimension,
    levels: &[usize],
    code_of: impl Fn(&'p Line) -> Option<&'p str>,
) -> Vec<Row> {
    let list = if dimension == Dimension::Function { ListId::Function } else { ListId::Economic }.list();
    let mut codes: BTreeSet<&str> = BTreeSet::new();
    for code in counted(print, scope).filter_map(code_of) {
        codes.extend(levels.iter().filter_map(|digits| code.get(..*digits)));
    }
    let row = |code: &str| Row {
        code: code.to_owned(),
        label: list.by_code(code).map_or("", |class| class.name).to_owned(),
        at: Coordinate::default().with(dimension, code.parse().map_or(Value::Unknown, Value::Member)),
        ..Row::default()
    };
    let mut rows = Vec::with_capacity(codes.len());
    let mut opened: Vec<&str> = Vec::new();
    for code in codes.iter().copied().map(Some).chain([None]) {
        // What belongs to a class, but to none of those listed below it, stands behind them.
        while let Some(above) = opened.pop_if(|above| !code.is_some_and(|code| code.starts_with(*above))) {
            rows.extend(open_row(print, scope, dimension, above));
        }
        let Some(code) = code else { break };
        rows.push(row(code));
        if codes.range(code..).nth(1).is_some_and(|next| next.starts_with(code)) {
            opened.push(code);
        }
    }
    rows.extend(open_row(print, scope, dimension, ""));
    rows
}

/// The row of the money below a class whose own class is still to be filled in, if there is any.
fn open_row(print: &Print<'_>, scope: &Coordinate, dimension: Dimension, above: &str) -> Option<Row> {
    let open = Open { dimension, above: above.to_owned() };
    let is_needed = counted(print, scope).any(|line| open.holds(line));
    is_needed.then(|| Row { label: open_mark().to_owned(), open: Some(open), ..Row::default() })
}

/// Money whose class on a dimension is still to be filled in, below a class or (where that is blank) in all.
#[derive(Clone, Debug)]
pub(super) struct Open {
    dimension: Dimension,
    above: String,
}

impl Open {
    fn holds(&self, line: &Line) -> bool {
        line.coordinate().get(self.dimension) == self.above.parse().map_or(Value::All, Value::Member)
    }

    /// How much of it there is at a position.
    pub(super) fn amount(&self, print: &Print<'_>, at: &Coordinate) -> Option<Amount> {
        total(counted(print, at).filter(|line| self.holds(line)).map(|line| line.amount))
    }
}

/// Numbered rows of functional classes: 一、一般公共服务支出.
fn classes<'c>(list: impl Iterator<Item = (&'c str, &'c str)>, at: Coordinate) -> Vec<Row> {
    let rows = list.enumerate().map(|(index, (code, name))| Row {
        label: format!("{}、{name}", chinese_number(index + 1)),
        at: at.with(Dimension::Function, code.parse().map_or(Value::Unknown, Value::Member)),
        label_only: code.is_empty(),
        ..Row::default()
    });
    rows.collect()
}
