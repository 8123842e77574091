//! Where the columns of a table without upright rules stand: told by its figures, and by its header where a column has
//! none. Which lines make such a table is found in `aligned.rs`, what its header names in `header.rs`.

use mingsuan_model::Decimal;

use super::geometry::Area;
use super::lines::Line;

/// Words of a line are this many sizes apart.
const WORD_GAP: f32 = 0.22;
/// White space between columns is at least this many sizes wide.
const GUTTER: f32 = 0.22;
/// Texts may jut out of their cells this far, in points.
const JUT: f32 = 1.5;

/// From where to where something stands on a line.
type Span = (f32, f32);

fn middle(span: Span) -> f32 {
    (span.0 + span.1) / 2.0
}

/// What is printed where there is no amount.
pub(super) fn is_blank_mark(text: &str) -> bool {
    matches!(text.trim(), "-" | "—" | "－" | "–" | "―" | "/" | "——")
}

/// Whether a text is money, not a number that counts columns or rows.
fn is_money(text: &str) -> bool {
    Decimal::parse(text.trim()).is_some_and(|number| number.decimals() > 0) || text.contains([',', '，'])
}

/// Whether a line has money behind its first word.
pub(super) fn has_money(line: &Line) -> bool {
    let words = line.split(WORD_GAP);
    words.len() > 1 && words.iter().any(|word| is_money(&word.text()))
}

/// Whether a line numbers columns: `** 1 2 3`, `栏次 1=2+3 2 3`.
pub(super) fn is_numbering(line: &Line) -> bool {
    let words = line.split(WORD_GAP);
    let texts: Vec<String> = words.iter().map(|word| word.text().trim().to_owned()).collect();
    let first =
        |text: &String| text.trim_start_matches('(').split(['=', '+', ')']).next().and_then(|n| n.parse::<u32>().ok());
    let numbers: Vec<u32> = texts.iter().filter_map(first).collect();
    let is_mark = |text: &String| first(text).is_none() && text.chars().count() <= 2;
    let counts =
        numbers.windows(2).all(|pair| pair[1] == pair[0] + 1) && numbers.first().is_some_and(|first| *first <= 2);
    words.len() > 1 && counts && texts.iter().all(|text| first(text).is_some() || is_mark(text))
}

/// What tells the columns of a table.
pub(super) struct Signs<'s> {
    /// Where the names stand that stand directly over columns, from the left.
    pub(super) leaves: &'s [Area],
    /// The line that numbers the columns.
    pub(super) numbering: Option<&'s Line>,
    /// The lines below.
    pub(super) body: &'s [&'s Line],
    /// All of it.
    pub(super) area: Area,
    /// Where the rules over the whole table begin and end.
    pub(super) ends: Option<Span>,
}

impl Signs<'_> {
    /// The sides of columns in whose middle their names or numbers stand; `None` when they do not.
    pub(super) fn centred(&self) -> Option<Vec<f32>> {
        [Some(self.leaves()), self.numbers()].into_iter().flatten().find_map(|names| self.around(&names))
    }

    /// The sides of columns that figures and names tell together by the white space between them.
    pub(super) fn gathered(&self) -> Option<Vec<f32>> {
        let size = self.size();
        let body =
            clusters(self.body.iter().filter(|line| has_money(line)).flat_map(|line| line.split(WORD_GAP)), size);
        let columns = matched(&body, &self.numbers().unwrap_or_else(|| self.leaves()), size);
        if columns.len() < 2 {
            return None;
        }
        let mut xs = vec![self.area.left.min(columns[0].0) - 2.0];
        xs.extend(columns.windows(2).map(|pair| (pair[0].1 + pair[1].0) / 2.0));
        xs.push(self.area.right.max(columns[columns.len() - 1].1) + 2.0);
        Some(xs)
    }

    fn leaves(&self) -> Vec<Span> {
        self.leaves.iter().map(|leaf| (leaf.left, leaf.right)).collect()
    }

    fn numbers(&self) -> Option<Vec<Span>> {
        self.numbering.map(|line| line.split(WORD_GAP).iter().map(|word| (word.area.left, word.area.right)).collect())
    }

    fn size(&self) -> f32 {
        self.body.iter().map(|line| line.size).fold(0.0, f32::max)
    }

    /// The sides of cells in whose middle these names stand, each side following from the one before; `None` when
    /// figures do not stand inside of such cells.
    fn around(&self, names: &[Span]) -> Option<Vec<f32>> {
        let size = self.size();
        if names.len() < 2 {
            return None;
        }
        let figures: Vec<Area> = self
            .body
            .iter()
            .flat_map(|line| line.split(WORD_GAP))
            .filter(|word| is_figure(&word.text()))
            .map(|word| word.area)
            .collect();
        let fits = |xs: &Vec<f32>| {
            xs.windows(2).all(|pair| pair[1] - pair[0] > 0.5 * size)
                && names.iter().zip(xs.windows(2)).all(|(name, pair)| pair[0] - JUT < name.0 && name.1 < pair[1] + JUT)
                && figures.iter().all(|figure| stands_inside(xs, *figure))
        };
        if let Some(ends) = self.ends {
            let (off, xs) = chained(names, ends);
            return (off < size && fits(&xs)).then_some(xs);
        }
        // Without rules, how far the first column begins before its texts is not known, nor how far the last one goes on.
        let tried = (0..60_u8).filter_map(|tenth| {
            let margin = f32::from(tenth) * 0.1 * size;
            let xs = followed(names, self.area.left - margin);
            let behind = xs[names.len()] - self.area.right;
            ((-JUT..2.0 * size).contains(&behind) && fits(&xs)).then_some(((margin - behind).abs(), xs))
        });
        tried.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, xs)| xs)
    }
}

/// The sides of cells with these names in their middles, when the first cell begins at `left`.
fn followed(names: &[Span], left: f32) -> Vec<f32> {
    let mut xs = vec![left];
    names.iter().for_each(|name| xs.push(2.0 * middle(*name) - xs[xs.len() - 1]));
    xs
}

/// The same from one end to the other, followed from both; with how far this ends from where it should.
fn chained(names: &[Span], (left, right): Span) -> (f32, Vec<f32>) {
    let forth = followed(names, left);
    let mirrored: Vec<Span> = names.iter().rev().map(|(from, to)| (-to, -from)).collect();
    let back = followed(&mirrored, -right);
    let off = (forth[names.len()] - right).abs();
    #[allow(clippy::cast_precision_loss)] // Pages have no millions of columns.
    let share = |at: usize| at as f32 / names.len() as f32;
    let xs = forth.iter().zip(back.iter().rev()).enumerate();
    (off, xs.map(|(at, (forth, back))| forth + (-back - forth) * share(at)).collect())
}

pub(super) fn column_at(xs: &[f32], x: f32) -> usize {
    xs.partition_point(|side| *side <= x).clamp(1, xs.len() - 1) - 1
}

/// Whether something stands inside one of the columns.
pub(super) fn stands_inside(xs: &[f32], area: Area) -> bool {
    let at = column_at(xs, middle((area.left, area.right)));
    xs[at] - JUT < area.left && area.right < xs[at + 1] + JUT
}

/// Whether a text is a number, or what is printed for none.
pub(super) fn is_figure(text: &str) -> bool {
    Decimal::parse(text.trim()).is_some() || is_blank_mark(text)
}

/// Whether figures of lines stand below or above an area.
pub(super) fn has_figures_at(body: &[&Line], area: Area) -> bool {
    let mut words = body.iter().filter(|line| has_money(line)).flat_map(|line| line.split(WORD_GAP));
    words.any(|word| is_figure(&word.text()) && word.area.left <= area.right && area.left <= word.area.right)
}

/// Spans that no wide enough white space parts, from the left.
fn clusters(words: impl Iterator<Item = Line>, size: f32) -> Vec<Span> {
    // 合　　计 is one name with its characters apart; where they stand tells no column.
    let is_apart = |word: &Line| word.text().chars().count() == 1 && !word.text().is_ascii();
    let words = words.filter(|word| !is_apart(word) || is_blank_mark(&word.text()));
    let (figures, texts): (Vec<Line>, Vec<Line>) = words.partition(|word| is_figure(&word.text()));
    let span = |word: &Line| (word.area.left, word.area.right);
    let columns = united(figures.iter().map(span).collect(), size);
    // A text that goes over several columns of figures juts out of its own, as 合计 does over columns of codes.
    let juts = |text: &Line| columns.iter().filter(|at| at.0 < text.area.right && text.area.left < at.1).count() > 1;
    united(figures.iter().chain(texts.iter().filter(|text| !juts(text))).map(span).collect(), size)
}

fn united(mut spans: Vec<Span>, size: f32) -> Vec<Span> {
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
