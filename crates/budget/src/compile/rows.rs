//! The rows of a statement: fixed ones of the form and those made from the budget's classes, projects and purchases.
//! What a cell of a row prints is decided in `statement.rs`.

use std::collections::BTreeSet;

use mingsuan_model::{Coordinate, Dimension, ListId, Value};

use super::print::Print;
use crate::budget::Line;
use crate::cube::is_within;
use crate::form::{Each, FormRow};

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
        Each::FunctionClasses => classes(print.form.function_classes.iter().map(|(code, name)| (&**code, &**name)), at),
        Each::UsedFunctionClasses => {
            let list = ListId::Function.list();
            let used: BTreeSet<&str> = counted(print, scope).filter_map(|line| line.function.get(..3)).collect();
            classes(used.into_iter().map(|code| (code, list.by_code(code).map_or("", |class| class.name))), at)
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
    codes.into_iter().map(row).collect()
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

/// 一, 二, … 九十九.
fn chinese_number(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let ones = DIGITS[n % 10];
    match n / 10 % 10 {
        0 => ones.to_owned(),
        1 => format!("十{ones}"),
        tens => format!("{}十{ones}", DIGITS[tens]),
    }
}
