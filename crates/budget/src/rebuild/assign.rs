//! Which of several bins each of several items goes to, when every bin has to be filled exactly: an exact search with
//! bounded steps. It knows no budget: items and bins are pairs of amounts (from fiscal and from other money).

/// What an item weighs and a bin holds: 财政资金 and 其他资金, in 分.
pub(super) type Pair = [i64; 2];

/// All the ways that were found to fill the bins.
pub(super) struct Answer {
    /// Items of the same weight: exchanging them changes nothing.
    pub(super) classes: Vec<Vec<usize>>,
    /// For each way and class, how many items go to each bin.
    pub(super) ways: Vec<Vec<Vec<u32>>>,
    /// Whether there is no other way.
    pub(super) is_complete: bool,
}

/// A search that needs more steps is broken off; a step is one partial sum or one look-up.
const MAX_STEPS: u64 = 3_000_000;
/// More ways than this are not told apart.
const MAX_WAYS: usize = 48;
/// How many sums of half of the classes are kept at a time.
const MAX_SUMS: u64 = 1 << 13;

/// Looks for all ways to put every item into a bin so that all bins are filled exactly.
/// Items without weight are left out; of the steps a search may take, this one gets one of `shares`.
pub(super) fn assign(items: &[Pair], bins: &[Pair], shares: u64) -> Answer {
    let mut classes: Vec<(Pair, Vec<usize>)> = Vec::new();
    for (item, weight) in items.iter().enumerate().filter(|(_, weight)| **weight != [0, 0]) {
        match classes.iter_mut().find(|(own, _)| own == weight) {
            Some((_, members)) => members.push(item),
            None => classes.push((*weight, vec![item])),
        }
    }
    classes.sort_by_key(|(weight, _)| std::cmp::Reverse(i128::from(weight[0]) + i128::from(weight[1])));
    let mut order: Vec<usize> = (0..bins.len()).filter(|bin| bins[*bin] != [0, 0]).collect();
    order.sort_by_key(|bin| i128::from(bins[*bin][0]) + i128::from(bins[*bin][1]));
    let mut search = Search {
        weights: classes.iter().map(|(weight, _)| *weight).collect(),
        left: classes.iter().map(|(_, members)| u32::try_from(members.len()).unwrap_or(u32::MAX)).collect(),
        bins,
        order: &order,
        taken: vec![vec![0; bins.len()]; classes.len()],
        ways: Vec::new(),
        steps: MAX_STEPS / shares.max(1),
    };
    let totals = |of: &[Pair]| of.iter().fold([0_i128; 2], |sum, pair| [0, 1].map(|i| sum[i] + i128::from(pair[i])));
    if totals(items) == totals(bins) && items.iter().chain(bins).flatten().all(|amount| *amount >= 0) {
        search.fill(0);
    }
    let is_complete = search.steps > 0 && search.ways.len() < MAX_WAYS;
    Answer { ways: search.ways, classes: classes.into_iter().map(|(_, members)| members).collect(), is_complete }
}

struct Search<'p> {
    weights: Vec<Pair>,
    /// Items of each class that have no bin yet.
    left: Vec<u32>,
    bins: &'p [Pair],
    order: &'p [usize],
    taken: Vec<Vec<u32>>,
    ways: Vec<Vec<Vec<u32>>>,
    steps: u64,
}

/// The sums that some classes can give: the sum and how many of each class it takes.
type Sums = Vec<(Pair, Vec<u32>)>;

impl Search<'_> {
    fn is_over(&self) -> bool {
        self.steps == 0 || self.ways.len() >= MAX_WAYS
    }

    /// Fills the bin at a position of the order in every way, and with each the ones behind it.
    fn fill(&mut self, position: usize) {
        let Some(bin) = self.order.get(position).copied() else {
            if self.left.iter().all(|left| *left == 0) {
                self.ways.push(self.taken.clone());
            }
            return;
        };
        if position + 1 == self.order.len() {
            // What is left fills the last bin, for all adds up.
            for class in 0..self.weights.len() {
                self.taken[class][bin] = self.left[class];
            }
            self.ways.push(self.taken.clone());
            self.taken.iter_mut().for_each(|class| class[bin] = 0);
            return;
        }
        let wanted = self.bins[bin];
        let fits = |class: &usize| self.left[*class] > 0 && (0..2).all(|i| self.weights[*class][i] <= wanted[i]);
        let fitting: Vec<usize> = (0..self.weights.len()).filter(fits).collect();
        let near = self.near_half(&fitting);
        let (far, near) = fitting.split_at(fitting.len() - near);
        let mut sums = self.sums(near, wanted);
        sums.sort_unstable();
        let mut counts = vec![0; far.len()];
        self.descend(position, (far, near), &sums, &mut counts, 0, wanted);
    }

    /// How many classes, from the end, the kept sums are made of.
    fn near_half(&self, fitting: &[usize]) -> usize {
        let mut combinations = 1_u64;
        let taken = fitting.iter().rev().take_while(|class| {
            combinations = combinations.saturating_mul(u64::from(self.left[**class]) + 1);
            combinations <= MAX_SUMS
        });
        taken.count().min(fitting.len().div_ceil(2))
    }

    fn sums(&mut self, classes: &[usize], wanted: Pair) -> Sums {
        let mut sums: Sums = vec![([0, 0], Vec::new())];
        for class in classes {
            let weight = self.weights[*class];
            let mut next = Vec::with_capacity(sums.len() * 2);
            for (sum, counts) in &sums {
                for count in 0..=self.left[*class] {
                    let times = i64::from(count);
                    let more = [0, 1].map(|i| sum[i].saturating_add(weight[i].saturating_mul(times)));
                    if (0..2).any(|i| more[i] > wanted[i]) {
                        break;
                    }
                    self.steps = self.steps.saturating_sub(1);
                    let mut counts = counts.clone();
                    counts.push(count);
                    next.push((more, counts));
                }
            }
            sums = next;
        }
        sums
    }

    /// Chooses how many of the far classes to take, then looks up what is missing among the near sums.
    fn descend(
        &mut self,
        position: usize,
        halves: (&[usize], &[usize]),
        sums: &Sums,
        counts: &mut Vec<u32>,
        depth: usize,
        missing: Pair,
    ) {
        if self.is_over() {
            return;
        }
        self.steps = self.steps.saturating_sub(1);
        let (far, near) = halves;
        let Some(class) = far.get(depth).copied() else {
            let from = sums.partition_point(|(sum, _)| *sum < missing);
            for (_, near_counts) in sums[from..].iter().take_while(|(sum, _)| *sum == missing) {
                self.take(position, far.iter().zip(counts.iter()).chain(near.iter().zip(near_counts)));
                if self.is_over() {
                    return;
                }
            }
            return;
        };
        let weight = self.weights[class];
        let limit = |i: usize| if weight[i] == 0 { i64::MAX } else { missing[i] / weight[i] };
        let most = limit(0).min(limit(1)).min(i64::from(self.left[class]));
        for count in (0..=most).rev() {
            counts[depth] = u32::try_from(count).unwrap_or(0);
            let rest = [0, 1].map(|i| missing[i] - weight[i] * count);
            self.descend(position, halves, sums, counts, depth + 1, rest);
        }
        counts[depth] = 0;
    }

    /// Puts items into the bin at a position, fills the others, and takes the items out again.
    fn take<'c>(&mut self, position: usize, counts: impl Iterator<Item = (&'c usize, &'c u32)>) {
        let bin = self.order[position];
        let counts: Vec<(usize, u32)> = counts.map(|(class, count)| (*class, *count)).collect();
        for (class, count) in &counts {
            self.left[*class] -= count;
            self.taken[*class][bin] = *count;
        }
        self.fill(position + 1);
        for (class, count) in &counts {
            self.left[*class] += count;
            self.taken[*class][bin] = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    fn only(amounts: &[i64]) -> Vec<Pair> {
        amounts.iter().map(|amount| [*amount, 0]).collect()
    }

    #[test]
    fn the_only_way_is_found() {
        let answer = assign(&only(&[50, 20, 7, 3, 1, 1, 0]), &only(&[52, 20, 10]), 1);
        assert!(answer.is_complete);
        // 50+1+1, 20, 7+3.
        assert_eq!(answer.classes, [vec![0], vec![1], vec![2], vec![3], vec![4, 5]]);
        assert_eq!(answer.ways, [[[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1], [2, 0, 0]]]);
    }

    #[test]
    fn several_ways_and_none_are_told_apart() {
        let several = assign(&only(&[5, 5, 3, 2]), &only(&[5, 10]), 1);
        assert!(several.is_complete && several.ways.len() == 2, "{:?}", several.ways);
        let none = assign(&only(&[5, 5]), &only(&[4, 6]), 1);
        assert!(none.is_complete && none.ways.is_empty());
        let unequal = assign(&only(&[5, 5]), &only(&[5]), 1);
        assert!(unequal.ways.is_empty());
    }

    #[test]
    fn both_kinds_of_money_have_to_fit() {
        let items = [[10, 0], [7, 3], [4, 6]];
        assert_eq!(assign(&items, &[[10, 0], [11, 9]], 1).ways.len(), 1);
        assert!(assign(&items, &[[9, 1], [12, 8]], 1).ways.is_empty());
    }

    #[test]
    fn hard_searches_end_soon() {
        let same = vec![100; 30];
        let close: Vec<i64> = (0..30).map(|i| 1_000_000 + i).collect();
        let powers: Vec<i64> = (0..40).map(|i| 1 << i).collect();
        let even: Vec<i64> = (0..60).map(|i| 2 * (1000 + 7 * i * i % 911)).collect();
        let total = |items: &[i64]| items.iter().sum::<i64>();
        for (items, bins) in [
            (&same, vec![1000, 1000, 1000]),
            (&same, vec![50, 1450, 1500]),
            (&close, vec![total(&close) / 3, total(&close) / 3, total(&close) - total(&close) / 3 * 2]),
            (&powers, vec![(1 << 20) - 1, total(&powers) - (1 << 20) + 1]),
            (&even, vec![total(&even) / 2 + 1, total(&even) / 2 - 1]),
        ] {
            let start = Instant::now();
            let answer = assign(&only(items), &only(&bins), 1);
            assert!(start.elapsed() < Duration::from_secs(4), "{:?} for {bins:?}", start.elapsed());
            for way in &answer.ways {
                for (bin, wanted) in bins.iter().enumerate() {
                    let sum: i64 = (0..)
                        .zip(&answer.classes)
                        .map(|(class, of): (usize, _)| items[of[0]] * i64::from(way[class][bin]))
                        .sum();
                    assert_eq!(sum, *wanted);
                }
            }
        }
    }
}
