//! Where the columns of a table without upright rules stand: told by its figures, and by its header where a column has
//! none. Which lines make such a table is found in `aligned.rs`.

use mingsuan_model::Decimal;

use super::geometry::{Area, Rule};
use super::lines::Line;

/// Words of a line are this many sizes apart.
const WORD_GAP: f32 = 0.3;
/// White space between columns is at least this many sizes wide.
const GUTTER: f32 = 0.3;
/// A header this many sizes off the middle of what stands below it does not stand over it.
const OFF_MIDDLE: f32 = 1.6;

/// From where to where something stands on a line.
type Span = (f32, f32);

fn middle(span: Span) -> f32 {
    (span.0 + span.1) / 2.0
}

/// The columns of a table, with the lines of its header.
pub(super) struct Columns {
    /// Sides of the columns.
    pub(super) xs: Vec<f32>,
    /// How many of the first lines are header.
    pub(super) header: usize,
    /// The names in the lowest level of the header, by column.
    leaves: Vec<Option<Area>>,
    /// Rules under names of the header that are narrower than the table.
    rules: Vec<Rule>,
}

/// What is printed where there is no amount.
pub(super) fn is_blank_mark(text: &str) -> bool {
    matches!(text.trim(), "-" | "—" | "－" | "–" | "―" | "/" | "——")
}

/// Whether a text is money, not a number that counts columns or rows.
fn is_money(text: &str) -> bool {
    Decimal::parse(text.trim()).is_some_and(|number| number.decimals() > 0) || text.contains([',', '，'])
}

/// Whether a line numbers columns: `** 1 2 3`, `栏次 1=2+3 2 3`.
fn is_numbering(words: &[Line]) -> bool {
    let texts: Vec<String> = words.iter().map(|word| word.text().trim().to_owned()).collect();
    let first =
        |text: &String| text.trim_start_matches('(').split(['=', '+', ')']).next().and_then(|n| n.parse::<u32>().ok());
    let numbers: Vec<u32> = texts.iter().filter_map(first).collect();
    let is_mark = |text: &String| first(text).is_none() && text.chars().count() <= 2;
    let counts =
        numbers.windows(2).all(|pair| pair[1] == pair[0] + 1) && numbers.first().is_some_and(|first| *first <= 2);
    counts && texts.iter().all(|text| first(text).is_some() || is_mark(text))
}

impl Columns {
    /// Finds the columns of lines from the top of a table; `None` when nothing parts them.
    pub(super) fn find(lines: &[&Line], rules: &[Rule], area: Area) -> Option<Self> {
        let words: Vec<Vec<Line>> = lines.iter().map(|line| line.split(WORD_GAP)).collect();
        let has_money = |words: &Vec<Line>| words.len() > 1 && words.iter().any(|word| is_money(&word.text()));
        let header = words.iter().position(has_money)?;
        let size = lines.iter().map(|line| line.size).fold(0.0, f32::max);
        let body = clusters(words[header..].iter().filter(|words| has_money(words)).flatten(), size);
        let numbering = words[..header].iter().find(|words| words.len() > 1 && is_numbering(words));
        let is_column = |word: &Line| body.iter().any(|span| span.0 <= word.area.right && word.area.left <= span.1);
        let names = words[..header]
            .iter()
            .filter(|words| !is_numbering(words))
            .flat_map(|words| names(words.clone(), is_column));
        let leaves = leaves(names.map(|name| name.area).collect(), &body, size);
        let tokens: Vec<Span> = match numbering {
            Some(words) => words.iter().map(|word| (word.area.left, word.area.right)).collect(),
            None => leaves.iter().map(|leaf| (leaf.left, leaf.right)).collect(),
        };
        let columns = matched(&body, &tokens, size);
        if columns.len() < 2 {
            return None;
        }
        let mut xs = vec![area.left.min(columns[0].0) - 2.0];
        xs.extend(columns.windows(2).map(|pair| (pair[0].1 + pair[1].0) / 2.0));
        xs.push(area.right.max(columns[columns.len() - 1].1) + 2.0);
        let is_over = |leaf: &Area, at: usize| {
            xs[at] <= middle((leaf.left, leaf.right)) && middle((leaf.left, leaf.right)) < xs[at + 1]
        };
        let leaves = (0..columns.len()).map(|at| leaves.iter().find(|leaf| is_over(leaf, at)).copied()).collect();
        let end = lines[header].area.top;
        let is_narrow = |rule: &&Rule| area.top < rule.at && rule.at < end && rule.to - rule.from < 0.9 * area.width();
        let rules = rules.iter().filter(is_narrow).cloned().collect();
        Some(Self { xs, header, leaves, rules })
    }

    /// The names of a line of the header.
    pub(super) fn names(&self, words: Vec<Line>) -> Vec<Line> {
        names(words, |word| {
            let centre = middle((word.area.left, word.area.right));
            let at = self.xs.partition_point(|x| *x <= centre).clamp(1, self.xs.len() - 1) - 1;
            self.leaves[at].is_some_and(|leaf| leaf.top < word.area.bottom && word.area.top < leaf.bottom)
        })
    }

    /// The columns over the rule under a name: all that the rule goes over.
    fn over_rule(&self, word: &Line) -> Option<(usize, usize)> {
        let centre = middle((word.area.left, word.area.right));
        let is_under = |rule: &&Rule| {
            let below = rule.at - word.area.bottom;
            -0.3 * word.size < below && below < 1.2 * word.size && rule.from < centre && centre < rule.to
        };
        let rule = self.rules.iter().filter(is_under).min_by(|a, b| a.at.total_cmp(&b.at))?;
        let is_over = |at: &usize| {
            let middle = middle((self.xs[*at], self.xs[*at + 1]));
            rule.from < middle && middle < rule.to
        };
        let first = (0..self.leaves.len()).find(is_over)?;
        let columns = (first..self.leaves.len()).take_while(is_over).count();
        (columns > 1).then_some((first, columns))
    }

    /// The columns that a name in the header stands over: those that the rule under it goes over, else those whose lower
    /// names it stands in the middle of.
    pub(super) fn over(&self, word: &Line) -> Option<(usize, usize)> {
        if let Some(found) = self.over_rule(word) {
            return Some(found);
        }
        let centre = middle((word.area.left, word.area.right));
        let own = self.xs.partition_point(|x| *x <= centre).clamp(1, self.xs.len() - 1) - 1;
        let height = |leaf: Area| middle((leaf.top, leaf.bottom));
        let level = self.leaves[own].map(height);
        // A name without names below it stands between the levels that it goes over.
        let touching = |at: usize| {
            self.leaves[at].is_some_and(|leaf| {
                leaf.top > word.area.bottom - 0.3 * word.size
                    && level.is_some_and(|level| (height(leaf) - level).abs() < 0.5 * word.size)
            })
        };
        let mut best: Option<(f32, usize, usize)> = None;
        for first in (0..=own).rev().take_while(|at| touching(*at) || *at == own) {
            for last in (own..self.leaves.len()).take_while(|at| touching(*at) || *at == own) {
                let (Some(left), Some(right)) = (self.leaves[first], self.leaves[last]) else { continue };
                let middles = [(left.left, right.right), (self.xs[first], self.xs[last + 1])].map(middle);
                let off = middles.into_iter().map(|middle| (middle - centre).abs()).fold(f32::INFINITY, f32::min);
                let is_better = best.is_none_or(|(least, ..)| off < least - 0.1);
                if last > first && touching(first) && touching(last) && off < OFF_MIDDLE * word.size && is_better {
                    best = Some((off, first, last));
                }
            }
        }
        best.map(|(_, first, last)| (first, last - first + 1))
    }
}

/// Spans that no wide enough white space parts, from the left.
fn clusters<'l>(words: impl Iterator<Item = &'l Line>, size: f32) -> Vec<Span> {
    // 合　　计 is one name with its characters apart; where they stand tells no column.
    let is_apart = |word: &&Line| word.text().chars().count() == 1 && !word.text().is_ascii();
    let words = words.filter(|word| !is_apart(word) || is_blank_mark(&word.text()));
    let mut spans: Vec<Span> = words.map(|word| (word.area.left, word.area.right)).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut clusters: Vec<Span> = Vec::new();
    for (from, to) in spans {
        match clusters.last_mut() {
            Some(last) if from - last.1 <= GUTTER * size => last.1 = last.1.max(to),
            _ => clusters.push((from, to)),
        }
    }
    clusters
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

/// The names in the lowest level of a header: nothing stands below them, and they do not stand between two others over
/// white space that no column fills.
fn leaves(mut names: Vec<Area>, body: &[Span], size: f32) -> Vec<Area> {
    names.sort_by(|a, b| b.top.total_cmp(&a.top));
    let mut leaves: Vec<Area> = Vec::new();
    for name in names {
        let common = |left: f32, right: f32| right.min(name.right) - left.max(name.left) > -0.15 * size;
        if let Some(below) = leaves.iter_mut().find(|leaf| common(leaf.left, leaf.right)) {
            // The next line of one name: it stands close above and in the same middle.
            let is_same = (middle((below.left, below.right)) - middle((name.left, name.right))).abs() < size
                && below.top - name.bottom < 0.6 * size;
            if is_same {
                *below = below.united(name);
            }
            continue;
        }
        let left = leaves.iter().filter(|leaf| leaf.right < name.left).max_by(|a, b| a.right.total_cmp(&b.right));
        let right = leaves.iter().filter(|leaf| leaf.left > name.right).min_by(|a, b| a.left.total_cmp(&b.left));
        let is_named = |span: &Span| leaves.iter().any(|leaf| leaf.left <= span.1 && span.0 <= leaf.right);
        let has_column = body.iter().any(|span| common(span.0, span.1) && !is_named(span));
        // A name that goes down over all levels stands between their heights, not above the lowest.
        let stands_between =
            left.zip(right).is_some_and(|(left, right)| left.top > name.bottom && right.top > name.bottom);
        if has_column || !stands_between {
            leaves.push(name);
        }
    }
    leaves.sort_by(|a, b| a.left.total_cmp(&b.left));
    leaves
}

/// The columns that figures and header tell together, from the left: each cluster of figures with the header nearest to
/// it, in order; what is left of the header has columns without figures.
fn matched(body: &[Span], header: &[Span], size: f32) -> Vec<Span> {
    let distance = |a: Span, b: Span| (a.0 - b.1).max(b.0 - a.1).max(0.0) + 0.01 * (middle(a) - middle(b)).abs();
    // Where the header has a name for each, every cluster of figures stands below one of them, however far.
    let alone = if header.len() >= body.len() { 100.0 * size } else { 6.0 * size };
    let (n, m) = (body.len(), header.len());
    // The least cost of what stands right of each pair of positions, and the step that leads there.
    let mut costs = vec![vec![(0.0_f32, 0_u8); m + 1]; n + 1];
    for i in (0..=n).rev() {
        for j in (0..=m).rev() {
            let mut best = (f32::INFINITY, 0);
            let mut offer = |cost: f32, step: u8| {
                if cost < best.0 {
                    best = (cost, step);
                }
            };
            if i < n && j < m {
                offer(costs[i + 1][j + 1].0 + distance(body[i], header[j]), 1);
            }
            if j < m {
                offer(costs[i][j + 1].0 + 0.01, 2);
            }
            if i < n {
                offer(costs[i + 1][j].0 + alone, 3);
            }
            costs[i][j] = if i == n && j == m { (0.0, 0) } else { best };
        }
    }
    let (mut i, mut j, mut columns) = (0, 0, Vec::new());
    while i < n || j < m {
        match costs[i][j].1 {
            1 => {
                columns.push(body[i]);
                (i, j) = (i + 1, j + 1);
            }
            2 => {
                columns.push(header[j]);
                j += 1;
            }
            _ => {
                columns.push(body[i]);
                i += 1;
            }
        }
    }
    columns.sort_by(|a, b| a.0.total_cmp(&b.0));
    columns
}
