//! Reads 尾差: totals that are printed as stated although the lines add up to another amount, within rounding.
//! What they replace is computed in `cube.rs`.

use mingsuan_model::text::normalized;
use mingsuan_model::{Coordinate, Dimension, Value};

use super::cells::Records;
use super::fault::Fault;
use super::report::Report;
use super::rows::STATED_BY_NAME;
use super::take::{Setting, Taker};
use super::take_money::shown;
use super::take_projects::ProjectIndex;
use crate::budget::{Budget, Stated};

/// Reads the stated totals.
pub(super) fn stated(records: &Records, setting: Setting, index: &ProjectIndex, report: &mut Report) -> Vec<Stated> {
    let rows = records.rows.iter();
    rows.map(|record| {
        let mut taker = Taker { records, record, setting, report: &mut *report, label: None };
        let stated = Stated {
            at: position(&mut taker, index),
            printed: taker.required_amount("printed"),
            sum: taker.required_amount("sum"),
        };
        if !stated.is_rounding(setting.scale) {
            let (printed, sum) = (shown(stated.printed, setting.scale), shown(stated.sum, setting.scale));
            taker.fail("printed", Fault::StatedTooFar, &[("value", &printed), ("sum", &sum)]);
        }
        stated
    })
    .collect()
}

fn position(taker: &mut Taker<'_>, index: &ProjectIndex) -> Coordinate {
    let mut at = Coordinate::default();
    for dimension in STATED_BY_NAME {
        let text = taker.text(dimension.key());
        if !text.is_empty() {
            at = at.with(dimension, member(taker, dimension, &text));
        }
    }
    for dimension in [Dimension::Function, Dimension::Economic] {
        let text = taker.text(dimension.key());
        match text.parse() {
            Ok(code) => at = at.with(dimension, Value::Member(code)),
            Err(_) if text.is_empty() => {}
            Err(_) => {
                taker.fail(dimension.key(), Fault::MalformedCode, &[("value", &text), ("shape", "3、5 或 7 位数字")])
            }
        }
    }
    match index.take(taker).map(u32::try_from) {
        Some(Ok(project)) => at.with(Dimension::Project, Value::Member(project)),
        _ => at,
    }
}

/// The member of a name; unknown, and reported, where there is none.
fn member(taker: &mut Taker<'_>, dimension: Dimension, text: &str) -> Value {
    let wanted = normalized(text);
    let members: Vec<_> = dimension.tree().into_iter().flat_map(|tree| tree.iter()).collect();
    match members.iter().find(|(_, member)| normalized(&member.name) == wanted) {
        Some((id, _)) => Value::Member(*id),
        None => {
            let names: Vec<&str> = members.iter().map(|(_, member)| member.name.as_str()).collect();
            taker.fail(dimension.key(), Fault::UnknownChoice, &[("value", text), ("choices", &names.join("、"))]);
            Value::Unknown
        }
    }
}

/// Stated totals whose lines have changed since, so that they no longer count.
pub(super) fn outdated(records: &Records, budget: &Budget, setting: Setting, report: &mut Report) {
    for (record, stated) in records.rows.iter().zip(&budget.stated) {
        let Some(sum) = budget.computed_at(&stated.at).filter(|sum| *sum != stated.sum) else { continue };
        let (sum, before) = (shown(sum, setting.scale), shown(stated.sum, setting.scale));
        report.add(records.spot(record, "sum"), Fault::StatedOutdated, &[("value", &before), ("sum", &sum)]);
    }
}
