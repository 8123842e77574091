//! Sums as they are printed: what the numbering of the rows, their codes, the place of a total or the amounts themselves
//! show to be a sum, whatever the names mean. They vouch for a cell when they hold; only what a whole statement shows to
//! be its order is expected to hold.
//! Sums that follow from the meaning of rows and columns are `sums.rs`.

use std::collections::HashSet;

use mingsuan_model::text::normalized;
use mingsuan_model::{Dimension, Equation, Grade, Origin, Relation, Statement};

use crate::context::Context;
use crate::cube::{Cube, Group};

/// Beyond this many lines the amounts alone are not searched for an order.
const MAX_NESTED: usize = 2_000;
/// And no amount is searched among more than this many parts: in a list of ever smaller amounts the search would not end.
const MAX_PARTS: usize = 400;

/// The printed sums that vouch for at least one fact which no stated equation has a hold on, and those that the print of a
/// whole statement makes expect (see [`expected`]).
pub(crate) fn hints(context: &Context<'_>, stated: &[Equation]) -> Vec<Equation> {
    let cube = &context.cube;
    let mut covered = vec![false; cube.facts.len()];
    for member in stated.iter().flat_map(Equation::members) {
        covered[member as usize] = true;
    }
    let known: HashSet<(u32, usize)> = stated.iter().filter_map(sum_of).collect();
    let mut out = Vec::new();
    for (group, facts) in &cube.groups {
        let Group::Statement(ordinal) = group else { continue };
        let Some(statement) = context.disclosure.statements.get(*ordinal as usize) else { continue };
        let ranks = ranks(statement);
        let printed_columns = columns(cube, statement, &ranks, facts, false);
        let explained: Vec<Vec<Printed>> = printed_columns.iter().map(|lines| column_sums(lines)).collect();
        let equation = |grade, rule, (total, parts): Printed| {
            let name = "按版式列示的明细之和=合计".to_owned();
            Equation { rule, grade, name, relation: Relation::Sum { total, parts } }
        };
        let expected = expected(&columns(cube, statement, &ranks, facts, true), &explained);
        let is_new = |sum: &Printed| !known.contains(&(sum.0, sum.1.len()));
        out.extend(expected.into_iter().filter(is_new).map(|sum| equation(Grade::Usual, "A001", sum)));
        if facts.iter().all(|id| covered[*id as usize]) {
            continue;
        }
        let sums = explained.into_iter().flatten().map(|sum| ("A001", sum));
        let sums = sums.chain(rows(cube, facts).into_iter().map(|sum| ("A002", sum)));
        for (rule, sum) in sums {
            if !covered[sum.0 as usize] || sum.1.iter().any(|part| !covered[*part as usize]) {
                out.push(equation(Grade::Shown, rule, sum));
            }
        }
    }
    out
}

/// The total of a stated sum and how many parts it has.
fn sum_of(equation: &Equation) -> Option<(u32, usize)> {
    match &equation.relation {
        Relation::Sum { total, parts } => Some((*total, parts.len())),
        _ => None,
    }
}

/// A total and its parts, by fact.
type Printed = (u32, Vec<u32>);

/// A printed amount in a column.
#[derive(Clone, Copy)]
struct Line {
    fact: u32,
    value: i64,
    rank: Rank,
}

/// How deep a row stands below others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    /// 合计, 总计: over everything above or below it.
    Total,
    /// 其中: a part that need not be counted.
    OfWhich,
    /// So many levels down.
    Depth(usize),
}

impl Rank {
    fn depth(self) -> usize {
        match self {
            Rank::Total => 0,
            Rank::Depth(depth) => depth,
            Rank::OfWhich => usize::MAX,
        }
    }
}

/// The amounts down each column of money, with or without the blanks between them.
fn columns(cube: &Cube<'_>, statement: &Statement, ranks: &[Rank], facts: &[u32], with_blanks: bool) -> Vec<Vec<Line>> {
    let mut by_column: Vec<Vec<Line>> = vec![Vec::new(); statement.columns.len()];
    for (fact, row, column, value) in printed(cube, facts, with_blanks) {
        if let (Some(lines), Some(rank)) = (by_column.get_mut(column as usize), ranks.get(row as usize)) {
            lines.push(Line { fact, value, rank: *rank });
        }
    }
    by_column
}

/// The sums that the numbering and codes of the rows make expect in every column: where nearly all of them hold in a
/// statement, those that do not are worth a look; where many do not, the rows are of another order. A plain list under or
/// over its total is always such a sum.
fn expected(columns: &[Vec<Line>], explained: &[Vec<Printed>]) -> Vec<Printed> {
    let is_plain = columns.iter().filter(|lines| !lines.is_empty()).count() == 1 && columns.iter().all(|c| is_list(c));
    // In the order of the numbers and codes; or all rows alike, whatever their codes are.
    let orders: [&Order; 2] = [&by_rank, &all_alike];
    let fitting = orders.into_iter().find_map(|order| {
        let Sums { mut held, failed, proofs } = in_order(columns, explained, order);
        let few = proofs >= 4 * failed.len() || failed.len() == 1 && (proofs > 0 || is_plain);
        held.extend(failed);
        (few && !held.is_empty()).then_some(held)
    });
    fitting.unwrap_or_default()
}

/// Which lines of a column are totals, each with its parts.
type Order = dyn Fn(&[Line]) -> Vec<(Line, Vec<Line>)>;

/// The sums of one order.
#[derive(Default)]
struct Sums {
    held: Vec<Printed>,
    failed: Vec<Printed>,
    /// How many of those that hold add up at least two amounts: they show that this is the order.
    proofs: usize,
}

/// The sums of one order, without the columns whose amounts show that theirs is another one.
fn in_order(columns: &[Vec<Line>], explained: &[Vec<Printed>], order: &Order) -> Sums {
    let mut all = Sums::default();
    for (lines, explained) in columns.iter().zip(explained) {
        let mut of_column = Sums::default();
        let mut is_other = false;
        for (total, parts) in order(lines) {
            let amounts = parts.iter().filter(|line| line.value != 0).count();
            let (reached, wanted) = (sum(&parts), i128::from(total.value));
            let repeats = wanted != 0 && reached % wanted == 0 && (2..=6).contains(&(reached / wanted));
            let printed = (total.fact, parts.iter().map(|line| line.fact).collect());
            if reached == wanted {
                of_column.proofs += usize::from(amounts >= 2);
                of_column.held.push(printed);
            } else if amounts > 0 {
                is_other |= repeats || explained.iter().any(|sum| sum.0 == total.fact);
                of_column.failed.push(printed);
            }
        }
        if !is_other {
            all.held.append(&mut of_column.held);
            all.failed.append(&mut of_column.failed);
            all.proofs += of_column.proofs;
        }
    }
    all
}

/// Whether a column is a total with lines that have no order among them.
fn is_list(lines: &[Line]) -> bool {
    let Some(first) = lines.iter().find(|line| line.rank != Rank::Total) else { return true };
    lines.len() > 3 && lines.iter().all(|line| line.rank == Rank::Total || line.rank == first.rank)
}

/// The only total of a column with all its lines, when no row holds others by its number or code.
fn all_alike(lines: &[Line]) -> Vec<(Line, Vec<Line>)> {
    let (totals, parts): (Vec<Line>, Vec<Line>) = lines.iter().partition(|line| line.rank == Rank::Total);
    match totals.as_slice() {
        [total] => vec![(*total, parts)],
        _ => Vec::new(),
    }
}

/// Each amount that stands above others by its number, its code or as a total, with those right below it.
fn by_rank(lines: &[Line]) -> Vec<(Line, Vec<Line>)> {
    let totals = lines.iter().filter(|line| line.rank == Rank::Total).count();
    let mut sums = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let below: Vec<Line> = match line.rank {
            Rank::OfWhich => continue,
            Rank::Total if totals > 1 => continue,
            Rank::Total if at == 0 => lines[1..].to_vec(),
            Rank::Total => lines[..at].to_vec(),
            Rank::Depth(depth) => {
                let deeper = |other: &&Line| other.rank != Rank::Total && other.rank.depth() > depth;
                lines[at + 1..].iter().take_while(deeper).copied().collect()
            }
        };
        let (named, counted): (Vec<Line>, Vec<Line>) = below.into_iter().partition(|line| line.rank == Rank::OfWhich);
        let Some(top) = counted.iter().map(|line| line.rank.depth()).min() else { continue };
        let mut parts: Vec<Line> = counted.into_iter().filter(|line| line.rank.depth() == top).collect();
        // 其中 may open the list of all parts, of which the others go without the word.
        let wanted = i128::from(line.value);
        if sum(&parts) != wanted && sum(&parts) + sum(&named) == wanted {
            parts.extend(named);
        }
        sums.push((*line, parts));
    }
    sums
}

/// The printed amounts of money of a statement: fact, row, column, value.
fn printed(cube: &Cube<'_>, facts: &[u32], with_blanks: bool) -> Vec<(u32, u32, u32, i64)> {
    let printed = facts.iter().filter_map(|id| {
        let ticks = cube.value(*id).filter(|ticks| with_blanks || !ticks.blank)?;
        match cube.fact(*id).origin {
            Origin::Statement { row, column, .. } if cube.fact(*id).is_money() => Some((*id, row, column, ticks.value)),
            _ => None,
        }
    });
    printed.collect()
}

/// The rank of each row among the rows that its own label column names.
fn ranks(statement: &Statement) -> Vec<Rank> {
    let side = |row: &mingsuan_model::StatementRow| {
        row.cells.first().and_then(|cell| statement.columns.get(cell.column)).and_then(|column| column.label_column)
    };
    let mut outlines: Vec<(Option<usize>, Outline)> = Vec::new();
    let mut ranks = Vec::with_capacity(statement.rows.len());
    for row in &statement.rows {
        let side = side(row);
        let at = outlines.iter().position(|(key, _)| *key == side).unwrap_or_else(|| {
            outlines.push((side, Outline::default()));
            outlines.len() - 1
        });
        ranks.push(outlines[at].1.rank(row.code.as_deref(), &normalized(&row.label)));
    }
    ranks
}

/// The codes and kinds of numbers that are open above a row.
#[derive(Default)]
struct Outline {
    codes: Vec<String>,
    numbers: Vec<u8>,
}

impl Outline {
    fn rank(&mut self, code: Option<&str>, label: &str) -> Rank {
        if label.ends_with("合计") || label.ends_with("总计") || label.ends_with("共计") {
            *self = Self::default();
            return Rank::Total;
        }
        if label.starts_with("其中") {
            return Rank::OfWhich;
        }
        if let Some(code) = code {
            self.numbers.clear();
            while self.codes.last().is_some_and(|last| last.len() >= code.len() || !code.starts_with(last.as_str())) {
                self.codes.pop();
            }
            self.codes.push(code.to_owned());
            return Rank::Depth(self.codes.len() - 1);
        }
        match number_style(label) {
            Some(style) => {
                let at = self.numbers.iter().position(|open| *open == style).unwrap_or(self.numbers.len());
                self.numbers.truncate(at);
                self.numbers.push(style);
                Rank::Depth(self.codes.len() + at)
            }
            // A row without code or number stands below the last one that has either.
            None => Rank::Depth(self.codes.len() + self.numbers.len()),
        }
    }
}

/// The kind of number before a label: 一、 (一) 1、 (1) ①.
fn number_style(label: &str) -> Option<u8> {
    let open = label.strip_prefix('(');
    let body = open.unwrap_or(label);
    let first = body.chars().next()?;
    let is_chinese = |c: char| "一二三四五六七八九十".contains(c);
    let rest = body.trim_start_matches(|c: char| if is_chinese(first) { is_chinese(c) } else { c.is_ascii_digit() });
    let ends = match open {
        Some(_) => rest.starts_with(')'),
        None => rest.starts_with(['、', '.', ',']),
    };
    match first {
        '①'..='⑳' => Some(4),
        c if is_chinese(c) && ends => Some(u8::from(open.is_some())),
        c if c.is_ascii_digit() && ends => Some(2 + u8::from(open.is_some())),
        _ => None,
    }
}

fn column_sums(lines: &[Line]) -> Vec<Printed> {
    let mut sums = Vec::new();
    let totals: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].rank == Rank::Total).collect();
    for (at, line) in lines.iter().enumerate() {
        let next = totals.iter().copied().find(|total| *total > at).unwrap_or(lines.len());
        let explained = match line.rank {
            Rank::OfWhich => None,
            Rank::Total => {
                let last = totals.iter().copied().rev().find(|total| *total < at);
                let below = explain(line, &lines[at + 1..next]);
                let above = || explain(line, &lines[last.map_or(0, |last| last + 1)..at]);
                // 收入总计 = 本年收入合计 + what stands between them.
                let onward = || last.and_then(|last| explain(line, &lines[last..at]));
                below.or_else(above).or_else(onward)
            }
            Rank::Depth(depth) => {
                let below = lines[at + 1..next].iter().take_while(|other| other.rank.depth() > depth).count();
                explain(line, &lines[at + 1..at + 1 + below])
            }
        };
        sums.extend(explained.into_iter().flatten());
    }
    if sums.is_empty() && totals.is_empty() {
        sums.extend(single_root(lines).into_iter().flatten());
    }
    sums
}

/// The sums that make an amount out of the lines given: their top level, all of them, or an order which the amounts
/// themselves show.
fn explain(total: &Line, lines: &[Line]) -> Option<Vec<Printed>> {
    let counted: Vec<Line> = lines.iter().filter(|line| line.rank != Rank::OfWhich).copied().collect();
    let top = counted.iter().map(|line| line.rank.depth()).min()?;
    let direct: Vec<Line> = counted.iter().filter(|line| line.rank.depth() == top).copied().collect();
    for parts in [&direct, &counted] {
        if sum(parts) == i128::from(total.value) {
            return Some(vec![(total.fact, parts.iter().map(|line| line.fact).collect())]);
        }
    }
    if total.value == 0 {
        return None;
    }
    [1, 2].into_iter().find_map(|least| {
        let (roots, mut sums) = nested(&counted, least);
        let fits = sum(&roots) == i128::from(total.value);
        sums.push((total.fact, roots.iter().map(|line| line.fact).collect()));
        fits.then_some(sums)
    })
}

fn sum(lines: &[Line]) -> i128 {
    lines.iter().map(|line| i128::from(line.value)).sum()
}

/// The order of amounts when one of them holds all the others.
fn single_root(lines: &[Line]) -> Option<Vec<Printed>> {
    [1, 2].into_iter().find_map(|least| {
        let (roots, sums) = nested(lines, least);
        (roots.len() == 1 && lines.len() > 2).then_some(sums)
    })
}

/// Reads an order out of amounts: one that equals the sum of the next ones not yet under another holds them.
/// Gives what stands on top, in order, and the sums found.
fn nested(lines: &[Line], least: usize) -> (Vec<Line>, Vec<Printed>) {
    let (mut roots, mut sums): (Vec<Line>, Vec<Printed>) = (Vec::new(), Vec::new());
    if lines.len() > MAX_NESTED {
        return (lines.to_vec(), sums);
    }
    for line in lines.iter().rev() {
        let (mut parts, mut reached) = (0, 0_i128);
        let wanted = i128::from(line.value);
        for root in roots.iter().rev().take(MAX_PARTS) {
            if reached.abs() > wanted.abs() || parts >= least && reached == wanted {
                break;
            }
            reached += i128::from(root.value);
            parts += 1;
        }
        if wanted != 0 && reached == wanted && parts >= least {
            let below = roots.split_off(roots.len() - parts);
            sums.push((line.fact, below.iter().rev().map(|line| line.fact).collect()));
        }
        roots.push(*line);
    }
    roots.reverse();
    (roots, sums)
}

/// The sums along each row: the amounts of one year, phase and measure that stand side by side, when the first of them
/// holds all the others.
fn rows(cube: &Cube<'_>, facts: &[u32]) -> Vec<Printed> {
    let mut cells = printed(cube, facts, false);
    cells.sort_unstable_by_key(|(_, row, column, _)| (*row, *column));
    let frame = |fact: u32| {
        let at = &cube.fact(fact).coordinate;
        [Dimension::Year, Dimension::Phase, Dimension::Measure].map(|dimension| at.get(dimension))
    };
    let beside = cells.chunk_by(|a, b| a.1 == b.1 && frame(a.0) == frame(b.0));
    let sums = beside.filter_map(|run| {
        let lines: Vec<Line> =
            run.iter().map(|(fact, _, _, value)| Line { fact: *fact, value: *value, rank: Rank::Depth(0) }).collect();
        single_root(&lines)
    });
    sums.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(of: &[(&str, i64)]) -> Vec<Line> {
        let mut outline = Outline::default();
        let line = |(fact, (label, value)): (u32, &(&str, i64))| {
            let (code, name) = label.split_once(' ').map_or((None, *label), |(code, name)| (Some(code), name));
            Line { fact, value: *value, rank: outline.rank(code, name) }
        };
        (0..).zip(of).map(line).collect()
    }

    #[test]
    fn numbers_codes_and_totals_show_sums() {
        let sums = column_sums(&lines(&[
            ("一、部门预算", 60),
            ("1、财政拨款", 50),
            ("(1)一般公共预算", 40),
            ("其中:专项", 7),
            ("(2)政府性基金", 10),
            ("2、事业收入", 10),
            ("本年收入合计", 60),
            ("上年结转", 5),
            ("收入总计", 65),
        ]));
        let found = [(0, vec![1, 5]), (1, vec![2, 4]), (6, vec![0]), (8, vec![6, 7])];
        assert!(found.iter().all(|sum| sums.contains(sum)), "{sums:?}");
        assert_eq!(sums.len(), found.len());
    }

    #[test]
    fn amounts_alone_show_an_order_only_when_everything_is_explained() {
        let listed = [("122 某局", 30), ("通用", 12), ("绿化", 5), ("养护", 5), ("印刷", 7), ("专用", 18)];
        let sums = column_sums(&lines(&listed));
        assert!(sums.contains(&(0, vec![1, 5])) && sums.contains(&(1, vec![2, 4])), "{sums:?}");
        let mut wrong = listed;
        wrong[4].1 = 8;
        assert!(column_sums(&lines(&wrong)).is_empty());
    }

    #[test]
    fn equal_neighbours_stay_neighbours() {
        let sums = column_sums(&lines(&[("合计", 10), ("甲", 5), ("乙", 5)]));
        assert_eq!(sums, [(0, vec![1, 2])]);
    }
}
