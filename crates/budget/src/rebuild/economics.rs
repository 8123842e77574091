//! The entries of the table told apart by economic class, and basic expenditure as personnel and public money.
//! Functions, funds and projects are settled before, in `table.rs`.

use std::collections::BTreeSet;

use mingsuan_model::Dimension;
use mingsuan_model::classification::parent_code;

use super::custom::custom;
use super::margins::{First, Margin, Trust, sums};
use super::scope::{Cell, Scope};
use super::table::{Entry, ranked};
use super::transport::{Sum, System};
use crate::budget::Kind;

/// An entry with what is known of its class.
#[derive(Clone, Copy, Debug)]
pub(super) struct Detail {
    pub(super) cell: Cell,
    pub(super) amount: i64,
    /// Whether function, fund and source of it follow from the sums.
    pub(super) is_forced: bool,
    /// Whether kind and class of it follow from the sums.
    pub(super) is_class_forced: bool,
}

/// Splits entries as far as the margins tell.
pub(super) fn details(entries: &[Entry], margins: &[Margin]) -> Vec<Detail> {
    let fine: Vec<&Margin> = margins.iter().filter(|margin| margin.scope.is_fine()).collect();
    let strict = split(entries, &fine, false);
    let split = match strict {
        Some(done) => done,
        // The classes do not add up to the whole: what they leave stays without one.
        None => split(entries, &fine, true).unwrap_or_default(),
    };
    let first = split_gov(split, margins);
    first.into_iter().filter(|detail| detail.amount != 0).collect()
}

/// `None` when some printed number would not come back and nothing may stay without a class.
fn split(entries: &[Entry], fine: &[&Margin], may_lack_class: bool) -> Option<Vec<Detail>> {
    let codes = deepest(
        fine.iter().filter(|margin| margin.amount != 0).filter_map(|margin| margin.at.code(Dimension::Economic)),
    );
    let (mut cells, mut parents): (Vec<Cell>, Vec<Vec<u32>>) = (Vec::new(), Vec::new());
    for entry in entries {
        let first = cells.len();
        cells.extend(parts(&entry.cell, fine, &codes, may_lack_class));
        parents.push((first..cells.len()).filter_map(|at| u32::try_from(at).ok()).collect());
    }
    let ceiling = entries.iter().map(|entry| entry.amount).max().unwrap_or(0);
    let rows = |told: bool| {
        let own = fine.iter().filter(|margin| (margin.trust == Trust::Told) == told);
        sums(own.map(|margin| (*margin, margin.scope)), &cells, Scope::covers, First::Narrow)
    };
    let wholes = entries.iter().zip(&parents).map(|(entry, members)| Sum {
        variables: members.clone(),
        amount: entry.amount,
        slack: 0,
    });
    let rank = ranked(&cells, |cell| (cell.economic == 0 && may_lack_class, custom().basic_rank(cell)));
    let printed: Vec<Sum> = wholes.chain(rows(false)).collect();
    if !may_lack_class && System::settled(cells.len(), ceiling, &printed, &rank).left_out > 0 {
        return None;
    }
    let all: Vec<Sum> = printed.into_iter().chain(rows(true)).collect();
    let mut system = System::settled(cells.len(), ceiling, &all, &rank).system;
    let forced: Vec<bool> = (0..).zip(&cells).map(|(variable, _)| system.known(variable).is_some()).collect();
    system.complete(&rank);
    let mut details = Vec::new();
    for (entry, members) in entries.iter().zip(&parents) {
        let mut left = entry.amount;
        for variable in members {
            let at = *variable as usize;
            let amount = system.least(*variable);
            left -= amount;
            details.push(Detail { cell: cells[at], amount, is_forced: entry.is_forced, is_class_forced: forced[at] });
        }
        // What contradicting classes left over stays without one.
        let rest = Detail { cell: entry.cell, amount: left, is_forced: entry.is_forced, is_class_forced: false };
        details.extend((left > 0).then_some(rest));
    }
    Some(details)
}

/// The codes below which none of the others stands.
fn deepest(codes: impl Iterator<Item = u32>) -> Vec<u32> {
    let codes: BTreeSet<u32> = codes.collect();
    let parents: BTreeSet<u32> = codes.iter().filter_map(|code| parent_code(*code)).collect();
    codes.difference(&parents).copied().collect()
}

/// The finer cells that the money of a cell may stand in.
fn parts(cell: &Cell, fine: &[&Margin], codes: &[u32], may_lack_class: bool) -> Vec<Cell> {
    let kinds: &[Kind] = match cell.kind {
        Kind::Basic if tells_personnel(cell, fine) => &[Kind::Personnel, Kind::Public],
        Kind::Balance => return vec![*cell],
        _ => std::slice::from_ref(&cell.kind),
    };
    let mut parts = Vec::new();
    for kind in kinds {
        let part = Cell { kind: *kind, ..*cell };
        // A class can stand here where some statement lists classes of this money.
        let listing = |code: u32| {
            let own = Cell { economic: code, ..part };
            fine.iter()
                .any(|margin| margin.scope.names_economic() && margin.trust != Trust::Told && margin.scope.covers(&own))
        };
        let classes: Vec<u32> = codes.iter().copied().filter(|code| listing(*code)).collect();
        let is_bare = classes.is_empty() || may_lack_class;
        parts.extend(classes.into_iter().map(|economic| Cell { economic, ..part }));
        parts.extend(is_bare.then_some(part));
    }
    parts
}

/// Whether the document tells personnel from public money at a cell.
fn tells_personnel(cell: &Cell, fine: &[&Margin]) -> bool {
    [Kind::Personnel, Kind::Public].into_iter().any(|kind| {
        let own = Cell { kind, ..*cell };
        fine.iter().any(|margin| {
            let of_kind = matches!(margin.at.key(Dimension::Kind), Some("personnel" | "public"));
            of_kind && margin.amount != 0 && margin.scope.without_classes().covers(&own)
        })
    })
}

/// Splits by 政府预算支出经济分类 where some statement lists it.
fn split_gov(details: Vec<Detail>, margins: &[Margin]) -> Vec<Detail> {
    let naming: Vec<&Margin> = margins.iter().filter(|margin| margin.scope.names_gov_economic()).collect();
    let codes = deepest(
        naming.iter().filter(|margin| margin.amount != 0).filter_map(|margin| margin.at.code(Dimension::GovEconomic)),
    );
    if codes.is_empty() {
        return details;
    }
    let (mut cells, mut parents): (Vec<Cell>, Vec<usize>) = (Vec::new(), Vec::new());
    for (at, detail) in details.iter().enumerate() {
        let first = cells.len();
        let listed = codes.iter().map(|code| Cell { gov_economic: *code, ..detail.cell });
        cells.extend(listed.filter(|cell| naming.iter().any(|margin| margin.scope.covers(cell))));
        if cells.len() == first {
            cells.push(detail.cell);
        }
        parents.resize(cells.len(), at);
    }
    let wholes = details.iter().enumerate().map(|(at, detail)| {
        let members = (0..).zip(&parents).filter(|(_, parent)| **parent == at).map(|(variable, _)| variable);
        Sum { variables: members.collect(), amount: detail.amount, slack: 0 }
    });
    let listed = sums(naming.iter().map(|margin| (*margin, margin.scope)), &cells, Scope::covers, First::Narrow);
    let rows: Vec<Sum> = wholes.chain(listed).collect();
    let rank = ranked(&cells, |cell| (cell.gov_economic % 100, cell.gov_economic));
    let ceiling = details.iter().map(|detail| detail.amount).max().unwrap_or(0);
    let mut system = System::settled(cells.len(), ceiling, &rows, &rank).system;
    let forced: Vec<bool> = (0..).zip(&cells).map(|(variable, _)| system.known(variable).is_some()).collect();
    system.complete(&rank);
    (0..)
        .zip(&cells)
        .map(|(variable, cell)| {
            let at = variable as usize;
            let detail = details[parents[at]];
            Detail {
                cell: *cell,
                amount: system.least(variable),
                is_class_forced: detail.is_class_forced && forced[at],
                ..detail
            }
        })
        .collect()
}
