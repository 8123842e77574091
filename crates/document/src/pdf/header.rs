//! The header of a table without upright rules: its names over one or several lines, which of them name columns and
//! which stand over several, and the cells that they make. Where the columns stand is found in `columns.rs`.

use super::cells::{PageCell, cell_text};
use super::columns::column_at;
use super::geometry::{Area, Rule};
use super::lines::Line;

/// Words of a line are this many sizes apart.
const WORD_GAP: f32 = 0.22;
/// Lines of one name stand in one middle, this many sizes off at most.
const SAME_MIDDLE: f32 = 0.5;
/// Lines of one name are at most this many sizes below each other.
const LINE_PITCH: f32 = 1.75;
/// Heights this many sizes apart are different levels.
const LEVEL: f32 = 0.7;
/// A name this many sizes off the middle of all that stands below its height does not stand over all of it.
const OFF_MIDDLE: f32 = 1.6;

fn middle(area: Area) -> f32 {
    (area.left + area.right) / 2.0
}

fn height(area: Area) -> f32 {
    (area.top + area.bottom) / 2.0
}

/// A name with its lines.
pub(super) struct Name {
    lines: Vec<Line>,
    pub(super) area: Area,
}

/// The names above a table.
pub(super) struct Header {
    names: Vec<Name>,
    /// Where it begins and ends.
    top: f32,
    pub(super) bottom: f32,
    /// The level rules inside.
    rules: Vec<Rule>,
    size: f32,
}

impl Header {
    /// The names of the lines above `bottom`. `has_own` tells single characters that name a column of their own from
    /// those of a name with its characters apart (项　　目).
    pub(super) fn new(lines: &[&Line], rules: &[Rule], bottom: f32, has_own: impl Fn(&Line) -> bool) -> Self {
        let area = lines.iter().fold(Area::NOTHING, |area, line| area.united(line.area));
        let size = lines.iter().map(|line| line.size).fold(0.0, f32::max);
        let above = rules.iter().map(|rule| rule.at).filter(|y| area.top - 3.0 * size < *y && *y < area.top + 2.0);
        let top = above.reduce(f32::max).unwrap_or(area.top - (bottom - area.bottom).clamp(0.0, size));
        let inside = |rule: &&Rule| top + 2.0 < rule.at && rule.at < bottom - 2.0;
        let mut header =
            Self { names: Vec::new(), top, bottom, rules: rules.iter().filter(inside).copied().collect(), size };
        header.gather(lines.iter().flat_map(|line| names(line.split(WORD_GAP), &has_own)).collect());
        header
    }

    /// Puts the words to names: the lines of one name stand close below each other in one middle or at one edge.
    fn gather(&mut self, mut words: Vec<Line>) {
        words.sort_by(|a, b| height(a.area).total_cmp(&height(b.area)).then(a.area.left.total_cmp(&b.area.left)));
        let limit = self.pitch(&words);
        for at in 0..words.len() {
            let word = &words[at];
            let is_beside = |other: &Line| {
                let is_other = other.area.left != word.area.left || other.area.top != word.area.top;
                is_other && (height(other.area) - height(word.area)).abs() < 0.4 * self.size
            };
            let is_alone = |name: &Name| !words.iter().any(|other| is_beside(other) && is_over(name.area, other.area));
            let fits = |name: &&mut Name| {
                let Some(last) = name.lines.last() else { return false };
                let pitch = height(word.area) - height(last.area);
                0.8 * self.size < pitch
                    && pitch <= limit
                    && is_aligned(name.area, word.area, self.size)
                    && !is_parted(&self.rules, middle(word.area), height(last.area), height(word.area))
                    && is_alone(name)
            };
            match self.names.iter_mut().find(fits) {
                Some(name) => {
                    name.area = name.area.united(word.area);
                    name.lines.push(word.clone());
                }
                None => self.names.push(Name { area: word.area, lines: vec![word.clone()] }),
            }
        }
    }

    /// How far apart the lines of one name are at most: hardly further than the nearest two lines in one middle.
    fn pitch(&self, words: &[Line]) -> f32 {
        let pairs =
            words.iter().enumerate().flat_map(|(at, upper)| words[at + 1..].iter().map(move |lower| (upper, lower)));
        let pitches = pairs
            .filter(|(upper, lower)| {
                is_aligned(upper.area, lower.area, self.size)
                    && !is_parted(&self.rules, middle(lower.area), height(upper.area), height(lower.area))
            })
            .map(|(upper, lower)| height(lower.area) - height(upper.area))
            .filter(|pitch| *pitch > 0.8 * self.size);
        (1.2 * pitches.fold(f32::INFINITY, f32::min)).min(LINE_PITCH * self.size)
    }

    /// The area of the names that stand directly over their column, from the left. `is_column` tells whether figures
    /// stand somewhere below an area.
    pub(super) fn leaves(&self, is_column: impl Fn(Area) -> bool) -> Vec<Area> {
        let mut names: Vec<Area> = self.names.iter().map(|name| name.area).collect();
        names.sort_by(|a, b| b.top.total_cmp(&a.top));
        let mut leaves: Vec<Area> = Vec::new();
        for name in names {
            if self.is_leaf(name, &leaves, &is_column) {
                leaves.push(name);
            }
        }
        leaves.sort_by(|a, b| a.left.total_cmp(&b.left));
        leaves
    }

    fn is_leaf(&self, name: Area, below: &[Area], is_column: impl Fn(Area) -> bool) -> bool {
        if below.iter().any(|leaf| is_over(name, *leaf) && height(*leaf) > height(name) + 0.3 * self.size)
            || is_parted(&self.rules, middle(name), height(name), self.bottom)
        {
            return false;
        }
        if !self.rules.is_empty() {
            return true;
        }
        // A name stands in the middle of its cell; one that is higher than the middle of all levels has others below.
        if 2.0 * height(name) - self.bottom < self.top - self.size {
            return false;
        }
        let left = below.iter().filter(|leaf| leaf.right < name.left).max_by(|a, b| a.right.total_cmp(&b.right));
        let right = below.iter().filter(|leaf| leaf.left > name.right).min_by(|a, b| a.left.total_cmp(&b.left));
        let is_between = left.zip(right).is_some_and(|(left, right)| left.top > name.bottom && right.top > name.bottom);
        is_column(name) || !is_between
    }

    /// Where the cell of a name begins that ends at `bottom`: at the rule above it, or as far above its middle as the
    /// cell goes on below.
    fn cell_top(&self, name: Area, bottom: f32) -> f32 {
        if self.rules.is_empty() {
            return (2.0 * height(name) - bottom).min(name.top).max(self.top);
        }
        let (x, y) = (middle(name), height(name));
        let above = self.rules.iter().filter(|rule| rule.from < x && x < rule.to && rule.at < y).map(|rule| rule.at);
        above.fold(self.top, f32::max)
    }

    /// The heights between which its rows stand, and its cells over columns with these sides.
    pub(super) fn cells(self, xs: &[f32], leaves: &[Area]) -> (Vec<f32>, Vec<PageCell>) {
        let count = xs.len() - 1;
        let mut placed: Vec<Placed> = Vec::new();
        let mut tops = vec![self.bottom; count];
        let (own, mut upper): (Vec<&Name>, Vec<&Name>) =
            self.names.iter().partition(|name| leaves.contains(&name.area));
        for name in own {
            let column = column_at(xs, middle(name.area));
            let top = self.cell_top(name.area, self.bottom);
            tops[column] = tops[column].min(top);
            placed.push(Placed { name, first: column, last: column, top, bottom: self.bottom });
        }
        upper.sort_by(|a, b| height(b.area).total_cmp(&height(a.area)));
        while let Some(lowest) = upper.first().copied() {
            let own = column_at(xs, middle(lowest.area));
            let level = tops[own];
            let run = self.run(own, &tops, lowest, xs);
            let is_beside = |name: &&Name| {
                (height(name.area) - height(lowest.area)).abs() < LEVEL * self.size
                    && (run.0..=run.1).contains(&column_at(xs, middle(name.area)))
            };
            let (mut beside, rest): (Vec<&Name>, Vec<&Name>) = upper.into_iter().partition(is_beside);
            upper = rest;
            beside.sort_by(|a, b| a.area.left.total_cmp(&b.area.left));
            for (name, (first, last)) in beside.iter().zip(self.shared(&beside, run, xs)) {
                let top = self.cell_top(name.area, level);
                tops[first..=last].iter_mut().for_each(|own| *own = own.min(top));
                placed.push(Placed { name, first, last, top, bottom: level.max(name.area.bottom) });
            }
        }
        self.laid_out(xs, placed)
    }

    /// The columns around one that end at the height where a name over them may stand.
    fn run(&self, own: usize, tops: &[f32], name: &Name, xs: &[f32]) -> (usize, usize) {
        let (x, y) = (middle(name.area), height(name.area));
        let under = self.rules.iter().filter(|rule| rule.from < x && x < rule.to && rule.at > y);
        let under = under.min_by(|a, b| a.at.total_cmp(&b.at));
        let is_like = |column: &usize| {
            let centre = (xs[*column] + xs[*column + 1]) / 2.0;
            (tops[*column] - tops[own]).abs() < LEVEL * self.size
                && tops[*column] > y
                && under.is_none_or(|rule| rule.from < centre && centre < rule.to)
        };
        let first = (0..own).rev().take_while(is_like).last().unwrap_or(own);
        let last = (own + 1..tops.len()).take_while(is_like).last().unwrap_or(own);
        (first, last)
    }

    /// Shares a run of columns among the names over it so that each stands in the middle of its own.
    fn shared(&self, names: &[&Name], run: (usize, usize), xs: &[f32]) -> Vec<(usize, usize)> {
        let off = |name: &Name, first: usize, last: usize| ((xs[first] + xs[last + 1]) / 2.0 - middle(name.area)).abs();
        if let [only] = names {
            let own = column_at(xs, middle(only.area));
            if off(only, run.0, run.1) < OFF_MIDDLE * self.size || !self.rules.is_empty() {
                return vec![run];
            }
            let spans = (run.0..=own).flat_map(|first| (own..=run.1).map(move |last| (first, last)));
            let best = spans.min_by(|a, b| {
                let step = |span: &(usize, usize)| (off(only, span.0, span.1) / (0.2 * self.size)).round();
                step(a).total_cmp(&step(b)).then((b.1 - b.0).cmp(&(a.1 - a.0)))
            });
            return vec![best.unwrap_or((own, own))];
        }
        // For each name and last column, the least sum of what the names up to it are off, and where it begins.
        let columns = run.1 - run.0 + 1;
        let mut least = vec![vec![(f32::INFINITY, 0); columns + 1]; names.len() + 1];
        least[0][0].0 = 0.0;
        for (at, name) in names.iter().enumerate() {
            for end in 1..=columns {
                for begin in 0..end {
                    let sum = least[at][begin].0 + off(name, run.0 + begin, run.0 + end - 1);
                    if sum < least[at + 1][end].0 {
                        least[at + 1][end] = (sum, begin);
                    }
                }
            }
        }
        let mut end = columns;
        let mut spans = vec![(run.0, run.1); names.len()];
        for at in (0..names.len()).rev() {
            let begin = least[at + 1][end].1;
            spans[at] = (run.0 + begin, run.0 + end.max(begin + 1) - 1);
            end = begin;
        }
        spans
    }

    /// The rows between the heights at which cells begin and end, and the cells in them.
    fn laid_out(&self, xs: &[f32], mut placed: Vec<Placed>) -> (Vec<f32>, Vec<PageCell>) {
        let mut levels: Vec<f32> = placed.iter().map(|cell| cell.top).chain([self.top]).collect();
        levels.sort_by(f32::total_cmp);
        levels.dedup_by(|below, above| *below - *above < LEVEL * self.size);
        levels.retain(|level| self.bottom - level > LEVEL * self.size);
        levels.push(self.bottom);
        let nearest = |y: f32| {
            let distance = |at: &usize| (levels[*at] - y).abs();
            (0..levels.len()).min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(0)
        };
        placed.sort_by(|a, b| a.top.total_cmp(&b.top).then(a.name.area.left.total_cmp(&b.name.area.left)));
        let mut cells: Vec<PageCell> = Vec::new();
        for Placed { name, first, last, top, bottom } in placed {
            let row = nearest(top).min(levels.len() - 2);
            let rows = nearest(bottom).max(row + 1) - row;
            let area = Area { left: xs[first], top: levels[row], right: xs[last + 1], bottom: levels[row + rows] };
            let text = cell_text(&name.lines, area.width());
            let stands = |cell: &&mut PageCell| {
                cell.row < row + rows
                    && row < cell.row + cell.rows
                    && cell.column <= last
                    && first < cell.column + cell.columns
            };
            match cells.iter_mut().find(stands) {
                Some(cell) => cell.text = format!("{}\n{text}", cell.text),
                None => cells.push(PageCell { row, column: first, rows, columns: last - first + 1, text, area }),
            }
        }
        (levels, cells)
    }
}

/// A name over its columns.
struct Placed<'n> {
    name: &'n Name,
    first: usize,
    last: usize,
    top: f32,
    bottom: f32,
}

/// Whether two areas have white space between neither of them when looked at from above.
fn is_over(a: Area, b: Area) -> bool {
    a.right.min(b.right) - a.left.max(b.left) > 0.0
}

fn is_aligned(upper: Area, lower: Area, size: f32) -> bool {
    let in_middle = (middle(upper) - middle(lower)).abs() < SAME_MIDDLE * size;
    is_over(upper, lower) && (in_middle || (upper.left - lower.left).abs() < 0.3 * size)
}

/// Whether a rule runs between two heights.
fn is_parted(rules: &[Rule], x: f32, upper: f32, lower: f32) -> bool {
    rules.iter().any(|rule| rule.from < x && x < rule.to && upper < rule.at && rule.at < lower)
}

/// The names of a line; one with its characters apart (项　　目) is one name, unless each names a column of its own.
fn names(words: Vec<Line>, has_own: impl Fn(&Line) -> bool) -> Vec<Line> {
    const APART: f32 = 5.0;
    let mut names: Vec<(Line, bool)> = Vec::new();
    for word in words {
        let is_single = word.text().chars().count() == 1 && !has_own(&word);
        match names.last_mut() {
            Some((name, true)) if is_single && word.area.left - name.area.right < APART * word.size => {
                name.area = name.area.united(word.area);
                name.glyphs.extend(word.glyphs);
            }
            _ => names.push((word, is_single)),
        }
    }
    names.into_iter().map(|(name, _)| name).collect()
}
