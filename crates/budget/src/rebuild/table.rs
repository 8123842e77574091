//! The joint table of function, kind, fund, source and project: first without projects, then with each at its function.
//! What is forced is worked out by `transport.rs`; economic classes are split off in `economics.rs`.

use std::collections::HashMap;

use super::assign::{Pair, assign};
use super::axes;
use super::custom::custom;
use super::margins::{First, Margin, Trust, sums};
use super::placement::{Placed, best, likeness, place};
use super::scope::{Cell, Scope};
use super::transport::{Sum, System};
use crate::budget::{Certainty, Kind, Project};

/// Money at a cell, and how sure it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) cell: Cell,
    pub(super) amount: i64,
    /// Whether no other amount satisfies the printed sums.
    pub(super) is_forced: bool,
}

/// The table and what was found of each project.
pub(super) struct Table {
    pub(super) entries: Vec<Entry>,
    pub(super) projects: Vec<Placed>,
}

/// Ways to deal with documents that contradict themselves, the plainest first.
const WAYS: [(First, bool); 4] =
    [(First::Narrow, false), (First::Repeated, false), (First::Narrow, true), (First::Repeated, true)];

/// The table before projects are told apart.
struct Plain {
    cells: Vec<Cell>,
    rank: Vec<u32>,
    system: System,
    first: First,
}

/// The first way that gives all printed sums back, or the one that misses fewest.
fn plain(margins: &[Margin], ceiling: i64) -> Plain {
    let whole: Vec<&Margin> =
        margins.iter().filter(|margin| !margin.scope.is_fine() && margin.scope.project().is_none()).collect();
    let mut best: Option<(usize, Plain)> = None;
    for (first, keeps_rest) in WAYS {
        let cells = axes::cells(margins, keeps_rest);
        let rows = sums(whole.iter().map(|margin| (*margin, margin.scope)), &cells, Scope::covers, first);
        let rank = ranked(&cells, |cell| (height(cell), custom().rank(cell)));
        let system = System::settled(cells.len(), ceiling, &rows, &rank).system;
        let mut done = system.clone();
        done.complete(&rank);
        let missed = missed(&whole, &cells, &done);
        if best.as_ref().is_none_or(|(fewest, _)| missed < *fewest) {
            best = Some((missed, Plain { cells, rank, system, first }));
        }
        if missed == 0 {
            break;
        }
    }
    let nothing = || Plain { cells: Vec::new(), rank: Vec::new(), system: System::new(0, 0), first: First::Narrow };
    best.map_or_else(nothing, |(_, plain)| plain)
}

/// How many printed sums do not come back, rounding aside.
fn missed(margins: &[&Margin], cells: &[Cell], done: &System) -> usize {
    let filled: Vec<(&Cell, i128)> = (0..)
        .zip(cells)
        .map(|(variable, cell)| (cell, i128::from(done.least(variable))))
        .filter(|(_, amount)| *amount != 0)
        .collect();
    let sum = |scope: &Scope| filled.iter().filter(|(cell, _)| scope.covers(cell)).map(|(_, amount)| amount).sum();
    margins.iter().filter(|margin| margin.trust != Trust::Told && margin.is_missed_by(sum(&margin.scope))).count()
}

/// Works out the table.
pub(super) fn table(margins: &[Margin], projects: &[Project]) -> Table {
    let ceiling = margins.iter().map(|margin| margin.amount).max().unwrap_or(0);
    let Plain { cells, rank: plain_rank, system: plain, first } = plain(margins, ceiling);
    let placed = place(projects, margins, &plain, &cells, &plain_rank);
    let detailed = with_projects(&cells, &plain, &placed);
    // The statements first: where a project's form contradicts them, the form is set aside.
    let rows: Vec<Sum> = [false, true]
        .into_iter()
        .flat_map(|of_projects| {
            let own = |margin: &&Margin| {
                !margin.scope.is_fine() && margin.scope.project().is_some() == of_projects && speaks(margin, &placed)
            };
            let told = margins.iter().filter(own);
            sums(told.map(|margin| (margin, margin.scope)), &detailed, Scope::covers, first)
        })
        .collect();
    let rank = detailed_rank(&detailed, projects, &placed);
    let system = System::settled(detailed.len(), ceiling, &rows, &rank).system;
    let all_certain = placed.iter().all(|project| project.certainty != Some(Certainty::Assumed));
    let variables: HashMap<Cell, u32> = cells.iter().copied().zip(0..).collect();
    let of_plain = |cell: &Cell| variables.get(&Cell { project: None, ..*cell }).copied();
    let forced: Vec<bool> = (0..)
        .zip(&detailed)
        .map(|(variable, cell)| {
            let before = of_plain(cell).is_some_and(|own| plain.known(own).is_some());
            system.known(variable).is_some() && (before || all_certain)
        })
        .collect();
    let mut done = system.clone();
    whole_projects(&mut done, &detailed, &placed);
    if !done.complete(&rank) {
        done = system;
        done.complete(&rank);
    }
    let whole: Vec<&Margin> =
        margins.iter().filter(|margin| !margin.scope.is_fine() && margin.scope.project().is_none()).collect();
    let mut likely = plain.clone();
    likely.complete(&plain_rank);
    if missed(&whole, &detailed, &done) > missed(&whole, &cells, &likely) {
        // The projects do not fit the statements: the statements stay, and projects get of them what they can.
        return Table { entries: poured(&cells, &plain, &likely, projects, &placed), projects: placed };
    }
    let entries = (0..).zip(&detailed).zip(&forced).map(|((variable, cell), is_forced)| Entry {
        cell: *cell,
        amount: done.least(variable),
        is_forced: *is_forced,
    });
    Table { entries: entries.filter(|entry| entry.amount != 0).collect(), projects: placed }
}

/// The money of each function poured into its projects, by fiscal and other money, until either runs out; what is left
/// stays without a project.
fn poured(cells: &[Cell], plain: &System, likely: &System, projects: &[Project], placed: &[Placed]) -> Vec<Entry> {
    let mut wanted: Vec<[i64; 2]> = placed
        .iter()
        .map(|project| match (project.amount, project.fiscal) {
            (Some(amount), Some(fiscal)) => [fiscal, amount - fiscal],
            (Some(amount), None) => [amount, amount],
            (None, _) => [0, 0],
        })
        .collect();
    let mut entries = Vec::new();
    for (variable, cell) in (0..).zip(cells) {
        let is_forced = plain.known(variable).is_some();
        let mut left = likely.least(variable);
        let kind_of_money = usize::from(!cell.fund.is_fiscal());
        let mut takers: Vec<usize> = (0..placed.len())
            .filter(|at| placed[*at].function.is_none_or(|function| function == cell.function))
            .filter(|at| cell.kind == Kind::Project && wanted[*at][kind_of_money] > 0)
            .collect();
        takers.sort_by_key(|at| {
            (placed[*at].function.is_none(), std::cmp::Reverse(likeness(&projects[*at], cell.function)), *at)
        });
        for at in takers {
            let amount = left.min(wanted[at][kind_of_money]);
            wanted[at][kind_of_money] -= amount;
            if placed[at].fiscal.is_none() {
                wanted[at] = [wanted[at][kind_of_money]; 2];
            }
            left -= amount;
            let cell = Cell { project: u32::try_from(at).ok(), ..*cell };
            entries.push(Entry { cell, amount, is_forced: false });
        }
        entries.push(Entry { cell: *cell, amount: left, is_forced });
    }
    entries.retain(|entry| entry.amount != 0);
    entries
}

/// The order in which cells are filled: what is usual, and projects without a place where their names fit best.
fn detailed_rank(cells: &[Cell], projects: &[Project], placed: &[Placed]) -> Vec<u32> {
    let like = |cell: &Cell| match cell.project {
        Some(project) => {
            let (own, found) = (&projects[project as usize], &placed[project as usize]);
            if found.function.is_some() { 0 } else { usize::MAX / 2 - likeness(own, cell.function) }
        }
        // What no listed project explains is what is left when all of them have theirs.
        None if cell.kind == Kind::Project => usize::MAX,
        None => 0,
    };
    ranked(cells, |cell| (like(cell), height(cell), custom().rank(cell)))
}

/// How far above the deepest functions a cell stands: those only keep what is left.
fn height(cell: &Cell) -> u32 {
    u32::MAX - cell.function.checked_ilog10().unwrap_or(0)
}

/// The variables of cells, the lowest rank first.
pub(super) fn ranked<K: Ord>(cells: &[Cell], rank: impl Fn(&Cell) -> K) -> Vec<u32> {
    let mut order: Vec<(K, u32)> = (0..).zip(cells).map(|(variable, cell)| (rank(cell), variable)).collect();
    order.sort();
    order.into_iter().map(|(_, variable)| variable).collect()
}

/// Whether a margin says something: a form that prints one amount and leaves both parts of it blank does not say that
/// both are nothing.
fn speaks(margin: &Margin, placed: &[Placed]) -> bool {
    let Some(project) = margin.scope.project().and_then(|project| placed.get(project as usize)) else { return true };
    !project.is_doubted && (margin.trust != Trust::Blank || project.fiscal.is_some() && project.amount.is_some())
}

/// The cells with project money told apart by project, and one for what no listed project explains.
fn with_projects(cells: &[Cell], plain: &System, placed: &[Placed]) -> Vec<Cell> {
    let listed: i128 = placed.iter().filter_map(|project| project.amount).map(i128::from).sum();
    let mut detailed = Vec::new();
    let project_cells: Vec<u32> =
        (0..).zip(cells).filter(|(_, cell)| cell.kind == Kind::Project).map(|(variable, _)| variable).collect();
    let is_all_listed = plain.known_sum(&project_cells).is_some_and(|money| i128::from(money) == listed);
    for (variable, cell) in (0..).zip(cells).filter(|(variable, _)| plain.most(*variable) > 0) {
        if cell.kind != Kind::Project || placed.is_empty() || !is_all_listed {
            detailed.push(*cell);
        }
        if cell.kind != Kind::Project {
            continue;
        }
        for (ordinal, project) in (0..).zip(placed) {
            let here = project.function.is_none_or(|function| function == cell.function);
            let (Some(amount), true) = (project.amount, here) else { continue };
            let of_fund = match project.fiscal {
                Some(fiscal) if cell.fund.is_fiscal() => fiscal,
                Some(fiscal) => amount - fiscal,
                None => amount,
            };
            if of_fund > 0 && plain.most(variable) > 0 {
                detailed.push(Cell { project: Some(ordinal), ..*cell });
            }
        }
    }
    detailed
}

/// Gives each project of a function its money from one fund and source, where that comes out even.
fn whole_projects(system: &mut System, cells: &[Cell], placed: &[Placed]) {
    let mut functions: Vec<u32> = placed.iter().filter_map(|project| project.function).collect();
    functions.sort_unstable();
    functions.dedup();
    for function in functions {
        for is_fiscal in [true, false] {
            let open: Vec<(u32, &Cell)> = (0..)
                .zip(cells)
                .filter(|(variable, cell)| {
                    cell.function == function
                        && cell.project.is_some()
                        && cell.fund.is_fiscal() == is_fiscal
                        && system.known(*variable).is_none()
                })
                .collect();
            fill_evenly(system, &open);
        }
    }
}

fn fill_evenly(system: &mut System, open: &[(u32, &Cell)]) {
    let mut items: Vec<u32> = open.iter().filter_map(|(_, cell)| cell.project).collect();
    let mut bins: Vec<Cell> = open.iter().map(|(_, cell)| Cell { project: None, ..**cell }).collect();
    items.sort_unstable();
    items.dedup();
    bins.sort_unstable();
    bins.dedup();
    let sum_of = |fits: &dyn Fn(&Cell) -> bool| {
        let variables: Vec<u32> = open.iter().filter(|(_, cell)| fits(cell)).map(|(variable, _)| *variable).collect();
        system.known_sum(&variables).map(|sum| [sum, 0])
    };
    let weights: Option<Vec<Pair>> = items.iter().map(|item| sum_of(&|cell| cell.project == Some(*item))).collect();
    let holds: Option<Vec<Pair>> =
        bins.iter().map(|bin| sum_of(&|cell| Cell { project: None, ..*cell } == *bin)).collect();
    let (Some(weights), Some(holds)) = (weights, holds) else { return };
    // All ways are as good: the sooner project gets the more usual money.
    let usual = |_: usize, bin: usize| 64_usize.saturating_sub(custom().rank(&bins[bin]));
    for (item, bin, _) in best(&assign(&weights, &holds, 1), &usual) {
        let wanted = Cell { project: Some(items[item]), ..bins[bin] };
        if let Some((variable, _)) = open.iter().find(|(_, cell)| **cell == wanted) {
            system.fix(*variable, weights[item][0]);
        }
    }
}
