//! Which function each project's money is spent on: told, the only way that fits all sums, or chosen by name.
//! The search itself is `assign.rs`; how the money divides by fund and source is `table.rs`' business.

use std::collections::BTreeMap;

use mingsuan_model::{Dimension, Value};

use super::assign::{Answer, Pair, assign};
use super::custom::custom;
use super::margins::{Margin, Trust};
use super::scope::Cell;
use super::transport::System;
use crate::budget::{Certainty, Kind, Project};

/// What is known of a project's money and function.
#[derive(Clone, Debug, Default)]
pub(super) struct Placed {
    /// The whole amount in 分, if it is printed.
    pub(super) amount: Option<i64>,
    /// The part from 财政拨款, if it is told.
    pub(super) fiscal: Option<i64>,
    /// The function; `None` where its money may stand at any.
    pub(super) function: Option<u32>,
    /// How sure the function is; `None` where the document tells it.
    pub(super) certainty: Option<Certainty>,
    /// Whether the printed amount contradicts the statements, so that another stands in for it.
    pub(super) is_doubted: bool,
}

/// Places the projects. `system` knows the sums over `cells`, which do not tell projects apart.
pub(super) fn place(
    projects: &[Project],
    margins: &[Margin],
    system: &System,
    cells: &[Cell],
    rank: &[u32],
) -> Vec<Placed> {
    let mut placed: Vec<Placed> = (0..).zip(projects).map(|(ordinal, _)| printed(margins, ordinal)).collect();
    let mut bins = Bins::new(system, cells, rank);
    for project in &placed {
        if let (Some(function), Some(amount)) = (project.function, project.amount) {
            bins.take(function, [project.fiscal.unwrap_or(amount), amount - project.fiscal.unwrap_or(amount)]);
        }
    }
    let open: Vec<usize> =
        (0..placed.len()).filter(|at| placed[*at].function.is_none() && placed[*at].amount.unwrap_or(0) != 0).collect();
    if open.is_empty() {
        return placed;
    }
    let functions: Vec<u32> = bins.holds.iter().map(|(function, _)| *function).collect();
    let likeness =
        |item: usize, bin: usize| open.get(item).map_or(0, |project| likeness(&projects[*project], functions[bin]));
    let found = search(&open.iter().map(|at| &placed[*at]).collect::<Vec<_>>(), &bins);
    for (item, bin, is_only) in best(&found.answer, &likeness) {
        // What stands behind the projects is money that none of them explains.
        let Some(at) = open.get(item) else { continue };
        let is_sure = is_only && bins.is_certain && !found.is_relaxed;
        placed[*at].function = Some(functions[bin]);
        placed[*at].certainty = Some(if is_sure { Certainty::Inferred } else { Certainty::Assumed });
    }
    by_room(&mut placed, &open, &bins, &likeness);
    if let Some((item, amount)) = found.doubted {
        let project = &mut placed[open[item]];
        (project.amount, project.fiscal, project.is_doubted) = (Some(amount), None, true);
    }
    placed
}

/// More choices than this are not left to the sums.
const MOST_CHOICES: usize = 600;

/// Where no way was found and the choices are too many: each project, the largest first, at the function that its name
/// is most like among those with room for it, or that with most room.
fn by_room(placed: &mut [Placed], open: &[usize], bins: &Bins, likeness: &dyn Fn(usize, usize) -> usize) {
    let mut left: Vec<usize> = (0..open.len()).filter(|item| placed[open[*item]].function.is_none()).collect();
    if left.len() * bins.holds.len() <= MOST_CHOICES {
        return;
    }
    let mut room: Vec<i64> = bins.holds.iter().map(|(_, pair)| pair[0] + pair[1]).collect();
    left.sort_by_key(|item| std::cmp::Reverse(placed[open[*item]].amount));
    for item in left {
        let project = &mut placed[open[item]];
        let amount = project.amount.unwrap_or(0);
        let best = (0..room.len()).max_by_key(|bin| {
            let fits = room[*bin] >= amount;
            (fits, if fits { likeness(item, *bin) } else { 0 }, room[*bin])
        });
        if let Some(bin) = best {
            room[bin] -= amount;
            (project.function, project.certainty) = (Some(bins.holds[bin].0), Some(Certainty::Assumed));
        }
    }
}

/// What the search for functions gave.
struct Found {
    answer: Answer,
    /// Whether something printed was set aside for it.
    is_relaxed: bool,
    /// The one project whose printed amount does not fit, and the amount that would.
    doubted: Option<(usize, i64)>,
}

/// Looks for functions of all projects: by fiscal and other money, by the whole amounts, then with money that no project
/// explains, then with one project's amount set aside.
fn search(open: &[&Placed], bins: &Bins) -> Found {
    let exact = |answer, is_relaxed| Found { answer, is_relaxed, doubted: None };
    let both: Option<Vec<Pair>> = open
        .iter()
        .map(|project| {
            let (amount, fiscal) = (project.amount.unwrap_or(0), project.fiscal?);
            Some([fiscal, amount - fiscal])
        })
        .collect();
    if let Some(items) = both.filter(|_| bins.is_split) {
        let holds: Vec<Pair> = bins.holds.iter().map(|(_, pair)| *pair).collect();
        let answer = assign(&items, &holds, 1);
        if !answer.ways.is_empty() {
            return exact(answer, false);
        }
    }
    let items: Vec<Pair> = open.iter().map(|project| [project.amount.unwrap_or(0), 0]).collect();
    let holds: Vec<Pair> = bins.holds.iter().map(|(_, pair)| [pair[0] + pair[1], 0]).collect();
    let answer = assign(&items, &holds, 1);
    if !answer.ways.is_empty() {
        // If both parts were told, they contradict this.
        return exact(answer, bins.is_split && open.iter().all(|project| project.fiscal.is_some()));
    }
    let missing = holds.iter().map(|pair| pair[0]).sum::<i64>() - items.iter().map(|pair| pair[0]).sum::<i64>();
    if missing > 0 {
        let answer = assign(&[items.as_slice(), &[[missing, 0]]].concat(), &holds, 1);
        if !answer.ways.is_empty() {
            return exact(answer, true);
        }
    }
    for doubted in 0..items.len() {
        let mut items = items.clone();
        items[doubted][0] += missing;
        let answer = assign(&items, &holds, u64::try_from(items.len()).unwrap_or(1));
        if missing != 0 && items[doubted][0] > 0 && !answer.ways.is_empty() {
            return Found { answer, is_relaxed: true, doubted: Some((doubted, items[doubted][0])) };
        }
    }
    exact(answer, true)
}

/// How much a project's words speak for a function.
pub(super) fn likeness(project: &Project, function: u32) -> usize {
    custom().likeness(&project.name, function) * 2 + custom().likeness(&project.purpose, function)
}

/// What the document prints of a project's money.
fn printed(margins: &[Margin], ordinal: u32) -> Placed {
    let own: Vec<&Margin> = margins.iter().filter(|margin| margin.scope.project() == Some(ordinal)).collect();
    let is_plain = |margin: &&&Margin| {
        margin.at.get(Dimension::Function) == Value::All
            && !margin.scope.names_economic()
            && margin.at.get(Dimension::Source) == Value::All
            && matches!(margin.trust, Trust::Printed | Trust::Added)
    };
    let of = |fund: Option<&str>| {
        own.iter().filter(is_plain).find(|margin| margin.at.key(Dimension::Fund) == fund).map(|margin| margin.amount)
    };
    let parts =
        |keys: &[&str]| keys.iter().filter_map(|key| of(Some(key))).reduce(|sum, part| sum.saturating_add(part));
    let fiscal = of(Some("fiscal")).or_else(|| parts(&["general", "gov-fund", "state-capital"]));
    let other = of(Some("non-fiscal")).or_else(|| parts(&["special-account", "unit-funds"]));
    let amount = of(None).or(match (fiscal, other) {
        (None, None) => None,
        _ => fiscal.unwrap_or(0).checked_add(other.unwrap_or(0)),
    });
    let fiscal =
        fiscal.or_else(|| amount?.checked_sub(other?)).filter(|fiscal| amount.is_some_and(|all| all >= *fiscal));
    let told = own.iter().filter(|margin| margin.trust == Trust::Printed && margin.amount != 0);
    let mut functions: Vec<u32> = told.filter_map(|margin| margin.at.code(Dimension::Function)).collect();
    functions.sort_unstable();
    functions.dedup();
    let deepest = functions.iter().max().copied();
    let is_one =
        deepest.is_some_and(|deepest| functions.iter().all(|code| deepest.to_string().starts_with(&code.to_string())));
    Placed { amount, fiscal, function: deepest.filter(|_| is_one), certainty: None, is_doubted: false }
}

/// The project money of each function.
struct Bins {
    holds: Vec<(u32, Pair)>,
    /// Whether the money of each function is printed, or follows.
    is_certain: bool,
    /// Whether fiscal and other money is told apart in each.
    is_split: bool,
}

impl Bins {
    fn new(system: &System, cells: &[Cell], rank: &[u32]) -> Self {
        let mut members: BTreeMap<u32, [Vec<u32>; 2]> = BTreeMap::new();
        for (variable, cell) in (0..).zip(cells).filter(|(_, cell)| cell.kind == Kind::Project) {
            members.entry(cell.function).or_default()[usize::from(!cell.fund.is_fiscal())].push(variable);
        }
        // Where a sum is not told, the likeliest table stands in for it.
        let mut likely = system.clone();
        likely.complete(rank);
        let mut bins = Self { holds: Vec::new(), is_certain: true, is_split: true };
        for (function, [fiscal, other]) in members {
            let all = [fiscal.as_slice(), other.as_slice()].concat();
            let guess = |variables: &[u32]| variables.iter().map(|variable| likely.least(*variable)).sum::<i64>();
            let (known, known_fiscal) = (system.known_sum(&all), system.known_sum(&fiscal));
            let amount = known.unwrap_or_else(|| guess(&all));
            let fiscal = known_fiscal.unwrap_or_else(|| guess(&fiscal)).min(amount);
            bins.is_certain &= known.is_some();
            bins.is_split &= known_fiscal.is_some();
            bins.holds.push((function, [fiscal, amount - fiscal]));
        }
        bins
    }

    /// Takes out what is told to belong to a function.
    fn take(&mut self, function: u32, amount: Pair) {
        if let Some((_, pair)) = self.holds.iter_mut().find(|(own, _)| *own == function) {
            *pair = [0, 1].map(|i| pair[i] - amount[i]);
        }
    }
}

/// The best of the ways: for each item its bin, and whether no other way puts it elsewhere.
pub(super) fn best(answer: &Answer, likeness: &dyn Fn(usize, usize) -> usize) -> Vec<(usize, usize, bool)> {
    let arranged = answer.ways.iter().map(|way| arrange(answer, way, likeness));
    let best = arranged.max_by_key(|(score, way)| (*score, std::cmp::Reverse(way.clone())));
    let Some((_, pairs)) = best else { return Vec::new() };
    let is_only = |item: usize, bin: usize| {
        let class = answer.classes.iter().position(|members| members.contains(&item));
        let whole = |class: usize| {
            let members = u32::try_from(answer.classes[class].len()).ok();
            answer.ways.iter().all(|way| way[class].get(bin).copied() == members)
        };
        answer.is_complete && class.is_some_and(whole)
    };
    pairs.into_iter().map(|(item, bin)| (item, bin, is_only(item, bin))).collect()
}

type Arranged = (usize, Vec<(usize, usize)>);

/// Gives the items of each class to the bins of a way, each to the one whose name it is most like.
fn arrange(answer: &Answer, way: &[Vec<u32>], likeness: &dyn Fn(usize, usize) -> usize) -> Arranged {
    let (mut score, mut pairs) = (0, Vec::new());
    for (class, members) in answer.classes.iter().enumerate() {
        let mut room = way[class].clone();
        let mut choices: Vec<(usize, usize, usize)> = members
            .iter()
            .flat_map(|item| (0..room.len()).map(move |bin| (*item, bin)))
            .filter(|(_, bin)| room[*bin] > 0)
            .map(|(item, bin)| (likeness(item, bin), item, bin))
            .collect();
        choices.sort_by_key(|(like, item, bin)| (std::cmp::Reverse(*like), *item, *bin));
        let mut done: Vec<usize> = Vec::new();
        for (like, item, bin) in choices {
            if room[bin] > 0 && !done.contains(&item) {
                room[bin] -= 1;
                done.push(item);
                score += like;
                pairs.push((item, bin));
            }
        }
    }
    pairs.sort_unstable();
    (score, pairs)
}
