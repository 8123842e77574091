//! The tables of a project, of the assets and of the institution.
//! Statements with sums by class are laid out in `statement.rs`.

use mingsuan_document::{Spans, Table, TableBuilder};
use mingsuan_model::{Amount, Coordinate, Dimension, Place};

use super::print::Print;
use crate::budget::{Indicator, Project};
use crate::form::{IndicatorColumn, IndicatorField};
use crate::workbook::open_mark;

/// The upper table of a project: code, money, plan, goals.
pub(super) fn money_table(print: &Print<'_>, index: usize, ordinal: u32) -> Option<Table> {
    let project = print.budget.projects.get(index)?;
    let place = Place { table: Some(ordinal), ..Place::default() };
    let mut builder = TableBuilder::new(Spans::Known, place.clone());
    let fields = fields(print, index, project);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(field, value)| (field.as_str(), value.as_str())).collect();
    for (row, cells) in print.form.project.rows.iter().enumerate() {
        let mut column = 0;
        for cell in cells {
            while builder.index_at(row, column).is_some() {
                column += 1;
            }
            builder.put(row, column, print.fill(&cell.text, &fields), cell.columns, cell.rows, place.clone());
            column += cell.columns;
        }
    }
    builder.finish(None)
}

fn fields(print: &Print<'_>, index: usize, project: &Project) -> Vec<(String, String)> {
    let of = |fiscal: bool| print.budget.project_fiscal(index, fiscal);
    let other = match of(false) {
        Some(Amount::ZERO) if project.shows_no_other_funds => print.number(Amount::ZERO),
        amount => print.cell(amount),
    };
    let goals = project.goals.iter().enumerate().map(|(at, goal)| format!("{}.{goal}", at + 1));
    let mut fields = vec![
        ("{code}".to_owned(), project.code.clone()),
        ("{name}".to_owned(), project.name.clone()),
        ("{budget}".to_owned(), print.cell(print.budget.project_amount(index))),
        ("{fiscal}".to_owned(), print.cell(of(true))),
        ("{other}".to_owned(), other),
        ("{purpose}".to_owned(), project.purpose.clone()),
        ("{goals}".to_owned(), goals.collect::<Vec<_>>().join("\n")),
    ];
    for month in &print.form.project.plan_months {
        let percent = project.plan.iter().find(|step| step.month == *month).and_then(|step| step.percent);
        let text = percent.map_or_else(String::new, |percent| format!("{percent}%"));
        fields.push((format!("{{plan{month}}}"), text));
    }
    fields
}

/// The indicator table of a project.
pub(super) fn indicator_table(print: &Print<'_>, project: &Project, ordinal: u32) -> Option<Table> {
    let place = Place { table: Some(ordinal), ..Place::default() };
    let mut builder = TableBuilder::new(Spans::Known, place.clone());
    let columns = &print.form.project.indicators;
    for (at, column) in columns.iter().enumerate() {
        builder.put(0, at, column.header.clone(), 1, 1, place.clone());
    }
    for (at, indicator) in project.indicators.iter().enumerate() {
        for (column, form) in columns.iter().enumerate() {
            let same = |other: &Indicator| form.merged && field(other, form) == field(indicator, form);
            if at > 0 && same(&project.indicators[at - 1]) {
                continue;
            }
            let below = project.indicators[at + 1..].iter().take_while(|next| same(next)).count();
            let text = field(indicator, form).to_owned();
            builder.put(at + 1, column, text, 1, below + 1, place.clone());
        }
    }
    builder.finish(None)
}

fn field<'i>(indicator: &'i Indicator, column: &IndicatorColumn) -> &'i str {
    match column.field {
        IndicatorField::Level1 => &indicator.level1,
        IndicatorField::Level2 => &indicator.level2,
        IndicatorField::Name => &indicator.name,
        IndicatorField::Description => &indicator.description,
        IndicatorField::Value => &indicator.value,
        IndicatorField::Basis => &indicator.basis,
    }
}

/// 固定资产占用情况表.
pub(super) fn asset_table(print: &Print<'_>, ordinal: u32) -> Option<Table> {
    let place = Place { table: Some(ordinal), ..Place::default() };
    let mut builder = TableBuilder::new(Spans::Known, place.clone());
    let (form, width) = (&print.form.assets, print.form.assets.header.len());
    for (at, text) in form.caption.iter().enumerate() {
        let columns = if at + 1 == form.caption.len() { width.saturating_sub(at) } else { 1 };
        builder.put(0, at, print.fill(text, &[]), columns, 1, place.clone());
    }
    for (at, text) in form.header.iter().enumerate() {
        builder.put(1, at, print.fill(text, &[]), 1, 1, place.clone());
    }
    // A total that nobody has divided says nothing of its parts.
    let assets = &print.budget.assets;
    let is_undivided =
        assets.total.is_some_and(|total| total != Amount::ZERO) && assets.rows.iter().all(|row| row.value.is_none());
    for (at, row) in form.rows.iter().enumerate() {
        let own = print.budget.assets.rows.iter().find(|own| own.item == row.item);
        let item = Coordinate::default().at(Dimension::Side, "asset").at(Dimension::Item, &row.item);
        let amount = print.budget.amount_at(&item);
        // The total is printed even when it is zero: the row says that there is nothing.
        let value = match amount {
            Some(amount) if row.item == "asset-total" => print.number(amount),
            None if is_undivided => open_mark().to_owned(),
            amount => print.cell(amount),
        };
        let quantity = own.and_then(|own| own.quantity).map(|quantity| quantity.to_string()).unwrap_or_default();
        for (column, text) in [row.label.clone(), quantity, value].into_iter().enumerate() {
            builder.put(at + 2, column, text, 1, 1, place.clone());
        }
    }
    builder.finish(None)
}

/// 机构设置情况表.
pub(super) fn institution_table(print: &Print<'_>, ordinal: u32) -> Option<Table> {
    let place = Place { table: Some(ordinal), ..Place::default() };
    let mut builder = TableBuilder::new(Spans::Known, place.clone());
    for (column, text) in print.form.institution_header.iter().enumerate() {
        builder.put(0, column, text.clone(), 1, 1, place.clone());
    }
    for (row, own) in print.budget.agency.institutions.iter().enumerate() {
        for (column, text) in [&own.name, &own.nature, &own.rank, &own.support].into_iter().enumerate() {
            builder.put(row + 1, column, text.clone(), 1, 1, place.clone());
        }
    }
    builder.finish(None)
}
